"""How a session begins and people come in: codes, keys, seats and the lobby."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from sqlalchemy import Engine

from journeykit.errors import JourneykitError, UnknownSession
from journeykit.language import _
from journeykit.models.agenda import exercise
from journeykit.models.counts import K
from journeykit.models.entry import Author, DeviceArrived, Entry, Joined, Opened, TookOver
from journeykit.models.identifier import random_letters
from journeykit.models.material import Material
from journeykit.models.session import Role, Seat, Session, now_utc
from journeykit.session.following import Following
from journeykit.store import journal, journeys, seats
from journeykit.store import sessions as kept
from journeykit.store.engine import reading, writing

Clock = Callable[[], datetime]

_WORDS = [
    "ACORN",
    "AMBER",
    "APPLE",
    "BEACH",
    "BERRY",
    "BREAD",
    "BRICK",
    "BROOK",
    "CEDAR",
    "CHALK",
    "CLOUD",
    "CORAL",
    "DAISY",
    "EAGLE",
    "EMBER",
    "FIELD",
    "FLAME",
    "GRAPE",
    "HAZEL",
    "HONEY",
    "LEMON",
    "LILAC",
    "MANGO",
    "MAPLE",
    "OCEAN",
    "OLIVE",
    "ONION",
    "OTTER",
    "PEACH",
    "PEARL",
    "PLANT",
    "RIVER",
    "ROBIN",
    "STONE",
    "SUGAR",
    "TULIP",
]
"""Short words that are easy to read from a wall, to say and to type."""
_ATTEMPTS = 100


@dataclass(frozen=True)
class Lobby:
    """How many have come, and how many of them have read the welcome."""

    here: int
    ready: int


def new_session(
    engine: Engine, material: Material, *, clock: Clock = now_utc, k: int = K, rehearsal: bool = False
) -> Session:
    """A new session on a journey and its customers. The welcome is open from the start.

    rehearsal: True when the people in it will be simulated; every page and file then says so.
    """
    now = clock()
    with writing(engine) as connection:
        taken = {session.code for session in kept.newest_first(connection)}
        session = Session(session_id=uuid4().hex, code=_fresh_code(taken), k=k, rehearsal=rehearsal, created_at=now)
        kept.add(connection, session, journeys.put(connection, material, now))
        first = session.agenda[0]
        ends_at = now + timedelta(minutes=exercise(first).minutes)
        opened = _entry(session.session_id, Author.SERVER, Opened(exercise=first, ends_at=ends_at), now)
        journal.append(connection, opened.model_copy(update={"run_id": uuid4().hex}))
    return session


def facilitator_key(secret: bytes, session_id: str) -> str:
    """The key in the facilitator's link: the same at every start, and not to be guessed without the secret."""
    return hmac.new(secret, f"facilitator:{session_id}".encode(), hashlib.sha256).hexdigest()[:32]


def sessions(engine: Engine) -> list[Session]:
    """Every session of the store, the newest first."""
    with reading(engine) as connection:
        return kept.newest_first(connection)


def session_by_id(engine: Engine, session_id: str) -> Session:
    """A session by its id. Raises UnknownSession."""
    with reading(engine) as connection:
        session = kept.get(connection, session_id)
    if session is None:
        raise UnknownSession(session_id, [each.session_id for each in sessions(engine)])
    return session


def session_by_code(engine: Engine, code: str) -> Session:
    """A session by the code that people type; case, spaces and a missing dash do not matter. Raises UnknownSession."""
    for session in sessions(engine):
        if _plain(session.code) == _plain(code):
            return session
    raise UnknownSession(code)


def join(engine: Engine, code: str, role: Role, *, clock: Clock = now_utc) -> Seat:
    """Take a new seat in the session with this code. Raises UnknownSession for a wrong code."""
    session = session_by_code(engine, code)
    now = clock()
    with writing(engine) as connection:
        return_code = random_letters(6)
        while seats.by_return_code(connection, session.session_id, return_code):
            return_code = random_letters(6)
        seat = Seat(
            seat_id=secrets.token_hex(16),
            session_id=session.session_id,
            role=role,
            return_code=return_code,
            created_at=now,
        )
        seats.add(connection, seat)
        journal.append(connection, _entry(session.session_id, Author.PARTICIPANT, Joined(role=role), now, seat.seat_id))
    return seat


def take_over(engine: Engine, session_id: str, return_code: str, *, clock: Clock = now_utc) -> Seat:
    """Go on in a seat on another device; the device before steps aside. Raises JourneykitError for a wrong code."""
    now = clock()
    with writing(engine) as connection:
        seat = seats.by_return_code(connection, session_id, _plain(return_code).lower())
        if seat is None:
            raise JourneykitError(
                _(
                    "There is no place with the code {asked!r} here. It is the six characters at the end of your page."
                ).format(asked=return_code)
            )
        seat = seats.hand_over(connection, seat)
        journal.append(
            connection, _entry(session_id, Author.PARTICIPANT, TookOver(device=seat.device), now, seat.seat_id)
        )
    return seat


def seat_by_id(engine: Engine, seat_id: str) -> Seat | None:
    """A seat by its id; None where there is none."""
    with reading(engine) as connection:
        return seats.get(connection, seat_id)


def say_device_arrived(engine: Engine, session_id: str, *, clock: Clock = now_utc) -> None:
    """Note that another device has reached the join page. Only the first one is noted, and nothing about it."""
    following = Following(engine, session_id)
    following.refresh()
    if following.board.device_arrived:  # the page that everybody loads must not queue for the store's pen
        return
    with writing(engine) as connection:
        following.refresh(connection)
        if not following.board.device_arrived:
            journal.append(connection, _entry(session_id, Author.SERVER, DeviceArrived(), clock()))


def lobby(engine: Engine, session_id: str) -> Lobby:
    """How many have come to a session, and how many are ready."""
    following = Following(engine, session_id)
    following.refresh()
    everybody = following.board.seats.values()
    return Lobby(here=len(everybody), ready=sum(seat.ready for seat in everybody))


def _fresh_code(taken: set[str]) -> str:
    lowest = 10
    while True:
        for _attempt in range(_ATTEMPTS):
            code = f"{secrets.choice(_WORDS)}-{lowest + secrets.randbelow(9 * lowest)}"
            if code not in taken:
                return code
        lowest *= 10  # a store with thousands of sessions: one more digit


def _plain(code: str) -> str:
    return re.sub(r"[^A-Z0-9]", "", code.upper())


def _entry(
    session_id: str,
    author: Author,
    body: Joined | TookOver | Opened | DeviceArrived,
    now: datetime,
    seat_id: str | None = None,
) -> Entry:
    return Entry(entry_id=uuid4(), session_id=session_id, seat_id=seat_id, author=author, body=body, said_at=now)
