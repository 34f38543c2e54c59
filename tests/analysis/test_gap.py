import numpy as np
import pytest
from analysis.published import check, counted
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import permutation_test, ttest_ind

from journeykit.analysis.gap import biggest_first, cliffs_delta, gaps, holm, permutation_p
from journeykit.models.counts import Counts
from journeykit.models.scale import Scale

FEELINGS = st.lists(st.integers(0, 30), min_size=5, max_size=5).filter(any)


def feelings(*counts: int, target_id: str = "step") -> Counts:
    return Counts(target_id=target_id, group="all", counts=counts)


@pytest.fixture
def published():
    return check("gap.employee_minus_customer")


@pytest.fixture
def found(published):
    ours, theirs = published["inputs"]["employees_predicted"], published["inputs"]["customers_actual"]
    return gaps(
        [counted(ratings, f"step{place}") for place, ratings in enumerate(ours)],
        [counted(ratings, f"step{place}") for place, ratings in enumerate(theirs)],
    )


def test_the_gaps_of_ten_staff_and_eight_customers_are_those_worked_out_independently(published, found):
    near = {"abs": published["tol"]}
    assert len(found) == 4
    for gap, expected in zip(found, published["expected"]["touchpoints"], strict=True):
        assert gap.gap == pytest.approx(expected["gap"], **near)
        assert [gap.low, gap.high] == pytest.approx(expected["dirichlet_ci95"], **near)
        assert gap.chance_above_zero == pytest.approx(expected["p_gap_positive"], **near)
        assert gap.p == pytest.approx(expected["p_perm"], **near)
        assert gap.p_holm == pytest.approx(expected["p_perm_holm"], **near)
        assert gap.cliffs_delta == pytest.approx(expected["cliffs_delta"], **near)


def test_the_biggest_gap_goes_first_and_equal_ones_follow_the_journey(published, found):
    order = [int(gap.target_id.removeprefix("step")) for gap in biggest_first(found)]
    assert order == published["expected"]["order_by_abs_gap"]


def test_a_gap_carries_how_many_answered_and_both_means(found):
    waiting = found[1]
    assert (waiting.n_ours, waiting.n_theirs) == (10, 8)
    assert (waiting.mean_ours, waiting.mean_theirs) == (0.2, -1.125)


def test_holm_corrects_as_printed():
    known = check("holm.known")
    assert holm(known["inputs"]["p"]) == pytest.approx(known["expected"]["p_adj"], abs=known["tol"])


@given(st.lists(st.floats(0, 1), max_size=12))
@settings(deadline=None)
def test_holm_never_makes_a_step_surer_and_keeps_the_order(p):
    corrected = holm(p)
    assert all(before <= after <= 1 for before, after in zip(p, corrected, strict=True))
    in_order = [corrected[place] for place in sorted(range(len(p)), key=p.__getitem__)]
    assert in_order == sorted(in_order)


def test_permutation_on_counts_agrees_with_scipys_on_rows():
    ours, theirs = (1, 4, 6, 3, 0), (0, 1, 5, 8, 2)
    rows = [np.repeat([-2, -1, 0, 1, 2], counts) for counts in (ours, theirs)]
    rowwise = permutation_test(
        rows,
        lambda x, y, axis: np.abs(ttest_ind(x, y, axis=axis, equal_var=False).statistic),
        vectorized=True,
        alternative="greater",
        n_resamples=9_999,
        rng=np.random.default_rng(1),
    )
    assert permutation_p(feelings(*ours), feelings(*theirs)) == pytest.approx(rowwise.pvalue, abs=0.01)


def test_two_groups_that_each_agree_on_another_answer_differ_surely():
    p = permutation_p(feelings(0, 8, 0, 0, 0), feelings(0, 0, 0, 8, 0))
    assert p == pytest.approx(2 / 12_870, abs=0.001)  # 2 of the 16!/(8! 8!) deals set them so far apart


def test_two_equal_groups_do_not_differ():
    assert permutation_p(feelings(0, 0, 9, 0, 0), feelings(0, 0, 7, 0, 0)) == 1
    assert permutation_p(feelings(1, 2, 3, 2, 1), feelings(1, 2, 3, 2, 1)) == 1


def test_one_answer_against_many_has_no_p():
    (gap,) = gaps([feelings(0, 0, 0, 0, 1)], [feelings(5, 5, 0, 0, 0)])
    assert gap.p is None
    assert gap.p_holm is None
    assert gap.cliffs_delta == 1


def test_two_scales_give_a_gap_with_an_interval_and_no_p():
    ten = Scale(scale_min=1, scale_max=10)
    customers = Counts(target_id="step", group="2026", support=ten.support, counts=(0, 0, 0, 0, 0, 0, 0, 20, 20, 0))
    (gap,) = gaps([feelings(0, 0, 10, 10, 0)], [customers])
    assert gap.gap == pytest.approx(0.5 - (10 / 9 + 14 / 9) / 2)  # 8 and 9 of 1 to 10 are 10/9 and 14/9 points
    assert gap.low < gap.gap < gap.high < 0
    assert gap.p is None


def test_only_steps_that_both_answered_are_compared_and_corrected_for():
    ours = [feelings(0, 0, 0, 6, 6, target_id="a"), feelings(1, 2, 3, 4, 5, target_id="b")]
    theirs = [feelings(0, 0, 0, 0, 0, target_id="b"), feelings(6, 6, 0, 0, 0, target_id="a")]
    (gap,) = gaps(ours, theirs)
    assert gap.target_id == "a"
    assert gap.p_holm == gap.p


def test_a_group_with_a_step_twice_is_refused():
    with pytest.raises(ValueError, match="'a' is there twice"):
        gaps([feelings(1, 0, 0, 0, 0, target_id="a")] * 2, [])


@given(FEELINGS, FEELINGS)
@settings(max_examples=20, deadline=None)
def test_looking_from_the_other_side_turns_the_gap_round(ours, theirs):
    (gap,) = gaps([feelings(*ours)], [feelings(*theirs)], permutations=99)
    (back,) = gaps([feelings(*theirs)], [feelings(*ours)], permutations=99)
    assert gap.gap == pytest.approx(-back.gap)
    assert gap.cliffs_delta == pytest.approx(-back.cliffs_delta)
    assert -4 <= gap.low <= gap.high <= 4
    assert -1 <= gap.cliffs_delta <= 1


def test_a_difference_to_nobody_is_refused():
    with pytest.raises(ValueError, match="nobody"):
        cliffs_delta(feelings(1, 0, 0, 0, 0), feelings(0, 0, 0, 0, 0))


def test_the_deals_do_not_grow_with_the_number_of_rows():
    many = 100_000_000  # so many rows would take gigabytes and minutes
    p = permutation_p(feelings(0, many, many, 0, 0), feelings(0, many, many, 0, 0), permutations=99)
    assert p == 1
