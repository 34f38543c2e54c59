"""A sheet alone on a page: plain Voilà, a real browser."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from looked_at import keep, scrolls_sideways, serious
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


FIELDS = """
import ipywidgets
from journeykit.widgets.sheet import Sheet

steps = [["book", "Booking by phone"], ["desk", "Reception"], ["wait", "Waiting"]]
fields = [
    {"id": "when", "type": "choice", "label": "When were you last a customer?", "required": True,
     "options": [["week", "This week"], ["never", "Never"]]},
    {"id": "sure", "type": "picks", "label": "Which two were you least sure of?", "most": 2, "options": steps,
     "hint": "Two at most."},
    {"id": "why", "type": "long", "label": "What surprised you?", "maxLength": 20,
     "placeholder": "I used to think ..."},
    {"id": "due", "type": "date", "label": "By when?", "min": "2026-11-22", "max": "2027-11-22", "group": "The action"},
    {"id": "who", "type": "text", "label": "Who?", "maxLength": 60, "group": "The action", "hint": "One name."},
    {"id": "agrees", "type": "scale", "label": "I know how they feel", "lowest": "not at all", "highest": "fully",
     "group": "Before we go"},
    {"id": "share", "type": "checkbox", "label": "Show it to the others", "hint": "Only you see it otherwise."},
]
sheet = Sheet(
    blocks=[
        {"kind": "tally", "text": "What we would fix first", "items": [["Booking by phone", 7], ["Waiting", 0]]},
        {"kind": "notes", "items": ["They forget me", "Somebody says sorry"]},
        {"kind": "table", "columns": ["Step", "We felt", "We thought"], "rows": [["Booking by phone", "-0.5", "+1.0"]]},
        {"kind": "alarm", "text": "This session has no action yet."},
    ],
    fields=fields,
    actions=[{"id": "done", "label": "Done", "main": True}],
)
value = ipywidgets.Label("in Python: {}")
sheet.observe(lambda change: setattr(value, "value", f"in Python: {change.new}"), "value")
heard = ipywidgets.Label()
sheet.on_press(lambda _: setattr(heard, "value", f"pressed with {sheet.value.get('why')!r}"))

def news(_):
    sheet.fields = [{"id": "first", "type": "text", "label": "New", "maxLength": 9},
                    *({**field, "hint": "Changed."} for field in fields)]
    sheet.value = {**sheet.value, "who": "Python", "share": True}

button = ipywidgets.Button(description="News in a while")
button.on_click(lambda _: __import__("asyncio").get_event_loop().call_later(1.5, news, None))
ipywidgets.VBox([sheet, value, heard, button])
"""


@pytest.fixture
def filled_in(voila_page: Callable[..., Page], request: pytest.FixtureRequest) -> Page:
    """A sheet with every type of field, drawn."""
    page = voila_page([FIELDS], **getattr(request, "param", {"width": 320, "has_touch": True}))
    expect(page.get_by_role("button", name="Done")).to_be_visible()
    return page


def test_every_type_of_field_is_filled_in_by_touch(filled_in: Page) -> None:
    page = filled_in
    page.get_by_role("group", name="When were you last a customer?").get_by_text("Never").tap()
    expect(page.get_by_text("in Python: {'when': 'never'}")).to_be_visible()
    sure = page.get_by_role("group", name="Which two were you least sure of?")
    for step in ("Waiting", "Booking by phone", "Reception"):
        sure.get_by_text(step).tap()
    expect(sure.get_by_role("status")).to_have_text("No more than 2, please. Take one back first.")
    expect(sure.get_by_role("checkbox", name="Reception")).not_to_be_checked()
    expect(page.get_by_text("'sure': ['book', 'wait']")).to_be_visible()
    sure.get_by_text("Waiting").tap()
    expect(sure.get_by_role("status")).to_be_empty()
    page.get_by_label("By when?").fill("2026-11-30")
    page.get_by_role("radio", name="5 (fully)").tap()
    page.get_by_label("Show it to the others").tap()
    said = "{'when': 'never', 'sure': ['book'], 'due': '2026-11-30', 'agrees': 5, 'share': True}"
    expect(page.get_by_text(f"in Python: {said}")).to_be_visible()


@pytest.mark.parametrize(
    "filled_in",
    [
        {"width": 320, "has_touch": True},
        {"width": 320, "theme": "dark", "color_scheme": "dark"},
        {"width": 1280},
    ],
    ids=["phone", "dark", "laptop"],
    indirect=True,
)
def test_the_fields_are_large_enough_and_clean(filled_in: Page, request: pytest.FixtureRequest) -> None:
    page = filled_in
    page.get_by_role("radio", name="Never").check()
    page.get_by_role("checkbox", name="Reception").check()
    page.set_viewport_size({"width": page.viewport_size["width"], "height": 1900})  # all of it on one picture
    keep(page, f"sheet_fields_{request.node.callspec.id}")
    targets = ".jk-sheet-option, .jk-sheet-field > :is(input:not([type=checkbox]), textarea, label:not(:first-child))"
    boxes = [one.bounding_box() for one in page.locator(targets).all()]
    assert len(boxes) == 2 + 3 + 5 + 3 + 1
    assert min(min(box["width"], box["height"]) for box in boxes if box) >= 44
    assert not scrolls_sideways(page)
    assert serious(page, ".jk-sheet") == []


def test_the_fields_are_filled_in_with_keys_alone(filled_in: Page) -> None:
    page = filled_in
    keys = page.keyboard
    page.get_by_role("radio", name="This week").focus()
    for key in ("Space", "Tab", "Space", "Tab", "Tab", "Space", "Tab"):
        keys.press(key)
    expect(page.get_by_label("What surprised you?")).to_be_focused()
    keys.type("waits")
    page.get_by_role("radio", name="1 (not at all)").focus()
    keys.press("ArrowRight")
    expect(page.get_by_text("{'when': 'week', 'sure': ['book', 'wait'], 'why': 'waits', 'agrees': 2}")).to_be_visible()


def test_what_is_typed_arrives_while_the_field_still_has_the_focus(filled_in: Page) -> None:
    why = filled_in.get_by_label("What surprised you?")
    why.press_sequentially("they wait")
    expect(filled_in.get_by_text("Characters left: 11")).to_be_visible()
    expect(filled_in.get_by_text("in Python: {'why': 'they wait'}")).to_be_visible()
    expect(why).to_be_focused()
    why.press_sequentially(" too long for it")
    expect(why).to_have_value("they wait too long f")


def test_a_press_brings_what_was_typed_a_moment_before(filled_in: Page) -> None:
    filled_in.get_by_label("What surprised you?").press_sequentially("soon")
    filled_in.get_by_role("button", name="Done").dispatch_event("click")  # the focus stays: no blur says it first
    expect(filled_in.get_by_text("pressed with 'soon'")).to_be_visible()


def test_news_never_touches_the_field_that_somebody_types_in(filled_in: Page) -> None:
    page = filled_in
    who = page.get_by_label("Who?")
    page.get_by_role("button", name="News in a while").click()
    who.press_sequentially("Mo")
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    expect(page.get_by_label("New", exact=True)).to_be_visible()
    expect(page.get_by_label("Show it to the others")).to_be_checked()
    expect(who).to_be_focused()
    expect(who).to_have_value("Mo")
    page.keyboard.type("aj")
    expect(who).to_have_value("Majo")
    page.keyboard.press("Tab")
    expect(page.get_by_text("'who': 'Majo'")).to_be_visible()


def test_a_date_outside_its_limits_is_told_and_not_taken(filled_in: Page) -> None:
    due = filled_in.get_by_label("By when?")
    due.fill("2030-01-01")
    due.blur()
    expect(filled_in.get_by_role("group", name="The action").get_by_role("status")).not_to_be_empty()
    expect(filled_in.get_by_text("in Python: {'due': ''}")).to_be_visible()


def test_what_people_wrote_is_text_too(filled_in: Page) -> None:
    expect(filled_in.get_by_role("listitem").filter(has_text="Booking by phone7")).to_be_visible()
    expect(filled_in.locator(".jk-sheet-tally i")).to_have_count(7)
    expect(filled_in.locator(".jk-sheet-notes li")).to_have_text(["They forget me", "Somebody says sorry"])
    expect(filled_in.get_by_role("row", name="Booking by phone -0.5 +1.0")).to_be_visible()
    expect(filled_in.get_by_role("rowheader")).to_have_text("Booking by phone")
    expect(filled_in.get_by_text("This session has no action yet.")).to_be_visible()


HALF = """
import ipywidgets
from journeykit.widgets.sheet import Sheet

sheet = Sheet(
    fields=[
        {"id": "what", "type": "long", "label": "What?", "maxLength": 60},
        {"id": "who", "type": "text", "label": "Who?", "maxLength": 60},
    ],
    actions=[{"id": "save", "label": "Save", "main": True}],
    value={"who": "Known"},
    keep="ABC-1-card",
)
value = ipywidgets.Label("in Python: nothing")
sheet.observe(lambda change: setattr(value, "value", f"in Python: {change.new}"), "value")
sheet.on_press(lambda _: setattr(sheet, "keep", ""))
ipywidgets.VBox([sheet, value])
"""


def test_what_was_filled_in_and_not_saved_outlives_a_reload_until_python_says_it_is_saved(
    voila_page: Callable[..., Page],
) -> None:
    page = voila_page([HALF])
    page.get_by_label("What?").fill("A board at the door")
    page.get_by_label("Who?").fill("Majo")
    page.reload()  # at once: it need not have reached Python
    expect(page.get_by_label("What?")).to_have_value("A board at the door")
    expect(page.get_by_label("Who?")).to_have_value("Known")  # what Python knows counts
    expect(page.get_by_text("in Python: {'who': 'Known', 'what': 'A board at the door'}")).to_be_visible()
    page.get_by_role("button", name="Save").click()
    page.wait_for_function("() => sessionStorage.getItem('jk-draft-ABC-1-card') === null")
    page.reload()
    expect(page.get_by_label("Who?")).to_have_value("Known")
    expect(page.get_by_label("What?")).to_have_value("")
