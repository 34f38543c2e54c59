"""The door of every human string: which language a process speaks, and where it falls back to English."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages import Catalog
from babel.messages.mofile import write_mo

from journeykit import language
from journeykit.language import N_, NN_, _, languages, ngettext, speak, spoken


@pytest.fixture
def german(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Catalogues of two languages, in place of those of the project."""
    for tag, word in (("de", "Warten"), ("pt_BR", "Esperar")):
        catalogue = Catalog(tag)
        catalogue.add("Waiting", word)
        catalogue.add(("{n} person", "{n} people"), ("{n} Person", "{n} Leute"))
        folder = tmp_path / tag / "LC_MESSAGES"
        folder.mkdir(parents=True)
        compiled = io.BytesIO()
        write_mo(compiled, catalogue)
        (folder / "journeykit.mo").write_bytes(compiled.getvalue())
    monkeypatch.setattr(language, "CATALOGUES", tmp_path)
    yield
    monkeypatch.undo()
    speak("en")


def test_english_has_a_catalogue_and_is_spoken_without_being_asked():
    assert "en" in languages()
    assert spoken() == "en"
    assert _("Waiting") == "Waiting"


@pytest.mark.parametrize(
    ("asked", "tag", "word"),
    [("de", "de", "Warten"), ("de-CH", "de", "Warten"), ("pt-BR", "pt-BR", "Esperar"), ("fr", "en", "Waiting")],
)
def test_a_language_is_taken_by_its_tag_or_its_first_part_else_english(german: None, asked: str, tag: str, word: str):
    speak(asked)
    assert (spoken(), _("Waiting")) == (tag, word)
    assert languages() == ("de", "pt-BR")


def test_a_number_takes_the_languages_own_plural(german: None):
    speak("de")
    one, many = NN_("{n} person", "{n} people")
    assert [ngettext(one, many, n) for n in (1, 2)] == ["{n} Person", "{n} Leute"]


def test_an_empty_text_stays_empty_and_is_not_the_head_of_the_catalogue(german: None):
    speak("de")
    assert _("") == ""


def test_a_marked_message_is_not_translated_where_it_is_written(german: None):
    speak("de")
    assert N_("Waiting") == "Waiting"


@pytest.mark.parametrize(("variable", "tag"), [("en", "en"), ("xx", "en"), ("../../etc", "en")])
def test_a_process_speaks_from_its_start_what_its_environment_names(variable: str, tag: str):
    told = subprocess.run(
        [sys.executable, "-c", "from journeykit.language import spoken; print(spoken())"],
        env={**os.environ, "JOURNEYKIT_LANGUAGE": variable},
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.strip() == tag
