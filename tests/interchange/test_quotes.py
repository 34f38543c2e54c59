from datetime import date

import pytest

from journeykit.errors import BadFile
from journeykit.interchange.quotes import read_quotes
from journeykit.models.evidence import Quote

HEADER = "step_id,text,source,date,consent_to_show\n"


@pytest.fixture
def read(tmp_path, journey):
    def quotes(text, encoding="utf-8"):
        file = tmp_path / "quotes.csv"
        file.write_text(text, encoding=encoding, newline="")
        return read_quotes(file, journey)

    return quotes


def test_a_quote_comes_with_its_step_source_date_and_consent(read):
    assert read(HEADER + 'wait,"An hour, and nobody said why.",Interview 3,2026-05-31,yes\n') == (
        Quote(
            step_id="wait",
            text="An hour, and nobody said why.",
            source="Interview 3",
            date=date(2026, 5, 31),
            consent_to_show=True,
        ),
    )


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_what_a_spreadsheet_writes_is_read(read, encoding):
    text = "Step;Verbatim;Date;Consent to show\r\nWaiting;“C’était long”;2026-05-31;TRUE\r\n"
    (quote,) = read(text, encoding=encoding)
    assert (quote.step_id, quote.text, quote.source) == ("wait", "“C’était long”", "")


@pytest.mark.parametrize(
    ("word", "consents"), [("yes", True), ("TRUE", True), ("1", True), ("y", True), ("No", False), ("0", False)]
)
def test_consent_is_yes_or_no(read, word, consents):
    (quote,) = read(HEADER + f"wait,Long,,2026-05-31,{word}\n")
    assert quote.consent_to_show is consents


@pytest.mark.parametrize("word", ["", "maybe", "asked", "2", "x"])
def test_consent_is_never_guessed(read, word):
    with pytest.raises(BadFile, match=r"line 2, column consent_to_show: found .* Allowed: yes or no\."):
        read(HEADER + f"wait,Long,,2026-05-31,{word}\n")


@pytest.mark.parametrize("day", ["31/05/2026", "May", "", "2026-02-30", "46173"])
def test_a_date_that_could_be_another_is_refused(read, day):
    with pytest.raises(BadFile, match=r"line 2, column date: found .* Allowed: a date as year-month-day"):
        read(HEADER + f"wait,Long,,{day},yes\n")


def test_every_problem_is_told_with_its_line(read):
    with pytest.raises(BadFile) as error:
        read(
            HEADER + f"wiat,Long,,2026-05-31,yes\nwait,,,2026-05-31,yes\nwait,{'x' * 401},{'y' * 121},2026-05-31,yes\n"
        )
    places = [line.split(": found ")[0].rsplit("quotes.csv, ")[1] for line in str(error.value).splitlines()]
    assert places == ["line 2, column step_id", "line 3, column text", "line 4, column text", "line 4, column source"]
    assert "Allowed: book, wait, doctor, bill (nearest: wait)" in str(error.value)


def test_missing_columns_are_told_with_those_found_and_wanted(read):
    with pytest.raises(BadFile, match=r"the columns step_id, text, without date, consent_to_show"):
        read("step_id,text\nwait,Long\n")
