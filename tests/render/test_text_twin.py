"""What the chart says to somebody who does not see it."""

from reports import GUESSES, report_of, small_report
from samples import small_material

from journeykit.analysis.finding import report_findings
from journeykit.render.text_twin import text_twin


def twin_of(report, focus=None):
    return text_twin(report.material.journey, report_findings(report), focus)


def test_the_table_holds_every_number_of_the_chart_and_the_reason_where_one_is_hidden():
    twin = twin_of(small_report())
    assert twin.columns == ("Step", "What we thought", "Answers", "What customers say", "Likely range", "Answers")
    assert [row[0] for row in twin.rows] == ["Booking", "Waiting", "Talking", "Paying"]
    booking, waiting, _talking, paying = twin.rows
    assert booking[1:3] == ("happy (+0.7)", "6")  # two of 0 and four of +1
    assert waiting[1:3] == ("about neutral (+0.3)", "6")
    assert waiting[3].startswith("nearly all very unhappy")
    assert paying[1] == paying[3] == "We need 5 answers to show this. You have 4."
    assert paying[2] == paying[4] == paying[5] == ""


def test_a_view_that_is_not_revealed_has_no_columns():
    twin = twin_of(report_of(small_material(), None))
    assert twin.columns == ("Step", "What customers say", "Likely range", "Answers")
    twin = twin_of(report_of(small_material().model_copy(update={"waves": ()}), GUESSES))
    assert twin.columns == ("Step", "What we thought", "Answers")


def test_the_sentence_is_about_the_step_in_focus_else_about_all():
    report = small_report()
    assert twin_of(report, "wait").sentence.startswith("Waiting. We thought: about neutral (+0.3).")
    assert "Waiting" in twin_of(report).sentence
    assert "Paying" not in twin_of(report).sentence


def test_with_nothing_to_show_it_says_so():
    assert twin_of(report_of(small_material().model_copy(update={"waves": ()}), None)).sentence.startswith("Nothing")
