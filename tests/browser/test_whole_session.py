"""A whole session on the clinic's sample journey, from the QR code to the exported map.

Played once: a facilitator, a projector page, six participants in Chromium (two on phones; one of them a customer, one
comes late, one reloads in the middle, one's link is cut for 15 s) and ten seats that a script fills. Each test then
looks at one thing that was seen.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from cable import Cable
from playwright.sync_api import Browser, Page, expect
from served import free_port
from stage import LAPTOP, PHONE, SMALL_PHONE, Company, go_on, on_stage, press, rate, ready, saved, scripted

from journeykit.models.rating import Perspective, Rating
from journeykit.session.seat import Participant

pytestmark = pytest.mark.browser

STEPS = ("Booking", "Finding the way", "Reception", "Waiting", "With the doctor", "Test results", "Next steps")
WORDS = {-2: "very unhappy", -1: "unhappy", 0: "neither", 1: "happy", 2: "very happy"}
GUESSES = {
    "first": (0, 0, 1, 0, 1, 0, 1),
    "phone": (1, 0, 1, 0, 2, 0, 1),
    "small": (0, 1, 0, -1, 1, 1, 1),
    "laptop": (-1, 0, 1, 1, 2, 0, 0),
    "customer": (-2, 0, 0, -2, 2, -1, 1),
    "late": (0, 0, 1, 0, 1, 0, 1),
}
SPLIT = "reception"
CUT_MS = 15_000


@dataclass
class Seen:
    """What was noticed on the way."""

    company: Company
    kernels: dict[str, int] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    loads: dict[str, int] = field(default_factory=dict)
    marks: dict[str, Any] = field(default_factory=dict)
    files: dict[str, Path] = field(default_factory=dict)


class Play:
    """The six people, by name, and what is common to their steps."""

    def __init__(self, company: Company) -> None:
        self.company = company
        self.seen = Seen(company)
        self.people: dict[str, Page] = {}

    def everybody(self) -> list[Page]:
        """Every participant's page."""
        return list(self.people.values())

    def seat(self, name: str, role: str, **context: Any) -> Page:
        """Somebody comes in; loads of their session page are counted."""
        page = self.company.scan(**context)
        self.people[name] = page
        self.seen.loads[name] = 0

        def count(frame: Any) -> None:
            if frame.parent_frame is None and "session.ipynb" in frame.url:
                self.seen.loads[name] += 1

        page.on("framenavigated", count)
        page.get_by_role("button", name=role).click()
        return page

    def follow(self, heading: str) -> None:
        """Every page follows to a heading, by itself."""
        for page in self.everybody():
            expect(page.get_by_role("heading", name=heading, exact=True)).to_be_visible()

    def rates(self, name: str) -> None:
        """Somebody taps a face at every step."""
        rate(self.people[name], {step: WORDS[points] for step, points in zip(STEPS, GUESSES[name], strict=True)})

    def count_kernels(self, when: str, control: Page) -> None:
        """How many kernels the server runs now; it tells its facilitator."""
        self.seen.kernels[when] = control.evaluate("fetch('../../healthz').then(r => r.json())")["kernels"]


@pytest.fixture(scope="module")
def seen(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Seen]:
    """The whole play."""
    folder = tmp_path_factory.mktemp("whole_session")
    with on_stage(browser, folder, free_port(), "clinic_visit") as company:
        cable = Cable(company.server.port)
        try:
            yield _played(Play(company), cable, folder)
        finally:
            cable.close()


def _played(play: Play, cable: Cable, folder: Path) -> Seen:
    company, seen = play.company, play.seen
    control = company.control()
    expect(control.get_by_text("Scan this with your phone.")).to_be_visible()
    company.look(control, "control_start")
    wall = company.projector(control)
    expect(wall.get_by_text(company.server.links["code"], exact=True)).to_be_visible()

    _come_in(play, cable)
    expect(control.get_by_text("5 of 5 are ready")).to_be_visible()
    expect(control.get_by_text("Another device has arrived")).to_be_visible()
    company.look(control, "control_welcome")
    company.look(wall, "projector_welcome")
    play.count_kernels("welcome", control)

    go_on(control, "Meet Amina")
    play.follow("This is Amina. What would a good day be like?")
    company.look(play.people["phone"], "phone_meet", whole=True)
    company.look(wall, "projector_meet")
    play.people["first"].get_by_role("button", name="Done").click()
    expect(control.get_by_text("1 of 5 has answered")).to_be_visible()

    go_on(control, "How does Amina feel?")
    robots = scripted(company, 10)
    _predict(play, cable, robots, control, wall)
    _reveal_ourselves(play, control, wall)
    _reveal_customers(play, control, wall)
    _take_home(play, control, folder)
    play.count_kernels("export", control)
    return seen


def _come_in(play: Play, cable: Cable) -> None:
    play.seat("first", "I work with customers", **LAPTOP)
    company = play.company
    phone = play.seat("phone", "I work with customers", port=cable.port, **PHONE)
    small = play.seat("small", "I work behind the scenes", **SMALL_PHONE)
    play.seat("laptop", "I lead a team", **LAPTOP)
    play.seat("customer", "A customer", **PHONE)
    expect(phone.get_by_role("button", name="I am ready")).to_be_visible()
    company.look(phone, "phone_welcome", whole=True)
    company.look(small, "small_phone_welcome", whole=True)
    for page in play.everybody():
        ready(page)
    for page in play.everybody():
        expect(page.get_by_role("heading", name="A practice question", exact=False)).to_be_visible()


def _predict(play: Play, cable: Cable, robots: list[Participant], control: Page, wall: Page) -> None:
    company, seen = play.company, play.seen
    first, phone, customer = play.people["first"], play.people["phone"], play.people["customer"]
    heading = "How do patients like Amina feel at each step?"
    for page in (first, phone, play.people["small"], play.people["laptop"]):
        expect(page.get_by_role("heading", name=heading)).to_be_visible()
    expect(customer.get_by_role("heading", name="How did you feel at each step?")).to_be_visible()
    for name in ("small", "laptop", "customer"):
        play.rates(name)
    company.look(play.people["small"], "small_phone_predict")

    rate(phone, {"Booking": WORDS[1], "Finding the way": WORDS[0]})
    saved(phone)
    company.look(phone, "phone_predict")
    cable.cut()
    expect(phone.get_by_text("Connection lost", exact=False)).to_be_visible()
    company.look(phone, "phone_link_lost")
    rate(phone, {"Reception": WORDS[1]})
    phone.wait_for_timeout(CUT_MS)
    cable.mend()
    expect(phone.get_by_text("Back again", exact=False)).to_be_visible()
    play.rates("phone")

    rate(first, {"Booking": WORDS[-2], "Finding the way": WORDS[0]})
    saved(first)
    first.reload()
    booking = first.get_by_role("group", name="Booking")
    expect(booking.get_by_role("radio", name=WORDS[-2], exact=True)).to_be_checked()
    play.rates("first")

    late = play.seat("late", "Rather not say", **LAPTOP)
    ready(late)
    play.rates("late")
    for number, robot in enumerate(robots):
        for target in robot.view.journey.target_ids:
            value = (-2 if number % 2 else 2) if target == SPLIT else (0, 0, 1, 0)[number % 4]
            robot.say(Rating(target_id=target, perspective=Perspective.PREDICTED_CUSTOMER, value=value))
    expect(control.get_by_text("16 of 16 have answered")).to_be_visible()
    seen.texts["control before the reveal"] = control.locator("body").inner_text()
    seen.texts["projector before the reveal"] = wall.locator("body").inner_text()
    company.look(control, "control_predict")
    company.look(wall, "projector_predict")
    press(control, "Lock answers")
    for page in play.everybody():
        expect(page.get_by_text("Time is up, answers are in.")).to_be_visible()
        expect(page.get_by_role("radio").first).to_be_disabled()
    company.look(phone, "phone_locked")


def _reveal_ourselves(play: Play, control: Page, wall: Page) -> None:
    company, seen = play.company, play.seen
    go_on(control, "How sure are we?")
    play.follow("How sure are we?")
    actions = control.get_by_label("What you can do", exact=True)
    actions.get_by_role("button", name="Show to everyone").click()
    seen.texts["question before the reveal"] = actions.inner_text()
    company.look(control, "control_confirm")
    actions.locator(".jk-sheet-confirm").get_by_role("button", name="Show to everyone").click()
    play.follow("What we thought")
    for page in (wall, play.people["phone"], play.people["first"]):
        expect(page.get_by_text("Two different pictures here", exact=False).first).to_be_visible()
    seen.texts["first after the reveal of ourselves"] = play.people["first"].locator("body").inner_text()
    company.look(wall, "projector_ourselves")
    company.look(play.people["phone"], "phone_ourselves", whole=True)
    company.look(play.people["laptop"], "laptop_ourselves", whole=True)


def _reveal_customers(play: Play, control: Page, wall: Page) -> None:
    company, seen = play.company, play.seen
    go_on(control, "What patients say")
    play.follow("What patients say")
    actions = control.get_by_label("What you can do", exact=True)
    order = []
    for number in range(len(STEPS)):
        label = actions.get_by_role("button", name=re.compile("Uncover")).inner_text()
        step = re.search("\u201c(.+)\u201d", label)[1]
        order.append(step)
        control.locator("body").press("ArrowRight")
        expect(wall.get_by_role("heading", name=f"{step}: what we thought, what patients say")).to_be_visible()
        sentence = wall.get_by_text(re.compile("We thought: .* Patients say: "))
        expect(sentence.first).to_be_visible()
        if number == 0:
            expect(play.people["phone"].get_by_text(re.compile("We thought: .* Patients say: ")).first).to_be_visible()
            company.look(wall, "projector_customers")
            company.look(control, "control_customers")
            company.look(play.people["small"], "small_phone_customers", whole=True)
        expect(control.get_by_text(f"Uncovered {number + 1} of 7", exact=False)).to_be_visible()
    seen.marks["order"] = order
    for name, page in play.people.items():
        if name != "customer":
            expect(page.get_by_text("Only you see this")).to_be_visible()
        seen.texts[f"{name} at the end"] = page.locator("body").inner_text()
    company.look(play.people["phone"], "phone_mine", whole=True)
    company.look(wall, "projector_end")


def _take_home(play: Play, control: Page, folder: Path) -> None:
    company, seen = play.company, play.seen
    for label, name in (
        ("The map (HTML)", "map.html"),
        ("The numbers (CSV)", "counts.csv"),
        ("Everything (JSON)", "all.json"),
    ):
        control.get_by_role("button", name=label).click()
        link = control.get_by_role("link", name=re.compile(rf"Save .*\.{name.split('.')[1]}"))
        with control.expect_download() as download:
            link.click()
        seen.files[name] = folder / name
        download.value.save_as(seen.files[name])
    company.look(control, "control_take_home", whole=True)
    page = company.page(**LAPTOP)
    page.set_content(seen.files["map.html"].read_text(encoding="utf-8"))
    company.look(page, "map", whole=True)


def test_nothing_was_asked_of_another_machine(seen: Seen) -> None:
    assert seen.company.foreign == []


def test_no_page_threw_an_error(seen: Seen) -> None:
    assert seen.company.errors == []


def test_there_is_one_kernel_a_participant_from_welcome_to_export(seen: Seen) -> None:
    control_and_projector = 2
    assert seen.kernels == {"welcome": 5 + control_and_projector, "export": 6 + control_and_projector}


def test_pages_follow_without_a_reload(seen: Seen) -> None:
    assert seen.loads == {"first": 2, "phone": 1, "small": 1, "laptop": 1, "customer": 1, "late": 1}


def test_axe_finds_nothing_serious_on_any_page(seen: Seen) -> None:
    assert {page: found for page, found in seen.company.findings.items() if found} == {}


def test_before_the_reveal_nobody_sees_what_others_thought(seen: Seen) -> None:
    for page in ("control before the reveal", "projector before the reveal"):
        assert not re.search(r"[+\u2212]\d\.\d", seen.texts[page]), page


def test_the_facilitator_is_asked_before_the_reveal(seen: Seen) -> None:
    assert "Show to everyone? 0 of 16 have answered." in seen.texts["question before the reveal"]


def test_the_customer_is_never_counted_as_staff(seen: Seen) -> None:
    everything = json.loads(seen.files["all.json"].read_text())
    assert {shown["n"] for shown in everything["ours"]} == {15}
    assert {shown["n"] for shown in everything["own"]} == {1}
    assert all(shown["counts"] is None for shown in everything["own"])


def test_an_answer_given_while_the_link_was_cut_is_kept(seen: Seen) -> None:
    with seen.files["counts.csv"].open(newline="", encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["perspective"] == "predicted_customer"]
    reception = {row["points"]: int(row["count"]) for row in rows if row["target_id"] == SPLIT and row["points"]}
    assert {float(points): count for points, count in reception.items() if count} == {-2: 5, 0: 1, 1: 4, 2: 5}


def test_customers_are_uncovered_from_the_biggest_difference_on(seen: Seen) -> None:
    everything = json.loads(seen.files["all.json"].read_text())

    def mean(shown: dict[str, Any]) -> float:
        counts = shown["counts"]
        return sum(c * s for c, s in zip(counts["counts"], counts["support"], strict=True)) / shown["n"]

    theirs = {shown["target_id"]: mean(shown) for shown in everything["theirs"]}
    far = {shown["target_id"]: abs(mean(shown) - theirs[shown["target_id"]]) for shown in everything["ours"]}
    labels = {
        step["id"]: step["label"] for stage in everything["material"]["journey"]["stages"] for step in stage["steps"]
    }
    expected = [labels[target] for target in sorted(far, key=lambda each: round(far[each], 9), reverse=True)]
    assert seen.marks["order"] == expected


def test_each_phone_shows_its_owner_their_own_surprise(seen: Seen) -> None:
    for name in ("first", "phone", "small", "laptop", "late"):
        assert "Closest: " in seen.texts[f"{name} at the end"], name
    assert "Only you see this" not in seen.texts["customer at the end"]


def test_the_map_at_home_says_what_the_room_saw(seen: Seen) -> None:
    text = seen.files["map.html"].read_text(encoding="utf-8")
    for step in STEPS:
        assert step in text
    assert "<script" not in text


def test_the_command_line_exports_the_same_map(seen: Seen, tmp_path: Path) -> None:
    done = seen.company.server.run("export", "last", "--format", "json", "-o", str(tmp_path / "all.json"))
    assert done.returncode == 0, done.stderr
    by_command, by_page = (json.loads(file.read_text()) for file in (tmp_path / "all.json", seen.files["all.json"]))
    assert by_command | {"made_at": ""} == by_page | {"made_at": ""}
