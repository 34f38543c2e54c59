"""A session on a real server, and the people in it: facilitator, projector and participants in Chromium."""

from __future__ import annotations

import contextlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from journeykit.models.entry import Ready
from journeykit.models.rating import Perspective, Rating
from journeykit.models.session import Role
from journeykit.session.invitation import join
from journeykit.session.seat import Participant
from journeykit.session.view import View
from journeykit.store.engine import open_store

SCREENSHOTS = Path(os.environ.get("JOURNEYKIT_SCREENSHOTS", Path(__file__).parents[1] / "screenshots"))
PATIENCE_MS = 60_000
MOST_TABS = 60
MOST_LOOKS = 20
expect.set_options(timeout=PATIENCE_MS)  # a busy machine may take its time; what never comes is the failure
PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True, "device_scale_factor": 2}
SMALL_PHONE = {
    "viewport": {"width": 320, "height": 640},
    "is_mobile": True,
    "has_touch": True,
    "device_scale_factor": 2,
}
LAPTOP = {"viewport": {"width": 1280, "height": 800}}
WALL = {"viewport": {"width": 1600, "height": 900}}
JOURNEYKIT = str(Path(sys.executable).with_name("journeykit"))
OURS = ("kit.test", "127.0.0.1")


class Server:
    """`journeykit serve --json` in a process of its own, on a store of its own."""

    def __init__(self, folder: Path, port: int, *arguments: str) -> None:
        self.folder, self.port = folder, port
        self.store = f"sqlite:///{folder / 'store.sqlite'}"
        self.environment = {**os.environ, "JOURNEYKIT_HOME": str(folder / "home")}
        self._arguments = arguments
        self.start("--new")

    def start(self, which: str) -> None:
        """Start it and wait for its one line."""
        command = [JOURNEYKIT, "serve", *self._arguments, "--json", "--no-browser", which]
        self.log = (self.folder / "server.log").open("ab")
        self.process = subprocess.Popen(
            [*command, "--store", self.store, "--port", str(self.port), "--public-url", f"http://kit.test:{self.port}"],
            stdout=subprocess.PIPE,
            stderr=self.log,
            env=self.environment,
            text=True,
        )
        line = self.process.stdout.readline()
        assert line, (self.folder / "server.log").read_text()
        self.links: dict[str, Any] = json.loads(line)

    def stop(self) -> int:
        """Stop it as a script does; its exit code."""
        self.process.terminate()
        code = self.process.wait(timeout=30)
        self.process.stdout.close()
        self.log.close()
        return code

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Another command of journeykit on the same store."""
        command = [JOURNEYKIT, *arguments, "--store", self.store]
        return subprocess.run(command, capture_output=True, text=True, env=self.environment, check=False, timeout=120)


def run_journeykit(folder: Path, *arguments: str) -> None:
    """A command of journeykit, run in a folder; it must succeed."""
    done = subprocess.run(
        [JOURNEYKIT, *arguments], cwd=folder, capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr


class Company:
    """Everybody's browser contexts, and what they may never do: ask another machine for anything."""

    def __init__(self, browser: Browser, server: Server) -> None:
        self._browser, self.server = browser, server
        self._contexts: list[BrowserContext] = []
        self.foreign: list[str] = []
        self.errors: list[str] = []
        self.findings: dict[str, list[str]] = {}

    def page(self, **context: Any) -> Page:
        """A new page in a context of its own."""
        opened = self._browser.new_context(**context)
        opened.route("**/*", self._local_only)
        self._contexts.append(opened)
        page = opened.new_page()
        self._watch(page)
        return page

    def _watch(self, page: Page) -> None:
        page.set_default_timeout(PATIENCE_MS)
        page.on("pageerror", lambda error: self.errors.append(str(error)))

    def _local_only(self, route: Route) -> None:
        host = urlsplit(route.request.url).hostname
        if host in OURS:
            route.continue_()
        else:
            self.foreign.append(route.request.url)
            route.abort()

    def scan(self, *, port: int | None = None, **context: Any) -> Page:
        """Somebody scans the code."""
        page = self.page(**context)
        link = self.server.links["participants_url"]
        page.goto(link.replace(f":{self.server.port}/", f":{port or self.server.port}/"))
        return page

    def join(self, role: str, *, port: int | None = None, **context: Any) -> Page:
        """Somebody scans the code and takes a seat: one tap."""
        page = self.scan(port=port, **context)
        page.get_by_role("button", name=role).click()
        return page

    def control(self) -> Page:
        """The facilitator opens the link with the key."""
        page = self.page(**LAPTOP)
        page.goto(self.server.links["facilitator_url"])
        return page

    def projector(self, control: Page) -> Page:
        """The facilitator opens the projector page: a window of its own."""
        with control.expect_popup() as opened:
            control.get_by_role("link", name="Open the projector page").click()
        page = opened.value
        self._watch(page)
        page.set_viewport_size(WALL["viewport"])
        return page

    def look(self, page: Page, name: str, *, whole: bool = False) -> None:
        """Keep a screenshot, and what axe finds serious or critical on the page."""
        SCREENSHOTS.mkdir(exist_ok=True)
        page.wait_for_timeout(400)  # what moves has come to rest: 200 ms at most
        page.screenshot(path=SCREENSHOTS / f"{name}.png", full_page=whole)
        violations = Axe().run(page).response["violations"]
        broken = page.locator(".jupyter-widgets-error-widget")
        for number in range(broken.count()):
            broken.nth(number).click()
        self.findings[name] = [f"a widget could not be drawn: {text}" for text in broken.all_inner_texts()] + [
            f"{each['id']}: {node['html'][:200]}"
            for each in violations
            if each["impact"] in ("serious", "critical")
            for node in each["nodes"]
        ]

    def close(self) -> None:
        """Everybody goes home."""
        for context in self._contexts:
            context.close()


@contextlib.contextmanager
def on_stage(browser: Browser, folder: Path, port: int, *arguments: str) -> Iterator[Company]:
    """A server and an empty room, both gone at the end."""
    server = Server(folder, port, *arguments)
    company = Company(browser, server)
    try:
        yield company
    finally:
        company.close()
        if server.process.poll() is None:
            server.stop()


def press(page: Page, label: str, *, confirmed: bool = True) -> None:
    """Press a button of the control page and answer its question."""
    actions = page.get_by_label("What you can do", exact=True)
    actions.get_by_role("button", name=label).first.click()
    if confirmed:
        actions.locator(".jk-sheet-confirm").get_by_role("button", name=label).click()


def go_on(control: Page, title: str) -> None:
    """The facilitator goes on, part by part and without showing what need not be shown, until a part is on."""
    heading = control.get_by_label("Now", exact=True).locator(".jk-sheet-title")
    actions = control.get_by_label("What you can do", exact=True)
    expect(actions.get_by_role("button").first).to_be_visible()
    start = actions.get_by_role("button", name="Start the session")
    if start.count():
        press(control, "Start the session")
        expect(start).to_have_count(0)
    for _part in range(20):
        before = heading.inner_text()
        if before == title:
            return
        button = actions.get_by_role("button", name=re.compile("^Next: "))
        if not button.count():  # the answers are shown by going on
            button = actions.get_by_role("button", name="Show to everyone")
        button.first.click()
        actions.locator(".jk-sheet-confirm .jk-button-main").click()
        expect(heading).not_to_have_text(before)
    raise AssertionError(f"{title!r} never came")


def ready(page: Page, *, open_mode: bool = False) -> None:
    """Read the welcome and say so."""
    button = page.get_by_role("button", name="I am ready")
    expect(button).to_be_visible()
    if open_mode:
        page.get_by_role("checkbox").check()
    button.click()


def rate(page: Page, answers: dict[str, str]) -> None:
    """Tap a face at each step: words by the step's label."""
    for step, word in answers.items():
        face = page.get_by_role("radio", name=word, exact=True)
        group = page.get_by_role("group", name=step)
        group.locator("label").filter(has=face).click()
        expect(group.locator(face)).to_be_checked()


def saved(page: Page) -> None:
    """Wait until the page says that the last answer is in the store."""
    expect(page.get_by_text("saved", exact=False).first).to_be_visible()


def scripted(company: Company, n: int) -> list[Participant]:
    """Seats that a script fills, through the same code as a page's kernel."""
    engine = open_store(company.server.store)
    people = []
    for _ in range(n):
        seat = join(engine, company.server.links["code"], Role.BACK_OFFICE)
        people.append(Participant(engine, seat, View(engine, seat.session_id)))
        people[-1].say(Ready(agrees_to_open_mode=False))
    return people


def guess(somebody: Participant, points: int) -> None:
    """A scripted seat answers the same at every step."""
    for target in somebody.view.journey.target_ids:
        somebody.say(Rating(target_id=target, perspective=Perspective.PREDICTED_CUSTOMER, value=points))


def shows_customers(page: Page, step: str) -> None:
    """Wait until a page shows a step's customers, after its pauses; or that none was asked about it."""
    words = page.get_by_role("region", name="In words")
    expect(words.get_by_role("heading", name=step, exact=True)).to_be_visible()
    expect(words).to_contain_text(re.compile(" say: |were asked about this step"))


def uncover(control: Page, wall: Page, steps: int) -> Iterator[str]:
    """Uncover step after step by the arrow key; each step as soon as the wall shows its customers."""
    actions = control.get_by_label("What you can do", exact=True)
    for number in range(1, steps + 1):
        label = actions.get_by_role("button", name="Uncover").inner_text()
        step = label.split("\u201c")[1].split("\u201d")[0]
        control.locator("body").press("ArrowRight")
        expect(wall.get_by_role("heading", name=f"{step}: what we thought")).to_be_visible()
        shows_customers(wall, step)
        expect(control.get_by_text(f"Uncovered {number} of {steps}", exact=False)).to_be_visible()
        yield step


def tab_to(page: Page, name: str, *, exact: bool = False) -> None:
    """Tab until the focus is on a control of this name, which then lies in sight, under no bar."""
    expect(page.get_by_text(name, exact=exact).first).to_be_visible()
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        names = page.evaluate(_FOCUSED_NAMES)
        if name in names if exact else any(name in each for each in names):
            break
    else:
        raise AssertionError(f"no Tab leads to {name!r}")
    for _ in range(MOST_LOOKS):  # a busy machine scrolls late
        if page.evaluate(_IN_SIGHT):
            return
    raise AssertionError(f"{name!r} has the focus, but something lies over it")


_FOCUSED_NAMES = """() => {
  const focused = document.activeElement;
  if (!focused.matches("a, button, input, select, textarea, summary")) return [];
  const named = [focused.closest("fieldset")?.querySelector("legend"), ...(focused.labels ?? []), focused];
  return named.map((each) => each?.textContent.trim() ?? "");
}"""
_IN_SIGHT = """async () => {
  await new Promise((done) => setTimeout(done, 400)); // what scrolls has come to rest
  const focused = document.activeElement;
  const { left, top, width, height } = focused.getBoundingClientRect();
  const over = [top + 2, top + height / 2, top + height - 2].map((y) => document.elementFromPoint(left + width / 2, y));
  return over.every((each) => each === focused || focused.contains(each) || each?.closest("label")?.contains(focused));
}"""
