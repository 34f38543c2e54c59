"""Both reveals on a participant's phone: the room's shape, then the customers, and what concerns its owner alone."""

from __future__ import annotations

import pages
import pytest
from samples import Played, small_material

from journeykit.models.exercise import ExerciseId
from journeykit.models.session import Role
from journeykit.screens import picture as picture_module
from journeykit.screens.reveal_customers import RevealCustomers
from journeykit.screens.reveal_ourselves import RevealOurselves
from journeykit.store.engine import open_store


@pytest.fixture
def rated(played: Played) -> Played:
    """All think +1 of everything; customers say +1, -2, +1, and four of them 0."""
    for person in played.people:
        played.rate(person, 1)
    return played


def text_of(screen) -> str:
    return " | ".join(pages.texts(screen.root))


def test_our_reveal_shows_the_room_and_ones_own_guesses_among_it(rated, page_of):
    rated.come_to(ExerciseId.REVEAL_OURSELVES)
    page = page_of(rated.people[0])
    screen = pages.on(page)
    assert isinstance(screen, RevealOurselves)
    assert screen.picture.curve.show_dots
    assert screen.picture.curve.ours["wait"]["counts"] == [0, 0, 0, 6, 0]
    assert screen.picture.curve.value == {"book": 1, "wait": 1, "talk": 1, "pay": 1}
    assert screen.picture.curve.value_name == "your guess"
    assert not screen.picture.curve.draggable


def test_a_customers_own_points_are_called_no_guess(rated, page_of):
    (customer,) = rated.joined(Role.CUSTOMER)
    rated.all_ready()
    rated.rate(customer, -1)
    rated.come_to(ExerciseId.REVEAL_OURSELVES)
    screen = pages.on(page_of(customer))
    assert screen.picture.curve.value["wait"] == -1
    assert screen.picture.curve.value_name == "how you felt"
    assert screen.picture.curve.ours["wait"]["n"] == 6


def test_i_have_looked_is_said_once(rated, page_of):
    rated.come_to(ExerciseId.REVEAL_OURSELVES)
    screen = pages.on(page_of(rated.people[0]))
    pages.taps(screen.sheet, "looked")
    assert rated.fresh_view().progress().done == 1
    assert screen.sheet.actions == []
    assert "Thank you. We go on together." in text_of(screen)
    pages.taps(screen.sheet, "looked")
    assert rated.fresh_view().progress().done == 1


def test_ones_own_part_comes_when_the_last_step_has_been_drawn(rated, page_of, in_loop, monkeypatch):
    monkeypatch.setattr(picture_module, "PAUSE_S", 0.02)
    rated.rate(rated.people[0], -2, ["book", "wait"])  # this one's biggest surprise is uncovered last
    rated.come_to(ExerciseId.REVEAL_CUSTOMERS)
    page = page_of(rated.people[0])
    screen = pages.on(page)
    assert isinstance(screen, RevealCustomers)

    async def play(wait_until):
        for step in ("wait", "talk", "pay"):
            rated.room.uncover(step)
            pages.hears(page)
        assert screen.mine.blocks == screen.mine.actions == []
        rated.room.uncover("book")
        pages.hears(page)
        assert screen.mine.blocks == screen.mine.actions == []  # its customers are still to come
        await wait_until(lambda: screen.mine.blocks != [])

    in_loop(play)
    assert pages.texts(screen.mine)[-4:] == [
        "Only you see this",
        "Closest: Waiting. You guessed very unhappy; customers say nearly all very unhappy (about −2.0).",
        "Your biggest surprise: Booking. You guessed very unhappy; customers say nearly all happy (about +1.0).",
        "I have looked",
    ]


def test_ones_own_part_speaks_of_ones_own_answers_only(rated, page_of):
    for step in ("book", "wait", "talk", "pay"):
        rated.rate(rated.people[1], -2, [step])
    rated.come_to(ExerciseId.REVEAL_CUSTOMERS)
    for step in ("book", "wait", "talk", "pay"):
        rated.room.uncover(step)
    own = [pages.texts(pages.on(page_of(person)).mine)[-3:] for person in rated.people[:2]]
    assert own[0][1].startswith("Your biggest surprise: Waiting. You guessed happy;")
    assert own[1][0].startswith("Closest: Waiting. You guessed very unhappy;")
    assert own[1][1].startswith("Your biggest surprise: Booking. You guessed very unhappy;")


def test_a_customer_has_no_guess_to_be_told_of(rated, page_of):
    (customer,) = rated.joined(Role.CUSTOMER)
    rated.all_ready()
    rated.rate(customer, 0)
    rated.come_to(ExerciseId.REVEAL_CUSTOMERS)
    for step in ("book", "wait", "talk", "pay"):
        rated.room.uncover(step)
    screen = pages.on(page_of(customer))
    assert screen.mine.blocks == []
    assert [action["id"] for action in screen.mine.actions] == ["looked"]


def test_without_customers_the_page_says_that_it_is_only_our_view(page_of):
    played = Played(open_store("sqlite://"), small_material().model_copy(update={"waves": (), "quotes": ()}))
    played.joined(*[Role.FRONT_LINE] * 5)
    played.all_ready()
    played.come_to(ExerciseId.PREDICT)
    for person in played.people:
        played.rate(person, 1)
    played.come_to(ExerciseId.REVEAL_CUSTOMERS)
    screen = RevealCustomers().take(played.people[0])
    assert "Our view, not yet checked with customers" in text_of(screen)
    assert screen.mine.blocks == []
    pages.taps(screen.mine, "looked")  # nothing is left to wait for
    assert played.fresh_view().progress().done == 1


def test_our_reveal_without_customers_says_so_too(page_of):
    played = Played(open_store("sqlite://"), small_material().model_copy(update={"waves": (), "quotes": ()}))
    played.joined(*[Role.FRONT_LINE] * 5)
    played.come_to(ExerciseId.PREDICT)
    played.come_to(ExerciseId.REVEAL_OURSELVES)
    assert "Our view, not yet checked with customers" in text_of(RevealOurselves().take(played.people[0]))
