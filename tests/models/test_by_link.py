"""What customers tell by their link, on its way into the material."""

from __future__ import annotations

from datetime import date

import pytest
from pydantic import ValidationError
from samples import small_journey, small_material, small_wave

from journeykit.models.by_link import KeptComment, LinkAnswer, LinkComment, ToldByLink, with_link
from journeykit.models.evidence import Quote, WaveCount
from journeykit.models.journey import CustomerWords
from journeykit.models.material import Material

FIRST, LAST = date(2026, 10, 30), date(2026, 11, 3)


def told(**changes: object) -> ToldByLink:
    counts = (WaveCount(target_id="gone", value=1, count=6), WaveCount(target_id="wait", value=-2, count=6))
    comments = tuple(KeptComment(step_id=step, text="Nobody came.", said_on=LAST) for step in ("gone", "wait"))
    return ToldByLink(
        **{"customers": 6, "first_on": FIRST, "last_on": LAST, "counts": counts, "comments": comments} | changes
    )


@pytest.mark.parametrize("value", [-3, 3, 999, 1.5, "1", True, None])
def test_an_answer_off_the_scale_is_none(value: object):
    with pytest.raises(ValidationError):
        LinkAnswer(felt={"wait": value})


@pytest.mark.parametrize("text", ["", "  ", "x" * 401])
def test_a_comment_has_one_to_400_characters(text: str):
    with pytest.raises(ValidationError):
        LinkComment(step_id="wait", text=text)


def test_nothing_changes_while_nobody_has_answered():
    assert with_link(small_material(), ToldByLink()) == small_material()


def test_the_newest_wave_names_how_and_when_it_was_asked_on_our_own_scale():
    material = with_link(small_material(), told())
    wave = material.waves[-1]
    assert [each.wave for each in material.waves] == ["2026", "link"]
    assert (wave.wave, wave.scale.scale_min, wave.scale.scale_max) == ("link", -2, 2)
    assert wave.source.name == "Customers who answered by our link"
    assert wave.source.question == "How did you feel at each step?"
    assert wave.source.period == "30 October 2026 to 3 November 2026"
    assert wave.of("wait").counts == (6, 0, 0, 0, 0)


def test_answers_of_one_day_name_that_day():
    wave = with_link(small_material(), told(first_on=LAST)).waves[-1]
    assert wave.source.period == "3 November 2026"


def test_words_become_quotes_after_those_that_were_there():
    journey = small_journey().model_copy(update={"customers": CustomerWords(one="patient", many="patients")})
    material = with_link(small_material().model_copy(update={"journey": journey}), told())
    assert material.quotes == (
        *small_material().quotes,
        Quote(step_id="wait", text="Nobody came.", source="a patient, by the link", date=LAST, consent_to_show=True),
    )
    assert Material.model_validate(material.model_dump()) == material  # what is about the step "gone" is left out


def test_a_survey_that_is_called_link_keeps_its_name():
    surveys = tuple(small_wave(name, wait={1: 10}) for name in ("link", "link-2"))
    material = with_link(Material(journey=small_journey(), waves=surveys), told())
    assert [each.wave for each in material.waves] == ["link", "link-2", "link-3"]


def test_answers_without_a_day_are_refused():
    with pytest.raises(ValidationError, match="a first and a last day"):
        ToldByLink(customers=1)
