"""Journeys and their versions."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from samples import BEGIN, STEPS, small_journey, small_material, small_wave
from sqlalchemy import Engine, func, select

from journeykit.models.evidence import Quote, Source, Wave, WaveCount
from journeykit.models.journey import Baseline
from journeykit.models.material import Material
from journeykit.models.scale import Scale
from journeykit.store import journeys
from journeykit.store.engine import open_store, reading, writing
from journeykit.store.tables import journey_versions, quotes, wave_counts, waves

words = st.text(max_size=30)


@st.composite
def some_wave(draw: st.DrawFn, name: str) -> Wave:
    lowest = draw(st.integers(-10, 1))
    scale = Scale(scale_min=lowest, scale_max=lowest + draw(st.integers(1, 10)))
    counted = st.builds(
        WaveCount,
        target_id=st.sampled_from(STEPS),
        value=st.sampled_from(scale.values),
        count=st.integers(0, 10**12),
    )
    return Wave(
        wave=name,
        scale=scale,
        source=Source(name=draw(words), question=draw(words)),
        counts=tuple(draw(st.lists(counted, max_size=12))),
    )


@st.composite
def some_material(draw: st.DrawFn) -> Material:
    journey = small_journey().model_copy(
        update={"baseline": Baseline(value=draw(st.floats(-2, 2)), label=draw(st.text(min_size=1, max_size=60)))}
    )
    quote = st.builds(
        Quote,
        step_id=st.sampled_from(STEPS),
        text=st.text(min_size=1, max_size=60),
        source=words,
        date=st.dates(),
        consent_to_show=st.booleans(),
    )
    names = draw(st.lists(st.text(min_size=1, max_size=40), max_size=3, unique=True))
    return Material(
        journey=journey,
        waves=tuple(draw(some_wave(name)) for name in names),
        quotes=tuple(draw(st.lists(quote, max_size=4))),
    )


def answers(wave: Wave) -> Counter[tuple[str, int]]:
    found: Counter[tuple[str, int]] = Counter()
    for row in wave.counts:
        found[row.target_id, row.value] += row.count
    return found


@settings(max_examples=60, deadline=None)
@given(material=some_material())
def test_a_version_comes_back_with_every_answer(material: Material):
    engine = open_store("sqlite://")
    with writing(engine) as connection:
        version_id = journeys.put(connection, material, BEGIN)
        back = journeys.get(connection, version_id)
        assert journeys.put(connection, back, BEGIN) == version_id
    engine.dispose()
    assert back.model_copy(update={"waves": ()}) == material.model_copy(update={"waves": ()})
    assert [(w.wave, w.scale, w.source) for w in back.waves] == [(w.wave, w.scale, w.source) for w in material.waves]
    for kept, wave in zip(back.waves, material.waves, strict=True):
        assert answers(kept) == answers(wave)
        assert [kept.of(step) for step in STEPS] == [wave.of(step) for step in STEPS]


def test_what_did_not_change_is_no_new_version(engine: Engine):
    with writing(engine) as connection:
        first = journeys.put(connection, small_material(), BEGIN)
        assert journeys.put(connection, small_material(), BEGIN) == first
        rows = {table.name: connection.scalar(select(func.count()).select_from(table)) for table in (waves, quotes)}
    assert rows == {"waves": 1, "quotes": 2}


def test_the_same_answers_in_another_order_are_no_new_version(engine: Engine):
    material = small_material()
    turned = material.waves[0].model_copy(update={"counts": material.waves[0].counts[::-1]})
    with writing(engine) as connection:
        first = journeys.put(connection, material, BEGIN)
        assert journeys.put(connection, material.model_copy(update={"waves": (turned,)}), BEGIN) == first


def test_an_answer_counted_in_two_rows_is_added_up(engine: Engine):
    row = WaveCount(target_id="wait", value=2, count=3)
    twice = Wave(wave="2026", scale=Scale(scale_min=1, scale_max=5), counts=(row, row))
    with writing(engine) as connection:
        back = journeys.get(
            connection, journeys.put(connection, Material(journey=small_journey(), waves=(twice,)), BEGIN)
        )
    assert back.waves[0].counts == (WaveCount(target_id="wait", value=2, count=6),)


@pytest.mark.parametrize(
    "change",
    [
        {"journey": small_journey().model_copy(update={"title": "Another visit"})},
        {"waves": (small_wave(book={4: 11}),)},
        {"waves": ()},
        {"quotes": (Quote(step_id="book", text="Easy.", date=date(2026, 1, 1), consent_to_show=True),)},
    ],
    ids=["title", "one more answer", "no customers", "a quote"],
)
def test_a_change_is_a_new_version_and_the_old_one_stays(engine: Engine, change: dict[str, object]):
    before, after = small_material(), small_material().model_copy(update=change)
    with writing(engine) as connection:
        old = journeys.put(connection, before, BEGIN)
        new = journeys.put(connection, after, BEGIN)
        again = journeys.put_next(connection, before, BEGIN)
    assert len({old, new, again}) == 3
    with reading(engine) as connection:
        assert [journeys.get(connection, id_) for id_ in (old, new, again)] == [before, after, before]
        versions = connection.execute(select(journey_versions.c.version).order_by(journey_versions.c.version_id))
        assert versions.scalars().all() == [1, 2, 3]


def test_a_folder_that_did_not_change_does_not_undo_what_was_prepared_since(engine: Engine):
    folder, prepared = small_material(), small_material().model_copy(update={"waves": ()})
    changed = Material(journey=small_journey().model_copy(update={"title": "Another visit"}))
    with writing(engine) as connection:
        journeys.put(connection, folder, BEGIN)
        newest = journeys.put_next(connection, prepared, BEGIN)
        assert journeys.put(connection, folder, BEGIN) == newest
        assert journeys.put(connection, changed, BEGIN) > newest


def test_preparing_back_to_what_was_before_is_a_new_version(engine: Engine):
    first, second = small_material(), small_material().model_copy(update={"waves": ()})
    with writing(engine) as connection:
        ids = [journeys.put_next(connection, each, BEGIN) for each in (first, second, first, first)]
        assert ids[0] < ids[1] < ids[2] == ids[3]
        assert journeys.get(connection, ids[2]) == first


def test_what_the_store_never_had_is_told_from_what_it_has_had(engine: Engine):
    with writing(engine) as connection:
        journeys.put(connection, small_material(), BEGIN)
        journeys.put_next(connection, small_material().model_copy(update={"waves": ()}), BEGIN)
        assert journeys.has(connection, small_material())
        assert not journeys.has(connection, small_material().model_copy(update={"quotes": ()}))


def test_materials_with_the_same_answers_in_other_rows_are_the_same():
    material = small_material()
    turned = material.waves[0].model_copy(update={"counts": material.waves[0].counts[::-1]})
    assert journeys.same(material, material.model_copy(update={"waves": (turned,)}))
    assert not journeys.same(material, material.model_copy(update={"quotes": ()}))


def test_only_counts_are_kept_and_never_rows_of_people():
    assert {column.name for column in wave_counts.columns} == {"wave_id", "target_id", "value", "count"}


def test_two_waves_of_one_name_are_refused():
    with pytest.raises(ValidationError, match="2026"):
        Material(journey=small_journey(), waves=(small_wave(book={4: 1}), small_wave(book={4: 2})))
