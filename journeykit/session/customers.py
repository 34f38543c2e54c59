"""Customers by their link: open from the session's creation until the room looks at what they say."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Engine

from journeykit.errors import NotAllowed
from journeykit.language import _
from journeykit.models.by_link import LinkAnswer
from journeykit.models.journey import Journey
from journeykit.models.session import now_utc
from journeykit.session.view import View
from journeykit.store import customers
from journeykit.store.engine import writing


class RoundClosed(NotAllowed):
    """An answer by the link after the room has begun to look at what customers say."""

    def __init__(self) -> None:
        super().__init__(_("Thank you, this round is closed."))


class CustomersLink:
    """The link of one session, on the server's side. It knows of nobody; each answer is counted and forgotten."""

    def __init__(self, engine: Engine, session_id: str, *, clock: Callable[[], datetime] = now_utc) -> None:
        self._engine = engine
        self._view = View(engine, session_id, clock=clock)

    @property
    def journey(self) -> Journey:
        """The journey that customers are asked about, as it stands now."""
        self._view.refresh()
        return self._view.journey

    @property
    def is_open(self) -> bool:
        """Whether answers are taken."""
        self._view.refresh()
        return self._view.link_is_open

    def say(self, answer: LinkAnswer) -> None:
        """Count one customer's answer in; it is in the store when this returns.

        Raises RoundClosed after the round, UnknownStep for a step that the journey does not have. Nothing is written
        then.
        """
        with writing(self._engine) as connection:
            self._view.refresh(connection)
            if not self._view.link_is_open:
                raise RoundClosed
            for target_id in answer.felt:
                self._view.journey.target(target_id)
            if answer.comment is not None:
                self._view.journey.target(answer.comment.step_id)
            said_on = self._view.clock().astimezone().date()  # the day on the wall where the customers are
            customers.add(connection, self._view.session.session_id, answer, said_on)
        self._view.refresh()
