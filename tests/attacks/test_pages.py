"""What somebody without a right tries on the pages."""

from __future__ import annotations

import http.client

import pytest
from served import Served

from journeykit.session.invitation import lobby, take_over


def raw(served: Served, path: str, *, host: str | None = None, method: str = "GET") -> tuple[int, str]:
    """A request whose path and Host nothing has tidied up."""
    connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=30)
    connection.putrequest(method, path, skip_host=host is not None)
    if host is not None:
        connection.putheader("Host", host)
    connection.endheaders()
    response = connection.getresponse()
    return response.status, response.read().decode("utf-8", "replace")


def test_without_a_cookie_no_exercise_opens(served: Served) -> None:
    answer = served.client().send("voila/render/session.ipynb")
    assert answer.status == 403
    assert "Join first" in answer.text


@pytest.mark.parametrize("value", ["", "x", "2|1:0|10:1795353842|7:jk_seat|4:eHh4|00", "facilitator"])
def test_a_forged_cookie_opens_nothing(served: Served, value: str) -> None:
    session = served.session.session_id[:8]
    cookie = f"jk_seat_{session}={value}; jk_facilitator_{session}={value}"
    for page in ("session", "control", "prepare", "projector", "01_welcome"):
        assert served.client().send(f"voila/render/{page}.ipynb", Cookie=cookie).status == 403
    assert served.client().send("lobby/state", Cookie=cookie).status == 403


def test_a_participants_cookie_is_no_facilitators_cookie(served: Served) -> None:
    client = served.participant()
    session = served.session.session_id[:8]
    seat = next(each.value for each in client.cookies if each.name == f"jk_seat_{session}")
    stolen = served.client().send("voila/render/control.ipynb", Cookie=f"jk_facilitator_{session}={seat}")
    assert stolen.status == 403  # a signature holds for one name only


@pytest.mark.parametrize("page", ["control", "prepare", "projector", "01_welcome"])
def test_a_participant_opens_no_page_of_the_facilitator(served: Served, page: str) -> None:
    answer = served.participant().send(f"voila/render/{page}.ipynb")
    assert answer.status == 403
    assert "facilitator" in answer.text


@pytest.mark.parametrize("page", ["of_nobody", "sub/../control", ".hidden", "picture.svg", "02_nothing_there"])
def test_a_notebook_that_is_no_page_opens_for_nobody(served: Served, page: str) -> None:
    path = page if "." in page.rsplit("/", 1)[-1] else f"{page}.ipynb"
    assert served.facilitator().send(f"voila/render/{path}").status == 404


@pytest.mark.parametrize(
    "path",
    [
        "/voila/tree",
        "/voila/tree/",
        "/tree",
        "/api/kernels",
        "/api/contents",
        "/api/terminals",
        "/api/sessions",
        "/voila/api/contents",
        "/voila/api/contents/session.ipynb",
        "/voila/api/shutdown/00000000-0000-4000-8000-000000000000",
        "/voila/query/00000000-0000-4000-8000-000000000000",
        "/voila/execution/00000000-0000-4000-8000-000000000000",
        "/login",
        "/logout",
        "/metrics",
        "/voila/files/session.ipynb",
        "/voila/files/picture.svg",
        "/files/",
        "/kit/../app.py",
        "/kit/%2e%2e/app.py",
        "/kit/front/../../app.py",
        "/kit/front/first.json",
        "/kit/library/../../../index.js",
        "/kit/widgets/../../../app.py",
        "/voila/static/voila.js",
        "/voila/labextensions/bqplot/static/style.js",
        "/voila/static/../../app.py",
        "/voila/static/%2e%2e/%2e%2e/app.py",
        "/voila/templates/journeykit/static/../../../../../../app.py",
        "/voila/templates/x",
        "/voila/templates/../static/x",
        "/voila/templates/journeykit/other/x",
        "/nothing",
    ],
)
def test_no_list_and_no_file_of_this_computer_is_served(served: Served, path: str) -> None:
    facilitator = served.facilitator().cookie_header()
    connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=30)
    connection.request("GET", path, headers={"Cookie": facilitator})
    response = connection.getresponse()
    body = response.read()
    assert response.status in (403, 404), body[:300]
    assert b"class KitServer" not in body
    assert b"<svg/>" not in body


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_a_kernel_cannot_be_ended_or_changed_by_request(served: Served, method: str) -> None:
    client = served.participant()
    kernel = client.kernel_of()
    for path in (f"api/kernels/{kernel}", f"api/kernels/{kernel}/restart", f"voila/api/shutdown/{kernel}"):
        answer = client.send(path, {"_xsrf": client.xsrf()}, method=method)
        assert answer.status in (403, 404, 405)
    assert client.send(f"api/kernels/{kernel}").status == 200


def test_the_query_chooses_neither_template_nor_theme(served: Served) -> None:
    client = served.participant()
    client.kernel_of()
    for query in ("template=base", "template=nonexist", "theme=dark", "voila-template=reveal"):
        answer = client.send(f"voila/render/session.ipynb?{query}")
        if answer.status == 303:  # the queue
            client.kernel_of()
            continue
        assert answer.status == 200
        assert 'data-jp-theme-light="true"' in answer.text
        assert "kit/front/page-" in answer.text


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "10.9.8.7", "localhost.evil.example"])
def test_a_foreign_host_gets_400_on_every_path(served: Served, host: str) -> None:
    for path in ("/", "/alive", "/voila/static/voila.js", "/api/kernels", "/nothing"):
        status, body = raw(served, path, host=host)
        assert status == 400
        assert served.session.code not in body


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "LOCALHOST:1234", "[::1]"])
def test_our_own_names_are_served(served: Served, host: str) -> None:
    assert raw(served, "/alive", host=host)[0] == 200


def test_a_form_of_another_site_joins_nobody(served: Served) -> None:
    before = lobby(served.engine, served.session.session_id).here
    answer = served.client().send("join", {"code": served.session.code, "role": "leader"})
    assert answer.status == 403
    assert "cookie" in answer.text
    for path in ("return", "back", "leave"):
        assert served.client().send(path, {"return_code": "aaaaaa"}).status == 403
    assert lobby(served.engine, served.session.session_id).here == before


@pytest.mark.parametrize("text", ['"><img src=x onerror=alert(1)>', "{{ 70001 * 3 }}", "<script>alert(1)</script>"])
def test_a_code_with_markup_comes_back_as_text(served: Served, text: str) -> None:
    answer = served.client().post("join", code=text, role="leader")
    assert answer.status == 400
    assert "<img" not in answer.text
    assert "210003" not in answer.text
    assert "<script>alert" not in answer.text


def test_plain_pages_allow_nothing_from_elsewhere(served: Served) -> None:
    headers = served.client().send("").headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"


def test_pages_with_a_kernel_connect_to_this_server_only(served: Served) -> None:
    client = served.participant()
    client.kernel_of()
    answer = client.send("voila/render/session.ipynb")
    policy = answer.headers["Content-Security-Policy"]
    assert "'unsafe-eval'" not in policy
    assert f"connect-src 'self' ws://127.0.0.1:{served.port} wss://127.0.0.1:{served.port} blob:;" in policy
    assert "frame-ancestors 'none'" in policy
    assert "https://" not in answer.text
    assert "//cdn" not in answer.text


def test_cookies_cannot_be_read_by_scripts_or_sent_by_other_sites(served: Served) -> None:
    client = served.client()
    page = client.send("")
    joined = client.post("join", code=served.session.code, role="leader")
    for header in (*page.headers.get_all("Set-Cookie"), *joined.headers.get_all("Set-Cookie")):
        assert "httponly" in header.lower()
        assert "samesite=lax" in header.lower()


def test_a_wrong_key_opens_no_control_page(served: Served) -> None:
    client = served.client()
    assert client.send("f/" + "0" * 32).status == 403
    assert client.send("voila/render/control.ipynb").status == 403
    assert client.send("qr.svg").status == 403


def test_the_key_leaves_the_address_bar_and_stays_out_of_the_logs(served: Served) -> None:
    key = served.links["facilitator_url"].rsplit("/", 1)[1]
    answer = served.client().send(f"f/{key}")
    assert (answer.status, answer.headers["Location"]) == (303, "/control")
    served.client().send(f"f/{key[:-1]}0/{key}")
    log = served.log.read_text()
    assert key not in log
    assert served.session.code not in log


def test_a_seat_that_went_on_elsewhere_opens_no_more(served: Served) -> None:
    client = served.participant()
    kernel = client.kernel_of()
    code = client.send("lobby/state").json["return_code"]
    take_over(served.engine, served.session.session_id, code)
    assert client.send("voila/render/session.ipynb").status == 403
    assert "another device" in client.send("").text
    assert client.send(f"api/kernels/{kernel}").status == 403


def test_downloads_are_the_facilitators_only(served: Served) -> None:
    path = "files/" + "ab" * 16
    assert served.client().send(path).status == 403
    assert served.participant().send(path).status == 403
    assert served.facilitator().send(path).status == 404
