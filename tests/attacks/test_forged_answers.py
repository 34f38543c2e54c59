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
FORGED: list[object] = [{"wait": 999}, {"wait": -3}, {"wait": "1"}, {"wait": True}, {"lunch": 1}, "x", None]


@pytest.fixture
def served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A session over the exercises that participants really load."""
    monkeypatch.setenv("JOURNEYKIT_HOME", str(tmp_path / "home"))
    running = Served(tmp_path / "served", notebooks=shipped("exercises"))
    yield running
    running.stop()


async def filled(socket: Socket, widget: str, value: object) -> None:
    """A page says that its widget holds this; returns when the kernel has heard it, and told nothing of its insides."""
    await sent(socket, widget, {"method": "update", "state": {"value": value}, "buffer_paths": []})


async def pressed(socket: Socket, sheet: str, action_id: object) -> None:
    """A page says that a button of its sheet was pressed."""
    await sent(socket, sheet, {"method": "custom", "content": {"press": action_id}})


async def sent(socket: Socket, widget: str, data: dict[str, object]) -> None:
    said = await socket.say("comm_msg", {"comm_id": widget, "data": data})
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
            await filled(socket, rater, value)
            assert lines(served.engine) == before, value
        await filled(socket, rater, {"wait": 1})
        assert lines(served.engine) == before + 1
        room.lock()
        before = lines(served.engine)
        await filled(socket, rater, {"wait": 2})
        assert lines(served.engine) == before
        assert (await socket.states())[rater]["state"]["value"] == {"wait": 1}  # the page gets the truth
        socket.close()

    asyncio.run(play((client, client.kernel_of())))
    view.refresh()
    assert person.own() == {"wait": 1}


SHEETS: list[tuple[ExerciseId, str, list[object], object]] = [
    (
        ExerciseId.VOICE,
        "first_word",
        [{"first_word": "x" * 121}, {"first_word": 7}, {"first_word": ["x"]}, {"note": "x"}, {"now_think": "x"}],
        "alone",
    ),
    (
        ExerciseId.SURE,
        "least_sure",
        [
            {"least_sure": ["wait", "pay", "book"]},
            {"least_sure": ["wait", "wait"]},
            {"least_sure": ["nowhere"]},
            {"least_sure": "wait"},
            {"least_sure": [["wait"]]},
        ],
        ["wait"],
    ),
    (
        ExerciseId.MOMENTS,
        "fix_first",
        [{"fix_first": "nowhere"}, {"fix_first": ["wait"]}, {"fix_first": True}, {"fix_first": {"wait": 1}}],
        "wait",
    ),
    (
        ExerciseId.CLOSE,
        "how_they_feel:after",
        [{"how_they_feel:after": value} for value in (0, 6, "4", True, 3.5, [3])],
        4,
    ),
]
"""What a page would never fill in, exercise by exercise, and what it would."""


@pytest.mark.parametrize(("at", "field", "forged", "fitting"), SHEETS, ids=[each[0] for each in SHEETS])
def test_what_a_page_would_never_fill_in_changes_nothing_in_the_store(
    served: Served, at: ExerciseId, field: str, forged: list[object], fitting: object
) -> None:
    view = View(served.engine, served.session.session_id)
    client, room = served.participant(), Room(served.engine, view)
    view.refresh()
    (seat_id,) = view.following.board.seats
    person = Participant(served.engine, seat_by_id(served.engine, seat_id), view)
    person.say(Ready(agrees_to_open_mode=False))
    while view.now().exercise.id is not at:
        room.next()

    async def play(page: tuple[Client, str]) -> None:
        socket = await Socket.opened(*page)
        states = await socket.states()
        sheet = next(
            id_
            for id_, each in states.items()
            if any(asked["id"] == field for asked in each["state"].get("fields", ()))
        )
        before = lines(served.engine)
        for value in [*forged, "x", None, ["x"]]:
            await filled(socket, sheet, value)
            assert lines(served.engine) == before, value
        for action_id in ("end", "keep:card:board", 7, None, ["done"]):
            await pressed(socket, sheet, action_id)
            assert lines(served.engine) == before, action_id
        await filled(socket, sheet, {field: fitting})
        assert lines(served.engine) == before + 1
        while not view.ended:
            room.finish()
        before = lines(served.engine)
        await filled(socket, sheet, {field: forged[0]})
        await filled(socket, sheet, {})
        assert lines(served.engine) == before
        socket.close()

    asyncio.run(play((client, client.kernel_of())))
    view.refresh()
    assert len(person.said(at)) == 1
