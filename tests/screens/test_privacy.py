"""Nothing of others reaches a browser before its time: looked for in all that is synced, shown or not."""

from __future__ import annotations

from collections.abc import Callable

import pages
import pytest
from samples import STEPS, Played, small_material, small_wave

from journeykit.models.exercise import ExerciseId
from journeykit.models.material import Material
from journeykit.models.said import (
    CheckAnswer,
    CheckItem,
    CheckWhen,
    Commitment,
    DidNotHappen,
    LastTime,
    Note,
    Picked,
    Question,
    Said,
    Topic,
    WasCustomer,
)
from journeykit.models.session import Role
from journeykit.screens.control import ControlPage
from journeykit.screens.projector import ProjectorPage
from journeykit.screens.session import SessionPage
from journeykit.store.engine import open_store

Browser = Callable[[Played], None]


def participant(played: Played) -> None:
    """The first person's page, with every screen built ahead."""
    page = SessionPage().take(played.people[0])
    for id_ in ExerciseId:
        page._screen(id_)
    page.show()


def control(played: Played) -> None:
    ControlPage().take(played.room)


def projector(played: Played) -> None:
    ProjectorPage().take(played.view)


everywhere = pytest.mark.parametrize("browser", [participant, control, projector])


def held(browser: Browser, played: Played) -> str:
    """All that a browser holds of a session; what differs between two sessions of the same course is made equal."""
    with pages.Widgets() as widgets:
        browser(played)
    state = widgets.numbered().replace(played.session.code, "CODE")
    return state.replace(played.people[0].seat.return_code.upper(), "RETURN")


def played_with(others: list[int], material: Material | None = None) -> Played:
    """The first one answers 0 everywhere; five others and two customers give these answers."""
    played = Played(open_store("sqlite://"), material)
    played.joined(*[Role.FRONT_LINE] * 6, *[Role.CUSTOMER] * 2)
    played.all_ready()
    played.come_to(ExerciseId.PREDICT)
    for person, value in zip(played.people, [0, *others], strict=True):
        played.rate(person, value)
    return played


ONE, OTHER = [-2, -2, 1, 1, 2, -1, 2], [2, 2, 2, 1, 0, 1, -2]


@everywhere
def test_what_others_answered_is_nowhere_before_the_reveal(browser: Browser):
    one, other = played_with(ONE), played_with(OTHER)
    assert held(browser, one) == held(browser, other)
    for played in (one, other):
        played.room.lock()
    assert held(browser, one) == held(browser, other)
    for played in (one, other):
        played.room.back()
    assert held(browser, one) == held(browser, other)


@everywhere
def test_after_the_reveal_it_is_there(browser: Browser):
    """Else the test above could not fail."""
    one, other = played_with(ONE), played_with(OTHER)
    for played in (one, other):
        played.come_to(ExerciseId.REVEAL_OURSELVES)
    assert held(browser, one) != held(browser, other)


@everywhere
def test_going_back_to_the_prediction_hides_it_again(browser: Browser):
    one, other = played_with(ONE), played_with(OTHER)
    for played in (one, other):
        played.come_to(ExerciseId.REVEAL_OURSELVES)
        played.room.open(ExerciseId.PREDICT)
    assert held(browser, one) == held(browser, other)


THINGS: dict[ExerciseId, Callable[[str, str], list[Said]]] = {
    ExerciseId.WELCOME: lambda word, _step: [WasCustomer(when=LastTime.NEVER if word == "one" else LastTime.THIS_WEEK)],
    ExerciseId.VOICE: lambda word, _step: [Note(topic=Topic.FIRST_WORD, text=word)],
    ExerciseId.MEET: lambda word, _step: [Note(topic=Topic.WORRY, text=word)],
    ExerciseId.STEPS: lambda _word, step: [DidNotHappen(target_id=step)],
    ExerciseId.SURE: lambda _word, step: [
        Picked(question=question, target_ids=(step,)) for question in (Question.LEAST_SURE, Question.MATTERS_MOST)
    ],
    ExerciseId.NOW_I_THINK: lambda word, _step: [Note(topic=Topic.NOW_THINK, text=word)],
    ExerciseId.MOMENTS: lambda _word, step: [Picked(question=Question.FIX_FIRST, target_ids=(step,))],
    ExerciseId.COMMITMENT: lambda word, _step: [Commitment(if_text=word, then_text=word, share=False)],
    ExerciseId.CLOSE: lambda word, _step: [
        CheckAnswer(item=CheckItem.HOW_THEY_FEEL, when=when, value=3 if word == "one" else 5) for when in CheckWhen
    ],
}
"""What others may say in an exercise: it holds a word, or a step, by which two sessions differ."""


def said_by_others(at: ExerciseId, word: str, step: str) -> Played:
    """A session that has come to an exercise, in which all but the first one have said these."""
    played = Played(open_store("sqlite://"))
    played.joined(*[Role.FRONT_LINE] * 7)
    played.all_ready()
    played.come_to(at)
    for person in played.people[1:]:
        for thing in THINGS[at](word, step):
            person.say(thing)
    return played


@pytest.mark.parametrize("browser", [participant, projector])
@pytest.mark.parametrize("at", THINGS)
def test_what_others_say_is_nowhere_while_it_is_being_said(browser: Browser, at: ExerciseId):
    one, other = said_by_others(at, "one", "wait"), said_by_others(at, "two", "pay")
    assert held(browser, one) == held(browser, other)


@pytest.mark.parametrize("browser", [participant, projector])
@pytest.mark.parametrize("at", [ExerciseId.VOICE, ExerciseId.MEET, ExerciseId.NOW_I_THINK, ExerciseId.MOMENTS])
def test_what_others_said_is_there_once_it_is_shown_and_gone_when_it_is_asked_again(browser: Browser, at: ExerciseId):
    one, other = said_by_others(at, "one", "wait"), said_by_others(at, "two", "pay")
    for played in (one, other):
        played.room.reveal()
    assert held(browser, one) != held(browser, other)
    for played in (one, other):
        played.room.open(at)
    assert held(browser, one) == held(browser, other)


def customers(waits: int) -> Material:
    """Customers who differ in nothing but their number of "1"; the order of the differences is the same."""
    wave = small_wave(book={4: 10}, wait={1: waits, 3: 3}, talk={4: 7}, pay={3: 4})
    return small_material().model_copy(update={"waves": (wave,)})


@everywhere
@pytest.mark.parametrize("at", [ExerciseId.PREDICT, ExerciseId.REVEAL_OURSELVES, ExerciseId.REVEAL_CUSTOMERS])
def test_what_customers_answered_is_nowhere_before_their_step_is_uncovered(browser: Browser, at):
    one, other = (played_with([2, 2, 1, 1, 2, 0, 0], customers(waits)) for waits in (20, 90))
    for played in (one, other):
        played.come_to(at)
    assert held(browser, one) == held(browser, other)
    if at is not ExerciseId.REVEAL_CUSTOMERS:
        return
    for played in (one, other):
        played.room.uncover("book")
    assert held(browser, one) == held(browser, other)
    for played in (one, other):
        played.room.uncover("wait")
    assert held(browser, one) != held(browser, other)


@everywhere
def test_no_seat_of_another_and_no_way_into_it_is_in_a_browser(browser: Browser):
    played = played_with(ONE)
    played.come_to(ExerciseId.REVEAL_CUSTOMERS)
    with pages.Widgets() as widgets:
        browser(played)
    state = widgets.state()
    for person in played.people[1:]:
        assert person.seat.return_code not in state.lower()
        assert person.seat.seat_id not in state


@everywhere
def test_a_group_that_is_too_small_is_nowhere_even_after_the_reveal(browser: Browser):
    def few(value: int) -> Played:
        played = Played(open_store("sqlite://"))
        played.joined(*[Role.FRONT_LINE] * 4)
        played.come_to(ExerciseId.PREDICT)
        for person in played.people:
            played.rate(person, 0 if person is played.people[0] else value)
        played.come_to(ExerciseId.REVEAL_OURSELVES)
        return played

    assert held(browser, few(2)) == held(browser, few(-2))


@pytest.mark.parametrize("browser", [control, projector])
def test_what_customers_in_the_room_felt_is_on_no_page(browser: Browser):
    one, other = played_with([1, 1, 1, 1, 1, 2, 2]), played_with([1, 1, 1, 1, 1, -2, -2])
    for played in (one, other):
        played.come_to(ExerciseId.REVEAL_CUSTOMERS)
        for step in STEPS:
            played.room.uncover(step)
    assert held(browser, one) == held(browser, other)
