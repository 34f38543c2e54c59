"""The invented session that a screen shows when no session is on."""

from __future__ import annotations

from pathlib import Path

import pytest
from samples import Played, lines, rating, small_journey, small_material

from journeykit.models.exercise import ExerciseId, RunState
from journeykit.models.material import Material
from journeykit.models.said import CheckItem, Question, Topic
from journeykit.models.session import Plan, Role
from journeykit.session.preparing import Preparation
from journeykit.session.preview import preview_participant, preview_preparation, preview_room
from journeykit.session.view import View
from journeykit.store.engine import open_store


def answers(view: View) -> list[tuple[str, str, str, object]]:
    """Who said what where, with seats by the order of joining: their ids differ each time, as the days of cards do."""
    order = ["", *view.following.board.seats]
    found: list[tuple[str, str, str, object]] = []
    for run in view.following.board.runs.values():
        for (seat, step), each in run.answers.items():
            found.append((str(order.index(seat)), run.exercise, step, each.value))
        for (seat, place), said in run.said.items():
            found.append((str(order.index(seat)), run.exercise, place, said.model_copy(update={"due": None})))
    return sorted(found, key=lambda each: each[:3])


@pytest.mark.parametrize("at", ExerciseId)
def test_each_exercise_has_a_preview_in_which_everybody_but_oneself_is_done_the_same_every_time(at: ExerciseId):
    room, person = preview_room(at), preview_participant(at)
    assert room.view.now().exercise.id is person.view.now().exercise.id is at
    assert room.view.now().state is RunState.OPEN
    assert answers(room.view) == answers(person.view)
    assert sum(room.view.here().values()) == 9
    assert room.view.material.journey.invented
    assert (person.view.progress().done, person.view.progress().of) == (8, 9)
    assert person.said(at) == {}
    assert not person.view.has_looked(person.seat.seat_id)
    assert person.view.begun is (at is not ExerciseId.WELCOME)


def test_before_the_prediction_one_has_not_answered_and_after_it_all_have():
    before = preview_participant(ExerciseId.PREDICT)
    assert before.own() == {}
    view = preview_room(ExerciseId.REVEAL_OURSELVES).view
    assert all(shown.counts and shown.n == 9 for shown in view.ours())
    assert view.here()[Role.CUSTOMER] == 0


def test_the_preview_of_the_customers_shows_every_step_and_somebody_s_own_answers():
    person = preview_participant(ExerciseId.REVEAL_CUSTOMERS)
    assert set(person.view.uncovered()) == set(person.view.journey.target_ids)
    assert person.view.uncovered() == person.view.uncover_order()
    assert set(person.own()) == set(person.view.journey.target_ids)


def test_at_the_close_there_is_something_to_see_in_every_corner():
    room = preview_room(ExerciseId.CLOSE)
    view = room.view
    told, report = view.told, view.report()
    for topic in (Topic.FIRST_WORD, Topic.EXPECTATION, Topic.WORRY, Topic.USED_TO_THINK, Topic.NOW_THINK):
        notes = told.notes(topic)
        assert len(notes) >= 5
        assert len(set(notes)) == len(notes)
    assert all(told.votes(question).dots for question in Question)
    assert len(told.proposals().new_steps) == 2
    assert told.proposals().did_not_happen == {"finding": 2}
    assert [card.card_id for card in report.actions] == ["say_how_long"]
    assert len(report.commitments) == 3  # of five: two keep theirs to themselves
    assert report.check_out == ()  # nothing is counted while somebody may still answer
    room.finish()
    assert [rise.item for rise in view.report().check_out if rise.rose is not None] == list(CheckItem)
    assert all(shown.counts for shown in report.felt)


def test_a_preview_takes_answers_and_keeps_nothing_on_disk(home: Path):
    person = preview_participant(ExerciseId.PREDICT)
    step = person.view.journey.target_ids[0]
    person.say(rating(step, 1))
    assert person.own() == {step: 1}
    assert list(home.iterdir()) == []


@pytest.fixture
def prepared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Played:
    """A session in a file, and an environment as the server makes it for a preview of that session."""
    url = f"sqlite:///{tmp_path / 'store.sqlite'}"
    played = Played(open_store(url))
    monkeypatch.setenv("JOURNEYKIT_STORE", url)
    monkeypatch.setenv("JOURNEYKIT_PREVIEW_SESSION", played.session.session_id)
    return played


@pytest.mark.parametrize("at", list(ExerciseId))
def test_a_facilitator_previews_every_exercise_on_what_was_prepared_and_the_session_hears_nothing(
    prepared: Played, at: ExerciseId
) -> None:
    renamed = small_journey().model_copy(update={"title": "Prepared just now"})
    page = Preparation(prepared.engine, prepared.view)
    page.save(Material(journey=renamed), Plan(), seen=0)
    before = lines(prepared.engine)
    person = preview_participant(at)
    assert person.view.journey.title == "Prepared just now"
    assert person.view.now().exercise.id is at
    assert lines(prepared.engine) == before


def test_a_preview_of_preparing_keeps_what_is_saved_in_memory(prepared: Played) -> None:
    before = lines(prepared.engine)
    page = preview_preparation()
    page.save(small_material().model_copy(update={"quotes": ()}), Plan(), seen=0)
    assert page.material.quotes == ()
    assert lines(prepared.engine) == before
