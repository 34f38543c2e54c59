"""A simulated person does the first thing on the page that is still to be done, and nothing twice."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from journeykit.rehearsal.act import Act, next_act
from journeykit.rehearsal.page import Page
from journeykit.rehearsal.temperament import Temperament
from journeykit.rehearsal.wire import Message

TODAY = date(2026, 11, 3)
PERSON = Temperament.of(1, 1, {"book": 0.0}).model_copy(update={"talks": 1.0, "has_been_through": True})
ROOT, BAR, RATER, SHEET = (letter * 32 for letter in "abcd")
NOTE = {"id": "worry", "type": "long", "label": "A worry", "maxLength": 120}


def page(**widgets: dict[str, Any]) -> Page:
    """A page with a bar and these widgets under it, as a kernel tells it."""
    made = Page(f'<script>{{"model_id": "{ROOT}"}}</script>')
    ids = {"rater": RATER, "sheet": SHEET}
    made.take_all(
        {
            ROOT: {"state": {"children": [f"IPY_MODEL_{id_}" for id_ in (BAR, *(ids[name] for name in widgets))]}},
            BAR: {"state": {"_anywidget_id": "journeykit.widgets.top_bar.TopBar", "ends_at_ms": 1.0}},
            **{ids[name]: {"state": state} for name, state in widgets.items()},
        }
    )
    return made


def rater(**state: Any) -> dict[str, Any]:
    """A rater of two steps."""
    steps = [{"id": "book", "label": "Booking"}, {"id": "wait", "label": "Waiting"}]
    kind = {"_anywidget_id": "journeykit.widgets.emotion_rater.EmotionRater"}
    return {**kind, "title": "How?", "disabled": False, "steps": steps, "value": {}, **state}


def sheet(*actions: dict[str, Any], **state: Any) -> dict[str, Any]:
    """A sheet with these buttons."""
    kind = {"_anywidget_id": "journeykit.widgets.sheet.Sheet"}
    return {**kind, "fields": [], "value": {}, "actions": list(actions), **state}


def everything_done(shown: Page, person: Temperament = PERSON) -> list[Act]:
    """All that a person does on a page that never changes."""
    done: list[Act] = []
    while act := next_act(shown, person, {each.key for each in done}, TODAY):
        done.append(act)
        assert len(done) < 20
    return done


def test_each_step_is_rated_once_then_the_main_button_is_pressed():
    acts = everything_done(page(rater=rater(), sheet=sheet({"id": "back"}, {"id": "done", "main": True})))
    assert [list(act.fills) for act in acts] == [["book"], ["wait"], []]
    assert acts[0].fills == {"book": PERSON.rating("book", "How?")}
    assert [act.press for act in acts] == ["", "", "done"]


def test_what_is_answered_already_or_locked_is_left():
    assert everything_done(page(rater=rater(value={"book": 1, "wait": 0}))) == []
    assert everything_done(page(rater=rater(disabled=True))) == []


def test_a_new_run_is_answered_anew():
    shown = page(rater=rater())
    done = {act.key for act in everything_done(shown)}
    assert shown.take(Message("comm_msg", {"comm_id": BAR, "data": {"method": "update", "state": {"ends_at_ms": 2.0}}}))
    assert next_act(shown, PERSON, done, TODAY).fills == {"book": PERSON.rating("book", "How?")}


def test_lines_are_written_before_the_button_and_take_longer_than_a_tap():
    write, press = everything_done(page(sheet=sheet({"id": "done", "main": True}, fields=[NOTE])))
    assert list(write.fills) == ["worry"]
    assert write.times > press.times
    assert press.press == "done"


@pytest.mark.parametrize(
    "action",
    [
        {"id": "delete", "main": True, "confirm": "Delete all?"},
        {"id": "done", "main": True, "disabled": True},
        {"id": "take_back"},
    ],
)
def test_nobody_presses_what_asks_first_what_is_disabled_or_what_nobody_needs(action: dict[str, Any]):
    assert everything_done(page(sheet=sheet(action))) == []


def test_a_side_button_is_pressed_where_it_says_that_one_is_done():
    assert [act.press for act in everything_done(page(sheet=sheet({"id": "done", "label": "Skip this"})))] == ["done"]


@pytest.mark.parametrize(("been_through", "pressed"), [(True, "tell"), (False, "skip")])
def test_only_those_tell_an_own_feeling_who_have_one(been_through: bool, pressed: str):
    asked = page(sheet=sheet({"id": "tell", "main": True}, {"id": "skip"}))
    person = PERSON.model_copy(update={"has_been_through": been_through})
    assert everything_done(asked, person)[0].press == pressed


def test_a_widget_that_is_not_on_the_page_is_not_touched():
    shown = page(rater=rater())
    shown.take_all({SHEET: {"state": sheet({"id": "done", "main": True})}})
    assert {act.widget_id for act in everything_done(shown)} == {RATER}
