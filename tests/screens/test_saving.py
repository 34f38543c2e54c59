"""Saving: what is said is in the store, what cannot be stored waits, and what is refused is told."""

from __future__ import annotations

import logging

import pytest
from samples import Played, rating

from journeykit.models.exercise import ExerciseId
from journeykit.models.said import Note, TakenBack, Topic
from journeykit.models.session import Role
from journeykit.screens import saving
from journeykit.screens.saving import Saver, place_of
from journeykit.store.engine import open_store

WORD = Note(topic=Topic.FIRST_WORD, text="lost")
OTHER = Note(topic=Topic.SECOND_WORD, text="glad")


class Told:
    """What a page around a saver would show."""

    def __init__(self) -> None:
        self.notice: list[str] = []
        self.states: list[str] = []


@pytest.fixture
def played() -> Played:
    """One person at the customer's voice."""
    played = Played(open_store("sqlite://"))
    played.joined(Role.LEADER)
    played.come_to(ExerciseId.VOICE)
    return played


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def saver(played: Played, told: Told) -> Saver:
    saver = Saver(told.notice.append)
    saver.when_saved = lambda saved: told.states.append(saved["state"])
    saver.take(played.people[0])
    return saver


def stored(played: Played) -> set[str]:
    return set(played.fresh_view().told.own(played.people[0].seat.seat_id, ExerciseId.VOICE))


def test_a_rating_and_a_note_each_have_a_place():
    assert place_of(rating("wait", 1)) == "rating:wait"
    assert place_of(WORD) == place_of(TakenBack(place="note:first_word")) == "note:first_word"


def test_what_is_said_is_in_the_store_before_it_is_called_saved(played, saver):
    found = []
    saver.when_saved = lambda _saved: found.append(stored(played))
    saver.save([WORD, OTHER])
    assert found == [{"note:first_word"}, {"note:first_word", "note:second_word"}]
    assert saver.unsaved == {}


def test_what_is_refused_is_told_and_not_kept_and_does_not_hold_up_the_rest(played, saver, told):
    saver.save([rating("wait", 1), WORD])  # ratings come later
    assert stored(played) == {"note:first_word"}
    assert saver.unsaved == {}
    assert told.states == ["saved", "failed"]
    assert told.notice[-1].startswith("Time is up")
    saver.save([OTHER])
    assert told.notice[-1] == ""


def test_what_the_store_cannot_take_waits_and_is_said_again_by_itself(
    played, saver, told, closed, caplog, monkeypatch, in_loop
):
    monkeypatch.setattr(saving, "AGAIN_S", 0.01)
    tried = []
    saver.when_tried = lambda: tried.append(stored(played))

    async def play(wait_until):
        with closed(played.engine), caplog.at_level(logging.CRITICAL):
            saver.save([WORD, OTHER])
            assert list(saver.unsaved) == ["note:first_word", "note:second_word"]
            assert told.states == ["failed"]
        await wait_until(lambda: saver.unsaved == {})

    in_loop(play)
    assert stored(played) == {"note:first_word", "note:second_word"}
    assert tried[-1] == stored(played)
    assert told.states[-1] == "saved"


def test_what_was_changed_back_before_it_could_be_stored_is_not_said_any_more(played, saver, told, closed, caplog):
    with closed(played.engine), caplog.at_level(logging.CRITICAL):
        saver.save([WORD])
    saver.save([])
    assert saver.unsaved == {}
    assert told.states == ["failed", ""]
    saver.again()
    assert stored(played) == set()


def test_what_is_unsaved_can_be_said_again_at_once(played, saver, closed, caplog):
    with closed(played.engine), caplog.at_level(logging.CRITICAL):
        saver.save([WORD])
    saver.again()
    assert stored(played) == {"note:first_word"}
