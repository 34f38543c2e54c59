"""The door to the store."""

from __future__ import annotations

import sqlite3
import stat
import sys
import threading
from pathlib import Path

import pytest
from another_process import finished, started
from sqlalchemy import Engine, text
from sqlalchemy.exc import IntegrityError, OperationalError

from journeykit.errors import JourneykitError
from journeykit.store.engine import open_store, reading, writing

ADD_ONE_MANY_TIMES = """
import sys
from sqlalchemy import text
from journeykit.store.engine import open_store, writing

engine = open_store(sys.argv[1])
print("ready", flush=True)
sys.stdin.readline()
for _ in range(int(sys.argv[2])):
    with writing(engine) as connection:
        n = connection.execute(text("SELECT n FROM tally")).scalar_one()
        connection.execute(text("UPDATE tally SET n = :n"), {"n": n + 1})
"""

OPEN_AT_ONCE = """
import sys
from sqlalchemy import text
from journeykit.store.engine import NEWEST_REVISION, open_store, reading

import alembic.command  # loaded before the start, so that both arrive together
print("ready", flush=True)
sys.stdin.readline()
with reading(open_store(sys.argv[1])) as connection:
    assert connection.execute(text("SELECT version_num FROM alembic_version")).scalars().all() == [NEWEST_REVISION]
"""


def pragma(engine: Engine, name: str) -> object:
    with reading(engine) as connection:
        return connection.execute(text(f"PRAGMA {name}")).scalar()


def with_a_tally(engine: Engine) -> None:
    with writing(engine) as connection:
        connection.execute(text("CREATE TABLE tally (n INTEGER)"))
        connection.execute(text("INSERT INTO tally VALUES (0)"))


def tally(engine: Engine) -> int:
    with reading(engine) as connection:
        n: int = connection.execute(text("SELECT n FROM tally")).scalar_one()
    return n


@pytest.mark.parametrize(
    ("name", "value"),
    [("journal_mode", "wal"), ("foreign_keys", 1), ("secure_delete", 1), ("synchronous", 2), ("busy_timeout", 10_000)],
)
def test_every_connection_is_set_up(engine: Engine, name: str, value: object):
    assert pragma(engine, name) == value
    with engine.connect() as _held, engine.connect() as second:  # a second one beside the first of the pool
        assert second.execute(text(f"PRAGMA {name}")).scalar() == value


def test_what_was_deleted_is_wiped_out_of_the_file(engine: Engine, url: str):
    with writing(engine) as connection:
        connection.execute(text("INSERT INTO journeys VALUES ('a_name_to_be_forgotten')"))
    with writing(engine) as connection:
        connection.execute(text("DELETE FROM journeys"))
    with engine.connect() as connection:
        connection.connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert b"a_name_to_be_forgotten" not in Path(url.removeprefix("sqlite:///")).read_bytes()


def test_a_row_that_points_nowhere_is_refused(engine: Engine):
    row = "INSERT INTO waves VALUES (1, 99, 0, '2026', 1, 5, '{}')"
    with pytest.raises(IntegrityError, match="FOREIGN KEY"), writing(engine) as connection:
        connection.execute(text(row))


def test_what_goes_wrong_halfway_leaves_nothing(engine: Engine):
    twice = [{"id": "half"}, {"id": "half"}]
    with pytest.raises(IntegrityError, match="UNIQUE"), writing(engine) as connection:
        connection.execute(text("INSERT INTO journeys VALUES (:id)"), twice)
    with reading(engine) as connection:
        assert connection.execute(text("SELECT count(*) FROM journeys")).scalar() == 0


def test_a_reader_sees_one_moment_while_others_write(engine: Engine):
    with_a_tally(engine)
    with reading(engine) as reader:
        before = reader.execute(text("SELECT n FROM tally")).scalar_one()
        with writing(engine) as connection:
            connection.execute(text("UPDATE tally SET n = 7"))
        assert reader.execute(text("SELECT n FROM tally")).scalar_one() == before == 0
    assert tally(engine) == 7


def test_a_writer_holds_the_pen_from_its_first_line(engine: Engine, url: str):
    other = sqlite3.connect(url.removeprefix("sqlite:///"), timeout=0, isolation_level=None)
    with writing(engine), pytest.raises(sqlite3.OperationalError, match="locked"):
        other.execute("BEGIN IMMEDIATE")
    other.execute("BEGIN IMMEDIATE")  # the pen is free again
    other.close()


def test_threads_that_read_then_write_lose_nothing(engine: Engine):
    with_a_tally(engine)

    def add() -> None:
        for _ in range(25):
            with writing(engine) as connection:
                n = connection.execute(text("SELECT n FROM tally")).scalar_one()
                connection.execute(text("UPDATE tally SET n = :n"), {"n": n + 1})

    threads = [threading.Thread(target=add) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert tally(engine) == 100


def test_processes_that_read_then_write_lose_nothing(engine: Engine, url: str):
    with_a_tally(engine)
    writers = [started(ADD_ONE_MANY_TIMES, url, "40") for _ in range(3)]
    for writer in writers:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n", writer.communicate()
    for writer in writers:
        assert writer.stdin is not None
        writer.stdin.write("go\n")
        writer.stdin.flush()
    for writer in writers:
        finished(writer)
    assert tally(engine) == 120


def test_two_processes_may_make_the_same_store_at_once(url: str):
    openers = [started(OPEN_AT_ONCE, url) for _ in range(3)]
    for opener in openers:
        assert opener.stdout is not None
        assert opener.stdout.readline() == "ready\n", opener.communicate()
    for opener in openers:
        assert opener.stdin is not None
        opener.stdin.write("go\n")
        opener.stdin.flush()
    for opener in openers:
        finished(opener)


def test_a_store_keeps_its_lines_when_it_is_opened_again(engine: Engine, url: str):
    with writing(engine) as connection:
        connection.execute(text("INSERT INTO journeys VALUES ('kept')"))
    again = open_store(url)
    with reading(again) as connection:
        assert connection.execute(text("SELECT journey_id FROM journeys")).scalars().all() == ["kept"]
    again.dispose()


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:"])
def test_a_store_in_memory_is_one_store_for_every_thread(url: str):
    engine = open_store(url)
    with_a_tally(engine)
    found: list[int] = []
    thread = threading.Thread(target=lambda: found.append(tally(engine)))
    thread.start()
    thread.join()
    assert found == [0]
    engine.dispose()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps no such mode")
def test_nobody_else_on_the_computer_can_read_a_store(engine: Engine, url: str):
    file = Path(url.removeprefix("sqlite:///"))
    with writing(engine) as connection:
        connection.execute(text("INSERT INTO journeys VALUES ('private')"))
        kept = [file, file.with_name(file.name + "-wal"), file.with_name(file.name + "-shm")]
        assert [stat.S_IMODE(each.stat().st_mode) for each in kept] == [0o600] * 3


@pytest.mark.parametrize(
    "url",
    [
        "",
        "nonsense",
        "store.sqlite",
        "postgresql://host:no_port/store",
    ],
)
def test_what_is_no_address_is_refused_with_an_example(url: str):
    with pytest.raises(JourneykitError, match=r"no address of a store.*sqlite:///folder/file\.sqlite"):
        open_store(url)


@pytest.mark.parametrize(
    "url",
    [
        "postgresql+psycopg://ada:hunter2@db.example/store",
        "mysql://ada:hunter2@db.example/store",
        "nonsense://db.example/store",
        "sqlite+aiosqlite:///store.sqlite",
        "sqlite+nonsense:///store.sqlite",
    ],
)
def test_another_database_is_refused_with_the_reason_and_without_its_password(url: str):
    with pytest.raises(JourneykitError, match="only been tested with SQLite") as refused:
        open_store(url)
    assert "hunter2" not in str(refused.value)


def test_a_store_of_a_newer_journeykit_is_refused_and_left_as_it_is(engine: Engine, url: str):
    with writing(engine) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(JourneykitError, match=r"newer journeykit.*9999"):
        open_store(url)
    with reading(engine) as connection:
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar() == "9999"


def test_a_file_that_is_no_store_is_refused_and_left_as_it_is(tmp_path: Path):
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear customer, " * 100)
    with pytest.raises(JourneykitError, match=r"letter\.txt"):
        open_store(f"sqlite:///{letter.as_posix()}")
    assert letter.read_text() == "Dear customer, " * 100


@pytest.mark.parametrize("below", ["letter.txt/store.sqlite", "folder"])
def test_a_place_where_no_file_can_be_is_refused(tmp_path: Path, below: str):
    (tmp_path / "letter.txt").write_text("Dear customer")
    (tmp_path / "folder").mkdir()
    with pytest.raises(JourneykitError, match="cannot be opened"):
        open_store(f"sqlite:///{(tmp_path / below).as_posix()}")


def test_a_pen_that_is_never_free_is_an_error_in_the_end(url: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("journeykit.store.engine.BUSY_TIMEOUT_MS", 50)
    engine = open_store(url)
    with writing(engine), pytest.raises(OperationalError, match="locked"), writing(engine):
        pass
    engine.dispose()


def test_what_could_not_be_written_is_not_in_the_error_that_goes_to_the_log(url: str):
    engine = open_store(url)
    with pytest.raises(IntegrityError) as error, writing(engine) as connection:
        connection.execute(text("INSERT INTO seats (seat_id, session_id) VALUES (:seat, 'x')"), {"seat": "a_secret"})
    assert "a_secret" not in str(error.value)
    engine.dispose()
