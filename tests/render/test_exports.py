"""Every way to take a session home, and what none of them may carry out of the room."""

from __future__ import annotations

import csv
import io
import json

import pytest
from reports import GUESSES, report_of, sample_report, small_report
from samples import small_material

from journeykit.interchange.journey_yaml import journey_from_text
from journeykit.models.report import Report
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


@pytest.mark.parametrize("format_", ["yaml", "json", "html"])
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
