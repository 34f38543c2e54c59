"""People by protocol: they come by the link, load the page, open its websocket and ask for its widgets, as browsers do.

The client is the rehearsal's. It shares the cores with the server, so each crowd also says what it used itself.
"""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from results import at, spread
from tornado.httpclient import AsyncHTTPClient, HTTPError, HTTPRequest, HTTPResponse
from tornado.websocket import WebSocketClosedError, websocket_connect

from journeykit.errors import JourneykitError
from journeykit.models.session import Role
from journeykit.rehearsal.browser import PAGE, Browser
from journeykit.rehearsal.page import Page, kernel_of
from journeykit.rehearsal.wire import Wire
from journeykit.server.frames import PROTOCOL

_LARGEST_MESSAGE = 100_000_000
_TICK_S = 0.05
_FIELD = re.compile(r'name="(_xsrf)" value="([^"]*)"')
GOES_WRONG = (ConnectionError, HTTPError, WebSocketClosedError, JourneykitError, ValueError, KeyError, OSError)
"""What can befall one person without ending the benchmark; time-outs are among OSError."""


@dataclass
class Visit:
    """How one person came in."""

    page_s: float | None = None
    """From the link until the page's last byte."""
    ready_s: float | None = None
    """From the link until the states of all widgets are there: what a browser needs of a server."""
    lobby: bool = False
    """Whether the person had to wait in the lobby."""
    error: str = ""


class Phone(Browser):
    """A participant's browser, or the facilitator's, or one that comes to stock Voilà, where nobody joins."""

    waited = False

    async def page(self, path: str) -> str:
        """A page, complete. Raises ConnectionError where there is none."""
        answer = await self._ask(path)
        if answer.code != 200:
            raise ConnectionError(f"the page {path!r} was refused ({answer.code})")
        return _text(answer)

    async def load(self) -> str:
        """The participant's page: at once where the turn has come, else after the lobby. No refusal is tried again."""
        while (answer := await self._ask(PAGE)).code == 303:
            self.waited = True
            await self._wait()
        if answer.code != 200:
            raise ConnectionError(f"the page was refused ({answer.code})")
        return _text(answer)

    async def let_in(self, key: str) -> None:
        """Come by the facilitator's link."""
        await self._ask(f"f/{key}")

    async def take(self, return_code: str) -> dict[str, str]:
        """Take a seat over by its return code; the cookies that show it."""
        fields = dict(_FIELD.findall(await self.page("")))
        answer = await self._ask("return", fields | {"return_code": return_code})
        if answer.code != 303:
            raise ConnectionError(f"the return code was refused ({answer.code})")
        return dict(self._cookies)


class Visitor:
    """One person. `come` opens the page; afterwards `page` and `wire` are there until `leave`."""

    def __init__(self, root: str, client: AsyncHTTPClient, html: Callable[[Phone], Awaitable[str]]) -> None:
        """root: the address of the join page. html: how this person gets the page."""
        self.phone = Phone(root, client)
        self.visit, self.page = Visit(), Page()
        self.wire: Wire | None = None
        self.kernel_id = ""
        self._html = html

    async def come(self, most_s: float) -> None:
        """Open the link and the page; what goes wrong is kept in `visit.error`."""
        began = time.perf_counter()
        try:
            async with asyncio.timeout(most_s):
                html = await self._html(self.phone)
                self.visit.page_s = time.perf_counter() - began
                self.kernel_id = kernel_of(html)
                self.wire = await _opened(self.phone, self.kernel_id)
                states = await self.wire.states()
                self.visit.ready_s = time.perf_counter() - began
            if not states:
                raise ConnectionError("the page has no widgets")
            self.page = Page(html)
            self.page.take_all(states)
        except TimeoutError:
            self.visit.error = f"not ready within {most_s:.0f} s"
        except GOES_WRONG as error:
            self.visit.error = f"{type(error).__name__}: {error}"
        self.visit.lobby = self.phone.waited

    def leave(self) -> None:
        """Close the page."""
        if self.wire is not None:
            self.wire.close()


def participant(code: str) -> Callable[[Phone], Awaitable[str]]:
    """Comes by the link, taps a role, and waits where there is a queue."""

    async def html(phone: Phone) -> str:
        await phone.join(code, Role.BACK_OFFICE)
        return await phone.load()

    return html


async def passer_by(phone: Phone) -> str:
    """Opens a page that asks nobody to join."""
    return await phone.page("")


@dataclass
class Crowd:
    """Everybody who came, and what the client that played them used."""

    visitors: list[Visitor]
    wall_s: float = 0.0
    client_cpu_s: float = 0.0
    lags: list[float] = field(default_factory=list)

    def ready(self) -> list[float]:
        """The seconds until ready of all who got there."""
        return [each.visit.ready_s for each in self.visitors if each.visit.ready_s is not None]

    def errors(self) -> list[str]:
        """What went wrong, a line a person."""
        return [each.visit.error for each in self.visitors if each.visit.error]

    def figures(self) -> dict[str, Any]:
        """How all came in."""
        ready, pages = self.ready(), [each.visit.page_s for each in self.visitors if each.visit.page_s is not None]
        return {
            "people": len(self.visitors),
            "errors": len(self.errors()),
            "first_errors": sorted(set(self.errors()))[:3],
            "waited_in_lobby": sum(each.visit.lobby for each in self.visitors),
            "page_s": spread(pages),
            "ready_s": spread(ready),
            "client_cpu_s": round(self.client_cpu_s, 2),
            "client_lag_p99_s": round(at(0.99, self.lags), 3) if self.lags else None,
        }


async def come(
    root: str,
    people: int,
    over_s: float,
    html: Callable[[Phone], Awaitable[str]],
    *,
    most_s: float = 300.0,
    then: Callable[[Visitor], Awaitable[None]] | None = None,
) -> Crowd:
    """Let people come, evenly over some seconds; returns when each is ready or has failed.

    html: how they get the page. most_s: after this long one who is not ready counts as failed. then: what each does
    who is ready, at once.
    """
    client = AsyncHTTPClient(force_instance=True, max_clients=people + 1)
    crowd = Crowd([Visitor(root, client, html) for _ in range(people)])

    async def comes(number: int, visitor: Visitor) -> None:
        await asyncio.sleep(over_s * number / people)
        await visitor.come(most_s)
        if then is not None and not visitor.visit.error:
            await then(visitor)

    async with Watched(crowd):
        await asyncio.gather(*(comes(*each) for each in enumerate(crowd.visitors)))
    return crowd


class Watched:
    """Measures what the client itself uses, and how late it is: a late client would make the server look slow."""

    def __init__(self, crowd: Crowd) -> None:
        self._crowd = crowd

    async def __aenter__(self) -> None:
        self._wall, self._cpu = time.perf_counter(), time.process_time()
        self._ticking = asyncio.create_task(self._tick())

    async def __aexit__(self, *_: object) -> None:
        self._ticking.cancel()
        self._crowd.wall_s = time.perf_counter() - self._wall
        self._crowd.client_cpu_s = time.process_time() - self._cpu

    async def _tick(self) -> None:
        while True:
            began = time.perf_counter()
            await asyncio.sleep(_TICK_S)
            self._crowd.lags.append(time.perf_counter() - began - _TICK_S)


def all_leave(visitors: Iterable[Visitor]) -> None:
    """Everybody closes the page."""
    for each in visitors:
        each.leave()


async def _opened(phone: Phone, kernel_id: str) -> Wire:
    """A page's websocket, compressed where the server offers it, as browsers ask."""
    request = HTTPRequest(
        f"{phone.root.replace('http', 'ws', 1)}api/kernels/{kernel_id}/channels?session_id={uuid4().hex}",
        headers={"Cookie": phone.cookies},
    )
    connection = await websocket_connect(
        request, subprotocols=[PROTOCOL], compression_options={}, max_message_size=_LARGEST_MESSAGE
    )
    return Wire(connection)


def _text(answer: HTTPResponse) -> str:
    return answer.body.decode("utf-8", "replace")
