"""A session's board, kept up to date from the journal. Private to this room: it holds everybody's answers."""

from __future__ import annotations

from sqlalchemy import Connection, Engine

from journeykit.models.board import Board
from journeykit.models.entry import Erased
from journeykit.models.fold import fold
from journeykit.store import journal
from journeykit.store.engine import reading


class Following:
    """Reads only what is new since the last look."""

    def __init__(self, engine: Engine, session_id: str) -> None:
        self.engine = engine
        self.session_id = session_id
        self.board = Board()

    def refresh(self, connection: Connection | None = None) -> bool:
        """Take in what is new; True when there was something.

        connection: an open transaction to read in, so that what is written next rests on what was read.
        """
        if connection is None:
            with reading(self.engine) as own:
                return self.refresh(own)
        new = journal.since(connection, self.session_id, self.board.place)
        if any(isinstance(entry.body, Erased) for entry in new):  # what was folded holds lines that are gone
            self.board = fold(Board(), journal.since(connection, self.session_id, 0))
        elif new:
            self.board = fold(self.board, new)
        return bool(new)
