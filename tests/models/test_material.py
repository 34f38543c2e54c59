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


def compared(*waves: Wave) -> str | None:
    latest = Material(journey=small_journey(), waves=waves).latest_wave
    return latest.wave if latest else None


def test_the_newest_wave_that_shows_as_many_steps_as_any_other_is_compared_with_the_room():
    one_step = small_wave("2025", book={4: 2, 5: 3}, wait={1: 1})
    assert compared(one_step, small_wave("2026", book={5: 5})) == "2026"
    assert compared(one_step, small_wave("2026", book={5: 4}, wait={1: 4})) == "2025"  # no step has five
    full = small_wave("2025", book={4: 10}, wait={1: 10}, talk={4: 10})
    assert compared(full, small_wave("2026", book={5: 5})) == "2025"  # two steps would lose their customers
    assert compared(full, small_wave("2026", book={5: 5}, wait={2: 5}, pay={3: 5})) == "2026"


def test_where_no_wave_has_five_answers_the_newest_is_compared():
    assert compared(small_wave("2025", book={4: 4}), small_wave("2026", book={5: 1})) == "2026"
    assert compared() is None


@pytest.mark.parametrize(("answers", "checked"), [(0, False), (4, False), (5, True)])
def test_with_fewer_than_five_answers_at_every_step_it_stays_our_own_view(answers: int, checked: bool):
    waves = (small_wave("2026", book={4: answers}, wait={1: answers}),)
    assert Material(journey=small_journey(), waves=waves).is_checked is checked
    assert not Material(journey=small_journey()).is_checked


def test_only_quotes_with_consent_are_shown():
    material = Material(journey=small_journey(), quotes=(quote("book"), quote("book", consent=False)))
    assert material.shown_quotes("book") == (quote("book"),)
