"""A sheet says only what Python wrote, takes only what its fields allow, and presses only what it offers."""

import re

import pytest
import traitlets

from journeykit.widgets.page_widget import STATIC
from journeykit.widgets.sheet import Sheet

FIELDS = [
    {"id": "agree", "type": "checkbox", "label": "I agree"},
    {"id": "points", "type": "number", "label": "Points", "min": -2, "max": 2},
    {"id": "name", "type": "text", "label": "Name", "maxLength": 60},
]

MORE_FIELDS = [
    {"id": "why", "type": "long", "label": "Why", "maxLength": 120},
    {"id": "due", "type": "date", "label": "By when", "min": "2026-11-22", "max": "2027-11-22"},
    {"id": "fix", "type": "choice", "label": "Fix first", "options": [["book", "Booking"], ["wait", "Waiting"]]},
    {
        "id": "sure",
        "type": "picks",
        "label": "Least sure",
        "most": 2,
        "options": [["book", "Booking"], ["desk", "Reception"], ["wait", "Waiting"]],
    },
    {"id": "agrees", "type": "scale", "label": "I know how they feel", "lowest": "not at all", "highest": "fully"},
]


@pytest.fixture
def sheet():
    return Sheet(
        blocks=[{"kind": "text", "text": "Hello"}],
        fields=FIELDS,
        actions=[{"id": "go", "label": "Go"}, {"id": "stop", "label": "Stop", "disabled": True}],
        value={"agree": False},
    )


@pytest.fixture
def pressed(sheet):
    heard = []
    sheet.on_press(heard.append)
    return heard


def test_a_button_that_is_offered_is_pressed_once(sheet, pressed, page_of):
    page_of(sheet).sends({"press": "go"})
    assert pressed == ["go"]


@pytest.mark.parametrize(
    "message", [{"press": "stop"}, {"press": "delete"}, {"press": ["go"]}, {"press": None}, {}, "go", ["press"], None]
)
def test_what_is_not_offered_or_is_disabled_cannot_be_pressed(sheet, pressed, page_of, message):
    page_of(sheet).sends(message)
    assert pressed == []


def test_a_press_brings_what_was_filled_in_with_it(sheet, page_of):
    filled = []
    sheet.on_press(lambda _: filled.append(dict(sheet.value)))
    page_of(sheet).sends({"press": "go", "value": {"agree": True, "points": 1}})
    assert filled == [{"agree": True, "points": 1}]


def test_a_press_counts_although_python_adds_to_what_was_filled_in(sheet, pressed, page_of):
    sheet.observe(lambda _: setattr(sheet, "value", {**sheet.value, "agree": False}), "value")
    page_of(sheet).sends({"press": "go", "value": {"name": "x"}})
    assert pressed == ["go"]
    assert sheet.value == {"name": "x", "agree": False}


@pytest.mark.parametrize("value", [{"agree": "yes"}, {"secret": 1}, {"points": True}, "all", None])
def test_a_press_with_something_that_no_field_takes_presses_nothing(sheet, pressed, page_of, value):
    page_of(sheet).sends({"press": "go", "value": value})
    assert pressed == []
    assert sheet.value == {"agree": False}


def test_the_log_never_holds_what_somebody_wrote(sheet, page_of, caplog):
    page_of(sheet).says(value={"secret": "I am ill"})
    assert "refused what its page sent as value" in caplog.text
    assert "ill" not in caplog.text


def test_python_presses_by_the_same_rule(sheet, pressed):
    sheet.press("go")
    sheet.press("stop")
    assert pressed == ["go"]


def test_a_button_that_was_taken_away_cannot_be_pressed_any_more(sheet, pressed, page_of):
    sheet.actions = []
    page_of(sheet).sends({"press": "go"})
    assert pressed == []


def test_what_people_fill_in_becomes_the_value(sheet, page_of):
    page_of(sheet).says(value={"agree": True, "points": 0.5, "name": "x"})
    assert sheet.value == {"agree": True, "points": 0.5, "name": "x"}


@pytest.mark.parametrize(
    "value",
    [{"agree": "yes"}, {"agree": 1}, {"points": True}, {"points": "1"}, {"name": 7}, {"name": None}, {"x": 1}, [], "x"],
)
def test_what_does_not_fit_a_field_is_refused_and_the_page_is_set_right(sheet, page_of, value):
    page = page_of(sheet)
    page.says(value=value)
    assert sheet.value == {"agree": False}
    assert page.shows("value") == {"agree": False}


@pytest.mark.parametrize(
    "value",
    [
        {"why": "x" * 120, "due": "2026-11-30", "fix": "wait", "sure": ["wait", "book"], "agrees": 5},
        {"why": "", "due": "", "fix": "", "sure": [], "agrees": 1},
        {"due": "2026-11-22"},
        {"due": "2027-11-22"},
        {"why": "\N{OCTOPUS}" * 120},
    ],
)
def test_every_type_of_field_takes_what_fits_it(sheet, page_of, value):
    sheet.fields = MORE_FIELDS
    page_of(sheet).says(value=value)
    assert sheet.value == value


@pytest.mark.parametrize(
    "value",
    [
        {"why": "x" * 121},
        {"why": ["x"]},
        {"due": "2026-11-21"},
        {"due": "2027-11-23"},
        {"due": "2026-02-30"},
        {"due": "20261130"},
        {"due": "2026-W48-1"},
        {"due": "tomorrow"},
        {"due": 20261130},
        {"due": None},
        {"fix": "desk"},
        {"fix": ["book"]},
        {"fix": None},
        {"sure": ["book", "desk", "wait"]},
        {"sure": ["book", "book"]},
        {"sure": ["lobby"]},
        {"sure": [["book"]]},
        {"sure": "book"},
        {"sure": None},
        {"agrees": 9},
        {"agrees": 0},
        {"agrees": True},
        {"agrees": 3.0},
        {"agrees": "3"},
    ],
)
def test_what_is_too_long_or_off_the_options_is_refused_and_the_page_is_set_right(sheet, page_of, value):
    sheet.fields, sheet.value = MORE_FIELDS, {"agrees": 2}
    page = page_of(sheet)
    page.says(value=value)
    assert sheet.value == {"agrees": 2}
    assert page.shows("value") == {"agrees": 2}


@pytest.mark.parametrize("points", [-2.1, 3, float("nan"), float("inf")])
def test_a_number_outside_its_limits_is_refused(sheet, page_of, points):
    page_of(sheet).says(value={"points": points})
    assert sheet.value == {"agree": False}


def test_a_field_that_is_closed_takes_nothing_more_from_its_page(sheet, page_of):
    sheet.fields = [{**FIELDS[0], "disabled": True}, *FIELDS[1:]]
    page = page_of(sheet)
    page.says(value={"agree": True})
    assert page.shows("value") == sheet.value == {"agree": False}
    page.says(value={"agree": False, "name": "x"})
    assert sheet.value == {"agree": False, "name": "x"}
    sheet.value = {"agree": True}
    assert page.shows("value") == {"agree": True}


def test_an_option_that_is_gone_is_not_chosen_any_more(sheet):
    sheet.fields = MORE_FIELDS
    sheet.value = {"fix": "wait", "agrees": 2, "sure": ["book"]}
    sheet.fields = [{**MORE_FIELDS[2], "options": [["book", "Booking"]]}, MORE_FIELDS[3]]
    assert sheet.value == {"sure": ["book"]}


def test_the_page_gets_one_script_out_of_two_files(sheet):
    assert "import " not in re.sub(r"(?m)^ *(//|\*|/\*).*", "", sheet._esm)
    assert "export const fieldsIn" in sheet._esm
    assert sheet._esm.rstrip().endswith("export default { render };")


def test_a_page_cannot_write_the_sheet(sheet, page_of):
    page = page_of(sheet)
    page.says(
        blocks=[{"kind": "text", "text": "Forged"}], actions=[{"id": "delete", "label": "x"}], fields=[], label="x"
    )
    assert sheet.blocks == [{"kind": "text", "text": "Hello"}]
    assert [action["id"] for action in sheet.actions] == ["go", "stop"]
    assert (sheet.fields, sheet.label) == (FIELDS, "")
    assert page.shows("blocks") == sheet.blocks


def test_python_is_told_what_it_may_not_fill_in(sheet):
    with pytest.raises(traitlets.TraitError, match="This sheet takes no 'yes' for agree"):
        sheet.value = {"agree": "yes"}


def test_its_repr_is_the_same_in_every_run(sheet):
    assert repr(sheet) == "Sheet(1 blocks, 3 fields, 2 buttons)"


def test_every_kind_of_block_that_a_screen_writes_can_be_drawn():
    drawn = set(re.findall(r"^  (\w+): (?:plain|\()", (STATIC / "sheet.js").read_text(encoding="utf-8"), re.MULTILINE))
    screens = STATIC.parents[1] / "screens"
    written = {
        kind
        for path in screens.glob("*.py")
        for kind in re.findall(r'"kind": "(\w+)"', path.read_text(encoding="utf-8"))
    }
    assert written
    assert written <= drawn
