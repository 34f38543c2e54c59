"""What a room agreed on and says it learned, as the facilitator reads it when all is done."""

from __future__ import annotations

from typing import Any

from journeykit.analysis.learned import CAUTION, learned
from journeykit.language import _
from journeykit.render.card_words import commitment_words
from journeykit.screens.cards import short_card
from journeykit.screens.review import no_action_block, review_words
from journeykit.session.view import View

Blocks = list[dict[str, Any]]


def shared_blocks(view: View) -> Blocks:
    """What people will do differently, where they share it."""
    shared = [commitment_words(each) for each in view.told.shared_commitments()]
    if not shared:
        return [{"kind": "quiet", "text": _("What people share comes here. Nobody has to.")}]
    return [{"kind": "notes", "items": shared}]


def end_blocks(view: View) -> Blocks:
    """The actions, the day of the review, what was shared, what people learned, and what they would change."""
    blocks: Blocks = [
        *(short_card(card) for card in view.told.cards()),
        *no_action_block(view),
        {"kind": "strong", "text": review_words(view)},
    ]
    if view.told.shared_commitments():
        blocks += [{"kind": "heading", "text": _("What people will do differently")}, *shared_blocks(view)]
    blocks += _learned(view)
    if wishes := view.told.wishes():
        heading = {"kind": "heading", "text": _("What people would change about the session")}
        blocks += [heading, {"kind": "notes", "items": list(wishes)}]
    return blocks


def _learned(view: View) -> Blocks:
    found = [learned(view.journey, rise) for rise in view.told.check_out() if rise.n]
    if not found:
        return []
    rows = [[each.about.text(), each.sentence.text()] for each in found]
    return [
        {"kind": "heading", "text": _("What people say they know better")},
        {"kind": "terms", "items": rows},
        {"kind": "quiet", "text": _(CAUTION)},
    ]
