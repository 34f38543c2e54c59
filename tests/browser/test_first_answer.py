"""Three taps from the link to the first answer: the role, "I am ready", a face."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from served import free_port
from stage import PHONE, on_stage, saved

from journeykit.models.exercise import ExerciseId
from journeykit.session.room import Room
from journeykit.session.view import View
from journeykit.store.engine import open_store

pytestmark = pytest.mark.browser

TELL_EVERY_TAP = "addEventListener('pointerdown', () => tapped(), { capture: true });"


AN_OLDER_PHONE = "delete AbortSignal.any;"


@pytest.mark.parametrize("phone", ["", AN_OLDER_PHONE], ids=["a new phone", "an older phone"])
def test_who_comes_late_has_an_answer_in_the_store_after_three_taps(
    phone: str, browser: Browser, tmp_path: Path
) -> None:
    with on_stage(browser, tmp_path, free_port(), "clinic_visit") as company:
        view = View(open_store(company.server.store), company.server.links["session_id"])
        room = Room(view.following.engine, view)
        while view.now().exercise.id is not ExerciseId.PREDICT:
            room.next()

        taps: list[str] = []
        page = company.page(**PHONE)
        page.expose_function("tapped", lambda: taps.append(page.url))
        page.add_init_script(phone + TELL_EVERY_TAP)
        page.goto(company.server.links["participants_url"])
        page.get_by_role("button", name="I work with customers").tap()
        page.get_by_role("button", name="I am ready").tap()
        booking = page.get_by_role("group", name="Booking")
        unhappy = page.get_by_role("radio", name="unhappy", exact=True)
        booking.locator("label").filter(has=unhappy).tap()
        expect(booking.locator(unhappy)).to_be_checked()
        saved(page)

        view.refresh()
        (seat_id,) = view.following.board.seats
        assert view.own(seat_id) == {"booking": -1}
        assert len(taps) == 3, taps


def test_a_page_with_a_widget_that_could_not_be_drawn_loads_itself_anew(browser: Browser, tmp_path: Path) -> None:
    with on_stage(browser, tmp_path, free_port(), "clinic_visit") as company:
        page = company.join("I lead a team", **PHONE)
        expect(page.get_by_role("button", name="I am ready")).to_be_visible()
        mark = {"className": "jupyter-widgets-error-widget"}
        with page.expect_navigation():
            page.evaluate("(mark) => document.body.append(Object.assign(document.createElement('p'), mark))", mark)
        expect(page.get_by_role("button", name="I am ready")).to_be_visible()
        expect(page.locator(".jupyter-widgets-error-widget")).to_have_count(0)
