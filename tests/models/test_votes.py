"""How often each step was picked, and how dots are counted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples import STEPS

from journeykit.models.said import Question
from journeykit.models.votes import DotRule, Dots, counted, counted_dots


def test_dots_are_counted_in_the_order_of_the_journey_and_nobody_is_a_zero():
    picks = [("wait",), ("wait",), ("book",), (), ("pay",)]
    votes = counted(Question.FIX_FIRST, picks, STEPS, 5)
    assert (votes.n, votes.dots) == (5, {"book": 1, "wait": 2, "talk": 0, "pay": 1})
    assert list(votes.dots or ()) == list(STEPS)
    assert votes.most_picked == ("wait",)


def test_below_k_only_how_many_is_known():
    votes = counted(Question.FIX_FIRST, [("wait",)] * 4, STEPS, 5)
    assert (votes.n, votes.k, votes.dots, votes.most_picked) == (4, 5, None, ())


def test_a_tie_is_a_tie_and_no_dots_are_no_winner():
    assert counted(Question.PROTECT, [("book",), ("pay",), ("pay",), ("book",), ()], STEPS, 5).most_picked == (
        "book",
        "pay",
    )
    assert counted(Question.PROTECT, [()] * 5, STEPS, 5).most_picked == ()


def test_a_step_that_was_left_out_since_has_no_dots_but_who_picked_it_still_counts():
    votes = counted(Question.MATTERS_MOST, [("wait", "talk")] * 5, ("book", "talk"), 5)
    assert (votes.n, votes.dots) == (5, {"book": 0, "talk": 5})


def test_the_same_step_twice_from_one_person_is_one_dot():
    assert counted(Question.MATTERS_MOST, [("talk", "talk")] * 5, STEPS, 5).dots == {
        "book": 0,
        "wait": 0,
        "talk": 5,
        "pay": 0,
    }


IDEAS = ("signs", "app", "chairs")


def test_dots_and_voters_are_counted_for_each_option_in_the_order_offered():
    votes = counted_dots([{"app": 2, "signs": 1}, {"app": 1}, {"signs": 1}, {}, {"app": 2}], IDEAS, 5)
    assert votes.n == 5
    assert votes.options == {
        "signs": Dots(dots=2, voters=2),
        "app": Dots(dots=5, voters=3),
        "chairs": Dots(dots=0, voters=0),
    }
    assert list(votes.options) == list(IDEAS)


def test_fewer_than_k_dot_votes_are_only_a_number():
    votes = counted_dots([{"app": 2}] * 4, IDEAS, 5)
    assert (votes.n, votes.options) == (4, None)


@pytest.mark.parametrize("dots", [{"app": 3}, {"app": 2, "signs": 2}, {"app": -1}])
def test_a_ballot_over_the_budget_over_the_cap_or_below_nothing_is_refused(dots):
    assert not DotRule().allows(dots)
    with pytest.raises(ValueError, match="at most 3 dots, 2 on one option"):
        counted_dots([dots], IDEAS, 5)


def test_dots_may_stay_unused_and_a_session_may_have_its_own_rule():
    assert DotRule().allows({})
    assert DotRule().allows({"app": 2, "signs": 1})
    assert DotRule(budget=5, cap=5).allows({"app": 5})


def test_merging_keeps_a_split_vote_from_changing_the_winner_and_the_cap_from_being_passed():
    ballots = [{"app": 2}] * 2 + [{"signs": 1}] * 3 + [{"signs_2": 1}] * 3 + [{"signs": 2, "signs_2": 1}]
    split = counted_dots(ballots, ("app", "signs", "signs_2"), 5).options
    assert [each.dots for each in split.values()] == [4, 5, 4]
    merged = counted_dots(ballots, ("app", "signs"), 5, merged={"signs_2": "signs"}).options
    assert merged == {"app": Dots(dots=4, voters=2), "signs": Dots(dots=8, voters=7)}


@given(
    st.lists(st.dictionaries(st.sampled_from(IDEAS), st.integers(0, 2)).filter(DotRule().allows), max_size=20),
    st.permutations(IDEAS),
)
def test_no_dot_gets_lost_and_nobody_gives_more_than_the_cap(ballots, order):
    votes = counted_dots(ballots, order, 5)
    assert (votes.options is None) == (len(ballots) < 5)
    if votes.options:
        assert sum(each.dots for each in votes.options.values()) == sum(sum(each.values()) for each in ballots)
        assert all(each.voters <= each.dots <= 2 * each.voters for each in votes.options.values())
        assert list(votes.options) == list(order)
