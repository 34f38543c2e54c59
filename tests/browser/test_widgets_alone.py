"""Each widget by itself, as an analyst sees it: a notebook, plain Voilà, a real browser."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

RATER = """
import ipywidgets
from journeykit.widgets.emotion_rater import EmotionRater

rater = EmotionRater(
    title="How do patients like Amina feel at each step?",
    hint="Your guess, on your own. Nobody sees it before we all look together.",
    steps=[
        {"id": "booking", "label": "Booking", "line": "I ring three times before anyone answers."},
        {"id": "finding", "label": "Finding the way", "line": "The signs stop at the car park."},
        {"id": "desk", "label": "Reception", "question": "How easy was it at reception?",
         "lowest_label": "1 Very hard", "highest_label": "5 Very easy"},
        {"id": "wait", "label": "Waiting", "line": "Have they forgotten me?"},
    ],
)
kernel = ipywidgets.Label("in Python: {}")
rater.observe(lambda change: setattr(kernel, "value", f"in Python: {change.new}"), "value")
lock = ipywidgets.Button(description="Lock it")
lock.on_click(lambda _: setattr(rater, "disabled", True))
ipywidgets.VBox([rater, kernel, lock])
"""


def keep(page: Page, name: str) -> None:
    """Save a screenshot where JOURNEYKIT_SCREENSHOTS says; else keep none."""
    if folder := os.environ.get("JOURNEYKIT_SCREENSHOTS"):
        page.screenshot(path=Path(folder) / f"{name}.png")


def serious(page: Page, inside: str) -> list[str]:
    """What axe-core finds seriously or critically wrong inside an element."""
    report = Axe().run(page, context=inside).response
    return [
        f"{found['id']}: {[node['html'] for node in found['nodes']]}"
        for found in report["violations"]
        if found["impact"] in ("serious", "critical")
    ]


def scrolls_sideways(page: Page) -> bool:
    """Whether the page or a widget of ours is wider than its place."""
    return bool(
        page.evaluate(
            "() => [document.documentElement, ...document.querySelectorAll('.jk')]"
            ".some((one) => one.scrollWidth > one.clientWidth)"
        )
    )


@pytest.mark.parametrize("width", [320, 1280])
def test_a_step_is_rated_by_one_tap_and_by_keyboard(voila_page: Callable[..., Page], width: int) -> None:
    page = voila_page([RATER], width=width, has_touch=True)
    booking = page.get_by_role("group", name="1. Booking")
    expect(booking.get_by_role("radio")).to_have_count(5)
    expect(page.locator("input:checked")).to_have_count(0)
    keep(page, f"rater_{width}_empty")

    booking.get_by_role("radio", name="unhappy", exact=True).tap()
    expect(page.get_by_text("in Python: {'booking': -1}")).to_be_visible()
    expect(page.get_by_text("1 of 4 answered")).to_be_visible()

    page.get_by_role("button", name="Next step").click()
    expect(page.get_by_role("group", name="2. Finding").get_by_role("radio").first).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_text("in Python: {'booking': -1, 'finding': -1}")).to_be_visible()
    keep(page, f"rater_{width}")

    for input_ in page.locator(".jk-rater input").all():
        box = input_.bounding_box()
        assert box
        assert box["width"] >= 44
        assert box["height"] >= 44
    assert not scrolls_sideways(page)
    assert serious(page, ".jk-rater") == []
