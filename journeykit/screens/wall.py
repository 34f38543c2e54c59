"""What the projector shows in each exercise, as blocks: only what everybody may see already."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from journeykit.language import _
from journeykit.models.exercise import ExerciseId, RunState, told
from journeykit.render.card_words import commitment_words
from journeykit.screens.cards import card_blocks
from journeykit.screens.meet import persona_blocks
from journeykit.screens.offers import progress_words
from journeykit.screens.quotes import quote_blocks
from journeykit.screens.review import no_action_block, review_words
from journeykit.screens.shown import ROWS, Blocks, notes_card, shown_blocks
from journeykit.session.view import View

_ALONE = {
    *(ExerciseId.PREDICT, ExerciseId.SURE, ExerciseId.OWN_FEELING),
    *(ExerciseId.NOW_I_THINK, ExerciseId.MOMENTS, ExerciseId.COMMITMENT),
}
"""Where everybody works alone and looks up for the time."""
_CARDS_ROOM = 3
"""So many action cards stand on a big screen with all that they say."""


def wall_blocks(view: View, links: Mapping[str, str]) -> Blocks:
    """The page under its title, except for the picture of the two reveals."""
    if view.ended:
        return [{"kind": "text", "text": _("Thank you. The session is over.")}, *_agreed(view)]
    shown = shown_blocks(view)
    if shown:
        return shown
    drawn = _DRAWN.get(view.now().exercise.id)
    return drawn(view, links) if drawn else _asked(view)


def _asked(view: View) -> Blocks:
    """The question that is on, how many have answered, and the time where everybody works alone."""
    now, progress = view.now(), view.progress()
    blocks: Blocks = [
        {"kind": "text", "text": told(now.exercise.prompt, view.journey)},
        {"kind": "quiet", "text": told(now.exercise.hint, view.journey)},
    ]
    if now.exercise.takes or now.exercise.collects_ratings:
        blocks.append({"kind": "dots", "done": progress.done, "of": progress.of, "text": progress_words(view)})
    if now.state is RunState.LOCKED:
        blocks.append({"kind": "strong", "text": _("Time is up, answers are in.")})
    elif now.exercise.id in _ALONE and now.state is RunState.OPEN:
        blocks.append({"kind": "clock", "ends_at_ms": now.ends_at.timestamp() * 1000})
    return blocks


def _way_in(view: View, links: Mapping[str, str]) -> Blocks:
    progress = view.progress()
    url = links.get("participants_url")
    ready = _("{ready} of {here} ready").format(ready=progress.done, here=progress.of)
    words: Blocks = [
        {"kind": "text", "text": told(view.now().exercise.prompt, view.journey)},
        *([{"kind": "quiet", "text": _("Scan, or open {url}").format(url=url)}] if url else []),
        {"kind": "code", "text": view.session.code},
        {"kind": "dots", "done": progress.done, "of": progress.of, "text": ready},
    ]
    if "qr_url" not in links:
        return words
    picture = {"kind": "picture", "src": links["qr_url"], "text": _("QR code of the join link")}
    return [{"kind": "row", "blocks": [picture, {"kind": "plain", "blocks": words}]}]


def _voice(view: View, _links: Mapping[str, str]) -> Blocks:
    quotes = [{"kind": "group", "blocks": [quote]} for quote in quote_blocks(view.material)]
    if not quotes:
        nothing = _("We have no words of {customers} yet that we may show. We meet {name} next.")
        text = nothing.format(customers=view.journey.customers.many, name=view.journey.persona.name)
        return [{"kind": "text", "text": text}]
    return [*quotes, {"kind": "plain", "blocks": _asked(view)}]


def _meet(view: View, _links: Mapping[str, str]) -> Blocks:
    persona = persona_blocks(view.journey.persona)
    scenario = {"kind": "text", "text": view.journey.scenario}
    return [{"kind": "group", "blocks": [*persona, scenario]}, {"kind": "plain", "blocks": _asked(view)}]


def _steps(view: View, _links: Mapping[str, str]) -> Blocks:
    """The journey's steps, a card a stage. A step that the room added says that no customer was asked about it."""
    new = view.told.new_step_ids()
    cards: Blocks = []
    alone: list[str] = []  # stages that are rated themselves
    for stage in view.journey.stages:
        labels = {step.id: step.label for step in stage.steps} or {stage.id: stage.label}
        texts = [
            _("{step} (new, no customer was asked)").format(step=label) if id_ in new else label
            for id_, label in labels.items()
        ]
        if stage.steps:
            heading = {"kind": "heading", "text": stage.label}
            cards.append({"kind": "group", "blocks": [heading, {"kind": "list", "items": texts}]})
        else:
            alone += texts
    if alone:
        cards.append({"kind": "group", "blocks": [{"kind": "list", "items": alone}]})
    return [*cards, {"kind": "plain", "blocks": _asked(view)}]


def _action(view: View, _links: Mapping[str, str]) -> Blocks:
    return [{"kind": "plain", "blocks": _asked(view)}, *_cards(view)]


def _commitment(view: View, _links: Mapping[str, str]) -> Blocks:
    shared = [commitment_words(each) for each in view.told.shared_commitments()]
    notes = [notes_card(_("Shared with everybody"), shared, ROWS)] if shared else []
    return [{"kind": "plain", "blocks": _asked(view)}, *notes]


def _close(view: View, _links: Mapping[str, str]) -> Blocks:
    return [{"kind": "plain", "blocks": _asked(view)}, *_agreed(view)]


def _agreed(view: View) -> Blocks:
    """The actions, or in red that there is none, and the day on which the room looks again."""
    return [*_cards(view), *no_action_block(view), {"kind": "strong", "text": review_words(view)}]


def _cards(view: View) -> Blocks:
    """The kept cards; where there are more than have room, the others with what, who and by when alone."""
    cards = view.told.cards()
    whole: Blocks = [{"kind": "group", "blocks": card_blocks(card)} for card in cards[:_CARDS_ROOM]]
    more: list[Any] = [[card.what, card.who] for card in cards[_CARDS_ROOM:]]
    return [*whole, *([{"kind": "group", "blocks": [{"kind": "facts", "items": more}]}] if more else [])]


_DRAWN: dict[ExerciseId, Callable[[View, Mapping[str, str]], Blocks]] = {
    ExerciseId.WELCOME: _way_in,
    ExerciseId.VOICE: _voice,
    ExerciseId.MEET: _meet,
    ExerciseId.STEPS: _steps,
    ExerciseId.ACTION: _action,
    ExerciseId.COMMITMENT: _commitment,
    ExerciseId.CLOSE: _close,
}
