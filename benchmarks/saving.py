"""People who stay and answer, by protocol, and the facilitator's page that counts them."""

from __future__ import annotations

import asyncio
import contextlib
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from load import GOES_WRONG, Crowd, Phone, Visitor, come, participant
from servers import Ours
from tornado.httpclient import AsyncHTTPClient

from journeykit.models.scale import LOWEST, POINTS
from journeykit.rehearsal.page import Widget

_PATIENCE_S = 30.0
_CONTROL = "voila/render/control.ipynb"


class Staying:
    """A page that stays open: it takes in whatever its kernel says."""

    def __init__(self, visitor: Visitor) -> None:
        if visitor.wire is None:
            raise ConnectionError("the page never came")
        self.visitor, self.wire = visitor, visitor.wire
        self._changed = asyncio.Condition()
        self.lost = False
        self._hearing = asyncio.create_task(self._hear())

    async def until(self, there: Callable[[], bool], what: str) -> None:
        """Wait until the page is as it should be. Raises ConnectionError or TimeoutError where it does not get so."""
        try:
            async with asyncio.timeout(_PATIENCE_S), self._changed:
                await self._changed.wait_for(lambda: self.lost or there())
        except TimeoutError:
            raise TimeoutError(f"not within {_PATIENCE_S:.0f} s: {what}") from None
        if self.lost:
            raise ConnectionError("the page's connection ended")

    def seen(self, kind: str) -> list[Widget]:
        """The widgets of a kind that can be seen, from the top."""
        return [each for each in self.visitor.page.visible() if each.kind == kind]

    async def leave(self) -> None:
        """Close the page."""
        self._hearing.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self._hearing
        self.wire.close()

    async def _hear(self) -> None:
        while message := await self.wire.hear():
            if self.visitor.page.take(message):
                async with self._changed:
                    self._changed.notify_all()
        self.lost = True
        async with self._changed:
            self._changed.notify_all()


class Answerer(Staying):
    """A participant at the predict exercise."""

    def __init__(self, visitor: Visitor) -> None:
        super().__init__(visitor)
        self._one_at_a_time = asyncio.Lock()

    async def to_the_form(self) -> None:
        """Read the welcome and say so; then the form is there."""
        for sheet in self.seen("Sheet"):
            if any(action["id"] == "ready" for action in sheet.state["actions"]):
                await self.wire.send(sheet.id, {"press": "ready", "value": sheet.state["value"]})
        await self.until(lambda: bool(self._form()), "the form after the welcome")
        (form,), (bar,) = self._form(), self.seen("TopBar")
        self._form_id, self._bar_id = form.id, bar.id
        self.steps = [step["id"] for step in form.state["steps"]]

    async def save(self, step: str, points: int) -> float:
        """Rate a step; the seconds until the page is told that it is saved."""
        async with self._one_at_a_time:
            states = self.visitor.page.states
            form, before = states[self._form_id], self._saved()
            form["value"] = form["value"] | {step: points}
            began = time.perf_counter()
            await self.wire.set(self._form_id, value=form["value"])
            await self.until(lambda: self._saved() != before, "a saved rating")
            took = time.perf_counter() - began
        if self._saved()["state"] != "saved":
            raise ConnectionError(f"not saved: {self._saved()}")
        return took

    def _saved(self) -> dict[str, Any]:
        """What the page says of the last rating."""
        return dict(self.visitor.page.states[self._bar_id]["saved"])

    def _form(self) -> list[Widget]:
        raters = self.seen("EmotionRater")
        return [each for each in raters if len(each.state["steps"]) > 1 and not each.state["disabled"]]


@dataclass
class Saves:
    """What became of the ratings of all."""

    took: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


def points_of(number: int, steps: int) -> int:
    """What somebody answers the nth time: another point than the last time at the same step."""
    return LOWEST + (number + number // steps) % len(POINTS)


async def keep_saving(person: Answerer, saves: Saves, *, each_s: float, until: float, steps: int) -> None:
    """Rate one of the first `steps` steps every few seconds, beginning at a moment of one's own."""
    await asyncio.sleep(random.random() * each_s)
    number = 0
    while time.perf_counter() < until:
        began = time.perf_counter()
        try:
            saves.took.append(await person.save(person.steps[number % steps], points_of(number, steps)))
        except GOES_WRONG as error:
            saves.errors.append(f"{type(error).__name__}: {error}")
            if isinstance(error, ConnectionError):
                return
        number += 1
        await asyncio.sleep(max(0.0, each_s - (time.perf_counter() - began)))


@dataclass
class Room:
    """Everybody who came and went on to the form."""

    crowd: Crowd
    people: list[Answerer]
    errors: list[str]
    """What went wrong, a line a person, whether on the way in or after it."""


async def come_to_the_form(server: Ours, people: int, over_s: float) -> Room:
    """Let people come, evenly over some seconds; each reads the welcome at once and goes on to the form."""
    there, errors = list[Answerer](), list[str]()

    async def goes_on(visitor: Visitor) -> None:
        person = Answerer(visitor)
        try:
            await person.to_the_form()
            there.append(person)
        except GOES_WRONG as error:
            errors.append(f"{type(error).__name__}: {error}")
            await person.leave()

    crowd = await come(server.root, people, over_s, participant(server.code), then=goes_on)
    return Room(crowd, there, [*crowd.errors(), *errors])


class Facilitator(Staying):
    """The control page, which counts who has answered every step."""

    @classmethod
    async def came(cls, links: dict[str, Any], root: str) -> Facilitator:
        """Open the control page by the facilitator's link. Raises ConnectionError where it does not come."""
        key = str(links["facilitator_url"]).rsplit("/", 1)[1]

        async def html(phone: Phone) -> str:
            await phone.let_in(key)
            return await phone.page(_CONTROL)

        visitor = Visitor(root, AsyncHTTPClient(force_instance=True), html)
        await visitor.come(_PATIENCE_S * 4)
        if visitor.visit.error:
            raise ConnectionError(f"the control page did not open: {visitor.visit.error}")
        return cls(visitor)

    def counted(self) -> int:
        """How many have answered every step, as the page says."""
        for sheet in self.seen("Sheet"):
            for block in sheet.state["blocks"]:
                if block["kind"] == "dots":
                    return int(block["done"])
        return 0

    async def counts(self, number: int) -> float:
        """The moment at which the page has counted so many."""
        await self.until(lambda: self.counted() >= number, f"{number} counted")
        return time.perf_counter()


async def leave_all(everybody: Sequence[Staying]) -> None:
    """Everybody closes the page."""
    await asyncio.gather(*(each.leave() for each in everybody))
