"""Saving what somebody says: into the store at once, and again later what the store could not take."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from sqlalchemy.exc import SQLAlchemyError
from tornado.ioloop import IOLoop

from journeykit.errors import JourneykitError
from journeykit.language import _
from journeykit.models.rating import Rating
from journeykit.models.said import Said, TakenBack
from journeykit.screens.guard import guarded, log
from journeykit.session.seat import Participant

AGAIN_S = 3
"""How long after a failure a thing is said to the store again."""

Sayable = Rating | Said | TakenBack
"""What a screen saves: each has a place of its own."""


def place_of(body: Sayable) -> str:
    """Where a thing stands: a later one in the same place takes it over."""
    return f"rating:{body.target_id}" if isinstance(body, Rating) else body.place


class Saver:
    """Says things for one seat. What the store cannot take now is kept here and said again soon."""

    def __init__(self, tell: Callable[[str], None]) -> None:
        self.tell = tell
        self.when_saved: Callable[[dict[str, Any]], None] | None = None
        """Who is told what became of the last answer: `state` (saved, failed or empty), `at_ms` or a `text`."""
        self.when_tried: Callable[[], None] | None = None
        """Who is told that unsaved things were said again, so that what is shown can follow."""
        self.unsaved: dict[str, Sayable] = {}
        """What could not be stored yet, by place."""
        self._will_try_again = False

    def take(self, participant: Participant) -> None:
        """Save for this seat from now on."""
        self._participant = participant

    def save(self, bodies: Iterable[Sayable]) -> None:
        """Say each body. What is refused for good is told and not kept.

        bodies: all that a page has otherwise than the store. What was unsaved and is not among them was changed back.
        """
        was_unsaved, self.unsaved = bool(self.unsaved), {place_of(body): body for body in bodies}
        if was_unsaved and not self.unsaved:
            self._say_what_became({"state": ""})
        refused = ""
        try:
            for place, body in list(self.unsaved.items()):
                refused = self._say(place, body) or refused
        except SQLAlchemyError:
            log.exception("An answer could not be stored")
            self._say_what_became(
                {"state": "failed", "text": _("Not saved yet. We try again; please keep this page open.")}
            )
            self._try_again_soon()
            return
        if refused:
            self._say_what_became({"state": "failed", "text": _("Not saved")})
        self.tell(refused)

    def again(self) -> None:
        """Say once more what is unsaved; the store may refuse for good what comes too late."""
        if self.unsaved:
            self.save(list(self.unsaved.values()))

    def _say(self, place: str, body: Sayable) -> str:
        """What speaks against it; empty when it is in the store."""
        try:
            said_at = self._participant.say(body)
        except JourneykitError as error:
            del self.unsaved[place]
            return str(error)
        del self.unsaved[place]
        self._say_what_became({"state": "saved", "at_ms": said_at.timestamp() * 1000})
        return ""

    def _try_again_soon(self) -> None:
        if not self._will_try_again:
            self._will_try_again = True
            IOLoop.current().call_later(AGAIN_S, self._try_again)

    @guarded
    def _try_again(self) -> None:
        self._will_try_again = False
        if self.unsaved:
            self.again()
            if self.when_tried:
                self.when_tried()

    def _say_what_became(self, saved: dict[str, Any]) -> None:
        if self.when_saved:
            self.when_saved(saved)
