import pytest
from pydantic import ValidationError

from journeykit.models.scale import FEELING, Scale, nearest_point, signed, word


@pytest.mark.parametrize(
    ("low", "high", "value", "points"),
    [(1, 5, 1, -2), (1, 5, 3, 0), (1, 5, 5, 2), (0, 10, 5, 0), (0, 10, 8, 1.2), (1, 7, 2, -4 / 3), (1, 10, 10, 2)],
)
def test_a_value_is_put_on_the_scale_of_feeling_by_a_straight_line(low, high, value, points):
    assert Scale(scale_min=low, scale_max=high).to_points(value) == pytest.approx(points)


def test_the_scale_of_feeling_is_shown_as_it_was_asked():
    assert FEELING.support == (-2, -1, 0, 1, 2)
    assert FEELING.conversion() == "asked from −2 to +2, as shown"


def test_the_conversion_is_said_in_words():
    assert Scale(scale_min=0, scale_max=10).conversion() == "0 to 10 shown as −2 to +2 by a straight line"


@pytest.mark.parametrize(("low", "high"), [(1, 1), (5, 1), (-100, 1), (0, 101), ("a", 5)])
def test_a_scale_without_two_ends_is_refused(low, high):
    with pytest.raises(ValidationError):
        Scale(scale_min=low, scale_max=high)


@pytest.mark.parametrize(
    ("mean", "point"), [(0.0, 0), (0.49, 0), (0.5, 1), (-0.5, -1), (-1.5, -2), (1.49, 1), (2.0, 2), (-7, -2)]
)
def test_a_half_goes_away_from_zero(mean, point):
    assert nearest_point(mean) == point


@pytest.mark.parametrize(
    ("points", "text"), [(0.8, "+0.8"), (-1.26, "−1.3"), (0.04, "0.0"), (-0.04, "0.0"), (2, "+2.0")]
)
def test_points_are_written_with_a_true_minus_and_a_zero_without_a_sign(points, text):
    assert signed(points) == text


def test_every_point_has_a_word():
    assert [word(points) for points in (-2, -1, 0, 1, 2)] == [
        "very unhappy",
        "unhappy",
        "neither",
        "happy",
        "very happy",
    ]
