"""What the facilitator may press now, in words that say what it will do to the room."""

from __future__ import annotations

from typing import Any

from journeykit.language import _, ngettext
from journeykit.models.agenda import exercise
from journeykit.models.exercise import ExerciseId, RunState, told
from journeykit.session.view import View


def progress_words(view: View) -> str:
    """How many are done with what is on: "9 of 12 have answered"."""
    now, progress = view.now(), view.progress()
    if now.exercise.collects_ratings:
        text = ngettext("{done} of {of} has answered", "{done} of {of} have answered", progress.done)
    elif now.exercise.id is ExerciseId.WELCOME:
        text = ngettext("{done} of {of} is ready", "{done} of {of} are ready", progress.done)
    else:
        text = ngettext("{done} of {of} has looked at it", "{done} of {of} have looked at it", progress.done)
    return text.format(done=progress.done, of=progress.of)


def uncovering(view: View) -> bool:
    """Whether customers are uncovered here and now, step by step: their answers, or at least what some of them said."""
    there = view.material.latest_wave or any(map(view.material.shown_quotes, view.journey.target_ids))
    return bool(view.now().exercise.id is ExerciseId.REVEAL_CUSTOMERS and view.revealed and there)


def uncovering_words(view: View) -> str:
    """How far the uncovering has come, and which step is next."""
    of, done, left = len(view.journey.target_ids), view.uncovered(), _still_covered(view)
    if not done:
        return _("Uncovered 0 of {of}. Next: {next}").format(of=of, next=view.journey.target(left[0]).label)
    last = view.journey.target(done[-1]).label
    if not left:
        return _("Uncovered {n} of {of}: {last}").format(n=len(done), of=of, last=last)
    return _("Uncovered {n} of {of}: {last}. Next: {next}").format(
        n=len(done), of=of, last=last, next=view.journey.target(left[0]).label
    )


def offers(view: View) -> list[dict[str, Any]]:
    """The buttons as actions of a sheet, what most facilitators press next first.

    Their ids name the run that they belong to, so that a press on a page that is behind presses nothing.
    """
    if view.now().exercise.collects_ratings:
        return [*_about_answers(view), *_about_time(view)]
    return [*_going_on(view), *_about_time(view)]


def _about_answers(view: View) -> list[dict[str, Any]]:
    now, progress = view.now(), progress_words(view)
    ask = _("Show to everyone? {progress}.").format(progress=progress)
    show = {"id": f"reveal:{now.run_id}", "label": _("Show to everyone"), "confirm": ask}
    if now.state is not RunState.OPEN:
        return [{**show, "main": True}]
    ask = _("Take no more answers? {progress}.").format(progress=progress)
    return [{"id": f"lock:{now.run_id}", "label": _("Lock answers"), "main": True, "confirm": ask}, show]


def _going_on(view: View) -> list[dict[str, Any]]:
    now = view.now()
    found: list[dict[str, Any]] = []
    if uncovering(view) and (left := _still_covered(view)):
        label = _("Uncover \u201c{step}\u201d").format(step=view.journey.target(left[0]).label)
        key = {"key": "ArrowRight", "hint": _("\u2192 key")}
        found.append({"id": f"uncover:{now.run_id}:{left[0]}", "label": label, "main": True, **key})
    elif view.revealed and now.number == now.of:
        found.append({"id": f"home:{now.run_id}", "label": _("Take the map home"), "main": True})
    if now.number < now.of:
        label = _("Next: {title}").format(title=_title(view, now.number))
        ask = _("Go on for everyone? {progress}.").format(progress=progress_words(view))
        found.append({"id": f"next:{now.run_id}", "label": label, "main": not found, "confirm": ask})
    return found


def _about_time(view: View) -> list[dict[str, Any]]:
    now = view.now()
    found: list[dict[str, Any]] = []
    if now.exercise.collects_ratings and now.state is RunState.LOCKED and now.seconds_left > 0:  # by hand
        found.append({"id": f"open:{now.run_id}", "label": _("Take answers again")})
    else:
        found.append({"id": f"extend:{now.run_id}", "label": _("+1 minute")})
    if now.number > 1:
        before = _title(view, now.number - 2)
        ask = _("Go back to \u201c{title}\u201d for everyone? No answer is lost.").format(title=before)
        found.append({"id": f"back:{now.run_id}", "label": _("Back"), "confirm": ask})
    return found


def _title(view: View, place: int) -> str:
    """The title of an exercise by its place in the agenda, from 0."""
    return told(exercise(view.session.agenda[place]).title, view.journey)


def _still_covered(view: View) -> list[str]:
    return [target_id for target_id in view.uncover_order() if target_id not in view.uncovered()]
