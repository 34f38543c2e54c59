"""Meet the person: a card, a line of everybody, and what all of them wrote once it is shown."""

from __future__ import annotations

import pages
import pytest
from samples import Played, small_journey

from journeykit.models.exercise import ExerciseId
from journeykit.models.persona import EvidenceLevel, Persona
from journeykit.models.session import Role
from journeykit.screens.meet import Meet, persona_blocks
from journeykit.store.engine import open_store


@pytest.fixture
def met() -> Played:
    """Three who look at the person."""
    played = Played(open_store("sqlite://"))
    played.joined(*[Role.FRONT_LINE] * 3)
    played.come_to(ExerciseId.MEET)
    return played


def text_of(screen) -> str:
    return " | ".join(pages.texts(screen.root))


def test_the_card_leaves_out_what_nobody_wrote():
    (_, terms, known) = persona_blocks(Persona(name="Ada", goal="Be done"))
    assert terms["items"] == [["Wants", "Be done"]]
    assert known["text"] == "We imagine this person from what we know so far."


@pytest.mark.parametrize("level", EvidenceLevel)
def test_how_we_know_the_person_is_always_said(level):
    assert persona_blocks(Persona(name="Ada", goal="x", evidence_level=level))[-1]["text"]


def test_the_card_and_the_scenario_stand_over_two_lines_to_fill_in(met: Played):
    screen = Meet().take(met.people[0])
    assert small_journey().scenario in text_of(screen)
    assert [field["label"] for field in screen.sheet.fields] == ["Ada may expect …", "Ada may worry about …"]


def test_what_everybody_added_is_shown_in_two_lists_in_the_order_of_the_alphabet(met: Played):
    lines = [("to be early", "the bill"), ("A short wait", ""), ("", "")]
    screens = [Meet().take(person) for person in met.people]
    for screen, (expectation, worry) in zip(screens, lines, strict=True):
        pages.says(screen.sheet, value={"expectation": expectation, "worry": worry})
    assert "the bill" not in text_of(screens[1])
    met.room.reveal()
    pages.hears(screens[1])
    title, expects, worries = screens[1].sheet.blocks
    assert title["text"] == "Meet Ada"
    assert expects["blocks"] == [
        {"kind": "heading", "text": "Ada may expect"},
        {"kind": "notes", "items": ["A short wait", "to be early"]},
    ]
    assert worries["blocks"][1] == {"kind": "notes", "items": ["the bill"]}
    assert (screens[1].sheet.fields, screens[1].sheet.actions) == ([], [])


def test_a_list_that_stayed_empty_says_so(met: Played):
    met.room.reveal()
    assert text_of(Meet().take(met.people[0])).count("Nobody wrote anything.") == 2


def test_the_quotes_stand_here_only_in_a_session_without_an_exercise_of_their_own(met: Played):
    assert "Nobody told me why." not in text_of(Meet().take(met.people[0]))
    older = Played(open_store("sqlite://"))
    (person,) = older.joined(Role.LEADER)
    older.come_to(ExerciseId.MEET)
    agenda = tuple(id_ for id_ in older.session.agenda if id_ is not ExerciseId.VOICE)
    older.view.session = older.session.model_copy(update={"agenda": agenda})
    assert "“Nobody told me why.”" in text_of(Meet().take(person))
