"""The own feeling: skipped with one tap, told by those who like, and shown beside what we thought."""

from __future__ import annotations

import logging

import pages
import pytest
from samples import STEPS, Played, rating

from journeykit.models.exercise import ExerciseId
from journeykit.models.rating import Perspective
from journeykit.models.session import Role
from journeykit.screens.own_feeling import OwnFeeling, felt_blocks, nearness

OWN = Perspective.OWN_EXPERIENCE


@pytest.fixture
def at_it(played: Played) -> Played:
    """Six who all think +1 of everything, at the question."""
    for person in played.people:
        played.rate(person, 1)
    played.come_to(ExerciseId.OWN_FEELING)
    return played


@pytest.fixture
def screen(at_it: Played) -> OwnFeeling:
    return OwnFeeling().take(at_it.people[0])


def feel(played: Played, value: int, people: int, steps=STEPS) -> None:
    for person in played.people[:people]:
        for step in steps:
            person.say(rating(step, value, OWN))


def stored(played: Played, person: int = 0) -> dict[str, int]:
    return played.fresh_view().own(played.people[person].seat.seat_id, ExerciseId.OWN_FEELING)


def buttons(screen: OwnFeeling) -> list[tuple[str, bool]]:
    return [(each["label"], each.get("main", False)) for each in (*screen.sheet.actions, *screen.foot.actions)]


def text_of(screen: OwnFeeling) -> str:
    return " | ".join(pages.texts(screen.root))


def test_it_begins_with_two_buttons_and_no_faces(screen):
    assert buttons(screen) == [("Yes, I will tell how it felt", True), ("Skip this", False)]
    assert screen.place.children == ()


def test_one_tap_skips_it_all_and_one_more_comes_back(at_it, screen):
    pages.taps(screen.sheet, "skip")
    assert at_it.fresh_view().progress().done == 1
    assert "You skip this. Thank you, we go on together." in text_of(screen)
    pages.taps(screen.sheet, "tell")
    assert screen.place.children == (screen.rater,)


def test_any_steps_can_be_told_and_the_rest_left_out(at_it, screen):
    pages.taps(screen.sheet, "tell")
    assert screen.rater.title == "How did it feel to you?"
    pages.says(screen.rater, value={"wait": -2})
    pages.says(screen.rater, value={"wait": -2, "pay": 0})
    assert stored(at_it) == {"wait": -2, "pay": 0}
    assert at_it.people[0].own() == dict.fromkeys(STEPS, 1)  # the guess stands
    assert buttons(screen) == [("Done", False)]
    pages.taps(screen.foot, "done")
    assert at_it.fresh_view().progress().done == 1
    assert buttons(screen) == []
    assert "Thank you. We go on together. You may still change it." in text_of(screen)


def test_when_every_step_is_told_done_is_what_comes_next(screen):
    pages.taps(screen.sheet, "tell")
    pages.says(screen.rater, value=dict.fromkeys(STEPS, 0))
    assert buttons(screen) == [("Done", True)]


def test_after_a_reload_the_faces_hold_what_was_told(at_it):
    feel(at_it, -1, 1, ["wait"])
    again = OwnFeeling().take(at_it.people[0])
    assert again.place.children == (again.rater,)
    assert again.rater.value == again.rater.stored == {"wait": -1}


def test_answers_on_their_way_are_not_mixed_with_those_of_the_prediction(screen):
    seat = screen.participant.seat
    assert screen.rater.keep == f"{seat.return_code.upper()}-1-own"


def test_what_could_not_be_stored_stays_and_is_told(at_it, screen, closed, caplog):
    pages.taps(screen.sheet, "tell")
    with closed(at_it.engine), caplog.at_level(logging.CRITICAL):
        pages.says(screen.rater, value={"wait": -2})
        assert screen.rater.saved["text"].startswith("Not saved yet.")
        assert screen.rater.value == {"wait": -2}
    screen.show()
    assert stored(at_it) == {"wait": -2}
    assert screen.rater.saved == {"state": "saved", "text": "Saved"}


def test_a_customer_in_the_room_has_told_already(at_it):
    (customer,) = at_it.joined(Role.CUSTOMER)
    screen = OwnFeeling().take(customer)
    assert "You have told us already. Thank you." in text_of(screen)
    assert buttons(screen) == []
    pages.says(screen.rater, value={"wait": 2})
    assert stored(at_it, -1) == {}


def test_nothing_is_taken_after_the_lock_and_what_was_told_stays_in_view(at_it, screen):
    other = OwnFeeling().take(at_it.people[1])
    pages.taps(screen.sheet, "tell")
    pages.says(screen.rater, value={"wait": -2})
    at_it.room.lock()
    screen.show()
    other.show()
    pages.says(screen.rater, value={"wait": 2})
    assert stored(at_it) == screen.rater.value == {"wait": -2}
    assert "Time is up, answers are in." in text_of(screen)
    assert "Time is up, answers are in." in text_of(other)
    assert buttons(screen) == buttons(other) == []


def test_nothing_of_others_is_on_the_page_before_it_is_shown(at_it, screen):
    before = text_of(screen)
    feel(at_it, -2, 6, ["wait"])
    other = OwnFeeling().take(at_it.joined(Role.BACK_OFFICE)[0])
    assert text_of(other) == before


def test_then_it_stands_beside_what_we_thought(at_it, screen):
    feel(at_it, 0, 6)
    feel(at_it, -1, 3, ["wait"])
    at_it.room.reveal()
    screen.show()
    assert screen.place.children == ()
    strong, table, foot = felt_blocks(at_it.fresh_view())
    # apart: 1, 1.5, 1, 1 at the four steps
    assert strong["text"] == (
        "We guessed something else than we feel ourselves: 1.1 points apart on average (own feeling: 6 people)."
    )
    assert foot["text"] == "From −2, very unhappy, to +2, very happy. Groups under 5 are not shown."
    assert table["columns"] == ["Step", "We felt", "We thought"]
    assert table["rows"][:2] == [
        ["Booking", "about 0.0, 6 people", "about +1.0, 6 people"],
        ["Waiting", "−0.5, 6 people", "about +1.0, 6 people"],
    ]
    assert strong["text"] in text_of(screen)


def test_a_step_that_too_few_told_shows_no_figure(at_it):
    feel(at_it, 0, 5, ["book"])
    feel(at_it, 0, 4, ["wait"])
    at_it.room.reveal()
    strong, table, _foot = felt_blocks(at_it.fresh_view())
    assert strong["text"].endswith("(own feeling: 5 people).")
    rows = {row[0]: row[1] for row in table["rows"]}
    assert rows["Booking"] == "about 0.0, 5 people"
    assert rows["Waiting"] == "too few"
    assert rows["Paying"] == "nobody"


def test_a_room_in_which_too_few_have_been_through_it_shows_no_figure(at_it, screen):
    feel(at_it, -2, 4)
    at_it.room.reveal()
    view = at_it.fresh_view()
    assert felt_blocks(view) == [{"kind": "text", "text": "We need 5 answers to show this. You have 4."}]
    assert nearness(view) is None


def test_the_customers_are_beside_it_only_when_all_of_them_are_uncovered(at_it):
    feel(at_it, 1, 6)
    at_it.room.reveal()
    at_it.come_to(ExerciseId.REVEAL_CUSTOMERS)
    for step in ("wait", "book", "talk"):
        at_it.room.uncover(step)
        assert nearness(at_it.fresh_view()).to_customers is None
    at_it.room.uncover("pay")
    near = nearness(at_it.fresh_view())
    assert (near.steps, near.to_own, near.to_customers) == (3, 0.0, 1.0)  # 0, 3 and 0 apart; four who paid are too few


def test_it_can_be_drawn_while_the_room_guesses_anew(at_it):
    feel(at_it, 1, 6)
    at_it.room.reveal()
    at_it.room.open(ExerciseId.PREDICT)
    again = OwnFeeling().take(at_it.people[0])  # as a page does that is loaded now and builds its screens ahead
    assert "Time is up, answers are in." in text_of(again)
    at_it.room.open(ExerciseId.SURE)
    at_it.room.next()
    again.show()
    assert "We felt" in text_of(again)
