"""What the chart says to somebody who does not see it."""

from reports import GUESSES, report_of, small_report
from samples import small_material, small_wave

from journeykit.analysis.finding import report_findings
from journeykit.models.counts import gate
from journeykit.render.text_twin import text_twin


def twin_of(report, focus=None):
    return text_twin(report.material.journey, report_findings(report), focus)


def test_the_table_holds_every_number_of_the_chart_and_the_reason_where_one_is_hidden():
    twin = twin_of(small_report())
    theirs = ("What customers say", "Likely range", "Unhappy customers", "Answers")
    assert twin.columns == ("Step", "What we thought", "Answers", *theirs)
    assert [row[0] for row in twin.rows] == ["Booking", "Waiting", "Talking", "Paying"]
    booking, waiting, _talking, paying = twin.rows
    assert booking[1:3] == ("happy (+0.7)", "6")  # two of 0 and four of +1
    assert waiting[1:3] == ("about neutral (+0.3)", "6")
    assert waiting[3].startswith("nearly all very unhappy")
    assert paying[1] == paying[3] == "We need 5 answers to show this. You have 4."
    assert paying[2] == paying[4] == paying[5] == paying[6] == ""


def test_the_table_says_how_many_customers_are_unhappy_and_how_many_of_all_probably_are():
    booking, waiting, *_rest = twin_of(small_report()).rows
    # Wilson's limits for none of ten are 0 and 1 - n / (n + z²) = 3.8415 / 13.8415; for all of ten they are mirrored.
    assert booking[5] == "nearly none of 10 (of all customers, probably 0 to 28 in 100)"
    assert waiting[5] == "nearly all of 10 (of all customers, probably 72 to 100 in 100)"


def test_in_open_mode_three_customers_tell_nothing_of_all_of_them():
    few = small_material().model_copy(update={"waves": (small_wave(book={1: 2, 4: 1}),)})
    report = report_of(few, GUESSES)
    wave = few.latest_wave
    report = report.model_copy(update={"theirs": gate([wave.of("book")], k=3)})
    assert twin_of(report).rows[0][3:] == ("unhappy (\u22121.0)", "", "", "3")


def test_a_view_that_is_not_revealed_has_no_columns():
    twin = twin_of(report_of(small_material(), None))
    assert twin.columns == ("Step", "What customers say", "Likely range", "Unhappy customers", "Answers")
    twin = twin_of(report_of(small_material().model_copy(update={"waves": ()}), GUESSES))
    assert twin.columns == ("Step", "What we thought", "Answers")


def test_the_sentence_is_about_the_step_in_focus_else_about_all():
    report = small_report()
    assert twin_of(report, "wait").sentence.startswith("Waiting. We thought: about neutral (+0.3).")
    assert "Waiting" in twin_of(report).sentence
    assert "Paying" not in twin_of(report).sentence


def test_with_nothing_to_show_it_says_so():
    assert twin_of(report_of(small_material().model_copy(update={"waves": ()}), None)).sentence.startswith("Nothing")
