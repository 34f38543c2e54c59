"""Files on their way from the facilitator's browser to the facilitator's kernel."""

from __future__ import annotations

import http.client
import os
import re
import socket
import time
from pathlib import Path

from served import Served

from journeykit.server.uploads import LARGEST
from journeykit.store.spool import TAKEN_S, UPLOADED


def kept(served: Served) -> set[Path]:
    return set(served.spool.iterdir()) if served.spool.is_dir() else set()


def test_a_file_of_the_facilitator_waits_in_the_spool_under_the_id_that_is_answered(served: Served) -> None:
    content = "wave,target_id\r\nGröße".encode()
    answer = served.facilitator().upload(content)
    assert answer.status == 200
    assert set(answer.json) == {"id"}
    assert re.fullmatch("[0-9a-f]{32}", answer.json["id"])
    folder = served.spool / answer.json["id"]
    assert (folder / UPLOADED).read_bytes() == content
    assert folder.stat().st_mode & 0o077 == 0


def test_a_file_larger_than_a_form_may_be_comes_whole(served: Served) -> None:
    content = b"x" * LARGEST
    answer = served.facilitator().upload(content)
    assert answer.status == 200
    assert (served.spool / answer.json["id"] / UPLOADED).stat().st_size == LARGEST


def test_a_browser_that_goes_away_in_the_middle_leaves_nothing(served: Served) -> None:
    facilitator, before = served.facilitator(), kept(served)
    head = (
        f"POST /upload HTTP/1.1\r\nHost: 127.0.0.1:{served.port}\r\nCookie: {facilitator.cookie_header()}\r\n"
        "X-Journeykit: 1\r\nContent-Length: 1000\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", served.port)) as connection:
        connection.sendall(head.encode() + b"x" * 10)
        while kept(served) == before:
            facilitator.send("alive")
    while kept(served) != before:
        facilitator.send("alive")
    assert kept(served) == before


def test_a_form_stays_as_small_as_it_was_after_an_upload_on_the_same_connection(served: Served) -> None:
    facilitator = served.facilitator()
    connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=30)
    headers = {"Cookie": facilitator.cookie_header(), "X-Journeykit": "1"}
    connection.request("POST", "/upload", body=b"x", headers=headers)
    assert connection.getresponse().read()
    connection.request("POST", "/join", body=b"x" * 100_000, headers=headers)
    assert connection.getresponse().status == 400


def test_the_next_upload_sweeps_away_one_that_no_page_took(served: Served) -> None:
    facilitator, long_ago = served.facilitator(), time.time() - TAKEN_S - 60
    first, second = (served.spool / facilitator.upload(b"7,4").json["id"] for _ in range(2))
    os.utime(first / UPLOADED, (long_ago, long_ago))
    third = served.spool / facilitator.upload(b"7,4").json["id"]
    assert [folder.exists() for folder in (first, second, third)] == [False, True, True]
