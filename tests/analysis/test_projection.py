"""How near our guess is to our own feeling and to the customers, checked by hand."""

from __future__ import annotations

import pytest
from analysis.clinic import CLINIC, ours, theirs

from journeykit.analysis.projection import Projection, projection, projection_sentence, yardsticks

GUESSED = {"booking": (0, 0, 6, 0, 0), "waiting": (0, 0, 0, 6, 0)}  # 0.0 and +1.0
FELT = {"booking": (0, 0, 3, 3, 0), "waiting": (0, 0, 5, 0, 0)}  # +0.5 and 0.0
CUSTOMERS = {"booking": (0, 10, 0, 0, 0), "waiting": (10, 0, 0, 0, 0)}  # -1.0 and -2.0


def sentence(found: Projection) -> str:
    return projection_sentence(CLINIC, found).text()


def near(to_own: float, to_customers: float | None = None, felt_by: tuple[int, int] = (6, 6)) -> str:
    return sentence(Projection(steps=4, felt_by=felt_by, to_own=to_own, to_customers=to_customers))


def test_before_the_customers_only_our_own_feeling_is_compared():
    found = projection(ours(**GUESSED), ours(**FELT))
    assert found == Projection(steps=2, felt_by=(5, 6), to_own=0.75)  # (0.5 + 1.0) / 2
    assert yardsticks(CLINIC, found) is None


def test_with_the_customers_our_guess_stands_beside_two_simple_ones():
    found = projection(ours(**GUESSED), ours(**FELT), theirs(**CUSTOMERS))
    assert found == Projection(
        steps=2,
        felt_by=(5, 6),
        to_own=0.75,
        to_customers=2.0,  # (|0 + 1| + |1 + 2|) / 2
        own_to_customers=1.75,  # (|0.5 + 1| + |0 + 2|) / 2
        neutral_to_customers=1.5,  # (1 + 2) / 2
    )
    assert yardsticks(CLINIC, found).text() == (
        "On average our guess was 2.0 points away from what patients say. "
        "To guess our own feeling would have been 1.8 points away, to guess “neither” everywhere 1.5."
    )


def test_only_steps_that_every_group_shows_are_compared():
    four = {"booking": (0, 0, 4, 0, 0), "waiting": FELT["waiting"], "results": (0, 0, 0, 0, 9)}
    found = projection(ours(**GUESSED), ours(**four))
    assert found == Projection(steps=1, felt_by=(5, 5), to_own=1.0)
    only_booking = {"booking": CUSTOMERS["booking"]}
    assert projection(ours(**GUESSED), ours(**FELT), theirs(**only_booking)).steps == 1
    assert projection(ours(**GUESSED), ours(**four), theirs(**only_booking)) is None
    assert projection(ours(**GUESSED), ours(booking=(0, 0, 4, 0, 0))) is None  # four are too few to show
    assert projection((), ()) is None


def test_customers_who_were_asked_and_share_no_step_are_not_the_same_as_customers_left_out():
    assert projection(ours(**GUESSED), ours(**FELT), ()) is None
    assert projection(ours(**GUESSED), ours(**FELT), None) is not None


@pytest.mark.parametrize(
    ("to_own", "text"),
    [
        (0.44, "We guessed close to our own feeling: 0.4 points apart on average"),
        (0.49, "We guessed something else than we feel ourselves: 0.5 points apart on average"),
        (0.5, "We guessed something else than we feel ourselves: 0.5 points apart on average"),
        (0.0, "We guessed close to our own feeling: 0.0 points apart on average"),
    ],
)
def test_what_reads_as_half_a_point_apart_is_something_else(to_own: float, text: str):
    assert near(to_own) == f"{text} (own feeling: 6 people)."


def test_the_nearer_of_the_two_is_named_first_and_what_reads_the_same_counts_as_the_same():
    assert near(0.3, 1.2) == (
        "Our guess was nearer to our own feeling (0.3 points apart on average, 6 people) "
        "than to what patients say (1.2)."
    )
    assert near(1.2, 0.3) == (
        "Our guess was nearer to what patients say (0.3 points apart on average) "
        "than to our own feeling (1.2, 6 people)."
    )
    assert near(0.52, 0.48) == (
        "Our guess was as near to our own feeling as to what patients say: "
        "0.5 points apart on average (own feeling: 6 people)."
    )


def test_where_not_all_told_their_own_feeling_at_each_step_the_sentence_says_between_how_many():
    assert near(0.2, felt_by=(5, 12)).endswith("(own feeling: 5 to 12 people).")
    assert near(1.2, 0.3, felt_by=(5, 6)).endswith("than to our own feeling (1.2, 5 to 6 people).")
