"""The door to the store: one engine a process, short transactions, and a schema that is always the newest."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import ClauseElement, Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.dialects import sqlite
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DatabaseError
from sqlalchemy.pool import StaticPool

from journeykit.errors import JourneykitError
from journeykit.language import _

BUSY_TIMEOUT_MS = 10_000
NEWEST_REVISION = "0002"
"""The newest migration; kept here so that a kernel need not load Alembic to know that all is well."""


def open_store(url: str) -> Engine:
    """The store at a URL, made and migrated where that is needed.

    url: SQLite, as in "sqlite:///folder/file.sqlite"; "sqlite://" is one in memory, for previews.
    Raises JourneykitError for a URL that is none, another kind of database, a file that is no store or cannot be
    one, or a store of a newer journeykit.
    """
    address = _checked(url)
    in_memory = address.database in (None, "", ":memory:")
    engine = create_engine(
        address,
        connect_args={"check_same_thread": False},
        hide_parameters=True,  # an error's text goes to the log: it must not carry the answer that could not be written
        **({"poolclass": StaticPool} if in_memory else {}),
    )
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    try:
        if not in_memory:
            _make_file(Path(str(address.database)))
        if _revision(engine) != NEWEST_REVISION:
            _migrate(engine)
    except (OSError, DatabaseError) as error:
        engine.dispose()
        reason = error.orig if isinstance(error, DatabaseError) else error.strerror
        raise JourneykitError(
            _("The store {file} cannot be opened: {reason}.").format(file=address.database, reason=reason)
        ) from error
    except JourneykitError:
        engine.dispose()
        raise
    return engine


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A connection that may write: it holds the store's only pen from its first line, and commits at the end."""
    with engine.connect().execution_options(journeykit_writes=True) as connection, connection.begin():
        yield connection


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A connection that sees one moment of the store."""
    with engine.connect() as connection, connection.begin():
        yield connection


def plain_sql(statement: ClauseElement) -> str:
    """A statement as text, for `exec_driver_sql`; its parameters are given by place.

    For what every page reads again and again: SQLAlchemy's own rows and types take longer than SQLite does.
    """
    return str(statement.compile(dialect=sqlite.dialect(paramstyle="qmark")))


def _checked(url: str) -> URL:
    try:
        address = make_url(url)
    except (ArgumentError, ValueError):  # ValueError: a port that is no number
        raise JourneykitError(
            _("{asked!r} is no address of a store. One looks like sqlite:///folder/file.sqlite.").format(asked=url)
        ) from None
    if address.drivername not in ("sqlite", "sqlite+pysqlite"):
        raise JourneykitError(
            _(
                "The store {asked!r} is not supported yet: journeykit has only been tested with SQLite. "
                "Use sqlite:///folder/file.sqlite."
            ).format(asked=address.render_as_string(hide_password=True))
        )
    return address


def _make_file(file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.touch(mode=0o600)  # everybody's answers: SQLite gives the files beside it the same mode


def _prepare(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # transactions are begun by _begin alone, so that a writer never waits halfway
    cursor = connection.cursor()
    for pragma in (
        f"busy_timeout = {BUSY_TIMEOUT_MS}",
        "journal_mode = WAL",
        "synchronous = FULL",  # "saved" on a page must outlive a pulled plug
        "foreign_keys = ON",
        "secure_delete = ON",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("journeykit_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _revision(engine: Engine) -> str | None:
    with reading(engine) as connection:
        tables = inspect(connection).get_table_names()
        if "alembic_version" not in tables:
            if tables:
                raise JourneykitError(
                    _("The store {file} belongs to another program: it holds {tables}.").format(
                        file=engine.url.database, tables=", ".join(tables)
                    )
                )
            return None
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _migrate(engine: Engine) -> None:
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    with writing(engine) as connection:
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, "head")
        except CommandError as error:
            raise JourneykitError(
                _("This store was written by a newer journeykit. Install that one to open it. ({reason})").format(
                    reason=error
                )
            ) from error
