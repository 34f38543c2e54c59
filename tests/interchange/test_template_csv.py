"""The tables that a facilitator downloads, fills in and brings back."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from samples import STEPS, small_journey

from journeykit.errors import BadFile
from journeykit.interchange.quotes import read_quotes
from journeykit.interchange.survey import read_customers
from journeykit.interchange.template_csv import FIVE, SCALES, customers_template, quotes_template
from journeykit.models.journey import Journey
from journeykit.models.scale import Scale


def filled(template: bytes, **counts: str) -> bytes:
    """A template with counts written into the rows "step_answer"."""
    rows = list(csv.reader(io.StringIO(template.decode("utf-8-sig"))))
    for row in rows[1:]:
        row[4] = counts.get(f"{row[1]}_{row[3]}", row[4])
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode("utf-8-sig")


def test_every_step_has_a_row_for_each_answer():
    rows = list(csv.DictReader(io.StringIO(customers_template(small_journey(), wave="2026").decode("utf-8-sig"))))
    assert [(row["target_id"], row["value_1_to_5"]) for row in rows] == [
        (step, str(value)) for step in STEPS for value in range(1, 6)
    ]
    assert {row["step"] for row in rows} == {"Booking", "Waiting", "Talking", "Paying"}
    assert {(row["wave"], row["count"]) for row in rows} == {("2026", "0")}


@pytest.mark.parametrize("scale", SCALES, ids=lambda scale: f"{scale.scale_min} to {scale.scale_max}")
def test_a_filled_template_reads_back_on_its_own_scale_even_where_nobody_used_its_ends(tmp_path: Path, scale: Scale):
    file = tmp_path / "filled.csv"
    file.write_bytes(filled(customers_template(small_journey(), wave="May", scale=scale), book_3="4", wait_2="6"))
    (wave,) = read_customers(file, small_journey())
    assert (wave.wave, wave.scale) == ("May", scale)
    assert [wave.of(step).n for step in STEPS] == [4, 6, 0, 0]


def test_a_template_that_nobody_filled_in_says_so(tmp_path: Path):
    file = tmp_path / "empty.csv"
    file.write_bytes(customers_template(small_journey(), wave="2026"))
    with pytest.raises(BadFile, match="no answer at any step"):
        read_customers(file, small_journey())


def test_a_scale_that_a_columns_name_cannot_tell_is_refused():
    with pytest.raises(ValueError, match="-2 to 2"):
        customers_template(small_journey(), wave="2026", scale=Scale(scale_min=-2, scale_max=2))
    assert FIVE in SCALES


def test_a_quotes_template_reads_back_with_the_rows_that_were_filled_in(tmp_path: Path):
    file = tmp_path / "quotes.csv"
    text = quotes_template(small_journey()).decode("utf-8-sig")
    file.write_text(text.replace("wait,Waiting,,,,", "wait,Waiting,Nobody told me why.,by phone,2026-03-01,yes"))
    (quote,) = read_quotes(file, small_journey())
    assert (quote.step_id, quote.text, quote.consent_to_show) == ("wait", "Nobody told me why.", True)


def test_a_quote_without_consent_or_date_is_still_an_error(tmp_path: Path):
    file = tmp_path / "quotes.csv"
    text = quotes_template(small_journey()).decode("utf-8-sig")
    file.write_text(text.replace("wait,Waiting,,,,", "wait,Waiting,Nobody told me why.,,,"))
    with pytest.raises(BadFile, match="consent_to_show"):
        read_quotes(file, small_journey())


def test_a_label_is_no_formula_in_a_spreadsheet():
    journey = small_journey()
    stage = journey.stages[0].model_copy(
        update={"steps": (journey.stages[0].steps[0].model_copy(update={"label": "=1+1"}),)}
    )
    written = Journey.model_validate(journey.model_copy(update={"stages": (stage, *journey.stages[1:])}).model_dump())
    for table in (customers_template(written, wave="2026"), quotes_template(written)):
        assert b",'=1+1," in table
