"""A field for a file: what Python takes of what its page says."""

from __future__ import annotations

import pytest

from journeykit.widgets.upload import LONGEST_NAME, Upload

ID = "0123456789abcdef" * 2


@pytest.fixture
def arrived() -> list[tuple[str, str]]:
    return []


@pytest.fixture
def upload(arrived: list[tuple[str, str]]) -> Upload:
    field = Upload(url="/upload", label="Ratings")
    field.on_upload(lambda file_id, name: arrived.append((file_id, name)))
    return field


def test_the_id_and_the_name_of_a_file_that_has_arrived_reach_python(upload, arrived, page_of):
    page_of(upload).sends({"uploaded": ID, "name": "Größe.csv"})
    assert arrived == [(ID, "Größe.csv")]


def test_a_long_name_is_cut(upload, arrived, page_of):
    page_of(upload).sends({"uploaded": ID, "name": "x" * 10_000})
    assert arrived == [(ID, "x" * LONGEST_NAME)]


@pytest.mark.parametrize(
    "content",
    [
        {},
        [],
        "x",
        None,
        {"uploaded": ID},
        {"uploaded": ID, "name": 1},
        {"uploaded": 1, "name": "x.csv"},
        {"uploaded": "../../secret", "name": "x.csv"},
        {"uploaded": ID + "/..", "name": "x.csv"},
        {"uploaded": ID.upper(), "name": "x.csv"},
        {"uploaded": ID + "\n", "name": "x.csv"},
    ],
)
def test_an_id_that_is_none_goes_no_further(upload, arrived, page_of, content):
    page_of(upload).sends(content)
    assert arrived == []


def test_a_page_cannot_say_where_files_go(upload, page_of):
    page_of(upload).says(url="http://elsewhere.example/", largest=10**12, accept=".exe", words={})
    assert (upload.url, upload.largest, upload.accept) == ("/upload", 5_000_000, ".csv")
    assert upload.words


def test_its_words_name_how_large_a_file_may_be():
    words = Upload(largest=2_000_000).words
    assert "2 MB" in words["hint"]
    assert "2 MB" in words["too_large"]
    assert {"{name}", "{percent}"} <= {f"{{{part.split('}')[0]}}}" for part in words["sending"].split("{")[1:]}


def test_its_repr_is_the_same_in_every_run():
    assert repr(Upload(label="Ratings")) == "Upload('Ratings')"
