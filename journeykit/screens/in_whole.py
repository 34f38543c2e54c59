"""Asking for a thing that is saved only as a whole: what is missing is said, and what was typed stays on the page."""

from __future__ import annotations

from typing import Any

from ipywidgets.widgets.widget import Widget

from journeykit.language import _
from journeykit.models.said import Said, TakenBack
from journeykit.screens.asking import Asking, fitting
from journeykit.widgets.sheet import Sheet


class InWhole(Asking):
    """One thing with several lines. It can be skipped, and taken back."""

    place: str
    """Where the thing stands among what its seat said."""

    def build(self) -> list[Widget]:
        """The lines, and under them how it stands."""
        self.status = Sheet()
        sheet, thanks = super().build()
        return [sheet, self.status, thanks]

    @property
    def stored(self) -> Said | None:
        """The thing as it was saved last; None where there is none."""
        return self.participant.said(self.exercise).get(self.place)

    def missing(self, value: dict[str, Any]) -> list[str]:
        """What is still missing, as people read it."""
        raise NotImplementedError

    def whole(self, value: dict[str, Any]) -> Said:
        """The thing, from lines of which none is missing."""
        raise NotImplementedError

    def saved_words(self) -> str:
        """How the saved thing stands, and who sees it."""
        raise NotImplementedError

    def half_words(self, missing: list[str]) -> str:
        """What is said while something is missing."""
        return _("Not saved yet. Still missing: {names}.").format(names=", ".join(missing))

    def bodies(self, value: dict[str, Any]) -> list[Said | TakenBack]:
        """The thing as soon as nothing is missing. A half one is not saved."""
        return [] if self.missing(value) else [self.whole(value)]

    def actions(self) -> list[dict[str, Any]]:
        """Done, or to skip it while there is nothing; and to take back what was saved."""
        stored, filled = self.stored, self._filled()
        found: list[dict[str, Any]] = []
        if not self.has_looked:
            if stored or filled:
                half = bool(filled and self.missing(filled))
                found.append({"id": "done", "label": _("Done"), "main": True, "disabled": half})
            else:
                found.append({"id": "done", "label": _("Skip this")})
        if stored:
            confirm = _("Take it back? It is deleted then.")
            found.append({"id": "take_back", "label": _("Take it back"), "confirm": confirm})
        return found

    def pressed(self, action_id: str) -> None:
        """Take the saved thing back, and empty its lines."""
        if action_id == "take_back":
            self._value = {}
            self.saver.save([TakenBack(place=self.place)])

    def show(self) -> None:
        """The lines, or that no more is taken."""
        super().show()
        self._keep_half()

    def _ask(self) -> None:
        super()._ask()
        self._show_status()

    def _say(self) -> None:
        super()._say()
        if self.is_open:  # what is missing changes as people type
            self._ask()
            self._keep_half()

    def _keep_half(self) -> None:
        """While something is missing its page keeps what is filled in, beyond a reload; what was saved is here."""
        seat, whole = self.participant.seat, self.stored and not self.missing(self._filled())
        name = f"{seat.return_code.upper()}-{seat.device}-{self.place}"  # another device's may be newer
        self.sheet.keep = name if self.is_open and not whole else ""

    def _show_status(self) -> None:
        stored, missing = self.stored, self.missing(self._filled())
        if self._filled() and missing:
            self.status.blocks = [{"kind": "strong", "text": self.half_words(missing)}]
        elif stored:
            self.status.blocks = [{"kind": "tick", "text": self.saved_words()}]
        else:
            self.status.blocks = []

    def _filled(self) -> dict[str, Any]:
        """What is filled in, without empty lines and ticks that are not set; nothing while there is only a tick."""
        found = {id_: each for id_, each in fitting(self._value, self.fields()).items() if str(each or "").strip()}
        return {} if all(each is True for each in found.values()) else found
