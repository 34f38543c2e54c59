"""The page sends edits; the stages stay whole whatever it sends."""

import pytest
import traitlets

from journeykit.models.journey import Channel, ContactMode, Period
from journeykit.widgets.stage_builder import StageBuilder

STAGES = [
    {"id": "plan", "label": "Plan", "period": "before", "steps": [{"id": "ring", "label": "Ring"}]},
    {"id": "visit", "label": "Visit", "period": "during", "steps": [{"id": "wait", "label": "Wait"}]},
    {"id": "later", "label": "Later", "period": "after"},
]


@pytest.fixture
def builder():
    return StageBuilder(value=STAGES)


def labels(builder):
    return [[stage["label"], *(step["label"] for step in stage["steps"])] for stage in builder.value]


def test_the_value_is_complete_and_can_be_read_as_models(builder):
    assert builder.value[2] == {"id": "later", "label": "Later", "period": "after", "steps": []}
    assert [stage.id for stage in builder.stages] == ["plan", "visit", "later"]


def test_edits_of_the_page_change_the_value_and_observers_hear_it(builder, page_of):
    seen = []
    builder.observe(lambda change: seen.append(len(change.new)), "value")
    page = page_of(builder)
    page.sends({"do": "move", "id": "ring", "to": "visit", "index": 1})
    page.sends({"do": "set", "id": "wait", "field": "label", "text": "Sit and wait"})
    page.sends({"do": "add", "what": "stage", "to": "after"})
    assert labels(builder) == [["Plan"], ["Visit", "Sit and wait", "Ring"], ["Later"], ["New stage"]]
    assert seen == [3, 3, 4]
    assert page.shows("value") == builder.value


def test_an_empty_label_is_told_beside_its_field_until_it_is_filled(builder, page_of):
    page = page_of(builder)
    page.sends({"do": "set", "id": "wait", "field": "label", "text": ""})
    assert builder.errors == {"wait.label": "Please fill this in."}
    assert labels(builder)[1] == ["Visit", "Wait"]
    page.sends({"do": "set", "id": "ring", "field": "label", "text": "Call"})
    assert builder.errors == {"wait.label": "Please fill this in."}
    page.sends({"do": "set", "id": "wait", "field": "label", "text": "Waiting"})
    assert builder.errors == {}


def test_errors_go_with_what_they_are_about(builder, page_of):
    page = page_of(builder)
    page.sends({"do": "set", "id": "wait", "field": "label", "text": ""})
    page.sends({"do": "remove", "id": "visit"})
    assert builder.errors == {}


def test_the_last_removal_can_be_undone_once(builder, page_of):
    whole = builder.value
    page = page_of(builder)
    page.sends({"do": "remove", "id": "visit"})
    assert labels(builder) == [["Plan", "Ring"], ["Later"]]
    assert builder.removed == "Visit"
    page.sends({"do": "undo"})
    assert builder.value == whole
    assert builder.removed == ""
    page.sends({"do": "undo"})
    assert builder.errors == {"": "There is nothing to bring back."}
    assert builder.value == whole


def test_an_edit_of_what_is_gone_is_refused_with_its_reason(builder, page_of):
    page = page_of(builder)
    page.sends({"do": "remove", "id": "ring"})
    page.sends({"do": "move", "id": "ring", "to": "visit", "index": 0})
    assert builder.errors == {"": "This is no longer here."}
    page.sends({"do": "undo"})
    assert builder.errors == {}


@pytest.mark.parametrize(
    "content",
    [
        None,
        "remove",
        {"do": "explode"},
        {"do": "remove"},
        {"do": "remove", "id": 7},
        {"do": "move", "id": "ring", "to": "visit", "index": -1},
        {"do": "move", "id": "ring", "to": "visit", "index": "0"},
        {"do": "move", "id": "ring", "to": ["visit"], "index": 0},
        {"do": "add", "what": "world", "to": "plan"},
        {"do": "set", "id": "ring", "field": "label", "text": 999},
        {"do": "set", "id": "ring", "field": "id", "text": "other"},
        {"do": "set", "id": "ring", "field": "label", "text": "x" * 3000},
        {"do": "remove", "id": "ring", "also": "plan"},
    ],
)
def test_a_forged_edit_changes_nothing(builder, page_of, content):
    before = builder.value
    page_of(builder).sends(content)
    assert builder.value == before


def test_a_page_cannot_set_the_value_itself(builder, page_of):
    before = builder.value
    page = page_of(builder)
    page.says(value=[], errors={"": "x"}, removed="x")
    assert builder.value == before
    assert page.shows("value") == before
    assert builder.removed == ""


@pytest.mark.parametrize("value", [STAGES[::-1], [STAGES[0], STAGES[0]], [{"id": "plan"}], [{"label": "x"}]])
def test_a_value_from_python_must_be_stages_in_order(builder, value):
    before = builder.value
    with pytest.raises(traitlets.TraitError):
        builder.value = value
    assert builder.value == before


def test_two_builders_can_be_linked(builder, page_of):
    other = StageBuilder()
    traitlets.link((builder, "value"), (other, "value"))
    page_of(other).sends({"do": "remove", "id": "plan"})
    assert labels(builder) == [["Visit", "Wait"], ["Later"]]


def test_the_limits_are_those_of_the_models(builder):
    limits = {"label": 60, "doing": 120, "thinking": 120, "expecting": 120}
    assert builder.limits == limits | {"stage": 12, "step": 12, "touchpoint": 8, "fewest": 3}


def test_every_choice_has_a_word(builder):
    assert set(builder.words["periods"]) == set(Period)
    assert set(builder.words["channels"]) == set(Channel)
    assert set(builder.words["modes"]) == set(ContactMode)


def test_its_repr_is_the_same_in_every_run(builder):
    assert repr(builder) == "StageBuilder(3 stages, 2 steps)"
