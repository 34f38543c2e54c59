"""A page without a screen holds what a browser would hold."""

from __future__ import annotations

import pytest

from journeykit.rehearsal.page import Page, kernel_of
from journeykit.rehearsal.wire import Message

ROOT, CHILD, LATER = (letter * 32 for letter in "abc")


def update(widget_id: str, method: str = "update", **state: object) -> Message:
    """A kernel's word about a widget."""
    return Message("comm_msg", {"comm_id": widget_id, "data": {"method": method, "state": state}})


@pytest.fixture
def page() -> Page:
    page = Page(f'{{"model_id": "{ROOT}"}} {{"model_id": "{ROOT}"}}')
    page.take_all(
        {
            ROOT: {"state": {"children": [f"IPY_MODEL_{CHILD}", f"IPY_MODEL_{LATER}"]}},
            CHILD: {"state": {"_anywidget_id": "journeykit.widgets.sheet.Sheet", "_esm": "script", "value": {}}},
        }
    )
    return page


def test_widgets_are_seen_from_top_to_bottom_and_without_their_scripts(page: Page):
    assert [(each.id, each.kind) for each in page.visible()] == [(ROOT, ""), (CHILD, "Sheet")]
    assert "_esm" not in page.states[CHILD]


def test_a_widget_that_is_made_later_is_seen_where_it_stands(page: Page):
    opened = {"comm_id": LATER, "data": {"state": {"_anywidget_id": "journeykit.widgets.top_bar.TopBar"}}}
    assert page.take(Message("comm_open", opened))
    assert [each.kind for each in page.visible()] == ["", "Sheet", "TopBar"]
    assert page.take(Message("comm_close", {"comm_id": LATER}))
    assert [each.kind for each in page.visible()] == ["", "Sheet"]


@pytest.mark.parametrize("method", ["update", "echo_update"])
def test_what_changes_is_taken_in(page: Page, method: str):
    assert page.take(update(CHILD, method, value={"name": "x"}))
    assert page.states[CHILD]["value"] == {"name": "x"}


@pytest.mark.parametrize(
    "message",
    [
        Message("status", {"execution_state": "idle"}),
        update("f" * 32, value={}),
        update(CHILD, "custom"),
        Message("comm_close", {"comm_id": "f" * 32}),
    ],
)
def test_what_concerns_no_widget_of_the_page_changes_nothing(page: Page, message: Message):
    before = {id_: dict(state) for id_, state in page.states.items()}
    assert not page.take(message)
    assert page.states == before


def test_a_page_names_its_kernel():
    kernel = "0b5f1d0c-0000-4000-8000-000000000001"
    assert kernel_of(f'{{"kernelId": "{kernel}"}}') == kernel
    with pytest.raises(ValueError, match="names no kernel"):
        kernel_of("<p>Join first</p>")
