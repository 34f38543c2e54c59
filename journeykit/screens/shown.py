"""What people said, once it is shown to everybody: the same blocks on the projector and on the control page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import ceil
from typing import Any

from journeykit.analysis.moments import moment, picked
from journeykit.language import _, ngettext
from journeykit.models.exercise import ExerciseId, RunState
from journeykit.models.said import Question, Topic
from journeykit.screens.own_feeling import felt_blocks
from journeykit.screens.quotes import quote_blocks
from journeykit.session.view import View

Blocks = list[dict[str, Any]]

ROWS = 8.0
"""So many rows of notes stand on a big screen and can be read from the last row."""
_LETTERS = 46
"""How many letters a row has there, on half of its width."""
_FRAME = 0.14
"""What a note takes up besides its letters, in rows."""
_MORE = 0.45
"""What each line of a note after its first adds, in rows."""
_QUOTE = 2.5
"""What a quote over the notes takes up, in rows."""


def shown_blocks(view: View, rows: float = ROWS) -> Blocks:
    """What everybody may see now of what was said in the exercise that is on; nothing before it is shown in place.

    rows: how many rows of notes there is room for.
    """
    now = view.now()
    known = now.state is RunState.REVEALED and view.told.is_shown(now.exercise.id)
    return _SHOWN[now.exercise.id](view, rows) if known and now.exercise.id in _SHOWN else []


def picks_blocks(view: View, *questions: Question) -> Blocks:
    """How often each step was picked, a card a question, ties as ties; nothing before it may be seen."""
    found: Blocks = []
    for question in questions:
        if view.told.has_votes(question):
            votes = view.told.votes(question)
            said = moment(view.journey, votes)
            items = [[label, n] for label, n in picked(view.journey, votes)]
            tally = {"kind": "tally", "items": items, "text": said.sentence.text()}
            found.append({"kind": "group", "blocks": [{"kind": "heading", "text": said.about.text()}, tally]})
    return found


def notes_card(heading: str, texts: Sequence[str], rows: float) -> dict[str, Any]:
    """Notes under a heading, as many as there is room for; how many more there are is said."""
    shown = fitting(texts, rows)
    blocks: Blocks = [{"kind": "heading", "text": heading}]
    if shown:
        blocks.append({"kind": "notes", "items": list(shown)})
    else:
        blocks.append({"kind": "quiet", "text": _("Nobody wrote anything here.")})
    if left := len(texts) - len(shown):
        text = ngettext("and {n} more, on your own page", "and {n} more, on your own page", left)
        blocks.append({"kind": "quiet", "text": text.format(n=left)})
    return {"kind": "group", "blocks": blocks}


def fitting(texts: Sequence[str], rows: float) -> tuple[str, ...]:
    """The first of some texts that fit into so many rows, at least one. Short ones stand side by side."""
    found: list[str] = []
    for text in texts:
        lines = ceil(len(text) / _LETTERS)
        rows -= len(text) / _LETTERS + _FRAME if lines == 1 else 1 + _MORE * (lines - 1)
        if rows < 0 and found:
            break
        found.append(text)
    return tuple(found)


def _voice(view: View, rows: float) -> Blocks:
    """Each quote with the words that were written about it."""
    quotes = quote_blocks(view.material)
    topics = (Topic.FIRST_WORD, Topic.SECOND_WORD)[: max(1, len(quotes))]
    found = []
    for at, topic in enumerate(topics):
        words = notes_card(_("Our words for it"), view.told.notes(topic), rows - _QUOTE)["blocks"]
        found.append({"kind": "group", "blocks": [*quotes[at : at + 1], *words]})
    return found


def _meet(view: View, rows: float) -> Blocks:
    name = view.journey.persona.name
    return [
        notes_card(_("{name} may expect").format(name=name), view.told.notes(Topic.EXPECTATION), rows),
        notes_card(_("{name} may worry about").format(name=name), view.told.notes(Topic.WORRY), rows),
    ]


def _own_feeling(view: View, _rows: float) -> Blocks:
    return [{"kind": "group", "blocks": felt_blocks(view)}]


def _now_i_think(view: View, rows: float) -> Blocks:
    return [
        notes_card(_("I used to think"), view.told.notes(Topic.USED_TO_THINK), rows),
        notes_card(_("Now I think"), view.told.notes(Topic.NOW_THINK), rows),
    ]


def _moments(view: View, _rows: float) -> Blocks:
    return picks_blocks(view, Question.FIX_FIRST, Question.PROTECT)


_SHOWN: dict[ExerciseId, Callable[[View, float], Blocks]] = {
    ExerciseId.VOICE: _voice,
    ExerciseId.MEET: _meet,
    ExerciseId.OWN_FEELING: _own_feeling,
    ExerciseId.NOW_I_THINK: _now_i_think,
    ExerciseId.MOMENTS: _moments,
}
