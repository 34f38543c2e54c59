"""What a page says before any script has run: what the session is called, and what is to be done now."""

from __future__ import annotations

from html import escape

from journeykit.models.agenda import exercise
from journeykit.models.exercise import ExerciseId, told
from journeykit.server.admission import Pass
from journeykit.server.house import House
from journeykit.session.door import DoorKind

PLACE = "<!--journeykit-first-words-->"
"""Stands in a page that is the same for everybody, where the visitor's own words come."""


def first_words(house: House, admitted: Pass) -> str:
    """Words that everybody may read, as HTML. A participant's say what is on; those who have just come are welcomed."""
    title = f"<p><strong>{escape(house.journey.title)}</strong></p>"
    if admitted.door is not DoorKind.PARTICIPANT or admitted.seat is None:
        return title
    view = house.view
    if view.ended:
        return title
    on = view.now().exercise if view.is_ready(admitted.seat.seat_id) else exercise(ExerciseId.WELCOME)
    heading, *rest = (escape(told(text, view.journey)) for text in (on.title, on.prompt, on.hint))
    return f"{title}<h1>{heading}</h1>" + "".join(f"<p>{each}</p>" for each in rest if each)
