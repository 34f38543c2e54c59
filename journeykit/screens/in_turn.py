"""Asking several things one after another: one question on the page at a time, and a way back to each."""

from __future__ import annotations

from typing import Any, Self

from ipywidgets.widgets.widget import Widget

from journeykit.language import _
from journeykit.models.said import Said, TakenBack
from journeykit.screens.asking import Asking, fitting
from journeykit.session.seat import Participant


class InTurn(Asking):
    """A screen of several pages. It opens on the first one that nothing was said on."""

    def build(self) -> list[Widget]:
        """The questions, beginning with the first page."""
        self._at = 0
        return super().build()

    def pages(self) -> list[list[dict[str, Any]]]:
        """The questions of each page; a page may have none and only be read."""
        raise NotImplementedError

    def meant(self, value: dict[str, Any]) -> list[Said | TakenBack]:
        """What the fields of all pages mean, as `bodies` says it of one sheet."""
        raise NotImplementedError

    def bodies(self, _value: dict[str, Any]) -> list[Said | TakenBack]:
        """What all pages mean, since one that is turned may still wait for the store."""
        return self.meant(fitting(self._value, [field for page in self.pages() for field in page]))

    def take(self, participant: Participant) -> Self:
        """Fill the screen for one seat, on the page where it left off."""
        self.participant = participant
        answered = self.filled(participant.said(self.exercise)).keys()
        open_pages = (at for at, page in enumerate(self.pages()) if not answered & {field["id"] for field in page})
        self._at = next(open_pages, 0)
        return super().take(participant)

    @property
    def heading(self) -> str:
        """The title and the page: another page begins at its top, too."""
        pages = len(self.pages())
        if not self.is_open or pages == 1:
            return super().heading
        return _("{title}, {number} of {all}").format(title=super().heading, number=self._at + 1, all=pages)

    @property
    def at(self) -> int:
        """The page that is open, from 0."""
        return self._at

    def fields(self) -> list[dict[str, Any]]:
        """The questions of the page that is open."""
        return self.pages()[self._at]

    def actions(self) -> list[dict[str, Any]]:
        """On to the next page, back to the last one, and one tap to say that one is done."""
        last = self._at == len(self.pages()) - 1
        found = []
        if not last:
            found.append({"id": "next", "label": _("Next"), "main": not self.has_looked})
        elif not self.has_looked:
            found.append({"id": "done", "label": _("Done"), "main": True})
        if self._at:
            found.append({"id": "before", "label": _("Back")})
        return found

    def pressed(self, action_id: str) -> None:
        """Turn the page."""
        if action_id == "next":
            self._at = min(self._at + 1, len(self.pages()) - 1)
        elif action_id == "before":
            self._at = max(self._at - 1, 0)

    def place_words(self) -> dict[str, Any]:
        """Which of how many questions this is, as a block."""
        asked = sum(bool(page) for page in self.pages())
        text = _("Question {number} of {all}").format(number=self._at + 1, all=asked)
        return {"kind": "quiet", "text": text}
