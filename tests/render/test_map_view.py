"""The map as a model: what stands on it, and what must not."""

import time

import pytest
from reports import GUESSES, report_of, sample_report, small_report
from samples import small_material

from journeykit.analysis.finding import report_findings
from journeykit.models.journey import Baseline
from journeykit.render.map_view import map_view
from journeykit.render.notes import footnotes


def without_customers():
    return report_of(small_material().model_copy(update={"waves": ()}), GUESSES)


def test_every_step_has_a_column_and_a_stage_without_steps_is_one_itself():
    view = map_view(small_report())
    assert [step.step_id for step in view.steps] == ["book", "wait", "talk", "pay"]
    assert [step.number for step in view.steps] == [1, 2, 3, 4]
    assert [(period.label, [stage.label for stage in period.stages]) for period in view.periods] == [
        ("Before", ["Before"]),
        ("During", ["There"]),
        ("After", ["Paying"]),
    ]


def test_a_point_carries_mean_range_words_and_n():
    book = map_view(small_report()).steps[0]
    assert (book.ours.low, book.ours.n, book.ours.text) == (None, 6, "happy (+0.7)")
    assert book.ours.mean == pytest.approx(2 / 3)
    assert book.theirs.low < book.theirs.mean == 1 < 2
    assert book.theirs.n == 10


def test_what_the_gate_hides_is_replaced_by_its_reason():
    pay = map_view(small_report()).steps[3]
    assert pay.ours is None
    assert pay.theirs is None
    assert pay.ours_hidden == pay.theirs_hidden == "We need 5 answers to show this. You have 4."


def test_only_quotes_whose_authors_agreed_are_on_the_map():
    quotes = map_view(small_report()).steps[1].quotes
    assert [(quote.text, quote.source) for quote in quotes] == [("Nobody told me why.", "March 2026")]


def test_before_the_reveal_our_view_is_missing_and_the_map_says_that_answers_are_private():
    view = map_view(report_of(small_material(), None))
    assert "Answers are still private" in view.badges
    assert all(step.ours is None and step.ours_hidden == "" for step in view.steps)
    assert view.ours_key == ""


def test_without_customers_it_is_our_view_not_yet_checked():
    view = map_view(without_customers())
    assert "Our view, not yet checked with customers" in view.badges
    assert "Our view, not yet checked" not in " ".join(map_view(small_report()).badges)
    assert all(step.theirs is None for step in view.steps)


def test_an_invented_journey_says_so_and_a_real_one_does_not():
    assert "An invented example" in map_view(sample_report("clinic_visit")).badges
    assert map_view(sample_report("airport_departure")).badges == ()


def test_three_headlines_at_most():
    for name in ("airport_departure", "clinic_visit", "coffee_shop"):
        assert 1 <= len(map_view(sample_report(name)).headlines) <= 3


def test_the_footnote_prints_question_scale_conversion_year_source_licence_and_k():
    notes = " ".join(map_view(sample_report("airport_departure")).footnotes)
    assert "Passengers were asked: “Please rate the airport on each of these" in notes
    assert "Scale: 1 to 5 shown as \u22122 to +2 by a straight line." in notes
    assert "Asked: 2016." in notes
    assert "1,249 to 3,028 answers a step." in notes
    assert "San Francisco International Airport" in notes
    assert "Licence: public domain dedication (PDDL)." in notes
    assert "Groups under 5 are not shown." in notes


def test_the_footnote_of_one_step_prints_its_own_question_the_ends_of_its_scale_and_its_n():
    report = sample_report("airport_departure")
    journey, wave = report.material.journey, report.material.latest_wave
    notes = list(footnotes(journey, report_findings(report), wave, report.k, "security"))
    assert notes[0] == (
        "Passengers were asked: “Rate: Passing through security and screening (unacceptable to outstanding)”"
    )
    assert "2,641 answers." in notes


def test_where_only_steps_have_questions_the_footnote_says_where_they_stand():
    report = sample_report("airport_departure")
    wave = report.material.latest_wave
    silent = wave.model_copy(update={"source": wave.source.model_copy(update={"question": ""})})
    notes = list(footnotes(report.material.journey, report_findings(report), silent, report.k))
    assert notes[0] == "What was asked about each step stands with the numbers."


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="this system cannot change its time zone")
def test_the_map_bears_the_day_that_the_room_had(monkeypatch):
    monkeypatch.setenv("TZ", "UTC+10")  # ten hours behind
    time.tzset()
    try:
        assert map_view(sample_report("clinic_visit")).held_on == "21 November 2026"
    finally:
        monkeypatch.undo()
        time.tzset()


def test_the_keys_say_who_answered_and_how_many():
    view = map_view(small_report())
    assert view.ours_key == "what we thought (6 to 8 people)"
    assert view.theirs_key == "what customers say (10 answers a step; bar: likely range)"


def test_the_baseline_is_named_with_its_value():
    material = small_material()
    moved = material.journey.model_copy(update={"baseline": Baseline(value=1.0, label="the airport as a whole")})
    view = map_view(small_report(material.model_copy(update={"journey": moved})))
    assert (view.baseline, view.baseline_label) == (1.0, "the airport as a whole (+1.0)")
    assert map_view(small_report()).baseline_label == "neither good nor bad (0)"
