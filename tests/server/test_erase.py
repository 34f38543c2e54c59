"""Deleting one's own answers, over the real server."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from served import Client, Served
from sqlalchemy import func, select

from journeykit.models.entry import Ready
from journeykit.models.exercise import ExerciseId
from journeykit.models.rating import Perspective, Rating
from journeykit.models.session import Seat
from journeykit.session.invitation import seat_by_id
from journeykit.session.room import Room
from journeykit.session.seat import Participant
from journeykit.session.view import View
from journeykit.store.engine import reading
from journeykit.store.tables import seats


@pytest.fixture
def fresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    """A session of this test alone."""
    monkeypatch.setenv("JOURNEYKIT_HOME", str(tmp_path / "home"))
    running = Served(tmp_path / "served", first="import journeykit.server.erase as it; it.LAST_WORD_S = 1")
    yield running
    running.stop()


def view_of(served: Served) -> View:
    return View(served.engine, served.session.session_id)


def seat_of(served: Served) -> Seat:
    """The seat that was taken last."""
    with reading(served.engine) as connection:
        seat_id = connection.scalar(select(seats.c.seat_id).order_by(seats.c.created_at.desc()))
    seat = seat_by_id(served.engine, seat_id)
    assert seat is not None
    return seat


def rated(served: Served) -> tuple[Client, Seat]:
    """Somebody who joined and rated three steps."""
    client = served.participant()
    view, seat = view_of(served), seat_of(served)
    person, room = Participant(served.engine, seat, view), Room(served.engine, view)
    person.say(Ready(agrees_to_open_mode=False))
    if view.now().exercise.id is not ExerciseId.PREDICT:
        room.open(ExerciseId.PREDICT)
    for step in ("book", "wait", "talk"):
        person.say(Rating(target_id=step, perspective=Perspective.PREDICTED_CUSTOMER, value=1))
    return client, seat


def here(served: Served) -> int:
    with reading(served.engine) as connection:
        return connection.scalar(select(func.count()).select_from(seats)) or 0


def test_it_asks_once_removes_and_says_what_was_removed(fresh: Served) -> None:
    client, seat = rated(fresh)
    asked = client.send("erase")
    assert "We remove 3 answers" in asked.text
    assert seat_by_id(fresh.engine, seat.seat_id) is not None
    done = client.post("erase")
    assert done.status == 200
    assert "3 answers were removed." in done.text
    assert "kit/forget." in done.text  # half a card, which only the tab holds
    assert "kit/forget." in client.send("").text
    assert seat_by_id(fresh.engine, seat.seat_id) is None
    assert not [cookie for cookie in client.cookies if cookie.name.startswith("jk_seat")]
    assert client.send("voila/render/session.ipynb").status == 403
    assert client.send("erase").headers["Location"] == "/"


def test_one_answer_is_told_as_one_and_none_as_none(fresh: Served) -> None:
    assert "We remove 0 answers" in fresh.participant().send("erase").text
    nobody = fresh.participant()
    assert "There were no answers to remove." in nobody.post("erase").text


def test_it_works_after_the_session_has_ended(fresh: Served) -> None:
    client, _ = rated(fresh)
    room = Room(fresh.engine, view_of(fresh))
    room.finish()
    room.finish()
    assert "3 answers were removed." in client.post("erase").text


def test_a_device_that_was_left_is_shown_the_way_back_and_deletes_nothing(fresh: Served) -> None:
    left, seat = rated(fresh)
    token = left.xsrf()
    held = fresh.client()
    assert held.post("return", return_code=seat.return_code).status == 303
    page = left.send("erase")
    assert page.status == 403
    assert "You went on on another device." in page.text
    assert left.send("erase", {"_xsrf": token}).status == 403
    assert seat_by_id(fresh.engine, seat.seat_id) is not None
    assert "3 answers were removed." in held.post("erase").text


def test_an_open_page_ends_calmly_and_its_kernel_soon_after(fresh: Served) -> None:
    client, _ = rated(fresh)
    kernel_id = client.kernel_of()
    assert client.send(f"alive?kernel={kernel_id}").json["kernel"] in ("waiting", "connected")
    client.post("erase")
    assert client.send(f"alive?kernel={kernel_id}").json["kernel"] == "ended"
    facilitator = fresh.facilitator()
    deadline = time.monotonic() + 30
    while facilitator.send("healthz").json["kernels"] and time.monotonic() < deadline:
        time.sleep(0.2)
    assert facilitator.send("healthz").json["kernels"] == 0
    assert client.send(f"alive?kernel={kernel_id}").json["kernel"] == "ended"  # the page never loads itself anew


def test_a_join_form_that_led_to_a_deleted_seat_leads_to_a_new_one(fresh: Served) -> None:
    client = fresh.client()
    fields = {"code": fresh.session.code, "role": "leader", "form_id": "one-form"}
    assert client.post("join", **fields).status == 303
    client.post("erase")
    assert here(fresh) == 0
    assert client.post("join", **fields).status == 303
    assert here(fresh) == 1
    assert client.send("lobby/state").status == 200
