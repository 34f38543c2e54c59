"""A customer answers by the link: on a small phone, with the keyboard alone, and without JavaScript."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from served import free_port
from stage import LAPTOP, SMALL_PHONE, on_stage, rate

from journeykit.session.view import View
from journeykit.store.engine import open_store

pytestmark = pytest.mark.browser

STEPS = ("Booking", "Finding the way", "Reception", "Waiting", "With the doctor", "Test results", "Next steps")
TOUCH = 44


def test_customers_answer_on_a_small_phone_with_keys_alone_and_without_scripts(
    browser: Browser, tmp_path: Path
) -> None:
    with on_stage(browser, tmp_path, free_port()) as company:
        link = company.server.links["customers_url"]

        phone = company.page(**SMALL_PHONE)
        phone.goto(link)
        expect(phone.get_by_role("heading", name="How did you feel at each step?")).to_be_visible()
        assert phone.locator("input:checked").count() == 0
        assert phone.evaluate("document.documentElement.scrollWidth") <= 320
        for target in phone.locator("label.pick, label.tick, select, textarea, button").all():
            box = target.bounding_box()
            assert box is not None
            assert min(box["width"], box["height"]) >= TOUCH, target.inner_text()
        company.look(phone, "customers_phone", whole=True)
        rate(phone, {"Booking": "unhappy", "Waiting": "very unhappy", "With the doctor": "very happy"})
        never = phone.get_by_role("radio", name="Did not happen to me", exact=True)
        phone.get_by_role("group", name="Test results").locator("label").filter(has=never).click()
        phone.get_by_label("What was good or bad there?").fill("I waited for an hour and nobody told me why.")
        phone.get_by_text("You may show my words").click()
        company.look(phone, "customers_phone_filled", whole=True)
        phone.get_by_role("button", name="Send").click()
        expect(phone.get_by_role("alert")).to_have_text(
            "Which step are your words about? Please choose it, so that we can show them there."
        )
        company.look(phone, "customers_phone_asked")
        phone.get_by_label("Which step is it about?").select_option("Waiting")
        phone.get_by_role("button", name="Send").click()
        expect(phone.get_by_role("heading", name="Thank you")).to_be_visible()
        company.look(phone, "customers_phone_thanks")
        assert phone.context.cookies() == []
        assert phone.evaluate("localStorage.length + sessionStorage.length") == 0

        keys = company.page(**LAPTOP)
        keys.goto(link)
        keys.keyboard.press("Tab")
        keys.keyboard.press("Space")  # the first face of the first step
        keys.keyboard.press("ArrowRight")
        expect(
            keys.get_by_role("group", name="Booking").get_by_role("radio", name="unhappy", exact=True)
        ).to_be_checked()
        company.look(keys, "customers_laptop")
        keys.get_by_role("button", name="Send").focus()
        keys.keyboard.press("Enter")
        expect(keys.get_by_role("heading", name="Thank you")).to_be_visible()

        plain = company.page(**SMALL_PHONE, java_script_enabled=False)
        plain.goto(link)
        for step in STEPS:
            group = plain.get_by_role("group", name=step)
            group.locator("label").filter(has=plain.get_by_role("radio", name="happy", exact=True)).click()
        plain.get_by_role("button", name="Send").click()
        expect(plain.get_by_role("heading", name="Thank you")).to_be_visible()

        view = View(open_store(company.server.store), company.server.links["session_id"])
        assert view.customers_by_link == 3
        link_wave = view.material.waves[-1]
        assert link_wave.of("booking").counts == (0, 2, 0, 1, 0)
        assert link_wave.of("waiting").counts == (1, 0, 0, 1, 0)
        assert view.material.quotes[-1].text == "I waited for an hour and nobody told me why."
        assert company.errors == []
        assert company.foreign == []
        assert {name: found for name, found in company.findings.items() if found} == {}
