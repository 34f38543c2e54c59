"""What a participant may say."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from another_process import finished, started
from samples import BEGIN, Played, lines, rating

from journeykit.errors import NotAllowed, NotOpen, SteppedAside, UnknownStep
from journeykit.models.entry import Looked, Ready
from journeykit.models.exercise import ExerciseId
from journeykit.models.rating import Perspective
from journeykit.models.session import Role
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
