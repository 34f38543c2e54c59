"""What people said is shown when everybody may see it, in the order of the alphabet, and as much as can be read."""

from __future__ import annotations

import pages
import pytest
from samples import Played, picked, rating

from journeykit.errors import NotRevealed
from journeykit.models.exercise import ExerciseId
from journeykit.models.rating import Perspective
from journeykit.models.said import Note, Question, Topic
from journeykit.screens.shown import fitting, notes_card, picks_blocks, shown_blocks
from journeykit.widgets.sheet import Sheet

IN_PLACE = [
    *(ExerciseId.VOICE, ExerciseId.MEET, ExerciseId.OWN_FEELING),
    *(ExerciseId.NOW_I_THINK, ExerciseId.MOMENTS),
]


def read(blocks: list[dict]) -> list[str]:
    return pages.texts(Sheet(blocks=blocks))


@pytest.mark.parametrize("id_", IN_PLACE)
def test_before_the_facilitator_shows_it_there_is_nothing_to_read(played: Played, id_: ExerciseId):
    for person in played.people:
        played.rate(person, 1)
    played.room.next()
    played.room.next()  # the room has seen what it thought
    played.room.open(id_)
    assert shown_blocks(played.view) == []
    played.room.reveal()
    assert shown_blocks(played.view) != []


def test_words_stand_under_the_quote_that_they_are_about(played: Played):
    played.room.open(ExerciseId.VOICE)
    for person, word in zip(played.people, ("lost", "alone", "Angry"), strict=False):
        person.say(Note(topic=Topic.FIRST_WORD, text=word))
    played.room.reveal()
    (group,) = shown_blocks(played.view)  # this journey has one quote that may be shown
    kinds = {block["kind"]: block for block in group["blocks"]}
    assert kinds["quote"]["text"] == "“Nobody told me why.”"
    assert kinds["notes"]["items"] == ["alone", "Angry", "lost"]


def test_the_persona_gets_what_was_expected_and_what_was_feared(played: Played):
    played.room.open(ExerciseId.MEET)
    played.people[0].say(Note(topic=Topic.EXPECTATION, text="A chair"))
    played.people[1].say(Note(topic=Topic.WORRY, text="To wait"))
    played.room.reveal()
    expects, worries = shown_blocks(played.view)
    assert [block["text"] for block in (expects["blocks"][0], worries["blocks"][0])] == [
        "Ada may expect",
        "Ada may worry about",
    ]
    assert (expects["blocks"][1]["items"], worries["blocks"][1]["items"]) == (["A chair"], ["To wait"])


def test_moments_are_tallied_with_ties_as_ties(played: Played):
    played.room.open(ExerciseId.MOMENTS)
    for person, step in zip(played.people, ("wait", "wait", "talk", "talk", "pay", "book"), strict=True):
        person.say(picked(Question.FIX_FIRST, step))
    played.room.reveal()
    fix, protect = shown_blocks(played.view)
    assert fix["blocks"][1]["items"] == [["Waiting", 2], ["Talking", 2], ["Booking", 1], ["Paying", 1]]
    assert fix["blocks"][1]["text"] == "“Waiting” and “Talking”, picked equally often: 2 of 6 each."
    assert protect["blocks"][1]["text"] == "We need 5 answers to show this. You have 0."


def test_four_picks_are_too_few(played: Played):
    played.room.open(ExerciseId.MOMENTS)
    for person in played.people[:4]:
        person.say(picked(Question.FIX_FIRST, "wait"))
    played.room.reveal()
    assert "Waiting" not in read(shown_blocks(played.view))
    assert "We need 5 answers to show this. You have 4." in read(shown_blocks(played.view))


def test_picks_that_may_not_be_seen_yet_are_not_there(played: Played):
    assert picks_blocks(played.view, Question.LEAST_SURE, Question.FIX_FIRST) == []
    with pytest.raises(NotRevealed):
        played.view.told.votes(Question.FIX_FIRST)


def test_own_feelings_stand_beside_what_we_thought(played: Played):
    for person in played.people:
        played.rate(person, 1)
    played.come_to(ExerciseId.OWN_FEELING)
    for person in played.people:
        for step in played.view.journey.target_ids:
            person.say(rating(step, -1, Perspective.OWN_EXPERIENCE))
    played.room.reveal()
    assert "We guessed something else than we feel ourselves: 2.0 points apart on average (own feeling: 6 people)." in (
        read(shown_blocks(played.view))
    )


def test_going_back_hides_it_until_it_is_shown_again(played: Played):
    played.room.open(ExerciseId.MEET)
    played.people[0].say(Note(topic=Topic.WORRY, text="To wait"))
    played.room.reveal()
    played.room.next()
    played.room.back()
    assert shown_blocks(played.view) == []


def test_as_many_notes_stand_on_the_wall_as_can_be_read_and_the_rest_is_counted():
    row = "a" * 46  # fills a row: 46 letters of 46, and its frame
    assert fitting([row] * 5, 3.0) == (row,) * 2  # 2 * 1.14 rows; a third would need 3.42
    assert fitting(["x" * 92] * 5, 3.0) == ("x" * 92,) * 2  # two lines: 1.45 rows each
    assert len(fitting(["word"] * 40, 3.0)) == 13  # 4/46 + 0.14 = 0.227 rows each
    card = notes_card("Heading", [row] * 5, 3.0)
    assert card["blocks"][-1] == {"kind": "quiet", "text": "and 3 more, on your own page"}


def test_a_note_that_is_longer_than_the_wall_is_shown_all_the_same():
    assert fitting(["x" * 120], 0.5) == ("x" * 120,)


def test_where_nobody_wrote_the_card_says_so():
    assert read([notes_card("Heading", [], 3.0)])[-1] == "Nobody wrote anything here."
