"""The room in the facilitator's hands."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from samples import BEGIN, Played, lines, small_material
from sqlalchemy import update

from journeykit.errors import JourneykitError, NotAllowed, NotRevealed, UnknownStep
from journeykit.models.exercise import ExerciseId, RunState
from journeykit.models.journey import Baseline
from journeykit.models.session import Role
from journeykit.session.room import Room
from journeykit.store.engine import writing
from journeykit.store.tables import sessions


def on(played: Played) -> ExerciseId:
    """What every page shows, read anew."""
    return played.fresh_view().now().exercise.id


def test_a_session_goes_from_the_welcome_to_the_customers(played: Played):
    found = [on(played)]
    for verb in (played.room.next, played.room.next, played.room.reveal, played.room.next):
        verb()
        found.append(on(played))
    assert found == list(ExerciseId)
    with pytest.raises(NotAllowed, match="last one"):
        played.room.next()


def test_each_exercise_gets_its_own_time(played: Played):
    played.clock.forward(minutes=30)
    played.room.next()
    now = played.view.now()
    assert now.ends_at == BEGIN + timedelta(minutes=30 + now.exercise.minutes)


def test_nobody_walks_past_answers_that_were_not_shown(played: Played):
    played.come_to(ExerciseId.PREDICT)
    before = lines(played.engine)
    with pytest.raises(NotRevealed):
        played.room.next()
    for id_ in (ExerciseId.REVEAL_OURSELVES, ExerciseId.REVEAL_CUSTOMERS):
        with pytest.raises(NotRevealed):
            played.room.open(id_)
    assert lines(played.engine) == before


def test_back_is_a_new_run_and_stops_at_the_beginning(played: Played):
    played.room.next()
    meet = played.view.now().run_id
    played.room.back()
    assert on(played) is ExerciseId.WELCOME
    with pytest.raises(NotAllowed, match="first one"):
        played.room.back()
    played.room.next()
    assert played.view.now().exercise.id is ExerciseId.MEET
    assert played.view.now().run_id != meet


def test_back_from_the_reveal_lets_people_answer_again_from_where_they_were(played: Played):
    (person,) = played.joined(Role.LEADER)
    played.come_to(ExerciseId.PREDICT)
    played.rate(person, 1)
    played.room.reveal()
    played.room.back()
    assert played.view.now().state is RunState.OPEN
    played.rate(person, 2, ("wait",))
    assert person.own() == {"book": 1, "wait": 2, "talk": 1, "pay": 1}


def test_back_from_the_customers_keeps_the_room_revealed(played: Played):
    played.come_to(ExerciseId.REVEAL_CUSTOMERS)
    played.room.uncover("wait")
    played.room.back()
    assert (on(played), played.view.revealed) == (ExerciseId.REVEAL_OURSELVES, True)
    played.room.next()
    assert played.view.uncovered() == ("wait",)


def test_lock_ends_it_and_time_alone_does_too(played: Played):
    played.come_to(ExerciseId.PREDICT)
    played.room.lock()
    assert played.fresh_view().now().state is RunState.LOCKED
    other = Played(played.engine)
    other.come_to(ExerciseId.PREDICT)
    other.clock.forward(minutes=8)
    assert other.fresh_view().now().state is RunState.LOCKED


def test_a_minute_more_is_a_minute_more(played: Played):
    played.come_to(ExerciseId.PREDICT)
    played.room.extend()
    assert played.view.now().seconds_left == 9 * 60
    played.clock.forward(minutes=20)
    played.room.extend(60)
    assert (played.view.now().seconds_left, played.view.now().state) == (60, RunState.OPEN)


def test_reveal_locks_shows_and_moves_on_in_one(played: Played):
    played.come_to(ExerciseId.PREDICT)
    before = lines(played.engine)
    played.room.reveal()
    assert (on(played), played.fresh_view().revealed) == (ExerciseId.REVEAL_OURSELVES, True)
    assert lines(played.engine) == before + 2


@pytest.mark.parametrize("at", [ExerciseId.WELCOME, ExerciseId.MEET, ExerciseId.REVEAL_OURSELVES])
def test_where_nobody_answered_there_is_nothing_to_show(played: Played, at: ExerciseId):
    played.come_to(at)
    before = lines(played.engine)
    with pytest.raises(NotAllowed, match="no answers to show"):
        played.room.reveal()
    assert lines(played.engine) == before


def test_any_exercise_of_the_agenda_can_be_opened_and_no_other(played: Played):
    played.room.open(ExerciseId.PREDICT)
    assert on(played) is ExerciseId.PREDICT
    with writing(played.engine) as connection:
        connection.execute(update(sessions).values(agenda='["welcome", "predict"]'))
    room = Room(played.engine, played.fresh_view())
    with pytest.raises(NotAllowed, match="meet is not on the agenda"):
        room.open(ExerciseId.MEET)


def test_customers_are_uncovered_only_in_their_turn(played: Played):
    played.come_to(ExerciseId.REVEAL_OURSELVES)
    with pytest.raises(NotAllowed, match="their turn"):
        played.room.uncover("wait")
    played.room.next()
    with pytest.raises(UnknownStep, match="book, wait, talk, pay"):
        played.room.uncover("nowhere")
    played.room.uncover("wait")
    played.room.uncover("wait")
    assert played.fresh_view().uncovered() == ("wait",)


@pytest.mark.parametrize(
    "verb",
    [
        lambda room, seen: room.open(ExerciseId.WELCOME, seen=seen),
        lambda room, seen: room.next(seen=seen),
        lambda room, seen: room.back(seen=seen),
        lambda room, seen: room.lock(seen=seen),
        lambda room, seen: room.reveal(seen=seen),
        lambda room, seen: room.extend(60, seen=seen),
        lambda room, seen: room.uncover("wait", seen=seen),
    ],
    ids=["open", "next", "back", "lock", "reveal", "extend", "uncover"],
)
def test_a_page_that_shows_what_is_over_moves_nothing(played: Played, verb: Callable[[Room, str], None]):
    other_page = Room(played.engine, played.fresh_view())
    seen = other_page.view.now().run_id
    played.room.next(seen=seen)
    before = lines(played.engine)
    with pytest.raises(NotAllowed, match="moved on"):
        verb(other_page, seen)
    assert lines(played.engine) == before
    assert other_page.view.now().exercise.id is ExerciseId.MEET  # and it has caught up


def test_two_control_pages_that_press_at_once_move_on_once(played: Played):
    seen = played.view.now().run_id
    start = threading.Barrier(4)
    refused: list[JourneykitError] = []

    def press() -> None:
        page = Room(played.engine, played.fresh_view())
        start.wait()
        try:
            page.next(seen=seen)
        except NotAllowed as error:
            refused.append(error)

    threads = [threading.Thread(target=press) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 3
    assert on(played) is ExerciseId.MEET


def test_the_baseline_is_moved_without_moving_the_session(played: Played):
    run_id = played.view.now().run_id
    played.room.set_baseline(Baseline(value=-1.0, label="last year"))
    assert played.view.now().run_id == run_id
    assert played.fresh_view().journey.baseline.value == -1.0
    assert played.view.material == small_material()
