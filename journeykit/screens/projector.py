"""The projector page: what everybody may see, legible from the last row."""

from __future__ import annotations

from typing import Any, Self

from IPython.display import display

from journeykit.language import _
from journeykit.models.exercise import ExerciseId, RunState, told
from journeykit.screens.follow import follow
from journeykit.screens.guard import guarded
from journeykit.screens.meet import persona_blocks, quote_blocks
from journeykit.screens.offers import progress_words
from journeykit.screens.page import Page
from journeykit.screens.picture import Picture, not_yet_checked
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
        door = this_door()
        if door is not None:
            self.take(door.view, door.links)
            follow(door.view, self.show, door.feed)
        else:
            self.take(preview_room(ExerciseId.REVEAL_CUSTOMERS).view)
        display(self.root)

    def tell(self, text: str) -> None:
        """Show what went wrong; empty takes it away."""
        self.words.blocks = [{"kind": "strong", "text": text}] if text else []

    @guarded
    def show(self) -> None:
        """What is on now."""
        view = self._view
        now = view.now()
        showing = now.exercise.reveals is not None and view.revealed
        self.picture.root.layout.display = None if showing else "none"
        self.picture.curve.show_dots = now.exercise.id is ExerciseId.REVEAL_OURSELVES
        findings = self.picture.show(view)
        title = told(now.exercise.title, view.journey)
        if showing and now.exercise.id is ExerciseId.REVEAL_CUSTOMERS and view.uncovered():
            step = view.journey.target(view.uncovered()[-1]).label
            title = _("{step}: what we thought, what {customers} say").format(
                step=step, customers=view.journey.customers.many
            )
        blocks: list[dict[str, Any]] = [{"kind": "title", "text": title}]
        if showing:
            blocks += not_yet_checked(view)
        if view.journey.invented:
            blocks.append({"kind": "quiet", "text": _("An invented example")})
        self.title.blocks = [{"kind": "row", "blocks": blocks}]
        self.words.blocks = [] if findings and showing else self._before(now.exercise.id)

    def _before(self, id_: ExerciseId) -> list[dict[str, Any]]:
        view, journey = self._view, self._view.journey
        now, progress = view.now(), view.progress()
        if id_ is ExerciseId.WELCOME:
            return self._way_in()
        if id_ is ExerciseId.MEET:
            return [
                {
                    "kind": "group",
                    "blocks": [*persona_blocks(journey.persona), {"kind": "text", "text": journey.scenario}],
                },
                *quote_blocks(view.material),
            ]
        blocks: list[dict[str, Any]] = [
            {"kind": "text", "text": told(now.exercise.prompt, journey)},
            {"kind": "quiet", "text": told(now.exercise.hint, journey)},
        ]
        if now.exercise.collects_ratings:
            blocks.append({"kind": "dots", "done": progress.done, "of": progress.of, "text": progress_words(view)})
            if now.state is RunState.LOCKED:
                blocks.append({"kind": "strong", "text": _("Time is up, answers are in.")})
            else:
                blocks.append({"kind": "clock", "ends_at_ms": now.ends_at.timestamp() * 1000})
        return blocks

    def _way_in(self) -> list[dict[str, Any]]:
        view = self._view
        progress = view.progress()
        url = self._links.get("participants_url")
        told_here = _("{ready} of {here} ready").format(ready=progress.done, here=progress.of)
        words: list[dict[str, Any]] = [
            {"kind": "text", "text": told(view.now().exercise.prompt, view.journey)},
            *([{"kind": "quiet", "text": _("Scan, or open {url}").format(url=url)}] if url else []),
            {"kind": "code", "text": view.session.code},
            {"kind": "dots", "done": progress.done, "of": progress.of, "text": told_here},
        ]
        if "qr_url" not in self._links:
            return words
        picture = {"kind": "picture", "src": self._links["qr_url"], "text": _("QR code of the join link")}
        return [{"kind": "row", "blocks": [picture, {"kind": "plain", "blocks": words}]}]
