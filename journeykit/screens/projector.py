"""The projector page: what everybody may see, legible from the last row."""

from __future__ import annotations

from typing import Any, Self

from IPython.display import display

from journeykit.language import _
from journeykit.models.exercise import ExerciseId, told
from journeykit.screens.follow import follow
from journeykit.screens.guard import guarded
from journeykit.screens.page import Page, rehearsal_words
from journeykit.screens.picture import Picture, not_yet_checked
from journeykit.screens.wall import wall_blocks
from journeykit.session.arrival import when_somebody_comes
from journeykit.session.door import this_door
from journeykit.session.preview import preview_room
from journeykit.session.view import View
from journeykit.widgets.sheet import Sheet


class ProjectorPage:
    """A title, and under it the way in, the persona, the prompt or the picture."""

    def __init__(self) -> None:
        self.title, self.words = Sheet(), Sheet()
        self.picture = Picture("projector", show_dots=True)
        self.picture.when_beat = self.show
        self.root = Page("ProjectorPage", "jk-projector", [self.title, self.words, self.picture.root])

    def take(self, view: View, links: dict[str, str] | None = None) -> Self:
        """Fill the page for one session."""
        self._view, self._links = view, links or {}
        self.show()
        return self

    def open(self) -> None:
        """Show the page: for the session that it belongs to, else as a preview."""
        display(self.root)
        when_somebody_comes(self._arrive)

    def _arrive(self) -> None:
        door = this_door()
        if door is not None:
            self.take(door.view, door.links)
            follow(door.view, self.show, door.feed)
        else:
            self.take(preview_room(ExerciseId.REVEAL_CUSTOMERS).view)

    def tell(self, text: str) -> None:
        """Show what went wrong; empty takes it away."""
        self.words.blocks = [{"kind": "strong", "text": text}] if text else []

    @guarded
    def show(self) -> None:
        """What is on now."""
        view = self._view
        now = view.now().exercise
        showing = now.reveals is not None and view.revealed and not view.ended
        self.picture.root.layout.display = None if showing else "none"
        self.picture.curve.show_dots = now.id is ExerciseId.REVEAL_OURSELVES
        self.picture.show(view)
        blocks: list[dict[str, Any]] = [{"kind": "title", "text": self._title(showing)}]
        if showing or view.ended:
            blocks += not_yet_checked(view)
        if view.session.rehearsal:
            blocks.append({"kind": "strong", "text": rehearsal_words()})
        if view.journey.invented:
            blocks.append({"kind": "quiet", "text": _("An invented example")})
        self.title.blocks = [{"kind": "row", "blocks": blocks}]
        self.words.blocks = [] if showing else wall_blocks(view, self._links)

    def _title(self, showing: bool) -> str:
        view = self._view
        if view.ended:
            return view.journey.title
        now = view.now().exercise
        if showing and now.id is ExerciseId.REVEAL_CUSTOMERS and view.uncovered():
            step = view.journey.target(view.uncovered()[-1]).label
            many = view.journey.customers.many
            return _("{step}: what we thought, what {customers} say").format(step=step, customers=many)
        return told(now.title, view.journey)
