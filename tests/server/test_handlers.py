"""Joining, coming back and leaving, against a real server."""

from __future__ import annotations

from uuid import uuid4

import pytest
from served import Served

from journeykit.models.session import Role
from journeykit.session.invitation import lobby
from journeykit.session.view import View

PAGE = "/voila/render/session.ipynb"


def here(served: Served) -> int:
    return lobby(served.engine, served.session.session_id).here


def test_the_link_fills_in_the_code_and_one_tap_joins(served: Served) -> None:
    client = served.client()
    page = client.send(f"j/{served.session.code}")
    assert f'value="{served.session.code}"' in page.text
    before = View(served.engine, served.session.session_id).here()[Role.CUSTOMER]
    answer = client.post("join", code=served.session.code, role="customer")
    assert (answer.status, answer.headers["Location"]) == (303, PAGE)
    assert View(served.engine, served.session.session_id).here()[Role.CUSTOMER] == before + 1


def test_the_code_is_read_as_people_type_it(served: Served) -> None:
    typed = served.session.code.lower().replace("-", " ")
    assert served.client().post("join", code=typed, role="unsaid").status == 303


def test_a_wrong_code_changes_nothing_and_says_where_the_right_one_is(served: Served) -> None:
    before = here(served)
    answer = served.client().post("join", code="NOSUCH-11", role="leader")
    assert answer.status == 400
    assert "big screen" in answer.text
    assert 'value="NOSUCH-11"' in answer.text
    assert here(served) == before


@pytest.mark.parametrize("role", ["", "king"])
def test_without_a_role_the_page_asks_for_one(served: Served, role: str) -> None:
    before = here(served)
    answer = served.client().post("join", code=served.session.code, role=role)
    assert answer.status == 200
    assert "Now tap" in answer.text
    assert here(served) == before


def test_a_double_tap_is_one_person(served: Served) -> None:
    client, before = served.client(), here(served)
    form = {"code": served.session.code, "role": "leader", "form_id": uuid4().hex, "_xsrf": client.xsrf()}
    assert client.send("join", form).status == 303
    assert client.send("join", form).status == 303
    assert here(served) == before + 1


def test_who_is_in_goes_straight_back_from_the_join_page(served: Served) -> None:
    client = served.participant()
    for path in ("", f"j/{served.session.code}"):
        answer = client.send(path)
        assert (answer.status, answer.headers["Location"]) == (303, PAGE)


def test_the_return_code_brings_the_seat_to_another_device(served: Served) -> None:
    old, new, before = served.participant(), served.client(), here(served)
    code = old.send("lobby/state").json["return_code"]
    assert new.post("return", return_code=code).status == 303
    assert new.send("lobby/state").json["return_code"] == code
    assert old.send("lobby/state").status == 403
    assert "another device" in old.send("").text
    assert here(served) == before
    assert old.post("back").status == 303  # and back again
    assert old.send("lobby/state").status == 200
    assert new.send("lobby/state").status == 403


def test_a_wrong_return_code_keeps_its_form_open(served: Served) -> None:
    answer = served.client().post("return", return_code="zzzzzz")
    assert answer.status == 400
    assert "<details open>" in answer.text
    assert "ZZZZZZ" in answer.text.upper()


def test_leaving_frees_the_device_and_keeps_the_seat(served: Served) -> None:
    client = served.participant()
    code = client.send("lobby/state").json["return_code"]
    assert code in client.send("leave").text
    assert client.post("leave").status == 303
    assert client.send("lobby/state").status == 403
    assert client.post("return", return_code=code).status == 303


def test_the_facilitators_link_leads_to_the_control_page(served: Served) -> None:
    client = served.facilitator()
    for name in ("control", "prepare", "projector"):
        answer = client.send(name)
        assert (answer.status, answer.headers["Location"]) == (303, f"/voila/render/{name}.ipynb")
        assert client.send(answer.headers["Location"][1:]).status == 200


def test_a_preview_is_opened_by_its_number_and_only_where_there_is_one(served: Served) -> None:
    answer = served.facilitator().send("preview/01")
    assert (answer.status, answer.headers["Location"]) == (303, "/voila/render/01_welcome.ipynb")
    assert served.facilitator().send("preview/14").headers["Location"] == "/voila/render/14_close.ipynb"
    assert served.participant().send("voila/render/01_welcome.ipynb").status == 403
    for number in ("00", "15", "99", "1", "001", "x"):
        assert served.facilitator().send(f"preview/{number}").status == 404


def test_the_qr_code_is_a_picture_for_the_facilitators_pages(served: Served) -> None:
    answer = served.facilitator().send("qr.svg")
    assert answer.status == 200
    assert answer.headers["Content-Type"] == "image/svg+xml"
    assert "<svg" in answer.text
    assert served.participant().send("qr.svg").status == 403


def test_signs_of_life_need_no_cookie(served: Served) -> None:
    stranger = served.client()
    assert stranger.send("healthz").json == {"ok": True}
    first, second = stranger.send("alive").json, stranger.send("alive").json
    assert first == second
    assert len(first["boot"]) == 16
    assert stranger.send(f"alive?kernel={uuid4()}").json["kernel"] == "gone"


def test_this_computer_is_no_other_device(served: Served) -> None:
    served.client().send("")
    view = View(served.engine, served.session.session_id)
    assert not view.device_arrived


@pytest.mark.parametrize("name", ["tokens.css", "page.css", "exercise.css", "lobby.js", "forget.js", "icon.svg"])
def test_our_pages_find_their_files(served: Served, name: str) -> None:
    answer = served.client().send(f"kit/{name}")
    assert answer.status == 200
    assert answer.text
