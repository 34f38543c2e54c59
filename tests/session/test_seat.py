"""What a participant may say."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from another_process import finished, started
from samples import BEGIN, Played, card, lines, picked, proposed, rating

from journeykit.errors import NotAllowed, NotOpen, SteppedAside, UnknownStep
from journeykit.models.entry import Body, KeptWhat, Looked, Ready
from journeykit.models.exercise import ExerciseId
from journeykit.models.rating import Perspective
from journeykit.models.said import (
    CheckAnswer,
    CheckItem,
    CheckWhen,
    Commitment,
    DidNotHappen,
    LastTime,
    Note,
    Question,
    Said,
    TakenBack,
    Topic,
    WasCustomer,
)
from journeykit.models.session import Role
from journeykit.session.erasing import erase_seat
from journeykit.session.invitation import take_over
from journeykit.session.seat import Participant
from journeykit.session.view import View

RATE_EVERY_STEP = """
import sys
from journeykit.models.rating import Perspective, Rating
from journeykit.session.invitation import seat_by_id
from journeykit.session.seat import Participant
from journeykit.session.view import View
from journeykit.store.engine import open_store

engine = open_store(sys.argv[1])
person = Participant(engine, seat_by_id(engine, sys.argv[3]), View(engine, sys.argv[2]))
print("ready", flush=True)
sys.stdin.readline()
for value in (-2, -1, 0, 1, 2):
    for step in person.view.journey.target_ids:
        person.say(Rating(target_id=step, perspective=Perspective.PREDICTED_CUSTOMER, value=value))
"""


@pytest.fixture
def predicting(played: Played) -> Played:
    """Two who guess and a customer, at the prediction."""
    played.joined(Role.FRONT_LINE, Role.LEADER, Role.CUSTOMER)
    played.come_to(ExerciseId.PREDICT)
    return played


def test_what_was_said_is_in_the_store_when_say_returns(predicting: Played):
    person = predicting.people[0]
    predicting.clock.forward(seconds=30)
    assert person.say(rating("wait", -1)) == BEGIN + timedelta(seconds=30)
    assert predicting.fresh_view().own(person.seat.seat_id) == {"wait": -1} == person.own()


def test_a_change_of_mind_is_one_more_line(predicting: Played):
    person, before = predicting.people[0], lines(predicting.engine)
    person.say(rating("wait", -1))
    person.say(rating("wait", 2))
    assert person.own() == {"wait": 2}
    assert lines(predicting.engine) == before + 2


def test_nobody_sees_another_s_answers_as_their_own(predicting: Played):
    first, second, _ = predicting.people
    first.say(rating("wait", -1))
    assert second.own() == {}


@pytest.mark.parametrize(
    ("body", "error"),
    [
        (rating("no_such_step", 1), UnknownStep),
        (rating("there", 1), UnknownStep),  # a stage that has steps is not rated itself
        (rating("wait", 1, Perspective.OWN_EXPERIENCE), NotAllowed),
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_is_written(predicting: Played, body, error: type[Exception]):
    before = lines(predicting.engine)
    with pytest.raises(error):
        predicting.people[0].say(body)
    assert lines(predicting.engine) == before


def test_a_customer_may_not_guess(predicting: Played):
    customer = predicting.people[2]
    with pytest.raises(NotAllowed, match="own_experience"):
        customer.say(rating("wait", 1))
    customer.say(rating("wait", 1, Perspective.OWN_EXPERIENCE))
    assert customer.own() == {"wait": 1}


def lock(played: Played) -> None:
    played.room.lock()


def let_time_run_out(played: Played) -> None:
    played.clock.forward(minutes=8)


def reveal(played: Played) -> None:
    played.come_to(ExerciseId.REVEAL_OURSELVES)


def go_back(played: Played) -> None:
    played.room.back()


@pytest.mark.parametrize("ended", [lock, let_time_run_out, reveal, go_back])
def test_an_answer_to_what_is_not_open_is_refused_and_nothing_is_written(
    predicting: Played, ended: Callable[[Played], None]
):
    ended(predicting)
    before = lines(predicting.engine)
    with pytest.raises(NotOpen, match="takes no more answers"):
        predicting.people[0].say(rating("wait", 1))
    assert lines(predicting.engine) == before
    assert predicting.people[0].own() == {}


def test_an_answer_that_reaches_the_store_after_a_lock_elsewhere_is_refused(predicting: Played):
    stale = Participant(predicting.engine, predicting.people[0].seat, predicting.fresh_view())
    predicting.room.lock()
    with pytest.raises(NotOpen):
        stale.say(rating("wait", 1))


def test_an_answer_that_was_let_in_is_counted_though_time_ran_out_meanwhile(predicting: Played):
    ends_at = predicting.view.now().ends_at
    moments = iter([ends_at - timedelta(microseconds=1), *[ends_at] * 9])  # the clock ticks while it is checked
    view = View(predicting.engine, predicting.session.session_id, clock=lambda: next(moments))
    person = Participant(predicting.engine, predicting.people[0].seat, view)
    person.say(rating("wait", 1))
    assert person.own() == {"wait": 1}


def test_one_more_minute_lets_an_answer_in_after_time_was_up(predicting: Played):
    let_time_run_out(predicting)
    predicting.room.extend(60)
    predicting.people[0].say(rating("wait", 1))
    assert predicting.people[0].own() == {"wait": 1}


def test_the_device_that_was_left_steps_aside_and_writes_nothing(predicting: Played):
    old = predicting.people[0]
    old.say(rating("wait", 1))
    seat = take_over(predicting.engine, predicting.session.session_id, old.seat.return_code)
    new = Participant(predicting.engine, seat, predicting.fresh_view())
    before = lines(predicting.engine)
    for body in (rating("wait", -2), Looked(), Ready(agrees_to_open_mode=True)):
        with pytest.raises(SteppedAside):
            old.say(body)
    assert lines(predicting.engine) == before
    assert (old.aside, new.aside) == (True, False)
    assert new.own() == {"wait": 1}
    new.say(rating("wait", -2))
    assert new.own() == {"wait": -2}


def test_a_new_device_is_not_aside_before_its_view_has_heard_of_it(predicting: Played):
    old = predicting.people[0]
    seat = take_over(predicting.engine, predicting.session.session_id, old.seat.return_code)
    assert not Participant(predicting.engine, seat, predicting.view).aside


def test_the_same_device_in_two_tabs_may_answer_in_both(predicting: Played):
    tab = predicting.people[0]
    other = Participant(predicting.engine, tab.seat, predicting.fresh_view())
    tab.say(rating("wait", 1))
    other.say(rating("pay", 2))
    tab.view.refresh()
    assert tab.own() == other.own() == {"wait": 1, "pay": 2}


def test_a_mark_changes_with_the_room_and_not_with_what_others_answer(predicting: Played):
    mine, other, _customer = predicting.people
    mark = mine.mark()
    other.say(rating("wait", 1))
    assert mine.mark() == mark
    predicting.room.lock()
    locked = mine.mark()
    assert locked != mark
    predicting.room.extend(60)
    opened = mine.mark()
    assert opened not in (mark, locked)
    predicting.clock.forward(minutes=30)
    assert mine.mark() != opened  # its time is up


def test_a_mark_changes_with_what_another_page_of_the_seat_says_and_not_with_what_this_one_says(predicting: Played):
    tab, other = (
        Participant(predicting.engine, predicting.people[0].seat, predicting.fresh_view()) for _tab in range(2)
    )
    mark = tab.mark()
    tab.say(rating("wait", 1))
    assert tab.mark() == mark
    other.say(rating("pay", 2))
    tab.say(rating("wait", 0))  # by the way it learns what the other page has said
    told = tab.mark()
    assert told != mark
    tab.say(rating("wait", -1))
    assert tab.mark() == told


def test_a_mark_changes_while_everybody_comes_in_and_where_the_smallest_group_changes(played: Played):
    (mine,) = played.joined(Role.LEADER)
    alone = mine.mark()
    played.joined(Role.LEADER)
    together = mine.mark()
    assert together != alone  # "1 of 2 are ready"
    played.all_ready(agree=True)
    played.come_to(ExerciseId.PREDICT)
    agreed = mine.mark()
    played.joined(Role.LEADER)  # who does not agree: from now on a group of three is not shown any more
    assert mine.mark() != agreed


def test_processes_that_answer_at_once_lose_no_answer(played: Played, url: str):
    played.clock.at = BEGIN.replace(year=2100)  # those processes have real clocks: the end must lie in their future
    guessing = [person.seat.seat_id for person in played.joined(Role.FRONT_LINE, Role.LEADER, Role.UNSAID)]
    played.come_to(ExerciseId.PREDICT)
    before = lines(played.engine)
    pages = [started(RATE_EVERY_STEP, url, played.session.session_id, seat_id) for seat_id in guessing]
    for page in pages:
        assert page.stdout is not None
        assert page.stdout.readline() == "ready\n", page.communicate()
    for page in pages:
        assert page.stdin is not None
        page.stdin.write("go\n")
        page.stdin.flush()
    for page in pages:
        finished(page)
    assert lines(played.engine) == before + 3 * 5 * 4
    view = played.fresh_view()
    assert all(view.own(seat_id) == dict.fromkeys(view.journey.target_ids, 2) for seat_id in guessing)


def test_ready_and_looked_are_known_to_the_room(played: Played):
    (person,) = played.joined(Role.LEADER)
    person.say(Ready(agrees_to_open_mode=False))
    assert played.view.is_ready(person.seat.seat_id)
    played.room.next()
    assert not played.view.has_looked(person.seat.seat_id)
    person.say(Looked())
    assert played.view.has_looked(person.seat.seat_id)
    assert played.view.progress().done == 1


WHERE_IT_IS_ASKED: list[tuple[ExerciseId, Said]] = [
    (ExerciseId.WELCOME, WasCustomer(when=LastTime.NEVER)),
    (ExerciseId.VOICE, Note(topic=Topic.FIRST_WORD, text="alone")),
    (ExerciseId.VOICE, Note(topic=Topic.SECOND_WORD, text="heard")),
    (ExerciseId.MEET, Note(topic=Topic.EXPECTATION, text="One person to ask")),
    (ExerciseId.MEET, Note(topic=Topic.WORRY, text="To wait")),
    (ExerciseId.STEPS, proposed("parking", after="book")),
    (ExerciseId.STEPS, DidNotHappen(target_id="pay")),
    (ExerciseId.SURE, picked(Question.LEAST_SURE, "wait", "pay")),
    (ExerciseId.SURE, picked(Question.MATTERS_MOST, "talk")),
    (ExerciseId.NOW_I_THINK, Note(topic=Topic.USED_TO_THINK, text="They wait gladly")),
    (ExerciseId.NOW_I_THINK, Note(topic=Topic.NOW_THINK, text="They do not")),
    (ExerciseId.MOMENTS, picked(Question.FIX_FIRST, "wait")),
    (ExerciseId.MOMENTS, picked(Question.PROTECT)),
    (ExerciseId.ACTION, card("board")),
    (ExerciseId.COMMITMENT, Commitment(if_text="x", then_text="y", share=False)),
    (ExerciseId.CLOSE, CheckAnswer(item=CheckItem.WHAT_I_CAN_DO, when=CheckWhen.AFTER, value=4)),
    (ExerciseId.CLOSE, Note(topic=Topic.CHANGE_NEXT_TIME, text="More time")),
]


@pytest.fixture
def two(played: Played) -> Played:
    """One who guesses, and a customer."""
    played.joined(Role.FRONT_LINE, Role.CUSTOMER)
    return played


def refused(played: Played, number: int, body: Body, match: str, error: type[Exception] = NotAllowed) -> None:
    """Somebody may not say this; nothing is written."""
    before = lines(played.engine)
    with pytest.raises(error, match=match):
        played.people[number].say(body)  # type: ignore[arg-type]
    assert lines(played.engine) == before


@pytest.mark.parametrize(("id_", "body"), WHERE_IT_IS_ASKED, ids=[body.place for _, body in WHERE_IT_IS_ASKED])
def test_each_thing_is_said_where_it_is_asked_and_nowhere_else_and_can_be_taken_back(
    two: Played, id_: ExerciseId, body: Said
):
    person = two.people[0]
    for other in ExerciseId:
        two.come_to(other)
        if other is not id_:
            refused(two, 0, body, "takes no more", NotOpen)
            refused(two, 0, TakenBack(place=body.place), "takes no more", NotOpen)
            continue
        person.say(body)
        again = Participant(two.engine, person.seat, two.fresh_view())
        assert again.said(id_) == {body.place: body}
        assert two.people[1].said(id_) == {}
        person.say(TakenBack(place=body.place))
        assert person.said(id_) == {}


def test_a_later_thing_in_the_same_place_takes_over(two: Played):
    two.come_to(ExerciseId.MEET)
    for text in ("To wait", "To be sent away"):
        two.people[0].say(Note(topic=Topic.WORRY, text=text))
    assert two.people[0].said(ExerciseId.MEET) == {"note:worry": Note(topic=Topic.WORRY, text="To be sent away")}


@pytest.mark.parametrize(
    ("id_", "body", "error"),
    [
        (ExerciseId.SURE, picked(Question.LEAST_SURE, "nowhere"), UnknownStep),
        (ExerciseId.SURE, picked(Question.MATTERS_MOST, "wait", "there"), UnknownStep),
        (ExerciseId.STEPS, DidNotHappen(target_id="nowhere"), UnknownStep),
        (ExerciseId.STEPS, proposed("parking", after="nowhere"), UnknownStep),
        (ExerciseId.STEPS, proposed("parking", after="parking"), UnknownStep),
        (ExerciseId.STEPS, proposed("wait", after="book"), NotAllowed),
        (ExerciseId.STEPS, proposed("there", after="book"), NotAllowed),  # a stage's id
        (ExerciseId.ACTION, card("wait"), NotAllowed),
        (ExerciseId.ACTION, card("board", due=BEGIN.date() - timedelta(days=2)), NotAllowed),
        (ExerciseId.ACTION, card("board", metric_by=BEGIN.date() - timedelta(days=2)), NotAllowed),
        (ExerciseId.OWN_FEELING, rating("wait", 1), NotAllowed),
        (ExerciseId.SURE, rating("wait", 1), NotOpen),
    ],
    ids=lambda each: getattr(each, "kind", None) or getattr(each, "__name__", None) or each,
)
def test_what_does_not_fit_the_journey_or_the_calendar_is_refused(
    two: Played, id_: ExerciseId, body: Body, error: type[Exception]
):
    two.come_to(id_)
    refused(two, 0, body, ".", error)
    assert two.people[0].said(id_) == {}


def test_an_id_that_somebody_else_has_taken_is_refused_and_one_s_own_is_not(two: Played):
    two.come_to(ExerciseId.STEPS)
    two.people[0].say(proposed("parking", after="book"))
    refused(two, 1, proposed("parking", after="wait"), "belongs to something else")
    two.people[0].say(proposed("parking", after="wait", label="A place to park"))
    two.come_to(ExerciseId.ACTION)
    refused(two, 1, card("parking"), "belongs to something else")
    two.people[0].say(card("board"))
    refused(two, 1, card("board"), "belongs to something else")


def test_the_id_of_a_step_that_was_left_out_stays_taken(two: Played):
    two.come_to(ExerciseId.STEPS)
    two.people[0].say(DidNotHappen(target_id="wait"))
    two.room.keep(KeptWhat.LEAVE_OUT, "wait")
    refused(two, 1, proposed("wait", after="book"), "belongs to something else")


@pytest.mark.parametrize(
    ("id_", "what", "mine", "changed"),
    [
        (ExerciseId.STEPS, KeptWhat.NEW_STEP, proposed("x", after="book"), proposed("x", after="book", label="Rude")),
        (ExerciseId.ACTION, KeptWhat.CARD, card("x"), card("x", what="Something rude")),
        (ExerciseId.ACTION, KeptWhat.CARD, card("x"), card("y", what="Something rude")),
    ],
)
def test_what_the_room_took_in_stays_as_it_was_until_it_is_put_back(
    two: Played, id_: ExerciseId, what: KeptWhat, mine: Said, changed: Said
):
    two.come_to(id_)
    two.people[0].say(mine)
    two.room.keep(what, "x")
    for body in (changed, TakenBack(place=mine.place)):
        refused(two, 0, body, "taken this in already")
    two.people[0].say(mine)  # the same once more does no harm
    two.room.keep(what, "x", kept=False)
    two.people[0].say(changed)
    assert two.people[0].said(id_) == {mine.place: changed}


def test_a_customer_is_not_asked_how_sure_they_are_or_a_second_time_how_it_felt(two: Played):
    two.come_to(ExerciseId.SURE)
    refused(two, 1, picked(Question.LEAST_SURE, "wait"), "You have told us already")
    two.people[1].say(picked(Question.MATTERS_MOST, "wait"))
    two.come_to(ExerciseId.OWN_FEELING)
    refused(two, 1, rating("wait", 1, Perspective.OWN_EXPERIENCE), "You have told us already")
    two.people[0].say(rating("wait", 1, Perspective.OWN_EXPERIENCE))
    assert two.view.own(two.people[0].seat.seat_id, ExerciseId.OWN_FEELING) == {"wait": 1}


@pytest.mark.parametrize("closed", ["lock", "reveal"])
def test_what_is_locked_or_shown_takes_nothing_more_and_nothing_back(two: Played, closed: str):
    two.come_to(ExerciseId.MEET)
    worry = Note(topic=Topic.WORRY, text="To wait")
    two.people[0].say(worry)
    getattr(two.room, closed)()
    refused(two, 0, Note(topic=Topic.WORRY, text="Else"), "takes no more", NotOpen)
    refused(two, 0, TakenBack(place="note:worry"), "takes no more", NotOpen)
    assert two.people[0].said(ExerciseId.MEET) == {"note:worry": worry}


def test_a_seat_that_was_deleted_says_nothing_more_and_its_page_can_still_be_drawn(two: Played):
    person = two.people[0]
    person.say(WasCustomer(when=LastTime.NEVER))
    erase_seat(two.engine, person.seat, clock=two.clock)
    refused(two, 0, WasCustomer(when=LastTime.NEVER), "were deleted")
    refused(two, 0, Ready(agrees_to_open_mode=True), "were deleted")
    assert (person.gone, person.aside, person.own(), person.said(ExerciseId.WELCOME)) == (True, False, {}, {})
    view, seat_id = person.view, person.seat.seat_id
    assert (view.is_ready(seat_id), view.has_looked(seat_id), view.device(seat_id)) == (False, False, 1)
    assert view.perspective(seat_id) is Perspective.PREDICTED_CUSTOMER
    assert two.view.progress().of == 1


def test_what_the_room_took_in_outlives_the_seat_that_proposed_it(two: Played):
    two.come_to(ExerciseId.STEPS)
    two.people[0].say(proposed("parking", after="book"))
    two.people[0].say(DidNotHappen(target_id="wait"))
    two.room.keep(KeptWhat.NEW_STEP, "parking")
    two.room.keep(KeptWhat.LEAVE_OUT, "wait")
    two.come_to(ExerciseId.ACTION)
    two.people[0].say(card("board"))
    two.room.keep(KeptWhat.CARD, "board")
    before = two.fresh_view()
    erase_seat(two.engine, two.people[0].seat, clock=two.clock)
    after = two.fresh_view()
    assert after.journey == before.journey
    assert after.journey.target_ids == ("book", "parking", "talk", "pay")
    assert after.told.cards() == before.told.cards() == (card("board"),)
    assert after.told.proposals().did_not_happen == {}
