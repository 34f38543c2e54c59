"""First measurements of a live session: how long people wait, and what one of them costs.

    .venv/bin/python benchmarks/first_measurements.py

starts a real server on the clinic's sample journey and real Chromium pages against it, on one machine, and writes
benchmarks/results/first_measurements.md. No figure here is a pass mark; all of them hold for the machine named there.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import psutil
from machine import machine
from playwright.sync_api import Page, expect, sync_playwright

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from programs import CHROMIUM_ARGS, find_chromium  # noqa: E402 - the tests' own stage, which is no package
from served import free_port  # noqa: E402
from stage import LAPTOP, PHONE, Company, go_on, on_stage, press, ready, saved  # noqa: E402

PEOPLE = 5
LATE = 3
RESULT = ROOT / "benchmarks" / "results" / "first_measurements.md"


def took(action: Callable[[], object], then: Callable[[], object]) -> float:
    """Seconds from an action until something is there."""
    start = time.perf_counter()
    action()
    then()
    return time.perf_counter() - start


def shared_memory(process: psutil.Process) -> float:
    """A process's proportional share of memory in MB (PSS); where the system does not tell, its resident set."""
    memory = process.memory_full_info()
    return float(getattr(memory, "pss", memory.rss)) / 1e6


def kernels(company: Company) -> list[psutil.Process]:
    """The server's kernels."""
    server = psutil.Process(company.server.process.pid)
    return [child for child in server.children() if "ipykernel_launcher" in " ".join(child.cmdline())]


def in_words(seconds: list[float]) -> str:
    """The middle and the longest of some waits."""
    return f"{statistics.median(seconds):.2f} s (longest of {len(seconds)}: {max(seconds):.2f} s)"


def followed(control: Page, people: list[Page], label: str, text: str) -> float:
    """Seconds from the facilitator's yes until every page shows a text."""
    control.get_by_label("What you can do", exact=True).get_by_role("button", name=label).first.click()
    yes = control.locator(".jk-sheet-confirm").get_by_role("button", name=label)
    return took(yes.click, lambda: [expect(page.get_by_text(text).first).to_be_visible() for page in people])


def first_answer(company: Company, page: Page) -> None:
    """Somebody who comes late opens the link and taps three times: the role, ready, a face."""
    page.goto(company.server.links["participants_url"])
    page.get_by_role("button", name="I work with customers").click()
    page.get_by_role("button", name="I am ready").click()
    page.locator(".jk-rater-step").first.locator("label").nth(3).click()


def measured(company: Company) -> list[tuple[str, str]]:
    """Every figure, with what it is."""
    control = company.control()
    expect(control.get_by_role("button", name="Start the session")).to_be_visible()
    people: list[Page] = []
    joining = []
    for number in range(PEOPLE):
        page = company.page(**(PHONE if number % 2 else LAPTOP))
        page.goto(company.server.links["participants_url"])
        role = page.get_by_role("button", name="I work with customers")
        first_control = page.get_by_role("button", name="I am ready")
        joining.append(took(role.click, expect(first_control).to_be_visible))
        people.append(page)
        ready(page)
    press(control, "Start the session")
    following = [
        followed(control, people, "Next: In their own words", "Two of our patients tell us"),
        followed(control, people, "Next: Meet Amina", "This is Amina"),
        followed(control, people, "Next: The steps", "Which steps do not happen to Amina?"),
        followed(control, people, "Next: How does Amina feel?", "How do patients like Amina feel"),
    ]
    late = [company.page(**PHONE) for _ in range(LATE)]
    answering = [took(partial(first_answer, company, page), partial(saved, page)) for page in late]
    counting = []
    for number, page in enumerate(people):
        steps = page.locator(".jk-rater-step").all()
        for step in steps[:-1]:
            step.locator("label").nth(3).click()
        said = control.get_by_text(f"{number + 1} of {PEOPLE + LATE}")
        counting.append(took(steps[-1].locator("label").nth(3).click, expect(said.first).to_be_visible))
    people += late
    following.append(followed(control, people, "Lock answers", "Time is up, answers are in."))
    go_on(control, "How sure are we?")
    following.append(followed(control, people, "Show to everyone", "What we thought"))
    of_all = [shared_memory(process) for process in kernels(company)]
    return [
        ("role tapped until the first control is usable, one after the other", in_words(joining)),
        ("link opened until the first answer is saved: three taps, no pause between them", in_words(answering)),
        (
            f"a part, a lock or a reveal confirmed until all {PEOPLE} to {PEOPLE + LATE} pages show it",
            in_words(following),
        ),
        ("last rating tapped until the facilitator's page counts it", in_words(counting)),
        (
            "memory of a participant's kernel",
            f"{statistics.median(of_all):.0f} MB (PSS, {len(of_all)} kernels with the control page's)",
        ),
        ("memory of the server", f"{shared_memory(psutil.Process(company.server.process.pid)):.0f} MB (PSS)"),
    ]


def main() -> None:
    """Measure and write the table."""
    here = machine()
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=CHROMIUM_ARGS)
        with on_stage(browser, Path(folder), free_port(), "clinic_visit") as company:
            rows = measured(company)
        browser.close()
    lines = ["| what | figure |", "|---|---|", *(f"| {what} | {figure} |" for what, figure in rows)]
    text = "\n".join(
        [
            "# First measurements",
            "",
            "`.venv/bin/python benchmarks/first_measurements.py`, with server and all browsers on the same machine:",
            f"{here}.",
            "",
            *lines,
            "",
        ]
    )
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text(text, encoding="utf-8")
    sys.stdout.write(text)


if __name__ == "__main__":
    os.chdir(ROOT)
    main()
