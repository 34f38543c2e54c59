"""The agenda of 45 minutes."""

from __future__ import annotations

from journeykit.models.agenda import EXERCISES, SLOT_MINUTES
from journeykit.models.exercise import ExerciseId
from journeykit.models.said import CheckItem, CheckWhen, Question, Topic
from journeykit.session.told import taking

NEVER_SHORTER = {
    ExerciseId.WELCOME,
    ExerciseId.PREDICT,
    ExerciseId.REVEAL_CUSTOMERS,
    ExerciseId.ACTION,
    ExerciseId.CLOSE,
}


def test_the_minutes_add_up_to_nine_tenths_of_the_slot():
    minutes = [each.minutes for each in EXERCISES]
    assert minutes == [3, 2, 3, 2, 6, 1, 4, 2, 5, 2, 3, 4, 1, 2]
    assert sum(minutes) == 40 == 0.9 * SLOT_MINUTES - 0.5  # whole minutes, and never more than nine tenths


def test_the_prediction_the_customers_and_the_action_keep_their_time():
    assert {each.id for each in EXERCISES if each.least_minutes is None} == NEVER_SHORTER
    assert all(each.least_minutes < each.minutes for each in EXERCISES if each.least_minutes is not None)


def test_what_can_be_left_out_is_no_reveal_and_nothing_that_one_needs():
    assert [each.id for each in EXERCISES if each.least_minutes == 0] == [
        ExerciseId.STEPS,
        ExerciseId.SURE,
        ExerciseId.OWN_FEELING,
        ExerciseId.COMMITMENT,
    ]


def test_everything_that_can_be_said_has_one_exercise():
    places = [f"note:{topic}" for topic in Topic] + [f"picked:{question}" for question in Question]
    places += [f"check_answer:{item}:{when}" for item in CheckItem for when in CheckWhen]
    places += ["was_customer", "step_proposed", "did_not_happen:wait", "action_card", "commitment"]
    for place in places:
        assert [each.id for each in EXERCISES if each.takes_place(place)] == [taking(place)]


def test_a_place_is_no_other_one_that_begins_alike():
    steps = next(each for each in EXERCISES if each.id is ExerciseId.STEPS)
    assert steps.takes_place("did_not_happen:wait")
    assert not any(steps.takes_place(each) for each in ("did_not_happened", "step_proposed_2", "", "did"))


def test_customers_in_the_room_are_not_asked_how_sure_they_are_or_a_second_time_how_they_felt():
    assert {each.id: each.not_for_customers for each in EXERCISES if each.not_for_customers} == {
        ExerciseId.SURE: ("picked:least_sure",),
        ExerciseId.OWN_FEELING: ("rating",),
    }
