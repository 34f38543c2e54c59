"""Leaving for good: a participant deletes their answers, or a whole session is deleted from its computer."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from sqlalchemy import Connection, Engine

from journeykit.errors import NotAllowed, SteppedAside, UnknownSession
from journeykit.language import _
from journeykit.models.entry import Author, Entry, Erased, Kept, Line
from journeykit.models.said import ActionCard, StepProposed
from journeykit.models.session import Seat, Session, now_utc
from journeykit.session.following import Following
from journeykit.session.view import View
from journeykit.store import customers, erasing, journal, seats, sessions
from journeykit.store.engine import reading, writing
from journeykit.store.spool import untaken

Clock = Callable[[], datetime]

SEAT = "seat"
SESSION = "session"


@dataclass(frozen=True)
class SessionRows:
    """What a session holds, or held."""

    people: int
    lines: int
    """Lines of its journal: answers, and what the facilitator did."""
    customers: int
    """How many answered by the link."""
    journey_too: bool
    """Whether its journey goes with it, since no other session uses it."""
    files: int
    """Files of it that wait for their download, what is not saved of its prepare page, and uploads that nobody took."""


def answers_of(engine: Engine, seat: Seat) -> int:
    """How many answers were given from a seat."""
    with reading(engine) as connection:
        return erasing.answers_of(connection, seat.seat_id)


def erase_seat(engine: Engine, seat: Seat, *, clock: Clock = now_utc) -> int:
    """Remove a seat and all that was said from it, and return how many answers that were.

    What the room took in of it and put back goes, too; what the room keeps is the room's. The journal gets a line that
    tells every reader to begin anew; it names nobody. Raises NotAllowed when the seat is gone already, and SteppedAside
    on a device that was left.
    """
    with writing(engine) as connection:
        kept = seats.get(connection, seat.seat_id)
        if kept is None:
            raise NotAllowed(_("Your answers were deleted already."))
        if kept.device != seat.device:
            raise SteppedAside
        now = clock()
        answers = erasing.answers_of(connection, seat.seat_id)
        lines = erasing.remove_lines(connection, _put_back(engine, connection, seat))
        lines += erasing.remove_seat(connection, seat.seat_id)
        erased = Entry(
            entry_id=uuid4(),
            session_id=seat.session_id,
            author=Author.SERVER,
            body=Erased(lines=lines),
            said_at=now,
        )
        journal.append(connection, erased)
        erasing.note(connection, now, SEAT, seat.session_id, lines)
    erasing.empty_log(engine)
    return answers


def _put_back(engine: Engine, connection: Connection, seat: Seat) -> list[int]:
    """The places of the room's own lines about what a seat proposed, where the room does not keep it."""
    following = Following(engine, seat.session_id)
    following.refresh(connection)
    kept = {id_ for _what, id_ in following.board.kept}
    entries = journal.since(connection, seat.session_id, 0)
    proposed = {_proposal_id(entry) for entry in entries if entry.seat_id == seat.seat_id} - kept - {None}
    return [entry.place for entry in entries if entry.author is Author.FACILITATOR and _proposal_id(entry) in proposed]


def _proposal_id(entry: Line) -> str | None:
    match entry.body:
        case ActionCard() | StepProposed() as proposal:
            return proposal.proposal_id
        case Kept(id=id_):
            return id_
        case _:
            return None


def session_rows(engine: Engine, session: Session, spool: Path) -> SessionRows:
    """What there is of a session. Raises UnknownSession."""
    view = View(engine, session.session_id)
    with reading(engine) as connection:
        return SessionRows(
            people=len(view.following.board.seats),
            lines=len(journal.since(connection, session.session_id, 0)),
            customers=customers.how_many(connection, session.session_id),
            journey_too=not sessions.shares_version(connection, session.session_id),
            files=len(_files(spool, session)),
        )


def erase_session(engine: Engine, session: Session, spool: Path, *, clock: Clock = now_utc) -> SessionRows:
    """Remove a session with everybody in it, its customers by the link and its files, and return what that was.

    Its journey goes, too, with the customers' answers and quotes that came with it, unless another session uses it.
    Raises UnknownSession.
    """
    rows = session_rows(engine, session, spool)
    with writing(engine) as connection:
        if sessions.get(connection, session.session_id) is None:
            raise UnknownSession(session.session_id)
        removed = erasing.remove_session(connection, session.session_id)
        erasing.note(connection, clock(), SESSION, session.session_id, removed)
    erasing.empty_log(engine)
    for file in _files(spool, session):
        file.unlink(missing_ok=True)
        if file.parent != spool:
            shutil.rmtree(file.parent, ignore_errors=True)
    return rows


def _files(spool: Path, session: Session) -> list[Path]:
    """What the spool holds of a session: downloads, which have its code in their names, and what is not saved yet.

    Uploads that nobody took are in it, too: they do not say whose they are, and no page asks for them any more.
    """
    named = re.compile(rf"-{re.escape(session.code)}(?!\d)")
    downloads = [file for file in spool.glob("*/*") if named.search(file.name) and not file.is_symlink()]
    return [*downloads, *spool.glob(f"draft-{session.session_id}.*"), *untaken(spool)]
