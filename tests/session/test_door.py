"""Which door a process came in by."""

from __future__ import annotations

import io
import json
import logging
import sys

import pytest
from samples import Played, rating

from journeykit.errors import NotAllowed, SteppedAside
from journeykit.models.exercise import ExerciseId
from journeykit.models.session import Role
from journeykit.session import door
from journeykit.session.door import DoorKind, open_ahead, this_door
from journeykit.session.invitation import take_over
from journeykit.store.engine import open_store


@pytest.fixture
def come_in(played: Played, url: str, monkeypatch: pytest.MonkeyPatch):
    """Come in by a door: sets what the server would write into a kernel's environment."""

    def come_in(kind: str, **more: str):
        known = {"DOOR": kind, "STORE": url, "SESSION": played.session.session_id, **more}
        for name, value in known.items():
            monkeypatch.setenv(f"JOURNEYKIT_{name}", value)
        door = this_door()
        assert door is not None
        return door

    return come_in


def test_without_a_door_a_screen_is_a_preview(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("JOURNEYKIT_DOOR", raising=False)
    assert this_door() is None


def test_a_participant_gets_their_own_seat_and_never_the_room(played: Played, come_in):
    (person,) = played.joined(Role.LEADER)
    door = come_in("participant", SEAT=person.seat.seat_id, DEVICE="1", FEED="tcp://127.0.0.1:9")
    assert (door.kind, door.feed, door.spool, door.links) == (DoorKind.PARTICIPANT, "tcp://127.0.0.1:9", None, {})
    assert door.participant().seat == person.seat
    with pytest.raises(NotAllowed, match="for the facilitator"):
        door.room()


def test_the_facilitator_gets_the_room_and_nobody_s_seat(played: Played, come_in, tmp_path):
    links = {"participants_url": "http://kit.test:1/", "code": played.session.code}
    door = come_in("facilitator", SPOOL=str(tmp_path), LINKS=json.dumps(links))
    assert (door.spool, door.links, door.seat) == (tmp_path, links, None)
    door.room().next()
    assert played.fresh_view().now().exercise.id is ExerciseId.VOICE
    with pytest.raises(NotAllowed, match="for participants"):
        door.participant()


def test_the_projector_looks_and_does_nothing(played: Played, come_in):
    door = come_in("projector")
    assert door.view.now() is not None
    for refused in (door.room, door.participant):
        with pytest.raises(NotAllowed):
            refused()


def test_a_seat_in_the_facilitator_s_environment_opens_no_participant_s_page(played: Played, come_in):
    (person,) = played.joined(Role.LEADER)
    with pytest.raises(NotAllowed):
        come_in("facilitator", SEAT=person.seat.seat_id).participant()


def test_a_seat_that_is_not_there_or_of_another_session_opens_nothing(played: Played, come_in):
    (elsewhere,) = Played(played.engine).joined(Role.LEADER)
    for seat_id in ("nobody", elsewhere.seat.seat_id):
        with pytest.raises(NotAllowed):
            come_in("participant", SEAT=seat_id).participant()


def test_a_page_is_the_device_that_its_cookie_names(played: Played, come_in):
    (person,) = played.joined(Role.LEADER)
    take_over(played.engine, played.session.session_id, person.seat.return_code)
    played.room.open(ExerciseId.PREDICT)
    old = come_in("participant", SEAT=person.seat.seat_id, DEVICE="1").participant()
    assert old.aside
    with pytest.raises(SteppedAside):
        old.say(rating("wait", 1))
    assert not come_in("participant", SEAT=person.seat.seat_id, DEVICE="2").participant().aside


def test_two_doors_in_one_session_see_the_same(played: Played, come_in):
    one, other = come_in("facilitator"), come_in("projector")
    one.room().next()
    assert other.view.refresh()
    assert other.view.now().run_id == one.view.now().run_id


def test_what_goes_wrong_behind_a_door_is_told_on_the_servers_terminal(come_in, monkeypatch: pytest.MonkeyPatch):
    terminal, log = io.StringIO(), logging.getLogger("journeykit")
    monkeypatch.setattr(sys, "__stderr__", terminal)
    monkeypatch.setattr(log, "handlers", [])
    come_in("projector")
    come_in("projector")
    log.error("A callback failed")
    assert terminal.getvalue().count("A callback failed") == 1


def test_a_store_that_was_opened_ahead_is_the_one_behind_the_door_and_holds_no_connection(
    played: Played, url: str, come_in, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(door, "_ahead", None)
    monkeypatch.setenv("JOURNEYKIT_STORE", url)
    monkeypatch.setenv("JOURNEYKIT_SESSION", played.session.session_id)
    open_ahead()
    _, opened = door._ahead
    assert opened.pool.checkedin() == opened.pool.checkedout() == 0
    here = come_in("projector")
    assert here.engine is opened
    played.room.open(ExerciseId.PREDICT)
    assert here.view.refresh(), "what was read ahead is not what everybody sees for ever"
    assert here.view.now().exercise.id is ExerciseId.PREDICT


def test_another_store_than_the_one_opened_ahead_is_opened_anew(
    played: Played, come_in, tmp_path, monkeypatch: pytest.MonkeyPatch
):
    elsewhere = f"sqlite:///{(tmp_path / 'elsewhere.sqlite').as_posix()}"
    monkeypatch.setattr(door, "_ahead", None)
    monkeypatch.setenv("JOURNEYKIT_STORE", elsewhere)
    monkeypatch.setenv("JOURNEYKIT_SESSION", Played(open_store(elsewhere)).session.session_id)
    open_ahead()
    assert come_in("projector").engine is not door._ahead[1]


def test_without_a_session_nothing_is_opened_ahead(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(door, "_ahead", None)
    monkeypatch.delenv("JOURNEYKIT_STORE", raising=False)
    open_ahead()
    assert door._ahead is None
