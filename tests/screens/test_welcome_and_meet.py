"""The first two screens: a promise and a consent, then the person."""

from __future__ import annotations

import pages
import pytest
from samples import Played, small_journey, small_material

from journeykit.models.exercise import ExerciseId
from journeykit.models.persona import EvidenceLevel, Persona
from journeykit.models.session import Role
from journeykit.screens.meet import Meet, persona_blocks
from journeykit.screens.welcome import Welcome
from journeykit.store.engine import open_store


@pytest.fixture
def come() -> Played:
    played = Played(open_store("sqlite://"))
    played.joined(*[Role.FRONT_LINE] * 3)
    return played


def text_of(screen) -> str:
    return " | ".join(pages.texts(screen.root))


def test_the_welcome_says_who_sees_what(come: Played):
    text = text_of(Welcome().take(come.people[0]))
    assert "Answers are private until we look at them together." in text
    assert "We show groups of 5 people or more, never one person." in text


@pytest.mark.parametrize("agrees", [True, False])
def test_the_consent_goes_with_the_tap(come: Played, agrees):
    screen = Welcome().take(come.people[0])
    if agrees:
        pages.says(screen.sheet, value={"open_mode": True})
    pages.taps(screen.sheet, "ready")
    assert come.fresh_view().open_mode() == (int(agrees), 3)
    assert come.fresh_view().progress().done == 1
    assert "You are in." in text_of(screen)
    assert "1 of 3 is ready." in text_of(screen)
    assert (screen.sheet.fields, screen.sheet.actions) == ([], [])


def test_nobody_agrees_by_not_touching_the_box(come: Played):
    for person in come.people:
        pages.taps(Welcome().take(person).sheet, "ready")
    assert come.fresh_view().k == 5


def test_when_all_agree_groups_of_three_are_shown(come: Played):
    for person in come.people:
        screen = Welcome().take(person)
        pages.says(screen.sheet, value={"open_mode": True})
        pages.taps(screen.sheet, "ready")
    assert come.fresh_view().k == 3


@pytest.mark.parametrize("forged", [{"open_mode": "yes"}, {"open_mode": 1}, {"role": True}, []])
def test_a_forged_consent_is_none(come: Played, forged):
    screen = Welcome().take(come.people[0])
    pages.says(screen.sheet, value=forged)
    pages.taps(screen.sheet, "ready")
    assert come.fresh_view().open_mode() == (0, 3)


def test_ready_is_said_once(come: Played):
    screen = Welcome().take(come.people[0])
    pages.taps(screen.sheet, "ready")
    place = come.fresh_view().mark()
    pages.taps(screen.sheet, "ready")
    assert come.fresh_view().mark() == place


def test_the_card_leaves_out_what_nobody_wrote():
    (_, terms, known) = persona_blocks(Persona(name="Ada", goal="Be done"))
    assert terms["items"] == [["Wants", "Be done"]]
    assert known["text"] == "We imagine this person from what we know so far."


@pytest.mark.parametrize("level", EvidenceLevel)
def test_how_we_know_the_person_is_always_said(level):
    assert persona_blocks(Persona(name="Ada", goal="x", evidence_level=level))[-1]["text"]


def test_two_quotes_at_most_and_none_without_consent(come: Played):
    quote = small_material().quotes[0]
    many = [quote.model_copy(update={"text": f"Words {n}", "source": "a letter"}) for n in range(3)]
    material = small_material().model_copy(update={"quotes": (small_material().quotes[1], *many)})
    played = Played(open_store("sqlite://"), material)
    played.joined(Role.LEADER)
    played.come_to(ExerciseId.MEET)
    text = text_of(Meet().take(played.people[0]))
    assert ("“Words 0”" in text, "“Words 1”" in text, "Words 2" in text) == (True, True, False)
    assert "a letter" in text
    assert "Not for others" not in text


def test_having_read_is_said_once(come: Played):
    come.come_to(ExerciseId.MEET)
    screen = Meet().take(come.people[0])
    assert small_journey().scenario in text_of(screen)
    pages.taps(screen.sheet, "looked")
    pages.taps(screen.sheet, "looked")
    assert come.fresh_view().progress().done == 1
    assert "Thank you. We go on together." in text_of(screen)
