"""Somebody deletes their answers: the page asks, says what went, and the other window of the seat ends calmly."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from served import free_port
from stage import SMALL_PHONE, go_on, guess, on_stage, rate, ready, saved, scripted

pytestmark = pytest.mark.browser

PATIENT_MS = 15_000
"""Longer than a page waits for a sign of life, and than a kernel lives after its seat was deleted."""

KEPT = "Object.keys(sessionStorage).filter((name) => name.startsWith('jk-draft-'))"


def test_answers_are_deleted_from_the_page_and_every_window_of_the_seat_ends_calmly(
    browser: Browser, tmp_path: Path
) -> None:
    with on_stage(browser, tmp_path, free_port()) as company:
        control = company.control()
        phone = company.join("I work with customers", **SMALL_PHONE)
        ready(phone)
        (robot,) = scripted(company, 1)
        go_on(control, "How does Amina feel?")
        rate(phone, {"Booking": "happy", "Waiting": "unhappy"})
        saved(phone)
        guess(robot, 1)
        other = phone.context.new_page()
        other.goto(phone.url)
        expect(other.get_by_role("group", name="Booking")).to_be_visible()

        for page in (phone, other):  # half a card, as its page leaves it in its tab
            page.evaluate("sessionStorage.setItem('jk-draft-ABC-1-action_card', '{\"what\": \"half a card\"}')")
            assert page.evaluate(KEPT) == ["jk-draft-ABC-1-action_card"]

        phone.get_by_role("link", name="Delete my answers").click()
        expect(phone.get_by_role("heading", name="Delete my answers?")).to_be_visible()
        expect(phone.get_by_text("We remove 2 answers")).to_be_visible()
        company.look(phone, "erase_phone")
        phone.get_by_role("button", name="Delete my answers").click()
        expect(phone.get_by_role("heading", name="2 answers were removed.")).to_be_visible()
        company.look(phone, "erased_phone")

        expect(other.get_by_role("heading", name="Your answers are deleted.")).to_be_visible()
        other.wait_for_timeout(PATIENT_MS)
        expect(other.get_by_role("heading", name="Your answers are deleted.")).to_be_visible()
        expect(other.locator("#jk-link")).to_be_hidden()
        for page in (phone, other):
            assert page.evaluate(KEPT) == []
        company.look(other, "erased_other_window")
        other.get_by_role("link", name="Join again").click()
        expect(other.get_by_role("heading", name="Welcome. One tap and you are in.")).to_be_visible()

        assert company.errors == []
        assert {name: found for name, found in company.findings.items() if found} == {}
