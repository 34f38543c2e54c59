"""A board that keeps up with the journal."""

from __future__ import annotations

import threading

from samples import Played

from journeykit.models.exercise import ExerciseId
from journeykit.models.session import Role
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
