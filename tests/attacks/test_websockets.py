"""What a hostile or broken client tries on the websocket between a page and its kernel."""

from __future__ import annotations

import asyncio

import pytest
from served import PROTOCOL, Client, Served, Socket, framed
from tornado.httpclient import HTTPClientError


@pytest.fixture(scope="module")
def owner(served: Served) -> tuple[Client, str]:
    """A participant and the kernel of their page."""
    client = served.participant()
    return client, client.kernel_of()


def refused(client: Client, kernel_id: str, **how: str) -> int:
    """With which number the server refuses a connection; 101 when it does not."""

    async def attempt() -> int:
        try:
            socket = await Socket.opened(client, kernel_id, **how)
        except HTTPClientError as error:
            return error.code
        socket.close()
        return 101

    return asyncio.run(attempt())


def test_the_owner_reaches_the_page_and_its_widgets(owner: tuple[Client, str]) -> None:
    async def play() -> list[str]:
        socket = await Socket.opened(*owner)
        states = await socket.states()
        socket.close()
        return [state["state"].get("value") for state in states.values() if state["state"].get("description") == "Door"]

    assert asyncio.run(play()) == ["door participant"]


def test_a_handshake_without_the_framed_protocol_is_refused(owner: tuple[Client, str]) -> None:
    assert refused(*owner, protocol="") == 400
    assert refused(*owner, protocol="v0.kernel.websocket.jupyter.org") == 400
    assert refused(*owner, protocol=PROTOCOL) == 101


def test_another_participants_kernel_is_refused(served: Served, owner: tuple[Client, str]) -> None:
    other = served.participant()
    assert refused(other, owner[1]) == 403
    assert other.send(f"api/kernels/{owner[1]}").status == 403
    assert owner[0].send(f"api/kernels/{owner[1]}").status == 200


def test_without_a_cookie_no_kernel_is_reached(served: Served, owner: tuple[Client, str]) -> None:
    stranger = served.client()
    assert refused(stranger, owner[1]) == 403
    assert stranger.send(f"api/kernels/{owner[1]}").status == 403


def test_the_facilitator_does_not_reach_a_participants_kernel(served: Served, owner: tuple[Client, str]) -> None:
    assert refused(served.facilitator(), owner[1]) == 403


def test_a_kernel_that_is_not_there_is_not_found(owner: tuple[Client, str]) -> None:
    assert refused(owner[0], "00000000-0000-4000-8000-000000000000") == 404


def test_another_sites_page_is_refused(owner: tuple[Client, str]) -> None:
    assert refused(*owner, Origin="http://evil.example") == 403
    assert refused(*owner, Origin="null") == 403
    assert refused(*owner, Origin=owner[0].root.rstrip("/")) == 101


@pytest.mark.parametrize("channel", ["shell", "control", "stdin", "iopub"])
@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("execute_request", {"code": "open('/tmp/owned', 'w')", "silent": False, "store_history": False}),
        ("complete_request", {"code": "os.env", "cursor_pos": 6}),
        ("inspect_request", {"code": "os", "cursor_pos": 2, "detail_level": 1}),
        ("history_request", {"hist_access_type": "tail", "n": 10, "output": True, "raw": True}),
        ("debug_request", {"type": "request", "seq": 1, "command": "debugInfo", "arguments": {}}),
        ("create_subshell_request", {}),
        ("interrupt_request", {}),
        ("shutdown_request", {"restart": False}),
        ("input_reply", {"value": "1"}),
    ],
)
def test_only_widget_messages_reach_the_kernel(
    owner: tuple[Client, str], kind: str, content: dict[str, object], channel: str
) -> None:
    async def play() -> list[str | None]:
        socket = await Socket.opened(*owner)
        forbidden = await socket.say(kind, content, channel=channel)
        allowed = await socket.say("kernel_info_request", {})
        heard = await socket.heard_until("kernel_info_reply", allowed)
        socket.close()
        return [each["parent"] for each in heard if each["parent"] == forbidden]

    assert asyncio.run(play()) == []
    assert owner[0].send(f"api/kernels/{owner[1]}").json["execution_state"] in ("idle", "busy")


@pytest.mark.parametrize(
    "frame",
    [
        (2**63 - 1).to_bytes(8, "little") + b"\0" * 64,  # a count that would be believed for ever
        (6).to_bytes(8, "little"),
        b"",
        framed([b"shell", b"{}", b"{}", b"{}", b"{}"]),
        framed([b"shell", b"no json", b"{}", b"{}", b"{}"]),
        framed([b"shell"] * 200),
        (6).to_bytes(8, "little") + b"".join(n.to_bytes(8, "little") for n in (56, 99, 60, 70, 80, 90)) + b" " * 99,
        "text",
    ],
    ids=["endless", "cut", "empty", "no kind", "no json", "too many parts", "no order", "text"],
)
def test_a_broken_frame_ends_the_connection_and_hurts_nobody_else(
    served: Served, owner: tuple[Client, str], frame: bytes | str
) -> None:
    async def play() -> None:
        socket = await Socket.opened(*owner)
        await socket.send_raw(frame)
        while await socket.hear(10) is not None:
            pass

    asyncio.run(play())
    assert served.client().send("alive").status == 200


def test_a_message_over_the_limit_ends_the_connection(owner: tuple[Client, str]) -> None:
    async def play() -> None:
        socket = await Socket.opened(*owner)
        await socket.send_raw(framed([b"shell", b'{"msg_type": "comm_msg"}', b"{}", b"{}", b"{}", b"x" * 1_100_000]))
        while await socket.hear(10) is not None:
            pass

    asyncio.run(play())


def test_tracebacks_and_sources_never_reach_the_page(owner: tuple[Client, str]) -> None:
    async def play() -> list[dict[str, object]]:
        socket = await Socket.opened(*owner)
        states = await socket.states()
        slider = next(id_ for id_, each in states.items() if each["state"].get("description") == "Guess")
        data = {"method": "update", "state": {"value": 7}, "buffer_paths": []}
        move = await socket.say("comm_msg", {"comm_id": slider, "data": data})  # its callback raises
        await socket.heard_until("status", move)
        last = await socket.say("kernel_info_request", {})
        heard = await socket.heard_until("kernel_info_reply", last)
        socket.close()
        return heard

    heard = asyncio.run(play())
    assert {each["kind"] for each in heard} & {"error", "stream", "execute_input"} == set()
    assert "a secret of the server" not in repr(heard)
