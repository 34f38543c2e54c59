"""What people read: plain words, nothing that blames or ranks, and never code of somebody's."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pages
import pytest
from samples import BEGIN, Played, small_journey, small_wave

from journeykit.interchange.material_folder import read_material
from journeykit.models.entry import KeptWhat
from journeykit.models.evidence import Quote
from journeykit.models.exercise import ExerciseId
from journeykit.models.journey import AskedQuestion, CustomerWords, Journey
from journeykit.models.material import Material
from journeykit.models.session import Role
from journeykit.screens.control import ControlPage
from journeykit.screens.projector import ProjectorPage
from journeykit.screens.session import SessionPage
from journeykit.session.invented import InventedPerson
from journeykit.session.seat import Participant
from journeykit.shipped import shipped
from journeykit.store.engine import open_store
from journeykit.widgets.page_widget import STATIC

FORBIDDEN = re.compile(
    r"\b(gaps?|scores?|scored|assum\w*|camps?|split|awes?|locked|winners?|losers?|worst|best|rank\w*|fail\w*"
    r"|error|wrong answer|respondents?|data ?set|mean|interval|empathy)\b",
    re.IGNORECASE,
)
SAMPLES = sorted(path.name for path in shipped("sample_journeys").iterdir() if (path / "journey.yaml").is_file())


def courses(material: Material, *, split: bool) -> list[list[str]]:
    """Every text of a participant's, a customer's and the projector's page through a whole session."""
    played = Played(open_store("sqlite://"), material)
    played.joined(*[Role.FRONT_LINE] * 8, Role.CUSTOMER)
    shown = [SessionPage().take(played.people[0]), SessionPage().take(played.people[-1])]
    projector = ProjectorPage().take(played.view, {"participants_url": "http://x/", "qr_url": "/qr.svg"})
    found: list[list[str]] = []

    def look() -> None:
        for page in shown:
            page.show()
        projector.show()
        found.append([text for root in (*[page.root for page in shown], projector.root) for text in pages.texts(root)])

    look()
    played.all_ready()
    look()
    played.room.begin()
    for id_ in ExerciseId:
        played.come_to(id_)
        look()
        for number, person in enumerate(played.people):
            if id_ is ExerciseId.PREDICT:
                played.rate(person, (-2 if number % 2 else 2) if split else 0, played.view.journey.target_ids)
            else:
                _take_part(played, person, InventedPerson(number, customer=person is played.people[-1]))
        look()
        _turn_pages(shown, look)
        _what_the_facilitator_does(played, look)
        if id_ is ExerciseId.REVEAL_CUSTOMERS:
            shown[0] = SessionPage().take(played.people[0])  # loaded again, so that no beat holds anything back
            look()
    played.room.set_review(BEGIN.date() + timedelta(days=30))
    look()
    played.room.finish()
    look()
    return found


def _take_part(played: Played, person: Participant, invented: InventedPerson) -> None:
    for body in invented.says(played.view.now().exercise.id, played.view.material, BEGIN.date()):
        person.say(body)


def _turn_pages(shown: list[SessionPage], look: Callable[[], None]) -> None:
    """Somebody goes through the questions of a screen and is done."""
    for page in shown:
        sheet = getattr(pages.on(page), "sheet", None)
        for action_id in ("practised", "tell", "next", "next", "done", "looked") if sheet else ():
            sheet.press(action_id)
            look()


def _what_the_facilitator_does(played: Played, look: Callable[[], None]) -> None:
    room, now = played.room, played.view.now()
    match now.exercise.id:
        case ExerciseId.STEPS:
            room.keep(KeptWhat.NEW_STEP, played.view.told.proposals().new_steps[0].step_id)
        case ExerciseId.REVEAL_CUSTOMERS:
            for step in played.view.uncover_order():
                room.uncover(step)
        case ExerciseId.ACTION:
            room.keep(KeptWhat.CARD, played.view.told.cards(kept_only=False)[0].card_id)
        case _ if now.exercise.shows_in_place:
            room.lock()
            look()
            room.reveal()
        case ExerciseId.PREDICT:
            room.lock()
    look()


@pytest.mark.parametrize("sample", SAMPLES)
def test_no_page_of_a_participant_or_for_the_room_uses_a_word_that_blames_or_ranks(sample):
    material = read_material(shipped("sample_journeys") / sample)
    quoted = {f"“{quote.text}”" for quote in material.quotes}  # customers may say what they like
    found = courses(material, split=sample != "coffee_shop")
    assert {text for texts in found for text in texts if FORBIDDEN.search(text)} - quoted == set()


def test_the_search_reads_what_the_pages_show():
    texts = {
        text
        for texts in courses(read_material(shipped("sample_journeys") / "clinic_visit"), split=True)
        for text in texts
    }
    for shown in (
        "I am ready",
        "Waiting",
        "very unhappy",
        "An invented example",
        "What we thought",
        "Before we start",
        "This is only practice. Your answer is not kept, and nobody sees it.",
        "Our words",
        "We were least sure of",
        "Fix first",
        "Only you see this",
        "The session is over.",
    ):
        assert shown in texts
    assert any(text.startswith("Two different pictures here") for text in texts)


CANARY = "<img src=x onerror=alert(1)>{0}{x}%s"


def dangerous() -> Material:
    """A journey in which every text is an attempt."""
    journey = small_journey().model_dump(mode="json")

    def spoil(value):
        if isinstance(value, dict):
            return {
                name: each if name in ("id", "period", "pronoun", "evidence_level", "channel", "mode") else spoil(each)
                for name, each in value.items()
            }
        if isinstance(value, list):
            return [spoil(each) for each in value]
        return CANARY if isinstance(value, str) else value

    spoiled = Journey.model_validate(
        spoil(journey) | {"customers": CustomerWords(one="<b>{0}</b>", many="<b>{customers}</b>").model_dump()}
    )
    asked = AskedQuestion(question=CANARY, lowest_label=CANARY, highest_label=CANARY)
    first = spoiled.stages[0]
    steps = tuple(step.model_copy(update={"asked": asked, "thinking": CANARY}) for step in first.steps)
    stages = (first.model_copy(update={"steps": steps}), *spoiled.stages[1:])
    quote = Quote(step_id="wait", text=CANARY, source=CANARY, date="2026-01-01", consent_to_show=True)
    wave = small_wave(book={4: 10}, wait={1: 10}, talk={4: 10}, pay={3: 9})
    return Material(journey=spoiled.model_copy(update={"stages": stages}), waves=(wave,), quotes=(quote,))


def test_texts_of_a_journey_reach_the_page_as_they_are_written():
    found = courses(dangerous(), split=True)
    for texts in found[1:]:
        assert not any("Something went wrong" in text for text in texts)
    everything = {text for texts in found for text in texts}
    assert CANARY in everything
    assert f"“{CANARY}”" in everything  # the quote, the thought


def test_the_control_page_survives_them_too():
    played = Played(open_store("sqlite://"), dangerous())
    played.joined(*[Role.FRONT_LINE] * 8, Role.CUSTOMER)
    played.all_ready()
    control = ControlPage().take(played.room)

    def look() -> None:
        control.show()
        assert "Something went wrong" not in " ".join(pages.texts(control.root))

    for id_ in ExerciseId:
        played.come_to(id_)
        look()
        for number, person in enumerate(played.people):
            _take_part(played, person, InventedPerson(number, customer=person is played.people[-1]))
        look()
        _what_the_facilitator_does(played, look)


SCRIPTS = ("sheet.js", "top_bar.js", "emotion_rater.js", "curve_words.js")
HTML_FROM_TEXT = re.compile(
    r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|createContextualFragment|DOMParser|eval\("
)


@pytest.mark.parametrize("script", SCRIPTS)
def test_no_script_of_a_page_makes_html_of_a_text_but_for_our_own_faces(script):
    used = [line.strip() for line in Path(STATIC / script).read_text().splitlines() if HTML_FROM_TEXT.search(line)]
    allowed = {
        "emotion_rater.js": ["face.innerHTML = faces[points];"],
        "curve_words.js": ["row.innerHTML = svg; // made by look.py from constants"],
    }
    assert used == allowed.get(script, [])
