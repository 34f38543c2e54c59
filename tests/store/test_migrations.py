"""The migrations, held together with the tables they make."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from samples import BEGIN, small_material
from sqlalchemy import Column, Connection, Engine, Integer, MetaData, create_engine, event, inspect, text

from journeykit.errors import JourneykitError
from journeykit.models.counts import K
from journeykit.models.session import Session
from journeykit.store import engine as store_engine
from journeykit.store import journeys, sessions
from journeykit.store.engine import NEWEST_REVISION, open_store, reading
from journeykit.store.tables import metadata

MIGRATIONS = Path(store_engine.__file__).parent / "migrations"


def differences(engine: Engine, tables: MetaData) -> list[object]:
    with reading(engine) as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        found: list[object] = compare_metadata(context, tables)
    return found


def test_migrations_make_the_tables_that_the_code_knows(engine: Engine):
    assert differences(engine, metadata) == []


def test_a_forgotten_migration_would_be_seen(engine: Engine):
    changed = MetaData(naming_convention=metadata.naming_convention)
    for table in metadata.sorted_tables:
        table.to_metadata(changed)
    changed.tables["seats"].append_column(Column("shoe_size", Integer))
    assert len(differences(engine, changed)) == 1


def test_constraints_and_counting_up_are_as_the_code_says(engine: Engine):
    with reading(engine) as connection:
        there = inspect(connection)
        for table in metadata.sorted_tables:
            unique = {c.name for c in table.constraints if c.__visit_name__ == "unique_constraint"}
            assert {c["name"] for c in there.get_unique_constraints(table.name)} == unique
            assert there.get_pk_constraint(table.name)["constrained_columns"] == [c.name for c in table.primary_key]
            foreign = {(c.parent.name, c.target_fullname) for c in table.foreign_keys}
            assert {
                (key["constrained_columns"][0], f"{key['referred_table']}.{key['referred_columns'][0]}")
                for key in there.get_foreign_keys(table.name)
            } == foreign
        made = connection.execute(text("SELECT sql FROM sqlite_master WHERE name = 'entries'")).scalar_one()
    assert "AUTOINCREMENT" in made


def scripts() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    return config


def test_a_store_of_the_first_release_keeps_its_session(url: str):
    Path(url.removeprefix("sqlite:///")).parent.mkdir()
    old, config = create_engine(url), scripts()
    with old.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        version_id = journeys.put(connection, small_material(), BEGIN)
        connection.execute(
            text(
                "INSERT INTO sessions (session_id, version_id, code, agenda, k, created_at) VALUES"
                " ('s1', :version_id, 'MAPLE-42', '[\"welcome\", \"predict\"]', 5, '2026-11-03 09:00:00.000000')"
            ),
            {"version_id": version_id},
        )
    old.dispose()
    new = open_store(url)
    with reading(new) as connection:
        agenda = ("welcome", "predict")
        assert sessions.get(connection, "s1") == Session(
            session_id="s1", code="MAPLE-42", agenda=agenda, k=K, rehearsal=False, created_at=BEGIN
        )
        assert sessions.material(connection, "s1") == small_material()
    assert differences(new, metadata) == []
    new.dispose()


def test_the_newest_revision_is_the_head_of_the_scripts():
    config = scripts()
    assert ScriptDirectory.from_config(config).get_heads() == [NEWEST_REVISION]


def test_a_migration_that_fails_halfway_leaves_nothing_and_can_be_tried_again(url: str):
    def out_of_space(connection: Connection, cursor: object, statement: str, *_rest: object) -> None:
        if "CREATE TABLE entries" in statement:
            raise OSError(28, "No space left on device")

    event.listen(Engine, "before_cursor_execute", out_of_space)
    try:
        with pytest.raises(JourneykitError, match="No space left"):
            open_store(url)
    finally:
        event.remove(Engine, "before_cursor_execute", out_of_space)
    with contextlib.closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as connection:
        assert connection.execute("SELECT name FROM sqlite_master").fetchall() == []
    again = open_store(url)
    assert differences(again, metadata) == []
    again.dispose()


def test_a_database_of_another_program_is_refused_and_left_as_it_is(tmp_path: Path):
    file = tmp_path / "theirs.sqlite"
    with contextlib.closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE recipes (name TEXT)")
        with pytest.raises(JourneykitError, match=r"theirs\.sqlite belongs to another program: it holds recipes"):
            open_store(f"sqlite:///{file.as_posix()}")
        assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("recipes",)]
