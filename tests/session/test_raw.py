from __future__ import annotations

import pytest
from samples import Played, card, picked, rating

from journeykit.errors import NotRevealed, UnknownSession
from journeykit.models.exercise import ExerciseId
from journeykit.models.rating import Perspective
from journeykit.models.said import Note, Question, Topic
from journeykit.models.session import Role
from journeykit.session.raw import COLUMNS, rows
from journeykit.store.engine import open_store


@pytest.fixture
def played() -> Played:
    """Two who predict and a customer, at the prediction."""
    played = Played(open_store("sqlite://"))
    played.joined(Role.FRONT_LINE, Role.LEADER, Role.CUSTOMER)
    played.come_to(ExerciseId.PREDICT)
    return played


def rows_of(played: Played) -> list[dict[str, str | int]]:
    return rows(played.engine, played.session.session_id)


def test_only_the_last_answer_of_a_seat_to_a_step_is_a_row(played: Played):
    first, second, customer = played.people
    played.rate(first, -2, ["book"])
    played.rate(first, 1, ["book"])
    played.rate(second, 2, ["book"])
    played.rate(customer, -1, ["wait"])
    played.come_to(ExerciseId.REVEAL_OURSELVES)
    found = rows_of(played)
    assert all(tuple(row) == COLUMNS for row in found)
    assert sorted((row["run"], row["target_id"], row["perspective"], row["value"]) for row in found) == [
        (1, "book", "predicted_customer", 1),
        (1, "book", "predicted_customer", 2),
        (1, "wait", "own_experience", -1),
    ]


def test_a_respondent_keeps_one_code_in_all_runs_of_a_file_and_gets_another_one_in_the_next(played: Played):
    played.rate(played.people[0], -2, ["book"])
    played.come_to(ExerciseId.REVEAL_OURSELVES)
    played.room.open(ExerciseId.PREDICT)
    played.come_to(ExerciseId.REVEAL_OURSELVES)
    first, second = rows_of(played)
    assert (first["run"], second["run"]) == (1, 2)
    assert first["respondent_id"] == second["respondent_id"]
    assert rows_of(played)[0]["respondent_id"] != first["respondent_id"]


def test_no_row_holds_a_seat_a_return_code_a_role_or_a_time(played: Played):
    for person in played.people:
        played.rate(person, 1)
    played.come_to(ExerciseId.REVEAL_OURSELVES)
    found = rows_of(played)
    assert {key for row in found for key in row} == {
        "respondent_id",
        "exercise",
        "run",
        "target_id",
        "perspective",
        "value",
    }
    for person in played.people:
        assert person.seat.seat_id not in repr(found)
        assert person.seat.return_code not in repr(found)


def test_nobody_reads_single_answers_before_the_reveal(played: Played):
    played.rate(played.people[0], 1)
    with pytest.raises(NotRevealed):
        rows_of(played)


def test_a_run_that_was_not_shown_stays_closed_when_an_earlier_one_was(played: Played):
    played.rate(played.people[0], -2, ["book"])
    played.come_to(ExerciseId.REVEAL_OURSELVES)
    played.room.open(ExerciseId.PREDICT)
    played.rate(played.people[0], 2, ["book"])
    assert [(row["run"], row["value"]) for row in rows_of(played)] == [(1, -2)]


def test_a_session_that_is_not_there_is_named(played: Played):
    with pytest.raises(UnknownSession, match="nowhere"):
        rows(played.engine, "nowhere")


def test_own_feelings_are_rows_of_their_own_exercise_once_they_were_shown(played: Played):
    first = played.people[0]
    played.rate(first, -2, ["book"])
    played.come_to(ExerciseId.OWN_FEELING)
    first.say(rating("book", 2, Perspective.OWN_EXPERIENCE))
    assert [row["exercise"] for row in rows_of(played)] == ["predict"]
    played.room.reveal()
    guess, own = rows_of(played)
    assert (guess["exercise"], guess["run"], guess["perspective"], guess["value"]) == (
        "predict",
        1,
        "predicted_customer",
        -2,
    )
    assert (own["exercise"], own["run"], own["perspective"], own["value"]) == ("own_feeling", 1, "own_experience", 2)
    assert own["respondent_id"] == guess["respondent_id"]


def test_what_people_wrote_picked_or_planned_is_never_a_row(played: Played):
    first = played.people[0]
    played.rate(first, 1, ["book"])
    played.come_to(ExerciseId.NOW_I_THINK)
    first.say(Note(topic=Topic.NOW_THINK, text="Not knowing is worse"))
    played.room.reveal()
    played.room.next()
    first.say(picked(Question.FIX_FIRST, "wait"))
    played.room.reveal()
    played.room.next()
    first.say(card("board"))
    assert [(row["exercise"], row["target_id"]) for row in rows_of(played)] == [("predict", "book")]
