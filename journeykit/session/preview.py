"""A session in memory, with invented people: what a screen shows when no session is on."""

from __future__ import annotations

import random

from journeykit.interchange.material_folder import read_material
from journeykit.models.entry import Looked, Ready
from journeykit.models.exercise import ExerciseId
from journeykit.models.material import Material
from journeykit.models.rating import Rating
from journeykit.models.scale import HIGHEST, LOWEST, nearest_point
from journeykit.models.session import Role
from journeykit.session.invitation import join, new_session
from journeykit.session.room import Room
from journeykit.session.seat import Participant
from journeykit.session.view import View
from journeykit.shipped import shipped
from journeykit.store.engine import open_store

SAMPLE = "clinic_visit"
_ROLES = (*[Role.FRONT_LINE] * 4, *[Role.BACK_OFFICE] * 4, Role.LEADER)


def preview_participant(at: ExerciseId) -> Participant:
    """A seat in an invented session that has come to an exercise."""
    return _play(at)[0]


def preview_room(at: ExerciseId) -> Room:
    """An invented session that has come to an exercise, in the facilitator's hands."""
    return _play(at)[1]


def _play(at: ExerciseId) -> tuple[Participant, Room]:
    engine = open_store("sqlite://")
    material = read_material(shipped("sample_journeys") / SAMPLE)
    session = new_session(engine, material)
    view = View(engine, session.session_id)
    seats = [join(engine, session.code, role) for role in _ROLES]
    view.refresh()
    people = [Participant(engine, seat, view) for seat in seats]
    room = Room(engine, view)
    chance = random.Random(7)  # noqa: S311 - invented answers, the same in every preview
    while view.now().exercise.id is not at:
        _take_part(people, view, chance)
        if view.now().exercise.shows_in_place:
            room.reveal()
        room.next()
    if at is ExerciseId.REVEAL_CUSTOMERS:
        for target_id in view.uncover_order():
            room.uncover(target_id)
    return people[0], room


def _take_part(people: list[Participant], view: View, chance: random.Random) -> None:
    for person in people:
        if view.now().exercise.id is ExerciseId.WELCOME:
            person.say(Ready(agrees_to_open_mode=False))
        elif view.now().exercise.collects_ratings:
            for target_id in view.journey.target_ids:
                person.say(
                    Rating(
                        target_id=target_id,
                        perspective=view.perspective(person.seat.seat_id, view.now().exercise.id),
                        value=_guess(view.material, target_id, chance),
                    )
                )
        else:
            person.say(Looked())


def _guess(material: Material, target_id: str, chance: random.Random) -> int:
    """What somebody might guess who thinks of this customer a little too kindly."""
    wave = material.latest_wave
    counted = wave.of(target_id) if wave else None
    truth = counted.mean if counted and counted.n else 0.0
    return max(LOWEST, min(HIGHEST, nearest_point(0.5 * truth + 0.5 + chance.gauss(0, 0.8))))
