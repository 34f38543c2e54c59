"""A sheet alone on a page: plain Voilà, a real browser."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

SHEET = """
import time
import ipywidgets
from journeykit.widgets.sheet import Sheet

sheet = Sheet(
    blocks=[
        {"kind": "title", "text": "<img src=x onerror=document.title='hurt'>"},
        {"kind": "clock", "ends_at_ms": (time.time() + 90) * 1000},
        {"kind": "link", "href": "#end", "text": "<b>To the end</b>"},
    ],
    fields=[{"id": "name", "type": "text", "label": "What it stands for", "maxLength": 6}],
    actions=[
        {"id": "uncover:1", "label": "Uncover 1", "key": "ArrowRight", "main": True},
        {"id": "lock:1", "label": "Lock", "confirm": "Take no more answers? 9 of 12 have answered."},
    ],
)
heard = ipywidgets.Label("heard: ")

def pressed(action_id):
    heard.value += action_id + " "
    verb, n = action_id.split(":")
    first, second = sheet.actions
    if verb == "uncover":
        sheet.actions = [{**first, "id": f"uncover:{int(n) + 1}", "label": f"Uncover {int(n) + 1}"}, second]

sheet.on_press(pressed)
named = ipywidgets.Label()
sheet.observe(lambda change: setattr(named, "value", f"named: {change.new.get('name')}"), "value")
ipywidgets.VBox([sheet, heard, named])
"""


@pytest.fixture
def page(voila_page: Callable[..., Page]) -> Page:
    page = voila_page([SHEET])
    expect(page.get_by_role("button", name="Uncover 1")).to_be_visible()
    return page


def test_texts_are_texts(page: Page) -> None:
    expect(page.get_by_role("heading")).to_have_text("<img src=x onerror=document.title='hurt'>")
    expect(page.get_by_role("link")).to_have_text("<b>To the end</b>")
    assert page.title() != "hurt"


def test_the_focus_goes_on_to_the_button_that_does_the_same(page: Page) -> None:
    page.get_by_role("button", name="Uncover 1").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Uncover 2")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_text("heard: uncover:1 uncover:2")).to_be_visible()


def test_a_key_uncovers_but_not_while_somebody_types(page: Page) -> None:
    page.keyboard.press("ArrowRight")
    expect(page.get_by_text("heard: uncover:1")).to_be_visible()
    page.get_by_label("What it stands for").press("ArrowRight")
    page.get_by_label("What it stands for").fill("a")
    page.keyboard.press("Tab")
    expect(page.get_by_text("named: a")).to_be_visible()
    expect(page.get_by_text("uncover:2")).to_have_count(0)


def test_a_double_click_uncovers_one_step(page: Page) -> None:
    page.locator(".jk-button-main").dblclick(delay=150)
    page.get_by_label("What it stands for").fill("b")
    page.keyboard.press("Tab")
    expect(page.get_by_text("named: b")).to_be_visible()  # the kernel has heard all that came before
    expect(page.get_by_text("heard: uncover:1", exact=True)).to_be_visible()


def test_a_question_is_asked_first_and_not_yet_presses_nothing(page: Page) -> None:
    page.get_by_role("button", name="Lock").click()
    asked = page.get_by_role("group", name="Take no more answers? 9 of 12 have answered.")
    expect(asked.get_by_role("button", name="Lock")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Lock")).to_be_focused()
    page.keyboard.press("Enter")
    asked.get_by_role("button", name="Not yet").click()
    page.get_by_role("button", name="Lock").click()
    asked.get_by_role("button", name="Lock").click()
    expect(page.get_by_text("heard: lock:1", exact=True)).to_be_visible()


def test_a_field_takes_no_more_letters_than_it_may(page: Page) -> None:
    page.get_by_label("What it stands for").press_sequentially("a usual visit")
    expect(page.get_by_label("What it stands for")).to_have_value("a usua")


def test_the_clock_says_what_it_counts(page: Page) -> None:
    expect(page.locator(".jk-sheet-clock")).to_contain_text("left")
