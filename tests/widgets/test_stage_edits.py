"""Edits move, add and remove; ids stay what they are."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from journeykit.models.identifier import PATTERN
from journeykit.widgets import stage_edits as edits

STAGES = edits.checked(
    [
        {"id": "plan", "label": "Plan", "period": "before", "steps": [{"id": "ring", "label": "Ring"}]},
        {"id": "arrive", "label": "Arrive", "period": "during", "steps": []},
        {
            "id": "visit",
            "label": "Visit",
            "period": "during",
            "steps": [
                {"id": "wait", "label": "Wait"},
                {
                    "id": "doctor",
                    "label": "Doctor",
                    "touchpoints": [
                        {"id": "room", "label": "Room", "channel": "in_person", "mode": "offline"},
                        {"id": "letter", "label": "Letter", "channel": "post", "mode": "offline"},
                    ],
                },
            ],
        },
        {"id": "after", "label": "After", "period": "after", "steps": []},
    ]
)
IDS = ["plan", "ring", "arrive", "visit", "wait", "doctor", "room", "letter", "after"]


def move(id_, to, index):
    return edits.with_moved(STAGES, edits.Move(do="move", id=id_, to=to, index=index))


def test_a_step_moves_within_its_stage():
    assert " ".join(edits.ids(move("doctor", "visit", 0))) == "plan ring arrive visit doctor room letter wait after"


def test_a_step_moves_to_another_stage_with_its_touchpoints():
    assert " ".join(edits.ids(move("doctor", "plan", 1))) == "plan ring doctor room letter arrive visit wait after"


def test_a_stage_moves_to_another_period_and_takes_its_name():
    after = move("visit", "before", 0)
    assert [(stage["id"], stage["period"]) for stage in after] == [
        ("visit", "before"),
        ("plan", "before"),
        ("arrive", "during"),
        ("after", "after"),
    ]


def test_a_place_past_the_end_is_the_end():
    assert [stage["id"] for stage in move("plan", "during", 99)] == ["arrive", "visit", "plan", "after"]


def test_a_touchpoint_moves_to_another_step():
    assert move("letter", "wait", 0)[2]["steps"][0]["touchpoints"][0]["id"] == "letter"


@pytest.mark.parametrize(
    ("id_", "to"),
    [
        ("wait", "during"),
        ("wait", "ring"),
        ("plan", "visit"),
        ("room", "visit"),
        ("lunch", "plan"),
        ("doctor", "doctor"),
    ],
)
def test_nothing_moves_where_it_cannot_stand(id_, to):
    with pytest.raises(edits.EditRefused):
        move(id_, to, 0)


def test_what_is_added_stands_last_and_has_an_id_of_its_own():
    after = edits.with_added(STAGES, edits.Add(do="add", what="stage", to="during"))
    assert [stage["label"] for stage in after] == ["Plan", "Arrive", "Visit", "New stage", "After"]
    made = set(edits.ids(after)) - set(IDS)
    assert len(made) == 1
    assert re.fullmatch(PATTERN, made.pop())


def test_a_new_touchpoint_has_a_channel_and_a_mode():
    after = edits.with_added(STAGES, edits.Add(do="add", what="touchpoint", to="wait"))
    made = after[2]["steps"][0]["touchpoints"][0]
    assert (made["label"], made["channel"], made["mode"]) == ("New touchpoint", "web", "online")


def test_a_step_has_room_for_eight_touchpoints():
    stages = STAGES
    for _n in range(8):
        stages = edits.with_added(stages, edits.Add(do="add", what="touchpoint", to="wait"))
    with pytest.raises(edits.EditRefused, match="A step has room for 8 touchpoints"):
        edits.with_added(stages, edits.Add(do="add", what="touchpoint", to="wait"))


def test_a_text_changes_and_the_id_does_not():
    after = edits.with_text(STAGES, edits.SetText(do="set", id="wait", field="label", text=" Sitting "))
    assert (after[2]["steps"][0]["id"], after[2]["steps"][0]["label"]) == ("wait", "Sitting")


@pytest.mark.parametrize("field", ["id", "period", "steps", "asked", "channel"])
def test_only_texts_of_the_thing_itself_can_be_set(field):
    with pytest.raises(edits.EditRefused):
        edits.with_text(STAGES, edits.SetText(do="set", id="wait", field=field, text="x"))


@pytest.mark.parametrize(
    ("id_", "field", "text"), [("wait", "label", " "), ("wait", "doing", "x" * 121), ("room", "mode", "on")]
)
def test_a_text_that_cannot_stand_is_refused_by_the_model(id_, field, text):
    with pytest.raises(ValidationError):
        edits.with_text(STAGES, edits.SetText(do="set", id=id_, field=field, text=text))


@pytest.mark.parametrize("id_", IDS)
def test_what_is_removed_comes_back_where_it_stood(id_):
    left, removal = edits.without(STAGES, edits.Remove(do="remove", id=id_))
    assert id_ not in edits.ids(left)
    assert edits.with_again(left, removal) == STAGES


def test_no_edit_changes_the_stages_that_it_was_given():
    before = edits.checked(STAGES)
    move("wait", "plan", 0)
    edits.without(STAGES, edits.Remove(do="remove", id="visit"))
    edits.with_text(STAGES, edits.SetText(do="set", id="wait", field="label", text="x"))
    assert before == STAGES


@given(st.sampled_from(IDS), st.sampled_from([*IDS, "before", "during", "after"]), st.integers(0, 5))
def test_no_move_loses_or_renames_anything(id_, to, index):
    try:
        after = move(id_, to, index)
    except edits.EditRefused:
        return
    assert sorted(edits.ids(after)) == sorted(IDS)


def test_stages_out_of_time_or_with_an_id_used_twice_are_refused():
    with pytest.raises(edits.EditRefused, match="order of time"):
        edits.checked(STAGES[::-1])
    with pytest.raises(edits.EditRefused, match="used twice: plan"):
        edits.checked([STAGES[0], STAGES[0]])
