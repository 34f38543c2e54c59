"""The session against the clock, by hand."""

from __future__ import annotations

from datetime import timedelta

import pytest
from samples import BEGIN, Played

from journeykit.models.agenda import EXERCISES, exercise
from journeykit.models.exercise import ExerciseId
from journeykit.session.pace import Pace, Shorter


def pace(played: Played) -> Pace:
    found = played.fresh_view().pace()
    assert found is not None
    return found


@pytest.fixture
def begun(played: Played) -> Played:
    played.room.begin()
    return played


def test_before_the_clock_runs_there_is_no_pace(played: Played):
    played.clock.forward(minutes=30)
    assert played.view.pace() is None
    played.room.begin()
    assert pace(played).ends_at == BEGIN + timedelta(minutes=30 + 45)


def test_at_the_beginning_five_minutes_are_spare(begun: Played):
    found = pace(begun)
    assert (found.ends_at, found.would_end_at) == (BEGIN + timedelta(minutes=45), BEGIN + timedelta(minutes=40))
    assert (found.late_s, found.late) == (-300, False)


def test_time_that_is_used_as_planned_changes_nothing(begun: Played):
    begun.clock.forward(minutes=3)
    begun.room.next()
    begun.clock.forward(minutes=1)
    assert pace(begun).late_s == -300


def test_time_over_an_exercise_eats_what_is_spare_and_time_under_it_gives_some(begun: Played):
    begun.clock.forward(minutes=5)  # the welcome has 3
    assert pace(begun).late_s == -180
    begun.room.next()
    assert pace(begun).late_s == -180
    begun.room.next()  # the voice's 2 minutes were not used
    assert pace(begun).late_s == -300


@pytest.mark.parametrize(("over_s", "late"), [(359, False), (360, True), (361, True)])
def test_from_a_minute_over_the_end_on_it_is_late(begun: Played, over_s: int, late: bool):
    begun.clock.forward(minutes=3, seconds=over_s)
    assert pace(begun).late_s == over_s - 300
    assert pace(begun).late is late


def test_a_minute_more_here_is_a_minute_less_to_spare(begun: Played):
    begun.room.extend(60)
    assert pace(begun).late_s == -240


def test_what_is_shortened_comes_back_as_time(begun: Played):
    begun.room.shorten(ExerciseId.OWN_FEELING, 0)  # 2 minutes
    begun.room.shorten(ExerciseId.MOMENTS, 2)  # 1 minute
    assert pace(begun).late_s == -300 - 180


def test_a_longer_slot_leaves_more(played: Played):
    played.room.begin(slot_minutes=60)
    assert pace(played).late_s == -20 * 60


def test_at_the_close_only_the_close_is_left(begun: Played):
    begun.room.finish()
    begun.clock.forward(minutes=1)
    assert pace(begun).would_end_at == BEGIN + timedelta(minutes=2)
    assert pace(begun).shorter == ()


def test_the_least_needed_is_offered_first_with_what_it_saves(begun: Played):
    assert pace(begun).shorter == (
        Shorter(ExerciseId.OWN_FEELING, 0, 2),
        Shorter(ExerciseId.STEPS, 0, 2),
        Shorter(ExerciseId.SURE, 0, 1),
        Shorter(ExerciseId.VOICE, 1, 1),
        Shorter(ExerciseId.MEET, 1, 2),
        Shorter(ExerciseId.COMMITMENT, 0, 1),
        Shorter(ExerciseId.NOW_I_THINK, 1, 1),
        Shorter(ExerciseId.MOMENTS, 2, 1),
        Shorter(ExerciseId.REVEAL_OURSELVES, 3, 1),
    )
    assert {each.exercise for each in pace(begun).shorter} == {
        each.id for each in EXERCISES if each.least_minutes is not None
    }


def test_what_is_on_or_over_or_short_already_is_not_offered(begun: Played):
    begun.room.shorten(ExerciseId.OWN_FEELING, 0)
    begun.come_to(ExerciseId.MEET)
    begun.room.shorten(ExerciseId.REVEAL_OURSELVES, 3)
    assert [each.exercise for each in pace(begun).shorter] == [
        ExerciseId.STEPS,
        ExerciseId.SURE,
        ExerciseId.COMMITMENT,
        ExerciseId.NOW_I_THINK,
        ExerciseId.MOMENTS,
    ]


def test_whatever_is_offered_the_room_may_do(begun: Played):
    for each in pace(begun).shorter:
        begun.room.shorten(each.exercise, each.minutes)
    assert pace(begun).shorter == ()
    saved = sum(each.minutes - (each.least_minutes or 0) for each in EXERCISES if each.least_minutes is not None)
    assert saved == 12
    assert pace(begun).late_s == -300 - 12 * 60
    assert begun.view.minutes(ExerciseId.PREDICT) == exercise(ExerciseId.PREDICT).minutes == 6
