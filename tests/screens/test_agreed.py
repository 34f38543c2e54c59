"""At the end the facilitator reads what was agreed, what was learned and what people would change."""

from __future__ import annotations

import pages
import pytest
from samples import Played, card, check

from journeykit.models.exercise import ExerciseId
from journeykit.models.said import CheckItem, Commitment, Note, Topic
from journeykit.screens.agreed import end_blocks, shared_blocks
from journeykit.widgets.sheet import Sheet

WISH = "More time for the steps"


@pytest.fixture
def at_close(played: Played) -> Played:
    """One action, one shared commitment; six at the close, five of whom feel that they know better."""
    played.room.open(ExerciseId.ACTION)
    played.room.write_card(card("one", what="Say how long it takes"))
    played.room.next()
    played.people[0].say(Commitment(if_text="somebody waits", then_text="tell them why", share=True))
    played.room.next()
    for person, now in zip(played.people, (4, 4, 4, 4, 4, 2), strict=True):
        for answer in check(CheckItem.HOW_THEY_FEEL, 2, now):
            person.say(answer)
    played.people[0].say(Note(topic=Topic.CHANGE_NEXT_TIME, text=WISH))
    return played


def read(blocks: list[dict]) -> list[str]:
    return pages.texts(Sheet(blocks=blocks))


def test_all_that_was_agreed_and_learned_is_read_at_the_end(at_close: Played):
    at_close.room.finish()
    told = read(end_blocks(at_close.view))
    assert "Say how long it takes" in told
    assert "If somebody waits, then I will tell them why." in told
    assert "5 of 6 rose, 0 fell." in told
    assert any("There was no control group" in text for text in told)
    assert WISH in told


def test_what_nobody_said_has_no_heading(played: Played):
    played.room.finish()
    played.room.finish()
    told = read(end_blocks(played.view))
    assert "There is no action yet." in told
    assert not any("differently" in text or "know better" in text or "would change" in text for text in told)


def test_before_anybody_shares_the_page_says_that_nobody_has_to(played: Played):
    played.room.open(ExerciseId.COMMITMENT)
    assert read(shared_blocks(played.view))[-1] == "What people share comes here. Nobody has to."
