"""Without customers' answers every picture, page and export says that it is only our view."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from served import free_port
from stage import LAPTOP, PHONE, SMALL_PHONE, go_on, guess, on_stage, rate, ready, scripted

from journeykit.shipped import shipped

pytestmark = pytest.mark.browser

BADGE = "Our view, not yet checked with patients"
STEPS = ("Booking", "Finding the way", "Reception", "Waiting", "With the doctor", "Test results", "Next steps")


def test_a_journey_without_customers_says_so_on_every_page_and_export(browser: Browser, tmp_path: Path) -> None:
    folder = tmp_path / "clinic_unasked"
    shutil.copytree(shipped("sample_journeys") / "clinic_visit", folder)
    for name in ("customers.csv", "customers.yaml"):
        (folder / name).unlink()
    with on_stage(browser, tmp_path, free_port(), str(folder)) as company:
        control = company.control()
        wall = company.projector(control)
        phone = company.join("I work with customers", **PHONE)
        small = company.join("A customer", **SMALL_PHONE)
        for page in (phone, small):
            ready(page)
        go_on(control, "How does Amina feel?")
        for page in (phone, small):
            expect(page.get_by_role("group", name="Booking")).to_be_visible()
            rate(page, dict.fromkeys(STEPS, "happy"))
        for points, robot in enumerate(scripted(company, 5), -2):
            guess(robot, points)
        go_on(control, "What we thought")
        for page in (control, wall, phone, small):
            expect(page.get_by_text(BADGE, exact=True).first).to_be_visible()
        company.look(wall, "unchecked_projector")
        company.look(phone, "unchecked_phone", whole=True)

        go_on(control, "What patients say")
        expect(wall.get_by_role("heading", name="What patients say")).to_be_visible()
        expect(small.get_by_role("heading", name="What patients say")).to_be_visible()
        for page in (control, wall, phone, small):
            expect(page.get_by_text(BADGE, exact=True).first).to_be_visible()
        company.look(control, "unchecked_control")
        company.look(small, "unchecked_small_phone", whole=True)

        for name in ("html", "csv", "json", "yaml"):
            taken = tmp_path / f"taken.{name}"
            done = company.server.run("export", "last", "--format", name, "-o", str(taken))
            assert done.returncode == 0, done.stderr
            text = taken.read_text(encoding="utf-8")
            if name == "csv":  # a table says it in a column
                assert {row["checked_with_customers"] for row in csv.DictReader(text.splitlines())} == {"no"}
            else:
                assert BADGE in text, name
            if name == "html":
                page = company.page(**LAPTOP)
                page.set_content(text)
                company.look(page, "unchecked_map", whole=True)
        assert {name: found for name, found in company.findings.items() if found} == {}
