"""The curve's geometry, in chart units: steps to the right, scale points up."""

import pytest

from journeykit.models import curve


def test_the_middle_of_the_scale_lies_half_way_and_the_ends_lie_inside():
    assert curve.from_top(0) == 50
    assert 0 < curve.from_top(2) < curve.from_top(-2) < 100


def test_a_line_breaks_where_a_point_is_missing_and_a_lone_point_is_a_line_to_itself():
    assert curve.stretches([1, 0, None, -1]) == [[(0.5, 1), (1.5, 0)], [(3.5, -1), (3.5, -1)]]
    assert curve.stretches([]) == []


def test_a_band_goes_out_by_the_lows_and_back_by_the_highs():
    assert curve.bands([-1, 0], [1, 2]) == [[(0.5, -1), (1.5, 0), (1.5, 2), (0.5, 1)]]


def test_every_likely_range_has_a_bar():
    assert curve.bars([None, -0.5], [None, 0.5]) == [[(1.5, -0.5), (1.5, 0.5)]]


@pytest.mark.parametrize(
    ("points", "corner"),
    [
        ([0.2, 0.2, 0.2, -1.5, -1.5], "above-end"),  # the line runs just over the baseline's start
        ([-1.5, -1.5, -1.5, 0.2, 0.2], "above-start"),
        ([0.2, 0.2, 0.2, 0.2, 0.2], "below-end"),
        ([-0.2, -0.2, -0.2, -0.2, -0.2], "above-end"),
        ([None, None], "above-end"),
        ([-1.5, -1.5, -1.5, -1.5, -1.5, 0.2, 0.2, 0.2], "above-start"),  # a name over 8 steps is as wide as two
    ],
)
def test_the_baseline_is_named_where_no_line_runs(points, corner):
    assert curve.freest_corner(0.0, points) == corner
