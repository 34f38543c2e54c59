import re

import pytest
from pydantic import ValidationError

from journeykit.errors import UnknownStep
from journeykit.models.identifier import PATTERN, fresh_identifier
from journeykit.models.journey import (
    Baseline,
    Channel,
    ContactMode,
    Journey,
    Period,
    Stage,
    Step,
    Touchpoint,
)
from journeykit.models.persona import Persona

AMINA = Persona(name="Amina", goal="Know what happens next")


def stage(id_, period, *steps):
    return Stage(id=id_, label=id_, period=period, steps=steps)


def step(id_, *touchpoints):
    return Step(id=id_, label=id_, touchpoints=touchpoints)


def journey(*stages, **more):
    return Journey(id="visit", title="A visit", scenario="Somebody comes to us", persona=AMINA, stages=stages, **more)


SIMPLE = (stage("a", Period.BEFORE), stage("b", Period.DURING, step("wait"), step("doctor")), stage("c", Period.AFTER))


def test_what_people_rate_are_the_steps_and_the_stages_without_steps_in_order():
    assert journey(*SIMPLE).target_ids == ("a", "wait", "doctor", "c")


def test_a_target_is_found_by_its_id_and_an_unknown_one_names_those_there_are():
    assert journey(*SIMPLE).target("wait").label == "wait"
    with pytest.raises(UnknownStep, match=re.escape("no step 'b'. It has: a, wait, doctor, c.")):
        journey(*SIMPLE).target("b")


@pytest.mark.parametrize(
    "twice",
    [
        (stage("a", Period.BEFORE), stage("a", Period.DURING), stage("c", Period.AFTER)),
        (stage("a", Period.BEFORE), stage("b", Period.DURING, step("a")), stage("c", Period.AFTER)),
        (
            stage("a", Period.BEFORE, step("s")),
            stage(
                "b",
                Period.DURING,
                step("t", Touchpoint(id="s", label="s", channel=Channel.WEB, mode=ContactMode.ONLINE)),
            ),
            stage("c", Period.AFTER),
        ),
    ],
    ids=["stage and stage", "stage and step", "step and touchpoint"],
)
def test_an_id_is_used_once_in_a_journey(twice):
    with pytest.raises(ValidationError, match=r"ids must be unique in a journey; used twice: [as]"):
        journey(*twice)


@pytest.mark.parametrize(
    "periods", [("during", "before", "after"), ("before", "after", "during"), ("after", "after", "before")]
)
def test_stages_run_in_the_order_of_time(periods):
    with pytest.raises(ValidationError, match="stages must run in order of time"):
        journey(*(stage(f"s{n}", Period(period)) for n, period in enumerate(periods)))


@pytest.mark.parametrize("n", [0, 2, 13])
def test_a_journey_has_three_to_twelve_stages(n):
    with pytest.raises(ValidationError):
        journey(*(stage(f"s{k}", Period.DURING) for k in range(n)))


def test_a_stage_has_at_most_twelve_steps_and_a_step_eight_touchpoints():
    with pytest.raises(ValidationError):
        stage("a", Period.BEFORE, *(step(f"s{n}") for n in range(13)))
    with pytest.raises(ValidationError):
        step("a", *(Touchpoint(id=f"t{n}", label="t", channel=Channel.WEB, mode=ContactMode.BOTH) for n in range(9)))


@pytest.mark.parametrize("field", ["doing", "thinking", "expecting"])
def test_a_line_has_at_most_120_characters(field):
    assert Step(id="a", label="A", **{field: "x" * 120})
    with pytest.raises(ValidationError):
        Step(id="a", label="A", **{field: "x" * 121})


@pytest.mark.parametrize("value", [-2.1, 2.1, float("nan"), float("inf"), "high"])
def test_a_baseline_lies_on_the_scale(value):
    with pytest.raises(ValidationError):
        Baseline(value=value)


def test_a_version_from_the_future_is_refused():
    with pytest.raises(ValidationError):
        journey(*SIMPLE, schema_version=2)


def test_nothing_of_a_journey_is_changed_in_place():
    with pytest.raises(ValidationError):
        journey(*SIMPLE).title = "Another"


@pytest.mark.parametrize(
    ("label", "stem"),
    [
        ("Finding the way", "finding_the_way"),
        ("Café & crème!", "cafe_creme"),
        ("待ち時間", "item"),
        ("", "item"),
        ("x" * 60, "x" * 35),
    ],
)
def test_a_fresh_id_is_made_from_the_label_and_four_characters(label, stem):
    made = fresh_identifier(label)
    assert re.fullmatch(PATTERN, made)
    assert made[:-5] == stem
    assert fresh_identifier(label) != made
