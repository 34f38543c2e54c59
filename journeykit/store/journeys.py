"""Journeys and their versions, with the customers of each version. A version never changes."""

from __future__ import annotations

import hashlib
from collections import Counter
from datetime import datetime
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine, insert, select

from journeykit.models.evidence import Quote, Source, Wave, WaveCount
from journeykit.models.journey import Journey
from journeykit.models.material import Material
from journeykit.models.scale import Scale
from journeykit.store.tables import journey_versions, journeys, quotes, wave_counts, waves

_known: WeakKeyDictionary[Engine, dict[int, Material]] = WeakKeyDictionary()
"""The version that each store was asked for last."""


def put(connection: Connection, material: Material, now: datetime) -> int:
    """Keep a journey with its customers, as a folder brings it, and return the id of the version to go on with.

    A folder that holds what the store has had before, in any version, is unchanged: the newest version counts then, so
    that what was prepared since is not undone.
    """
    return _put(connection, material, now, unless_known=True)


def put_next(connection: Connection, material: Material, now: datetime) -> int:
    """Keep a journey with its customers as the newest version, also one that goes back, and return the version's id."""
    return _put(connection, material, now, unless_known=False)


def has(connection: Connection, material: Material) -> bool:
    """Whether some version of the journey says the same as this material."""
    asked = select(journey_versions.c.version_id).where(
        journey_versions.c.journey_id == material.journey.id,
        journey_versions.c.digest == _digest(_in_order(material)),
    )
    return connection.scalar(asked.limit(1)) is not None


def same(one: Material, other: Material) -> bool:
    """Whether two materials say the same; the order and the splitting of counts are no difference."""
    return _digest(_in_order(one)) == _digest(_in_order(other))


def get(connection: Connection, version_id: int) -> Material:
    """A version with its customers. The id must be one that `put` gave. A version never changes, so it is read once."""
    known = _known.setdefault(connection.engine, {})
    if version_id not in known:
        known.clear()  # who asks for a newer one no longer asks for the one before
        known[version_id] = _read(connection, version_id)
    return known[version_id]


def _read(connection: Connection, version_id: int) -> Material:
    body = connection.execute(
        select(journey_versions.c.body).where(journey_versions.c.version_id == version_id)
    ).scalar_one()
    said = connection.execute(select(quotes).where(quotes.c.version_id == version_id).order_by(quotes.c.quote_id))
    return Material(
        journey=Journey.model_validate_json(body),
        waves=_waves(connection, version_id),
        quotes=tuple(
            Quote(
                step_id=row.step_id,
                text=row.text,
                source=row.source,
                date=row.date,
                consent_to_show=row.consent_to_show,
            )
            for row in said
        ),
    )


def _put(connection: Connection, material: Material, now: datetime, *, unless_known: bool) -> int:
    material = _in_order(material)
    journey_id, digest = material.journey.id, _digest(material)
    versions = connection.execute(
        select(journey_versions.c.version_id, journey_versions.c.version, journey_versions.c.digest)
        .where(journey_versions.c.journey_id == journey_id)
        .order_by(journey_versions.c.version.desc())
    ).all()
    if digest in {row.digest for row in (versions if unless_known else versions[:1])}:
        return int(versions[0].version_id)
    if not versions:
        connection.execute(insert(journeys).values(journey_id=journey_id))
    version_id: int = connection.execute(
        insert(journey_versions)
        .values(
            journey_id=journey_id,
            version=versions[0].version + 1 if versions else 1,
            body=material.journey.model_dump_json(),
            digest=digest,
            created_at=now,
        )
        .returning(journey_versions.c.version_id)
    ).scalar_one()
    _put_waves(connection, version_id, material.waves)
    if material.quotes:
        rows = [{"version_id": version_id, **quote.model_dump()} for quote in material.quotes]
        connection.execute(insert(quotes), rows)
    return version_id


def _digest(material: Material) -> str:
    """The same for the same material, also when a later model has more fields."""
    return hashlib.sha256(material.model_dump_json(exclude_defaults=True).encode()).hexdigest()


def _in_order(material: Material) -> Material:
    """The same answers, one row for each step and value, as `get` gives them: the order of a file is no change."""
    return material.model_copy(update={"waves": tuple(_counted_once(wave) for wave in material.waves)})


def _counted_once(wave: Wave) -> Wave:
    found: Counter[tuple[str, int]] = Counter()
    for row in wave.counts:
        found[row.target_id, row.value] += row.count
    rows = (WaveCount(target_id=target, value=value, count=n) for (target, value), n in sorted(found.items()))
    return wave.model_copy(update={"counts": tuple(rows)})


def _put_waves(connection: Connection, version_id: int, asked: tuple[Wave, ...]) -> None:
    for position, wave in enumerate(asked):
        wave_id = connection.execute(
            insert(waves)
            .values(
                version_id=version_id,
                position=position,
                wave=wave.wave,
                **wave.scale.model_dump(),
                source=wave.source.model_dump_json(),
            )
            .returning(waves.c.wave_id)
        ).scalar_one()
        if wave.counts:
            rows = [{"wave_id": wave_id, **row.model_dump()} for row in wave.counts]
            connection.execute(insert(wave_counts), rows)


def _waves(connection: Connection, version_id: int) -> tuple[Wave, ...]:
    rows = connection.execute(select(waves).where(waves.c.version_id == version_id).order_by(waves.c.position)).all()
    counted: dict[int, list[WaveCount]] = {row.wave_id: [] for row in rows}
    for row in connection.execute(
        select(wave_counts)
        .where(wave_counts.c.wave_id.in_(counted))
        .order_by(wave_counts.c.target_id, wave_counts.c.value)
    ):
        counted[row.wave_id].append(WaveCount(target_id=row.target_id, value=row.value, count=row.count))
    return tuple(
        Wave(
            wave=row.wave,
            scale=Scale(scale_min=row.scale_min, scale_max=row.scale_max),
            source=Source.model_validate_json(row.source),
            counts=tuple(counted[row.wave_id]),
        )
        for row in rows
    )
