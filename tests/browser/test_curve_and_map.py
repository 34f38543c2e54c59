"""The chart and the map in a real browser: drawn, dragged, chosen, printed, read without eyes."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect
from reports import sample_report

from journeykit.render.html import html_map

pytestmark = pytest.mark.browser

SAMPLES = ("airport_departure", "clinic_visit", "coffee_shop")

SETUP = """
import ipywidgets, traitlets
from journeykit.widgets.emotion_curve import EmotionCurve
from journeykit.widgets.emotion_rater import EmotionRater

labels = ["Booking", "Finding the way", "Reception", "Waiting", "With the doctor", "Test results", "Next steps"]
steps = [{"id": f"s{n}", "label": label} for n, label in enumerate(labels)]
ours = {f"s{n}": {"mean": mean, "n": 12, "counts": (1, 2, 4, 3, 2)}
        for n, mean in enumerate((0.2, 0.4, 0.6, 0.2, 1.5, 0.1, 0.7))}
theirs = {f"s{n}": {"mean": mean, "low": mean - 0.3, "high": mean + 0.25, "n": 38}
          for n, mean in enumerate((-0.9, 0.1, 0.3, -1.3, 1.6, -1.0, 0.6))}
look = dict(steps=steps, baseline_label="neither good nor bad (0)", ours=ours, ours_name="our room, 12 people",
            theirs_name="38 patients, likely range")
"""

REVEAL = """
curve = EmotionCurve(**look, theirs={"s3": theirs["s3"]}, focus="s3", size="SIZE",
                     sentence="We thought: about neutral (+0.2). Patients say: unhappy (-1.3).")
more = ipywidgets.Button(description="Uncover the next")
def uncover(_):
    with curve.hold_trait_notifications():
        curve.theirs, curve.focus, curve.sentence = {**curve.theirs, "s0": theirs["s0"]}, "s0", "Booking surprised us."
more.on_click(uncover)
ipywidgets.VBox([curve, more])
"""

WHOLE = """
curve = EmotionCurve(**(look | {"baseline": 1.0, "baseline_label": "the airport as a whole (+1.0)"}), theirs=theirs,
                     size="SIZE", show_dots=True)
curve
"""

DRAG = """
rater = EmotionRater(steps=steps[:2], value={"s0": 1})
curve = EmotionCurve(steps=steps[:2], baseline_label="neither good nor bad (0)", draggable=True, size="phone",
                     value_name="your guess")
traitlets.link((rater, "value"), (curve, "value"))
kernel = ipywidgets.Label(f"in Python: {rater.value}")
rater.observe(lambda change: setattr(kernel, "value", f"in Python: {change.new}"), "value")
ipywidgets.VBox([curve, kernel, rater])
"""

MAP = """
import sys
sys.path.insert(0, TESTS)
import ipywidgets
from reports import sample_report
from journeykit.render.html import html_map
from journeykit.widgets.journey_map import JourneyMap

report = sample_report("clinic_visit")
journey_map = JourneyMap(html=html_map(report), steps=list(report.material.journey.target_ids))
kernel = ipywidgets.Label("chosen: None")
journey_map.observe(lambda change: setattr(kernel, "value", f"chosen: {change.new}"), "value")
ipywidgets.VBox([journey_map, kernel])
""".replace("TESTS", repr(str(Path(__file__).parents[1])))


def keep(page: Page, name: str, *, whole: bool = True) -> None:
    """Save a screenshot where JOURNEYKIT_SCREENSHOTS says; else keep none."""
    if folder := os.environ.get("JOURNEYKIT_SCREENSHOTS"):
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=whole)


def serious(page: Page, inside: str) -> list[str]:
    """What axe-core finds seriously or critically wrong inside an element."""
    found = Axe().run(page, context=inside).response["violations"]
    return [
        f"{each['id']}: {[node['html'] for node in each['nodes']]}"
        for each in found
        if each["impact"] in ("serious", "critical")
    ]


def chart(page: Page) -> Locator:
    """The drawn chart, with its marks in it."""
    figure = page.locator(".jk-curve-figure").first
    expect(figure.locator(".object_grp").first).to_be_attached(timeout=60_000)
    return figure


PLACES = {"phone": (320, 844), "page": (1280, 800), "projector": (1600, 900)}
SMALL_WORDS = """
[...document.querySelectorAll('.jk-curve-words *')]
  .filter((one) => one.textContent.trim() && !one.children.length && one.checkVisibility())
  .filter((one) => parseFloat(getComputedStyle(one).fontSize) < 20)
  .map((one) => one.textContent)
"""


NARROW_IN_EACH_FRAME = """
async () => {
  const seen = new Set();
  for (let frame = 0; frame < 30; frame += 1) {
    await new Promise(requestAnimationFrame);
    seen.add(document.querySelector(".jk-curve").classList.contains("jk-curve-narrow"));
  }
  return [...seen];
}
"""
WIDTHS_OF_CHART_AND_FRAMES = """
() => [".plotarea_background", ".jk-curve-over"].map((one) => document.querySelector(one).getBoundingClientRect().width)
"""


def test_between_wide_and_narrow_the_chart_makes_up_its_mind(voila_page: Callable[..., Page]) -> None:
    page = voila_page([SETUP, REVEAL.replace("SIZE", "page")], width=800)
    chart(page)
    decided = []
    for width in range(640, 801, 20):
        page.set_viewport_size({"width": width, "height": 844})
        page.wait_for_timeout(100)
        decided += page.evaluate(NARROW_IN_EACH_FRAME)
    assert decided == sorted(decided, reverse=True)  # narrow at first, then wide, and never both at one width
    assert set(decided) == {True, False}
    page.wait_for_timeout(1000)  # the chart follows its box a moment later
    drawn, frames = page.evaluate(WIDTHS_OF_CHART_AND_FRAMES)
    assert drawn == pytest.approx(frames, abs=2)


@pytest.mark.parametrize("size", PLACES)
def test_the_curve_is_drawn_with_its_words_wherever_it_is_looked_at(voila_page: Callable[..., Page], size: str) -> None:
    width, height = PLACES[size]
    errors: list[str] = []
    page = voila_page([SETUP, REVEAL.replace("SIZE", size)], width=width)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.set_viewport_size({"width": width, "height": height})
    figure = chart(page)
    expect(figure).to_have_attribute("role", "img")
    expect(figure).to_have_attribute("aria-label", re.compile("Chart: feeling at each step. We thought: about neutral"))
    expect(page.get_by_role("status")).to_have_text("We thought: about neutral (+0.2). Patients say: unhappy (-1.3).")
    expect(page.get_by_text("38 patients, likely range")).to_be_visible()
    expect(page.get_by_text("neither good nor bad (0)").and_(page.locator(":visible"))).to_have_count(1)
    expect(page.get_by_text("Finding the way").and_(page.locator(":visible"))).to_have_count(1)
    expect(page.locator(".jk-curve-frame")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    if size == "projector":
        assert page.evaluate(SMALL_WORDS) == []
    keep(page, f"curve_{size}")

    page.get_by_role("button", name="Uncover the next").click()
    expect(page.get_by_role("status")).to_have_text("Booking surprised us.")
    expect(figure.locator(".object_grp")).to_have_count(9)  # seven of ours, two of theirs
    assert serious(page, ".jk-curve") == []
    assert errors == []


def test_the_text_twin_is_a_real_table_that_opens_by_keyboard(voila_page: Callable[..., Page]) -> None:
    page = voila_page([SETUP, WHOLE.replace("SIZE", "page")])
    chart(page)
    page.get_by_text("Show the numbers").focus()
    page.keyboard.press("Enter")
    row = page.get_by_role("row", name="Waiting")
    expect(row.get_by_role("rowheader")).to_have_text("Waiting")
    expect(row.get_by_role("cell")).to_have_text(["+0.2", "12", "\u22121.3", "38", "\u22121.6 to \u22121.1"])
    expect(page.get_by_text("the airport as a whole (+1.0)").and_(page.locator(":visible"))).to_have_count(1)
    assert serious(page, ".jk-curve") == []
    keep(page, "curve_numbers")


def test_in_the_dark_the_curve_keeps_its_lines_and_outlines(voila_page: Callable[..., Page]) -> None:
    page = voila_page([SETUP, WHOLE.replace("SIZE", "page")], theme="dark")
    line = chart(page).locator(".curve .line").first
    expect(line).to_have_css("stroke", "rgb(242, 240, 234)")
    assert serious(page, ".jk-curve") == []
    keep(page, "curve_dark")


GRIP_STANDS_AT = """
([points]) => {
  const middle = (one) => { const box = one.getBoundingClientRect(); return box.y + box.height / 2; };
  const grip = [...document.querySelectorAll('.jk-curve-figure .object_grp')].at(-1);
  const faces = [...document.querySelectorAll('.jk-curve-face')];
  const [top, bottom] = [middle(faces.at(0)), middle(faces.at(-1))];
  return Math.abs(middle(grip) - (top + (2 - points) / 4 * (bottom - top))) < 2;
}
"""


def heights(page: Page) -> tuple[float, float, float, float]:
    """Where the grip stands and where +2 and -2 lie, in page px: (x, y, top, bottom)."""
    page.wait_for_function(GRIP_STANDS_AT, arg=[1])
    grip = page.locator(".jk-curve-figure .object_grp").last.bounding_box()
    faces = [face.bounding_box() for face in page.locator(".jk-curve-face").all()]
    assert grip
    assert faces[0]
    assert faces[-1]
    middle = [face["y"] + face["height"] / 2 for face in (faces[0], faces[-1])]
    return grip["x"] + grip["width"] / 2, grip["y"] + grip["height"] / 2, middle[0], middle[1]


def test_a_mark_dragged_by_mouse_snaps_to_a_whole_point_and_moves_the_rater(voila_page: Callable[..., Page]) -> None:
    page = voila_page([SETUP, DRAG], width=390)
    chart(page)
    expect(page.locator(".jk-curve-figure .object_grp")).to_have_count(2)  # a mark and its grip: one step is answered
    x, y, top, bottom = heights(page)
    point = (bottom - top) / 4
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, y + 1.5 * point, steps=6)
    page.mouse.move(x, y + 2.3 * point, steps=6)  # from +1 to -1.3
    page.mouse.up()
    page.wait_for_function(GRIP_STANDS_AT, arg=[-1])
    expect(page.get_by_text("in Python: {'s0': -1}")).to_be_visible()
    expect(
        page.get_by_role("group", name="1. Booking").get_by_role("radio", name="unhappy", exact=True)
    ).to_be_checked()
    keep(page, "curve_dragged")

    page.get_by_role("group", name="2. Finding").get_by_role("radio", name="very happy").click()
    expect(page.locator(".jk-curve-figure .object_grp")).to_have_count(4)  # and back: the rater gives the curve a mark


def test_a_mark_dragged_by_finger_snaps_to_a_whole_point(voila_page: Callable[..., Page]) -> None:
    page = voila_page([SETUP, DRAG], width=390, has_touch=True, is_mobile=True)
    chart(page)
    expect(page.locator(".jk-curve-figure .object_grp")).to_have_count(2)
    x, y, top, bottom = heights(page)
    finger = page.context.new_cdp_session(page)
    finger.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
    for part in range(1, 9):
        at = y + part / 8 * 2.8 * (bottom - top) / 4  # from +1 to -1.8
        finger.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [{"x": x, "y": at}]})
    finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    expect(page.get_by_text("in Python: {'s0': -2}")).to_be_visible()


@pytest.mark.parametrize("width", [320, 1280])
def test_a_step_of_the_map_is_chosen_by_click_and_by_keyboard(voila_page: Callable[..., Page], width: int) -> None:
    page = voila_page([MAP], width=width)
    waiting = page.get_by_role("button", name="4. Waiting: choose this step")
    expect(waiting).to_be_visible(timeout=60_000)
    waiting.click()
    expect(page.get_by_text("chosen: waiting")).to_be_visible()
    expect(waiting).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.get_by_text("chosen: doctor")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.get_by_text("chosen: None")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert serious(page, ".jk-journey-map") == []
    keep(page, f"map_widget_{width}")


@pytest.fixture
def map_page(browser: Browser, tmp_path: Path) -> Iterator[Callable[..., tuple[Page, list[str]]]]:
    """map_page(name, width): a sample's map, opened as a file, and the list of everything it asked for."""
    contexts = []

    def opened(name: str, width: int = 1400) -> tuple[Page, list[str]]:
        file = tmp_path / f"{name}.html"
        file.write_text(html_map(sample_report(name)), encoding="utf-8")
        contexts.append(browser.new_context(viewport={"width": width, "height": 990}, java_script_enabled=True))
        page, asked = contexts[-1].new_page(), []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(file.as_uri())
        return page, asked

    yield opened
    for context in contexts:
        context.close()


@pytest.mark.parametrize("name", SAMPLES)
def test_the_map_asks_for_nothing_and_reads_well_on_a_screen_and_on_a_phone(
    map_page: Callable[..., tuple[Page, list[str]]], name: str
) -> None:
    for width in (1400, 320):
        page, asked = map_page(name, width)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        page.get_by_text("Show the numbers").click()
        expect(page.get_by_role("table")).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert serious(page, "body") == []
        assert asked == [page.url]
        keep(page, f"map_{name}_{width}")


@pytest.mark.parametrize("name", SAMPLES)
def test_the_map_prints_on_one_a4_page_on_its_side_with_nothing_cut_off(
    map_page: Callable[..., tuple[Page, list[str]]], name: str
) -> None:
    page, _asked = map_page(name)
    pdf = page.pdf(prefer_css_page_size=True, print_background=True)
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 1
    (size,) = set(re.findall(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)\s*\]", pdf))
    assert [round(float(side)) for side in size] == [842, 595]  # points of an A4 page on its side

    page.emulate_media(media="print")
    page.set_viewport_size({"width": 1054, "height": 725})  # 279 by 192 mm inside the margins
    fits = page.evaluate(
        "(() => { const page = document.querySelector('.jk-map-page'); return page.scrollHeight <= page.clientHeight"
        " && document.querySelector('.jk-map-footer').getBoundingClientRect().bottom"
        " <= page.getBoundingClientRect().bottom + 1; })()"
    )
    assert fits
    curve = page.locator(".jk-map-drawing").bounding_box()
    assert curve
    assert curve["height"] >= 90
    keep(page, f"map_{name}_paper", whole=False)
