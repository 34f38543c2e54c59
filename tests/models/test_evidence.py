from datetime import date

import pytest
from pydantic import ValidationError

from journeykit.models.evidence import Quote, Wave, WaveCount
from journeykit.models.scale import Scale

FIVE = Scale(scale_min=1, scale_max=5)


def test_a_wave_keeps_raw_values_and_gives_points():
    wave = Wave(wave="2026", scale=FIVE, counts=(WaveCount(target_id="wait", value=1, count=3),))
    counts = wave.of("wait")
    assert (counts.counts, counts.support, counts.group) == ((3, 0, 0, 0, 0), (-2, -1, 0, 1, 2), "2026")
    assert counts.mean == -2


def test_a_step_that_nobody_answered_has_no_answers():
    assert Wave(wave="2026", scale=FIVE).of("wait").n == 0


@pytest.mark.parametrize("value", [0, 6, 999])
def test_an_answer_outside_its_scale_is_refused(value):
    with pytest.raises(ValidationError, match=f"wait: the answer {value} lies outside 1 to 5"):
        Wave(wave="2026", scale=FIVE, counts=(WaveCount(target_id="wait", value=value, count=1),))


@pytest.mark.parametrize("count", [-1, 1.5, "many"])
def test_a_count_is_a_whole_number_from_zero(count):
    with pytest.raises(ValidationError):
        WaveCount(target_id="wait", value=1, count=count)


def test_a_quote_must_say_whether_it_may_be_shown():
    with pytest.raises(ValidationError, match="consent_to_show"):
        Quote(step_id="wait", text="Long", date=date(2026, 5, 31))
    with pytest.raises(ValidationError, match="at most 400"):
        Quote(step_id="wait", text="x" * 401, date=date(2026, 5, 31), consent_to_show=True)
