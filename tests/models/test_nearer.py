"""How near guesses at the hidden steps came."""

from __future__ import annotations

import pytest

from journeykit.models.counts import Counts, gate
from journeykit.models.nearer import Nearer, most_held_out, nearer

HELD_OUT = ("wait", "pay")


def says(**counts: tuple[int, ...]):
    return gate(Counts(target_id=id_, group="2026", counts=each) for id_, each in counts.items())


CUSTOMERS = says(wait=(5, 5, 0, 0, 0), pay=(0, 0, 5, 0, 0), talk=(0, 0, 0, 0, 5))  # means -1.5, 0 and +2


def test_each_person_is_off_by_the_mean_over_the_hidden_steps():
    people = [
        ({"wait": 1, "pay": 0}, {"wait": -1, "pay": 0}),  # off by (2.5 + 0) / 2, then (0.5 + 0) / 2
        ({"wait": -2, "pay": 1}, {"wait": -2, "pay": 2}),  # 0.75, then 1.25
        ({"wait": 0, "pay": 0}, {"wait": 0, "pay": 0}),  # 0.75 both times
    ]
    found = nearer(people, CUSTOMERS, HELD_OUT, 3)
    assert (found.n, found.steps, found.nearer, found.same, found.further) == (3, 2, 1, 1, 1)
    assert found.before == pytest.approx((1.25 + 0.75 + 0.75) / 3)
    assert found.after == pytest.approx((0.25 + 1.25 + 0.75) / 3)
    assert found.sd_change == pytest.approx(((1 + 0.25 - 3 * (0.5 / 3) ** 2) / 2) ** 0.5)  # changes -1, +0.5 and 0


def test_a_revealed_step_does_not_count_and_neither_does_one_without_customers():
    people = [({"wait": 0, "pay": 0, "talk": -2}, {"wait": 0, "pay": 0, "talk": 2})] * 3
    assert nearer(people, CUSTOMERS, HELD_OUT, 3).same == 3
    few = says(wait=(4, 0, 0, 0, 0), pay=(0, 0, 5, 0, 0))
    assert nearer(people, few, HELD_OUT, 3).steps == 1


def test_only_what_somebody_guessed_both_times_is_compared():
    people = [
        ({"wait": 0, "pay": 2}, {"pay": 0}),
        ({"pay": 2}, {"pay": 0}),
        ({}, {"pay": 0}),
        ({"wait": 1}, {"pay": 1}),
    ]
    found = nearer([*people, ({"pay": 2}, {"pay": 0})], CUSTOMERS, HELD_OUT, 3)
    assert (found.n, found.nearer, found.before, found.after) == (3, 3, 2, 0)


def test_below_k_only_how_many_is_known():
    people = [({"wait": 0}, {"wait": -1})] * 4
    assert nearer(people, CUSTOMERS, HELD_OUT, 5) == Nearer(n=4, k=5, steps=2)


def test_distances_that_are_equal_on_paper_are_equal():
    thirds = says(wait=(0, 0, 2, 4, 0))  # 2/3: |0 - 2/3| twice, by ways that floating point tells apart
    people = [({"wait": 1}, {"wait": 1}), ({"wait": 0}, {"wait": 0})] * 2
    assert nearer(people, thirds, HELD_OUT, 3).same == 4


@pytest.mark.parametrize(("rated", "most"), [(2, 0), (3, 1), (8, 2), (9, 3), (30, 3)])
def test_at_most_three_steps_and_a_third_of_them_are_held_out(rated, most):
    assert most_held_out(rated) == most
