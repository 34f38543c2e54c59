from statistics import fmean, stdev

import pytest
from analysis.clinic import CLINIC, theirs
from analysis.published import check
from hypothesis import given, settings
from hypothesis import strategies as st

from journeykit.analysis.certainty import Certainty
from journeykit.analysis.hidden_steps import hidden_steps, hidden_steps_sentence
from journeykit.models.nearer import Nearer, nearer

HIDDEN = ("waiting", "results")
THEIRS = theirs(waiting=(10, 0, 0, 0, 0), results=(0, 0, 0, 10, 0))  # patients say -2 and +1


def room(*guesses: tuple[tuple[int, int], tuple[int, int]], k: int = 5) -> Nearer:
    """What people guessed for waiting and results, at first and at last."""
    people = [tuple(dict(zip(HIDDEN, each, strict=True)) for each in person) for person in guesses]
    return nearer(people, THEIRS, HIDDEN, k)


NEARER, SAME, FURTHER = ((0, 0), (-1, 0)), ((0, 0), (0, 0)), ((-1, 1), (0, 1))  # off by 1.5 then 1; 1.5; 0.5 then 1


def told(*guesses, k: int = 5) -> str:
    return hidden_steps(CLINIC, room(*guesses, k=k)).sentence.text()


def test_how_many_came_nearer_and_moved_away_is_counted():
    assert told(*[NEARER] * 6, SAME, FURTHER) == "6 of 8 came nearer to what patients say, 1 moved away."
    assert told(*[SAME] * 4, FURTHER) == "0 of 5 came nearer to what patients say, 1 moved away."


def test_all_reads_nearly_all():
    assert told(*[NEARER] * 8) == "Nearly all of 8 came nearer to what patients say."
    assert told(*[FURTHER] * 5) == "Nearly all of 5 moved away from what patients say."
    assert told(*[SAME] * 5) == "Nearly all of 5 stayed the same."


def test_below_k_only_how_many_guessed_twice_is_told():
    found = hidden_steps(CLINIC, room(*[NEARER] * 4))
    assert found.sentence.text() == "We need 5 answers to show this. You have 4."
    assert (found.shown, found.before, found.average, hidden_steps_sentence(found)) == (False, None, None, None)


def test_the_average_waits_for_eight_people():
    seven = hidden_steps(CLINIC, room(*[NEARER] * 6, FURTHER))
    assert (seven.shown, seven.nearer_by, seven.low, seven.average) == (True, None, None, None)
    assert hidden_steps(CLINIC, room(*[NEARER] * 7, FURTHER)).average is not None


def test_the_average_tells_how_far_off_we_were_and_how_sure_it_is_that_we_came_nearer():
    found = hidden_steps(CLINIC, room(*[NEARER] * 10, SAME, FURTHER))
    # Off by (11 * 1.5 + 0.5) / 12 = 1.42 and (10 * 1 + 1.5 + 1) / 12 = 1.04.
    assert found.average.text() == (
        "At the hidden steps we were 1.4 points away from what patients say, now 1.0. Very sure: they came nearer."
    )
    assert found.certainty is Certainty.VERY_SURE
    assert found.nearer_by == pytest.approx(4.5 / 12)
    assert found.low < found.nearer_by < found.high


@pytest.mark.parametrize(
    ("guesses", "ending"),
    [
        ([NEARER] * 4 + [SAME] * 3 + [FURTHER], "Our guesses probably came nearer."),
        ([NEARER] * 4 + [FURTHER] * 4, "We cannot tell yet if our guesses came nearer."),
        ([FURTHER] * 4 + [SAME] * 3 + [NEARER], "They probably moved away."),
        ([FURTHER] * 9 + [SAME], "Very sure: they moved away."),
        ([NEARER] * 8, "now 1.0."),  # everybody moved by half a point, which says nothing of others
    ],
)
def test_the_direction_is_only_as_sure_as_the_people_agree(guesses, ending):
    assert hidden_steps(CLINIC, room(*guesses)).average.text().endswith(ending)


def test_that_there_was_no_control_group_always_stands_beside_it():
    for n in (2, 6, 9):
        assert hidden_steps(CLINIC, room(*[NEARER] * n)).caution.text().startswith("There was no control group")


def test_the_example_of_eight_people_comes_out_as_it_was_worked_out_independently():
    known = check("prepost.n8")  # there 0.41 points up; here the same way nearer
    after, before = known["inputs"].values()
    rise = [was - now for was, now in zip(before, after, strict=True)]
    found = hidden_steps(
        CLINIC,
        Nearer(
            **{"n": 8, "k": 5, "steps": 3, "nearer": 7, "same": 1, "further": 0},
            **{"before": fmean(before), "sd_before": stdev(before), "after": fmean(after), "sd_after": stdev(after)},
            sd_change=stdev(rise),
        ),
    )
    near = known["tol"]
    assert [found.low, found.high] == pytest.approx(known["expected"]["ci"], abs=near)
    assert [found.effect.low, found.effect.high] == pytest.approx(known["expected"]["d_av_ci"], abs=near)
    assert hidden_steps_sentence(found).text() == "Hidden steps: +0.41 points nearer (+0.16 to +0.66), n 8."


@given(st.lists(st.tuples(*[st.tuples(st.integers(-2, 2), st.integers(-2, 2))] * 2), max_size=14))
@settings(max_examples=60, deadline=None)
def test_nothing_is_told_below_k_and_every_figure_needs_eight(guesses):
    found = hidden_steps(CLINIC, room(*guesses))
    assert found.shown == (found.n >= 5)
    assert (found.nearer_by is None) == (found.n < 8)
    assert (found.low is None) == (found.certainty is None)
    texts = [each.text() for each in (found.sentence, found.average) if each]
    assert not any("{" in text for text in texts)
