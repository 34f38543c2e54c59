"""The frames of a websocket between a page and its kernel, and the kinds of messages that may be in them."""

from __future__ import annotations

import json
from itertools import pairwise

PROTOCOL = "v1.kernel.websocket.jupyter.org"
MAY_SAY = ("comm_open", "comm_close", "comm_msg", "comm_info_request", "kernel_info_request")
NEVER_SENT = ("execute_input", "error", "stream")
"""Sources and tracebacks stay on the server."""
LARGEST_MESSAGE = 1_000_000
_MOST_PARTS = 4096  # a page with charts asks for the states of all its widgets in one message: a buffer an array


class BadFrame(ValueError):
    """A websocket message that does not keep to the protocol."""


def parts(frame: bytes) -> list[bytes]:
    """The parts of a v1 frame: channel, header, parent header, metadata, content, buffers.

    A frame begins with the number of its offsets, then the offsets, each an unsigned 64-bit little-endian number.
    Raises BadFrame for anything else: the number is the sender's, and believing it would hang the server.
    """
    count = int.from_bytes(frame[:8], "little")
    if not 6 <= count <= _MOST_PARTS or len(frame) < 8 * (count + 1):
        raise BadFrame(f"a frame of {len(frame)} bytes cannot have {count} offsets")
    offsets = [int.from_bytes(frame[8 * i : 8 * (i + 1)], "little") for i in range(1, count + 1)]
    if offsets != sorted(offsets) or offsets[0] < 8 * (count + 1) or offsets[-1] > len(frame):
        raise BadFrame("the offsets do not lie inside the frame, in order")
    return [frame[start:end] for start, end in pairwise(offsets)]


def message_type(frame: bytes) -> str:
    """The kind of message in a v1 frame. Raises BadFrame where there is none."""
    try:
        kind = json.loads(parts(frame)[1])["msg_type"]
    except (ValueError, KeyError, TypeError) as error:
        raise BadFrame(str(error)) from error
    return str(kind)
