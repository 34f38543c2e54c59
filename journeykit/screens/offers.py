"""What the facilitator may press now, in words that say what it will do to the room."""

from __future__ import annotations

from typing import Any

from journeykit.language import _, ngettext
from journeykit.models.agenda import exercise
from journeykit.models.exercise import ExerciseId, RunState, told
from journeykit.screens.picture import all_uncovered
from journeykit.screens.quotes import first_quotes
from journeykit.session.view import View


def progress_words(view: View) -> str:
    """How many are done with what is on: "9 of 12 have answered"."""
    now, progress = view.now(), view.progress()
    if now.exercise.id is ExerciseId.WELCOME:
        text = ngettext("{done} of {of} is ready", "{done} of {of} are ready", progress.done)
    elif now.exercise.collects_ratings or now.exercise.shows_in_place or now.exercise.id is ExerciseId.SURE:
        text = ngettext("{done} of {of} has answered", "{done} of {of} have answered", progress.done)
    elif now.exercise.takes:
        text = ngettext("{done} of {of} is done", "{done} of {of} are done", progress.done)
    else:
        text = ngettext("{done} of {of} has looked at it", "{done} of {of} have looked at it", progress.done)
    return text.format(done=progress.done, of=progress.of)


def is_counted(view: View) -> bool:
    """Whether people have a button to say that they are done: not before all customers are uncovered."""
    return view.now().exercise.id is not ExerciseId.REVEAL_CUSTOMERS or all_uncovered(view)


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
    """The buttons as actions of a sheet, what most facilitators press next first; that one alone is dark.

    Their ids name the run that they belong to, so that a press on a page that is behind presses nothing.
    """
    run_id = view.now().run_id
    if view.ended:
        again = {"id": f"open:{run_id}", "label": _("Take it up again"), "confirm": _("Take the session up again?")}
        summary = {"id": f"home:{run_id}:summary", "label": _("Take the summary home"), "main": True}
        return [summary, {"id": f"home:{run_id}:html", "label": _("Take the map home")}, again]
    if not view.begun and view.now().exercise.id is ExerciseId.WELCOME:
        ask = _("Start the session? {progress}. From now on the clock runs.").format(progress=progress_words(view))
        return [{"id": f"begin:{run_id}", "label": _("Start the session"), "main": True, "confirm": ask}]
    found = [*_going_on(view), *_about_time(view), *_back(view), _end(view)]
    return sorted(found, key=lambda action: not action.get("main"))


def _going_on(view: View) -> list[dict[str, Any]]:
    """The ways forward: to lock, to show, to uncover, to go on; the first one is the main one."""
    now, progress = view.now(), progress_words(view)
    found: list[dict[str, Any]] = []
    after = _beside(view, +1)
    if now.exercise.id is ExerciseId.PREDICT and now.state is RunState.OPEN:
        ask = _("Take no more answers? {progress}.").format(progress=progress)
        found.append({"id": f"lock:{now.run_id}", "label": _("Lock answers"), "confirm": ask})
    if after is not None and exercise(after).reveals and not view.revealed:
        found.append(_show(view))
        after = None
    elif now.exercise.shows_in_place and now.state is not RunState.REVEALED and _has_asked(view):
        found.append(_show(view))
    if uncovering(view) and (left := _still_covered(view)):
        label = _("Uncover \u201c{step}\u201d").format(step=view.journey.target(left[0]).label)
        key = {"key": "ArrowRight", "hint": _("\u2192 key")}
        found.append({"id": f"uncover:{now.run_id}:{left[0]}", "label": label, **key})
    if after is not None:
        label = _("Next: {title}").format(title=_title(view, after))
        ask = _("Go on for everyone? {progress}.").format(progress=progress)
        ask = ask if is_counted(view) else _("Go on for everyone?")
        found.append({"id": f"next:{now.run_id}", "label": label, "confirm": ask})
    return [{**each, "main": True} if at == 0 else each for at, each in enumerate(found)]


def _has_asked(view: View) -> bool:
    """Whether there is something to show: without a quote nobody was asked for a word about it."""
    return view.now().exercise.id is not ExerciseId.VOICE or bool(first_quotes(view.material))


def _show(view: View) -> dict[str, Any]:
    ask = _("Show to everyone? {progress}.").format(progress=progress_words(view))
    return {"id": f"reveal:{view.now().run_id}", "label": _("Show to everyone"), "confirm": ask}


def _about_time(view: View) -> list[dict[str, Any]]:
    now = view.now()
    if now.exercise.collects_ratings and now.state is RunState.LOCKED and now.seconds_left > 0:  # by hand
        return [{"id": f"open:{now.run_id}", "label": _("Take answers again")}]
    return [{"id": f"extend:{now.run_id}", "label": _("+1 minute")}]


def _back(view: View) -> list[dict[str, Any]]:
    before = _beside(view, -1)
    if before is None:
        return []
    ask = _("Go back to \u201c{title}\u201d for everyone? No answer is lost.").format(title=_title(view, before))
    return [{"id": f"back:{view.now().run_id}", "label": _("Back"), "confirm": ask}]


def _end(view: View) -> dict[str, Any]:
    """To end is always possible: it leads to the close, and there it ends the session."""
    now, last = view.now(), view.session.agenda[-1]
    found = {"id": f"finish:{now.run_id}", "label": _("End the session")}
    if now.exercise.id is not last:
        ask = _("End the session? We go straight to \u201c{title}\u201d.").format(title=_title(view, last))
        return {**found, "confirm": ask}
    ask = _("End the session for everyone? {progress}.").format(progress=progress_words(view))
    if not view.told.cards() and not view.no_action_because:
        ask = _("End the session for everyone? There is no action yet, and no reason why not.")
    return {**found, "main": True, "confirm": ask}


def _beside(view: View, offset: int) -> ExerciseId | None:
    """The exercise before or after what is on, past those that were left out; None at either end."""
    agenda, at = view.session.agenda, view.now().number - 1
    way = agenda[at + 1 :] if offset > 0 else agenda[:at][::-1]
    return next((id_ for id_ in way if view.minutes(id_)), None)


def _title(view: View, id_: ExerciseId) -> str:
    return told(exercise(id_).title, view.journey)


def _still_covered(view: View) -> list[str]:
    return [target_id for target_id in view.uncover_order() if target_id not in view.uncovered()]
