"""Which door this process came in by: what the server wrote into the kernel's environment."""

from __future__ import annotations

import json
import logging
import os
import sys
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from uuid import uuid4

from sqlalchemy import Engine

from journeykit.errors import NotAllowed
from journeykit.language import _
from journeykit.models.entry import Author, Entry, Looked
from journeykit.models.session import Seat, now_utc
from journeykit.session.invitation import seat_by_id
from journeykit.session.room import Room
from journeykit.session.seat import Participant
from journeykit.session.view import View
from journeykit.store import journal
from journeykit.store.engine import open_store, writing

_ahead: tuple[str, Engine] | None = None
"""The store that this process opened before anybody came, by its URL."""


class DoorKind(StrEnum):
    """The three ways into a live session."""

    PARTICIPANT = "participant"
    FACILITATOR = "facilitator"
    PROJECTOR = "projector"


@dataclass(frozen=True)
class Door:
    """An open door: whose page this process draws. `participant` and `room` refuse whoever came by another one."""

    kind: DoorKind
    engine: Engine
    view: View
    feed: str | None = None
    seat: Seat | None = None
    spool: Path | None = None
    links: dict[str, str] = field(default_factory=dict)

    def participant(self) -> Participant:
        """The participant whose page this is. Raises NotAllowed by another door."""
        if self.kind is not DoorKind.PARTICIPANT or self.seat is None:
            raise NotAllowed(_("This page is for participants."))
        return Participant(self.engine, self.seat, self.view)

    def room(self) -> Room:
        """The room, in the facilitator's hands. Raises NotAllowed by another door."""
        if self.kind is not DoorKind.FACILITATOR:
            raise NotAllowed(_("This page is for the facilitator."))
        return Room(self.engine, self.view)


def this_door() -> Door | None:
    """The door that this process came in by; None without one: then a screen is a preview."""
    kind = os.environ.get("JOURNEYKIT_DOOR")
    if not kind:
        return None
    _log_on_the_servers_terminal()
    engine, session_id = _store(os.environ["JOURNEYKIT_STORE"]), os.environ["JOURNEYKIT_SESSION"]
    seat_id, spool = os.environ.get("JOURNEYKIT_SEAT"), os.environ.get("JOURNEYKIT_SPOOL")
    seat = seat_by_id(engine, seat_id) if seat_id else None
    if seat is not None and seat.session_id != session_id:  # a cookie of another session opens nothing here
        seat = None
    if seat is not None:
        seat = seat.model_copy(update={"device": int(os.environ.get("JOURNEYKIT_DEVICE", seat.device))})
    return Door(
        kind=DoorKind(kind),
        engine=engine,
        view=View(engine, session_id),
        feed=os.environ.get("JOURNEYKIT_FEED"),
        seat=seat,
        spool=Path(spool) if spool else None,
        links=json.loads(os.environ.get("JOURNEYKIT_LINKS", "{}")),
    )


def open_ahead() -> None:
    """In a warm parent: open the session's store, read in it and all but write, so that the copies need not learn how.

    What was read is dropped and no connection stays open: each copy makes its own, and reads for its own visitor.
    """
    global _ahead
    url = os.environ.get("JOURNEYKIT_STORE")
    if url and (session_id := os.environ.get("JOURNEYKIT_SESSION")):
        engine = open_store(url)
        seat_by_id(engine, "")
        View(engine, session_id)
        with suppress(_NotMeant), writing(engine) as connection:
            line = Entry(
                entry_id=uuid4(),
                session_id=session_id,
                author=Author.PARTICIPANT,
                body=Looked(),
                said_at=now_utc(),
            )
            journal.append(connection, line)
            raise _NotMeant  # which takes it back before anybody could see it
        engine.dispose()
        _ahead = (url, engine)


class _NotMeant(Exception):
    """What is written shall not stay."""


def _store(url: str) -> Engine:
    return _ahead[1] if _ahead and _ahead[0] == url else open_store(url)


def _log_on_the_servers_terminal() -> None:
    """What a kernel writes to sys.stderr goes to its page, where the server stops it: the log takes the way around."""
    log = logging.getLogger("journeykit")
    if sys.__stderr__ is not None and not log.handlers:
        handler = logging.StreamHandler(sys.__stderr__)
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
        log.addHandler(handler)
