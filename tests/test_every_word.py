"""Every text that people read goes through journeykit.language: told in a made-up tongue, none is left in English."""

from __future__ import annotations

import ast
import gettext
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from courses import TYPED, course
from reports import agreed_report
from samples import small_wave

from journeykit import language
from journeykit.models.evidence import Quote
from journeykit.models.journey import CustomerWords, Journey, Period, Stage, Step
from journeykit.models.material import Material
from journeykit.models.persona import Persona
from journeykit.render.html import html_map
from journeykit.render.summary import html_summary

ROOT = Path(__file__).parents[1]
LETTERS = re.compile(r"[^\W\d_]{2}")


class Tongue(gettext.NullTranslations):
    """A language in which everything stands in brackets, places and all."""

    def gettext(self, message: str) -> str:
        return f"⟦{message}⟧"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return f"⟦{msgid1 if n == 1 else msgid2}⟧"


@pytest.fixture
def tongue(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language, "_current", Tongue())


def made_up() -> Material:
    """A journey in which all that its maker wrote begins with the sign of what people typed."""
    small = Journey(
        id="small",
        title="§ title",
        scenario="§ scenario",
        owner="§ owner",
        invented=True,
        persona=Persona(name="§ name", role="§ role", goal="§ goal", context="§", expectations=("§",), fears=("§",)),
        customers=CustomerWords(one="§ guest", many="§ guests"),
        stages=(
            Stage(id="s1", label="§ first", period=Period.BEFORE, steps=(Step(id="book", label="§ book", doing="§"),)),
            Stage(
                id="s2",
                label="§ second",
                period=Period.DURING,
                steps=(Step(id="wait", label="§ wait", thinking="§"), Step(id="talk", label="§ talk", expecting="§")),
            ),
            Stage(id="pay", label="§ pay", period=Period.AFTER),
        ),
    )
    wave = small_wave(book={4: 10}, wait={1: 10}, talk={4: 6, 3: 4}, pay={3: 4})
    wave = wave.model_copy(update={"source": wave.source.model_copy(update={"name": "§", "question": "§"})})
    quotes = [
        Quote(step_id=id_, text="§", source="§", date="2026-03-01", consent_to_show=True) for id_ in ("book", "wait")
    ]
    return Material(journey=small, waves=(wave,), quotes=tuple(quotes))


def english(texts: Iterator[str] | set[str]) -> set[str]:
    """The texts with words in them that neither the door nor anybody's own hand has made."""
    return {text for text in texts if LETTERS.search(text) and "⟦" not in text and "§" not in text}


def test_no_page_of_a_session_shows_a_text_that_passed_the_door_by(tongue: None):
    shown, control, played = course(made_up(), split=True)
    allowed = {*played.view.journey.target_ids, played.session.code, "http://x/"}
    assert english({text for texts in (*shown, *control) for text in texts}) - allowed == set()


class Read(HTMLParser):
    """What a page says: its texts and the names that are read aloud."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.texts: set[str] = set()
        self._quiet = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._quiet = tag in ("style", "script")
        self.texts |= {value for name, value in attrs if value and name in _NAMES}

    def handle_data(self, data: str) -> None:
        if not self._quiet:
            self.texts.add(data)


_NAMES = ("aria-label", "title", "alt", "placeholder")


@pytest.mark.parametrize("draw", [html_map, html_summary])
def test_no_file_that_is_taken_home_says_anything_that_passed_the_door_by(tongue: None, draw):
    report = agreed_report(made_up())
    for each in (report, report.model_copy(update={"actions": (), "votes": (), "rehearsal": True})):
        typed = {text for card in report.actions for text in (card.what, card.who, card.first_step, card.metric)}
        assert english(Read(draw(each)).texts) - typed - {report.plan.sponsor} == set()


_PAGES = sorted((ROOT / "journeykit" / "server" / "pages").glob("*.html"))


@pytest.mark.parametrize("page", _PAGES, ids=lambda page: page.stem)
def test_no_page_of_the_server_has_a_text_of_its_own(page: Path):
    bare = re.sub(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", " ", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert english(Read(bare).texts) == set()


_TELLING = {
    *("JourneykitError", "NotAllowed", "Refused", "BadFile", "BadParameter", "NoSuchJourney"),
    *("echo", "confirm", "prompt", "Option", "Argument", "tell", "strong", "quiet"),
}
_NAMES_OF_TEXTS = {"help", "label", "text", "hint", "title", "confirm", "by", "note", "show_default", "placeholder"}


def spoken_past_the_door(source: str) -> list[str]:
    """Literal texts that a call hands to people, with their lines: those that are not inside _() or its siblings."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            given = list(node.args) if name in _TELLING else []
            given += [each.value for each in node.keywords if each.arg in _NAMES_OF_TEXTS]
        elif isinstance(node, ast.Dict):
            pairs = zip(node.keys, node.values, strict=True)
            given = [value for key, value in pairs if isinstance(key, ast.Constant) and key.value in _NAMES_OF_TEXTS]
        else:
            continue
        for each in given:
            parts = each.values if isinstance(each, ast.JoinedStr) else [each]
            for part in parts:
                if isinstance(part, ast.Constant) and isinstance(part.value, str) and _is_prose(part.value):
                    found.append(f"line {part.lineno}: {part.value}")
    return found


def _is_prose(text: str) -> bool:
    return bool(re.search(r"[A-Za-z]{2,} [A-Za-z]{2,}", text)) or bool(re.fullmatch(r"[A-Z][a-z]+[.?!]?", text))


@pytest.mark.parametrize(
    "room", ["cli", "errors.py", "models", "rehearsal", "render", "screens", "server", "session", "widgets"]
)
def test_nothing_is_told_to_people_past_the_door(room: str):
    folder = ROOT / "journeykit" / room
    found = {
        str(path.relative_to(ROOT)): past
        for path in (folder.rglob("*.py") if folder.is_dir() else [folder])
        if (past := spoken_past_the_door(path.read_text(encoding="utf-8")))
    }
    assert found == {}


def test_the_search_finds_what_was_forgotten():
    assert spoken_past_the_door('raise NotAllowed("Not for you.")') == ["line 1: Not for you."]
    assert spoken_past_the_door('x = {"kind": "quiet", "text": "Nobody here"}') == ["line 1: Nobody here"]
    assert spoken_past_the_door('typer.Option("--new", help="Start a new one.")') == ["line 1: Start a new one."]
    assert spoken_past_the_door('raise NotAllowed(_("Not for you."))') == []
    assert english({"⟦Yes⟧", f"{TYPED} 1", "12", "Nobody here"}) == {"Nobody here"}
