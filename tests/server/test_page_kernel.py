"""What a visitor's copy of a warm parent is, has and does, asked of real pages."""

from __future__ import annotations

import asyncio
import os
import signal
import time
from pathlib import Path

import psutil
import pytest
import zmq
from jupyter_client.blocking.client import BlockingKernelClient
from served import Served, Socket
from warm import ONLY_WHERE_PAGES_FORK, by_label, facts_of, families, family, soon, states_of

from journeykit.server.telling import Telling

pytestmark = ONLY_WHERE_PAGES_FORK


def connection_file(served: Served, kernel: str) -> Path:
    (found,) = Path(served._environment["TMPDIR"]).glob(f"jk_*/kernel-{kernel}.json")
    return found


def client_of(served: Served, kernel: str) -> BlockingKernelClient:
    """Somebody who has the key to a kernel, and talks to it without the server."""
    client = BlockingKernelClient(connection_file=str(connection_file(served, kernel)))
    client.load_connection_file()
    client.start_channels(hb=False)
    return client


def opened(pid: int) -> list[str]:
    """What a process holds open besides its standard streams."""
    files = Path(f"/proc/{pid}/fd")
    return [str(each.readlink()) for each in files.iterdir() if int(each.name) > 2]


def signals(pid: int, kind: str) -> set[int]:
    """The signals that a process ignores (SigIgn) or blocks (SigBlk)."""
    (mask,) = [
        int(line.split()[1], 16)
        for line in Path(f"/proc/{pid}/status").read_text().splitlines()
        if line.startswith(f"{kind}:")
    ]
    return {number for number in range(1, 65) if mask >> (number - 1) & 1}


def test_two_visitors_have_their_own_environment_and_draw_their_own_numbers(ready: Served):
    facts = [facts_of(ready.participant()), facts_of(ready.participant()), facts_of(ready.facilitator(), "control")]
    assert len({each["pid"] for each in facts}) == 3
    for drawn in zip(*(each["drawn"] for each in facts), strict=True):
        assert len(set(drawn)) == 3
    first, second, control = (each["environment"] for each in facts)
    assert first["JOURNEYKIT_DOOR"] == second["JOURNEYKIT_DOOR"] == "participant"
    assert control["JOURNEYKIT_DOOR"] == "facilitator"
    assert first["JOURNEYKIT_SEAT"] != second["JOURNEYKIT_SEAT"]
    assert "JOURNEYKIT_SEAT" not in control
    assert "JOURNEYKIT_LINKS" not in first
    assert not any("a secret of the server" in value for each in facts for value in each["environment"].values())
    assert {each["cwd"] for each in facts} == {str(ready.notebooks)}


def test_nobody_has_a_debugger_or_writes_down_what_was_said(ready: Served):
    facts = facts_of(ready.participant())
    assert (facts["debugger"], facts["history"]) == ([], False)
    assert not list(ready.folder.parent.rglob("*history*"))


def test_a_copy_leads_a_session_of_its_own_and_holds_nothing_of_others(ready: Served):
    clients = [ready.participant() for _ in range(2)]
    first, second = (facts_of(client)["pid"] for client in clients)
    server = ready.process.pid
    for pid in (first, second):
        assert os.getsid(pid) == pid
        assert Path(f"/proc/{pid}/fd/0").readlink() == Path("/dev/null")
        assert Path(f"/proc/{pid}/fd/1").readlink() == Path("/dev/null")
    others = {server, family(ready).trunk.pid, psutil.Process(first).ppid()}
    mine = {each for each in opened(second) if each.startswith("socket:")}
    assert mine
    for other in {*others, first}:
        assert mine.isdisjoint(opened(other))
    assert not [each for each in opened(second) if "pidfd" in each or "store.sqlite" in each]
    assert len(opened(second)) <= len(opened(first))  # what the first one holds is no more for the second


def test_a_copy_ends_by_sigterm_and_not_by_the_ctrl_c_that_ends_the_server(ready: Served):
    client = ready.participant()
    copy = psutil.Process(facts_of(client)["pid"])
    assert signal.SIGINT in signals(copy.pid, "SigIgn")
    assert signals(copy.pid, "SigBlk") == set()
    copy.terminate()
    assert soon(lambda: not copy.is_running())


def test_two_visitors_have_the_same_widgets_and_each_hears_only_their_own(ready: Served):
    async def play() -> None:
        clients = [ready.participant() for _ in range(2)]
        sockets = [await Socket.opened(each, await asyncio.to_thread(each.kernel_of)) for each in clients]
        before = [await socket.states() for socket in sockets]
        assert before[0].keys() == before[1].keys()
        guess, _ = by_label(before[0], "Guess")
        for socket, value in zip(sockets, (4, 9), strict=True):
            await socket.say("comm_msg", {"comm_id": guess, "data": {"method": "update", "state": {"value": value}}})
        after = [by_label(await socket.states(), "Heard")[1]["value"] for socket in sockets]
        assert [text.rsplit(" ", 1)[1] for text in after] == ["4", "9"]
        assert len({text.split()[1] for text in after}) == 2, "each is told by its own process"
        for socket in sockets:
            socket.close()

    asyncio.run(play())


def test_who_begins_to_hear_in_the_moment_in_which_something_is_told_is_greeted():
    address = "inproc://told"
    greeted: list[list[bytes]] = []

    async def play() -> None:
        with zmq.Context() as context, context.socket(zmq.XPUB) as told:
            told.xpub_verbose = 1
            told.bind(address)
            telling = Telling(told, greeted.append)
            await asyncio.sleep(0.1)
            for number in range(1, 6):
                hears = context.socket(zmq.SUB)
                hears.connect(address)
                hears.subscribe(b"")
                time.sleep(0.1)  # its word has come, and nobody has looked
                telling.send_multipart([b"something"])
                async with asyncio.timeout(5):
                    while len(greeted) < number:
                        await asyncio.sleep(0.01)
                hears.close()
            telling._stream.close()

    asyncio.run(play())
    assert len(greeted) >= 5


def test_a_page_that_connects_asks_its_kernel_nothing_first(ready: Served):
    client = ready.participant()
    kernel = client.kernel_of()
    direct = client_of(ready, kernel)
    try:
        direct.get_iopub_msg(timeout=20)  # the greeting: from here on it hears all

        async def play() -> None:
            socket = await Socket.opened(client, kernel)
            await socket.states()
            socket.close()

        asyncio.run(play())
        asked = []
        while not asked or asked[-1] != "comm_msg":
            message = direct.get_iopub_msg(timeout=20)
            if message["msg_type"] == "status" and message["content"]["execution_state"] == "busy":
                asked.append(message["parent_header"]["msg_type"])
        assert asked == ["comm_open", "comm_msg"]
    finally:
        direct.stop_channels()


def test_a_kernel_runs_no_code_even_for_somebody_with_its_key(ready: Served, tmp_path: Path):
    client = ready.participant()
    kernel = client.kernel_of()
    states_of(client, kernel)
    direct = client_of(ready, kernel)
    proof = tmp_path / "proof"
    try:
        for ask in (
            lambda: direct.execute(f"open({str(proof)!r}, 'w')"),
            lambda: direct.complete("import o"),
            lambda: direct.inspect("open"),
            lambda: direct.history(),
        ):
            ask()
        answered = direct.kernel_info()
        reply = direct.get_shell_msg(timeout=20)  # the first answer is to the last question
        assert reply["parent_header"]["msg_id"] == answered
        assert reply["content"]["implementation"] == "journeykit"
        assert not proof.exists()
    finally:
        direct.stop_channels()


def test_a_kernel_listens_on_files_that_only_this_user_reaches(ready: Served):
    client = ready.participant()
    told = connection_file(ready, client.kernel_of())
    assert '"transport": "ipc"' in told.read_text()
    assert soon(lambda: len(list(told.parent.glob(f"{told.stem}-ipc-*"))) >= 4)
    assert told.parent.stat().st_mode & 0o077 == 0


def test_a_folder_for_temporary_files_with_a_long_name_takes_another_way_to_the_kernels(
    tmp_path: Path, ready: Served, monkeypatch: pytest.MonkeyPatch
):
    long = tmp_path / ("a" * 100)
    long.mkdir()
    monkeypatch.setenv("TMPDIR", str(long))
    served = Served(tmp_path / "served", notebooks=ready.notebooks)
    try:
        client = served.participant()
        kernel = client.kernel_of()
        assert by_label(states_of(client, kernel), "Guess")[1]["value"] == 3
        assert '"transport": "tcp"' in connection_file(served, kernel).read_text()
        assert len(families(served.process.pid)) == 1
    finally:
        served.stop()


@pytest.mark.parametrize("message", ["shutdown_request", "execute_request", "interrupt_request"])
def test_a_page_can_neither_end_its_kernel_nor_run_code_in_it(ready: Served, message: str):
    client = ready.participant()
    kernel = client.kernel_of()

    async def play() -> None:
        socket = await Socket.opened(client, kernel)
        for channel in ("shell", "control"):
            await socket.say(message, {"restart": False, "code": "1/0", "silent": False}, channel=channel)
        states = await socket.states()
        assert by_label(states, "Guess")[1]["value"] == 3
        socket.close()

    asyncio.run(play())
    assert client.send(f"alive?kernel={kernel}").json["kernel"] != "gone"
