"""What a page says before any script has run: what the session is called, and what is to be done now."""

from __future__ import annotations

from html import escape

from journeykit.models.agenda import exercise
from journeykit.models.exercise import ExerciseId, told
from journeykit.server.admission import Pass
from journeykit.server.house import House
from journeykit.session.door import DoorKind
from journeykit.session.view import View

PLACE = "<!--journeykit-first-words-->"
"""Stands in a page that is the same for everybody, where the visitor's own words come."""


def first_words(house: House, admitted: Pass) -> str:
    """Words that everybody may read, as HTML, where the page's widgets will have them too.

    A participant's say what is on; those who have not read the welcome are welcomed.
    """
    view = house.view
    title = view.journey.title
    if admitted.door is not DoorKind.PARTICIPANT or admitted.seat is None:
        return f"<h1>{escape(title)}</h1>"
    heading, text = _what_is_on(view, ready=view.is_ready(admitted.seat.seat_id))
    initial = view.journey.persona.name[:1].upper()
    return (
        f'<div class="jk-top"><span class="jk-top-initial" aria-hidden="true">{escape(initial)}</span>'
        f"<div><strong>{escape(title)}</strong></div></div><h1>{escape(heading)}</h1><p>{escape(text)}</p>"
    )


def _what_is_on(view: View, *, ready: bool) -> tuple[str, str]:
    on = view.now().exercise
    if view.ended:
        return view.journey.title, ""
    if not ready or on.id is ExerciseId.WELCOME:
        return view.journey.title, told(exercise(ExerciseId.WELCOME).prompt, view.journey)
    return told(on.prompt, view.journey), told(on.hint, view.journey)
