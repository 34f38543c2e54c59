"""The first minutes: the control page greets, hints after a while, and sees the first device; somebody without a mouse
comes in and answers."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from served import free_port
from stage import LAPTOP, Company, go_on, on_stage, tab_to

pytestmark = pytest.mark.browser

HINTS = (
    "Is the phone in the same network as this computer?",
    "Does this computer\u2019s firewall let Python take connections?",
    "Guest networks often keep devices apart: a phone\u2019s own hotspot helps.",
)
STEPS = ("Booking", "Finding the way", "Reception", "Waiting", "With the doctor", "Test results", "Next steps")


@pytest.fixture(scope="module")
def company(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Company]:
    """A session that nobody has joined."""
    with on_stage(browser, tmp_path_factory.mktemp("greeting"), free_port(), "clinic_visit") as company:
        yield company


@pytest.fixture(scope="module")
def control(company: Company) -> Page:
    """The facilitator's page, just opened."""
    return company.control()


def test_the_control_page_greets_hints_after_half_a_minute_and_sees_the_first_device(
    company: Company, control: Page
) -> None:
    expect(control.get_by_text("Scan this with your phone.")).to_be_visible()
    expect(control.get_by_role("img", name="QR code of the join link")).to_be_visible()
    company.projector(control).close()  # a page of the facilitator's own is no other device
    expect(control.get_by_text("Nobody has come yet?")).to_have_count(0)
    for hint in HINTS:
        expect(control.get_by_text(hint.replace("\u2019", "'"))).to_be_visible()
    company.look(control, "control_hints", whole=True)

    company.page(**LAPTOP).goto(company.server.links["participants_url"])
    expect(control.get_by_text("Another device has arrived.", exact=False)).to_be_visible()
    expect(control.get_by_text("Scan this with your phone.")).to_have_count(0)
    expect(control.get_by_text("Nobody has come yet?")).to_have_count(0)
    company.look(control, "control_device_arrived", whole=True)
    assert company.findings == {"control_hints": [], "control_device_arrived": []}


def test_somebody_without_a_mouse_comes_in_and_answers_every_step(company: Company, control: Page) -> None:
    page = company.page(**LAPTOP)
    page.goto(company.server.links["participants_url"])
    tab_to(page, "I lead a team")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="I am ready")).to_be_visible()
    tab_to(page, "I am ready")
    page.keyboard.press("Enter")
    tab_to(page, "Skip the practice")
    page.keyboard.press("Enter")
    tab_to(page, "Done", exact=True)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="You are in.")).to_be_visible()

    go_on(control, "How does Amina feel?")
    expect(page.get_by_role("group", name="Booking")).to_be_visible()
    for number, step in enumerate(STEPS):
        tab_to(page, step)
        page.keyboard.press("Space")
        for _ in range(number % 5):
            page.keyboard.press("ArrowRight")
        company.look(page, f"keyboard_{number}") if number == 2 else None
    expect(page.get_by_text("All answered.", exact=False)).to_be_visible()
    for number, step in enumerate(STEPS):
        faces = page.get_by_role("group", name=step).get_by_role("radio")
        expect(faces.nth(number % 5)).to_be_checked()
    expect(control.get_by_text("1 of 1 has answered")).to_be_visible()
    assert {name: found for name, found in company.findings.items() if found} == {}
