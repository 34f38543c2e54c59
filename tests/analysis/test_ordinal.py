import pytest
from analysis.published import check, counted
from hypothesis import given, settings
from hypothesis import strategies as st

from journeykit.analysis.ordinal import (
    Verdict,
    mean_draws,
    mean_interval,
    median,
    sd,
    share_unhappy,
    verdict,
    wilson_interval,
)
from journeykit.models.counts import Counts
from journeykit.models.scale import Scale

FEELINGS = st.lists(st.integers(0, 60), min_size=5, max_size=5).filter(any)


def feelings(*counts: int) -> Counts:
    return Counts(target_id="step", group="all", counts=counts)


def test_the_summary_of_eight_people_is_the_one_worked_out_independently():
    published = check("ordinal.summary_n8")
    expected, near = published["expected"], {"abs": published["tol"]}
    eight = counted(published["inputs"]["ratings"])
    assert list(eight.counts) == expected["counts"]
    assert eight.n == expected["n"]
    assert eight.mean == pytest.approx(expected["mean"], **near)
    assert median(eight) == pytest.approx(expected["median"], **near)
    assert sd(eight) == pytest.approx(expected["sd"], **near)
    unhappy = share_unhappy(eight)
    assert unhappy.hits / unhappy.n == pytest.approx(expected["pain_share"], **near)
    assert [unhappy.low, unhappy.high] == pytest.approx(expected["pain_share_wilson95"], **near)


def test_the_interval_of_eight_people_is_the_one_drawn_independently():
    published = check("ordinal.dirichlet_ci_n8")
    low, high = mean_interval(counted(published["inputs"]["ratings"]))
    assert low == pytest.approx(published["expected"]["lower"], abs=published["tol"])
    assert high == pytest.approx(published["expected"]["upper"], abs=published["tol"])


@pytest.mark.parametrize("id_", ["81_263", "15_148", "0_20", "1_29"])
def test_the_interval_of_a_share_is_what_newcombe_printed(id_):
    published = check(f"wilson.newcombe_{id_}")
    low, high = wilson_interval(published["inputs"]["k"], published["inputs"]["n"])
    assert low == pytest.approx(published["expected"]["lower"], abs=published["tol"])
    assert high == pytest.approx(published["expected"]["upper"], abs=published["tol"])


def test_a_share_of_nobody_still_has_room_above_zero():
    low, high = wilson_interval(0, 20)  # Newcombe 1998, table I: 0 to 0.1611
    assert low == 0
    assert high == pytest.approx(0.1611, abs=5e-5)


@pytest.mark.parametrize(("hits", "n"), [(0, 0), (-1, 5), (6, 5)])
def test_a_share_of_impossible_numbers_is_refused(hits, n):
    with pytest.raises(ValueError, match=f"got {hits} of {n}"):
        wilson_interval(hits, n)


@given(FEELINGS)
@settings(max_examples=40, deadline=None)
def test_the_interval_stays_on_the_scale_has_a_width_and_holds_the_mean(counts):
    some = feelings(*counts)
    low, high = mean_interval(some)
    assert -2 <= low < high <= 2
    assert low - 0.05 <= some.mean <= high + 0.05  # where all agree at one end, the draws come from just inside it


@given(FEELINGS)
@settings(max_examples=20, deadline=None)
def test_turning_the_scale_round_turns_the_interval_round(counts):
    low, high = mean_interval(feelings(*counts))
    turned_low, turned_high = mean_interval(feelings(*reversed(counts)))
    assert (turned_low, turned_high) == pytest.approx((-high, -low), abs=0.06)  # other draws from the same distribution


def test_more_answers_make_the_interval_narrower():
    few_low, few_high = mean_interval(feelings(2, 3, 1, 1, 1))
    many_low, many_high = mean_interval(feelings(200, 300, 100, 100, 100))
    assert many_high - many_low < (few_high - few_low) / 5


def test_the_same_answers_give_the_same_interval_at_every_call():
    assert mean_draws(feelings(1, 2, 3, 4, 5)).tolist() == mean_draws(feelings(1, 2, 3, 4, 5)).tolist()


def test_two_streams_do_not_move_together():
    one, other = (mean_draws(feelings(2, 3, 1, 1, 1), stream=stream) for stream in (0, 1))
    middle = -0.5 * 8 / 9  # the mean of the draws: the answers' own, drawn to zero by one answer's worth of prior
    assert one.mean() == pytest.approx(middle, abs=0.01)
    assert abs(((one - one.mean()) * (other - other.mean())).mean()) < 0.01


def test_a_scale_of_one_to_seven_is_read_in_points():
    seven = Scale(scale_min=1, scale_max=7)
    counts = Counts(target_id="step", group="2026", support=seven.support, counts=(0, 0, 0, 6, 6, 0, 0))
    assert counts.mean == pytest.approx(1 / 3)
    assert median(counts) == pytest.approx(1 / 3)
    low, high = mean_interval(counts)
    assert low < 1 / 3 < high


def test_unhappy_is_minus_one_or_lower_whatever_the_scale():
    ten = Scale(scale_min=0, scale_max=10)  # 0, 1 and 2 are -2.0, -1.6 and -1.2; 3 is -0.8
    counts = Counts(target_id="step", group="2026", support=ten.support, counts=(1, 2, 3, 50, 0, 0, 0, 0, 0, 0, 0))
    assert share_unhappy(counts).hits == 6


@pytest.mark.parametrize("of_nobody", [median, sd, mean_draws, mean_interval, share_unhappy, verdict])
def test_nobody_has_no_numbers(of_nobody):
    with pytest.raises(ValueError, match=r"no answers|got 0"):
        of_nobody(feelings(0, 0, 0, 0, 0))


def test_the_median_of_an_even_number_lies_between_the_middle_two():
    assert median(feelings(2, 0, 0, 0, 2)) == 0
    assert median(feelings(0, 1, 0, 1, 0)) == 0
    assert median(feelings(0, 2, 1, 0, 0)) == -1


def test_the_spread_of_one_answer_is_refused():
    with pytest.raises(ValueError, match="got 1"):
        sd(feelings(1, 0, 0, 0, 0))


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ((10, 8, 2, 0, 0), Verdict.PAIN),
        ((0, 0, 2, 8, 10), Verdict.STRENGTH),
        ((6, 0, 0, 0, 6), Verdict.SPLIT),
        ((1, 3, 3, 1, 0), Verdict.LIKELY_PAIN),
        ((0, 1, 3, 3, 1), Verdict.LIKELY_STRENGTH),
        ((1, 2, 4, 2, 1), Verdict.UNCLEAR),
    ],
)
def test_a_verdict_names_where_a_step_lies(counts, expected):
    assert verdict(feelings(*counts)) is expected


def test_a_slight_dip_is_no_pain_however_many_answered():
    slight = feelings(0, 3_000, 7_000, 0, 0)
    assert slight.mean == pytest.approx(-0.3)
    assert verdict(slight) is Verdict.LIKELY_PAIN


def test_half_a_point_below_a_moved_baseline_is_a_pain():
    counts = feelings(0, 0, 500, 500, 0)
    assert verdict(counts, baseline=1.0) is Verdict.PAIN
    assert verdict(counts, baseline=0.99) is Verdict.LIKELY_PAIN
    assert verdict(counts, baseline=0.0) is Verdict.STRENGTH


def test_four_answers_get_no_verdict():
    with pytest.raises(ValueError, match="got 4"):
        verdict(feelings(4, 0, 0, 0, 0))
