"""Simulated people go into rehearsals only."""

from __future__ import annotations

import asyncio

import pytest
from samples import lines, small_material

from journeykit.errors import NotAllowed, UnknownSession
from journeykit.rehearsal.crowd import Crowd
from journeykit.session.invitation import new_session
from journeykit.store.engine import open_store


def test_a_session_of_real_people_is_refused_and_stays_as_it_was():
    engine = open_store("sqlite://")
    real = new_session(engine, small_material())
    before = lines(engine)
    with pytest.raises(NotAllowed, match="only go into a rehearsal"):
        Crowd(engine, real.session_id, people=3)
    assert lines(engine) == before


def test_a_session_that_the_store_does_not_have_is_refused():
    with pytest.raises(UnknownSession):
        Crowd(open_store("sqlite://"), "nobody", people=3)


@pytest.mark.parametrize("url", ["http://127.0.0.1:1/j/APPLE-1", "http://127.0.0.1:1/", "/j/{code}", ""])
def test_the_link_of_another_session_is_refused(url: str):
    engine = open_store("sqlite://")
    session = new_session(engine, small_material(), rehearsal=True)
    crowd = Crowd(engine, session.session_id, people=2)
    with pytest.raises(NotAllowed, match="only join the rehearsal that they were made for"):
        asyncio.run(crowd.play(url.format(code=session.code)))
    assert crowd.rehearsed().joined == 0


def test_a_crowd_that_finds_no_server_says_so_for_each_person():
    engine = open_store("sqlite://")
    session = new_session(engine, small_material(), rehearsal=True)
    crowd = Crowd(engine, session.session_id, people=2, speed=3600)
    asyncio.run(crowd.play(f"http://127.0.0.1:1/j/{session.code}"))
    told = crowd.rehearsed()
    assert (told.people, told.joined, told.answered, told.ended) == (2, 0, 0, False)
    assert {error.split(":")[0] for error in told.errors} == {"Simulated person 1", "Simulated person 2"}
    assert "Connection refused" in told.errors[0]
