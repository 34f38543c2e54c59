"""The notebooks and the widgets where analysts use them: in the JupyterLab that `journeykit lab` opens."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen

import nbformat
import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect
from served import free_port

pytestmark = pytest.mark.browser

TOKEN = "a-token-of-this-test"
LONG_MS = 60_000
expect.set_options(timeout=LONG_MS)  # a busy machine may take its time; what never comes is the failure
BUILDERS = """
import ipywidgets
import journeykit as jk

persona = jk.PersonaBuilder()
stages = jk.StageBuilder(
    value=[
        {"id": "before", "label": "Before", "period": "before", "steps": [
            {"id": "book", "label": "Booking"}, {"id": "find", "label": "Finding the way"}]},
        {"id": "there", "label": "There", "period": "during", "steps": [{"id": "wait", "label": "Waiting"}]},
        {"id": "later", "label": "Later", "period": "after"},
    ]
)
kernel = ipywidgets.Label()
def tell(*_):
    kernel.value = f"in Python: {persona.value.get('name')}, {' '.join(step.id for step in stages.stages[0].steps)}"
persona.observe(tell, "value")
stages.observe(tell, "value")
ipywidgets.VBox([persona, stages, kernel])
"""


@dataclass
class Lab:
    """`journeykit lab` in play: its folder, and what its pages may never do."""

    folder: Path
    port: int
    browser: Browser
    foreign: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    pages: list[Page] = field(default_factory=list)

    def page(self) -> Page:
        """A window; requests that leave this machine fail, and are kept."""
        context = self.browser.new_context(viewport={"width": 1280, "height": 1000})
        context.route("**/*", self._local_only)
        page = context.new_page()
        page.set_default_timeout(LONG_MS)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.pages.append(page)
        return page

    def _local_only(self, route: Route) -> None:
        if urlsplit(route.request.url).hostname == "127.0.0.1":
            route.continue_()
        else:
            self.foreign.append(route.request.url)
            route.abort()


def started(folder: Path, port: int, log: Path) -> subprocess.Popen[bytes]:
    """The command in a home of its own, where nobody's settings are; root may run it, as in containers."""
    settings = folder / "home" / ".jupyter"
    settings.mkdir(parents=True)
    config = {"ServerApp": {"allow_root": True, "port_retries": 0}, "IdentityProvider": {"token": TOKEN}}
    (settings / "jupyter_server_config.json").write_text(json.dumps(config), encoding="utf-8")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("JUPYTER")}
    program = [sys.executable, "-c", "from journeykit.cli.app import main; main()"]
    with log.open("wb") as output:
        return subprocess.Popen(
            [*program, "lab", str(folder / "work"), "--no-browser", "--port", str(port)],
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd=folder,
            env=environment | {"HOME": str(folder / "home")},
        )


def wait_for(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    """Until it answers."""
    deadline = time.monotonic() + 90
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urlopen(f"http://127.0.0.1:{port}/api/status?token={TOKEN}", timeout=5):
                return
        except OSError:
            time.sleep(0.2)
    pytest.fail(f"journeykit lab did not start: {log.read_text(errors='replace')[-2000:]}")


@pytest.fixture(scope="module")
def lab(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """One JupyterLab for all tests here; it must end well on SIGTERM."""
    folder = tmp_path_factory.mktemp("lab")
    port, log = free_port(), folder / "lab.log"
    process = started(folder, port, log)
    running = Lab(folder / "work", port, browser)
    try:
        wait_for(process, port, log)
        yield running
    finally:
        for page in running.pages:
            page.context.close()
        process.send_signal(signal.SIGTERM)
        code = process.wait(timeout=60)
    assert code == 0, log.read_text(errors="replace")[-2000:]


@pytest.fixture
def run_all(lab: Lab) -> Callable[[str], Page]:
    """run_all(name): a notebook, opened in JupyterLab and run from its menu."""

    def opened(name: str) -> Page:
        page = lab.page()
        page.goto(f"http://127.0.0.1:{lab.port}/lab/tree/{name}?reset&token={TOKEN}")
        expect(page.get_by_text("Python 3 (ipykernel) | Idle")).to_be_visible(timeout=LONG_MS)
        page.get_by_role("menuitem", name="Run", exact=True).click()
        page.locator(".lm-Menu-itemLabel").filter(has_text=re.compile(r"^Run All( Cells)?$")).click()
        return page

    return opened


def keep(page: Page, name: str) -> None:
    """Save a screenshot where JOURNEYKIT_SCREENSHOTS says; else keep none."""
    if folder := os.environ.get("JOURNEYKIT_SCREENSHOTS"):
        page.screenshot(path=Path(folder) / f"{name}.png")


def drawn(page: Page) -> Locator:
    """The curve, with its marks in it."""
    figure = page.locator(".jk-curve-figure").first
    expect(figure.locator(".object_grp").first).to_be_attached(timeout=LONG_MS)
    return figure


def test_the_prediction_is_made_by_a_click_and_by_keyboard(run_all: Callable[[str], Page]) -> None:
    page = run_all("exercises/05_predict.ipynb")
    booking, finding = (page.get_by_role("group", name=name) for name in ("1. Booking", "2. Finding the way"))
    expect(booking).to_be_visible(timeout=LONG_MS)
    count = page.locator(".jk-rater-count")
    happy = page.get_by_role("radio", name="happy", exact=True)
    booking.locator("label").filter(has=happy).click()
    expect(booking.locator(happy)).to_be_checked()
    expect(count).to_have_text("1 of 7 answered")

    finding.get_by_role("radio").first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    expect(finding.get_by_role("radio", name="unhappy", exact=True)).to_be_checked()
    expect(count).to_have_text("2 of 7 answered")
    # The arrow chose a face, and no other cell: JupyterLab has keys of its own.
    expect(page.get_by_text("Cell 2/2")).to_be_visible()
    keep(page, "lab_predict")


def test_the_customers_curve_stands_over_ours_with_its_numbers(run_all: Callable[[str], Page]) -> None:
    page = run_all("exercises/09_reveal_customers.ipynb")
    expect(drawn(page)).to_have_attribute("aria-label", re.compile("^Chart: feeling at each step"))
    expect(page.get_by_role("heading", name="What patients say")).to_be_visible()
    page.get_by_text("Show the numbers").focus()
    page.keyboard.press("Enter")
    row = page.get_by_role("row", name="Waiting")
    expect(row.get_by_role("cell").nth(4)).to_have_text(re.compile(r"^\d+ of 38 \(of all patients, probably"))
    keep(page, "lab_customers")


def test_an_exported_session_is_a_table_and_a_curve(run_all: Callable[[str], Page]) -> None:
    page = run_all("notebooks/one_session.ipynb")
    counts = page.get_by_role("row", name="Waiting").first
    expect(counts.get_by_role("cell")).to_have_text(["1", "4", "3", "1", "0"])
    drawn(page).scroll_into_view_if_needed()
    expect(page.get_by_text("our room, 9 people")).to_be_visible()
    expect(page.get_by_text("p_holm").first).to_be_attached()
    expect(page.get_by_text("Traceback")).to_have_count(0)
    keep(page, "lab_one_session")


def test_persona_and_stages_are_built_in_a_notebook(lab: Lab, run_all: Callable[[str], Page]) -> None:
    python = {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}
    cells = [nbformat.v4.new_code_cell(BUILDERS)]
    notebook = nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": python})
    nbformat.write(notebook, lab.folder / "builders.ipynb")
    page = run_all("builders.ipynb")
    page.get_by_label("Name").fill("Ada")
    page.get_by_label("What they want to get done").fill("Be done before noon")
    page.keyboard.press("Tab")
    expect(page.get_by_text("in Python: Ada, book find")).to_be_visible()
    page.get_by_role("button", name="Move \u201cFinding the way\u201d up").click()
    expect(page.get_by_text("in Python: Ada, find book")).to_be_visible()
    keep(page, "lab_builders")


def test_nothing_was_asked_of_another_machine_and_no_page_threw_an_error(lab: Lab) -> None:
    page = lab.page()
    page.goto(f"http://127.0.0.1:{lab.port}/lab?reset&token={TOKEN}")
    expect(page.get_by_text("sample_journeys")).to_be_visible(timeout=LONG_MS)
    page.wait_for_load_state("networkidle")
    assert (lab.foreign, lab.errors) == ([], [])
