"""The journey as the room changes it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from uuid import uuid4

import pytest
from samples import BEGIN, STEPS, proposed, small_journey, small_material

from journeykit.errors import NotAllowed
from journeykit.interchange.journey_yaml import journey_from_text, to_yaml
from journeykit.models.board import Board
from journeykit.models.entry import Author, BaselineSet, Body, Entry, Joined, Kept, KeptWhat, Opened
from journeykit.models.exercise import ExerciseId
from journeykit.models.fold import fold
from journeykit.models.journey import MOST_STAGES, MOST_STEPS, Baseline, Journey, Period, Stage, Step
from journeykit.models.material import Material
from journeykit.models.said import StepProposed
from journeykit.models.session import Role
from journeykit.session.shaping import settled, shaped


def kept(id_: str, what: KeptWhat = KeptWhat.NEW_STEP, *, is_kept: bool = True) -> Kept:
    return Kept(what=what, id=id_, kept=is_kept)


def left_out(*ids: str) -> list[Kept]:
    return [kept(id_, KeptWhat.LEAVE_OUT) for id_ in ids]


def board(proposals: Iterable[StepProposed], *later: Body) -> Board:
    """A session at the steps: each proposal from a seat of its own, then what the facilitator does."""

    def line(body: Body, seat: str | None = None) -> Entry:
        author = Author.PARTICIPANT if seat else Author.FACILITATOR
        return Entry(
            entry_id=uuid4(), session_id="s", run_id="r", seat_id=seat, author=author, body=body, said_at=BEGIN
        )

    entries = [line(Opened(exercise=ExerciseId.STEPS, ends_at=BEGIN + timedelta(minutes=2)))]
    for number, each in enumerate(proposals):
        entries += [line(Joined(role=Role.UNSAID), f"seat{number}"), line(each, f"seat{number}")]
    return fold(Board(), entries + [line(body) for body in later])


def steps(proposals: Iterable[StepProposed], *later: Body) -> tuple[str, ...]:
    return settled(small_journey(), board(proposals, *later)).target_ids


PARKING = proposed("parking", after="book")


def test_a_proposal_changes_nothing_until_it_is_kept():
    assert steps([PARKING]) == STEPS
    assert shaped(small_material(), board([PARKING])) == small_material()
    assert steps([PARKING], kept("parking")) == ("book", "parking", "wait", "talk", "pay")
    assert steps([PARKING], kept("parking"), kept("parking", is_kept=False)) == STEPS


def test_a_step_that_follows_a_stage_without_steps_becomes_a_stage_of_the_same_period():
    journey = settled(small_journey(), board([proposed("leaving", after="pay")], kept("leaving")))
    assert journey.target_ids == (*STEPS, "leaving")
    assert journey.stages[-1] == Stage(id="leaving", label="Leaving", period=Period.AFTER)


def test_two_steps_after_the_same_one_stand_the_later_first():
    both = [PARKING, proposed("walking", after="book")]
    assert steps(both, kept("parking"), kept("walking")) == ("book", "walking", "parking", "wait", "talk", "pay")


def test_a_step_may_follow_a_kept_one_in_whatever_order_they_came():
    chain = [proposed("ticket", after="parking"), PARKING]
    wanted = ("book", "parking", "ticket", "wait", "talk", "pay")
    assert steps(chain, kept("parking"), kept("ticket")) == wanted
    assert steps(chain[::-1], kept("parking"), kept("ticket")) == wanted


def test_a_kept_step_whose_neighbour_is_gone_comes_last_and_is_not_lost():
    chain = [PARKING, proposed("ticket", after="parking")]
    assert steps(chain, kept("parking"), kept("ticket"), kept("parking", is_kept=False)) == (*STEPS, "ticket")
    circle = [proposed("a", after="b"), proposed("b", after="a")]
    assert sorted(steps(circle, kept("a"), kept("b"))) == sorted([*STEPS, "a", "b"])


def test_a_new_step_stays_when_the_one_before_it_is_left_out():
    assert steps([PARKING], kept("parking"), *left_out("book")) == ("parking", "wait", "talk", "pay")


def test_what_is_left_out_takes_its_customers_and_quotes_along_and_leaves_the_others():
    material = shaped(small_material(), board([], *left_out("wait")))
    assert material.journey.target_ids == ("book", "talk", "pay")
    assert {row.target_id for row in material.waves[0].counts} == {"book", "talk", "pay"}
    assert material.waves[0].of("book") == small_material().waves[0].of("book")
    assert material.quotes == ()
    assert small_material().journey.target_ids == STEPS


def test_a_stage_that_loses_its_last_step_goes_with_it():
    journey = settled(small_journey(), board([proposed("leaving", after="pay")], kept("leaving"), *left_out("book")))
    assert [stage.id for stage in journey.stages] == ["there", "pay", "leaving"]


@pytest.mark.parametrize("gone", [("pay",), ("book",), ("wait", "talk")])
def test_three_stages_are_the_least(gone: tuple[str, ...]):
    with pytest.raises(NotAllowed, match="three stages"):
        settled(small_journey(), board([], *left_out(*gone)))


def test_what_was_kept_and_cannot_be_any_more_stops_no_page():
    impossible = board([], *left_out("pay"), BaselineSet(baseline=Baseline(value=1.0, label="the visit")))
    material = shaped(small_material(), impossible)
    assert material.journey.target_ids == STEPS
    assert material.journey.baseline.value == 1.0


def test_what_is_left_out_and_is_not_there_any_more_changes_nothing():
    assert steps([], *left_out("gone_before")) == STEPS


def full(stages: int = 3, steps: int = 1) -> Journey:
    """A journey of so many stages, each with so many steps."""
    return small_journey().model_copy(
        update={
            "stages": tuple(
                Stage(
                    id=f"s{s}",
                    label="Stage",
                    period=Period.DURING,
                    steps=tuple(Step(id=f"s{s}_{n}", label="Step") for n in range(steps)),
                )
                for s in range(stages)
            )
        }
    )


def test_a_stage_that_is_full_takes_no_more_and_neither_does_a_journey():
    with pytest.raises(NotAllowed, match="full"):
        settled(full(steps=MOST_STEPS), board([proposed("one_more", after="s1_4")], kept("one_more")))
    with pytest.raises(NotAllowed, match="full"):
        settled(full(stages=MOST_STAGES, steps=0), board([proposed("one_more", after="s1")], kept("one_more")))
    room = board([proposed("one_more", after="s1_4")], kept("one_more"))
    assert len(settled(full(steps=MOST_STEPS - 1), room).target_ids) == 3 * (MOST_STEPS - 1) + 1


def test_a_changed_journey_is_still_a_journey_that_can_be_written_and_read():
    changed = shaped(
        Material(journey=small_journey()),
        board([PARKING, proposed("leaving", after="pay")], kept("parking"), kept("leaving"), *left_out("wait")),
    ).journey
    assert journey_from_text(to_yaml(changed)) == changed
