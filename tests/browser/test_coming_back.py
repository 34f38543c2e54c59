"""Nothing is lost: after a restart, in a second tab, on another device and after a sleep, answers are there again."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator

import pytest
from cable import Cable
from playwright.sync_api import Browser, Page, Route, expect
from served import free_port
from stage import LAPTOP, PHONE, Company, go_on, on_stage, press, rate, ready, saved

pytestmark = pytest.mark.browser

HEADING = "How do patients like Amina feel at each step?"
ASLEEP_MS = 8_000  # long enough that the page has asked its server in vain

SLOW_S = 4.0
"""Longer than anywidget's own front end waits for a widget's script."""


@pytest.fixture(scope="module")
def company(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Company]:
    """A session; each test brings its own people."""
    with on_stage(browser, tmp_path_factory.mktemp("coming_back"), free_port(), "clinic_visit") as company:
        yield company


@pytest.fixture(scope="module", autouse=True)
def control(company: Company) -> Page:
    """The facilitator's page, in the middle of predict."""
    page = company.control()
    go_on(page, "How does Amina feel?")
    return page


def predicting(company: Company, answers: dict[str, str], *, port: int | None = None, **context: object) -> Page:
    """Somebody who comes in while the others predict, and has answered these steps."""
    page = company.join("I lead a team", port=port, **context)
    ready(page)
    rate(page, answers)
    saved(page)
    return page


def slowly(route: Route) -> None:
    """A widget's script, later than it would come."""
    time.sleep(SLOW_S)
    route.continue_()


def expect_answers(page: Page, answers: dict[str, str]) -> None:
    """The page is where predict is, and shows these answers and no other ones."""
    expect(page.get_by_role("heading", name=HEADING)).to_be_visible()
    for step, word in answers.items():
        face = page.get_by_role("group", name=step).get_by_role("radio", name=word, exact=True)
        expect(face).to_be_checked()
    expect(page.locator(".jk-rater-count")).to_have_text(f"{len(answers)} of 7 answered")


def return_code(page: Page) -> str:
    """The six characters under the page."""
    text = page.get_by_text("Your code for another device:").inner_text()
    return re.search(r": (\w{6})$", text)[1]


def test_a_second_tab_shows_the_same_answers_and_both_stay_in_step(company: Company) -> None:
    first = predicting(company, {"Booking": "happy", "Waiting": "unhappy"}, **PHONE)
    second = first.context.new_page()
    second.set_default_timeout(60_000)
    second.goto(company.server.links["participants_url"])  # the same code scanned once more
    expect_answers(second, {"Booking": "happy", "Waiting": "unhappy"})
    rate(second, {"Reception": "neither", "Booking": "very happy"})
    expect_answers(first, {"Booking": "very happy", "Waiting": "unhappy", "Reception": "neither"})
    rate(first, {"Test results": "happy"})
    everything = {"Booking": "very happy", "Waiting": "unhappy", "Reception": "neither", "Test results": "happy"}
    for page in (first, second):
        expect_answers(page, everything)
    first.context.close()


def test_a_phone_that_was_locked_is_back_with_its_answers(company: Company, control: Page) -> None:
    cable = Cable(company.server.port)
    try:
        answers = {"Booking": "happy", "Next steps": "unhappy"}
        page = predicting(company, answers, port=cable.port, **PHONE)
        phone = page.context.new_cdp_session(page)
        phone.send("Page.setWebLifecycleState", {"state": "frozen"})
        cable.cut()
        control.wait_for_timeout(ASLEEP_MS)
        cable.mend()
        phone.send("Page.setWebLifecycleState", {"state": "active"})
        expect_answers(page, answers)
        rate(page, {"Reception": "happy"})
        page.reload()  # perhaps sooner than the link is back: then the answer is on its way still
        expect_answers(page, answers | {"Reception": "happy"})
        rate(page, {"Test results": "happy"})
        saved(page)
        expect_answers(page, answers | {"Reception": "happy", "Test results": "happy"})
        page.context.close()
    finally:
        cable.close()


def test_a_phone_that_is_slow_to_start_follows_as_every_other(company: Company) -> None:
    page = company.page(**PHONE)
    page.route("**/kit/widgets/emotion_rater.*", slowly)
    page.goto(company.server.links["participants_url"])
    page.get_by_role("button", name="I lead a team").click()
    ready(page)
    rate(page, {"Booking": "happy"})
    saved(page)
    expect_answers(page, {"Booking": "happy"})
    page.context.close()


def test_a_return_code_takes_the_answers_to_another_device_and_back(company: Company) -> None:
    old = predicting(company, {"Booking": "unhappy"}, **LAPTOP)
    code = return_code(old)
    new = company.page(**PHONE)
    new.goto(company.server.links["participants_url"])
    new.get_by_text("I was here before, on another device").click()
    new.get_by_label("The six characters at the end of your page").fill(code.lower())
    company.look(new, "phone_return_code", whole=True)
    new.get_by_role("button", name="Go on here").click()
    expect_answers(new, {"Booking": "unhappy"})

    expect(old.get_by_role("heading", name="You went on on another device.")).to_be_visible()
    expect(old.get_by_role("radio")).to_have_count(0)
    expect(old.get_by_role("button", name="Go on here")).to_be_visible()
    company.look(old, "laptop_stepped_aside")
    rate(new, {"Waiting": "very unhappy"})
    saved(new)

    old.get_by_role("button", name="Go on here").click()
    expect_answers(old, {"Booking": "unhappy", "Waiting": "very unhappy"})
    expect(new.get_by_role("heading", name="You went on on another device.")).to_be_visible()
    company.look(new, "phone_stepped_aside")
    rate(old, {"Reception": "neither"})
    saved(old)
    assert company.findings["phone_return_code"] == []
    assert company.findings["laptop_stepped_aside"] == []
    assert company.findings["phone_stepped_aside"] == []
    old.context.close()
    new.context.close()


def test_after_a_restart_of_the_server_every_page_comes_back_by_itself(company: Company, control: Page) -> None:
    wall = company.projector(control)
    on_phone, on_laptop = {"Booking": "happy", "Waiting": "unhappy"}, {"Finding the way": "very happy"}
    phone, laptop = predicting(company, on_phone, **PHONE), predicting(company, on_laptop, **LAPTOP)
    here = control.get_by_label("Now", exact=True).get_by_text("have answered").inner_text()
    pages = {"phone": phone, "laptop": laptop, "control": control, "projector": wall}
    expect(wall.get_by_text(here)).to_be_visible()

    assert company.server.stop() == 0
    for name, page in pages.items():
        expect(page.get_by_text("Connection lost", exact=False)).to_be_visible()
        company.look(page, f"{name}_server_away")
    rate(phone, {"Reception": "very unhappy"})
    expect(phone.get_by_text("saving \u2026")).to_be_visible()
    company.server.start("--continue")

    expect_answers(phone, on_phone | {"Reception": "very unhappy"})
    expect_answers(laptop, on_laptop)
    expect(wall.get_by_role("heading", name="How does Amina feel?")).to_be_visible()
    for page in (control, wall):
        expect(page.get_by_text(here).first).to_be_visible()
    saved(phone)
    for page in pages.values():
        expect(page.get_by_text("Connection lost", exact=False)).to_be_hidden()
    rate(laptop, {"Booking": "neither"})
    expect_answers(laptop, on_laptop | {"Booking": "neither"})
    press(control, "Lock answers")
    for page in (phone, laptop, wall):
        expect(page.get_by_text("Time is up, answers are in.")).to_be_visible()
    assert {name: found for name, found in company.findings.items() if found} == {}
    assert company.foreign == []
    assert company.errors == []
