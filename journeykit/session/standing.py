"""What a session is about, as it stands: its journey as prepared and as changed since, and what its customers say."""

from __future__ import annotations

from sqlalchemy import Connection

from journeykit.models.board import Board
from journeykit.models.by_link import ToldByLink, with_link
from journeykit.models.material import Material
from journeykit.session.shaping import proposed_steps, shaped
from journeykit.store import customers, sessions


class Standing:
    """Reads what was prepared and what customers told by the link, again only when it has changed."""

    material: Material
    """With the newest answers of customers by the link."""
    without_link: Material
    prepared: Material
    """As it was prepared, also with the steps that the room has left out since."""

    def __init__(self, session_id: str) -> None:
        self._session_id = session_id
        self._times = -1
        self._shape: object = None
        self.by_link = ToldByLink()

    def refresh(self, connection: Connection, board: Board) -> bool:
        """Bring it in line with a board; True when customers have answered by the link since."""
        told = customers.how_many(connection, self._session_id) != self.by_link.customers
        if told:
            self.by_link = customers.get(connection, self._session_id)
        anew = board.prepared != self._times
        if anew:
            self.prepared, self._times = sessions.material(connection, self._session_id), board.prepared
        shape = (board.baseline, board.kept, tuple(proposed_steps(board).values()))
        if anew or shape != self._shape:
            self._shape, self.without_link = shape, shaped(self.prepared, board)
        elif not told:
            return False
        self.material = with_link(self.without_link, self.by_link)
        return told
