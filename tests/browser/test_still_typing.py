"""Somebody is still typing when the facilitator goes on: on their page nothing is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from served import free_port
from stage import SMALL_PHONE, on_stage, ready, saved

from journeykit.models.exercise import ExerciseId
from journeykit.session.room import Room
from journeykit.session.view import View
from journeykit.store.engine import open_store

pytestmark = pytest.mark.browser


def test_a_line_that_came_too_late_is_there_and_saved_when_the_facilitator_comes_back(
    browser: Browser, tmp_path: Path
) -> None:
    with on_stage(browser, tmp_path, free_port(), "clinic_visit") as company:
        view = View(open_store(company.server.store), company.server.links["session_id"])
        room = Room(view.following.engine, view)
        page = company.join("I lead a team", **SMALL_PHONE)
        ready(page)
        expect(page.get_by_role("heading", name="A practice question")).to_be_visible()
        room.begin()
        while view.now().exercise.id is not ExerciseId.MEET:
            room.next()
        page.get_by_label("Amina may expect").press_sequentially("To be seen at once")
        room.next()
        expect(page.get_by_text("Which steps do not happen to Amina?")).to_be_visible()

        room.back()
        expect(page.get_by_label("Amina may expect")).to_have_value("To be seen at once")
        saved(page)
        page.reload()
        expect(page.get_by_label("Amina may expect")).to_have_value("To be seen at once")
        assert company.errors == []
