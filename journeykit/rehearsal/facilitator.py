"""A simulated facilitator: goes through the whole agenda, waiting for people as a patient one does."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from itertools import islice

from journeykit.models.entry import KeptWhat
from journeykit.models.exercise import ExerciseId
from journeykit.session.room import Room

_LOOKS_EACH_S = 0.2
_ARRIVAL_S = 60.0
"""How long people may take to come in, and ..."""
_ARRIVAL_EACH_S = 6.0
"""... how much more for each of them: their pages are built one after another."""
_PATIENCE_S = 20.0
"""How much longer than its time an exercise may take while not everybody is done; in real seconds at any speed."""
_SHOWN_S = 20.0
"""How long the room looks at what is shown, at human pace."""
_REVIEW_DAYS = 30
_CARDS_KEPT = 2


async def lead(room: Room, people: int, pens_down: Callable[[], bool], *, speed: float) -> None:
    """Lead a session from its welcome to its end.

    pens_down: whether nobody writes any more, as one sees in a room. speed: how many times faster than the agenda.
    Raises JourneykitError where the room refuses, which would be an error of this program.
    """
    view = room.view

    async def until(done: Callable[[], bool], seconds: float) -> None:
        loop = asyncio.get_running_loop()
        ends = loop.time() + seconds
        while not done() and loop.time() < ends:
            await asyncio.sleep(_LOOKS_EACH_S)
            await asyncio.to_thread(view.refresh)

    def all_done() -> bool:
        return pens_down() and view.progress().done == view.progress().of

    await until(lambda: view.progress().done == people, _ARRIVAL_S + _ARRIVAL_EACH_S * people)
    await asyncio.to_thread(room.begin)
    while not view.ended:
        now = view.now()
        minutes = view.minutes(now.exercise.id)
        await asyncio.sleep(minutes * 60 / speed)
        if now.exercise.id is not ExerciseId.REVEAL_CUSTOMERS:  # there people only look
            await until(all_done, _PATIENCE_S)
        for verb in _verbs(room, now.exercise.id):
            await asyncio.to_thread(verb)
            await asyncio.sleep(_SHOWN_S / speed)


def _verbs(room: Room, id_: ExerciseId) -> list[Callable[[], None]]:
    """What the facilitator does when an exercise has had its time: the last one goes on."""
    view = room.view
    found: list[Callable[[], None]] = []
    if id_ is ExerciseId.STEPS:
        proposed = view.told.proposals().new_steps[:1]
        found += [partial(room.keep, KeptWhat.NEW_STEP, step.step_id) for step in proposed]
    elif id_ is ExerciseId.PREDICT:
        found.append(room.lock)
    elif id_ is ExerciseId.REVEAL_CUSTOMERS:
        found += [partial(room.uncover, step_id) for step_id in view.uncover_order()]
    elif id_ is ExerciseId.ACTION:
        cards = islice(view.told.cards(kept_only=False), _CARDS_KEPT)
        found += [partial(room.keep, KeptWhat.CARD, card.card_id) for card in cards]
    if view.now().exercise.shows_in_place:
        found.append(room.reveal)
    if id_ is ExerciseId.CLOSE:
        review = view.clock().date() + timedelta(days=_REVIEW_DAYS)
        return [*found, partial(room.set_review, review), room.finish]
    return [*found, room.next]
