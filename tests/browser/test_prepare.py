"""From nothing to a prepared session, in a browser alone: no file is written by hand but the filled tables."""

from __future__ import annotations

import csv
import re
import subprocess
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from looked_at import scrolls_sideways
from playwright.sync_api import Browser, Dialog, Page, expect
from served import free_port
from stage import JOURNEYKIT, LAPTOP, SMALL_PHONE, Company, on_stage, tab_to

from journeykit.session.checklist import missing
from journeykit.session.view import View
from journeykit.store.engine import open_store

pytestmark = pytest.mark.browser

SAVED = re.compile(r"saved \d\d:\d\d")
LINES = {"Doing": "I ask at the door.", "Thinking": "Is it still open?", "Expecting": "Somebody looks up."}


@pytest.fixture
def company(browser: Browser, tmp_path: Path) -> Iterator[Company]:
    """A folder that `journeykit new` made from nothing, served."""
    folder = tmp_path / "bike-shop"
    done = subprocess.run([JOURNEYKIT, "new", str(folder)], capture_output=True, text=True, check=True)
    assert f"journeykit serve {folder}" in done.stdout
    with on_stage(browser, tmp_path, free_port(), str(folder)) as company:
        yield company


def prepare(company: Company, **context: object) -> Page:
    """The facilitator comes by the link with the key, and goes on to the prepare page."""
    page = company.page(**(context or LAPTOP))
    page.goto(company.server.links["facilitator_url"])
    page.get_by_role("link", name="Prepare").click()
    expect(page.get_by_role("heading", name="Prepare the session")).to_be_visible()
    expect(page.get_by_role("heading", name="What happens, step by step?")).to_be_visible()
    return page


def save(page: Page) -> None:
    """Press Save, and wait until all is saved."""
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text(SAVED)).to_be_visible()


def view(company: Company) -> View:
    """The session as any new page would see it."""
    return View(open_store(company.server.store), company.server.links["session_id"])


def fill_facts(page: Page, held_on: date) -> None:
    """What is plain about the session."""
    facts = page.get_by_role("region", name="The session", exact=True)
    facts.get_by_label("Title").fill("A bike is repaired")
    facts.get_by_label("Date of the session").fill(held_on.isoformat())
    facts.get_by_label("What the journey covers").fill("From the flat tyre to the ride home.")
    facts.get_by_label("Owner").fill("Sofia Marques")
    facts.get_by_label("Sponsor").fill("Dr Moreau")
    facts.get_by_label("What one customer is called here").fill("rider")
    facts.get_by_label("What several are called").fill("riders")


def fill_person(page: Page) -> None:
    """Whose journey it is."""
    person = page.get_by_role("region", name="Who is this about?")
    person.get_by_label("Name").fill("Bea")
    person.get_by_label("What they want to get done").fill("Ride home tonight")
    person.get_by_label("What worries them, 1 of 1").fill("They try to sell me a new bike")
    expect(person.get_by_text("Everything needed is here.")).to_be_visible()


def add_steps(page: Page) -> None:
    """A step a stage, with its three lines."""
    stages = page.get_by_role("region", name="What happens, step by step?")
    for number, (stage, label) in enumerate(
        (("Before", "Looking for help"), ("During", "Waiting"), ("After", "Riding home"))
    ):
        period = stages.get_by_role("region", name=stage, exact=True)
        period.get_by_role("button", name=re.compile("^Add a step to ")).click()
        new = period.get_by_label("Step", exact=True)
        expect(new).to_be_focused()
        new.fill(label)
        for line, text in LINES.items():
            period.get_by_label(line, exact=True).fill(text)
        expect(stages.get_by_label("Step", exact=True)).to_have_count(number + 1)


def test_everything_is_prepared_without_a_file_and_printed_links_stay(company: Company, tmp_path: Path) -> None:
    page = prepare(company)
    company.look(page, "prepare_empty_laptop", whole=True)
    checks = page.get_by_role("region", name="Checklist")
    expect(checks.get_by_text("No sponsor", exact=False)).to_be_visible()

    held_on = date.today() + timedelta(days=4)
    fill_facts(page, held_on)
    fill_person(page)
    add_steps(page)
    expect(page.get_by_text("not saved yet")).to_be_visible()
    assert view(company).journey.title == "Bike shop"
    save(page)
    now = view(company)
    assert (now.journey.title, now.journey.owner, now.journey.persona.name) == (
        "A bike is repaired",
        "Sofia Marques",
        "Bea",
    )
    assert [step.label for step in now.journey.targets] == ["Looking for help", "Waiting", "Riding home"]
    assert {step.thinking for step in now.journey.targets} == {LINES["Thinking"]}
    assert (now.plan.held_on, now.plan.sponsor) == (held_on, "Dr Moreau")
    expect(checks.get_by_text("Sponsor: Dr Moreau")).to_be_visible()

    bring_ratings(page, company, tmp_path)
    bring_quotes(page, company, tmp_path)
    assert missing(view(company)) == []
    expect(checks.get_by_text("Still missing")).to_have_count(0)
    company.look(page, "prepare_laptop", whole=True)

    see_it_as_a_participant(page, company)
    print_the_way_in(page, company)

    page.get_by_role("link", name="To the control page").click()
    expect(page.get_by_text("A bike is repaired").first).to_be_visible()
    code, session_id = company.server.links["code"], company.server.links["session_id"]
    company.server.stop()
    company.server.start("--no-browser")
    assert (company.server.links["code"], company.server.links["session_id"]) == (code, session_id)
    assert (company.foreign, company.errors) == ([], [])
    assert {name: found for name, found in company.findings.items() if found} == {}


def bring_ratings(page: Page, company: Company, tmp_path: Path) -> None:
    """An empty table goes out, a filled one comes in; first with a mistake."""
    page.get_by_role("button", name="Make an empty table for ratings (CSV)").click()
    with page.expect_download() as coming:
        page.get_by_role("link", name="Save customers.csv").click()
    file = tmp_path / "customers.csv"
    coming.value.save_as(file)
    with file.open(encoding="utf-8-sig", newline="") as opened:
        rows = list(csv.reader(opened))
    assert len(rows) == 1 + 3 * 5
    ratings = page.get_by_label("Bring the filled table of ratings")
    rows[3][4] = "seven"
    put(file, rows)
    ratings.set_input_files(file)
    expect(page.get_by_text("This file cannot be used yet. It has 1 problem:")).to_be_visible()
    expect(page.get_by_text("line 4, column count: found 'seven'. Allowed: whole numbers from 0.")).to_be_visible()
    company.look(page, "prepare_problems_laptop")
    for row in rows[1:]:
        row[4] = "6" if row[3] == "2" else "0"
    put(file, rows)
    ratings.set_input_files(file)
    found = page.get_by_role("region", name="What was made of it").first
    expect(found.get_by_text("6 answers a step at 3 steps. Scale: 1 to 5 shown as", exact=False)).to_be_visible()
    expect(found.get_by_role("row", name="Waiting 6")).to_be_visible()
    assert view(company).material.waves == ()
    found.get_by_role("button", name="Use it", exact=True).click()
    expect(page.get_by_text("At least 6 riders have rated each step.")).to_be_visible()
    assert [wave.of(step).n for wave in view(company).material.waves for step in view(company).journey.target_ids] == [
        6
    ] * 3


def bring_quotes(page: Page, company: Company, tmp_path: Path) -> None:
    """The same for what customers said in their own words."""
    page.get_by_role("button", name="Make an empty table for quotes (CSV)").click()
    with page.expect_download() as coming:
        page.get_by_role("link", name="Save quotes.csv").click()
    file = tmp_path / "quotes.csv"
    coming.value.save_as(file)
    with file.open(encoding="utf-8-sig", newline="") as opened:
        rows = list(csv.reader(opened))
    for row, text in zip(rows[1:3], ("Nobody looked up.", "It took an hour, and that was fine."), strict=True):
        row[2:] = [text, "at the door", "2026-05-02", "yes"]
    put(file, rows)
    page.get_by_label("Bring the filled table of quotes").set_input_files(file)
    found = page.get_by_role("region", name="What was made of it").last
    expect(found.get_by_text("2 quotes, of which 2 may be shown")).to_be_visible()
    found.get_by_role("button", name="Use it", exact=True).click()
    expect(page.get_by_text("2 quotes to show")).to_be_visible()
    assert {quote.text for quote in view(company).material.quotes} == {row[2] for row in rows[1:3]}


def put(file: Path, rows: list[list[str]]) -> None:
    """A table as a spreadsheet saves it."""
    with file.open("w", encoding="utf-8-sig", newline="") as opened:
        csv.writer(opened).writerows(rows)


def see_it_as_a_participant(page: Page, company: Company) -> None:
    """A preview opens beside the page, on this journey."""
    with page.context.expect_page() as coming:
        page.get_by_role("link", name="3. Meet Bea").click()
    preview = coming.value
    expect(preview.get_by_text("Ride home tonight")).to_be_visible()
    preview.close()
    with page.context.expect_page() as coming:
        page.get_by_role("link", name="5. How does Bea feel?").click()
    preview = coming.value
    expect(preview.get_by_role("group", name="Riding home")).to_be_visible()
    preview.set_viewport_size(SMALL_PHONE["viewport"])
    company.look(preview, "prepare_preview_small_phone")
    preview.close()
    assert view(company).here() == dict.fromkeys(view(company).here(), 0)


def print_the_way_in(page: Page, company: Company) -> None:
    """Both sheets, as they will be printed."""
    page.get_by_role("button", name="Make the pages to print").click()
    with page.context.expect_page() as coming:
        page.get_by_role("link", name="Open the pages to print").click()
    paper = coming.value
    links = company.server.links
    for text in (links["participants_url"], links["customers_url"], links["code"]):
        expect(paper.get_by_text(text).first).to_be_visible()
    expect(paper.locator(".jk-join-qr svg")).to_have_count(2)
    paper.close()
    with page.expect_download() as coming:
        page.get_by_role("link", name=f"Save join-{links['code']}.html").click()
    plain = company.page(**LAPTOP)  # where it is served no script runs, not even axe
    plain.set_content(coming.value.path().read_text(encoding="utf-8"))
    company.look(plain, "prepare_paper", whole=True)


def test_who_leaves_with_something_unsaved_is_asked_and_what_is_not_valid_stays(company: Company) -> None:
    page = prepare(company)
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    title = page.get_by_role("region", name="The session", exact=True).get_by_label("Title")
    title.fill("")
    page.get_by_label("What they want to get done").fill("x" * 201)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Not saved: 2 things to mend")).to_be_visible()
    expect(page.get_by_text("Title: found nothing. Allowed: a text.")).to_be_visible()
    expect(page.get_by_text("Allowed: at most 200 characters.", exact=False)).to_be_visible()
    expect(title).to_have_value("")
    expect(page.get_by_label("What they want to get done")).to_have_value("x" * 201)
    page.get_by_role("link", name="To the control page").click()
    expect(page.get_by_text("Not saved: 2 things to mend")).to_be_visible()
    assert asked == ["beforeunload"]
    company.look(page, "prepare_to_mend_laptop")

    title.fill("Mended")
    page.get_by_label("What they want to get done").fill("Ride home")
    expect(page.get_by_text("To mend before it can be saved")).to_be_hidden()
    save(page)
    page.get_by_role("link", name="To the control page").click()
    expect(page.get_by_text("Mended").first).to_be_visible()
    assert asked == ["beforeunload"]
    assert company.findings == {"prepare_to_mend_laptop": []}


def test_a_page_that_was_closed_with_something_unsaved_has_it_again(company: Company) -> None:
    page = prepare(company)
    page.get_by_role("region", name="The session", exact=True).get_by_label("Sponsor").fill("Dr Moreau")
    expect(page.get_by_text("not saved yet")).to_be_visible()
    page.context.close()
    again = prepare(company)
    expect(again.get_by_text("This is what you wrote last. It is not saved yet.")).to_be_visible()
    expect(again.get_by_label("Sponsor")).to_have_value("Dr Moreau")
    save(again)
    assert view(company).plan.sponsor == "Dr Moreau"


def test_a_small_phone_shows_all_of_it(company: Company) -> None:
    page = prepare(company, **SMALL_PHONE)
    assert not scrolls_sideways(page)
    company.look(page, "prepare_small_phone", whole=True)
    page.get_by_label("Title").fill("From a phone")
    save(page)
    assert company.findings == {"prepare_small_phone": []}


def test_keys_alone_fill_in_and_save(company: Company) -> None:
    page = prepare(company)
    tab_to(page, "Title")
    page.keyboard.press("Control+A")
    page.keyboard.type("By keys alone")
    page.keyboard.press("Control+S")
    expect(page.get_by_text(SAVED)).to_be_visible()
    assert view(company).journey.title == "By keys alone"
    for name in ("Sponsor", "What they want to get done", "Bring the filled table of ratings", "1. Welcome"):
        tab_to(page, name)
    tab_to(page, "Make the pages to print")
    page.keyboard.press("Enter")
    tab_to(page, "Open the pages to print")
