"""A board that keeps up with the journal."""

from __future__ import annotations

import threading

from samples import Played, rating

from journeykit.models.exercise import ExerciseId
from journeykit.models.session import Role
from journeykit.session.erasing import erase_seat
from journeykit.session.following import Following


def test_it_reads_only_what_is_new(played: Played):
    following = Following(played.engine, played.session.session_id)
    assert following.refresh()
    place = following.board.place
    assert not following.refresh()
    played.room.next()
    assert following.refresh()
    assert following.board.place > place


def test_threads_that_refresh_at_once_count_every_entry_once(played: Played):
    played.joined(Role.LEADER)
    played.come_to(ExerciseId.PREDICT)
    ends_at = played.view.now().ends_at
    for _ in range(30):
        played.room.extend(60)
    following = Following(played.engine, played.session.session_id)
    start = threading.Barrier(6)

    def refresh() -> None:
        start.wait()
        for _ in range(5):
            following.refresh()

    threads = [threading.Thread(target=refresh) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    following.refresh()
    run = following.board.current
    assert run is not None
    assert (run.ends_at - ends_at).total_seconds() == 30 * 60
    assert following.board == played.view.following.board


def test_a_seat_that_was_deleted_is_gone_from_every_run_of_whoever_follows(played: Played):
    gone, stays = played.joined(Role.LEADER, Role.LEADER)
    played.come_to(ExerciseId.PREDICT)
    for person in (gone, stays):
        person.say(rating("wait", 1))
    played.come_to(ExerciseId.REVEAL_OURSELVES)
    following = Following(played.engine, played.session.session_id)
    following.refresh()
    place = following.board.place
    erase_seat(played.engine, gone.seat, clock=played.clock)
    assert following.refresh()
    assert set(following.board.seats) == {stays.seat.seat_id}
    assert {seat for run in following.board.runs.values() for seat, _ in run.answers} == {stays.seat.seat_id}
    assert following.board.place > place
    assert not following.refresh()
    anew = Following(played.engine, played.session.session_id)
    anew.refresh()
    assert anew.board == following.board


def test_what_comes_after_a_deletion_counts_once(played: Played):
    gone, stays = played.joined(Role.LEADER, Role.LEADER)
    played.come_to(ExerciseId.PREDICT)
    erase_seat(played.engine, gone.seat, clock=played.clock)
    played.room.extend(60)
    stays.say(rating("wait", 1))
    following = Following(played.engine, played.session.session_id)
    following.refresh()
    played.room.extend(60)
    following.refresh()
    played.view.refresh()
    assert following.board == played.view.following.board
    assert played.view.now().seconds_left == 8 * 60
    assert stays.own() == {"wait": 1}
