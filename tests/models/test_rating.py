import pytest
from pydantic import ValidationError

from journeykit.models.rating import Perspective, Rating


def rating(value):
    return Rating(target_id="wait", perspective=Perspective.PREDICTED_CUSTOMER, value=value)


@pytest.mark.parametrize("value", [-2, -1, 0, 1, 2])
def test_the_five_points_of_the_scale_are_taken(value):
    assert rating(value).value == value


@pytest.mark.parametrize("value", [999, 3, -3, "1", "", True, False, 1.0, 0.5, None, [1], float("nan")], ids=repr)
def test_nothing_else_is_taken_whatever_a_browser_sends(value):
    with pytest.raises(ValidationError):
        rating(value)


@pytest.mark.parametrize("value", ["999", '"1"', "true", "1.0", "1.5", "null", "[]", "1e0"])
def test_nothing_else_is_taken_as_json_either(value):
    with pytest.raises(ValidationError):
        Rating.model_validate_json(f'{{"target_id": "wait", "perspective": "predicted_customer", "value": {value}}}')


def test_a_rating_without_a_value_is_refused():
    with pytest.raises(ValidationError):
        Rating(target_id="wait", perspective=Perspective.OWN_EXPERIENCE)


@pytest.mark.parametrize("target_id", ["", "Wait", "a b", "_wait", "../wait", "wait\n", "x" * 41, "é"], ids=repr)
def test_a_target_that_is_no_id_is_refused(target_id):
    with pytest.raises(ValidationError):
        Rating(target_id=target_id, perspective=Perspective.OWN_EXPERIENCE, value=1)


def test_a_rating_is_never_edited():
    with pytest.raises(ValidationError):
        rating(1).value = 2


def test_a_key_that_it_does_not_have_is_refused():
    with pytest.raises(ValidationError):
        Rating(target_id="wait", perspective=Perspective.OWN_EXPERIENCE, value=1, name="Ruiz")
