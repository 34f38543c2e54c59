"""Who gets a kernel, and how many, against a real server with real websockets."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest
import zmq
from served import Client, Served, Socket

from journeykit.server.kernels import Kernels


@pytest.fixture
def facilitator(served: Served) -> Client:
    return served.facilitator()


def soon(condition: Callable[[], bool], seconds: float = 20) -> bool:
    """Whether something becomes true before long."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.1)
    return True


def kernel_processes(served: Served) -> list[psutil.Process]:
    found = []
    for each in psutil.Process(served.process.pid).children(recursive=True):
        with contextlib.suppress(psutil.NoSuchProcess, psutil.ZombieProcess):  # it ends just now
            if "journeykit.server.cold_kernel" in each.cmdline():
                found.append(each)
    return found


def kernels(served: Served) -> int:
    """The kernels that run, counted by their processes."""
    return len(kernel_processes(served))


def test_reloading_gives_one_kernel_a_participant(served: Served) -> None:
    before, client = kernels(served), served.participant()

    async def play() -> None:
        first = client.kernel_of()
        socket = await Socket.opened(client, first)
        await socket.states()
        for _ in range(3):  # as a browser: the old page stays connected until the new one begins to come
            second = await asyncio.to_thread(client.kernel_of)
            old, socket = socket, await Socket.opened(client, second)
            old.close()
            await socket.states()
            assert await asyncio.to_thread(soon, lambda: kernels(served) == before + 1)
        assert client.send(f"api/kernels/{first}").status == 404
        assert client.send(f"alive?kernel={second}").json["kernel"] == "connected"
        socket.close()

    asyncio.run(play())


def test_a_page_that_was_never_used_gives_way_at_the_next_load(served: Served) -> None:
    before, client = kernels(served), served.participant()
    for _ in range(3):
        last = client.kernel_of()
    assert soon(lambda: kernels(served) == before + 1)
    assert client.send(f"alive?kernel={last}").json["kernel"] == "waiting"


def test_two_tabs_are_one_person_with_two_kernels_and_the_fourth_is_refused(served: Served) -> None:
    client = served.participant()

    async def play() -> None:
        tabs = []
        for _ in range(3):
            tabs.append(await Socket.opened(client, await asyncio.to_thread(client.kernel_of)))
        refused = await asyncio.to_thread(client.send, "voila/render/session.ipynb")
        assert refused.status == 429
        assert "several times" in refused.text
        for tab in tabs:
            tab.close()

    asyncio.run(play())


def test_a_lost_connection_keeps_the_kernel(served: Served) -> None:
    client = served.participant()
    kernel = client.kernel_of()

    async def play() -> None:
        socket = await Socket.opened(client, kernel)
        await socket.states()
        socket.close()
        await asyncio.sleep(5)
        again = await Socket.opened(client, kernel)
        assert await again.states()
        again.close()

    asyncio.run(play())


def test_a_page_that_was_left_for_good_is_ended_and_one_that_is_open_is_not(tmp_path: Path) -> None:
    patience = "import journeykit.server.kernels as kernels; kernels.ALONE_S = 2.0"
    served = Served(tmp_path / "served", first=patience)
    stays, leaves, never_came = (served.participant() for _ in range(3))

    def state(client: Client, kernel: str) -> str:
        return client.send(f"alive?kernel={kernel}").json["kernel"]

    async def play() -> None:
        kept = await asyncio.to_thread(stays.kernel_of)
        open_page = await Socket.opened(stays, kept)
        left = await asyncio.to_thread(leaves.kernel_of)
        (await Socket.opened(leaves, left)).close()
        unseen = await asyncio.to_thread(never_came.kernel_of)
        assert await asyncio.to_thread(soon, lambda: state(leaves, left) == state(never_came, unseen) == "gone")
        assert state(stays, kept) == "connected"
        open_page.close()

    try:
        asyncio.run(play())
    finally:
        served.stop()


def test_a_kernel_that_died_is_gone_and_not_started_again_empty(served: Served) -> None:
    client = served.participant()
    running = kernel_processes(served)
    kernel = client.kernel_of()
    (new,) = [each for each in kernel_processes(served) if each not in running]
    os.kill(new.pid, signal.SIGKILL)
    assert soon(lambda: client.send(f"alive?kernel={kernel}").json["kernel"] == "gone")


def test_control_and_projector_each_have_their_own_kernel(served: Served, facilitator: Client) -> None:
    control, projector = facilitator.kernel_of("control"), facilitator.kernel_of("projector")
    facilitator.kernel_of("01_welcome")
    assert facilitator.send(f"api/kernels/{control}").status == 200
    assert facilitator.send(f"api/kernels/{projector}").status == 200


@pytest.mark.parametrize(
    ("page", "door"), [("control", "facilitator"), ("projector", "projector"), ("01_welcome", "none")]
)
def test_a_page_knows_its_door(facilitator: Client, page: str, door: str) -> None:
    async def play() -> list[object]:
        socket = await Socket.opened(facilitator, await asyncio.to_thread(facilitator.kernel_of, page))
        states = await socket.states()
        socket.close()
        return [each["state"]["value"] for each in states.values() if each["state"].get("description") == "Door"]

    assert asyncio.run(play()) == [f"door {door}"]


def test_the_servers_sockets_are_enough_for_a_room_of_four_hundred() -> None:
    manager = Kernels()
    assert manager.context.get(zmq.MAX_SOCKETS) >= 400 * 7  # libzmq's own limit of 1023 ends at 150 pages
    assert manager.context.get(zmq.SOCKET_LIMIT) >= 400 * 7
