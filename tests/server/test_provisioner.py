"""Pages whose kernels are copies of a warm parent, from the first to the last moment of their processes."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest
from served import Client, Served, Socket
from warm import (
    ONLY_WHERE_PAGES_FORK,
    STEADY,
    by_label,
    cold_kernels,
    ended,
    facts_of,
    families,
    family,
    soon,
    states_of,
    waiting_pages,
    warned,
)

from journeykit.models.entry import Ready
from journeykit.models.exercise import ExerciseId
from journeykit.session.invitation import seat_by_id
from journeykit.session.room import Room
from journeykit.session.seat import Participant
from journeykit.session.view import View

pytestmark = ONLY_WHERE_PAGES_FORK
EXERCISES = Path(__file__).parents[2] / "exercises"


@pytest.fixture
def mortal(tmp_path: Path) -> Iterator[Served]:
    """A server of its own for each test: it may die."""
    served = Served(tmp_path / "served", notebooks=waiting_pages(tmp_path / "exercises"), first=STEADY)
    yield served
    if served.process.poll() is None:
        served.stop()


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The exercises as they are shipped."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JOURNEYKIT_HOME", str(tmp_path_factory.mktemp("home")))
        served = Served(tmp_path_factory.mktemp("shipped"), notebooks=EXERCISES, first=STEADY)
    yield served
    served.stop()


def alive(client: Client, kernel: str) -> str:
    return str(client.send(f"alive?kernel={kernel}").json["kernel"])


@pytest.mark.parametrize("page", ["control", "projector", "prepare", "05_predict"])
def test_the_facilitators_pages_are_copies(shipped: Served, page: str):
    before = [each.pid for each in family(shipped).copies]
    client = shipped.facilitator()
    assert states_of(client, client.kernel_of(page))
    assert len([each for each in family(shipped).copies if each.pid not in before]) == 1
    assert cold_kernels(shipped) == []
    assert warned(shipped) == []


def in_play(served: Served, exercise: ExerciseId) -> tuple[Client, Participant]:
    """Somebody who joined, said that they are ready, and comes to an exercise."""
    view = View(served.engine, served.session.session_id)
    before = set(view.following.board.seats)
    client = served.participant()
    view.refresh()
    (seat_id,) = set(view.following.board.seats) - before
    seat = seat_by_id(served.engine, seat_id)
    assert seat is not None
    person = Participant(served.engine, seat, view)
    person.say(Ready(agrees_to_open_mode=False))
    room = Room(served.engine, view)
    while view.now().exercise.id is not exercise:
        room.next()
    return client, person


def of_kind(states: dict[str, Any], name: str) -> list[str]:
    """The ids of the widgets whose script is this one."""
    return [id_ for id_, each in states.items() if name in str(each["state"].get("_anywidget_id", ""))]


def test_a_participants_page_is_a_copy_in_which_a_rating_is_saved(shipped: Served):
    client, person = in_play(shipped, ExerciseId.PREDICT)

    async def play() -> None:
        socket = await Socket.opened(client, await asyncio.to_thread(client.kernel_of))
        (rater,) = of_kind(await socket.states(), "EmotionRater")
        await socket.say("comm_msg", {"comm_id": rater, "data": {"method": "update", "state": {"value": {"wait": -1}}}})

        def saved() -> bool:
            person.view.refresh()
            return person.view.own(person.seat.seat_id) == {"wait": -1}

        assert await asyncio.to_thread(soon, saved)
        socket.close()

    asyncio.run(play())
    assert cold_kernels(shipped) == []


def test_a_page_loaded_in_the_middle_of_a_session_holds_only_what_is_on(shipped: Served):
    client, _person = in_play(shipped, ExerciseId.REVEAL_CUSTOMERS)
    states = states_of(client, client.kernel_of())
    assert of_kind(states, "TopBar")
    assert of_kind(states, "CurveWords")
    assert not of_kind(states, "EmotionRater"), "the screens that ask for ratings sleep"


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_no_process_stays_when_the_server_ends(mortal: Served, how: signal.Signals):
    for _ in range(2):
        facts_of(mortal.participant())
    everybody = family(mortal).all
    assert len(everybody) == 1 + 3 + 2  # the warm parent, three notebooks, two pages
    mortal.process.send_signal(how)
    assert ended(everybody)
    mortal.process.wait(timeout=30)


@pytest.mark.parametrize("which", ["the warm parent", "a branch"])
def test_when_a_process_in_between_dies_its_pages_are_told_and_the_next_one_works(mortal: Served, which: str):
    client = mortal.participant()

    async def play() -> None:
        kernel = await asyncio.to_thread(client.kernel_of)
        socket = await Socket.opened(client, kernel)
        await socket.states()
        old = family(mortal)
        (copy,) = old.copies
        victim = old.trunk if which == "the warm parent" else psutil.Process(copy.ppid())
        doomed = old.all if which == "the warm parent" else [victim, copy]
        victim.kill()
        while await socket.hear() is not None:
            pass
        assert await asyncio.to_thread(ended, doomed)
        assert await asyncio.to_thread(soon, lambda: alive(client, kernel) == "gone")

    asyncio.run(play())
    facts_of(client)
    facts_of(mortal.facilitator(), "control")
    assert len(family(mortal).copies) == 2
    assert cold_kernels(mortal) == []
    assert warned(mortal) == []


def test_a_copy_that_died_by_itself_ends_its_pages_connection(ready: Served):
    client = ready.participant()

    async def play() -> None:
        kernel = await asyncio.to_thread(client.kernel_of)
        socket = await Socket.opened(client, kernel)
        facts = json.loads(by_label(await socket.states(), "Facts")[1]["value"])
        os.kill(facts["pid"], signal.SIGKILL)
        while await socket.hear() is not None:
            pass
        assert alive(client, kernel) == "gone"
        assert client.send(f"api/kernels/{kernel}").status == 404

    asyncio.run(play())
    facts_of(client)


def test_a_copy_whose_page_is_gone_ends_and_one_whose_page_is_open_does_not(tmp_path: Path):
    served = Served(
        tmp_path / "served",
        notebooks=waiting_pages(tmp_path / "exercises"),
        first=f"{STEADY}\nimport journeykit.server.kernels as kernels; kernels.ALONE_S = 2.0",
    )
    stays, leaves = served.participant(), served.participant()

    async def play() -> None:
        kept = await asyncio.to_thread(stays.kernel_of)
        open_page = await Socket.opened(stays, kept)
        pid = (await asyncio.to_thread(facts_of, leaves))["pid"]
        assert await asyncio.to_thread(ended, [psutil.Process(pid)])
        assert alive(stays, kept) == "connected"
        assert len(family(served).copies) == 1
        open_page.close()

    try:
        asyncio.run(play())
    finally:
        served.stop()


def held(process: psutil.Process) -> Counter[str]:
    """How many descriptors of each kind a process has open."""
    kinds: Counter[str] = Counter()
    for each in Path(f"/proc/{process.pid}/fd").iterdir():
        with contextlib.suppress(FileNotFoundError):
            kinds[str(each.readlink()).split(":[")[0]] += 1
    return kinds


def test_the_server_keeps_nothing_of_pages_that_were_closed(ready: Served):
    def one_page() -> None:
        pid = facts_of(ready.participant())["pid"]
        os.kill(pid, signal.SIGKILL)
        assert soon(lambda: not psutil.pid_exists(pid))

    one_page()
    server = psutil.Process(ready.process.pid)
    time.sleep(1)  # the first one's connection is closed
    before = held(server)
    for _ in range(5):
        one_page()
    assert soon(lambda: held(server) <= before), held(server) - before
    assert len(families(ready.process.pid)) == 1
