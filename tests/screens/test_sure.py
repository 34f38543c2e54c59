"""How sure are we: two picks and two picks, private until our own reveal."""

from __future__ import annotations

import pages
import pytest
from samples import Played

from journeykit.models.exercise import ExerciseId
from journeykit.models.said import Question
from journeykit.models.session import Role
from journeykit.screens.reveal_ourselves import RevealOurselves
from journeykit.screens.sure import Sure
from journeykit.store.engine import open_store


def asked(*roles: Role) -> Played:
    """People who have guessed and are asked how sure they are."""
    played = Played(open_store("sqlite://"))
    played.joined(*roles)
    played.come_to(ExerciseId.PREDICT)
    for person in played.people:
        played.rate(person, 1)
    played.room.next()
    return played


@pytest.fixture
def six() -> Played:
    return asked(*[Role.FRONT_LINE] * 6)


def picks(played: Played, person: int = 0) -> dict[str, tuple[str, ...]]:
    said = played.fresh_view().told.own(played.people[person].seat.seat_id, ExerciseId.SURE)
    return {place: each.target_ids for place, each in said.items()}


def text_of(screen) -> str:
    return " | ".join(pages.texts(screen.root))


def test_two_questions_come_one_after_the_other(six):
    screen = Sure().take(six.people[0])
    (first,) = screen.sheet.fields
    assert (first["label"], first["most"]) == ("Which two steps were you least sure of?", 2)
    pages.says(screen.sheet, value={"least_sure": ["wait", "pay"]})
    pages.taps(screen.sheet, "next")
    (second,) = screen.sheet.fields
    assert second["label"] == "Which two steps matter most to Ada?"
    pages.says(screen.sheet, value={"matters_most": ["book"]})
    assert picks(six) == {"picked:least_sure": ("wait", "pay"), "picked:matters_most": ("book",)}
    pages.taps(screen.sheet, "done")
    assert six.fresh_view().progress().done == 1


def test_three_picks_are_refused(six):
    screen = Sure().take(six.people[0])
    pages.says(screen.sheet, value={"least_sure": ["wait", "pay"]})
    pages.says(screen.sheet, value={"least_sure": ["wait", "pay", "book"]})
    assert picks(six) == {"picked:least_sure": ("wait", "pay")}
    assert screen.sheet.value == {"least_sure": ["wait", "pay"]}


def test_a_pick_can_be_taken_back(six):
    screen = Sure().take(six.people[0])
    pages.says(screen.sheet, value={"least_sure": ["wait"]})
    pages.says(screen.sheet, value={"least_sure": []})
    assert picks(six) == {"picked:least_sure": ()}


def test_a_customer_in_the_room_is_asked_only_what_matters():
    played = asked(Role.CUSTOMER)
    screen = Sure().take(played.people[0])
    assert [field["id"] for field in screen.sheet.fields] == ["matters_most"]
    assert [action["id"] for action in screen.sheet.actions] == ["done"]


def test_our_reveal_shows_what_was_picked_in_words_and_dots(six):
    for person in six.people:
        screen = Sure().take(person)
        pages.says(screen.sheet, value={"least_sure": ["wait", "pay"] if person is six.people[0] else ["wait"]})
    six.room.next()
    screen = RevealOurselves().take(six.people[0])
    (card,) = [block for block in screen.picture.words.blocks if block["blocks"][0]["text"] == "We were least sure of"]
    assert card["blocks"][1]["items"] == [["Waiting", 6], ["Paying", 1]]
    assert card["blocks"][1]["text"] == "“Waiting”: 6 of 6 picked it."


def test_fewer_than_five_picks_are_not_shown(six):
    for person in six.people[:4]:
        pages.says(Sure().take(person).sheet, value={"least_sure": ["wait"]})
    six.room.next()
    assert six.view.told.votes(Question.LEAST_SURE).dots is None
    text = text_of(RevealOurselves().take(six.people[0]))
    assert "We need 5 answers to show this. You have 4." in text
