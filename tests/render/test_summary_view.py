"""The one-page summary as a model: what stands on it, and what must not."""

from __future__ import annotations

from datetime import date

import pytest
from reports import CARD, OPEN_CARD, SHARED, agreed_report, report_of, sample_report, small_report
from samples import small_material

from journeykit.models.counts import gate
from journeykit.models.report import Report
from journeykit.models.rise import Rise
from journeykit.models.said import CheckItem, Question
from journeykit.render.card_words import card_words, commitment_words
from journeykit.render.map_view import map_view
from journeykit.render.summary_view import summary_view


@pytest.fixture
def report() -> Report:
    return agreed_report(small_material())


def changed(report: Report, **update: object) -> Report:
    return report.model_copy(update=update)


def test_it_begins_with_title_day_person_and_how_many_took_part(report):
    view = summary_view(report)
    assert (view.title, view.held_on) == ("A small visit", "22 November 2026")
    assert (view.persona, view.scenario) == ("Ada", "Somebody books, waits, talks to us and pays.")
    assert view.answered == ("9 people took part", "10 answers a step from customers")


def test_a_file_that_does_not_say_how_many_took_part_tells_how_many_guessed(report):
    assert summary_view(changed(report, people=None)).answered[0] == "9 people took part"
    assert summary_view(report_of(small_material(), None)).answered == ("10 answers a step from customers",)


def test_the_moments_carry_votes_and_voters_and_say_ties(report):
    assert [(line.name, line.text) for line in summary_view(report).moments] == [
        ("We were least sure of", "“Booking” and “Paying”, picked equally often: 9 of 9 each."),
        ("Matters most to Ada", "“Waiting”: 9 of 9 picked it."),
        ("Fix first", "“Waiting”: 5 of 9 picked it."),
        ("Protect", "“Talking”: 8 of 9 picked it."),
    ]


def test_votes_of_four_are_not_told():
    four = agreed_report(small_material(), votes={Question.FIX_FIRST: [("wait",)] * 4})
    (line,) = summary_view(four).moments
    assert line.text == "We need 5 answers to show this. You have 4."
    assert map_view(four).steps[1].marks == ()


def test_an_action_has_what_who_by_when_its_first_step_and_its_measure_or_who_names_it_by_when(report):
    told, open_ = summary_view(report).actions
    assert (told.what, told.who, told.due) == (CARD.what, "Ruiz", "by 5 December 2026")
    assert (told.first_step, told.measure) == (CARD.first_step, CARD.metric)
    assert open_.measure == "Okafor names it by 12 December 2026"
    assert card_words(OPEN_CARD.model_copy(update={"metric_by": None})).measure == "not named yet"


def test_without_an_action_the_summary_says_so_and_why(report):
    assert summary_view(report).no_action == ""
    assert summary_view(changed(report, actions=())).no_action == "There is no action yet."
    why = changed(report, actions=(), no_action_because="nobody of the rota is here")
    assert summary_view(why).no_action == "No action, because: nobody of the rota is here"


def test_a_commitment_is_one_sentence_whatever_marks_it_was_typed_with():
    assert summary_view(agreed_report(small_material())).commitments == (
        "If somebody waits, then I will tell them how long it takes.",
    )
    typed = SHARED.model_copy(update={"if_text": "the phone rings,", "then_text": "answer it ..."})
    assert commitment_words(typed) == "If the phone rings, then I will answer it."


def test_what_the_room_says_it_learned_stands_beside_that_there_was_no_control_group(report):
    view = summary_view(report)
    assert [(line.name, line.text) for line in view.learned] == [
        ("How customers feel at each step", "7 of 8 rose, 0 fell."),
        ("What customers expect", "6 of 8 rose, 0 fell."),
        ("What I can do about it", "5 of 8 rose, 0 fell."),
    ]
    assert "There was no control group" in view.caution


def test_what_four_say_they_learned_is_not_told_and_nobody_leaves_no_part(report):
    four = changed(report, check_out=(Rise(item=CheckItem.HOW_THEY_FEEL, n=4, k=5),))
    assert summary_view(four).learned[0].text == "We need 5 answers to show this. You have 4."
    nobody = summary_view(changed(report, check_out=(Rise(item=CheckItem.HOW_THEY_FEEL, n=0, k=5),)))
    assert (nobody.learned, nobody.caution) == ((), "")


def test_it_says_when_the_room_looks_again_and_who_answers_for_what(report):
    material = report.material
    owned = material.model_copy(update={"journey": material.journey.model_copy(update={"owner": "Ines"})})
    assert [(line.name, line.text) for line in summary_view(changed(report, material=owned)).ahead] == [
        ("We look again on", "1 March 2027"),
        ("Keeps the map up to date", "Ines"),
        ("Gives an answer to each action", "Dr Lind"),
    ]
    (line,) = summary_view(small_report()).ahead
    assert line.text == "no day is set yet"


def test_badges_say_what_a_reader_must_know_first(report):
    waveless = report.material.model_copy(update={"waves": ()})
    assert summary_view(changed(report, rehearsal=True, material=waveless, theirs=())).badges == (
        "Rehearsal: these people are simulated",
        "Our view, not yet checked with customers",
        "An invented example",
    )


def test_summary_and_map_say_the_same(report):
    summary, drawn = summary_view(report), map_view(report)
    assert summary.headlines == drawn.headlines
    assert 1 <= len(summary.headlines) <= 3
    assert (summary.actions, summary.commitments, summary.badges) == (drawn.actions, drawn.commitments, drawn.badges)
    assert drawn.steps[1].marks == ("Fix first: 5 of 9",)
    assert drawn.steps[2].marks == ("Protect: 8 of 9",)


def test_the_licence_of_the_customers_answers_is_printed():
    notes = " ".join(summary_view(sample_report("airport_departure")).footnotes)
    assert "San Francisco International Airport" in notes
    assert "Licence: public domain dedication (PDDL)." in notes


def test_a_new_step_is_marked_on_the_map_as_one_that_no_customer_was_asked_about(report):
    unasked = gate([report.material.latest_wave.of(id_) for id_ in ("book", "wait", "talk")])
    nobody = report.theirs[3].model_copy(update={"n": 0, "hidden": "nobody"})
    new = map_view(changed(report, new_step_ids=("pay",), theirs=(*unasked, nobody))).steps[3]
    assert new.marks == ("New: no customer was asked",)
    assert (new.theirs, new.theirs_hidden) == (None, "")


def test_a_tie_is_marked_at_each_of_its_steps():
    tied = agreed_report(small_material(), votes={Question.FIX_FIRST: [("wait",), ("pay",)] * 3})
    assert [step.marks for step in map_view(tied).steps] == [
        (), ("Fix first, equal: 3 of 6",), (), ("Fix first, equal: 3 of 6",),
    ]  # fmt: skip


def test_the_map_says_on_top_when_the_room_looks_again(report):
    assert map_view(report).next_review == "we look again on 1 March 2027"
    assert map_view(changed(report, next_review_on=None)).next_review == ""
    assert date(2027, 3, 1) == report.next_review_on
