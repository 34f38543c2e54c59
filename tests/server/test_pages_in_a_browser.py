"""The server's own pages and its template in a real Chromium: one tap, the keyboard, no scripts, the link badge."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import psutil
import pytest
from axe_playwright_python.sync_playwright import Axe
from cable import Cable
from playwright.sync_api import Browser, Page, expect
from served import Served

from journeykit.session.invitation import lobby

pytestmark = pytest.mark.browser
WIDTHS = (320, 1280)


@pytest.fixture
def page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """page(width, **context): somebody's browser. What it asks of other machines fails, and is kept in `foreign`."""
    contexts = []

    def opened(width: int = 390, **context: object) -> Page:
        contexts.append(browser.new_context(viewport={"width": width, "height": 740}, **context))
        new = contexts[-1].new_page()
        new.set_default_timeout(60_000)
        new.foreign = []
        contexts[-1].on("request", lambda request: new.foreign.append(request.url) if _foreign(request.url) else None)
        return new

    yield opened
    for context in contexts:
        context.close()


def _foreign(url: str) -> bool:
    return urlsplit(url).scheme in ("http", "https", "ws", "wss") and urlsplit(url).hostname != "127.0.0.1"


def joined(served: Served, new: Page, *, port: int | None = None) -> Page:
    """By the link, with one tap, up to the first control."""
    new.goto(served.links["participants_url"].replace(f":{served.port}/", f":{port or served.port}/"))
    new.get_by_role("button", name="I lead a team").click()
    expect(new.get_by_text("Guess", exact=True)).to_be_visible(timeout=60_000)
    return new


def harmless(new: Page) -> bool:
    """No finding of axe-core, and nothing to scroll sideways for."""
    found = Axe().run(new).response["violations"]
    assert found == [], [(each["id"], [node["target"] for node in each["nodes"]]) for each in found]
    return bool(new.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


@pytest.mark.parametrize("width", WIDTHS)
def test_our_pages_are_accessible_on_phones_and_laptops(served: Served, page: Callable[..., Page], width: int) -> None:
    new = page(width, java_script_enabled=True)
    new.goto(served.root)
    assert harmless(new)
    new.get_by_label("Code on the big screen").fill("WRONG-11")
    new.get_by_role("button", name="Rather not say").click()
    expect(new.get_by_role("alert")).to_contain_text("big screen")
    assert harmless(new)
    new.goto(f"{served.root}nothing")
    assert harmless(new)
    joined(served, new)
    new.goto(f"{served.root}leave")
    assert harmless(new)


def test_one_tap_leads_to_the_first_control_and_asks_no_other_machine(
    served: Served, page: Callable[..., Page]
) -> None:
    new = joined(served, page())
    expect(new.get_by_role("main")).to_have_count(1)
    assert new.foreign == []
    assert new.title() == "Test session"
    assert new.locator("html").get_attribute("lang") == "en"


def test_enter_in_the_code_field_makes_nobody_a_customer(served: Served, page: Callable[..., Page]) -> None:
    before = lobby(served.engine, served.session.session_id).here
    new = page()
    new.goto(served.root)
    expect(new.get_by_label("Code on the big screen")).to_be_focused()  # by itself
    new.keyboard.type(served.session.code)
    new.keyboard.press("Enter")
    expect(new.get_by_role("alert")).to_contain_text("Now tap")
    assert lobby(served.engine, served.session.session_id).here == before


def test_without_scripts_the_lobby_moves_on_and_says_what_is_missing(served: Served, page: Callable[..., Page]) -> None:
    new = page(java_script_enabled=False)
    new.goto(served.links["participants_url"])
    new.get_by_role("button", name="I lead a team").click()
    new.wait_for_url("**/session.ipynb")
    expect(new.locator(".jk-no-script")).to_contain_text("This page needs JavaScript")
    expect(new.get_by_text("One moment, your page is on its way.")).to_be_hidden()


def test_the_badge_says_when_the_link_is_lost_and_when_it_is_back(served: Served, page: Callable[..., Page]) -> None:
    cable = Cable(served.port)
    try:
        new = joined(served, page(), port=cable.port)
        new.evaluate("document.body.dataset.same = 'yes'")
        cable.cut()
        badge = new.get_by_role("status")
        expect(badge).to_have_text("Connection lost. Your answers are kept; we try again.", timeout=30_000)
        cable.mend()
        expect(badge).to_have_text("Back again.", timeout=30_000)
        expect(badge).to_be_hidden(timeout=30_000)
        expect(new.locator("[data-same]")).to_have_count(1)
    finally:
        cable.close()


def test_a_link_that_freezes_is_noticed_when_something_is_said(served: Served, page: Callable[..., Page]) -> None:
    cable = Cable(served.port)
    try:
        new = joined(served, page(), port=cable.port)
        new.evaluate("document.body.dataset.same = 'yes'")
        cable.freeze()
        new.get_by_role("slider").press("ArrowRight")
        badge = new.get_by_role("status")
        expect(badge).to_have_text("Connection lost. Your answers are kept; we try again.", timeout=60_000)
        cable.thaw()
        expect(badge).to_be_hidden(timeout=60_000)
        expect(new.locator("[data-same]")).to_have_count(1)
    finally:
        cable.close()


def test_a_page_whose_kernel_died_loads_itself_anew(served: Served, page: Callable[..., Page]) -> None:
    running = {each.pid for each in psutil.Process(served.process.pid).children()}
    new = joined(served, page())
    new.evaluate("document.body.dataset.same = 'yes'")
    for child in psutil.Process(served.process.pid).children():
        if child.pid not in running:
            os.kill(child.pid, signal.SIGKILL)
    expect(new.locator("[data-same]")).to_have_count(0, timeout=60_000)
    expect(new.get_by_text("Guess", exact=True)).to_be_visible(timeout=60_000)


def test_a_page_loads_itself_anew_when_the_server_was_restarted(served: Served, page: Callable[..., Page]) -> None:
    new, port = joined(served, page()), served.port
    new.evaluate("document.body.dataset.same = 'yes'")
    served.stop()
    expect(new.get_by_role("status")).to_contain_text("Connection lost", timeout=30_000)
    served.start(port)
    expect(new.locator("[data-same]")).to_have_count(0, timeout=60_000)
    expect(new.get_by_text("Guess", exact=True)).to_be_visible(timeout=60_000)
