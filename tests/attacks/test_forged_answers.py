"""What a page may not get into the store: answers that its own page would never send, over the real websocket."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from samples import lines
from served import Client, Served, Socket

from journeykit.models.entry import Ready
from journeykit.models.exercise import ExerciseId
from journeykit.session.invitation import seat_by_id
from journeykit.session.room import Room
from journeykit.session.seat import Participant
from journeykit.session.view import View
from journeykit.shipped import shipped

IDLE = {"execution_state": "idle"}
FORGED = [{"wait": 999}, {"wait": -3}, {"wait": "1"}, {"wait": True}, {"lunch": 1}, "x", None]


@pytest.fixture
def served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A session over the exercises that participants really load."""
    monkeypatch.setenv("JOURNEYKIT_HOME", str(tmp_path / "home"))
    running = Served(tmp_path / "served", notebooks=shipped("exercises"))
    yield running
    running.stop()


async def rated(socket: Socket, rater: str, value: object) -> None:
    """A page says that its rater holds this; returns when the kernel has heard it, and told nothing of its insides."""
    data = {"method": "update", "state": {"value": value}, "buffer_paths": []}
    said = await socket.say("comm_msg", {"comm_id": rater, "data": data})
    while (heard := await socket.hear())["kind"] != "status" or heard["parent"] != said or heard["content"] != IDLE:
        assert heard["kind"] not in ("error", "stream"), heard
        assert "Traceback" not in repr(heard)


def test_a_forged_or_late_answer_over_the_websocket_changes_nothing_in_the_store(served: Served) -> None:
    view = View(served.engine, served.session.session_id)
    client, room = served.participant(), Room(served.engine, view)
    view.refresh()
    (seat_id,) = view.following.board.seats
    person = Participant(served.engine, seat_by_id(served.engine, seat_id), view)
    person.say(Ready(agrees_to_open_mode=False))
    room.open(ExerciseId.PREDICT)

    async def play(page: tuple[Client, str]) -> None:
        socket = await Socket.opened(*page)
        states = await socket.states()
        rater = next(id_ for id_, each in states.items() if {"faces", "disabled", "saved"} <= each["state"].keys())
        before = lines(served.engine)
        for value in FORGED:
            await rated(socket, rater, value)
            assert lines(served.engine) == before, value
        await rated(socket, rater, {"wait": 1})
        assert lines(served.engine) == before + 1
        room.lock()
        before = lines(served.engine)
        await rated(socket, rater, {"wait": 2})
        assert lines(served.engine) == before
        assert (await socket.states())[rater]["state"]["value"] == {"wait": 1}  # the page gets the truth
        socket.close()

    asyncio.run(play((client, client.kernel_of())))
    view.refresh()
    assert person.own() == {"wait": 1}
