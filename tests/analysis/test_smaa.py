import numpy as np
import pytest
from analysis.published import check
from hypothesis import given, settings
from hypothesis import strategies as st

from journeykit.analysis.smaa import acceptability

SCORES = st.integers(1, 3).flatmap(
    lambda criteria: st.lists(
        st.lists(st.integers(1, 100), min_size=criteria, max_size=criteria), min_size=1, max_size=5
    )
)


def test_two_options_and_two_criteria_have_the_exact_answer():
    known = check("priority.smaa_exact")
    found = acceptability(known["inputs"]["scores"])
    assert found.among(1) == pytest.approx(known["expected"]["p_first"], abs=known["tol"])


def test_the_central_weights_are_the_middle_of_those_that_choose_an_option():
    # The first wins for w1 from 4/9 to 1, whose middle is 13/18; the second below 4/9, whose middle is 2/9.
    one, other = acceptability([[90, 20], [40, 60]]).central_weights
    assert one == pytest.approx((13 / 18, 5 / 18), abs=0.005)
    assert other == pytest.approx((2 / 9, 7 / 9), abs=0.005)


def test_weights_that_are_known_but_shaken_follow_a_beta_distribution():
    # w1 ~ Beta(8, 12), whose share above 4/9 is sum of C(19, i) (4/9)^i (5/9)^(19 - i) for i up to 7: 0.339.
    assert acceptability([[90, 20], [40, 60]], (0.4, 0.6)).among(1)[0] == pytest.approx(0.3390, abs=0.01)
    assert acceptability([[90, 20], [40, 60]], (40, 60)).among(1) == acceptability(
        [[90, 20], [40, 60]], (0.4, 0.6)
    ).among(1)


def test_an_option_that_is_better_throughout_is_always_first_and_the_other_never():
    found = acceptability([[50, 50, 50], [51, 60, 99]])
    assert found.ranks == ((0.0, 1.0), (1.0, 0.0))
    assert found.central_weights[0] is None
    assert found.central_weights[1] == pytest.approx((1 / 3, 1 / 3, 1 / 3), abs=0.01)


def test_equal_options_share_their_ranks():
    found = acceptability([[30, 70], [30, 70], [90, 90]])
    assert found.ranks == ((0.0, 0.5, 0.5), (0.0, 0.5, 0.5), (1.0, 0.0, 0.0))
    assert found.among(2) == (0.5, 0.5, 1.0)


def test_a_criterion_that_weighs_nothing_decides_nothing():
    assert acceptability([[1, 100], [2, 1]], (1, 0)).among(1) == (0.0, 1.0)
    assert acceptability([[1, 100], [2, 1]], (1, 0)).central_weights == (None, (1.0, 0.0))


def test_chance_is_the_same_at_every_call_and_may_be_passed_in():
    table = [[90, 20], [40, 60]]
    assert acceptability(table) == acceptability(table)
    assert acceptability(table, generator=np.random.default_rng(1)) != acceptability(table)
    assert acceptability(table, generator=np.random.default_rng(1)) == acceptability(
        table, generator=np.random.default_rng(1)
    )


@pytest.mark.parametrize("scores", [[], [[]], [1, 2]])
def test_options_without_scores_are_refused(scores):
    with pytest.raises(ValueError, match="score for each criterion"):
        acceptability(scores)


@pytest.mark.parametrize("weights", [(1,), (1, 1, 1), (-1, 2), (0, 0), (float("nan"), 1)])
def test_weights_that_do_not_fit_are_refused(weights):
    with pytest.raises(ValueError, match="2 criteria need as many weights"):
        acceptability([[1, 2], [3, 4]], weights)


@given(SCORES)
@settings(max_examples=40, deadline=None)
def test_every_option_has_one_rank_and_every_rank_one_option(scores):
    ranks = np.array(acceptability(scores, draws=500).ranks)
    assert ranks.sum(axis=0) == pytest.approx(1)
    assert ranks.sum(axis=1) == pytest.approx(1)


@given(SCORES, st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_the_order_of_the_options_and_a_shift_of_all_scores_change_nothing(scores, chance):
    before = acceptability(scores, draws=500)
    order = list(range(len(scores)))
    chance.shuffle(order)
    moved = acceptability([[each + 7 for each in scores[place]] for place in order], draws=500)
    assert [before.ranks[place] for place in order] == [pytest.approx(ranks) for ranks in moved.ranks]


@given(SCORES)
@settings(max_examples=40, deadline=None)
def test_central_weights_add_up_and_do_put_their_option_first(scores):
    found = acceptability(scores, draws=500)
    for option, central in enumerate(found.central_weights):
        if central is not None:
            assert sum(central) == pytest.approx(1)
            totals = np.array(scores) @ np.array(central)  # the weights that choose an option are a convex set
            assert totals[option] >= totals.max() - 1e-6
