"""The catalogues: what the sources say, all of it, and nothing else."""

from __future__ import annotations

import gettext
import io
import re
from pathlib import Path

import pytest
import renew_words as words
from babel.messages import Catalog, Message
from babel.messages.pofile import read_po

PLACE = re.compile(r"{(\w*)[^{}]*}")
GENDERED = re.compile(r"\b(he|she|him|her|his|hers|himself|herself|guys|man|men|woman|women)\b", re.IGNORECASE)
JARGON = re.compile(r"\b(stakeholders?|leverage|KPIs?|NPS|CSAT|pain points?|deep dive|buy-in|takeaways?)\b")
IDIOM = re.compile(
    r"\b(in (their|her|his) shoes|at the end of the day|on the same page|low[- ]hanging|out(side)? (of )?the box"
    r"|heads[- ]up|win[- ]win|quick wins?|rule of thumb|ball ?park|piece of cake|touch base|game[- ]chang\w+"
    r"|no[- ]brainer|kick[- ]off|wrap(ping)? up|get the ball rolling|hit the ground)\b",
    re.IGNORECASE,
)


def read(language: str) -> Catalog:
    return read_po(
        io.BytesIO((words.LOCALE / language / "LC_MESSAGES" / "journeykit.po").read_bytes()), locale=language
    )


def texts(message: Message) -> list[str]:
    """What a message says, and each of its translations."""
    both = [message.id, message.string or ()]
    return [text for each in both for text in ([each] if isinstance(each, str) else each)]


@pytest.fixture(scope="module")
def sources() -> list[str]:
    """Every text of the sources."""
    return [text for message in words.extracted() if message.id for text in texts(message) if text]


def test_the_catalogues_hold_exactly_what_the_sources_say():
    stale = [str(path.relative_to(words.ROOT)) for path, content in words.files().items() if _kept(path) != content]
    assert stale == [], "a text was changed: run `make words` and commit what it renews"


def _kept(path: Path) -> bytes:
    return path.read_bytes() if path.exists() else b""


def test_they_say_nothing_of_the_moment_and_name_nobody():
    for path in words.files():
        content = path.read_bytes()
        assert not re.search(rb"-Date:|Translator|EMAIL|ADDRESS|FIRST AUTHOR|\.py:\d", content), path


def test_english_is_complete_and_says_what_the_sources_say():
    for message in read("en"):
        if message.id:
            assert not message.fuzzy
            assert all(text in texts(Message(message.id)) and text for text in texts(message))


@pytest.mark.parametrize("language", words.languages())
def test_a_translation_has_the_places_of_its_message(language: str):
    for message in read(language):
        places = [set(PLACE.findall(text)) for text in texts(message) if text]
        assert all(each == places[0] for each in places), texts(message)


@pytest.mark.parametrize("language", words.languages())
def test_what_a_process_reads_is_what_the_catalogue_says(language: str):
    with (words.LOCALE / language / "LC_MESSAGES" / "journeykit.mo").open("rb") as file:
        spoken = gettext.GNUTranslations(file)
    for message in read(language):
        if isinstance(message.id, str) and message.id and message.string:
            assert spoken.gettext(message.id) == message.string
        elif message.id and all(message.string):
            assert spoken.ngettext(*message.id, 2) == message.string[1]


def test_the_extraction_knows_every_way_in_which_a_text_is_marked(sources: list[str]):
    for known in (
        "Wants",  # _ in a screen
        "very unhappy",  # N_ in a table
        "{n} people",  # NN_
        "{hits} of {n}",  # N_ in a finding
        "Delete my answers?",  # a page of the server
        "Open the control page.",  # an option of a command
    ):
        assert known in sources, known
    assert any(text.startswith("Walk a customer's journey together") for text in sources)  # the program's own help
    assert any(text.startswith("Start a session: prints the links") for text in sources)  # a command's


@pytest.mark.parametrize("forbidden", [GENDERED, JARGON, IDIOM], ids=["gender", "jargon", "idiom"])
def test_no_text_guesses_a_gender_or_speaks_in_jargon_or_idioms(sources: list[str], forbidden: re.Pattern[str]):
    examples = {"she"}  # of a pronoun, where somebody fills one in
    assert [text for text in sources if forbidden.search(text) and text not in examples] == []


def test_a_new_language_begins_empty_and_keeps_what_was_translated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(words, "LOCALE", tmp_path)
    file = tmp_path / "ar" / "LC_MESSAGES" / "journeykit.po"
    file.parent.mkdir(parents=True)
    file.touch()
    assert words.languages() == ["ar", "en"]
    empty = words.translated("ar")
    assert empty.get("Wants").string == ""
    assert len(empty.get(("{n} person", "{n} people")).string) == 6  # Arabic has six forms
    empty.get("Wants").string = "يريد"
    file.write_bytes(words.as_po(empty))
    assert words.translated("ar").get("Wants").string == "يريد"
    assert words.as_po(words.translated("ar")) == file.read_bytes()
