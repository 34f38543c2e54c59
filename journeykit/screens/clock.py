"""The session against the clock: when it ends, whether it is late, and what can be shorter then."""

from __future__ import annotations

from typing import Any

from journeykit.language import _, ngettext
from journeykit.models.agenda import exercise
from journeykit.models.exercise import ExerciseId, told
from journeykit.screens.panel import Panel
from journeykit.session.pace import Shorter
from journeykit.session.view import View

OFFERED = 3
"""So many things that can be shorter are offered at a time, the least needed first."""


def end_words(view: View) -> str:
    """When the session ends by the clock: "ends 10:48, on time"; empty while its clock does not run.

    The time is that of the computer that runs the session.
    """
    pace = view.pace()
    if pace is None or view.ended:
        return ""
    time = pace.ends_at.astimezone().strftime("%H:%M")
    if not pace.late:
        return _("ends {time}, on time").format(time=time)
    over = minutes_over(pace.late_s)
    return ngettext("ends {time}, {n} minute over", "ends {time}, {n} minutes over", over).format(time=time, n=over)


def minutes_over(late_s: float) -> int:
    """By how many whole minutes a session runs over."""
    return int(late_s // 60)


class Late(Panel):
    """What can be shorter, while the session is late; and what was left out, as long as it can be taken in again."""

    def show(self) -> None:
        """The offers; nothing while the session is on time and whole."""
        view = self.room.view
        pace = view.pace()
        if pace is None or view.ended:
            self.fill()
            return
        blocks: list[dict[str, Any]] = []
        actions: list[dict[str, Any]] = []
        if pace.late:
            over = minutes_over(pace.late_s)
            text = ngettext("{n} minute over", "{n} minutes over", over).format(n=over)
            blocks.append({"kind": "heading", "text": text})
            if pace.shorter:
                blocks.append({"kind": "text", "text": _("What could be shorter, least needed first:")})
            else:
                text = _("What is still to come keeps its time. You can end the session at any time.")
                blocks.append({"kind": "text", "text": text})
            actions += [self._offer(each) for each in pace.shorter[:OFFERED]]
        actions += [self._way_back(id_) for id_ in self._left_out()]
        self.fill(blocks, actions=actions)

    def press(self, action_id: str) -> None:
        """Shorten something, or give it its time back."""
        _verb, id_, minutes = action_id.split(":")
        self.room.shorten(ExerciseId(id_), int(minutes))

    def _offer(self, shorter: Shorter) -> dict[str, Any]:
        id_, minutes = shorter.exercise, shorter.minutes
        if minutes:
            label = ngettext(
                "Shorten \u201c{title}\u201d by {n} minute", "Shorten \u201c{title}\u201d by {n} minutes", shorter.saves
            )
        else:
            label = ngettext(
                "Leave out \u201c{title}\u201d: {n} minute", "Leave out \u201c{title}\u201d: {n} minutes", shorter.saves
            )
        text = label.format(title=self._title(id_), n=shorter.saves)
        return {"id": f"shorten:{id_}:{minutes}", "label": text}

    def _left_out(self) -> list[ExerciseId]:
        view = self.room.view
        agenda = view.session.agenda
        return [id_ for id_ in agenda[view.now().number :] if not view.minutes(id_)]

    def _way_back(self, id_: ExerciseId) -> dict[str, Any]:
        label = _("Take \u201c{title}\u201d in again").format(title=self._title(id_))
        return {"id": f"shorten:{id_}:{exercise(id_).minutes}", "label": label}

    def _title(self, id_: ExerciseId) -> str:
        return told(exercise(id_).title, self.room.view.journey)
