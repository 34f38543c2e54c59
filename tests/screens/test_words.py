"""What people read: plain words, nothing that blames or ranks, and never code of somebody's."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from courses import Course, course
from samples import small_journey, small_wave

from journeykit.interchange.material_folder import read_material
from journeykit.models.evidence import Quote
from journeykit.models.journey import AskedQuestion, CustomerWords, Journey
from journeykit.models.material import Material
from journeykit.shipped import shipped
from journeykit.widgets.page_widget import STATIC

FORBIDDEN = re.compile(
    r"\b(gaps?|scores?|scored|assum\w*|camps?|split|awes?|locked|winners?|losers?|worst|best|rank\w*|fail\w*"
    r"|error|wrong answer|respondents?|data ?set|mean|interval|empathy|significan\w*|mistakes?|blam\w*|fault"
    r"|touchpoints?|personas?|baselines?|perspectives?|moments? of truth|outliers?|deviation)\b",
    re.IGNORECASE,
)
SAMPLES = sorted(path.name for path in shipped("sample_journeys").iterdir() if (path / "journey.yaml").is_file())


@cache
def sample(name: str) -> Course:
    """A whole session on a sample journey."""
    return course(read_material(shipped("sample_journeys") / name), split=name != "coffee_shop")


@pytest.mark.parametrize("name", SAMPLES)
def test_no_page_of_a_participant_or_for_the_room_uses_a_word_that_blames_or_ranks(name):
    shown, _control, played = sample(name)
    quoted = {f"“{quote.text}”" for quote in played.view.material.quotes}  # customers may say what they like
    assert {text for texts in shown for text in texts if FORBIDDEN.search(text)} - quoted == set()


def test_the_search_reads_what_the_pages_show():
    texts = {text for texts in sample("clinic_visit").shown for text in texts}
    for shown in (
        "I am ready",
        "Waiting",
        "very unhappy",
        "An invented example",
        "What we thought",
        "Before we start",
        "This is only practice. Your answer is not kept, and nobody sees it.",
        "Our words",
        "We were least sure of",
        "Fix first",
        "Only you see this, unless you share it.",
        "The session is over.",
    ):
        assert shown in texts
    assert any(text.startswith("Two different pictures here") for text in texts)


CANARY = "<img src=x onerror=alert(1)>{0}{x}%s"


def dangerous() -> Material:
    """A journey in which every text is an attempt."""
    journey = small_journey().model_dump(mode="json")

    def spoil(value):
        if isinstance(value, dict):
            return {
                name: each if name in ("id", "period", "pronoun", "evidence_level", "channel", "mode") else spoil(each)
                for name, each in value.items()
            }
        if isinstance(value, list):
            return [spoil(each) for each in value]
        return CANARY if isinstance(value, str) else value

    spoiled = Journey.model_validate(
        spoil(journey) | {"customers": CustomerWords(one="<b>{0}</b>", many="<b>{customers}</b>").model_dump()}
    )
    asked = AskedQuestion(question=CANARY, lowest_label=CANARY, highest_label=CANARY)
    first = spoiled.stages[0]
    steps = tuple(step.model_copy(update={"asked": asked, "thinking": CANARY}) for step in first.steps)
    stages = (first.model_copy(update={"steps": steps}), *spoiled.stages[1:])
    quote = Quote(step_id="wait", text=CANARY, source=CANARY, date="2026-01-01", consent_to_show=True)
    wave = small_wave(book={4: 10}, wait={1: 10}, talk={4: 10}, pay={3: 9})
    return Material(journey=spoiled.model_copy(update={"stages": stages}), waves=(wave,), quotes=(quote,))


def test_texts_of_a_journey_reach_every_page_as_they_are_written():
    shown, control, _played = course(dangerous(), split=True)
    for texts in (*shown[1:], *control):
        assert not any("Something went wrong" in text for text in texts)
    everything = {text for texts in shown for text in texts}
    assert CANARY in everything
    assert f"“{CANARY}”" in everything  # the quote, the thought


SCRIPTS = ("sheet.js", "top_bar.js", "emotion_rater.js", "curve_words.js")
HTML_FROM_TEXT = re.compile(
    r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|createContextualFragment|DOMParser|eval\("
)


@pytest.mark.parametrize("script", SCRIPTS)
def test_no_script_of_a_page_makes_html_of_a_text_but_for_our_own_faces(script):
    used = [line.strip() for line in Path(STATIC / script).read_text().splitlines() if HTML_FROM_TEXT.search(line)]
    allowed = {
        "emotion_rater.js": ["face.innerHTML = faces[points];"],
        "curve_words.js": ["row.innerHTML = svg; // made by look.py from constants"],
    }
    assert used == allowed.get(script, [])
