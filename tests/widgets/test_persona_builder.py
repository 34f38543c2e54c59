"""The form keeps every letter that is written, and gives out nothing but personas."""

import pytest
import traitlets

from journeykit.models.persona import EvidenceLevel, Persona
from journeykit.widgets.persona_builder import PersonaBuilder

AMINA = Persona(name="Amina", goal="Know what happens next", fears=("They forget me",))
WHOLE = AMINA.model_dump(mode="json")


def test_an_empty_form_has_no_persona_and_says_what_is_needed():
    builder = PersonaBuilder()
    assert builder.value == {}
    assert builder.persona is None
    assert builder.errors == {"name": "Please fill this in.", "goal": "Please fill this in."}


def test_what_is_written_becomes_the_persona_as_soon_as_it_is_one(page_of):
    builder = PersonaBuilder()
    seen = []
    builder.observe(lambda change: seen.append(change.new), "value")
    page = page_of(builder)
    page.says(draft={"name": "Amina"})
    assert (builder.value, builder.errors) == ({}, {"goal": "Please fill this in."})
    page.says(draft={"name": " Amina ", "goal": "Know what happens next", "fears": ["They forget me"]})
    assert builder.value == WHOLE
    assert builder.persona == AMINA
    assert builder.errors == {}
    assert seen == [WHOLE]


def test_a_draft_that_is_no_persona_any_more_leaves_the_last_one(page_of):
    builder = PersonaBuilder.for_persona(AMINA)
    page_of(builder).says(draft=WHOLE | {"name": ""})
    assert builder.draft["name"] == ""
    assert builder.value == WHOLE
    assert builder.errors == {"name": "Please fill this in."}


def test_errors_name_the_row_that_the_writer_sees(page_of):
    builder = PersonaBuilder.for_persona(AMINA)
    page_of(builder).says(draft=WHOLE | {"fears": ["", "fine", "x" * 121]})
    assert builder.errors == {"fears.2": "Please use at most 120 characters."}


def test_empty_rows_are_not_counted(page_of):
    builder = PersonaBuilder.for_persona(AMINA)
    page_of(builder).says(draft=WHOLE | {"expectations": ["", "a", " ", "b", "c", "d", "e"]})
    assert builder.value["expectations"] == ["a", "b", "c", "d", "e"]
    page_of(builder).says(draft=WHOLE | {"expectations": list("abcdef")})
    assert builder.errors == {"expectations": "There is room for 5 of these."}


@pytest.mark.parametrize(
    "draft",
    [
        {"name": 999},
        {"fears": "one"},
        {"fears": [1]},
        {"age": "36"},
        {"goal": "x" * 2001},
        {"fears": [""] * 21},
        ["name"],
    ],
)
def test_a_forged_draft_changes_nothing_and_the_page_is_set_right(page_of, draft):
    builder = PersonaBuilder.for_persona(AMINA)
    page = page_of(builder)
    page.says(draft=draft)
    assert builder.draft == WHOLE
    assert builder.value == WHOLE
    assert page.shows("draft") == WHOLE


def test_a_page_cannot_set_the_value_past_the_model(page_of):
    builder = PersonaBuilder.for_persona(AMINA)
    page = page_of(builder)
    page.says(value={"name": "x"}, errors={}, limits={})
    assert builder.value == WHOLE
    assert page.shows("value") == WHOLE


def test_a_choice_that_is_not_in_the_list_is_told(page_of):
    builder = PersonaBuilder.for_persona(AMINA)
    page_of(builder).says(draft=WHOLE | {"evidence_level": "certain"})
    assert builder.errors == {"evidence_level": "Please choose one of the list."}


def test_a_value_from_python_fills_the_form_and_must_be_a_persona():
    builder = PersonaBuilder()
    builder.value = WHOLE
    assert builder.draft == WHOLE
    assert builder.errors == {}
    with pytest.raises(traitlets.TraitError, match=r"This is no persona. goal: Please fill this in."):
        builder.value = {"name": "Ben"}
    assert builder.value == WHOLE


def test_two_forms_can_be_linked(page_of):
    one, other = PersonaBuilder(), PersonaBuilder()
    traitlets.link((one, "value"), (other, "value"))
    page_of(one).says(draft={"name": "Amina", "goal": "Know what happens next", "fears": ["They forget me"]})
    assert other.draft == WHOLE


def test_the_limits_are_those_of_the_model():
    assert PersonaBuilder().limits == {
        "name": 60,
        "role": 80,
        "goal": 200,
        "context": 200,
        "pronoun": 20,
        "expectations": {"items": 5, "each": 120},
        "fears": {"items": 5, "each": 120},
    }


def test_every_level_of_evidence_has_a_word():
    assert set(PersonaBuilder().words["evidence_levels"]) == set(EvidenceLevel)


def test_its_repr_is_the_same_in_every_run():
    assert repr(PersonaBuilder.for_persona(AMINA)) == "PersonaBuilder('Amina')"
