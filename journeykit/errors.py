"""What can go wrong, in words a guest can read: what was asked, what there is, what to do."""

from __future__ import annotations

from collections.abc import Iterable

from journeykit.language import _


class JourneykitError(Exception):
    """The base of every error that journeykit raises on purpose. Its text is shown to people."""


class NotAllowed(JourneykitError, PermissionError):
    """Somebody asked for a thing that is not theirs, or not theirs yet."""


class BadFile(JourneykitError, ValueError):
    """A file that cannot be used. Names the file, the place in it, what was found and what is allowed."""

    def __init__(self, file: str, place: str, found: str, allowed: str) -> None:
        super().__init__(
            _("{file}, {place}: found {found}. Allowed: {allowed}.").format(
                file=file, place=place, found=found, allowed=allowed
            )
        )
        self.file, self.place, self.found, self.allowed = file, place, found, allowed


class UnknownStep(JourneykitError, LookupError):
    """A step id that the journey does not have."""

    def __init__(self, step_id: str, known: Iterable[str]) -> None:
        super().__init__(
            _("This journey has no step {asked!r}. It has: {known}.").format(asked=step_id, known=", ".join(known))
        )
        self.step_id = step_id


class UnknownSession(JourneykitError, LookupError):
    """A session id or code that the store does not have."""

    def __init__(self, asked: str, known: Iterable[str] = ()) -> None:
        there_are = ", ".join(known)
        text = _("There is no session {asked!r}.").format(asked=asked)
        if there_are:
            text += " " + _("There are: {known}.").format(known=there_are)
        super().__init__(text)


class NotOpen(NotAllowed):
    """An answer to an exercise that takes none now."""

    def __init__(self, exercise: str) -> None:
        super().__init__(_("Time is up, answers are in: {exercise} takes no more answers.").format(exercise=exercise))


class NotRevealed(NotAllowed):
    """Somebody asked for what the others answered before it was shown to everybody."""

    def __init__(self) -> None:
        super().__init__(_("Nobody sees the answers before the facilitator shows them to everyone."))


class SteppedAside(NotAllowed):
    """A page that was left for another device tries to answer."""

    def __init__(self) -> None:
        super().__init__(_("You went on on another device. This page no longer takes answers."))
