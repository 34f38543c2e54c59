import csv
from collections import Counter

import pytest
from analysis.published import check, data_file

from journeykit.analysis.change import change_sentence, changes, share_change, smallest_noticeable
from journeykit.interchange.material_folder import read_material
from journeykit.models.counts import Counts
from journeykit.models.scale import Scale
from journeykit.shipped import shipped

FIVE = Scale(scale_min=1, scale_max=5)


def airport(year: str) -> list[Counts]:
    with data_file("sfo_airport_counts/counts.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["year"] == year and row["answer"].isdigit()]
    found = Counter({(row["touchpoint"], int(row["answer"])): int(row["count"]) for row in rows})
    return [
        Counts(
            target_id=touchpoint,
            group=year,
            support=FIVE.support,
            counts=tuple(found[touchpoint, value] for value in FIVE.values),
        )
        for touchpoint in dict.fromkeys(row["touchpoint"] for row in rows)
    ]


def test_security_at_the_airport_became_worse_by_a_seventh_of_a_point():
    found = {change.target_id: change for change in changes(airport("2015"), airport("2016"))}
    security = found["Passing through security and screening"]
    assert (security.before, security.n_before) == ("2015", 2_508)
    assert (security.after, security.n_after) == ("2016", 2_641)
    assert round(security.change, 2) == -0.15
    assert (round(security.low, 2), round(security.high, 2)) == (-0.20, -0.10)
    assert (security.unhappy_before.hits, security.unhappy_after.hits) == (28 + 83, 46 + 117)
    assert str(change_sentence("Security", security)) == (
        "Security: 2016 minus 2015 is −0.15 (−0.20 to −0.10), n 2,508 and 2,641."
    )


@pytest.mark.parametrize("id_", ["56_70_vs_48_80", "9_10_vs_3_10"])
def test_the_interval_of_two_shares_is_what_newcombe_printed(id_):
    published = check(f"change.newcombe_{id_}")
    inputs = published["inputs"]
    difference, low, high = share_change(inputs["k1"], inputs["n1"], inputs["k2"], inputs["n2"])
    assert difference == pytest.approx(inputs["k1"] / inputs["n1"] - inputs["k2"] / inputs["n2"])
    assert low == pytest.approx(published["expected"]["lower"], abs=published["tol"])
    assert high == pytest.approx(published["expected"]["upper"], abs=published["tol"])


def test_ten_and_ten_answers_notice_nothing_below_nine_tenths_of_a_point():
    spread_by_one = Counts(target_id="step", group="2025", counts=(0, 4, 1, 5, 0))  # variance 8.9 / 9
    noticeable = smallest_noticeable(spread_by_one, spread_by_one)
    assert noticeable == pytest.approx(2.1009 * (8.9 / 9) ** 0.5 * (2 / 10) ** 0.5, abs=1e-4)  # t of 18 degrees


def test_a_step_that_only_one_wave_answered_has_no_change():
    before = [Counts(target_id="a", group="2025", counts=(0, 0, 0, 5, 5))]
    after = [
        Counts(target_id="a", group="2026", counts=(0, 0, 0, 0, 0)),
        Counts(target_id="b", group="2026", counts=(0, 0, 0, 5, 5)),
    ]
    assert changes(before, after) == ()


def test_waves_on_two_scales_are_compared_in_points():
    before = Counts(target_id="a", group="2025", support=FIVE.support, counts=(0, 0, 20, 20, 0))
    ten = Scale(scale_min=0, scale_max=10)
    after = Counts(target_id="a", group="2026", support=ten.support, counts=(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 40))
    (change,) = changes([before], [after])
    assert change.change == 1.5  # from 0.5 to 2
    assert change.low < 1.5 < change.high + 0.05


def test_one_answer_in_a_wave_cannot_tell_what_would_be_noticed():
    one, many = (Counts(target_id="a", group="wave", counts=counts) for counts in ((0, 0, 1, 0, 0), (0, 1, 1, 5, 5)))
    (change,) = changes([one], [many])
    assert change.noticeable is None


def test_the_airport_that_comes_with_journeykit_tells_the_same():
    airport_departure = read_material(shipped("sample_journeys") / "airport_departure")
    (security,) = changes(*([wave.of("security")] for wave in airport_departure.waves))
    assert str(change_sentence("Security", security)) == (
        "Security: 2016 minus 2015 is −0.15 (−0.20 to −0.10), n 2,508 and 2,641."
    )
