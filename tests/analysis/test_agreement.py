import pytest
from analysis.published import check, counted
from hypothesis import given, settings
from hypothesis import strategies as st

from journeykit.analysis.agreement import agreement, is_split, sides
from journeykit.models.counts import Counts


def spread(*counts: int) -> Counts:
    return Counts(target_id="step", group="all", support=tuple(map(float, range(len(counts)))), counts=counts)


def feelings(*counts: int) -> Counts:
    return Counts(target_id="step", group="all", counts=counts)


def test_agreement_is_what_van_der_eijk_printed():
    published = check("A.published")
    found = agreement(spread(*published["inputs"]["freq"]))
    assert found == pytest.approx(published["expected"]["A"], abs=published["tol"])


def test_agreement_is_one_for_one_answer_zero_for_a_flat_and_minus_one_for_half_at_each_end():
    limits = check("A.limits")
    found = [agreement(spread(*freq)) for freq in limits["inputs"]["freqs"]]
    assert found == pytest.approx(limits["expected"]["A"], abs=limits["tol"])


def test_agreement_of_eight_people_is_the_one_worked_out_independently():
    summary = check("ordinal.summary_n8")
    found = agreement(counted(summary["inputs"]["ratings"]))
    assert found == pytest.approx(summary["expected"]["A"], abs=summary["tol"])


@given(st.lists(st.integers(0, 40), min_size=2, max_size=11).filter(any))
@settings(deadline=None)
def test_agreement_stays_between_minus_one_and_one_and_does_not_mind_the_direction(counts):
    found = agreement(spread(*counts))
    assert -1 - 1e-9 <= found <= 1 + 1e-9
    assert agreement(spread(*reversed(counts))) == pytest.approx(found)


@given(st.lists(st.integers(0, 40), min_size=5, max_size=5).filter(any), st.integers(2, 50))
@settings(deadline=None)
def test_agreement_depends_on_the_shape_and_not_on_the_number_of_people(counts, times):
    assert agreement(spread(*(n * times for n in counts))) == pytest.approx(agreement(spread(*counts)))


def test_nobody_has_no_agreement():
    with pytest.raises(ValueError, match="no answers"):
        agreement(feelings(0, 0, 0, 0, 0))


def test_eight_people_in_two_halves_hold_two_different_pictures():
    assert is_split(feelings(4, 0, 0, 0, 4))


def test_seven_people_are_too_few_to_speak_of_two_pictures():
    assert not is_split(feelings(4, 0, 0, 0, 3))


def test_one_odd_view_among_eight_is_no_second_picture():
    assert not is_split(feelings(1, 0, 0, 0, 7))


def test_two_answers_on_the_same_side_of_the_middle_are_no_two_pictures():
    assert not is_split(feelings(9, 0, 9, 0, 0))


def test_a_third_against_the_rest_are_two_pictures_and_a_quarter_are_not():
    assert is_split(feelings(4, 0, 1, 1, 6))
    assert not is_split(feelings(3, 0, 0, 0, 9))  # layers: 6 of 12 at both ends (-1), 6 at one (+1): together 0


def test_sides_are_counted_around_the_middle_of_the_scale():
    assert sides(feelings(2, 1, 9, 3, 4)) == (3, 7)
