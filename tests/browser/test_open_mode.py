"""Three people who agree to open mode are shown to themselves; four who do not are told how many are missing."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from served import free_port
from stage import LAPTOP, PHONE, Company, go_on, on_stage, rate, ready

pytestmark = pytest.mark.browser

STEPS = ("Booking", "Finding the way", "Reception", "Waiting", "With the doctor", "Test results", "Next steps")


def _at_the_reveal(company: Company, agree: list[bool]) -> tuple[Page, list[Page]]:
    """The control page and everybody's pages, after each has guessed and the room was shown to itself."""
    control = company.control()
    people = [company.join("I lead a team", **(PHONE if number == 0 else LAPTOP)) for number in range(len(agree))]
    for page, agrees in zip(people, agree, strict=True):
        ready(page, open_mode=agrees)
    here = len(agree)
    expect(control.get_by_text(f"{here} of {here} are ready")).to_be_visible()
    if any(agree):
        expect(control.get_by_text(f"{sum(agree)} of {here} agree", exact=False)).to_be_visible()
    go_on(control, "How does Amina feel?")
    for page in people:
        expect(page.get_by_role("group", name="Booking")).to_be_visible()
        rate(page, dict.fromkeys(STEPS, "happy"))
    expect(control.get_by_text(f"{here} of {here} have answered")).to_be_visible()
    go_on(control, "What we thought")
    for page in people:
        expect(page.get_by_role("heading", name="What we thought", exact=True)).to_be_visible()
    return control, people


def test_three_people_who_all_agree_see_their_dots(browser: Browser, tmp_path: Path) -> None:
    with on_stage(browser, tmp_path, free_port()) as company:
        control, people = _at_the_reveal(company, [True, True, True])
        for page in (control, *people):
            expect(page.get_by_text("our room, 3 people").first).to_be_visible()
        company.look(people[0], "phone_open_mode", whole=True)
        assert company.findings["phone_open_mode"] == []
        people[0].get_by_text("Show the numbers").click()
        table = people[0].get_by_role("table").inner_text()
        assert "+1.0" in table
        assert "between" not in people[0].locator("body").inner_text()


def test_four_people_who_do_not_all_agree_are_told_that_one_is_missing(browser: Browser, tmp_path: Path) -> None:
    with on_stage(browser, tmp_path, free_port()) as company:
        control, people = _at_the_reveal(company, [True, False, True, True])
        for page in (control, *people):
            expect(page.get_by_text("We need 5 answers to show this. You have 4.").first).to_be_visible()
        company.look(people[0], "phone_too_few", whole=True)
        assert company.findings["phone_too_few"] == []
