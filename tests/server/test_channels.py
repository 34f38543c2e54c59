"""A page's connection to a kernel that is a copy of a warm parent."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from pathlib import Path

import pytest
from served import Client, Served, Socket
from tornado.httpclient import HTTPClientError
from warm import ONLY_WHERE_PAGES_FORK, SHOWS, WAITS, by_label, family, soon, waiting_pages

pytestmark = ONLY_WHERE_PAGES_FORK


def guess(states: dict) -> int:
    return int(by_label(states, "Guess")[1]["value"])


def test_a_page_that_connects_again_finds_its_kernel_as_it_was_while_the_old_connection_is_still_there(ready: Served):
    client = ready.participant()

    async def play() -> None:
        kernel = await asyncio.to_thread(client.kernel_of)
        old = await Socket.opened(client, kernel)
        id_, _ = by_label(await old.states(), "Guess")
        await old.say("comm_msg", {"comm_id": id_, "data": {"method": "update", "state": {"value": 8}}})
        new = await Socket.opened(client, kernel)
        assert guess(await new.states()) == 8
        old.close()
        assert guess(await new.states()) == 8
        new.close()
        again = await Socket.opened(client, kernel)
        assert guess(await again.states()) == 8
        again.close()

    asyncio.run(play())


def test_a_page_whose_link_was_cut_hears_what_was_said_meanwhile_without_asking(tmp_path: Path):
    later = WAITS.replace(
        "    heard.value =",
        "    from tornado.ioloop import IOLoop\n    IOLoop.current().call_later(1, setattr, heard, 'value',",
    ).replace("says {change['new']}\"", "says {change['new']}\")")
    served = Served(tmp_path / "served", notebooks=waiting_pages(tmp_path / "exercises", session=later + SHOWS))
    try:
        client = served.participant()

        async def play() -> None:
            kernel = await asyncio.to_thread(client.kernel_of)
            page = await Socket.opened(client, kernel, session_id="the-same-page")
            id_, _ = by_label(await page.states(), "Guess")
            await page.say("comm_msg", {"comm_id": id_, "data": {"method": "update", "state": {"value": 8}}})
            page.close()
            await asyncio.sleep(2)  # the link is down while the kernel speaks
            page = await Socket.opened(client, kernel, session_id="the-same-page")
            said = (await page.heard_until("comm_msg"))[-1]["content"]["data"]["state"]
            while "value" not in said or "says 8" not in str(said["value"]):
                said = (await page.heard_until("comm_msg"))[-1]["content"]["data"]["state"]
            page.close()

        asyncio.run(play())
    finally:
        served.stop()


def test_a_page_that_connects_before_its_visitor_was_taken_in_is_answered_afterwards(tmp_path: Path):
    slow = WAITS.replace("def arrive():\n", "def arrive():\n    import time; time.sleep(2)\n") + SHOWS
    served = Served(tmp_path / "served", notebooks=waiting_pages(tmp_path / "exercises", session=slow))
    try:
        client = served.participant()

        async def play() -> None:
            socket = await Socket.opened(client, await asyncio.to_thread(client.kernel_of))
            assert by_label(await socket.states(), "Facts")[1]["value"].startswith("{")
            socket.close()

        asyncio.run(play())
    finally:
        served.stop()


def test_a_page_whose_kernel_ends_while_it_takes_its_visitor_in_is_told(tmp_path: Path):
    fails = WAITS.replace("def arrive():\n", "def arrive():\n    raise ValueError('nobody wanted')\n") + SHOWS
    served = Served(tmp_path / "served", notebooks=waiting_pages(tmp_path / "exercises", session=fails))

    async def connect(client: Client, kernel: str) -> None:
        with suppress(HTTPClientError):  # where it has ended before, the connection is refused
            socket = await Socket.opened(client, kernel)
            while await socket.hear() is not None:
                pass

    try:
        client = served.participant()
        kernel = client.kernel_of()
        asyncio.run(connect(client, kernel))
        assert soon(lambda: client.send(f"alive?kernel={kernel}").json["kernel"] == "gone")
        assert family(served).copies == []
        assert "ValueError: nobody wanted" in served.log.read_text()
    finally:
        served.stop()


def test_a_stranger_gets_no_connection_to_a_copy(ready: Served):
    owner, stranger = ready.participant(), ready.participant()
    kernel = owner.kernel_of()

    async def play() -> None:
        with pytest.raises(HTTPClientError) as refused:
            await Socket.opened(stranger, kernel)
        assert refused.value.code == 403

    asyncio.run(play())
