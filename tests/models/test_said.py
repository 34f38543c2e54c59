"""What people say: one line each, short, nothing that a page or a file could trip over."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from samples import card, proposed
from strategies import TRICKY

from journeykit.models.said import (
    MOST_FOR,
    CheckAnswer,
    CheckItem,
    CheckWhen,
    Commitment,
    LastTime,
    Note,
    Picked,
    Question,
    Topic,
    last_time_words,
)


def note(text: object) -> Note:
    return Note.model_validate({"topic": "worry", "text": text})


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("  too long  ", "too long"),
        ("one\ntwo\r\n\tthree", "one two three"),
        ("a\x00b\x1b[0m\x7f", "a b [0m"),
        ("line\u2028end\x85here", "line end here"),
        ("half a pair \ud83d", "half a pair"),
        ("👩\u200d⚕️ مرحبا", "👩\u200d⚕️ مرحبا"),  # what joins letters stays
        ("x" * 120 + "   ", "x" * 120),
    ],
)
def test_a_note_is_one_line_without_control_characters(written: str, kept: str):
    assert note(written).text == kept


@pytest.mark.parametrize("text", ["", "   ", "\n\t", "\x00", "x" * 121, 7, None, ["x"], {"x": 1}])
def test_what_is_no_line_is_refused(text: object):
    with pytest.raises(ValidationError):
        note(text)


@given(st.text(max_size=200) | st.sampled_from(TRICKY))
def test_a_line_that_was_kept_stays_as_it_is(text: str):
    try:
        kept = note(text).text
    except ValidationError:
        return
    assert note(kept).text == kept
    assert not any(unicodedata.category(each) == "Cc" for each in kept)
    assert len(kept.splitlines()) == 1


@pytest.mark.parametrize("question", Question)
def test_nobody_picks_more_steps_than_a_question_takes_or_one_twice(question: Question):
    steps = ("book", "wait", "talk")
    assert Picked(question=question, target_ids=()).target_ids == ()
    assert Picked(question=question, target_ids=steps[: MOST_FOR[question]])
    for too_many in (steps[: MOST_FOR[question] + 1], ("wait", "wait")):
        with pytest.raises(ValidationError, match="each one once"):
            Picked(question=question, target_ids=too_many)


@pytest.mark.parametrize("value", [0, 6, "3", 3.0, True, None])
def test_agreement_is_a_whole_number_from_1_to_5(value: object):
    with pytest.raises(ValidationError):
        CheckAnswer.model_validate({"item": CheckItem.WHAT_I_CAN_DO, "when": CheckWhen.AFTER, "value": value})


@pytest.mark.parametrize(
    "changes", [{"what": " "}, {"who": ""}, {"who": "x" * 61}, {"first_step": ""}, {"due": None}, {"due": "soon"}]
)
def test_an_action_needs_what_who_by_when_and_a_first_step(changes: dict[str, object]):
    with pytest.raises(ValidationError):
        card("board", **changes)


def test_the_metric_of_an_action_may_still_be_open():
    assert (card("board").metric, card("board").metric_by) == ("", None)
    assert card("board", metric="  minutes\nof waiting ").metric == "minutes of waiting"
    assert card("board", metric_by="2026-11-10").metric_by == date(2026, 11, 10)


def test_everything_has_one_place_a_seat():
    assert Note(topic=Topic.WORRY, text="x").place == "note:worry"
    assert Picked(question=Question.PROTECT, target_ids=()).place == "picked:protect"
    assert proposed("parking", after="book").place == "step_proposed"
    assert card("board").place == "action_card"
    assert Commitment(if_text="x", then_text="y", share=False).place == "commitment"
    answer = CheckAnswer(item=CheckItem.HOW_THEY_FEEL, when=CheckWhen.AFTER, value=3)
    assert answer.place == "check_answer:how_they_feel:after"


def test_every_answer_to_the_last_time_has_words_of_its_own():
    words = [last_time_words(when) for when in LastTime]
    assert words == ["this week", "this month", "this year", "longer ago", "never"]
