"""The whole event, from the prepare page to the summary: what a facilitator with no technical help goes through.

Played once: a journey is made and prepared, three customers answer by their link, six people take part (two on phones
of 320 and 390 px, a customer, one with a keyboard alone), a projector shows what everybody may see. Each test then
looks at one thing that was seen. Every screen is kept as a picture: on the smallest phone, the laptop and the wall.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from served import free_port
from stage import (
    LAPTOP,
    PHONE,
    SMALL_PHONE,
    Company,
    go_on,
    on_stage,
    press,
    rate,
    ready,
    run_journeykit,
    tab_to,
    uncover,
)

from journeykit.shipped import shipped

pytestmark = pytest.mark.browser

STEPS = ("Booking", "Finding the way", "Reception", "Waiting", "With the doctor", "Test results", "Next steps")
STAFF = {
    "phone": ("I work with customers", PHONE),
    "small": ("I work behind the scenes", SMALL_PHONE),
    "laptop": ("I lead a team", LAPTOP),
    "second": ("I work with customers", LAPTOP),
}
NEW_STEP = "Parking"
SAMPLE = shipped("sample_journeys") / "clinic_visit"
CUSTOMERS = {"ratings": SAMPLE / "customers.csv", "quotes": SAMPLE / "quotes.csv"}
IN_A_WEEK = date.today() + timedelta(days=7)
IN_A_MONTH = date.today() + timedelta(days=30)


@dataclass
class Seen:
    """What was noticed on the way."""

    company: Company
    texts: dict[str, str] = field(default_factory=dict)
    files: dict[str, Path] = field(default_factory=dict)
    order: list[str] = field(default_factory=list)
    answered_by_keys: int = 0


class Event:
    """Everybody's pages, by name."""

    def __init__(self, company: Company) -> None:
        self.company, self.seen = company, Seen(company)
        self.people: dict[str, Page] = {}

    def everybody(self, *, but: tuple[str, ...] = ()) -> list[Page]:
        """The participants' pages."""
        return [page for name, page in self.people.items() if name not in but]

    def on_all(self, act: Callable[[Page], None], *, but: tuple[str, ...] = ()) -> None:
        """Everybody does the same."""
        for page in self.everybody(but=but):
            act(page)

    def look(self, name: str) -> None:
        """Keep what the smallest phone, a laptop, the wall and the facilitator see, and read it."""
        pages = {"phone": self.people["small"], "laptop": self.people["laptop"], "wall": self.wall}
        for kind, page in {**pages, "control": self.control}.items():
            self.company.look(page, f"{name}_{kind}", whole=kind != "wall")
            self.seen.texts[f"{name} {kind}"] = page.locator("body").inner_text()

    def picture(self, page: Page, name: str) -> None:
        """Keep what a page shows at its top: these pictures are in docs/."""
        page.evaluate("document.activeElement?.blur(); window.scrollTo(0, 0)")
        self.company.look(page, name)

    def part(self, title: str, heading: str) -> None:
        """The facilitator goes on to a part, and every page follows."""
        go_on(self.control, title)
        for page in self.everybody():
            expect(page.get_by_role("heading", name=heading, exact=False).first).to_be_visible()

    def show(self) -> None:
        """What was said is shown to everybody."""
        press(self.control, "Show to everyone")
        expect(self.control.get_by_role("button", name="Show to everyone")).to_have_count(0)


def fill(page: Page, label: str, text: str) -> None:
    """Type into a field, and wait until the page has it."""
    page.get_by_label(label, exact=False).first.fill(text)
    page.get_by_label(label, exact=False).first.blur()


def tap(page: Page, label: str) -> None:
    """Tap a button."""
    page.get_by_role("button", name=label, exact=True).click()


def choose(page: Page, group: str, option: str) -> None:
    """Tap one option of a group."""
    box = page.get_by_role("group", name=group, exact=False)
    box.locator("label").filter(has_text=re.compile(rf"^{re.escape(option)}")).first.click()


@pytest.fixture(scope="module")
def seen(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Seen]:
    """The whole event."""
    folder = tmp_path_factory.mktemp("event")
    run_journeykit(folder, "new", "our_visit", "--from", "clinic_visit")
    with on_stage(browser, folder, free_port(), str(folder / "our_visit")) as company:
        event = Event(company)
        event.control = company.control()
        expect(event.control.get_by_role("button", name="Start the session")).to_be_visible()
        _prepare(event)
        _customers(event)
        _come_in(event)
        _late(event)
        _listen_and_meet(event)
        _predict(event)
        _reveal(event)
        _choose_and_act(event)
        _close(event, folder)
        yield event.seen


def _prepare(event: Event) -> None:
    company = event.company
    page = event.control.context.new_page()
    page.goto(company.server.links["facilitator_url"].split("/f/")[0] + "/prepare")
    expect(page.get_by_label("Sponsor")).to_be_visible()
    company.look(page, "prepare_start", whole=True)
    event.seen.texts["checklist before"] = page.locator("body").inner_text()
    fill(page, "Owner", "Ines, patient services")
    fill(page, "Sponsor", "Omar, head of the clinic")
    fill(page, "Date of the session", date.today().isoformat())
    tap(page, "Save")
    expect(page.get_by_text(re.compile(r"[Ss]aved \d\d:\d\d"))).to_be_visible()
    for table in ("ratings", "quotes"):
        page.get_by_label(f"Bring the filled table of {table}").set_input_files(CUSTOMERS[table])
        tap(page, "Use it")
        expect(page.get_by_role("button", name="Use it", exact=True)).to_have_count(0)
    event.picture(page, "prepare")
    event.seen.texts["checklist after"] = page.locator("body").inner_text()
    page.close()


def _customers(event: Event) -> None:
    company = event.company
    for number, word in enumerate(("unhappy", "very unhappy", "neither")):
        page = company.page(**(SMALL_PHONE if number else PHONE))
        page.goto(company.server.links["customers_url"])
        rate(page, dict.fromkeys(STEPS[:-1], word))
        never = page.get_by_role("radio", name="Did not happen to me", exact=True)
        page.get_by_role("group", name=STEPS[-1]).locator("label").filter(has=never).click()
        if not number:
            page.get_by_label("What was good or bad there?").fill("Nobody told me how long it takes.")
            page.get_by_text("You may show my words").click()
            page.get_by_label("Which step is it about?").select_option("Waiting")
            event.picture(page, "customer_phone")
        page.get_by_role("button", name="Send").click()
        expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
        page.context.close()
    expect(event.control.get_by_text("3 patients so far", exact=False)).to_be_visible()


def _come_in(event: Event) -> None:
    company = event.company
    company.look(event.control, "event_control_start", whole=True)
    event.wall = company.projector(event.control)
    for name, (role, context) in STAFF.items():
        event.people[name] = company.join(role, **context)
    event.people["customer"] = company.join("A customer", **PHONE)
    keys = company.page(**LAPTOP)
    event.people["keys"] = keys
    keys.goto(company.server.links["participants_url"])
    tab_to(keys, "Rather not say")
    keys.keyboard.press("Enter")
    expect(keys.get_by_role("button", name="I am ready")).to_be_visible()
    for page in event.everybody():
        expect(page.get_by_text("Before we start")).to_be_visible()
    event.look("welcome")
    press(event.control, "Start the session")
    event.on_all(ready, but=("keys",))
    tab_to(keys, "I am ready")
    keys.keyboard.press("Enter")
    expect(event.control.get_by_text("6 of 6 are ready", exact=True)).to_be_visible()
    for page in event.everybody():
        expect(page.get_by_text("This is only practice.", exact=False)).to_be_visible()
    rate(event.people["small"], {"Your way here today": "happy"})
    event.look("practice")
    tap(event.people["small"], "Go on")
    choose(event.people["small"], "When were you last a customer", "This year")
    event.look("last_time")
    tap(event.people["small"], "Done")
    for page in event.everybody(but=("small", "keys")):
        tap(page, "Skip the practice")
        choose(page, "When were you last a customer", "Never")
        tap(page, "Done")
    tab_to(keys, "Skip the practice")
    keys.keyboard.press("Enter")
    tab_to(keys, "When were you last a customer")
    keys.keyboard.press("Space")
    tab_to(keys, "Done", exact=True)
    keys.keyboard.press("Enter")
    expect(keys.get_by_role("heading", name="You are in.")).to_be_visible()


def _late(event: Event) -> None:
    """The session runs over: what may be shorter is offered, left out, and taken in again."""
    control, late = event.control, event.control.get_by_label("Time", exact=True)
    for _minute in range(7):
        press(control, "+1 minute", confirmed=False)
    expect(late.get_by_text("over", exact=False).first).to_be_visible()
    event.company.look(control, "control_late")
    event.seen.texts["late"] = late.inner_text()
    late.get_by_role("button", name="And you?").click()
    again = late.get_by_role("button", name="Take \u201cAnd you?\u201d in again")
    expect(again).to_be_visible()
    again.click()
    expect(again).to_have_count(0)


def _listen_and_meet(event: Event) -> None:
    keys = event.people["keys"]
    event.part("In their own words", "Two of our patients tell us")
    for number, page in enumerate(event.everybody(but=("keys",))):
        fill(page, "One word for the first", ("tired", "lost", "small", "afraid", "angry")[number])
        fill(page, "One word for the second", "relieved")
    tab_to(keys, "One word for the first")
    keys.keyboard.type("ignored")
    event.look("voice")
    expect(event.control.get_by_text("6 of 6 have answered", exact=True)).to_be_visible()
    event.show()
    for page in (*event.everybody(), event.wall):
        expect(page.get_by_text("ignored", exact=True)).to_be_visible()
    event.look("voice_shown")

    event.part("Meet Amina", "This is Amina.")
    for page in event.everybody(but=("keys",)):
        fill(page, "Amina may expect", "That somebody says how long it takes")
        fill(page, "Amina may worry about", "Being forgotten")
    tab_to(keys, "Amina may expect")
    keys.keyboard.type("A seat near the door")
    event.look("meet")
    expect(event.control.get_by_text("6 of 6 have answered", exact=True)).to_be_visible()
    event.show()
    expect(event.wall.get_by_text("A seat near the door")).to_be_visible()
    event.look("meet_shown")

    event.part("The steps", "The steps")
    second, laptop = event.people["second"], event.people["laptop"]
    tap(second, "Next")
    fill(second, "Is a step missing?", NEW_STEP)
    choose(second, "After which step does it come?", "Booking")
    choose(laptop, "Which steps do not happen to Amina?", "Finding the way")
    tab_to(keys, "Next", exact=True)
    keys.keyboard.press("Enter")
    tab_to(keys, "Done", exact=True)
    keys.keyboard.press("Enter")
    expect(event.control.get_by_text("1 says so")).to_be_visible()
    event.control.get_by_role("button", name=f"Keep \u201c{NEW_STEP}\u201d").click()
    for page in event.everybody():
        expect(page.get_by_text(f"New: \u201c{NEW_STEP}\u201d", exact=False)).to_be_visible()
    event.look("steps")


def _predict(event: Event) -> None:
    keys, steps = event.people["keys"], ("Booking", NEW_STEP, *STEPS[1:])
    go_on(event.control, "How does Amina feel?")
    for name, page in event.people.items():
        expect(page.get_by_role("group", name=NEW_STEP)).to_be_visible()
        if name not in ("keys", "customer"):
            rate(page, dict.fromkeys(steps, "happy"))
    rate(event.people["customer"], dict.fromkeys(steps, "very unhappy"))
    for step in steps:
        tab_to(keys, step)
        keys.keyboard.press("Space")
        event.seen.answered_by_keys += 1
    expect(event.control.get_by_text("6 of 6 have answered", exact=True)).to_be_visible()
    event.look("predict")
    press(event.control, "Lock answers")
    go_on(event.control, "How sure are we?")
    for name, page in event.people.items():
        if name in ("keys", "customer"):
            continue
        choose(page, "Which two steps were you least sure of?", "Waiting")
        choose(page, "Which two steps were you least sure of?", "Reception")
        tap(page, "Next")
        choose(page, "Which two steps matter most to Amina?", "Waiting")
        tap(page, "Done")
    expect(event.people["customer"].get_by_text("matter most", exact=False).first).to_be_visible()
    expect(event.people["customer"].get_by_text("least sure of", exact=False)).to_have_count(0)
    tab_to(keys, "Waiting")
    keys.keyboard.press("Space")
    event.look("sure")


def _reveal(event: Event) -> None:
    event.show()
    for page in event.everybody():
        expect(page.get_by_role("heading", name="What we thought", exact=True)).to_be_visible()
    event.look("ourselves")

    go_on(event.control, "And you?")
    for page in event.everybody(but=("customer", "keys")):
        tap(page, "Yes, I will tell how it felt")
        rate(page, {"Booking": "neither", "Waiting": "unhappy"})
    expect(event.people["customer"].get_by_text("You have told us already. Thank you.")).to_be_visible()
    keys = event.people["keys"]
    tab_to(keys, "Skip this")
    keys.keyboard.press("Enter")
    event.look("own_feeling")
    event.show()
    event.look("own_feeling_shown")

    go_on(event.control, "What patients say")
    expect(event.wall.get_by_role("heading", name="What patients say", exact=False).first).to_be_visible()
    for number, step in enumerate(uncover(event.control, event.wall, len(STEPS) + 1)):
        event.seen.order.append(step)
        if number == 0:
            event.look("customers_first")
    expect(event.people["small"].get_by_text("Only you see this")).to_be_visible()
    event.look("customers")


def _choose_and_act(event: Event) -> None:
    keys, control = event.people["keys"], event.control
    event.part("Now I think", "What did you think before")
    for page in event.everybody(but=("keys",)):
        fill(page, "I used to think", "Waiting is fine when the doctor is good")
        fill(page, "Now I think", "Not knowing is worse than waiting")
    tab_to(keys, "Now I think")
    keys.keyboard.type("We should say how long it takes")
    event.look("now_i_think")
    expect(control.get_by_text("6 of 6 have answered", exact=True)).to_be_visible()
    event.show()
    expect(event.wall.get_by_text("We should say how long it takes")).to_be_visible()
    event.look("now_i_think_shown")

    event.part("The moments that matter", "Which one moment should we fix first?")
    for page in event.everybody(but=("keys",)):
        choose(page, "Fix first", "Waiting")
        tap(page, "Next")
        choose(page, "Protect", "With the doctor")
        tap(page, "Done")
    tab_to(keys, "Fix first")
    keys.keyboard.press("Space")
    event.look("moments")
    event.picture(event.people["phone"], "phone_moments")
    expect(control.get_by_text("6 of 6 have answered", exact=True)).to_be_visible()
    event.show()
    expect(event.wall.get_by_text("Waiting", exact=False).first).to_be_visible()
    event.look("moments_shown")

    event.part("What we will do", "One action: what, who, by when")
    _write_card(event.people["small"], "Say at the desk how long it takes", "Ines", IN_A_WEEK)
    expect(event.people["small"].get_by_text("Saved. The facilitator sees it.")).to_be_visible()
    _write_card(event.people["phone"], "A sign in the waiting room", "Paul", IN_A_MONTH)
    event.picture(event.people["phone"], "phone_action")
    tab_to(keys, "Skip this")
    keys.keyboard.press("Enter")
    control.get_by_role("button", name="Keep \u201cSay at the desk").click()
    expect(event.wall.get_by_text("Say at the desk how long it takes")).to_be_visible()
    event.look("action")

    event.part("What I will do", "One thing that I will do differently")
    for name, page in event.people.items():
        if name == "keys":
            continue
        fill(page, "If ...", f"somebody waits and I am {name}")
        fill(page, "then I will", f"tell them why, says {name}")
    event.people["phone"].get_by_label("Share it with the room", exact=False).check()
    tap(event.people["phone"], "Done")
    tab_to(keys, "If ...", exact=False)
    keys.keyboard.type("I see a full room")
    tab_to(keys, "then I will ...")
    keys.keyboard.type("walk through it once")
    expect(keys.get_by_text("Saved. Only you see this.")).to_be_visible()
    event.look("commitment")


def _write_card(page: Page, what: str, who: str, due: date) -> None:
    fill(page, "What will we do?", what)
    fill(page, "Who? One name", who)
    fill(page, "By when?", due.isoformat())
    fill(page, "The first step this week", "Talk to the front desk")
    fill(page, "Or: the owner names it by", due.isoformat())


def _close(event: Event, folder: Path) -> None:
    control, keys = event.control, event.people["keys"]
    event.part("Before we go", "How was it before today")
    for page in event.everybody():
        for when, value in (("Before today", 2), ("Now", 4)):
            scales = page.get_by_role("group", name=when, exact=True)
            expect(scales).to_have_count(3)
            for scale in scales.all():
                scale.locator("label").nth(value - 1).click()
    event.look("close")
    expect(control.get_by_text("6 of 6 are done", exact=True)).to_be_visible()
    fill(control, "We look again on", IN_A_MONTH.isoformat())
    for page in event.everybody():
        tap(page, "Next")
        expect(page.get_by_role("heading", name="One thing to change", exact=False)).to_be_visible()
        tap(page, "Next")
        expect(page.get_by_text("Thank you for today.")).to_be_visible()
    event.look("close_end")
    press(control, "End the session")
    for page in event.everybody():
        expect(page.get_by_text("over", exact=False).first).to_be_visible()
    event.look("ended")
    event.seen.texts["keys at the end"] = keys.locator("body").inner_text()
    for label, name in (("The summary, one page (HTML)", "summary.html"), ("The map (HTML)", "map.html")):
        control.get_by_role("button", name=label).click()
        of_it = r"Save .*-summary\.html" if name == "summary.html" else r"Save (?!.*summary).*\.html"
        link = control.get_by_role("link", name=re.compile(of_it))
        with control.expect_download() as download:
            link.first.click()
        event.seen.files[name] = folder / name
        download.value.save_as(event.seen.files[name])
    for name in ("summary", "map"):
        page = event.company.page(**LAPTOP)
        page.set_content(event.seen.files[f"{name}.html"].read_text(encoding="utf-8"))
        event.company.look(page, f"event_{name}", whole=True)
        event.seen.texts[name] = page.locator("body").inner_text()


def test_nothing_was_asked_of_another_machine_and_no_page_threw_an_error(seen: Seen) -> None:
    assert seen.company.foreign == []
    assert seen.company.errors == []


def test_axe_finds_nothing_serious_on_any_page(seen: Seen) -> None:
    assert {page: found for page, found in seen.company.findings.items() if found} == {}


def test_the_checklist_tells_what_is_missing_until_it_is_there(seen: Seen) -> None:
    missing = ("No sponsor", "No owner", "No date for the session", "No ratings by patients", "No quotes to show")
    for each in missing:
        assert each in seen.texts["checklist before"], each
        assert each not in seen.texts["checklist after"], each
    assert "Sponsor: Omar, head of the clinic" in seen.texts["checklist after"]


def test_nobody_s_words_are_seen_before_they_are_shown(seen: Seen) -> None:
    for place in ("voice wall", "voice control", "voice laptop"):
        assert "ignored" not in seen.texts[place], place
    for place in ("meet wall", "meet control", "meet laptop"):
        assert "A seat near the door" not in seen.texts[place], place
    for place in ("now_i_think wall", "now_i_think control", "now_i_think laptop"):
        assert "We should say how long it takes" not in seen.texts[place], place


def test_a_kept_step_without_customers_says_so(seen: Seen) -> None:
    assert NEW_STEP in seen.order
    assert NEW_STEP in seen.texts["map"]
    assert "asked" in seen.texts["steps wall"]


def test_somebody_with_a_keyboard_alone_takes_part_in_everything(seen: Seen) -> None:
    assert seen.answered_by_keys == len(STEPS) + 1


def test_what_the_session_needs_is_never_offered_to_be_shorter(seen: Seen) -> None:
    assert "And you?" in seen.texts["late"]
    for needed in ("How does Amina feel?", "What patients say", "What we will do"):
        assert needed not in seen.texts["late"]


def test_only_shared_commitments_leave_their_author_s_page(seen: Seen) -> None:
    for place in ("commitment wall", "commitment control", "summary", "map"):
        assert "tell them why, says phone" in seen.texts[place], place
    for place in (
        "commitment wall",
        "commitment control",
        "close wall",
        "close control",
        "ended wall",
        "summary",
        "map",
    ):
        assert "says small" not in seen.texts[place], place
        assert "walk through it once" not in seen.texts[place], place


def test_the_summary_carries_the_action_its_owner_and_its_date(seen: Seen) -> None:
    summary = seen.texts["summary"]
    assert "Say at the desk how long it takes" in summary
    assert "Ines" in summary
    assert "A sign in the waiting room" not in summary  # nobody kept it
    assert "Nearly all of 6 rose." in summary  # that all did would tell of each one
    assert "Omar, head of the clinic" in summary
    assert "Say at the desk how long it takes" in seen.texts["map"]


def test_the_end_by_the_clock_is_always_in_view(seen: Seen) -> None:
    parts = ("voice", "meet", "steps", "predict", "sure", "ourselves", "own_feeling", "customers", "now_i_think")
    for part in (*parts, "moments", "action", "commitment", "close"):
        assert re.search(r"ends \d\d:\d\d", seen.texts[f"{part} control"]), part
