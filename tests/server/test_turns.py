from __future__ import annotations

import asyncio

import pytest

from journeykit.server import turns as queue
from journeykit.server.turns import AWAY_S, BUILDING_S, COMING_S, HELD_S, KEPT_S, TOLD_S, Turns


class Clock:
    def __init__(self) -> None:
        self.at = 0.0

    def __call__(self) -> float:
        return self.at


def test_pages_are_built_two_at_a_time_in_the_order_in_which_people_came() -> None:
    turns = Turns(at_once=2, clock=Clock())
    assert [turns.before(who) for who in "abcd"] == [0, 0, 1, 2]
    assert turns.claim("a")
    turns.done("a")
    assert turns.before("d") == 1  # c came before
    assert turns.before("c") == 0
    assert turns.before("d") == 1


def test_a_page_is_built_only_when_its_turn_has_come() -> None:
    turns = Turns(at_once=1, clock=Clock())
    assert turns.claim("a")
    assert not turns.claim("b")
    turns.done("a")
    assert turns.claim("b")


def test_two_hundred_who_come_at_once_are_called_one_after_the_other() -> None:
    turns = Turns(at_once=2, clock=Clock())
    people = [f"person {n}" for n in range(200)]
    served = [who for who in people if turns.claim(who)]
    assert served == people[:2]
    for n in range(198):
        turns.done(served[n])
        served += [who for who in reversed(people[n + 1 :]) if who not in served and turns.claim(who)]
    assert served == people


def test_who_was_called_and_does_not_come_holds_the_next_up_for_a_second_only_and_keeps_the_turn() -> None:
    clock = Clock()
    turns = Turns(at_once=1, clock=clock)
    assert turns.before("slow") == 0
    assert turns.before("next") == 1
    clock.at = COMING_S
    assert turns.before("next") == 0
    clock.at = KEPT_S - 1
    assert turns.claim("slow")


def test_a_turn_that_nobody_uses_is_lost_at_last() -> None:
    clock = Clock()
    turns = Turns(at_once=1, clock=clock)
    assert turns.before("gone") == 0
    clock.at = KEPT_S
    assert turns.claim("b")
    assert turns.before("gone") == 1


def test_who_no_longer_asks_loses_the_place_in_the_queue() -> None:
    clock = Clock()
    turns = Turns(at_once=1, clock=clock)
    turns.claim("a")
    assert [turns.before("b"), turns.before("c")] == [1, 2]
    clock.at = BUILDING_S - 1
    turns.claim("a")
    turns.before("c")
    clock.at = AWAY_S
    turns.done("a")
    assert turns.claim("c")
    assert turns.before("b") == 1


def test_a_page_that_is_never_finished_holds_nobody_up_for_ever() -> None:
    clock = Clock()
    turns = Turns(at_once=1, clock=clock)
    turns.claim("a")
    clock.at = BUILDING_S - 1
    assert not turns.claim("b")
    clock.at = BUILDING_S
    assert turns.claim("b")


def test_asking_again_costs_no_place() -> None:
    turns = Turns(at_once=1, clock=Clock())
    turns.claim("a")
    assert [turns.before(who) for who in "bcbcb"] == [1, 2, 1, 2, 1]


def test_in_a_full_room_people_wait_in_order_until_somebody_leaves() -> None:
    turns, inside = Turns(at_once=4, clock=Clock(), most=2), {"a", "b"}
    turns.inside = lambda: inside
    assert turns.full
    assert [turns.before(who) for who in "cd"] == [1, 2]
    inside.remove("a")
    assert not turns.full
    assert not turns.claim("d")  # c came before, and the one place is hers now
    assert turns.full
    assert turns.claim("c")


def test_a_page_that_is_being_built_takes_its_place_before_its_kernel_is_there() -> None:
    turns = Turns(at_once=4, clock=Clock(), most=1)
    assert turns.claim("a")
    assert turns.full
    assert not turns.claim("b")


def test_who_has_a_page_already_gets_it_again_in_a_full_room() -> None:
    turns = Turns(at_once=1, clock=Clock(), most=1)
    turns.inside = lambda: {"a"}
    assert not turns.claim("b")
    assert turns.claim("a")


def test_a_phone_that_waits_hears_at_once_that_its_turn_has_come(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queue, "LOOKS_S", 1_000.0)  # so that only the call itself can wake it
    turns = Turns(at_once=1)

    async def play() -> None:
        turns.claim("a")
        waits = asyncio.create_task(turns.news("b", seen=1))
        await asyncio.sleep(0)
        assert not waits.done()
        turns.done("a")
        assert await asyncio.wait_for(waits, 10) == 0

    asyncio.run(play())


def test_a_new_place_is_told_after_a_while_and_an_old_one_much_later(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queue, "LOOKS_S", 0.0)
    monkeypatch.setattr(queue, "BUILDING_S", 1_000.0)
    clock = Clock()
    turns = Turns(at_once=1, clock=clock)

    async def told_after(seen: int) -> float:
        begun = clock.at
        asked = asyncio.create_task(turns.news("b", seen))
        while not asked.done():
            clock.at += 0.5
            await asyncio.sleep(0.001)
        assert asked.result() == 1
        return clock.at - begun

    async def play() -> None:
        turns.claim("a")
        turns.before("b")
        assert TOLD_S <= await told_after(seen=2) < HELD_S / 2
        assert await told_after(seen=1) >= HELD_S

    asyncio.run(play())
