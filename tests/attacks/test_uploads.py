"""What somebody without a right tries on the address that takes files."""

from __future__ import annotations

import http.client
from pathlib import Path

import pytest
from served import Served

from journeykit.server.uploads import LARGEST


def kept(served: Served) -> set[Path]:
    return set(served.spool.rglob("*"))


def raw(served: Served, path: str, headers: dict[str, str], body: bytes | None = b"x", method: str = "POST") -> int:
    """A request whose path and headers nothing has tidied up; its status."""
    connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=30)
    connection.putrequest(method, path, skip_accept_encoding=True)
    for name, value in headers.items():
        connection.putheader(name, value)
    connection.endheaders()
    if body:
        connection.send(body)
    return connection.getresponse().status


def test_without_the_facilitators_cookie_nothing_is_taken(served: Served) -> None:
    before = kept(served)
    assert served.client().upload(b"x").status == 403
    assert served.participant().upload(b"x").status == 403
    assert kept(served) == before


@pytest.mark.parametrize("value", [None, "", "0", "true", "1, 1"])
def test_without_the_header_that_only_our_pages_send_nothing_is_taken(served: Served, value: str | None) -> None:
    before = kept(served)
    headers = {"Content_Type": "text/csv"} | ({} if value is None else {"X_Journeykit": value})
    assert served.facilitator().upload(b"x", **headers).status == 403
    assert kept(served) == before


def test_a_token_of_a_form_is_no_substitute_for_the_header(served: Served) -> None:
    facilitator = served.facilitator()
    assert facilitator.send("upload", {"_xsrf": facilitator.xsrf(), "file": "x"}).status == 403


def test_another_site_may_not_ask_for_the_header(served: Served) -> None:
    asked = served.facilitator().send(
        "upload",
        method="OPTIONS",
        Origin="http://evil.example",
        Access_Control_Request_Method="POST",
        Access_Control_Request_Headers="x-journeykit",
    )
    assert asked.status == 405
    assert not [name for name in asked.headers if name.lower().startswith("access-control")]


def test_a_file_that_is_too_large_is_refused_before_it_is_sent(served: Served) -> None:
    before = kept(served)
    headers = {"Cookie": served.facilitator().cookie_header(), "X-Journeykit": "1"}
    assert raw(served, "/upload", {**headers, "Content-Length": str(LARGEST + 1)}, body=None) == 413
    assert raw(served, "/upload", {**headers, "Content-Length": "9" * 30}, body=None) == 413
    assert kept(served) == before


def test_a_file_that_does_not_say_how_large_it_is_is_refused(served: Served) -> None:
    before = kept(served)
    headers = {"Cookie": served.facilitator().cookie_header(), "X-Journeykit": "1"}
    assert raw(served, "/upload", {**headers, "Transfer-Encoding": "chunked"}, b"1\r\nx\r\n0\r\n\r\n") == 411
    assert kept(served) == before


@pytest.mark.parametrize(
    "path", ["/upload/x", "/upload/../../x.csv", "/upload/%2e%2e%2fx.csv", "/upload%2fx", "/uploads", "/upload/"]
)
def test_no_path_chooses_where_a_file_goes(served: Served, path: str) -> None:
    before = kept(served)
    headers = {"Cookie": served.facilitator().cookie_header(), "X-Journeykit": "1", "Content-Length": "1"}
    assert raw(served, path, headers) in (403, 404)
    assert kept(served) == before


def test_no_name_chooses_where_a_file_goes(served: Served) -> None:
    disposition = 'attachment; filename="../../../evil.csv"'
    answer = served.facilitator().upload(b"x", X_Journeykit="1", Content_Disposition=disposition)
    assert answer.status == 200
    assert not [each for each in kept(served) if "evil" in each.name]


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH"])
def test_there_is_nothing_to_read_or_change_at_that_address(served: Served, method: str) -> None:
    headers = {"Cookie": served.facilitator().cookie_header(), "X-Journeykit": "1", "Content-Length": "0"}
    assert raw(served, "/upload", headers, body=None, method=method) == 405


def test_what_was_uploaded_is_not_served_to_others_and_not_as_a_page(served: Served) -> None:
    facilitator = served.facilitator()
    file_id = facilitator.upload(b"<script>alert(1)</script>").json["id"]
    assert served.participant().send(f"files/{file_id}").status == 403
    assert served.client().send(f"files/{file_id}").status == 403
    answer = facilitator.send(f"files/{file_id}?view=1")
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"].startswith("attachment")
