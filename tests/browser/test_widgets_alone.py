"""Each widget by itself, as an analyst sees it: a notebook, plain Voilà, a real browser."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from looked_at import keep, scrolls_sideways, serious
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
def hear(change):
    kernel.value = f"in Python: {change.new}"
    rater.saved = {"state": "saved", "text": "Saved 10:42"}
rater.observe(hear, "value")
lock = ipywidgets.Button(description="Lock it")
lock.on_click(lambda _: setattr(rater, "disabled", True))
ipywidgets.VBox([rater, kernel, lock])
"""


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
    expect(page.get_by_role("status").filter(has_text="Saved 10:42")).to_be_visible()

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


PERSONA = """
import ipywidgets
from journeykit.widgets.persona_builder import PersonaBuilder

builder = PersonaBuilder()
kernel = ipywidgets.Label("in Python: {}")
builder.observe(lambda change: setattr(kernel, "value", f"in Python: {change.new}"), "value")
ipywidgets.VBox([builder, kernel])
"""

STAGES = """
import ipywidgets
from journeykit.widgets.stage_builder import StageBuilder

builder = StageBuilder(
    value=[
        {"id": "plan", "label": "Before the visit", "period": "before", "steps": [
            {"id": "booking", "label": "Booking"}, {"id": "finding", "label": "Finding the way"}]},
        {"id": "visit", "label": "At the clinic", "period": "during", "steps": [
            {"id": "desk", "label": "Reception"},
            {"id": "wait", "label": "Waiting", "doing": "I sit and watch the door.",
             "thinking": "Have they forgotten me?",
             "touchpoints": [{"id": "room", "label": "Waiting room", "channel": "in_person", "mode": "offline"}]}]},
        {"id": "later", "label": "Afterwards", "period": "after", "steps": []},
    ]
)
kernel = ipywidgets.Label()
def tell(*_):
    kernel.value = " | ".join(f"{stage.id}: {' '.join(step.id for step in stage.steps)}" for stage in builder.stages)
builder.observe(tell, "value")
tell()
ipywidgets.VBox([builder, kernel])
"""


@pytest.fixture
def rater_page(voila_page: Callable[..., Page]) -> Page:
    """The rater on a phone, drawn."""
    page = voila_page([RATER], width=390, has_touch=True)
    expect(page.get_by_role("group", name="4. Waiting")).to_be_visible()
    return page


def test_a_radio_forged_on_the_page_changes_nothing_and_the_page_shows_the_truth(rater_page: Page) -> None:
    booking = rater_page.get_by_role("group", name="1. Booking")
    booking.get_by_role("radio", name="neither").click()
    expect(rater_page.get_by_text("in Python: {'booking': 0}")).to_be_visible()
    forged = booking.get_by_role("radio", name="very happy")
    forged.evaluate("radio => { radio.value = '999'; radio.click(); }")
    expect(booking.get_by_role("radio", name="neither")).to_be_checked()
    expect(rater_page.get_by_text("in Python: {'booking': 0}")).to_be_visible()


def test_when_all_is_answered_the_button_gives_way_to_a_sentence(rater_page: Page) -> None:
    for group in rater_page.get_by_role("group").all():
        group.get_by_role("radio", name="happy", exact=True).tap()
    expect(rater_page.get_by_text("All answered. You may still change your mind.")).to_be_visible()
    expect(rater_page.get_by_role("button", name="Next step")).to_be_hidden()


def test_one_step_alone_has_no_count_and_no_way_to_a_next_one(voila_page: Callable[..., Page]) -> None:
    alone = """
from journeykit.widgets.emotion_rater import EmotionRater
EmotionRater(steps=[{"id": "way", "label": "Your way here"}])
"""
    page = voila_page([alone])
    expect(page.get_by_role("group", name="1. Your way here")).to_be_visible()
    expect(page.get_by_role("button", name="Next step")).to_be_hidden()
    expect(page.get_by_text("0 of 1 answered")).to_be_hidden()


def test_the_footer_stays_in_sight_while_the_page_scrolls(rater_page: Page) -> None:
    expect(rater_page.get_by_role("button", name="Next step")).to_be_in_viewport()
    rater_page.get_by_role("group", name="4. Waiting").scroll_into_view_if_needed()
    expect(rater_page.get_by_role("button", name="Next step")).to_be_in_viewport()


def test_a_locked_rater_says_so_and_takes_no_tap(rater_page: Page) -> None:
    rater_page.get_by_role("group", name="1. Booking").get_by_role("radio", name="neither").tap()
    rater_page.get_by_role("button", name="Lock it").click()
    expect(rater_page.get_by_text("Time is up, answers are in.")).to_be_visible()
    expect(rater_page.get_by_role("radio", disabled=True)).to_have_count(20)
    keep(rater_page, "rater_locked")
    assert serious(rater_page, ".jk-rater") == []


def test_a_rater_in_the_dark_keeps_its_faces_and_its_contrast(voila_page: Callable[..., Page]) -> None:
    page = voila_page([RATER], width=390, theme="dark")
    page.get_by_role("group", name="1. Booking").get_by_role("radio", name="very unhappy").check(force=True)
    expect(page.get_by_text("in Python: {'booking': -2}")).to_be_visible()
    keep(page, "rater_dark")
    assert serious(page, ".jk-rater") == []


def test_a_rater_in_the_readers_own_colours_still_shows_what_is_chosen(voila_page: Callable[..., Page]) -> None:
    page = voila_page([RATER], width=390, forced_colors="active")
    chosen = page.get_by_role("group", name="1. Booking").get_by_role("radio", name="unhappy", exact=True)
    chosen.check(force=True)
    keep(page, "rater_forced_colours")
    assert chosen.evaluate("radio => getComputedStyle(radio.nextElementSibling).outlineStyle") == "solid"


@pytest.mark.parametrize("width", [320, 1280])
def test_a_persona_is_written_and_what_is_missing_is_said(voila_page: Callable[..., Page], width: int) -> None:
    page = voila_page([PERSONA], width=width)
    expect(page.get_by_text("Still to do: Name, What they want to get done.")).to_be_visible()
    keep(page, f"persona_{width}_empty")
    assert not page.get_by_text("Please fill this in.").is_visible()

    page.get_by_label("Name").click()
    page.keyboard.press("Tab")
    expect(page.get_by_text("Please fill this in.")).to_have_count(1)
    page.get_by_label("Name").fill("Amina")
    page.get_by_label("What they want to get done").fill("Know what happens next")
    expect(page.get_by_text("Everything needed is here.")).to_be_visible()

    page.get_by_role("textbox", name="What worries them, 1 of 1").fill("They forget me")
    page.get_by_role("button", name="Add a worry").click()
    expect(page.get_by_role("textbox", name="What worries them, 2 of 2")).to_be_focused()
    page.keyboard.type("x" * 121)
    expect(page.get_by_text("Too many: 1")).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.get_by_text("Please use at most 120 characters.")).to_be_visible()
    keep(page, f"persona_{width}")
    page.get_by_role("button", name="Remove “xxx").click()
    expect(page.get_by_role("textbox", name="What worries them, 1 of 1")).to_be_focused()
    page.get_by_label("How do we know?").select_option("Partly from customers")
    expect(page.get_by_text("'fears': ['They forget me']")).to_contain_text("'evidence_level': 'mixed'")
    assert not scrolls_sideways(page)
    assert serious(page, ".jk-persona") == []


def test_a_stage_builder_reorders_by_buttons_and_keeps_the_focus(voila_page: Callable[..., Page]) -> None:
    page = voila_page([STAGES], width=320)
    up = page.get_by_role("button", name="Move “Waiting” up")
    up.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("plan: booking finding | visit: wait desk | later:")).to_be_visible()
    expect(page.get_by_role("status")).to_have_text("“Waiting” is now number 1 of 2 in “At the clinic”.")
    expect(up).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_text("plan: booking finding wait | visit: desk | later:")).to_be_visible()
    page.get_by_role("button", name="Move “At the clinic” down").click()
    expect(page.get_by_role("status")).to_have_text("“At the clinic” is now number 1 of 2 in “After”.")
    page.get_by_role("button", name="More about “Reception”").click()
    page.get_by_label("Move “Reception” to").select_option("Afterwards")
    page.get_by_role("button", name="Move", exact=True).click()
    expect(page.get_by_text("plan: booking finding wait | visit: | later: desk")).to_be_visible()
    keep(page, "stages_320")
    assert not scrolls_sideways(page)
    assert serious(page, ".jk-stages") == []


def drag(page: Page, step: str, to_y: float) -> None:
    """Drag a step by its handle to a height, by mouse."""
    handle = page.locator(f"li[data-item={step}] > .jk-head > .jk-handle")
    handle.scroll_into_view_if_needed()
    box = handle.bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"], to_y, steps=6)
    expect(page.locator(".jk-drop")).to_be_visible()


def top_of(page: Page, item: str) -> float:
    """The height at which an item begins in the window."""
    box = page.locator(f"li[data-item={item}]").bounding_box()
    assert box
    return box["y"]


def test_a_stage_builder_reorders_by_mouse_and_escape_lets_go(voila_page: Callable[..., Page]) -> None:
    page = voila_page([STAGES], width=1280)
    page.get_by_role("button", name="More about “Reception”").scroll_into_view_if_needed()
    drag(page, "finding", top_of(page, "booking") + 5)
    keep(page, "stages_drag")
    page.keyboard.press("Escape")
    page.mouse.up()
    expect(page.locator(".jk-drop")).to_have_count(0)
    drag(page, "finding", top_of(page, "booking") + 5)
    page.mouse.up()
    expect(page.get_by_text("plan: finding booking | visit: desk wait | later:")).to_be_visible()
    drag(page, "booking", top_of(page, "desk") + 5)
    page.mouse.up()
    expect(page.get_by_text("plan: finding | visit: booking desk wait | later:")).to_be_visible()


def test_a_stage_builder_reorders_by_touch(voila_page: Callable[..., Page]) -> None:
    page = voila_page([STAGES], width=390, has_touch=True)
    handle = page.locator("li[data-item=finding] > .jk-head > .jk-handle")
    box = handle.bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    finger = page.context.new_cdp_session(page)
    finger.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
    for height in range(int(y), int(top_of(page, "booking")), -10):
        finger.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [{"x": x, "y": height}]})
    expect(page.locator(".jk-drop")).to_be_visible()
    finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    expect(page.get_by_text("plan: finding booking | visit: desk wait | later:")).to_be_visible()


def test_stages_are_written_added_removed_and_brought_back(voila_page: Callable[..., Page]) -> None:
    page = voila_page([STAGES], width=1280)
    page.get_by_role("button", name="Add a step to “Afterwards”").click()
    added = page.locator("li[data-item^=new_step_]")
    expect(added.locator("input").first).to_be_focused()
    page.keyboard.type("Test results")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Move “Test results” up")).to_be_visible()
    added.get_by_label("Thinking").fill("Is no news good news?")
    added.get_by_role("button", name="Add a touchpoint").click()
    expect(added.get_by_label("Channel of “New touchpoint”")).to_have_value("web")
    added.get_by_label("Touchpoint", exact=True).fill("")
    page.keyboard.press("Tab")
    expect(added.get_by_text("Please fill this in.")).to_be_visible()
    keep(page, "stages_1280")
    assert serious(page, ".jk-stages") == []

    page.get_by_role("button", name="Remove “At the clinic”").click()
    expect(page.get_by_role("status")).to_have_text("“At the clinic” removed.")
    expect(page.get_by_text("A journey needs at least 3 stages.")).to_be_visible()
    expect(page.get_by_role("button", name="Undo")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_text("plan: booking finding | visit: desk wait | later: new_step_")).to_be_visible()
    expect(page.get_by_role("status")).to_have_text("“At the clinic” is back.")
    expect(added.get_by_label("Touchpoint", exact=True)).to_have_value("")


@pytest.mark.parametrize("notebook", [PERSONA, STAGES], ids=["persona", "stages"])
def test_the_builders_can_be_read_in_the_dark(voila_page: Callable[..., Page], notebook: str) -> None:
    page = voila_page([notebook], width=390, theme="dark")
    expect(page.locator(".jk h2")).to_be_visible()
    keep(page, "persona_dark" if notebook == PERSONA else "stages_dark")
    assert serious(page, ".jk") == []
