"""What a simulated page sends is what the server takes for a page's."""

from __future__ import annotations

import pytest

from journeykit.rehearsal.wire import framed
from journeykit.server.frames import parts


@pytest.mark.parametrize(
    "body", [[b"shell", b"{}", b"{}", b"{}", b'{"data": 1}'], [b"shell", b"", b"", b"", b"", b"\x00\xff"]]
)
def test_the_server_reads_the_parts_that_were_framed(body: list[bytes]):
    assert parts(framed(body)) == body
