"""One simulated person: comes in, reads, taps and writes at a human pace, until the rehearsal is over."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tornado.httpclient import AsyncHTTPClient, HTTPError
from tornado.websocket import WebSocketClosedError

from journeykit.errors import JourneykitError
from journeykit.language import _
from journeykit.rehearsal.act import Act, Key, next_act
from journeykit.rehearsal.browser import Browser
from journeykit.rehearsal.page import Page, kernel_of
from journeykit.rehearsal.temperament import Temperament
from journeykit.rehearsal.wire import Wire

_LOADS = 3
"""How often somebody whose page breaks loads it again."""
_READING = 2.0
"""How much longer than a tap somebody looks at what is new."""
_ARRIVING = 10.0
"""Over how many taps of time people come in."""
_CALM_S = 1.0
_LOST = (ConnectionError, HTTPError, WebSocketClosedError, JourneykitError, ValueError, TimeoutError)


@dataclass
class Walk:
    """What became of one person."""

    joined: bool = False
    answers: int = 0
    """Values that were set: ratings, lines, ticks."""
    presses: int = 0
    page_s: float | None = None
    """Seconds from the join page to the first screen."""
    errors: list[str] = field(default_factory=list)


class Person:
    """Plays one temperament against a server. speed: how many times faster than people."""

    def __init__(self, temperament: Temperament, root: str, client: AsyncHTTPClient, *, speed: float) -> None:
        self.walk = Walk()
        self._idle_since: float | None = None
        self._temperament, self._speed = temperament, speed
        self._browser = Browser(root, client)
        self._page = Page()
        self._changed = asyncio.Event()
        self._lost = False
        self._done: set[Key] = set()
        self._said: dict[tuple[str, str], dict[str, Any]] = {}  # what the kernel may not have taken in yet

    @property
    def waits(self) -> bool:
        """Whether there has been nothing to do on this person's page for a while; a page may answer late."""
        return self._idle_since is not None and asyncio.get_running_loop().time() > self._idle_since + _CALM_S

    async def live(self, code: str, today: date) -> None:
        """Take part until cancelled. What goes wrong is kept in `walk.errors`; nothing is raised.

        code: the session's. today: what dates are counted from.
        """
        loop = asyncio.get_running_loop()
        await self._pause("arriving", _ARRIVING)
        began = loop.time()
        for load in range(_LOADS):
            try:
                if not self.walk.joined:
                    await self._browser.join(code, self._temperament.role)
                    self.walk.joined = True
                html = await self._browser.load()
                wire = await Wire.opened(self._browser.root, kernel_of(html), self._browser.cookies)
                try:
                    await self._look(wire, html, today, began if load == 0 else None)
                finally:
                    wire.close()
            except _LOST as error:
                number = self._temperament.number
                self.walk.errors.append(_("Simulated person {number}: {error}").format(number=number, error=error))

    async def _look(self, wire: Wire, html: str, today: date, began: float | None) -> None:
        self._page, self._lost = Page(html), False
        states = await wire.states()
        if states is None:
            raise ConnectionError(_("the page's connection ended before it was drawn"))
        self._page.take_all(states)
        if began is not None:
            self.walk.page_s = asyncio.get_running_loop().time() - began
        hearing = asyncio.create_task(self._hear(wire))
        try:
            await self._act(wire, today)
        finally:
            hearing.cancel()
        raise ConnectionError(_("the page's connection ended"))

    async def _hear(self, wire: Wire) -> None:
        while message := await wire.hear():
            if self._page.take(message):
                self._changed.set()
        self._lost = True
        self._changed.set()

    async def _act(self, wire: Wire, today: date) -> None:
        while not self._lost:
            self._changed.clear()
            act = self._next(today)
            if act is None:
                self._idle_since = asyncio.get_running_loop().time()
                await self._changed.wait()
                self._idle_since = None
                await self._pause("reading", _READING)
                continue
            await self._pause("/".join(act.key), act.times)
            if self._next(today) == act:  # the page may have moved on meanwhile
                await self._do(wire, act)

    def _next(self, today: date) -> Act | None:
        return next_act(self._page, self._temperament, self._done, today)

    async def _do(self, wire: Wire, act: Act) -> None:
        self._done.add(act.key)
        state = self._page.states[act.widget_id]
        said = self._said.setdefault((act.widget_id, act.run), {})
        said |= act.fills
        asked = {each["id"] for each in (*state.get("fields", ()), *state.get("steps", ()))}
        value = {**state["value"], **{id_: each for id_, each in said.items() if id_ in asked}}
        if act.press:
            await wire.send(act.widget_id, {"press": act.press, **({"value": value} if asked else {})})
            self.walk.presses += 1
        else:
            state["value"] = value
            await wire.set(act.widget_id, value=value)
            self.walk.answers += 1

    async def _pause(self, what: str, times: float) -> None:
        await asyncio.sleep(self._temperament.seconds(what, times) / self._speed)
