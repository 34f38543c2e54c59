"""Real customers on the wall: the airport's passengers, their question, their scale, their line; and no quote that
its author did not agree to show."""

from __future__ import annotations

import html
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from served import free_port
from stage import LAPTOP, PHONE, Company, go_on, guess, on_stage, rate, ready, scripted, shows_customers, uncover

pytestmark = pytest.mark.browser

AIRPORT_STEPS = 8
COFFEE_STEPS = 6
WITHOUT_CONSENT = "I felt watched while I chose the tip."
WITH_CONSENT = "Six people, one till, and nobody told us why."
FORMATS = ("html", "csv", "json", "yaml")
everywhere = pytest.mark.parametrize("page", ["control", "projector", "phone"])


@dataclass
class Room:
    """One played session: its pages, what stood on them on the way, and what was taken home."""

    company: Company
    control: Page
    wall: Page
    phone: Page
    order: list[str] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    marks: dict[str, float] = field(default_factory=dict)

    @property
    def pages(self) -> dict[str, Page]:
        """Every page by name."""
        return {"control": self.control, "projector": self.wall, "phone": self.phone}

    def read(self, when: str) -> None:
        """Keep everything that stands on the pages now, shown or not."""
        self.texts |= {f"{name}, {when}": page.locator("body").text_content() for name, page in self.pages.items()}

    def export(self, folder: Path) -> None:
        """Take every format home."""
        for name in FORMATS:
            done = self.company.server.run("export", "last", "--format", name, "-o", str(folder / f"taken.{name}"))
            assert done.returncode == 0, done.stderr
            self.files[name] = (folder / f"taken.{name}").read_text(encoding="utf-8")


def come_in(company: Company, persona: str) -> Room:
    """A facilitator, a projector and somebody on a phone, at the prediction."""
    control = company.control()
    wall = company.projector(control)
    room = Room(company, control, wall, company.join("I work with customers", **PHONE))
    ready(room.phone)
    room.read("at the welcome")
    go_on(control, f"Meet {persona}")
    expect(room.phone.get_by_role("heading", name=f"This is {persona}.")).to_be_visible()
    room.read("meeting the person")
    go_on(control, f"How does {persona} feel?")
    expect(room.phone.get_by_role("group").first).to_be_visible()
    return room


def answer(room: Room, word: str) -> None:
    """The person on the phone answers the same at every step."""
    expect(room.phone.locator("fieldset legend").first).to_contain_text("1. ")  # not the page before
    steps = room.phone.locator("fieldset legend").all_inner_texts()
    rate(room.phone, {step.split(". ", 1)[1]: word for step in steps})


def look_at_customers(room: Room, customers: str, steps: int) -> None:
    """Five more people guess, and everything is uncovered."""
    for points, robot in enumerate(scripted(room.company, 5), -2):
        guess(robot, points)
    expect(room.control.get_by_text("6 of 6 have answered")).to_be_visible()
    go_on(room.control, "What we thought")
    expect(room.wall.get_by_role("heading", name="What we thought", exact=True)).to_be_visible()
    expect(room.phone.get_by_role("heading", name="What we thought", exact=True)).to_be_visible()
    room.read("looking at ourselves")
    go_on(room.control, f"What {customers} say")
    for step in uncover(room.control, room.wall, steps):
        room.order.append(step)
        for page in room.pages.values():
            shows_customers(page, step)
        room.read(f"at {step}")
    expect(room.phone.get_by_text("Only you see this")).to_be_visible()
    room.read("at the end")


def wall_letters(wall: Page) -> float:
    """The size of the smallest letters that stand on the projector page, in px."""
    return float(
        wall.evaluate("""() => {
          const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          const sizes = [];
          while (texts.nextNode()) {
            const { textContent, parentElement } = texts.currentNode;
            const shown = textContent.trim() && parentElement.checkVisibility({ visibilityProperty: true });
            if (shown && parentElement.getBoundingClientRect().width > 1) {
              sizes.push(parseFloat(getComputedStyle(parentElement).fontSize));
            }
          }
          return Math.min(...sizes);
        }""")
    )


@pytest.fixture(scope="module")
def airport(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    """The airport with its real passengers."""
    folder = tmp_path_factory.mktemp("airport")
    with on_stage(browser, folder, free_port(), "airport_departure") as company:
        room = come_in(company, "Leila")
        company.look(room.phone, "airport_phone_predict", whole=True)
        answer(room, "happy")
        room.read("predicting")
        look_at_customers(room, "passengers", AIRPORT_STEPS)
        for name, page in room.pages.items():
            company.look(page, f"airport_{name}_end", whole=name != "projector")
        room.marks["smallest letters"] = wall_letters(room.wall)
        room.marks["what lies under the wall's edge"] = room.wall.evaluate(
            "document.documentElement.scrollHeight - innerHeight"
        )
        yield room


def test_predict_asks_what_passengers_were_asked_with_their_words_for_both_ends(airport: Room) -> None:
    text = " ".join(airport.texts["phone, predicting"].split())
    asked = "Passengers were asked: \u201cRate: Passing through security and screening\u201d How did most answer?"
    assert asked in text
    assert text.count("How did most answer?") == AIRPORT_STEPS
    assert text.count("unacceptable") == text.count("outstanding") == AIRPORT_STEPS


@everywhere
def test_the_line_is_the_airport_as_a_whole_and_named_on_every_chart(airport: Room, page: str) -> None:
    text = airport.texts[f"{page}, at the end"]
    assert "the airport as a whole (+1.0)" in text
    assert "1,249 to 3,028 passengers a step, likely range" in text


@everywhere
def test_under_a_step_stand_its_question_scale_conversion_year_and_how_many(airport: Room, page: str) -> None:
    """2016: 46 x 1 + 117 x 2 + 442 x 3 + 755 x 4 + 1,281 x 5 over 2,641 answers are 4.18 of 5, shown as +1.2."""
    text = " ".join(airport.texts[f"{page}, at Security"].split())
    question = "Rate: Passing through security and screening (unacceptable to outstanding)"
    assert f"Passengers were asked: \u201c{question}\u201d" in text
    assert "Scale: 1 to 5 shown as \u22122 to +2 by a straight line. Asked: 2016. 2,641 answers." in text
    assert "Passengers say: happy (+1.2, " in text
    assert "6 people here, 2,641 passengers" in text
    assert "San Francisco International Airport" in text


def test_the_wall_is_read_from_five_metres_and_needs_no_scrolling(airport: Room) -> None:
    assert airport.marks["smallest letters"] >= 20
    assert airport.marks["what lies under the wall's edge"] <= 0


def test_the_facilitator_moves_the_line_and_every_page_follows(airport: Room) -> None:
    line = airport.control.get_by_label("The line between pain and gain", exact=True)
    line.get_by_label("Points").fill("0")
    line.get_by_label("What it stands for").fill("neither good nor bad")
    line.get_by_role("button", name="Move the line").click()
    for page in airport.pages.values():
        expect(page.get_by_text("neither good nor bad (0)").first).to_be_attached()
        expect(page.get_by_text("the airport as a whole (+1.0)")).to_have_count(0)
    airport.company.look(airport.wall, "airport_projector_line_at_zero")
    airport.company.look(airport.control, "airport_control_line_at_zero")


def test_the_map_taken_home_carries_all_of_it_and_the_attribution(airport: Room, tmp_path: Path) -> None:
    airport.export(tmp_path)
    text = html.unescape(airport.files["html"])
    for needed in (
        "Please rate the airport on each of these (unacceptable to outstanding)",
        "1 to 5 shown as \u22122 to +2 by a straight line",
        "Asked: 2016",
        "San Francisco International Airport",
        "City and County of San Francisco, open data",
        "public domain dedication (PDDL)",
        "2,641",
    ):
        assert needed in text, needed
    page = airport.company.page(**LAPTOP)
    page.set_content(airport.files["html"])
    airport.company.look(page, "airport_map", whole=True)


def test_nothing_serious_is_found_on_the_airports_pages(airport: Room) -> None:
    assert {name: found for name, found in airport.company.findings.items() if found} == {}
    assert airport.company.foreign == []
    assert airport.company.errors == []


def test_a_quote_without_consent_is_on_no_page_and_in_no_export(browser: Browser, tmp_path: Path) -> None:
    with on_stage(browser, tmp_path, free_port(), "coffee_shop") as company:
        room = come_in(company, "Jonas")
        answer(room, "neither")
        look_at_customers(room, "customers", COFFEE_STEPS)
        company.look(room.wall, "coffee_projector_end")
        company.look(room.phone, "coffee_phone_end", whole=True)
        room.export(tmp_path)
        assert "Paying" in room.order
        for where, text in {**room.texts, **room.files}.items():
            assert WITHOUT_CONSENT not in html.unescape(text), where
        assert any(WITH_CONSENT in html.unescape(text) for text in room.files.values())
        assert "One customer wrote" in room.texts["projector, at Queueing"]
        assert "One customer wrote" not in room.texts["projector, at Paying"]
        assert company.findings == {"coffee_projector_end": [], "coffee_phone_end": []}
