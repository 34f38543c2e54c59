"""What every participant's screen is: built for nobody, filled by a seat, kept in step with the session."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar, Self

from IPython.display import display
from ipywidgets.widgets.widget import Widget

from journeykit.language import _
from journeykit.models.agenda import exercise
from journeykit.models.exercise import Exercise, ExerciseId, told
from journeykit.models.rating import Perspective
from journeykit.screens.follow import follow
from journeykit.screens.page import Page
from journeykit.screens.saving import Saver
from journeykit.session.arrival import when_somebody_comes
from journeykit.session.door import DoorKind, this_door
from journeykit.session.preview import preview_participant
from journeykit.session.seat import Participant
from journeykit.widgets.sheet import Sheet


class Screen:
    """One exercise on a participant's page.

    A screen is built once and knows nobody; `take` gives it a seat; `show` brings it in line with the session.
    """

    exercise: ClassVar[ExerciseId]

    def __init__(self) -> None:
        self.notice = Sheet()
        """What went wrong, if anything did."""
        self.saver = Saver(self.tell)
        """What takes this seat's answers to the store."""
        self.saver.when_saved = self._tell_what_became
        self.when_moved: Callable[[], None] | None = None
        """Who is told that this screen asks something else now: the page around it, which goes back to its top."""
        self.root = Page(type(self).__name__, "jk-screen", [self.notice, *self.build()])

    def build(self) -> list[Widget]:
        """The widgets of this screen, empty. Called once."""
        raise NotImplementedError

    def show(self) -> None:
        """Bring the widgets in line with the session. Called whenever something is new."""
        raise NotImplementedError

    def take(self, participant: Participant) -> Self:
        """Fill the screen for one seat."""
        self.participant = participant
        self.saver.take(participant)
        self.show()
        return self

    def open(self) -> None:
        """Show the screen on this page: for the seat that the page belongs to, else as a preview."""
        display(self.root)
        when_somebody_comes(self._arrive)

    def _arrive(self) -> None:
        door = this_door()
        if door is not None and door.kind is DoorKind.PARTICIPANT:
            self.take(door.participant())
            follow(door.view, self.show, door.feed, self.participant)
        else:
            self.take(preview_participant(self.exercise))

    def tell(self, text: str) -> None:
        """Show what went wrong; empty takes it away."""
        self.notice.blocks = [{"kind": "strong", "text": text}] if text else []

    @property
    def when_saved(self) -> Callable[[dict[str, Any]], None] | None:
        """Who is told what became of an answer: the page around this screen, in place of the screen itself."""
        return self.saver.when_saved

    @when_saved.setter
    def when_saved(self, told: Callable[[dict[str, Any]], None]) -> None:
        self.saver.when_saved = told

    def _tell_what_became(self, saved: dict[str, Any]) -> None:
        """Without a page around it a screen's own notice says what could not be saved."""
        self.tell(saved.get("text", ""))

    @property
    def heading(self) -> str:
        """What this screen is called for those who do not see it; another heading begins at the top of the page."""
        return self.told(self.data.title)

    def moved(self) -> None:
        """Say that this screen asks something else now."""
        if self.when_moved:
            self.when_moved()

    @property
    def data(self) -> Exercise:
        """The exercise that this screen shows."""
        return exercise(self.exercise)

    @property
    def is_on(self) -> bool:
        """Whether this exercise is what everybody looks at."""
        return self.participant.view.now().exercise.id is self.exercise

    @property
    def perspective(self) -> Perspective:
        """Whose feeling this seat tells."""
        return self.participant.view.perspective(self.participant.seat.seat_id)

    @property
    def own_name(self) -> str:
        """What this seat's answers are called beside a chart."""
        return _("how you felt") if self.perspective is Perspective.OWN_EXPERIENCE else _("your guess")

    def told(self, message: str) -> str:
        """A text of the exercise, as people read it."""
        return told(message, self.participant.view.journey)
