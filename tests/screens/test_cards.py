"""Action cards: kept by the facilitator, and written down for the room."""

from __future__ import annotations

from datetime import date

import pages
import pytest
from samples import Played, card

from journeykit.models.exercise import ExerciseId
from journeykit.screens.cards import card_blocks
from journeykit.screens.control import ControlPage

FILLED = {"what": "Call back", "who": "Ana", "due": "2026-11-20", "first_step": "Ask who answers the phone"}


@pytest.fixture
def control(played: Played) -> ControlPage:
    """At the action: two people sent a card."""
    played.room.open(ExerciseId.ACTION)
    played.people[0].say(card("later", what="One form instead of four", due=date(2026, 12, 1)))
    played.people[1].say(card("sooner", what="Say how long it takes", due=date(2026, 11, 20)))
    return ControlPage().take(played.room)


def labels(control: ControlPage) -> list[str]:
    return [action["label"] for action in control.cards.sheet.actions]


def tap(control: ControlPage, label: str) -> None:
    pages.taps(control.cards.sheet, next(each["id"] for each in control.cards.sheet.actions if each["label"] == label))


def write(control: ControlPage, **filled: str) -> None:
    pages.says(control.card_form.sheet, value=filled)
    pages.taps(control.card_form.sheet, "write")


def test_cards_come_soonest_first_and_none_is_kept_by_itself(played: Played, control: ControlPage):
    assert labels(control) == ["Keep “Say how long it takes”", "Keep “One form instead of four”"]
    assert played.view.told.cards() == ()


def test_a_tap_keeps_a_card_and_another_one_puts_it_back(played: Played, control: ControlPage):
    tap(control, "Keep “One form instead of four”")
    assert [each.card_id for each in played.fresh_view().told.cards()] == ["later"]
    assert "Kept: everybody sees it." in pages.texts(control.cards.sheet)
    tap(control, "Put “One form instead of four” back")
    assert played.fresh_view().told.cards() == ()


def test_a_long_action_is_cut_on_its_button_alone(played: Played, control: ControlPage):
    what = "A sign at the main entrance that can be read from the bus stop"
    played.people[2].say(card("long", what=what))
    control.show()
    assert "Keep “A sign at the main entrance that can be…”" in labels(control)
    assert what in pages.texts(control.cards.sheet)


def test_an_action_that_the_room_agrees_on_is_written_down_and_kept(played: Played, control: ControlPage):
    write(control, **FILLED)
    (kept,) = played.fresh_view().told.cards()
    assert (kept.what, kept.who, kept.due, kept.metric) == ("Call back", "Ana", date(2026, 11, 20), "")
    assert control.card_form.sheet.value == {}


def test_a_double_click_writes_one_card(played: Played, control: ControlPage):
    write(control, **FILLED)
    write(control, **FILLED)
    assert len(played.fresh_view().told.cards()) == 1


def test_a_page_that_says_late_what_was_written_finds_an_empty_form(played: Played, control: ControlPage):
    write(control, **FILLED)
    pages.says(control.card_form.sheet, value=FILLED)
    assert control.card_form.sheet.value == {}
    pages.says(control.card_form.sheet, value={"what": "Another one"})
    assert control.card_form.sheet.value == {"what": "Another one"}


@pytest.mark.parametrize("missing", FILLED)
def test_a_card_without_what_it_needs_is_refused_in_words_and_nothing_typed_is_lost(
    played: Played, control: ControlPage, missing: str
):
    filled = {**FILLED, missing: ""}
    write(control, **filled)
    assert "An action needs what, who, by when, and the first step this week." in pages.texts(control.notice)
    assert control.card_form.sheet.value == filled
    assert played.fresh_view().told.cards() == ()


def test_what_was_typed_stays_while_other_cards_come(played: Played, control: ControlPage):
    pages.says(control.card_form.sheet, value={"what": "Call ba"})
    played.people[3].say(card("third"))
    control.show()
    assert control.card_form.sheet.value == {"what": "Call ba"}


def test_in_other_parts_there_are_no_cards(played: Played, control: ControlPage):
    played.room.next()
    control.show()
    assert control.cards.sheet.blocks == []
    assert control.card_form.sheet.fields == []


def test_a_card_says_who_names_its_measure_by_when():
    terms = dict(card_blocks(card("one", who="Jo", metric_by=date(2026, 12, 3)))[1]["items"])
    assert terms == {
        "Who and when": "Jo, by 1 December 2026",
        "First step this week": "Ask the desk",
        "How we will see it": "Jo names it by 3 December 2026",
    }
