import pytest
from analysis.clinic import CLINIC, ours, theirs
from hypothesis import given, settings
from hypothesis import strategies as st

from journeykit.analysis.finding import step_findings
from journeykit.analysis.findings import headlines
from journeykit.analysis.moments import felt_sure, moment, part, picked
from journeykit.models.said import Question
from journeykit.models.votes import Votes, counted

STEPS = CLINIC.target_ids  # booking, waiting, doctor, results


def votes(*picks: tuple[str, ...], question: Question = Question.FIX_FIRST, k: int = 5) -> Votes:
    return counted(question, picks, STEPS, k)


def told(*picks: tuple[str, ...], question: Question = Question.FIX_FIRST) -> str:
    found = moment(CLINIC, votes(*picks, question=question))
    return f"{found.about.text()}: {found.sentence.text()}"


def test_the_step_picked_most_often_is_named_with_its_votes_and_how_many_voted():
    assert told(*[("waiting",)] * 5, *[("results",)] * 3, ()) == "Fix first: “Waiting”: 5 of 9 picked it."
    assert moment(CLINIC, votes(*[("waiting",)] * 5, ())).mark.text() == "Fix first: 5 of 6"


def test_each_question_has_its_heading():
    headings = [moment(CLINIC, votes(question=question)).about.text() for question in Question]
    assert headings == ["We were least sure of", "Matters most to Amina", "Fix first", "Protect"]


def test_a_tie_of_two_or_three_is_said_as_a_tie():
    two = votes(*[("waiting",)] * 4, *[("results",)] * 4, ("doctor",))
    found = moment(CLINIC, two)
    assert found.sentence.text() == "“Waiting” and “Results”, picked equally often: 4 of 9 each."
    assert found.target_ids == ("waiting", "results")
    assert found.mark.text() == "Fix first, equal: 4 of 9"
    three = told(*[("booking",), ("waiting",), ("doctor",)] * 2, question=Question.PROTECT)
    assert three == "Protect: “Booking”, “Waiting” and “With the doctor”, picked equally often: 2 of 6 each."


def test_where_more_than_three_tie_there_is_no_clear_choice_and_no_step_is_marked():
    found = moment(CLINIC, votes(*[(step,) for step in STEPS], ()))
    assert found.sentence.text() == "No clear choice: no step was picked by more than 1 of 5."
    assert found.target_ids == ()


def test_a_vote_of_everybody_or_nobody_says_so_as_its_dots_do():
    assert told(*[("waiting",)] * 6) == "Fix first: “Waiting”: 6 of 6 picked it."
    assert picked(CLINIC, votes(*[("waiting",)] * 6)) == (("Waiting", 6),)
    assert told(*[()] * 6) == "Fix first: Nobody picked a step."
    assert picked(CLINIC, votes(*[()] * 6)) == ()


def test_below_k_only_the_number_of_voters_is_told():
    found = moment(CLINIC, votes(*[("waiting",)] * 4))
    assert found.sentence.text() == "We need 5 answers to show this. You have 4."
    assert (found.target_ids, found.hits) == ((), 0)
    assert picked(CLINIC, votes(*[("waiting",)] * 4)) == ()


def test_the_picks_are_listed_by_label_most_first_and_steps_nobody_picked_are_left_out():
    both = votes(*[("waiting", "results")] * 3, ("results",), ("booking",), question=Question.LEAST_SURE)
    assert picked(CLINIC, both) == (("Results", 4), ("Waiting", 3), ("Booking", 1))


OURS = {"booking": (0, 3, 6, 3, 0), "waiting": (0, 2, 6, 4, 0), "doctor": (0, 0, 2, 6, 4), "results": (0, 1, 4, 7, 0)}
THEIRS = {
    "booking": (4, 10, 12, 10, 2),
    "waiting": (17, 16, 5, 0, 0),
    "doctor": (0, 0, 2, 14, 22),
    "results": (2, 6, 14, 12, 4),
}


def unsure(*picks: tuple[str, ...]) -> Votes:
    return votes(*picks, question=Question.LEAST_SURE)


def findings():
    return step_findings(CLINIC, ours(**OURS), theirs(**THEIRS))


def test_a_step_that_hardly_anybody_was_unsure_of_and_that_customers_see_differently_was_felt_sure():
    # Eight people with two picks each on four steps: one is left bare by chance with (1 - 16 / 32)^8 = 0.4 %.
    sure = felt_sure(findings(), unsure(*[("booking", "results")] * 8))
    assert [finding.target_id for finding in sure] == ["waiting"]  # the doctor was left bare too: there we were right


def test_few_voters_leave_a_step_bare_by_chance_and_prove_nothing():
    # Five people with one pick each on four steps leave one bare with 0.75^5 = 24 %.
    assert felt_sure(findings(), unsure(*[("booking",)] * 5)) == ()


def test_a_single_doubt_among_many_is_still_feeling_sure():
    # 20 people, 40 picks on 4 steps, p = 0.5: one pick or none has the probability 21 / 2^20.
    sure = felt_sure(findings(), unsure(*[("booking", "results")] * 19, ("booking", "waiting")))
    assert [finding.target_id for finding in sure] == ["waiting"]


def test_nothing_was_felt_sure_of_where_picks_are_hidden_or_customers_are_not_there():
    bare = unsure(*[("booking", "results")] * 8)
    assert felt_sure(findings(), unsure(*[("booking",)] * 4)) == ()
    assert felt_sure(step_findings(CLINIC, ours(**OURS)), bare) == ()
    assert felt_sure(findings(), unsure(*[()] * 8)) == ()


def test_the_first_headline_says_where_we_felt_sure():
    bare = unsure(*[("booking", "results")] * 8)
    assert headlines(CLINIC, findings(), least_sure=bare)[0].text() == (
        "Waiting: we felt sure; patients see it differently. We thought: about neutral (+0.2). "
        "Patients say: unhappy (−1.3, probably between −1.5 and −1.0)."
    )
    doubted = unsure(*[("booking", "waiting")] * 8)
    assert headlines(CLINIC, findings(), least_sure=doubted)[0].text().startswith("Waiting surprised us most.")


@pytest.mark.parametrize(("hits", "n", "text"), [(0, 7, "0 of 7"), (6, 7, "6 of 7"), (7, 7, "7 of 7")])
def test_a_part_of_us_is_told_exactly(hits: int, n: int, text: str):
    assert part(hits, n).text() == text


@given(st.lists(st.sets(st.sampled_from(STEPS), max_size=2).map(tuple), max_size=30))
@settings(max_examples=60, deadline=None)
def test_no_pick_is_told_below_k_and_what_is_told_adds_up(picks):
    counts = votes(*picks)
    found = moment(CLINIC, counts)
    assert (found.hits == 0 and not found.target_ids) or found.n >= 5
    assert all(counts.dots[step] == found.hits == max(counts.dots.values()) for step in found.target_ids)
    assert "{" not in found.sentence.text() + found.mark.text()
