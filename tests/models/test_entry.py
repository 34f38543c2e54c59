"""The kinds of lines there are, and which of them may be heard a little later."""

from __future__ import annotations

from typing import get_args

from journeykit.models.entry import HEARD_LATER, Body


def test_only_what_one_person_says_may_come_later():
    every = {get_args(kind.model_fields["kind"].annotation)[0] for kind in get_args(get_args(Body)[0])}
    assert every >= HEARD_LATER
    assert every - HEARD_LATER == {
        *("opened", "extended", "locked", "revealed", "uncovered", "kept", "begun", "shortened", "ended"),
        *("baseline_set", "review_set", "prepared", "erased", "took_over"),
    }
