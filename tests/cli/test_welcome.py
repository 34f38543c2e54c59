from __future__ import annotations

import io
import sys

import pytest
import segno
from rich.console import Console

from journeykit.cli.welcome import has_desktop, qr_code, welcome
from journeykit.server.links import Links

LINKS = Links(
    participants_url="http://192.168.178.123:8866/j/MAPLE-42",
    customers_url="http://192.168.178.123:8866/c/MAPLE-42",
    facilitator_url="http://192.168.178.123:8866/f/0123456789abcdef0123456789abcdef",
    projector_url="http://192.168.178.123:8866/projector",
    session_id="0123",
    code="MAPLE-42",
    port=8866,
    pid=1,
)
MODULES = {"█": (0, 0), "▀": (0, 1), "▄": (1, 0), " ": (1, 1)}  # 1 is a dark module; two rows in each line


class Page(io.StringIO):
    encoding = "utf-8"


def test_the_way_in_stands_whole_in_a_narrow_terminal():
    page = Page()
    welcome(LINKS, Console(file=page, width=20, soft_wrap=True, highlight=False, markup=False))
    lines = [line.strip() for line in page.getvalue().splitlines()]
    assert LINKS.facilitator_url in lines
    assert LINKS.participants_url in lines
    assert LINKS.customers_url in lines
    assert "Session code: MAPLE-42" in lines


def test_the_qr_code_in_the_terminal_is_that_of_the_participants_link():
    drawn = qr_code(LINKS.participants_url, Console(file=Page()))
    rows = [[MODULES[each][half] for each in line] for line in drawn.splitlines() for half in (0, 1)]
    code = segno.make(LINKS.participants_url, error="m", micro=False)
    expected = [list(row) for row in code.matrix_iter(border=4)]
    assert rows[: len(expected)] == expected


def test_a_terminal_that_has_no_blocks_gets_no_rubble():
    class Old(io.StringIO):
        encoding = "ascii"

    assert qr_code(LINKS.participants_url, Console(file=Old())) == ""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells by its environment whether there is a desktop")
def test_a_server_without_a_screen_opens_no_browser(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    assert not has_desktop()
    monkeypatch.setenv("DISPLAY", ":0")
    assert has_desktop()
