"""The close: the check-out, one thing to change, and what we will do."""

from __future__ import annotations

from datetime import date

import pages
import pytest
from samples import Played

from journeykit.models.exercise import ExerciseId
from journeykit.models.said import ActionCard, CheckAnswer, CheckItem, CheckWhen, Commitment, Note, Topic
from journeykit.screens.close import Close

CARD = ActionCard(card_id="board", what="A board", who="Majo", due=date(2026, 12, 1), first_step="Ask", metric="Calls")


@pytest.fixture
def at_it(played: Played) -> Played:
    played.come_to(ExerciseId.CLOSE)
    return played


@pytest.fixture
def screen(at_it: Played) -> Close:
    return Close().take(at_it.people[0])


def said(played: Played) -> list[object]:
    return list(played.people[0].said(ExerciseId.CLOSE).values())


def title(screen: Close) -> str:
    return screen.sheet.blocks[0]["text"]


def turn(screen: Close, times: int) -> None:
    for _ in range(times):
        pages.taps(screen.sheet, "next")


def test_three_items_are_asked_for_before_and_now_in_the_persona_s_name(screen):
    asked = [(field["group"], field["label"]) for field in screen.sheet.fields]
    items = [
        "I can say how customers like Ada feel at each step.",
        "I know what Ada expects.",
        "I know what I can do about it.",
    ]
    assert asked == [(item, when) for item in items for when in ("Before today", "Now")]


def test_each_tap_is_stored_and_none_is_needed(at_it, screen):
    pages.says(screen.sheet, value={"how_they_feel:looking_back": 2})
    pages.says(screen.sheet, value={"how_they_feel:looking_back": 2, "how_they_feel:after": 4})
    item = CheckItem.HOW_THEY_FEEL
    assert said(at_it) == [
        CheckAnswer(item=item, when=CheckWhen.LOOKING_BACK, value=2),
        CheckAnswer(item=item, when=CheckWhen.AFTER, value=4),
    ]
    pages.says(screen.sheet, value={"how_they_feel:after": 6})
    assert len(said(at_it)) == 2


def test_one_thing_to_change_comes_next(at_it, screen):
    turn(screen, 1)
    assert title(screen) == "One thing to change about this session?"
    pages.says(screen.sheet, value={"change_next_time": "Begin on time"})
    assert said(at_it) == [Note(topic=Topic.CHANGE_NEXT_TIME, text="Begin on time")]


def test_after_a_reload_answers_are_there_and_the_next_page_is_open(at_it, screen):
    pages.says(screen.sheet, value={"what_i_can_do:after": 5})
    again = Close().take(at_it.people[0])
    assert title(again) == "One thing to change about this session?"
    pages.taps(again.sheet, "before")
    assert again.sheet.value == {"what_i_can_do:after": 5}


def test_without_an_action_the_last_page_says_so(screen):
    turn(screen, 2)
    assert {"kind": "alarm", "text": "There is no action yet."} in screen.sheet.blocks


def test_the_last_page_tells_what_we_will_do_when_we_look_again_and_thanks(played):
    played.come_to(ExerciseId.ACTION)
    played.room.write_card(CARD)
    played.come_to(ExerciseId.COMMITMENT)
    for person, share in zip(played.people, (True, False), strict=False):
        person.say(Commitment(if_text="it rings", then_text=f"answer it, shared {share}", share=share))
    played.come_to(ExerciseId.CLOSE)
    played.room.set_review(date(2026, 12, 8))
    screen = Close().take(played.people[2])
    turn(screen, 2)
    told = pages.texts(screen.sheet)
    for text in ("What we will do", "A board", "We look again on 8 December 2026.", "Thank you for today."):
        assert text in told
    assert "If it rings, then I will answer it, shared True." in told
    assert not any("shared False" in text for text in told)
    assert not any(block["kind"] == "alarm" for block in screen.sheet.blocks)
    pages.taps(screen.sheet, "done")
    assert played.fresh_view().progress().done == 1
    assert [each["id"] for each in screen.sheet.actions] == ["before"]
    assert screen.thanks.blocks[0]["text"].startswith("You are done.")


def test_nobody_s_answers_are_on_another_page(at_it, screen):
    before = [pages.texts(screen.root), screen.sheet.value]
    at_it.people[1].say(Note(topic=Topic.CHANGE_NEXT_TIME, text="Begin on time"))
    at_it.people[1].say(CheckAnswer(item=CheckItem.HOW_THEY_FEEL, when=CheckWhen.AFTER, value=1))
    pages.hears(screen)
    assert [pages.texts(screen.root), screen.sheet.value] == before


def test_after_the_end_what_we_will_do_stays_and_nothing_is_asked(at_it, screen):
    at_it.room.finish()
    pages.hears(screen)
    assert screen.sheet.blocks[0] == {"kind": "heading", "text": "What we will do"}
    assert screen.sheet.fields == screen.sheet.actions == []
