from datetime import UTC, datetime

import pytest
from analysis.clinic import CLINIC, ours, theirs
from hypothesis import given, settings
from hypothesis import strategies as st

from journeykit.analysis.finding import biggest_first, report_findings, step_findings
from journeykit.analysis.ordinal import Verdict
from journeykit.models.counts import OPEN_K
from journeykit.models.journey import Baseline
from journeykit.models.material import Material
from journeykit.models.report import Report

NEUTRAL = (0, 2, 6, 4, 0)  # 12 people, mean +0.2
UNHAPPY = (17, 16, 5, 0, 0)  # 38 patients, mean -1.3
COUNTS = st.lists(st.integers(0, 20), min_size=5, max_size=5).map(tuple)


def waiting(our_counts=None, their_counts=None, k=5, journey=CLINIC):
    we = ours(k, waiting=our_counts) if our_counts else ()
    they = theirs(k, waiting=their_counts) if their_counts else ()
    return next(each for each in step_findings(journey, we, they) if each.target_id == "waiting")


def test_a_finding_says_what_we_thought_and_what_customers_say_with_their_uncertainty_alone():
    found = waiting(NEUTRAL, UNHAPPY)
    assert found.sentence.text() == (
        "We thought: about neutral (+0.2). Patients say: unhappy (−1.3, probably between −1.5 and −1.0)."
    )
    assert found.basis.text() == "12 people here, 38 patients"
    assert found.difference == pytest.approx(2 / 12 + 50 / 38)
    assert (found.theirs.unhappy.hits, found.theirs.unhappy.n) == (33, 38)
    assert found.theirs.verdict is Verdict.PAIN
    assert found.label == "Waiting"


def test_before_the_customers_are_uncovered_only_our_view_is_there():
    found = waiting(NEUTRAL)
    assert found.sentence.text() == "We thought: about neutral (+0.2)."
    assert found.basis.text() == "12 people here"
    assert found.theirs is None
    assert found.difference is None


def test_an_export_before_the_reveal_shows_customers_alone():
    found = waiting(None, UNHAPPY)
    assert found.sentence.text() == "Patients say: unhappy (−1.3, probably between −1.5 and −1.0)."
    assert found.ours is None
    assert found.basis.text() == "38 patients"


def test_four_of_us_are_too_few_to_show_and_the_reason_is_said():
    found = waiting((0, 1, 2, 1, 0))
    assert found.ours is None
    assert found.ours_hidden.reason() == "We need 5 answers to show this. You have 4."
    assert found.sentence.text() == "We need 5 answers to show this. You have 4."
    assert not found.split


def test_customers_are_shown_beside_a_view_that_is_too_small():
    found = waiting((0, 1, 2, 1, 0), UNHAPPY)
    assert found.sentence.text().startswith("Too few of us answered to show what we thought. Patients say: unhappy")
    assert found.difference is None


def test_too_few_customers_and_none_at_all_are_told_apart():
    assert waiting(NEUTRAL, (1, 0, 0, 0, 0)).sentence.text() == (
        "We thought: about neutral (+0.2). Too few patients answered to show what they say."
    )
    assert waiting(NEUTRAL, (0, 0, 0, 0, 0)).sentence.text() == (
        "We thought: about neutral (+0.2). No patients were asked about this step: our view, not yet checked."
    )
    assert waiting(None, (1, 0, 0, 0, 0)).sentence.text() == "Too few patients answered to show what they say."


def test_in_open_mode_four_customers_are_shown_without_an_interval():
    found = waiting((0, 1, 2, 0, 0), (3, 1, 0, 0, 0), k=OPEN_K)
    assert found.sentence.text() == "We thought: about neutral (−0.3). Patients say: very unhappy (−1.8)."
    assert found.theirs.interval is None
    assert found.theirs.unhappy is None
    assert found.theirs.verdict is None


def test_a_room_that_agrees_wholly_reads_nearly_all():
    assert waiting((0, 0, 0, 9, 0)).sentence.text() == "We thought: nearly all happy (about +1.0)."


def test_two_different_pictures_are_told_of_the_room_only():
    halves = (6, 0, 0, 0, 6)
    assert waiting(halves, UNHAPPY).split
    assert not waiting(NEUTRAL, halves).split
    assert waiting(NEUTRAL, halves).theirs.verdict is Verdict.SPLIT


def test_the_verdict_is_seen_from_the_journeys_own_baseline():
    above = CLINIC.model_copy(update={"baseline": Baseline(value=1.0, label="the clinic as a whole")})
    happy_enough = (0, 0, 20, 18, 0)
    assert waiting(NEUTRAL, happy_enough).theirs.verdict is Verdict.LIKELY_STRENGTH
    assert waiting(NEUTRAL, happy_enough, journey=above).theirs.verdict is Verdict.PAIN


def test_every_rated_step_has_a_finding_in_the_order_of_the_journey():
    found = step_findings(CLINIC)
    assert [each.target_id for each in found] == ["booking", "waiting", "doctor", "results"]
    assert {each.sentence.text() for each in found} == {"Nothing to show here yet."}
    assert {each.basis for each in found} == {None}


def test_the_biggest_difference_goes_first_and_equal_ones_follow_the_journey():
    found = step_findings(
        CLINIC,
        ours(booking=(0, 0, 10, 0, 0), waiting=(0, 0, 0, 10, 0), doctor=(0, 0, 0, 0, 10), results=NEUTRAL),
        theirs(booking=(0, 0, 0, 10, 0), waiting=(0, 10, 0, 0, 0), doctor=(0, 0, 0, 10, 0)),
    )
    assert [each.target_id for each in biggest_first(found)] == ["waiting", "booking", "doctor"]


def test_a_report_gives_the_same_findings_as_its_pieces():
    at = datetime(2026, 11, 22, tzinfo=UTC)
    we, they = ours(waiting=NEUTRAL), theirs(waiting=UNHAPPY)
    report = Report(
        session_id="s",
        held_at=at,
        made_at=at,
        k=5,
        material=Material(journey=CLINIC),
        revealed=True,
        ours=we,
        theirs=they,
    )
    assert report_findings(report) == step_findings(CLINIC, we, they)


@given(COUNTS, COUNTS)
@settings(max_examples=40, deadline=None)
def test_nothing_below_k_is_ever_in_a_finding(our_counts, their_counts):
    found = waiting(our_counts, their_counts)
    assert (found.ours is None) == (sum(our_counts) < 5)
    assert (found.theirs is None) == (sum(their_counts) < 5)
    assert (found.difference is None) == (found.ours is None or found.theirs is None)


@given(COUNTS, COUNTS)
@settings(max_examples=40, deadline=None)
def test_no_sentence_blames_ranks_or_speaks_statistics(our_counts, their_counts):
    text = waiting(our_counts, their_counts).sentence.text().lower()
    assert not any(word in text for word in ("significant", "gap", "score", "camp", "split", "assum", "error", "wrong"))
