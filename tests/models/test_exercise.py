import pytest

from journeykit.errors import JourneykitError
from journeykit.interchange.material_folder import read_material
from journeykit.models.agenda import EXERCISES, exercise
from journeykit.models.exercise import ExerciseId, told
from journeykit.shipped import shipped


def test_every_exercise_is_there_once_in_the_order_of_play():
    assert [each.id for each in EXERCISES] == list(ExerciseId)


def test_the_texts_of_an_exercise_name_the_persona_and_what_customers_are_called():
    clinic = read_material(shipped("sample_journeys") / "clinic_visit").journey
    assert told(exercise("predict").prompt, clinic) == "How do patients like Amina feel at each step?"
    for each in EXERCISES:
        for text in (each.title, each.prompt, each.hint, each.say, each.ask):
            assert "{" not in told(text, clinic)


def test_an_unknown_exercise_is_told_with_those_there_are():
    with pytest.raises(JourneykitError, match=r"no exercise 'sing'\. There are: welcome, voice, meet, steps, predict"):
        exercise("sing")


def test_two_exercises_take_ratings_and_the_reveals_show_the_prediction():
    assert [each.id for each in EXERCISES if each.collects_ratings] == [ExerciseId.PREDICT, ExerciseId.OWN_FEELING]
    assert {each.reveals for each in EXERCISES if each.reveals} == {ExerciseId.PREDICT}
