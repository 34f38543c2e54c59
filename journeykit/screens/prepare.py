"""The prepare page: everything about a session before it begins, so that nobody has to open a file."""

from __future__ import annotations

import time
from typing import Any, Self

from IPython.display import display
from ipywidgets.widgets.widget import Widget
from ipywidgets.widgets.widget_box import Box
from sqlalchemy.exc import SQLAlchemyError
from tornado.ioloop import IOLoop

from journeykit.errors import NotAllowed
from journeykit.language import _, ngettext
from journeykit.models.journey import Journey
from journeykit.models.material import Material
from journeykit.screens.follow import follow
from journeykit.screens.guard import guarded, log
from journeykit.screens.page import Page, rehearsal_words
from journeykit.screens.prepare_draft import Draft, Keeper, ToMend
from journeykit.screens.prepare_handouts import Handouts
from journeykit.screens.prepare_quotes import Quotes
from journeykit.screens.prepare_ratings import Ratings
from journeykit.session.arrival import when_somebody_comes
from journeykit.session.checklist import checklist
from journeykit.session.door import Door, DoorKind, this_door
from journeykit.session.preparing import Preparation, PreparedElsewhere, with_journey
from journeykit.session.preview import preview_preparation
from journeykit.widgets.save_bar import SaveBar
from journeykit.widgets.sheet import Sheet

LATE_S = 3.0
"""A field's last change may come this much after the press that should save it, when the kernel is busy."""


class PreparePage:
    """A bar that saves; the checklist; the session, the person, the steps; customers; what to look at and to print."""

    def __init__(self) -> None:
        self.bar, self.intro, self.list = SaveBar(), Sheet(), Sheet(label=_("Checklist"))
        self.draft = Draft()
        self.ratings, self.quotes = Ratings(self), Quotes(self)
        self.handouts = Handouts()
        holder = Box([self.bar])
        holder.add_class("jk-save-holder")
        forms: list[Widget] = [self.draft.facts.sheet, self.draft.persona, self.draft.stages]
        tables = [self.ratings.root, self.quotes.root]
        parts: list[Widget] = [holder, self.intro, self.list, *forms, *tables, self.handouts.root]
        self.root = Page("PreparePage", "jk-prepare", parts)
        self._saved_at_ms = 0.0
        self._filling = False
        self._pressed_at = -LATE_S
        self.bar.on_save(self._save_pressed)
        self.draft.facts.sheet.observe(self._written, "value")
        self.draft.persona.observe(self._written, "draft")
        self.draft.stages.observe(self._written, ["value", "errors"])

    def take(self, preparation: Preparation, door: Door | None = None) -> Self:
        """Fill the page for one session. The door brings links and the place for files; a preview has none."""
        self.preparation = preparation
        self.material, self._seen = preparation.material, preparation.times
        self._keeper = Keeper(door.spool if door else None, preparation.view.session.session_id)
        self._filling = True
        try:
            self.draft.fill(self.material.journey, preparation.view.plan)
            self._saved = self.draft.plain
            kept = self._keeper.put_back(self.draft, self._seen)
        finally:
            self._filling = False
        self.handouts.take(preparation, door)
        for table in (self.ratings, self.quotes):
            table.take(door)
        self.intro.blocks = self._intro(is_served=door is not None)
        self.show()
        if kept and self._unsaved:
            self.tell(_("This is what you wrote last. It is not saved yet."))
        return self

    def open(self) -> None:
        """Show the page: for the facilitator's session, else as a preview."""
        display(self.root)
        when_somebody_comes(self._arrive)

    def _arrive(self) -> None:
        door = this_door()
        if door is not None and door.kind is DoorKind.FACILITATOR:
            self.take(Preparation(door.engine, door.view), door)
            follow(door.view, self.show, door.feed)
        else:
            self.take(preview_preparation())

    def tell(self, text: str) -> None:
        """Show what went wrong; empty takes it away."""
        self.bar.saved = {"state": "unsaved" if self._unsaved else "saved", "text": text}

    @guarded
    def show(self) -> None:
        """Everything besides the forms, in line with the session."""
        view = self.preparation.view
        self.bar.title = _("Prepare: {title}").format(title=view.journey.title)
        checks = checklist(view)
        missing = [check.text for check in checks if not check.done]
        blocks: list[dict[str, Any]] = [{"kind": "heading", "text": _("Before the session")}]
        if missing:
            blocks += [{"kind": "strong", "text": _("Still missing")}, {"kind": "list", "items": missing}]
        blocks += [{"kind": "tick", "text": check.text} for check in checks if check.done]
        self.list.blocks = [{"kind": "group", "blocks": blocks}]
        for part in (self.ratings, self.quotes, self.handouts):
            part.show()
        self._tell_saved()

    def journey(self) -> Journey:
        """The journey that is written on the page. Raises ToMend while it is none."""
        return self.draft.journey()

    def save(self, material: Material) -> None:
        """Save what is written, with the customers of a material. Raises JourneykitError; nothing is saved then."""
        written = self.draft.plain
        try:
            journey = self.draft.journey()
        except ToMend as to_mend:
            self.bar.problems = to_mend.problems
            raise
        self.bar.problems = []
        kept, left_out = with_journey(material, journey, self.preparation.by_link)
        try:
            saved_at = self.preparation.save(kept, self.draft.facts.plan, seen=self._seen)
        except SQLAlchemyError as error:
            log.exception("What was prepared could not be stored")
            raise NotAllowed(_("Not saved. What you wrote is still here; please press Save again.")) from error
        self.material, self._seen, self._saved = self.preparation.material, self.preparation.times, written
        self._saved_at_ms = saved_at.timestamp() * 1000
        self._keeper.forget()
        self.show()
        if left_out:
            self.tell(left_out)

    @property
    def _unsaved(self) -> bool:
        return self.draft.plain != self._saved

    @guarded
    def _save_pressed(self) -> None:
        self._pressed_at = time.monotonic()
        try:
            self.save(self.material)
        except ToMend as to_mend:
            n = len(to_mend.problems)
            text = ngettext("Not saved: {n} thing to mend", "Not saved: {n} things to mend", n).format(n=n)
            self.bar.saved = {"state": "failed", "text": text}

    @guarded
    def _written(self, _change: object) -> None:
        if self._filling:
            return
        self._keeper.keep(self.draft.plain, self._seen)
        if self.bar.problems:
            self._look_again()
        self._tell_saved()
        if self._unsaved and time.monotonic() - self._pressed_at < LATE_S:
            IOLoop.current().add_callback(self._save_late)

    @guarded
    def _save_late(self) -> None:
        """What was typed before the press has come after it."""
        if self._unsaved and not self.preparation.why_not():
            try:
                self.save(self.material)
            except ToMend:
                self._tell_saved()

    def _look_again(self) -> None:
        try:
            self.draft.journey()
            self.bar.problems = []
        except ToMend as to_mend:
            self.bar.problems = to_mend.problems

    def _tell_saved(self) -> None:
        if reason := self.preparation.why_not():
            self.bar.saved = {"state": "closed", "text": reason}
        elif self._seen != self.preparation.times:
            self.tell(str(PreparedElsewhere()))
        elif self._unsaved:
            self.bar.saved = {"state": "unsaved"}
        else:
            self.bar.saved = {"state": "saved", "at_ms": self._saved_at_ms}

    def _intro(self, *, is_served: bool) -> list[dict[str, Any]]:
        session = self.preparation.view.session
        blocks: list[dict[str, Any]] = [{"kind": "title", "text": _("Prepare the session")}]
        if session.rehearsal:
            blocks.append({"kind": "badge", "text": rehearsal_words()})
        blocks.append(
            {"kind": "text", "text": _("Fill in what you know, and save. You can come back until it begins.")}
        )
        if is_served:
            link = {"kind": "link", "href": "../../control", "text": _("To the control page")}
            blocks.append({"kind": "row", "blocks": [link]})
        return blocks
