"""Summary and map after a whole session, in a real browser: on a screen, on a phone, and on one sheet of paper."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from reports import SAMPLES, SHARED, agreed_report

from journeykit.interchange.material_folder import read_material
from journeykit.models.report import Report
from journeykit.render.html import html_map
from journeykit.render.summary import html_summary

pytestmark = pytest.mark.browser

NAMES = ("airport_departure", "clinic_visit", "coffee_shop")


def after(name: str) -> Report:
    """A sample journey after a whole session."""
    return agreed_report(read_material(SAMPLES / name))


def talkative(name: str) -> Report:
    """The same where people said very much, and agreed on eight things."""
    report = after(name)
    long = report.actions[0].model_copy(update={"what": "Say how long it takes. " * 5, "first_step": "Ask them. " * 10})
    commitment = SHARED.model_copy(update={"then_text": "tell them how long it takes and come back in ten minutes"})
    return report.model_copy(
        update={
            "rehearsal": True,
            "actions": tuple(long.model_copy(update={"card_id": f"c{at}"}) for at in range(8)),
            "commitments": (commitment,) * 60,
            "insights": ("They would wait, if only somebody told them how long it takes. " * 2,) * 60,
        }
    )


def without_action(name: str) -> Report:
    """The same where nothing was agreed."""
    changes = {"actions": (), "commitments": (), "no_action_because": "nobody who decides is here"}
    return after(name).model_copy(update=changes)


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Callable[..., tuple[Page, list[str]]]]:
    """opened(html, width): a file in a browser, and the list of everything it asked for."""
    contexts = []

    def open_(html: str, width: int) -> tuple[Page, list[str]]:
        file = tmp_path / f"{len(contexts)}.html"
        file.write_text(html, encoding="utf-8")
        contexts.append(browser.new_context(viewport={"width": width, "height": 990}))
        page, asked = contexts[-1].new_page(), []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(file.as_uri())
        return page, asked

    yield open_
    for context in contexts:
        context.close()


def keep(page: Page, name: str, *, whole: bool = True) -> None:
    """Save a screenshot where JOURNEYKIT_SCREENSHOTS says; else keep none."""
    if folder := os.environ.get("JOURNEYKIT_SCREENSHOTS"):
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=whole)


@pytest.mark.parametrize("make", [after, talkative, without_action])
def test_the_summary_asks_for_nothing_and_reads_well_on_a_laptop_and_on_a_phone(
    opened: Callable[..., tuple[Page, list[str]]], make: Callable[[str], Report]
) -> None:
    for width in (1280, 320):
        page, asked = opened(html_summary(make("clinic_visit")), width)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        violations = Axe().run(page).response["violations"]
        assert [each["id"] for each in violations if each["impact"] in ("serious", "critical")] == []
        assert asked == [page.url]
        keep(page, f"summary_{make.__name__}_{width}")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("make", [after, talkative, without_action])
def test_the_summary_prints_on_one_upright_a4_page_with_nothing_cut_off(
    opened: Callable[..., tuple[Page, list[str]]], make: Callable[[str], Report], name: str
) -> None:
    page, _asked = opened(html_summary(make(name)), 900)
    assert printed(page) == [595, 842]
    fits(page, ".jk-summary", width=703, height=1032)  # 186 by 273 mm inside the margins
    keep(page, f"summary_{make.__name__}_{name}_paper", whole=False)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("make", [after, talkative])
def test_the_map_of_a_whole_session_prints_on_one_a4_page_on_its_side(
    opened: Callable[..., tuple[Page, list[str]]], make: Callable[[str], Report], name: str
) -> None:
    page, _asked = opened(html_map(make(name)), 1400)
    assert printed(page) == [842, 595]
    fits(page, ".jk-map-page", width=1054, height=725)
    assert page.locator(".jk-map-drawing").bounding_box()["height"] >= 90
    keep(page, f"map_{make.__name__}_{name}_paper", whole=False)


def printed(page: Page) -> list[int]:
    """The size in points of the one page that comes out of the printer."""
    pdf = page.pdf(prefer_css_page_size=True, print_background=True)
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 1
    (size,) = set(re.findall(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)\s*\]", pdf))
    return [round(float(side)) for side in size]


def fits(page: Page, selector: str, *, width: int, height: int) -> None:
    """Whether everything stands inside the page as it is printed, the footer too."""
    page.emulate_media(media="print")
    page.set_viewport_size({"width": width, "height": height})
    inside = page.evaluate(
        "(selector) => { const page = document.querySelector(selector);"
        " return [page.scrollHeight <= page.clientHeight, page.querySelector(':scope > footer')"
        ".getBoundingClientRect().bottom <= page.getBoundingClientRect().bottom + 1]; }",
        selector,
    )
    assert inside == [True, True]
