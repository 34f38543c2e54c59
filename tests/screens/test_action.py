"""The action card: saved as a whole, seen by the facilitator, by everybody once it is kept."""

from __future__ import annotations

from datetime import date

import pages
import pytest
from samples import Played

from journeykit.models.entry import KeptWhat
from journeykit.models.exercise import ExerciseId
from journeykit.models.said import ActionCard
from journeykit.screens.action import Action

CARD = {
    "what": "Say how long it takes",
    "who": "Majo",
    "due": "2026-12-01",
    "first_step": "A board at the door",
    "metric": "Fewer questions",
}


@pytest.fixture
def at_it(played: Played) -> Played:
    played.come_to(ExerciseId.ACTION)
    return played


@pytest.fixture
def screen(at_it: Played) -> Action:
    return Action().take(at_it.people[0])


def cards(played: Played, *, kept_only: bool = False) -> tuple[ActionCard, ...]:
    return played.fresh_view().told.cards(kept_only=kept_only)


def status(screen: Action) -> str:
    return " ".join(block["text"] for block in screen.status.blocks)


def buttons(screen: Action) -> list[tuple[str, bool]]:
    return [(each["label"], bool(each.get("disabled"))) for each in screen.sheet.actions]


def test_an_empty_card_can_be_skipped(at_it, screen):
    assert buttons(screen) == [("Skip this", False)]
    assert status(screen) == ""
    pages.taps(screen.sheet, "done")
    assert at_it.fresh_view().progress().done == 1
    assert cards(at_it) == ()


def test_half_a_card_says_what_is_missing_and_is_not_saved(at_it, screen):
    pages.says(screen.sheet, value={"what": CARD["what"], "who": " "})
    assert status(screen) == (
        "Not saved yet. Still missing: who, by when, the first step, "
        "how we will see it, or the day on which the owner names it."
    )
    assert buttons(screen) == [("Done", True)]
    pages.taps(screen.sheet, "done")
    assert cards(at_it) == ()
    assert at_it.fresh_view().progress().done == 0
    assert screen.sheet.value["what"] == CARD["what"]


def test_a_whole_card_is_saved_and_says_who_sees_it(at_it, screen):
    pages.says(screen.sheet, value=CARD)
    (card,) = cards(at_it)
    assert (card.what, card.who, card.due, card.metric) == (CARD["what"], "Majo", date(2026, 12, 1), "Fewer questions")
    assert status(screen) == "Saved. The facilitator sees it."
    assert buttons(screen) == [("Done", False), ("Take it back", False)]


def test_in_place_of_a_measure_the_owner_names_it_by_a_day(at_it, screen):
    pages.says(screen.sheet, value={**CARD, "metric": "", "metric_by": "2026-11-20"})
    (card,) = cards(at_it)
    assert (card.metric, card.metric_by) == ("", date(2026, 11, 20))


def test_a_change_is_the_same_card(at_it, screen):
    pages.says(screen.sheet, value=CARD)
    (before,) = cards(at_it)
    again = Action().take(at_it.people[0])
    assert again.sheet.value == CARD
    pages.says(again.sheet, value={**CARD, "who": "Ravi"})
    (after,) = cards(at_it)
    assert (after.card_id, after.who) == (before.card_id, "Ravi")


def test_while_a_change_is_half_the_card_stands_as_it_was(at_it, screen):
    pages.says(screen.sheet, value=CARD)
    pages.says(screen.sheet, value={**CARD, "who": ""})
    assert [card.who for card in cards(at_it)] == ["Majo"]
    assert status(screen).endswith("Still missing: who. Your card stands as it was.")
    assert screen.sheet.value["who"] == ""


def test_a_day_that_has_passed_is_not_taken(at_it, screen):
    assert screen.sheet.fields[2]["min"] == "2026-11-02"  # yesterday: the phone may be in another zone
    pages.says(screen.sheet, value={**CARD, "due": "2026-11-01"})
    assert cards(at_it) == ()


def test_a_card_of_last_week_is_still_shown(at_it, screen):
    pages.says(screen.sheet, value=CARD)
    at_it.clock.forward(days=60)
    assert Action().take(at_it.people[0]).sheet.value == CARD


def test_others_see_a_card_only_once_it_is_kept(at_it, screen):
    other = Action().take(at_it.people[1])
    pages.says(screen.sheet, value=CARD)
    pages.hears(other)
    assert CARD["what"] not in pages.texts(other.root)
    at_it.room.keep(KeptWhat.CARD, cards(at_it)[0].card_id)
    pages.hears(other)
    assert {"What the room keeps", CARD["what"], CARD["first_step"]} <= set(pages.texts(other.kept))


def test_a_card_that_the_room_keeps_stays_as_it_is_until_it_is_put_back(at_it, screen):
    pages.says(screen.sheet, value=CARD)
    at_it.room.keep(KeptWhat.CARD, cards(at_it)[0].card_id)
    pages.hears(screen)
    assert status(screen) == "The room keeps your card: everybody sees it. To change it, ask the facilitator."
    assert screen.sheet.fields == []
    assert buttons(screen) == [("Done", False)]
    assert CARD["what"] in pages.texts(screen.kept)
    at_it.room.keep(KeptWhat.CARD, cards(at_it)[0].card_id, kept=False)
    pages.hears(screen)
    assert screen.sheet.value == CARD
    assert buttons(screen) == [("Done", False), ("Take it back", False)]


def test_a_card_that_is_taken_back_is_gone_and_the_next_one_is_another(at_it, screen):
    pages.says(screen.sheet, value=CARD)
    (before,) = cards(at_it)
    pages.taps(screen.sheet, "take_back")
    assert cards(at_it) == ()
    assert screen.sheet.value == {}
    pages.says(screen.sheet, value={**CARD, "what": "Something else"})
    (after,) = cards(at_it)
    assert after.card_id != before.card_id


def test_after_it_is_over_the_kept_cards_stay_and_the_form_is_closed(at_it, screen):
    pages.says(screen.sheet, value=CARD)
    at_it.room.lock()
    screen.show()
    assert screen.sheet.fields == screen.sheet.actions == screen.status.blocks == []


def test_the_page_keeps_half_a_card_beyond_a_reload_and_no_longer_than_it_must(at_it, screen):
    name = f"{screen.participant.seat.return_code.upper()}-1-action_card"
    assert screen.sheet.keep == name
    pages.says(screen.sheet, value={"what": CARD["what"]})
    assert screen.sheet.keep == name
    pages.says(screen.sheet, value=CARD)
    assert screen.sheet.keep == ""
    pages.says(screen.sheet, value={**CARD, "who": ""})
    assert screen.sheet.keep == name
    at_it.room.lock()
    pages.hears(screen)
    assert screen.sheet.keep == ""
