"""The map is drawn in Python alone; a page only chooses among its steps."""

import pytest
import traitlets

from journeykit.widgets.journey_map import JourneyMap


@pytest.fixture
def journey_map():
    return JourneyMap(html="<p>The map</p>", steps=["book", "wait"])


def test_a_step_is_chosen_by_the_page_and_given_back(journey_map, page_of):
    chosen = []
    journey_map.observe(lambda change: chosen.append(change.new), "value")
    page = page_of(journey_map)
    page.says(value="wait")
    page.says(value=None)
    assert chosen == ["wait", None]


def test_a_step_that_is_not_there_is_refused_and_the_page_is_set_right(journey_map, page_of):
    journey_map.value = "book"
    page = page_of(journey_map)
    page.says(value="elsewhere")
    assert journey_map.value == page.shows("value") == "book"
    with pytest.raises(traitlets.TraitError, match="one of the steps: book, wait"):
        journey_map.value = "elsewhere"


@pytest.mark.parametrize("forged", [{"html": "<img src=x onerror=alert(1)>"}, {"steps": ["elsewhere"]}])
def test_a_page_cannot_change_the_map(journey_map, page_of, forged):
    page_of(journey_map).says(**forged)
    assert journey_map.html == "<p>The map</p>"
    assert journey_map.steps == ["book", "wait"]


def test_a_choice_goes_when_its_step_goes(journey_map):
    journey_map.value = "wait"
    journey_map.steps = ["book"]
    assert journey_map.value is None


def test_the_map_reads_the_same_at_every_run(journey_map):
    journey_map.value = "book"
    assert repr(journey_map) == "JourneyMap(2 steps, chosen: book)"
