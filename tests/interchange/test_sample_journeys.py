import csv

import pytest

from journeykit.interchange.journey_yaml import to_yaml
from journeykit.interchange.material_folder import read_material
from journeykit.interchange.survey import read_survey
from journeykit.models.journey import Period
from journeykit.shipped import shipped

NAMES = ("airport_departure", "clinic_visit", "coffee_shop")


def sample(name):
    return read_material(shipped("sample_journeys") / name)


@pytest.fixture(scope="module")
def airport():
    return sample("airport_departure")


@pytest.fixture(scope="module")
def passengers(data):
    """How many passengers gave each answer, by year and the survey's item."""
    with (data / "sfo_airport_counts" / "counts.csv").open(encoding="utf-8", newline="") as stream:
        return {(row["year"], row["touchpoint"], row["answer"]): int(row["count"]) for row in csv.DictReader(stream)}


@pytest.mark.parametrize("name", NAMES)
def test_a_sample_is_complete(name):
    material = sample(name)
    journey = material.journey
    assert journey.id == name
    assert [stage.period for stage in journey.stages] == list(Period)
    assert 6 <= len(journey.targets) <= 8
    for step in journey.targets:
        assert step.doing
        assert step.thinking
        assert step.expecting
        assert step.touchpoints
        assert material.latest_wave.of(step.id).n >= 5
    assert material.latest_wave.source.name
    assert material.latest_wave.source.question


@pytest.mark.parametrize("name", NAMES)
def test_a_sample_is_written_as_journeykit_writes(name):
    file = shipped("sample_journeys") / name / "journey.yaml"
    assert file.read_text(encoding="utf-8") == to_yaml(sample(name).journey)


@pytest.mark.parametrize("name", ["clinic_visit", "coffee_shop"])
def test_an_invented_sample_says_so_wherever_it_is_read(name):
    material = sample(name)
    assert material.journey.invented
    assert all("nvented" in wave.source.name for wave in material.waves)
    assert {quote.source for quote in material.quotes} == {"invented"}


def test_the_airport_holds_what_real_passengers_answered(airport, passengers):
    assert [wave.wave for wave in airport.waves] == ["2015", "2016"]
    for wave in airport.waves:
        for step in airport.journey.targets:
            item = step.asked.question.removeprefix("Rate: ")
            counted = tuple(passengers[wave.wave, item, str(answer)] for answer in range(1, 6))
            assert wave.of(step.id).counts == counted, (wave.wave, item)


def test_the_airport_leaves_out_what_nobody_rated(airport, passengers):
    items = [step.asked.question.removeprefix("Rate: ") for step in airport.journey.targets]
    survey = read_survey(shipped("sample_journeys") / "airport_departure" / "customers.csv", airport.journey)
    for year in ("2015", "2016"):
        left_out = sum(passengers[year, item, answer] for item in items for answer in ("not_applicable", "blank"))
        assert survey.not_applicable[year] == left_out


def test_the_airports_baseline_is_the_airport_as_a_whole(airport, passengers):
    answers = {value: passengers["2016", "The airport as a whole", str(value)] for value in range(1, 6)}
    mean = sum((value - 3) * n for value, n in answers.items()) / sum(answers.values())
    assert airport.journey.baseline.value == pytest.approx(mean, abs=0.005)
    assert airport.journey.baseline.label == "the airport as a whole"


def test_security_fell_between_the_two_years(airport):
    before, after = (wave.of("security") for wave in airport.waves)
    assert (before.n, after.n) == (2508, 2641)
    assert after.mean - before.mean == pytest.approx(-0.15, abs=0.005)


def test_the_airport_names_its_source_and_its_dedication(airport):
    source = airport.latest_wave.source
    assert "City and County of San Francisco" in source.name
    assert "unweighted" in source.name
    assert "PDDL" in source.licence
    told = (shipped("sample_journeys") / "airport_departure" / "ATTRIBUTION.md").read_text(encoding="utf-8")
    assert "8f50307b4591" in told
    assert not airport.journey.invented


def test_the_clinic_dips_at_waiting_and_rises_at_the_doctor():
    wave = sample("clinic_visit").latest_wave
    assert {wave.of(row.target_id).n for row in wave.counts} == {38}
    assert wave.of("waiting").mean == pytest.approx(-1.3, abs=0.05)
    assert wave.of("doctor").mean == 1.5


def test_the_cafe_has_a_step_without_quotes_and_a_quote_without_consent():
    material = sample("coffee_shop")
    assert not [quote for quote in material.quotes if quote.step_id == "stamp_card"]
    assert [quote.step_id for quote in material.quotes if not quote.consent_to_show] == ["paying"]
    assert material.shown_quotes("paying") == ()
