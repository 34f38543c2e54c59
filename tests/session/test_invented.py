"""What invented people say."""

from __future__ import annotations

import pytest
from samples import BEGIN, Played, proposed, small_material

from journeykit.models.exercise import ExerciseId
from journeykit.models.journey import Stage
from journeykit.models.rating import Rating
from journeykit.models.said import Picked, Question, StepProposed
from journeykit.models.session import Role
from journeykit.session.invented import InventedPerson, moods

TODAY = BEGIN.date()


@pytest.mark.parametrize("id_", ExerciseId)
def test_whoever_has_the_same_number_says_the_same(id_: ExerciseId):
    for number in range(12):
        said = [InventedPerson(number).says(id_, small_material(), TODAY) for _ in range(2)]
        assert said[0] == said[1]
        assert said[0]


def test_whatever_they_say_the_session_takes(played: Played):
    played.joined(*[Role.FRONT_LINE] * 12, Role.CUSTOMER)
    played.room.begin()
    for id_ in ExerciseId:
        played.come_to(id_)
        for number, person in enumerate(played.people):
            invented = InventedPerson(number, customer=person.seat.role is Role.CUSTOMER)
            for body in invented.says(id_, played.view.material, TODAY):
                person.say(body)
        assert played.view.progress().done == 13, id_


def test_those_who_guess_are_kinder_than_customers_are():
    def mean(*, customer: bool) -> float:
        people = (InventedPerson(number, customer=customer) for number in range(200))
        ratings = [body for each in people for body in each.says(ExerciseId.PREDICT, small_material(), TODAY)]
        values = [body.value for body in ratings if isinstance(body, Rating) and body.target_id == "wait"]
        assert len(values) == 200
        return sum(values) / 200

    assert mean(customer=True) < -1.5  # customers say -2, and the scale ends there
    assert -1 < mean(customer=False) < 0  # half of -2, and half a point kinder


def test_a_customer_is_not_made_to_say_how_sure_they_are():
    said = InventedPerson(0, customer=True).says(ExerciseId.SURE, small_material(), TODAY)
    assert [body.question for body in said if isinstance(body, Picked)] == [Question.MATTERS_MOST]


def test_a_step_that_the_journey_has_already_gets_another_id():
    material = small_material()
    stages = (*material.journey.stages, Stage(id="telling_others", label="Telling", period="after"))
    journey = material.journey.model_copy(update={"stages": stages})
    said = InventedPerson(1).says(ExerciseId.STEPS, material.model_copy(update={"journey": journey}), TODAY)
    assert isinstance(said[0], StepProposed)
    assert said == [proposed("telling_others_", after="telling_others", label="Telling others about it")]


def test_moods_are_what_customers_say():
    material = small_material()
    assert moods(material) == {
        each.target_id: each.mean for each in map(material.latest_wave.of, material.journey.target_ids) if each.n
    }
    assert moods(material.model_copy(update={"waves": ()})) == {}
