from journeykit.server.turns import AWAY_S, BUILDING_S, UNCLAIMED_S, Turns


class Clock:
    def __init__(self) -> None:
        self.at = 0.0

    def __call__(self) -> float:
        return self.at


def test_pages_are_built_two_at_a_time_in_the_order_in_which_people_came() -> None:
    turns = Turns(at_once=2, clock=Clock())
    assert [turns.before(who) for who in "abcd"] == [0, 0, 1, 2]
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


def test_a_turn_that_nobody_claims_goes_to_the_next() -> None:
    clock = Clock()
    turns = Turns(at_once=1, clock=clock)
    assert turns.before("a") == 0
    assert turns.before("b") == 1
    clock.at = UNCLAIMED_S
    assert turns.before("b") == 0


def test_who_no_longer_asks_loses_the_place_in_the_queue() -> None:
    clock = Clock()
    turns = Turns(at_once=1, clock=clock)
    turns.claim("a")
    assert [turns.before("b"), turns.before("c")] == [1, 2]
    clock.at = AWAY_S - 1
    turns.before("c")
    clock.at = AWAY_S
    assert turns.before("c") == 1


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
