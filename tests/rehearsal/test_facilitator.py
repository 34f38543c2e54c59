"""The simulated facilitator goes through the whole agenda, as the control page would."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from samples import small_material

from journeykit.rehearsal.facilitator import lead
from journeykit.session.invitation import new_session
from journeykit.session.room import Room
from journeykit.session.view import View
from journeykit.store.engine import open_store

FAST = 7200  # the 40 minutes take a third of a second


@pytest.fixture
def room() -> Room:
    engine = open_store("sqlite://")
    session = new_session(engine, small_material(), rehearsal=True)
    return Room(engine, View(engine, session.session_id))


def test_an_empty_room_is_led_from_the_welcome_to_the_end(room: Room):
    asyncio.run(lead(room, 0, lambda: True, speed=FAST))
    view = room.view
    assert view.begun
    assert view.ended
    assert view.revealed
    assert set(view.uncovered()) == set(view.journey.target_ids)
    assert view.now().number == view.now().of
    assert view.next_review_on == view.clock().date() + timedelta(days=30)


def test_nobody_is_hurried_who_still_writes(room: Room):
    async def led_while_somebody_writes() -> None:
        await asyncio.wait_for(lead(room, 0, lambda: False, speed=FAST), timeout=2)

    with pytest.raises(TimeoutError):
        asyncio.run(led_while_somebody_writes())
    assert room.view.begun
    assert room.view.now().number == 1
