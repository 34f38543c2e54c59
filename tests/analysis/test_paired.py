from itertools import product

import pytest
from analysis.published import check
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import ttest_rel

from journeykit.analysis.paired import paired, paired_from_moments, sign_flip_p

# Thirds and ones, as errors over three steps are: many ties, and sums that floating point cannot hold.
NUMBERS = st.integers(-6, 6).map(lambda n: n / 3)
PEOPLE = st.lists(st.tuples(NUMBERS, NUMBERS), min_size=2, max_size=12)


def test_eight_people_before_and_after_are_what_was_worked_out_independently():
    known = check("prepost.n8")
    expected, near = known["expected"], known["tol"]
    found = paired(known["inputs"]["pre"], known["inputs"]["post"])
    assert found.change == pytest.approx(expected["mean_diff"], abs=near)
    assert [found.low, found.high] == pytest.approx(expected["ci"], abs=near)
    assert found.effect.d_av == pytest.approx(expected["d_av"], abs=near)
    assert found.effect.g_av == pytest.approx(expected["g_av"], abs=near)
    assert [found.effect.low, found.effect.high] == pytest.approx(expected["d_av_ci"], abs=near)
    differences = [after - before for before, after in zip(*known["inputs"].values(), strict=True)]
    assert sign_flip_p(differences) == pytest.approx(expected["p_signflip_exact"], abs=1e-9)


def test_three_people_who_rose_by_one_two_and_three_can_be_worked_out_by_hand():
    # Change 2, standard deviation 1, t of 2 degrees of freedom 4.3027: 2 - 4.3027 / sqrt(3) = -0.484.
    found = paired([0, 0, 0], [1, 2, 3])
    assert (found.change, found.mean_before, found.mean_after) == (2, 0, 2)
    assert [found.low, found.high] == pytest.approx([-0.4841, 4.4841], abs=1e-4)
    assert found.effect.d_av == pytest.approx(2 * 2**0.5)  # 2 / sqrt((0 + 1) / 2)


def test_where_everybody_moved_equally_nothing_is_said_of_others():
    found = paired([0.1, 1.1, 2.1], [0.4, 1.4, 2.4])
    assert found.change == pytest.approx(0.3)
    assert (found.low, found.high, found.chance_above_zero, found.effect) == (None, None, None, None)


def test_a_change_that_leaves_hardly_any_doubt_has_an_interval_but_no_size():
    found = paired([1, 2, 3], [2, 3, 4.00001])
    assert found.low == pytest.approx(1, abs=1e-4)
    assert found.effect is None


def test_people_who_are_all_alike_at_both_moments_have_no_size_of_effect():
    assert paired_from_moments(5, (0, 1), (0, 0), 0.5).effect is None


@pytest.mark.parametrize(("before", "after"), [([1], [2]), ([1, 2], [1]), ([], [])])
def test_pairs_need_two_people_at_both_moments(before, after):
    with pytest.raises(ValueError, match="two or more people"):
        paired(before, after)


@given(PEOPLE)
@settings(max_examples=80, deadline=None)
def test_turning_time_round_turns_the_change_round(people):
    before, after = zip(*people, strict=True)
    there, back = paired(before, after), paired(after, before)
    assert there.change == pytest.approx(-back.change)
    if there.low is None:
        assert back.low is None
    else:
        assert there.low == pytest.approx(-back.high)
        assert there.chance_above_zero == pytest.approx(1 - back.chance_above_zero)
        assert there.low <= there.change <= there.high
    if there.effect:
        assert there.effect.low <= there.effect.d_av <= there.effect.high
        assert there.effect.low == pytest.approx(-back.effect.high, abs=1e-6)


@given(PEOPLE)
@settings(max_examples=40, deadline=None)
def test_the_interval_leaves_zero_out_exactly_where_the_t_test_does(people):
    before, after = zip(*people, strict=True)
    found = paired(before, after)
    if found.low is not None:
        p = ttest_rel(after, before).pvalue
        assert (found.low > 0 or found.high < 0) == (p < 0.05)
        assert 2 * min(found.chance_above_zero, 1 - found.chance_above_zero) == pytest.approx(p, abs=1e-9)


@given(st.lists(NUMBERS, min_size=2, max_size=7))
@settings(max_examples=60, deadline=None)
def test_sign_flips_are_counted_one_by_one(differences):
    seen = abs(sum(differences))
    flips = list(product((1, -1), repeat=len(differences)))
    as_far = sum(
        abs(sum(sign * each for sign, each in zip(flip, differences, strict=True))) >= seen - 1e-9 for flip in flips
    )
    assert sign_flip_p(differences) == as_far / len(flips)


def test_sign_flips_of_seventeen_people_or_of_one_are_not_counted():
    for n in (1, 17):
        with pytest.raises(ValueError, match="2 to 16 people"):
            sign_flip_p([1.0] * n)
