"""What all parts of one running server share."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from sqlalchemy import Engine

from journeykit.language import ngettext
from journeykit.models.journey import Journey
from journeykit.models.session import Seat, Session
from journeykit.server.admission import Admission, CustomersOfLate, Hosts, WrongCodes
from journeykit.server.links import Address, Links
from journeykit.server.ready_page import ReadyPages
from journeykit.server.turns import Turns
from journeykit.server.warm_pages import WarmPages
from journeykit.session.customers import CustomersLink
from journeykit.session.invitation import Lobby, lobby
from journeykit.session.view import View
from journeykit.store import journeys, sessions
from journeykit.store.engine import reading

_LOBBY_S = 0.5
_FORMS_KEPT = 2_000


class Recent:
    """The last things that were put in; the oldest goes when there are many."""

    def __init__(self) -> None:
        self._known: dict[str, None] = {}

    def __contains__(self, thing: object) -> bool:
        return thing in self._known

    def add(self, thing: str) -> None:
        """Remember one more."""
        self._known[thing] = None
        if len(self._known) > _FORMS_KEPT:
            del self._known[next(iter(self._known))]


@dataclass
class House:
    """One session, served by this process."""

    engine: Engine
    session: Session
    address: Address
    links: Links
    admission: Admission
    hosts: Hosts
    feed: str
    """Address on which the watcher says that something is new."""
    spool: Path
    exercises: Path
    """The folder of notebooks."""
    warm: WarmPages
    ready_pages: ReadyPages
    behind_proxy: bool = False
    wrong_codes: WrongCodes = field(default_factory=WrongCodes)
    customers_of_late: CustomersOfLate = field(default_factory=CustomersOfLate)
    answered_forms: Recent = field(default_factory=Recent)
    """The customers' forms that were counted: a double tap or a repeated request is not a second customer."""
    turns: Turns = field(default_factory=Turns)
    warn: Callable[[str], None] = lambda _text: None
    """Tells whoever started the server what they should know."""
    ended_kernels: Recent = field(default_factory=Recent)
    """The kernels of seats that were deleted: their pages stay as they are and ask for nothing more."""
    boot_id: str = field(default_factory=lambda: secrets.token_hex(8))
    """Another one after a restart: pages then know that their kernel is gone."""
    device_arrived: bool = False
    _said_full: bool = False
    _view: View | None = None
    _lobby: tuple[float, Lobby] | None = None
    _journey: tuple[int, Journey] | None = None
    _filled_forms: dict[str, Seat] = field(default_factory=dict)

    @property
    def journey(self) -> Journey:
        """The journey as it was prepared last, without what the room proposes."""
        with reading(self.engine) as connection:
            version_id = sessions.version_id(connection, self.session.session_id)
            if self._journey is None or self._journey[0] != version_id:
                self._journey = (version_id, journeys.get(connection, version_id).journey)
        return self._journey[1]

    @property
    def most(self) -> int:
        """How many people may have a page open; those of the facilitator do not count."""
        return self.turns.most

    def say_full(self) -> None:
        """Somebody had to wait for another to leave: the terminal says so, once."""
        if not self._said_full:
            self._said_full = True
            text = ngettext(
                "The room is full: {n} person has a page open, and others wait.",
                "The room is full: {n} people have a page open, and others wait.",
                self.most,
            )
            self.warn(text.format(n=self.most))

    @property
    def view(self) -> View:
        """The session as it stands, for what everybody may read."""
        if self._view is None:
            self._view = View(self.engine, self.session.session_id)
        else:
            self._view.refresh()
        return self._view

    @cached_property
    def customers_link(self) -> CustomersLink:
        """The link that customers answer by."""
        return CustomersLink(self.engine, self.session.session_id)

    def lobby(self) -> Lobby:
        """How many are here; at most half a second old, since every waiting phone asks each second."""
        now = time.monotonic()
        if self._lobby is None or now - self._lobby[0] > _LOBBY_S:
            self._lobby = (now, lobby(self.engine, self.session.session_id))
        return self._lobby[1]

    def seat_of_form(self, form_id: str) -> Seat | None:
        """The seat that a join form has led to: a double tap or a repeated request is not a second person."""
        return self._filled_forms.get(form_id)

    def keep_form(self, form_id: str, seat: Seat) -> None:
        """Remember a join form that was filled in."""
        self._filled_forms[form_id] = seat
        if len(self._filled_forms) > _FORMS_KEPT:
            del self._filled_forms[next(iter(self._filled_forms))]

    def forget(self, seat: Seat) -> None:
        """A seat was deleted: no join form leads to it any more."""
        self._filled_forms = {form: kept for form, kept in self._filled_forms.items() if kept.seat_id != seat.seat_id}
