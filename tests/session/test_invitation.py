"""How a session begins and people come in."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from samples import BEGIN, Played, SetClock, lines, small_material
from sqlalchemy import Engine, func, select

from journeykit.errors import JourneykitError, UnknownSession
from journeykit.models.counts import K
from journeykit.models.entry import Ready
from journeykit.models.exercise import ExerciseId
from journeykit.models.session import Role, Seat
from journeykit.session import invitation
from journeykit.session.invitation import (
    facilitator_key,
    join,
    lobby,
    new_session,
    say_device_arrived,
    seat_by_id,
    session_by_code,
    session_by_id,
    sessions,
    take_over,
)
from journeykit.session.view import View
from journeykit.store.engine import reading
from journeykit.store.tables import seats


def test_the_welcome_is_open_from_the_start(engine: Engine):
    session = new_session(engine, small_material(), clock=SetClock())
    view = View(engine, session.session_id, clock=SetClock())
    now = view.now()
    assert (now.exercise.id, now.number, now.of) == (ExerciseId.WELCOME, 1, 14)
    assert now.ends_at == BEGIN + timedelta(minutes=now.exercise.minutes)
    assert (session.k, session.created_at, view.material) == (K, BEGIN, small_material())


def test_a_rehearsal_stays_one(engine: Engine):
    rehearsal = new_session(engine, small_material(), rehearsal=True)
    real = new_session(engine, small_material())
    assert session_by_id(engine, rehearsal.session_id).rehearsal
    assert not session_by_id(engine, real.session_id).rehearsal


def test_sessions_are_found_by_id_and_the_newest_comes_first(engine: Engine):
    clock = SetClock()
    old = new_session(engine, small_material(), clock=clock)
    clock.forward(minutes=1)
    new = new_session(engine, small_material(), clock=clock)
    assert sessions(engine) == [new, old]
    assert session_by_id(engine, old.session_id) == old


def test_an_unknown_session_names_those_there_are(engine: Engine):
    there = new_session(engine, small_material())
    with pytest.raises(UnknownSession, match=f"no session 'other'.*{there.session_id}"):
        session_by_id(engine, "other")


def test_a_code_may_be_typed_as_people_type(engine: Engine, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(invitation, "_fresh_code", lambda taken: "MAPLE-42")
    session = new_session(engine, small_material())
    for typed in ("MAPLE-42", "maple-42", " Maple 42 ", "maple42", "MAPLE\u201342", "m a p l e - 4 2"):
        assert session_by_code(engine, typed) == session


@pytest.mark.parametrize("typed", ["", "-", "MAPLE", "MAPLE-43", "42-MAPLE"])
def test_a_wrong_code_lets_nobody_in_and_tells_no_right_one(
    engine: Engine, monkeypatch: pytest.MonkeyPatch, typed: str
):
    monkeypatch.setattr(invitation, "_fresh_code", lambda taken: "MAPLE-42")
    new_session(engine, small_material())
    before = lines(engine)
    with pytest.raises(UnknownSession) as refused:
        join(engine, typed, Role.LEADER)
    assert "MAPLE-42" not in str(refused.value)
    assert lines(engine) == before
    with reading(engine) as connection:
        assert connection.scalar(select(func.count()).select_from(seats)) == 0


def test_a_code_is_never_given_twice_even_when_words_run_out(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(invitation, "_WORDS", ["MAPLE"])
    taken: set[str] = set()
    for _ in range(120):  # 90 codes have two digits
        code = invitation._fresh_code(taken)
        assert code not in taken
        taken.add(code)
    assert any(len(code) == len("MAPLE-100") for code in taken)


def test_the_facilitator_s_key_is_the_same_at_every_start_and_fits_one_session_and_one_secret():
    key = facilitator_key(b"secret", "s1")
    assert key == facilitator_key(b"secret", "s1")
    assert len({key, facilitator_key(b"secret", "s2"), facilitator_key(b"other", "s1")}) == 3
    assert len(key) == 32


def test_who_joins_gets_a_seat_of_their_own(played: Played):
    first, second = (person.seat for person in played.joined(Role.CUSTOMER, Role.LEADER))
    assert (first.role, second.role, first.device) == (Role.CUSTOMER, Role.LEADER, 1)
    assert len({first.seat_id, second.seat_id}) == len({first.return_code, second.return_code}) == 2
    assert len(first.return_code) == 6
    assert seat_by_id(played.engine, first.seat_id) == first
    assert seat_by_id(played.engine, "nobody") is None
    assert played.view.here() == {role: int(role in (Role.CUSTOMER, Role.LEADER)) for role in Role}


def test_many_who_join_at_once_all_get_a_seat(played: Played):
    found: list[Seat] = []
    threads = [
        threading.Thread(target=lambda: found.append(join(played.engine, played.session.code, Role.UNSAID)))
        for _ in range(12)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({seat.seat_id for seat in found}) == len({seat.return_code for seat in found}) == 12
    assert lobby(played.engine, played.session.session_id).here == 12


def test_a_return_code_that_is_taken_is_drawn_again(played: Played, monkeypatch: pytest.MonkeyPatch):
    drawn = iter(["aaaaaa", "aaaaaa", "aaaaaa", "bbbbbb"])
    monkeypatch.setattr(invitation, "random_letters", lambda n: next(drawn))
    seats = [person.seat.return_code for person in played.joined(Role.LEADER, Role.LEADER)]
    assert seats == ["aaaaaa", "bbbbbb"]


@pytest.mark.parametrize("typed_as", [str, str.upper, lambda code: f" {code[:3]}-{code[3:]} "])
def test_a_return_code_takes_people_in_on_another_device(played: Played, typed_as):
    (person,) = played.joined(Role.FRONT_LINE)
    seat = take_over(played.engine, played.session.session_id, typed_as(person.seat.return_code))
    assert seat == person.seat.model_copy(update={"device": 2})
    assert seat_by_id(played.engine, seat.seat_id) == seat
    assert played.fresh_view().device(seat.seat_id) == 2


def test_a_wrong_return_code_is_refused_and_nothing_is_written(played: Played):
    other = Played(played.engine)
    (elsewhere,) = other.joined(Role.FRONT_LINE)
    before = lines(played.engine)
    for wrong in ("", "xxxxxx", elsewhere.seat.return_code):
        with pytest.raises(JourneykitError, match="no place with the code"):
            take_over(played.engine, played.session.session_id, wrong)
    assert lines(played.engine) == before
    assert seat_by_id(played.engine, elsewhere.seat.seat_id) == elsewhere.seat


def test_another_device_is_noted_once(played: Played):
    assert not played.view.device_arrived
    say_device_arrived(played.engine, played.session.session_id)
    after = lines(played.engine)
    say_device_arrived(played.engine, played.session.session_id)
    assert played.fresh_view().device_arrived
    assert lines(played.engine) == after


def test_devices_that_arrive_at_once_are_noted_once(played: Played):
    before = lines(played.engine)
    threads = [
        threading.Thread(target=say_device_arrived, args=(played.engine, played.session.session_id)) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert lines(played.engine) == before + 1


def test_the_lobby_counts_who_is_here_and_who_is_ready(played: Played):
    first, _second = played.joined(Role.LEADER, Role.CUSTOMER)
    first.say(Ready(agrees_to_open_mode=False))
    found = lobby(played.engine, played.session.session_id)
    assert (found.here, found.ready) == (2, 1)
