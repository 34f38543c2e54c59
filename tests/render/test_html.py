"""The map as one file: whole, by itself, and safe whatever people typed."""

from __future__ import annotations

from datetime import date
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from reports import GUESSES, report_of, sample_report, small_report
from samples import small_material

from journeykit.models.evidence import Quote, Source
from journeykit.models.journey import AskedQuestion, Baseline, CustomerWords, Stage, Step
from journeykit.models.material import Material
from journeykit.models.persona import Persona
from journeykit.render.html import html_map
from journeykit.render.map_view import map_view

CANARY = "<img src=x onerror=alert(1)>"


class Elements(HTMLParser):
    """Every element of a page with its attributes, and its text."""

    def __init__(self, html):
        super().__init__()
        self.found, self.text = [], ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.text += data

    def tags(self):
        return {tag for tag, _attributes in self.found}


def poisoned():
    """The small material with the canary in every field that a person fills in."""
    step = Step(
        id="wait", label=CANARY, doing=CANARY, thinking=CANARY, expecting=CANARY, asked=AskedQuestion(question=CANARY)
    )
    stages = (
        Stage(id="before", label=CANARY, period="before", steps=(step.model_copy(update={"id": "book"}),)),
        Stage(id="there", label=CANARY, period="during", steps=(step, step.model_copy(update={"id": "talk"}))),
        Stage(id="pay", label=CANARY, period="after"),
    )
    small = small_material()
    journey = small.journey.model_copy(
        update={
            "title": CANARY,
            "scenario": CANARY,
            "stages": stages,
            "persona": Persona(name=CANARY, role=CANARY, goal=CANARY),
            "customers": CustomerWords(one=CANARY[:30], many=CANARY[:30]),
            "baseline": Baseline(label=CANARY),
        }
    )
    wave = small.waves[0].model_copy(
        update={"wave": CANARY, "source": Source(name=CANARY, licence=CANARY, question=CANARY, period=CANARY)}
    )
    quote = Quote(step_id="wait", text=CANARY, source=CANARY, date=date(2026, 3, 1), consent_to_show=True)
    return Material(journey=journey, waves=(wave,), quotes=(quote,))


@pytest.mark.parametrize("guesses", [GUESSES, None])
def test_what_people_typed_stays_text_in_every_field(guesses):
    page = Elements(html_map(report_of(poisoned(), guesses)))
    assert "img" not in page.tags()
    assert not [attributes for _tag, attributes in page.found if any(name.startswith("on") for name in attributes)]
    assert page.text.count(CANARY) >= 20


def test_the_file_needs_nothing_but_itself():
    html = html_map(sample_report("clinic_visit"))
    page = Elements(html)
    assert not page.tags() & {"script", "link", "img", "iframe", "object", "base", "form"}
    assert not [attributes for _tag, attributes in page.found if {"src", "href"} & attributes.keys()]
    assert "url(" not in html
    assert "@import" not in html


def test_it_has_a_language_a_title_headings_in_order_and_a_named_drawing():
    page = Elements(html_map(small_report()))
    assert page.found[0] == ("html", {"lang": "en"})
    assert "A small visit: customer journey" in page.text
    levels = [int(tag[1]) for tag, _attributes in page.found if tag in ("h1", "h2", "h3", "h4")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    (drawing,) = [attributes for tag, attributes in page.found if attributes.get("role") == "img"]
    assert drawing["aria-label"].startswith("Chart: feeling at each step. ")


def test_every_number_of_the_chart_is_in_its_table():
    report = small_report()
    text = Elements(html_map(report)).text
    for row in map_view(report).twin.rows:
        assert all(cell in text for cell in row)


def test_badges_headlines_quotes_and_footnotes_are_on_it():
    report = sample_report("clinic_visit")
    view, text = map_view(report), Elements(html_map(report)).text
    for line in (*view.badges, *view.headlines, *view.footnotes, view.baseline_label, view.scenario):
        assert line in text
    assert "“I sat there for an hour. I would not have minded, if someone had told me.”" in text
    assert "The fourth had a line for my mother’s address too." not in text  # its author did not agree


def test_a_lane_with_nothing_in_it_is_left_out():
    page = Elements(html_map(sample_report("airport_departure")))
    assert "In their words" not in page.text
    assert "In their words" in Elements(html_map(sample_report("clinic_visit"))).text


def test_before_the_reveal_nothing_of_ours_is_in_the_file():
    page = Elements(html_map(report_of(small_material(), None)))
    assert "Answers are still private" in page.text
    assert "We thought" not in page.text
    assert not [1 for tag, attributes in page.found if tag == "rect" and attributes.get("class") == "jk-svg-square"]


def test_the_same_report_makes_the_same_file():
    assert html_map(small_report()) == html_map(small_report())
