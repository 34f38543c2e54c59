"""What is still missing before a session."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from samples import BEGIN, Played, small_journey, small_material, small_wave
from sqlalchemy import Engine

from journeykit.models.evidence import Quote
from journeykit.models.journey import Stage, Step
from journeykit.models.material import Material
from journeykit.models.session import Plan
from journeykit.session.checklist import MOST_STEPS, Item, checklist, missing
from journeykit.session.preparing import Preparation

LINES = {"doing": "I call.", "thinking": "Will they answer?", "expecting": "A person."}
ENOUGH = small_wave(book={4: 5}, wait={1: 6}, talk={4: 7}, pay={3: 8})


def whole_material() -> Material:
    """Nothing is missing here."""
    stages = []
    for stage in small_journey().stages:
        steps = stage.steps or (Step(id=f"{stage.id}_it", label=stage.label),)
        stages.append(stage.model_copy(update={"steps": tuple(step.model_copy(update=LINES) for step in steps)}))
    quotes = [Quote(step_id="wait", text=text, date=date(2026, 3, 1), consent_to_show=True) for text in ("A.", "B.")]
    wave = ENOUGH.model_copy(
        update={
            "counts": tuple(
                row.model_copy(update={"target_id": "pay_it"}) if row.target_id == "pay" else row
                for row in ENOUGH.counts
            )
        }
    )
    journey = small_journey().model_copy(update={"stages": tuple(stages), "owner": "Sofia Marques"})
    return Material(journey=journey, waves=(wave,), quotes=tuple(quotes))


PLAN = Plan(held_on=BEGIN.date(), sponsor="Dr Moreau")


def looked_at(engine: Engine, material: Material, plan: Plan) -> tuple[dict[Item, bool], list[str]]:
    """The list of a session that was prepared so: what is done, and the sentences about what is missing."""
    played = Played(engine, material)
    Preparation(engine, played.view).save(material, plan, seen=0)
    return {check.item: check.done for check in checklist(played.view)}, missing(played.view)


def test_where_nothing_is_missing_nothing_is_told(engine: Engine):
    done, told = looked_at(engine, whole_material(), PLAN)
    assert done == dict.fromkeys(Item, True)
    assert told == []


def test_a_fresh_session_is_told_all_that_is_missing(engine: Engine):
    done, told = looked_at(engine, Material(journey=small_journey()), Plan())
    assert [item for item, is_done in done.items() if is_done] == [Item.STEPS]
    assert told == [
        "No date for the session.",
        "No owner: nobody keeps this map alive after the session.",
        "No sponsor: nobody has promised an answer to the actions.",
        "Steps without a line for doing, thinking or expecting: Booking, Waiting, Talking and 1 more",
        "No ratings by customers: every page says “Our view, not yet checked with customers”.",
        "No quotes to show: the session begins without the words of customers.",
    ]


@pytest.mark.parametrize(
    ("material", "plan", "item", "text"),
    [
        (
            whole_material(),
            PLAN.model_copy(update={"held_on": BEGIN.date() - timedelta(days=2)}),
            Item.DATE,
            "The date of the session, 1 November 2026, has passed.",
        ),
        (
            whole_material().model_copy(update={"waves": (small_wave(book={4: 5}, wait={1: 4}, talk={4: 5}),)}),
            PLAN,
            Item.RATINGS,
            "Fewer than 5 customers have rated: Waiting, Paying. What they say there stays hidden.",
        ),
        (
            whole_material().model_copy(update={"quotes": small_material().quotes}),
            PLAN,
            Item.QUOTES,
            "Only one quote to show; the session begins with two.",
        ),
    ],
)
def test_one_thing_that_is_missing_is_told_alone(engine: Engine, material: Material, plan: Plan, item: Item, text: str):
    done, told = looked_at(engine, material, plan)
    assert [each for each, is_done in done.items() if not is_done] == [item]
    assert told == [text]


@pytest.mark.parametrize(("n", "done"), [(MOST_STEPS, True), (MOST_STEPS + 1, False)])
def test_more_steps_than_there_is_time_for_are_told(engine: Engine, n: int, done: bool):
    whole = whole_material()
    first, second, third = whole.journey.stages
    more = tuple(Step(id=f"more_{number}", label=f"More {number}", **LINES) for number in range(n - 4))
    stages = (first, Stage.model_validate(second.model_copy(update={"steps": second.steps + more})), third)
    journey = whole.journey.model_copy(update={"stages": stages})
    found, told = looked_at(engine, whole.model_copy(update={"journey": journey}), PLAN)
    assert found[Item.STEPS] is done
    assert ("9 steps to rate: more than 8 take longer than the time there is." in told) is not done
