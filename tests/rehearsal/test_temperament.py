"""A simulated person answers as people do, and the same seed brings the same people with the same answers."""

from __future__ import annotations

from datetime import date
from statistics import mean
from typing import Any

import pytest

from journeykit.models.session import Role
from journeykit.rehearsal.temperament import Temperament
from journeykit.session.invented_lines import ANYWHERE, LINES
from journeykit.widgets.sheet import fits

TODAY = date(2026, 11, 3)
STEPS = [["book", "Booking"], ["wait", "Waiting"], ["talk", "Talking to us"]]
MOODS = {"book": 0.5, "wait": -1.5, "talk": 1.2}
CARD: list[dict[str, Any]] = [
    {"id": "what", "type": "long", "label": "What?", "maxLength": 120, "required": True},
    {"id": "who", "type": "text", "label": "Who?", "maxLength": 60, "required": True},
    {"id": "due", "type": "date", "label": "By when?", "min": "2026-11-02", "required": True},
    {"id": "metric_by", "type": "date", "label": "Or by", "min": "2026-11-02", "max": "2026-11-05"},
]
EVERYTHING: list[dict[str, Any]] = [
    *CARD,
    {"id": "what_else", "type": "text", "label": "Else", "maxLength": 5},
    {"id": "share", "type": "checkbox", "label": "Share it"},
    {"id": "when", "type": "choice", "label": "When?", "options": [["this_week", "This week"], ["never", "Never"]]},
    {"id": "least_sure", "type": "picks", "label": "Least sure?", "most": 2, "options": STEPS},
    {"id": "how_they_feel:after", "type": "scale", "label": "Now", "lowest": "not at all", "highest": "fully"},
]
PEOPLE = [Temperament.of(7, number, MOODS) for number in range(1, 41)]


def test_the_same_seed_and_number_make_the_same_person_with_the_same_answers_in_any_order():
    for one, other in zip(PEOPLE, [Temperament.of(7, number, MOODS) for number in range(1, 41)], strict=True):
        assert one == other
        later = [other.rating(step, "how?") for step in reversed(MOODS)]
        assert [one.rating(step, "how?") for step in MOODS] == later[::-1]
        assert one.answers(EVERYTHING, TODAY) == other.answers(EVERYTHING, TODAY)


def test_another_seed_brings_other_people():
    assert [each.rosy for each in PEOPLE] != [Temperament.of(8, each.number, MOODS).rosy for each in PEOPLE]
    assert len({each.rosy for each in PEOPLE}) == len(PEOPLE)


def test_whatever_a_person_fills_in_fits_the_field():
    fields = {field["id"]: field for field in EVERYTHING}
    for person in PEOPLE:
        for field_id, filled in person.answers(EVERYTHING, TODAY).items():
            assert fits(filled, fields[field_id]), (field_id, filled)


def test_a_form_is_written_whole_or_not_at_all():
    share = {"id": "share", "type": "checkbox", "label": "Share it"}
    written = [set(person.answers([*CARD, share], TODAY)) - {"share"} for person in PEOPLE]
    assert all(each in (set(), {"what", "who", "due", "metric_by"}) for each in written)
    assert all(person.answers([*CARD, share], TODAY).keys() != {"share"} for person in PEOPLE)
    assert 5 < sum(map(bool, written)) < 35


def test_a_room_is_rosier_than_its_customers_and_of_different_minds():
    answers = {step: [person.rating(step, "how?") for person in PEOPLE] for step in MOODS}
    assert MOODS["wait"] < mean(answers["wait"]) < 0
    assert len(set(answers["wait"])) > 1
    assert mean(answers["wait"]) < mean(answers["book"]) < mean(answers["talk"]) <= 2


def test_what_to_fix_first_is_sore_and_what_to_protect_is_good():
    def picks(question: str) -> list[Any]:
        fields = [{"id": question, "type": "choice", "label": question, "options": STEPS}]
        return [person.answers(fields, TODAY)[question] for person in PEOPLE]

    assert picks("fix_first").count("wait") > 30
    assert picks("protect").count("wait") == 0


def test_most_people_find_no_step_that_does_not_happen():
    fields = [{"id": "did_not_happen", "type": "picks", "label": "Not?", "options": STEPS}]
    found = [person.answers(fields, TODAY) for person in PEOPLE]
    assert 1 <= sum(map(bool, found)) <= 10
    assert all(len(each.get("did_not_happen", [])) <= 1 for each in found)


def test_a_closed_field_is_left_alone():
    fields = [{"id": "share", "type": "checkbox", "label": "Share it", "disabled": True}]
    assert all(person.answers(fields, TODAY) == {} for person in PEOPLE)


def test_roles_are_mixed_and_everybody_takes_a_human_time():
    assert {each.role for each in PEOPLE} >= {Role.FRONT_LINE, Role.BACK_OFFICE, Role.LEADER}
    assert all(1 <= each.seconds("tap") <= 9 for each in PEOPLE)
    assert PEOPLE[0].seconds("tap", 2) == pytest.approx(2 * PEOPLE[0].seconds("tap"))


def test_every_invented_line_fits_every_field():
    assert all(0 < len(line) <= 60 for lines in (*LINES.values(), ANYWHERE) for line in lines)
    assert all(len(line) <= 30 for line in (*LINES["first_word"], *LINES["second_word"]))


def test_the_halves_of_a_commitment_belong_together_and_read_on_from_then_i_will():
    fields = [{"id": half, "type": "text", "label": half, "maxLength": 120} for half in ("if_text", "then_text")]
    written = [answers for person in PEOPLE if (answers := person.answers(fields, TODAY))]
    together = dict(zip(LINES["if_text"], LINES["then_text"], strict=True))
    assert {each["if_text"] for each in written} == set(together)
    assert all(each["then_text"] == together[each["if_text"]] for each in written)
    assert not any(line.startswith("I ") for line in LINES["then_text"])
