"""Scores and weights, and what of them may be seen."""

from __future__ import annotations

import pytest
from pydantic import TypeAdapter, ValidationError

from journeykit.models.scores import CRITERIA, Criterion, Direction, Score, Weights, scored

COST = Criterion(id="cost", label="Cost", direction=Direction.LOWER_MORE_URGENT)
SALES = Criterion(id="sales", label="Sales")
BOTH = (COST, SALES)


def weights(cost: int) -> Weights:
    return Weights(points={"cost": cost, "sales": 100 - cost})


def test_a_cost_speaks_for_an_option_when_it_is_low():
    assert [COST.urgency(score) for score in (1, 30, 100)] == [100, 71, 1]
    assert [SALES.urgency(score) for score in (1, 30, 100)] == [1, 30, 100]
    assert [each.direction for each in CRITERIA].count(Direction.LOWER_MORE_URGENT) == 1


@pytest.mark.parametrize("wrong", [0, 101, 50.0, "50", True, None])
def test_a_score_is_a_whole_number_from_1_to_100(wrong):
    with pytest.raises(ValidationError):
        TypeAdapter(Score).validate_python(wrong)


@pytest.mark.parametrize(
    "points", [{"cost": 60, "sales": 39}, {"cost": 101, "sales": -1}, {"cost": 100, "sales": 1}, {}, {"cost": 100.0}]
)
def test_weights_that_are_not_100_whole_points_are_refused(points):
    with pytest.raises(ValidationError):
        Weights(points=points)


def test_scores_are_averaged_by_option_and_criterion():
    sheets = [{"app": {"cost": 10, "sales": 90}, "signs": {"cost": 20, "sales": 40}}] * 2
    sheets += [{"app": {"cost": 40, "sales": 60}, "signs": {"cost": 50, "sales": 40}}]
    found = scored(sheets, [], ("app", "signs", "nobody"), BOTH, 3)
    assert found.options["app"].means == {"cost": 20, "sales": 80}
    assert found.options["signs"].means == {"cost": 30, "sales": 40}
    assert list(found.options) == ["app", "signs", "nobody"]
    assert (found.options["nobody"].n, found.options["nobody"].means) == (0, None)


def test_an_option_that_too_few_scored_for_one_criterion_is_hidden_and_a_skip_is_no_score():
    sheets = [{"app": {"cost": 10, "sales": 90}}] * 4 + [{"app": {"sales": 90}}, {}]
    found = scored(sheets, [], ("app",), BOTH, 5).options["app"]
    assert (found.n, found.means) == (4, None)


def test_weights_are_averaged_to_shares_of_one_with_how_far_people_differ():
    found = scored([], [weights(20), weights(40), weights(90)], (), BOTH, 3).weights
    assert found.shares == {"cost": pytest.approx(0.5), "sales": pytest.approx(0.5)}
    assert found.spread == {"cost": pytest.approx(1300**0.5), "sales": pytest.approx(1300**0.5)}  # -30, -10, +40


def test_points_for_a_criterion_that_was_dropped_since_do_not_count():
    people = [Weights(points={"cost": 20, "sales": 20, "old": 60})] * 5
    assert scored([], people, (), BOTH, 5).weights.shares == {"cost": 0.5, "sales": 0.5}
    assert scored([], [Weights(points={"old": 100})] * 5, (), BOTH, 5).weights.shares is None


def test_fewer_than_k_weights_are_only_a_number():
    found = scored([], [weights(50)] * 4, (), BOTH, 5).weights
    assert (found.n, found.shares, found.spread) == (4, None, None)
