"""Leaving for good: what was deleted is in no table, on no page and in no byte of the store's files."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from samples import BEGIN, Played, small_material
from sqlalchemy import Engine, func, select

from journeykit.errors import NotAllowed, SteppedAside, UnknownSession
from journeykit.models.by_link import LinkAnswer, LinkComment
from journeykit.models.entry import KeptWhat, Ready
from journeykit.models.exercise import ExerciseId
from journeykit.models.said import Note, StepProposed, Topic
from journeykit.models.session import Plan, Role
from journeykit.session.customers import CustomersLink
from journeykit.session.erasing import SessionRows, answers_of, erase_seat, erase_session, session_rows
from journeykit.session.invitation import new_session, seat_by_id, sessions, take_over
from journeykit.session.preparing import Preparation
from journeykit.session.view import View
from journeykit.store.engine import reading
from journeykit.store.spool import TAKEN_S, UPLOADED
from journeykit.store.tables import deletions, entries, metadata, seats

SECRET = "The blue umbrella of my aunt"


def counted(engine: Engine) -> dict[str, int]:
    """How many rows each table has, where it has some."""
    with reading(engine) as connection:
        found = {
            table.name: connection.scalar(select(func.count()).select_from(table)) for table in metadata.sorted_tables
        }
    return {name: n for name, n in found.items() if n}


def in_files(folder: Path, text: str) -> list[str]:
    """The files of the store that hold a text."""
    return sorted(file.name for file in folder.glob("store.sqlite*") if text.encode() in file.read_bytes())


@pytest.fixture
def met(played: Played) -> Played:
    """Six people; the first one wrote a worry and another word for it, the second one a worry."""
    played.joined(*[Role.FRONT_LINE] * 6)
    played.all_ready()
    played.come_to(ExerciseId.MEET)
    played.people[0].say(Note(topic=Topic.WORRY, text=SECRET))
    played.people[0].say(Note(topic=Topic.WORRY, text=f"{SECRET}, again"))
    played.people[1].say(Note(topic=Topic.WORRY, text="The queue"))
    return played


def test_a_seat_and_all_that_was_said_from_it_are_gone(met: Played):
    seat = met.people[0].seat
    assert answers_of(met.engine, seat) == 2
    assert erase_seat(met.engine, seat, clock=met.clock) == 2
    assert seat_by_id(met.engine, seat.seat_id) is None
    with reading(met.engine) as connection:
        assert connection.scalar(select(func.count()).where(entries.c.seat_id == seat.seat_id)) == 0
        assert connection.scalar(select(func.count()).select_from(seats)) == 5


def test_no_byte_of_it_is_left_in_the_stores_files(met: Played, tmp_path: Path):
    assert in_files(tmp_path, SECRET) != []
    erase_seat(met.engine, met.people[0].seat, clock=met.clock)
    assert in_files(tmp_path, SECRET) == []
    assert in_files(tmp_path, met.people[0].seat.seat_id) == []
    assert in_files(tmp_path, "The queue") != []


@pytest.mark.parametrize("kept", [True, False])
def test_what_the_room_took_in_and_put_back_goes_too_and_what_it_keeps_stays(met: Played, tmp_path: Path, kept: bool):
    met.room.next()
    met.people[0].say(StepProposed(step_id="umbrella_x7k2", label="Losing the umbrella", after_id="book"))
    met.room.keep(KeptWhat.NEW_STEP, "umbrella_x7k2")
    if not kept:
        met.room.keep(KeptWhat.NEW_STEP, "umbrella_x7k2", kept=False)
    assert erase_seat(met.engine, met.people[0].seat, clock=met.clock) == 3
    met.view.refresh()
    assert [step.label for step in met.view.told.proposals().new_steps] == ["Losing the umbrella"] * kept
    assert ("umbrella_x7k2" in met.view.journey.target_ids) is kept
    assert bool(in_files(tmp_path, "umbrella")) is kept


def test_every_page_forgets_it_and_the_page_of_the_seat_knows(met: Played):
    page = met.fresh_view()
    met.room.reveal()
    page.refresh()
    assert page.told.notes(Topic.WORRY) == (f"{SECRET}, again", "The queue")
    erase_seat(met.engine, met.people[0].seat, clock=met.clock)
    assert page.refresh()
    assert page.told.notes(Topic.WORRY) == ("The queue",)
    assert sum(page.here().values()) == 5
    met.view.refresh()
    assert met.people[0].gone
    assert not met.people[0].aside
    with pytest.raises(NotAllowed, match="were deleted"):
        met.people[0].say(Ready(agrees_to_open_mode=True))


def test_the_record_says_how_many_lines_went_and_not_whose(met: Played):
    seat = met.people[0].seat
    erase_seat(met.engine, seat, clock=met.clock)
    with reading(met.engine) as connection:
        (record,) = connection.execute(select(deletions)).all()
        last = connection.execute(select(entries).order_by(entries.c.place.desc())).first()
    assert last is not None
    assert (record.what, record.session_id, record.lines) == ("seat", met.session.session_id, 4)
    assert (last.kind, last.author, last.seat_id, last.body) == (
        "erased",
        "server",
        None,
        '{"kind":"erased","lines":4}',
    )
    assert seat.seat_id not in str(record)


def test_a_place_that_was_erased_is_never_given_again(met: Played):
    met.people[0].say(Note(topic=Topic.EXPECTATION, text="The last line so far"))
    page = met.fresh_view()
    place = page.following.board.place
    erase_seat(met.engine, met.people[0].seat, clock=met.clock)
    page.refresh()
    assert page.following.board.place > place


def test_only_the_device_that_holds_the_seat_may_delete_it(met: Played):
    left = met.people[0].seat
    held = take_over(met.engine, met.session.session_id, left.return_code, clock=met.clock)
    with pytest.raises(SteppedAside):
        erase_seat(met.engine, left, clock=met.clock)
    assert erase_seat(met.engine, held, clock=met.clock) == 2
    with pytest.raises(NotAllowed, match="deleted already"):
        erase_seat(met.engine, held, clock=met.clock)


def test_it_works_after_the_session_has_ended(met: Played):
    met.room.finish()
    met.room.finish()
    assert erase_seat(met.engine, met.people[0].seat, clock=met.clock) == 2
    assert met.fresh_view().ended


def test_a_session_goes_with_everything_that_hangs_on_it(met: Played, tmp_path: Path):
    prepared = new_session(met.engine, small_material(), clock=met.clock)
    view = View(met.engine, prepared.session_id, clock=met.clock)
    link = CustomersLink(met.engine, met.session.session_id, clock=met.clock)
    link.say(LinkAnswer(felt={"wait": -1}, comment=LinkComment(step_id="wait", text="My number was skipped.")))
    spool = tmp_path / "spool"
    for folder, name in (("a", f"visit-{met.session.code}.html"), ("b", f"visit-{met.session.code}0.html")):
        (spool / folder).mkdir(parents=True)
        (spool / folder / name).write_text(SECRET)
    (spool / f"draft-{met.session.session_id}.json").write_text(SECRET)
    (spool / f"draft-{prepared.session_id}.json").write_text("{}")
    rows = session_rows(met.engine, met.session, spool)
    assert rows == SessionRows(people=6, lines=lines_of(met), customers=1, journey_too=False, files=2)
    assert erase_session(met.engine, met.session, spool, clock=met.clock) == rows
    assert sessions(met.engine) == [prepared]
    assert view.material == small_material()
    left = ["b", f"draft-{prepared.session_id}.json"]  # b: another session's code begins alike
    assert sorted(each.name for each in spool.iterdir()) == left
    for text in (SECRET, "My number was skipped.", met.session.code):
        assert in_files(tmp_path, text) == []
    with pytest.raises(UnknownSession):
        erase_session(met.engine, met.session, spool, clock=met.clock)
    erase_session(met.engine, prepared, spool, clock=met.clock)
    assert counted(met.engine) == {"deletions": 2}


def test_uploads_that_nobody_took_go_with_a_session_and_one_that_has_just_come_stays(played: Played, tmp_path: Path):
    spool, long_ago = tmp_path / "spool", time.time() - TAKEN_S - 60
    for folder in ("old", "new"):
        (spool / folder).mkdir(parents=True)
        (spool / folder / UPLOADED).write_text(SECRET)
    os.utime(spool / "old" / UPLOADED, (long_ago, long_ago))
    assert session_rows(played.engine, played.session, spool).files == 1
    assert erase_session(played.engine, played.session, spool, clock=played.clock).files == 1
    assert [each.name for each in spool.iterdir()] == ["new"]


def lines_of(played: Played) -> int:
    with reading(played.engine) as connection:
        found = connection.scalar(
            select(func.count()).select_from(entries).where(entries.c.session_id == played.session.session_id)
        )
    return found or 0


def test_every_version_that_a_session_was_prepared_with_goes_too(played: Played, tmp_path: Path):
    preparation = Preparation(played.engine, played.view)
    for title in ("One", "Two"):
        material = preparation.material
        journey = material.journey.model_copy(update={"title": title})
        preparation.save(material.model_copy(update={"journey": journey}), Plan(), seen=preparation.times)
    erase_session(played.engine, played.session, tmp_path / "spool", clock=played.clock)
    assert counted(played.engine) == {"deletions": 1}


def test_the_record_of_a_deleted_session_outlives_it(played: Played, tmp_path: Path):
    erase_session(played.engine, played.session, tmp_path / "spool", clock=played.clock)
    with reading(played.engine) as connection:
        (record,) = connection.execute(select(deletions)).all()
    assert (record.at, record.what, record.session_id) == (BEGIN, "session", played.session.session_id)
