"""The sheets that are printed before a session."""

from __future__ import annotations

import re
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from samples import small_journey

from journeykit.render.join_sheet import join_sheet, qr_code

JOIN, CUSTOMERS = "http://192.168.178.45:8866/j/MAPLE-42", "http://192.168.178.45:8866/c/MAPLE-42"


class _Texts(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.of = [""]

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.of.append(tag)

    def handle_data(self, data: str) -> None:
        if self.of[-1] not in ("style", "script"):
            self.found.append(data)


def texts(html: str) -> str:
    """What stands on the sheets."""
    parser = _Texts()
    parser.feed(html)
    return "".join(parser.found)


def sheet(customers_url: str = CUSTOMERS, **known: object) -> str:
    return join_sheet(small_journey(), code="MAPLE-42", participants_url=JOIN, customers_url=customers_url, **known)


def test_both_ways_in_stand_there_to_scan_and_to_type():
    html = sheet(held_on=date(2026, 12, 1))
    shown = texts(html)
    for text in (JOIN, CUSTOMERS, "Code: MAPLE-42", "A small visit on 1 December 2026", "the journey of Ada"):
        assert text in shown
    assert html.count("<section") == html.count('<svg role="img"') == 2
    assert str(qr_code(JOIN)) in html
    assert str(qr_code(CUSTOMERS)) in html


def test_three_sentences_say_what_to_expect():
    assert [part.count("<li>") for part in sheet().split("<section")[1:]] == [3, 3]


def test_customers_are_not_given_the_code_of_the_session():
    assert "Code:" not in texts("<section" + sheet().split("<section")[2])


def test_without_a_link_for_customers_there_is_one_sheet():
    assert sheet("").count("<section") == 1


def test_a_rehearsal_says_so_on_each_sheet():
    assert sheet(rehearsal=True).count("Rehearsal: these people are simulated") == 2
    assert "Rehearsal" not in sheet()


def test_nothing_comes_from_elsewhere_and_nothing_runs():
    html = sheet()
    assert not re.search(r"<script|<link|<img|src=|@import|url\(", html)


def test_a_title_with_markup_is_text():
    journey = small_journey().model_copy(update={"title": "<img src=x onerror=alert(1)>"})
    assert "<img" not in join_sheet(journey, code="A-1", participants_url=JOIN)


@pytest.mark.browser
def test_on_paper_each_sheet_is_one_page_and_a_small_phone_shows_it_without_scrolling_sideways(
    browser: Browser, tmp_path: Path
):
    page = browser.new_page(viewport={"width": 320, "height": 640})
    page.set_content(sheet())
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    paper = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", paper)) == 2
    page.close()
