import pytest
from analysis.published import check
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from journeykit.models.counts import OPEN_K, Counts, Hidden, K, gate, hidden_parts


def feelings(*counts: int, target_id: str = "wait", group: str = "predicted_customer") -> Counts:
    return Counts(target_id=target_id, group=group, counts=counts)


def test_counts_know_their_n_and_mean():
    counts = feelings(2, 3, 1, 1, 1)
    assert counts.n == 8
    assert counts.mean == -0.5


def test_no_answers_have_no_mean():
    with pytest.raises(ValueError, match="no answers"):
        _ = feelings(0, 0, 0, 0, 0).mean


def test_as_many_counts_as_answers_are_needed():
    with pytest.raises(ValidationError, match="5 answers need as many counts; got 3"):
        feelings(1, 2, 3)


def test_a_count_below_zero_is_refused():
    with pytest.raises(ValidationError, match="below zero"):
        feelings(1, 2, 3, -1, 0)


def test_five_answers_are_shown_and_four_are_not():
    five, four = gate([feelings(1, 1, 1, 1, 1), feelings(1, 1, 1, 1, 0)])
    assert five.counts == feelings(1, 1, 1, 1, 1)
    assert five.reason() == ""
    assert four.counts is None
    assert four.hidden is Hidden.TOO_FEW
    assert four.reason() == "We need 5 answers to show this. You have 4."


def test_in_open_mode_three_answers_are_shown():
    three, two = gate([feelings(1, 1, 1, 0, 0), feelings(1, 1, 0, 0, 0)], OPEN_K)
    assert three.counts is not None
    assert two.reason() == "We need 3 answers to show this. You have 2."


def test_a_step_that_nobody_answered_says_so():
    (nobody,) = gate([feelings(0, 0, 0, 0, 0)])
    assert nobody.hidden is Hidden.NOBODY
    assert nobody.reason() == "There are no answers to this."
    assert nobody.n == 0


def test_no_gate_opens_below_three():
    with pytest.raises(ValueError, match="at least 3; got 2"):
        gate([], 2)


@given(st.lists(st.lists(st.integers(0, 9), min_size=5, max_size=5), max_size=8), st.integers(OPEN_K, 12))
@settings(deadline=None)
def test_the_gate_lets_through_what_is_large_enough_and_nothing_else(groups, k):
    shown = gate([feelings(*counts) for counts in groups], k)
    assert [each.n for each in shown] == [sum(counts) for counts in groups]
    assert all((each.counts is not None) == (each.n >= k) for each in shown)
    assert all((each.hidden is None) == (each.counts is not None) for each in shown)


def test_the_next_smallest_part_is_hidden_with_the_one_below_k():
    published = check("privacy.k5")
    hidden = hidden_parts(published["inputs"]["groups"], published["inputs"]["k"])
    assert sorted(hidden) == sorted(published["expected"]["hidden"])


def test_parts_that_are_all_large_enough_are_all_shown():
    assert hidden_parts({"Sales": 7, "Support": 5, "Legal": 0}) == frozenset()


@given(st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 30)), st.integers(OPEN_K, 12))
@settings(deadline=None)
def test_no_part_below_k_can_be_worked_out_by_subtraction(sizes, k):
    hidden = hidden_parts(sizes, k)
    assert {name for name, n in sizes.items() if 0 < n < k} <= hidden
    together = sum(sizes[name] for name in hidden)
    everybody = {name for name, n in sizes.items() if n}
    assert not hidden or hidden == everybody or (len(hidden) > 1 and together >= k)


def test_the_usual_gate_is_five():
    assert K == 5
