"""The invented session that a screen shows when no session is on."""

from __future__ import annotations

from pathlib import Path

import pytest
from samples import rating

from journeykit.models.exercise import ExerciseId, RunState
from journeykit.models.session import Role
from journeykit.session.preview import preview_participant, preview_room
from journeykit.session.view import View


def answers(view: View) -> list[tuple[str, str, int]]:
    """Who answered what, with seats by the order of joining: their ids differ each time."""
    run = view.following.board.last_run(ExerciseId.PREDICT)
    order = list(view.following.board.seats)
    found = run.answers.items() if run else ()
    return sorted((str(order.index(seat)), step, said.value) for (seat, step), said in found)


@pytest.mark.parametrize("at", ExerciseId)
def test_each_exercise_has_a_preview_with_the_same_answers_every_time(at: ExerciseId):
    room, person = preview_room(at), preview_participant(at)
    assert room.view.now().exercise.id is person.view.now().exercise.id is at
    assert room.view.now().state is RunState.OPEN
    assert answers(room.view) == answers(person.view)
    assert sum(room.view.here().values()) == 9
    assert room.view.material.journey.invented


def test_before_the_prediction_nobody_has_answered_and_after_it_all_have():
    assert answers(preview_room(ExerciseId.PREDICT).view) == []
    view = preview_room(ExerciseId.REVEAL_OURSELVES).view
    assert len(answers(view)) == 9 * len(view.journey.target_ids)
    assert all(shown.counts and shown.n == 9 for shown in view.ours())
    assert view.here()[Role.CUSTOMER] == 0


def test_the_preview_of_the_customers_shows_every_step_and_somebody_s_own_answers():
    person = preview_participant(ExerciseId.REVEAL_CUSTOMERS)
    assert set(person.view.uncovered()) == set(person.view.journey.target_ids)
    assert person.view.uncovered() == person.view.uncover_order()
    assert set(person.own()) == set(person.view.journey.target_ids)


def test_a_preview_takes_answers_and_keeps_nothing_on_disk(home: Path):
    person = preview_participant(ExerciseId.PREDICT)
    step = person.view.journey.target_ids[0]
    person.say(rating(step, 1))
    assert person.own() == {step: 1}
    assert list(home.iterdir()) == []
