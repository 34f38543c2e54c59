"""Who somebody is and what they may open: signed cookies, our own Host names, and limits for an address."""

from __future__ import annotations

import hmac
import ipaddress
import re
import socket
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from jupyter_server.auth.identity import IdentityProvider, User
from sqlalchemy import Engine
from tornado.httputil import HTTPServerRequest
from tornado.web import HTTPError, RequestHandler

from journeykit.models.session import Seat, Session
from journeykit.session.door import DoorKind
from journeykit.session.invitation import seat_by_id

SEAT_COOKIE = "jk_seat"
FACILITATOR_COOKIE = "jk_facilitator"
COOKIE_DAYS = 7
WRONG_CODES = 15
WRONG_CODES_WINDOW_S = 300.0
CUSTOMERS = 120
CUSTOMERS_WINDOW_S = 600.0
_MOST_ADDRESSES = 10_000

SESSION_PAGE = "session.ipynb"
CONTROL_PAGE = "control.ipynb"
PROJECTOR_PAGE = "projector.ipynb"
PREPARE_PAGE = "prepare.ipynb"
_PREVIEW_PAGE = re.compile(r"\d\d_\w+\.ipynb")
FACILITATOR = "facilitator"


@dataclass(frozen=True)
class Visitor:
    """Who a request comes from, by its signed cookies."""

    seat: Seat | None = None
    """The participant's seat, with the device number that this browser holds."""
    stepped_aside: bool = False
    """True when another device has taken the seat over since."""
    facilitator: bool = False

    @property
    def participant(self) -> Seat | None:
        """The seat, as long as it is this browser's."""
        return None if self.stepped_aside else self.seat

    def owns(self, owner: str | None) -> bool:
        """Whether a kernel of this owner belongs to the visitor."""
        if owner is None:
            return False
        if self.facilitator and owner.startswith(FACILITATOR):
            return True
        return self.participant is not None and owner == self.participant.seat_id


@dataclass(frozen=True)
class Pass:
    """What a page's kernel is started for."""

    owner: str
    """The seat's id, or "facilitator" and the page."""
    door: DoorKind | None
    """None for a preview."""
    seat: Seat | None = None


class Refusal(StrEnum):
    """Why a notebook does not open."""

    UNKNOWN = "unknown"
    JOIN_FIRST = "join_first"
    STEPPED_ASIDE = "stepped_aside"
    FACILITATOR_ONLY = "facilitator_only"


def may_open(notebook: str, visitor: Visitor) -> Pass | Refusal:
    """The pass for a notebook, or why there is none. Only the names known here open at all."""
    if notebook == SESSION_PAGE:
        if visitor.seat is None:
            return Refusal.JOIN_FIRST
        if visitor.stepped_aside:
            return Refusal.STEPPED_ASIDE
        return Pass(visitor.seat.seat_id, DoorKind.PARTICIPANT, visitor.seat)
    doors = {
        CONTROL_PAGE: DoorKind.FACILITATOR,
        PREPARE_PAGE: DoorKind.FACILITATOR,
        PROJECTOR_PAGE: DoorKind.PROJECTOR,
    }
    if notebook not in doors and not _PREVIEW_PAGE.fullmatch(notebook):
        return Refusal.UNKNOWN
    if not visitor.facilitator:
        return Refusal.FACILITATOR_ONLY
    return Pass(f"{FACILITATOR}/{notebook}", doors.get(notebook))


class Refused(HTTPError):
    """A refusal in words for the person in front of the page."""

    def __init__(self, status: int, text: str) -> None:
        super().__init__(status)
        self.text = text


class Admission:
    """Gives and reads the cookies of one session. A cookie of another session counts as none."""

    def __init__(self, engine: Engine, session: Session, key: str, *, secure: bool, base_url: str) -> None:
        self._engine = engine
        self._session_id = session.session_id
        self._key = key
        # Browsers keep the cookies of all ports of a computer together: each session's have names of their own.
        self._seat_cookie = f"{SEAT_COOKIE}_{session.session_id[:8]}"
        self._facilitator_cookie = f"{FACILITATOR_COOKIE}_{session.session_id[:8]}"
        self._kept: dict[str, Any] = {"path": base_url, "httponly": True, "samesite": "Lax", "secure": secure}

    def visitor(self, handler: RequestHandler) -> Visitor:
        """Who a request comes from."""
        seat, stepped_aside = None, False
        session_id, _, rest = self._read(handler, self._seat_cookie).partition(".")
        seat_id, _, device = rest.partition(".")
        if session_id == self._session_id and device.isdecimal():
            seat = seat_by_id(self._engine, seat_id)
        if seat is not None and seat.session_id == self._session_id:
            stepped_aside = seat.device != int(device)
            seat = seat.model_copy(update={"device": int(device)})
        return Visitor(
            seat=seat,
            stepped_aside=stepped_aside,
            facilitator=self._read(handler, self._facilitator_cookie) == self._session_id,
        )

    def let_in(self, handler: RequestHandler, seat: Seat) -> None:
        """From now on this browser is a participant's."""
        self._write(handler, self._seat_cookie, f"{seat.session_id}.{seat.seat_id}.{seat.device}")

    def let_in_facilitator(self, handler: RequestHandler, key: str) -> bool:
        """From now on this browser is the facilitator's, if the key is right."""
        if not hmac.compare_digest(key.encode(), self._key.encode()):
            return False
        self._write(handler, self._facilitator_cookie, self._session_id)
        return True

    def let_go(self, handler: RequestHandler) -> None:
        """The browser is a participant's no more; the seat and its answers stay."""
        handler.clear_cookie(self._seat_cookie, **self._kept)

    def _write(self, handler: RequestHandler, name: str, value: str) -> None:
        handler.set_signed_cookie(name, value, expires_days=COOKIE_DAYS, **self._kept)

    def _read(self, handler: RequestHandler, name: str) -> str:
        return (handler.get_signed_cookie(name, max_age_days=COOKIE_DAYS) or b"").decode("utf-8", "replace")


class Lately:
    """Counts what came from an address in the last minutes. In memory only, and forgotten with the server."""

    def __init__(self, most: int, window_s: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._most, self._window_s = most, window_s
        self._clock = clock
        self._seen: dict[str, deque[float]] = {}

    def too_many(self, address: str) -> bool:
        """True while an address has to wait."""
        times = self._seen.get(address, deque())
        while times and times[0] < self._clock() - self._window_s:
            times.popleft()
        return len(times) >= self._most

    def note(self, address: str) -> None:
        """One more came from an address."""
        if address not in self._seen and len(self._seen) >= _MOST_ADDRESSES:
            del self._seen[next(iter(self._seen))]
        self._seen.setdefault(address, deque(maxlen=self._most)).append(self._clock())


class WrongCodes(Lately):
    """Wrong codes, so that nobody tries one after the other. While there are too many, right ones wait, too."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(WRONG_CODES, WRONG_CODES_WINDOW_S, clock)


class CustomersOfLate(Lately):
    """Customers' answers by their link. All who use a shop's Wi-Fi come from one address, so there is much room."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(CUSTOMERS, CUSTOMERS_WINDOW_S, clock)


class Hosts:
    """The Host names that are ours. A foreign one is a sign of DNS rebinding, or of a missing --public-url."""

    def __init__(self, *names: str) -> None:
        own = socket.gethostname().lower()
        self._names = {"localhost", own, f"{own}.local", *(name.lower() for name in names if name)}

    def ours(self, request: HTTPServerRequest) -> bool:
        """True for our names, and for the address at which the request has in fact arrived."""
        name = request.host_name.lower().strip("[]")
        if name in self._names:
            return True
        try:
            asked = ipaddress.ip_address(name)
        except ValueError:
            return False
        return asked.is_loopback or name == local_address(request)


def local_address(request: HTTPServerRequest) -> str | None:
    """The address of this computer at which a request has arrived."""
    stream = getattr(request.connection, "stream", None)
    try:
        return str(stream.socket.getsockname()[0]) if stream is not None else None
    except (AttributeError, OSError):  # the connection is gone already
        return None


class Anybody(IdentityProvider):
    """Jupyter's own notion of a user is not used: each of our handlers asks Admission before it does anything."""

    def get_user(self, handler: Any) -> User:  # noqa: ARG002 - the name is Jupyter's
        """The same user for every request; sets no cookie."""
        return User(username="visitor")

    def get_handlers(self) -> list[Any]:
        """No login page and no logout page."""
        return []
