"""Which sessions a server may go on with when it is started again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Engine

from journeykit.models.session import Session, now_utc
from journeykit.session.invitation import sessions
from journeykit.session.view import View


@dataclass(frozen=True)
class Earlier:
    """A session that there is already."""

    session: Session
    waits: bool
    """It was prepared, or customers have answered by its link, and it has not begun: its printed links must stay."""
    of_today: bool
    """It was made or begun today."""
    held_on: date | None
    is_late: bool
    """Its day has passed. One that waits does so however late: a session may be postponed."""


def earlier(
    engine: Engine, journey_id: str | None = None, *, clock: Callable[[], datetime] = now_utc
) -> Iterator[Earlier]:
    """The sessions of a journey, or of any, the newest first. A rehearsal is none."""
    today = clock().astimezone().date()
    for session in sessions(engine):
        if session.rehearsal:
            continue
        view = View(engine, session.session_id, clock=clock)
        if journey_id in (None, view.journey.id):
            board = view.following.board
            days = [at.astimezone().date() for at in (session.created_at, board.begun_at) if at]
            held_on = view.plan.held_on
            yield Earlier(session, _waits(view), today in days, held_on, held_on is not None and held_on < today)


def _waits(view: View) -> bool:
    board = view.following.board
    if view.begun or view.ended or any(run.answers for run in board.runs.values()):
        return False
    return board.prepared > 0 or view.customers_by_link > 0
