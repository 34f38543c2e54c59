"""What is on."""

from __future__ import annotations

from samples import Played

from journeykit.models.exercise import ExerciseId, RunState


def test_only_an_exercise_with_ratings_that_is_open_changes_by_itself(played: Played):
    assert played.view.now().changes_at is None  # the welcome waits for the facilitator
    played.come_to(ExerciseId.PREDICT)
    now = played.view.now()
    assert now.changes_at == now.ends_at
    assert played.view.now(now.ends_at).state is RunState.LOCKED
    assert played.view.now(now.ends_at).changes_at is None
    played.room.lock()
    assert played.view.now().changes_at is None
