import pytest
from hypothesis import given
from hypothesis import strategies as st
from jupyter_server.services.kernels.connection.base import deserialize_msg_from_ws_v1, serialize_msg_to_ws_v1

from journeykit.server.frames import BadFrame, message_type, parts


@given(st.lists(st.binary(max_size=20), min_size=4, max_size=12))
def test_a_frame_of_jupyters_is_read_as_jupyter_reads_it(messages: list[bytes]) -> None:
    frame = serialize_msg_to_ws_v1(messages, "shell")
    channel, jupyters = deserialize_msg_from_ws_v1(frame)
    assert parts(frame) == [channel.encode(), *jupyters]


@given(st.binary(max_size=300))
def test_any_bytes_are_a_frame_or_refused(noise: bytes) -> None:
    try:
        read = parts(noise)
    except BadFrame:
        return
    assert sum(map(len, read)) <= len(noise)


def test_the_kind_of_a_message_stands_in_its_header() -> None:
    frame = serialize_msg_to_ws_v1([b'{"msg_type": "comm_msg"}', b"{}", b"{}", b"{}"], "shell")
    assert message_type(frame) == "comm_msg"


@pytest.mark.parametrize("header", [b"", b"[]", b"{}", b"7", b"\xff"])
def test_a_header_without_a_kind_is_refused(header: bytes) -> None:
    with pytest.raises(BadFrame):
        message_type(serialize_msg_to_ws_v1([header, b"{}", b"{}", b"{}"], "shell"))
