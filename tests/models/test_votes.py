"""How often each step was picked."""

from __future__ import annotations

from samples import STEPS

from journeykit.models.said import Question
from journeykit.models.votes import counted


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
