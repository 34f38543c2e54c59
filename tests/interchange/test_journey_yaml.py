import json
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from strategies import journeys

from journeykit.errors import BadFile
from journeykit.interchange.journey_yaml import (
    from_json,
    journey_from_text,
    journey_schema,
    read_journey,
    to_json,
    to_yaml,
    write_journey,
)
from journeykit.interchange.problem import BadPlaces

PUBLISHED = Path(__file__).parents[2] / "docs" / "journey.schema.json"
SMALL = """\
schema_version: 1
id: visit
title: A visit
scenario: Somebody comes to us
persona:
  name: Amina
  goal: Know what happens next
stages:
  - id: before
    label: Before
    period: before
  - id: there
    label: There
    period: during
    steps:
      - id: wait
        label: Waiting
  - id: after
    label: After
    period: after
"""

slow = settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])


def refused(text: str) -> str:
    """What is said about a file that cannot be used."""
    with pytest.raises(BadFile) as error:
        journey_from_text(text, "visit.yaml")
    return str(error.value)


def changed(old: str, new: str) -> str:
    assert old in SMALL
    return SMALL.replace(old, new)


@slow
@given(journeys())
def test_every_journey_comes_back_from_yaml_as_it_was_and_no_line_ends_with_a_space(journey):
    text = to_yaml(journey)
    assert journey_from_text(text) == journey
    assert not [line for line in text.split("\n") if line.endswith(" ")]


@slow
@given(journeys())
def test_every_journey_comes_back_from_json_as_it_was_and_fits_the_published_schema(journey):
    text = to_json(journey)
    assert from_json(text) == journey
    jsonschema.validate(json.loads(text), journey_schema(), cls=jsonschema.Draft202012Validator)


def test_the_published_schema_is_current():
    assert json.loads(PUBLISHED.read_text(encoding="utf-8")) == journey_schema(), (
        "run: journeykit schema -o docs/journey.schema.json"
    )


def test_the_schema_is_a_valid_one_and_names_no_address_of_its_own():
    schema = journey_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    assert "$id" not in schema


def test_a_file_that_was_written_by_journeykit_is_written_again_without_a_change():
    assert to_yaml(journey_from_text(SMALL)) == SMALL


def test_a_changed_label_changes_one_line():
    before = to_yaml(journey_from_text(SMALL)).splitlines()
    after = to_yaml(journey_from_text(changed("label: Waiting", "label: The waiting room"))).splitlines()
    assert [(old, new) for old, new in zip(before, after, strict=True) if old != new] == [
        ("        label: Waiting", "        label: The waiting room")
    ]


def test_several_plain_lines_are_written_as_a_block():
    text = to_yaml(journey_from_text(changed("Somebody comes to us", '"One line.\\nAnother."')))
    assert "scenario: |-\n  One line.\n  Another.\n" in text


def test_words_that_yaml_may_take_for_something_else_stay_words():
    for word in ("no", "yes", "null", "2016", "1.50", "12:30", "true"):
        journey = journey_from_text(changed("label: Waiting", f"label: '{word}'"))
        assert journey.target("wait").label == word
    assert journey_from_text(changed("label: Waiting", "label: no")).target("wait").label == "no"
    assert journey_from_text(changed("label: Waiting", "label: 1.50")).target("wait").label == "1.50"


def test_yes_and_no_are_understood_where_a_choice_is_asked():
    assert journey_from_text("invented: yes\n" + SMALL).invented
    assert not journey_from_text("invented: no\n" + SMALL).invented


def test_a_key_with_nothing_behind_it_counts_as_left_out():
    text = changed(
        "        label: Waiting\n", "        label: Waiting\n        doing:\n        asked:\n        touchpoints:\n"
    )
    assert journey_from_text(text) == journey_from_text(SMALL)


def test_a_wrong_word_is_told_with_its_key_its_line_and_the_nearest_right_one():
    assert refused(changed("period: before", "period: befor")) == (
        "visit.yaml, stages[0].period (line 11): found 'befor'. Allowed: before, during, after (nearest: before)."
    )


def test_an_unknown_key_is_told_with_the_keys_there_are():
    assert refused(changed("        label: Waiting", "        label: Waiting\n        thinkin: x")) == (
        "visit.yaml, stages[1].steps[0].thinkin (line 18): found the key 'thinkin'. "
        "Allowed: id, label, doing, thinking, expecting, asked, touchpoints (nearest: thinking)."
    )


def test_a_missing_key_is_told_at_the_thing_that_lacks_it():
    assert refused(changed("        label: Waiting\n", "")) == (
        "visit.yaml, stages[1].steps[0] (line 16): found no label. Allowed: a value for label."
    )


def test_a_journey_of_two_stages_is_refused():
    text = SMALL[: SMALL.index("  - id: after\n")]
    assert refused(text) == "visit.yaml, stages (line 8): found a list of 2. Allowed: at least 3 in this list."


def test_all_problems_are_told_at_once_in_the_order_of_the_file():
    text = changed("period: before", "period: befor").replace("id: wait", "id: Wait!")
    with pytest.raises(BadPlaces) as error:
        journey_from_text(text + "baseline:\n  value: 3\n", "visit.yaml")
    assert [problem.place for problem in error.value.problems] == [
        "stages[0].period (line 11)",
        "stages[1].steps[0].id (line 16)",
        "baseline.value (line 22)",
    ]
    assert str(error.value).count("\n") == 2


def test_an_id_that_is_used_twice_is_told_with_both_places():
    assert refused(changed("id: wait", "id: before")) == (
        "visit.yaml, stages[1].steps[0].id (line 16): found 'before', which is also stages[0].id (line 9). "
        "Allowed: each id once in a journey."
    )


def test_stages_out_of_order_are_told_at_the_first_one_that_is_too_early():
    assert refused(changed("period: before", "period: after")) == (
        "visit.yaml, stages[1].period (line 14): found during after a stage that is after. "
        "Allowed: stages in the order of time: before, during, after."
    )


def test_a_version_from_the_future_is_told_alone():
    said = refused(changed("schema_version: 1", "schema_version: 2\nmoods: []"))
    assert said.startswith("visit.yaml, schema_version (line 1): found '2'. Allowed: 1")
    assert "moods" not in said


@pytest.mark.parametrize(
    ("text", "place", "found"),
    [
        ("title: Waiting: long\n", "line 1, column 15", "'title: Waiting: long'"),
        ("a: 1\n\tb: 2\n", "line 2, column 1", "'b: 2'"),
        ("a: [1, 2\n", "line 2, column 1", "end of the file"),
        ("a: &name [x]\nb: *name\n", "line 1, column 4", "an anchor or alias"),
        ("b: *name\n", "line 1, column 4", "an anchor or alias"),
        ("a: !!python/object/apply:os.system [ls]\n", "line 1, column 4", "a tag"),
        ("a: !!binary aGk=\n", "line 1, column 4", "a tag"),
        ("a: 1\na: 2\n", "line 2, column 1", "the key a a second time"),
        ("a: 1\n---\nb: 1\n", "line 2, column 1", "a second document"),
        ("? [a]\n: 1\n", "line 1, column 3", "a key that is no word"),
        ("a: 1\nb: \x01\n", "line 2", "the character number 1"),
        ("[" * 500_000, "line 1, column 22", "more than 20 levels"),
        ("a: 1\n" * 250_000, "the file", "more than 1,000,000 bytes"),
        ("", "the file", "nothing"),
        ("- a\n", "line 1", "a list of 1"),
        ("just words\n", "line 1", "'just words'"),
    ],
    ids=lambda value: value[:12] if isinstance(value, str) else None,
)
def test_a_file_that_is_no_journey_is_told_with_its_place(text, place, found):
    said = refused(text)
    assert said.startswith(f"visit.yaml, {place}: found ")
    assert found in said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "line 1, column 2"),
        ("[" * 300_000, "too many levels"),
        ("[]", "a list of 0"),
        ('{"schema_version": 1, "id": 5}', "id: found '5'. Allowed: a text"),
        ('{"stages": [{"id": "a", "steps": [{"label": 1}]}]}', "stages[0].steps[0].label"),
    ],
)
def test_json_that_is_no_journey_is_told_with_its_place(text, said):
    with pytest.raises(BadFile, match=r"visit\.json") as error:
        from_json(text, "visit.json")
    assert said in str(error.value)


@given(st.text(max_size=200))
@settings(deadline=None)
def test_whatever_text_it_is_the_answer_is_a_clear_refusal(text):
    assert "Allowed: " in refused(text)


def test_a_file_is_read_with_a_byte_order_mark_and_in_utf_16(tmp_path):
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        (tmp_path / "journey.yaml").write_text(changed("Amina", "أمينة"), encoding=encoding)
        assert read_journey(tmp_path / "journey.yaml").persona.name == "أمينة"


def test_a_file_in_an_old_encoding_is_told_with_its_line(tmp_path):
    file = tmp_path / "journey.yaml"
    file.write_bytes(changed("Amina", "Zoé").encode("cp1252"))
    with pytest.raises(BadFile, match=r"line 6: found bytes that are no text. Allowed: text saved as UTF-8"):
        read_journey(file)


def test_a_missing_file_and_a_workbook_are_told_by_name(tmp_path):
    with pytest.raises(BadFile, match=r"journey\.yaml, the file: found No such file"):
        read_journey(tmp_path / "journey.yaml")
    (tmp_path / "journey.yaml").write_bytes(b"PK\x03\x04more")
    with pytest.raises(BadFile, match="a workbook or zip file"):
        read_journey(tmp_path / "journey.yaml")


def test_a_journey_is_written_as_its_name_says_and_leaves_no_other_file(tmp_path):
    journey = journey_from_text(SMALL)
    for name in ("journey.yaml", "journey.json"):
        write_journey(journey, tmp_path / name)
        write_journey(journey, tmp_path / name)
        assert read_journey(tmp_path / name) == journey
    assert sorted(path.name for path in tmp_path.iterdir()) == ["journey.json", "journey.yaml"]


def test_a_failed_write_leaves_the_old_file_as_it_was(tmp_path):
    file = tmp_path / "journey.json"
    write_journey(journey_from_text(SMALL), file)
    before = file.read_bytes()
    with pytest.raises(UnicodeEncodeError):
        write_journey(journey_from_text(SMALL).model_copy(update={"title": "\ud800"}), file)
    assert file.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["journey.json"]


def test_reading_a_whole_folder_needs_neither_pandas_nor_numpy():
    code = (
        "import sys; from journeykit.interchange.material_folder import read_material;"
        "from journeykit.shipped import shipped; read_material(shipped('sample_journeys') / 'clinic_visit');"
        "print([name for name in ('pandas', 'numpy') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
