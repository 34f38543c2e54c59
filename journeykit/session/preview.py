"""A session in memory, with invented people: what a screen shows when no session is on."""

from __future__ import annotations

import os

from journeykit.interchange.material_folder import read_material
from journeykit.models.entry import KeptWhat
from journeykit.models.exercise import ExerciseId
from journeykit.models.material import Material
from journeykit.models.session import Role
from journeykit.session.invented import InventedPerson
from journeykit.session.invitation import join, new_session
from journeykit.session.preparing import Preparation
from journeykit.session.room import Room
from journeykit.session.seat import Participant
from journeykit.session.view import View
from journeykit.shipped import shipped
from journeykit.store import sessions
from journeykit.store.engine import open_store, reading

SAMPLE = "clinic_visit"
_ROLES = (*[Role.FRONT_LINE] * 4, *[Role.BACK_OFFICE] * 4, Role.LEADER)


def preview_participant(at: ExerciseId) -> Participant:
    """A seat in an invented session that has come to an exercise: all others have taken part in it, this one not."""
    return _play(at)[0]


def preview_room(at: ExerciseId) -> Room:
    """An invented session that has come to an exercise, in the facilitator's hands."""
    return _play(at)[1]


def preview_preparation() -> Preparation:
    """An invented session that is being prepared; what is saved lives as long as the page."""
    engine = open_store("sqlite://")
    return Preparation(engine, View(engine, new_session(engine, _material()).session_id))


def _material() -> Material:
    """What a facilitator has prepared, where the server says so; elsewhere the sample journey."""
    session_id = os.environ.get("JOURNEYKIT_PREVIEW_SESSION")
    if not session_id:
        return read_material(shipped("sample_journeys") / SAMPLE)
    engine = open_store(os.environ["JOURNEYKIT_STORE"])
    try:
        with reading(engine) as connection:
            return sessions.material(connection, session_id)
    finally:
        engine.dispose()


def _play(at: ExerciseId) -> tuple[Participant, Room]:
    engine = open_store("sqlite://")
    session = new_session(engine, _material())
    view = View(engine, session.session_id)
    seats = [join(engine, session.code, role) for role in _ROLES]
    view.refresh()
    people = [Participant(engine, seat, view) for seat in seats]
    room = Room(engine, view)
    if at is not ExerciseId.WELCOME:
        room.begin()
    while view.now().exercise.id is not at:
        _take_part(people, view)
        _show_and_go_on(room)
    _take_part(people, view, but_the_first=True)
    if at is ExerciseId.REVEAL_CUSTOMERS:
        _uncover_all(room)
    return people[0], room


def _take_part(people: list[Participant], view: View, *, but_the_first: bool = False) -> None:
    today = view.clock().date()
    for number, person in enumerate(people):
        if number or not but_the_first:
            for body in InventedPerson(number).says(view.now().exercise.id, view.material, today):
                person.say(body)


def _show_and_go_on(room: Room) -> None:
    exercise = room.view.now().exercise
    if exercise.shows_in_place:
        room.reveal()
    if exercise.id is ExerciseId.REVEAL_CUSTOMERS:
        _uncover_all(room)
    if exercise.id is ExerciseId.ACTION:
        for card in room.view.told.cards(kept_only=False):
            room.keep(KeptWhat.CARD, card.card_id)
    room.next()


def _uncover_all(room: Room) -> None:
    for target_id in room.view.uncover_order():
        room.uncover(target_id)
