"""Every way to take a session home, and what none of them may carry out of the room."""

from __future__ import annotations

import csv
import io
import json

import pytest
from reports import GUESSES, agreed_report, report_of, sample_report, small_report
from samples import small_material

from journeykit.interchange.journey_yaml import journey_from_text
from journeykit.models.report import Report
from journeykit.models.rise import Rise
from journeykit.models.said import CheckItem, Question
from journeykit.render.exports import CSV_COLUMNS, EXPORTS


def rows(report):
    return list(csv.DictReader(io.StringIO(EXPORTS["csv"].write(report).decode(), newline="")))


def without_customers():
    return report_of(small_material().model_copy(update={"waves": ()}), GUESSES)


def test_the_formats_and_their_files():
    assert {name: export.suffix for name, export in EXPORTS.items()} == {
        "summary": "-summary.html",
        "yaml": ".yaml",
        "json": ".json",
        "csv": ".csv",
        "html": ".html",
    }


def test_the_yaml_is_the_journey_and_reads_back():
    report = sample_report("clinic_visit")
    text = EXPORTS["yaml"].write(report).decode()
    assert text.startswith("# An invented example\n")
    assert journey_from_text(text) == report.material.journey


def test_a_name_with_a_line_break_cannot_leave_the_remarks_of_the_yaml():
    journey = small_material().journey
    customers = journey.customers.model_copy(update={"many": "guests\ninvented: 1"})
    material = small_material().model_copy(
        update={"waves": (), "journey": journey.model_copy(update={"customers": customers})}
    )
    text = EXPORTS["yaml"].write(report_of(material, GUESSES)).decode()
    assert text.splitlines()[0] == "# Our view, not yet checked with guests invented: 1"
    assert journey_from_text(text) == material.journey


def test_the_csv_has_a_row_for_each_answer_with_its_value_points_and_count():
    found = [row for row in rows(small_report()) if row["target_id"] == "wait"]
    ours = [row for row in found if row["perspective"] == "predicted_customer"]
    assert [(row["value"], row["count"]) for row in ours] == [
        ("-2", "0"),
        ("-1", "1"),
        ("0", "2"),
        ("1", "3"),
        ("2", "0"),
    ]
    assert {(row["n"], row["stage_id"], row["period"], row["label"]) for row in found if row["wave"] == ""} == {
        ("6", "there", "during", "Waiting")
    }
    customers = [row for row in found if row["perspective"] == "customers"]
    assert [(row["wave"], row["value"], row["points"], row["count"]) for row in customers] == [
        ("2026", "1", "-2.0", "10"),
        ("2026", "2", "-1.0", "0"),
        ("2026", "3", "0.0", "0"),
        ("2026", "4", "1.0", "0"),
        ("2026", "5", "2.0", "0"),
    ]


def test_the_columns_are_the_ones_promised():
    assert tuple(rows(small_report())[0]) == CSV_COLUMNS


def test_a_hidden_group_is_one_row_with_its_reason_and_no_counts():
    hidden = [row for row in rows(small_report()) if row["target_id"] == "pay"]
    assert [(row["perspective"], row["value"], row["count"], row["n"], row["hidden_reason"]) for row in hidden] == [
        ("predicted_customer", "", "", "4", "too_few"),
        ("customers", "", "", "4", "too_few"),
    ]


def test_before_the_reveal_no_format_has_anything_of_ours():
    report = report_of(small_material(), None)
    assert {row["perspective"] for row in rows(report)} == {"customers"}
    assert json.loads(EXPORTS["json"].write(report))["ours"] == []


@pytest.mark.parametrize("format_", ["summary", "yaml", "json", "html"])
def test_without_customers_every_format_says_that_it_is_only_our_view(format_):
    assert "Our view, not yet checked with customers" in EXPORTS[format_].write(without_customers()).decode()


def test_without_customers_every_row_of_the_csv_says_so():
    assert {row["checked_with_customers"] for row in rows(without_customers())} == {"no"}
    assert {row["checked_with_customers"] for row in rows(small_report())} == {"yes"}


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_text_is_a_formula_to_a_spreadsheet(start):
    small = small_material()
    poisoned = json.loads(small.journey.model_dump_json().replace('"Waiting"', json.dumps(f"{start}cmd|' /C calc'!A0")))
    report = small_report(small.model_copy(update={"journey": type(small.journey).model_validate(poisoned)}))
    labels = {row["label"] for row in rows(report) if row["target_id"] == "wait"}
    assert labels == {f"'{start}cmd|' /C calc'!A0"}


def test_the_json_is_the_report_with_its_notices():
    report = small_report()
    data = json.loads(EXPORTS["json"].write(report))
    assert data.pop("notices") == ["An invented example"]
    again = Report.model_validate(data)
    assert again.ours == report.ours
    assert again.material.journey == report.material.journey


def test_the_json_holds_no_small_group_of_customers_and_no_quote_without_consent():
    data = json.loads(EXPORTS["json"].write(small_report()))
    assert {row["target_id"] for row in data["material"]["waves"][0]["counts"]} == {"book", "wait", "talk"}
    assert [quote["text"] for quote in data["material"]["quotes"]] == ["Nobody told me why."]


def test_the_html_is_the_map():
    assert EXPORTS["html"].write(small_report()).startswith(b"<!doctype html>")


def agreed():
    return agreed_report(small_material())


def test_the_summary_is_an_html_file_with_a_name_of_its_own():
    assert EXPORTS["summary"].write(small_report()).startswith(b"<!doctype html>")
    assert len({export.suffix for export in EXPORTS.values()}) == len(EXPORTS)


def test_own_feelings_are_told_apart_from_what_customers_in_the_room_felt_by_the_exercise():
    found = {
        (row["exercise"], row["perspective"], row["value"]): row["count"]
        for row in rows(agreed())
        if row["target_id"] == "wait" and row["perspective"] == "own_experience"
    }
    assert found == {
        ("own_feeling", "own_experience", str(value)): str(n)
        for value, n in zip((-2, -1, 0, 1, 2), (1, 2, 1, 1, 0), strict=True)
    }
    assert {row["exercise"] for row in rows(agreed()) if row["perspective"] == "predicted_customer"} == {"predict"}
    assert {row["exercise"] for row in rows(agreed()) if row["perspective"] == "customers"} == {""}


def test_picks_are_rows_a_step_with_their_question_and_how_many_picked():
    found = [row for row in rows(agreed()) if row["question"] == "fix_first"]
    assert [(row["exercise"], row["target_id"], row["count"], row["n"]) for row in found] == [
        ("moments", "book", "0", "9"),
        ("moments", "wait", "5", "9"),
        ("moments", "talk", "0", "9"),
        ("moments", "pay", "4", "9"),
    ]


def test_picks_of_too_few_are_one_row_with_the_reason():
    four = agreed_report(small_material(), votes={Question.FIX_FIRST: [("wait",)] * 4})
    (row,) = [row for row in rows(four) if row["question"] == "fix_first"]
    assert (row["target_id"], row["count"], row["n"], row["hidden_reason"]) == ("", "", "4", "too_few")


def test_the_check_out_is_counted_as_rose_same_and_fell_or_hidden():
    report = agreed()
    found = [row for row in rows(report) if row["exercise"] == "close" and row["question"] == "how_they_feel"]
    assert [(row["value"], row["count"], row["n"]) for row in found] == [
        ("rose", "7", "8"),
        ("same", "1", "8"),
        ("fell", "0", "8"),
    ]
    few = report.model_copy(update={"check_out": (Rise(item=CheckItem.HOW_THEY_FEEL, n=3, k=5),)})
    (row,) = [row for row in rows(few) if row["exercise"] == "close"]
    assert (row["value"], row["count"], row["n"], row["hidden_reason"]) == ("", "", "3", "too_few")


@pytest.mark.parametrize("format_", ["summary", "yaml", "json", "html"])
def test_a_rehearsal_says_in_every_format_that_its_people_are_simulated(format_):
    rehearsed = agreed().model_copy(update={"rehearsal": True})
    assert "Rehearsal: these people are simulated" in EXPORTS[format_].write(rehearsed).decode()
    assert "simulated" not in EXPORTS[format_].write(agreed()).decode()


def test_every_row_of_the_csv_says_whether_it_was_a_rehearsal():
    assert {row["rehearsal"] for row in rows(agreed().model_copy(update={"rehearsal": True}))} == {"yes"}
    assert {row["rehearsal"] for row in rows(agreed())} == {"no"}
