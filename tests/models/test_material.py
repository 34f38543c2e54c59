"""A journey and its customers belong together."""

from __future__ import annotations

from datetime import date

import pytest
from pydantic import ValidationError
from samples import small_journey, small_wave

from journeykit.models.evidence import Quote, Wave, WaveCount
from journeykit.models.material import Material


def quote(step_id: str, *, consent: bool = True) -> Quote:
    return Quote(step_id=step_id, text="Nobody told me.", date=date(2026, 9, 1), consent_to_show=consent)


def test_customers_may_only_speak_of_steps_of_the_journey():
    wave = small_wave("2026", book={4: 1})
    stranger = wave.model_copy(update={"counts": (WaveCount(target_id="moon", value=4, count=1),)})
    for customers in ({"waves": (stranger,)}, {"quotes": (quote("moon"),)}):
        with pytest.raises(ValidationError, match="does not have: moon"):
            Material(journey=small_journey(), **customers)


def test_two_waves_cannot_have_one_name():
    wave = small_wave("2026", book={4: 1})
    with pytest.raises(ValidationError, match="used twice: 2026"):
        Material(journey=small_journey(), waves=(wave, wave))


def test_the_newest_wave_is_the_last_one():
    waves: tuple[Wave, ...] = (small_wave("2025", book={4: 1}), small_wave("2026", book={5: 1}))
    assert Material(journey=small_journey(), waves=waves).latest_wave == waves[1]


def test_only_quotes_with_consent_are_shown():
    material = Material(journey=small_journey(), quotes=(quote("book"), quote("book", consent=False)))
    assert material.shown_quotes("book") == (quote("book"),)
