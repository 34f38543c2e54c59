"""Preparing a session: versions, the plan, and when it is too late."""

from __future__ import annotations

from datetime import date

import pytest
from samples import STEPS, Played, lines, small_journey, small_material, small_wave
from sqlalchemy import Engine

from journeykit.errors import NotAllowed
from journeykit.models.by_link import KeptComment, LinkAnswer, ToldByLink
from journeykit.models.entry import Ready
from journeykit.models.evidence import WaveCount
from journeykit.models.exercise import ExerciseId
from journeykit.models.journey import Journey
from journeykit.models.material import Material
from journeykit.models.session import Plan, Role
from journeykit.session.customers import CustomersLink
from journeykit.session.preparing import Preparation, PreparedElsewhere, with_journey

SAID_ON = date(2026, 11, 13)
BY_LINK = ToldByLink(
    customers=3,
    first_on=SAID_ON,
    last_on=SAID_ON,
    counts=(
        WaveCount(target_id="gone_long_ago", value=1, count=1),
        WaveCount(target_id="pay", value=1, count=3),
        WaveCount(target_id="wait", value=-1, count=2),
        WaveCount(target_id="wait", value=0, count=1),
    ),
    comments=(
        KeptComment(step_id="pay", text="Quick.", said_on=SAID_ON),
        KeptComment(step_id="wait", text="My number was skipped.", said_on=SAID_ON),
    ),
)
PLAN = Plan(held_on=date(2026, 11, 20), sponsor="Dr Moreau")


def renamed(title: str = "Another visit") -> Material:
    return small_material().model_copy(update={"journey": small_journey().model_copy(update={"title": title})})


@pytest.fixture
def played(engine: Engine) -> Played:
    return Played(engine)


def preparation(played: Played) -> Preparation:
    """What another page of the facilitator would hold."""
    return Preparation(played.engine, played.fresh_view())


def test_what_was_saved_is_the_session_that_everybody_sees(played: Played):
    page = preparation(played)
    saved_at = page.save(renamed(), PLAN, seen=page.times)
    assert saved_at == played.clock.at
    assert page.material == renamed()
    for view in (page.view, played.fresh_view()):
        assert view.journey.title == "Another visit"
        assert view.plan == PLAN
    played.view.refresh()  # a page that was open before
    assert played.view.journey.title == "Another visit"


def test_each_save_is_a_version_of_its_own_and_one_can_go_back(played: Played):
    page = preparation(played)
    for material in (renamed("Second"), small_material(), renamed("Second")):
        page.save(material, PLAN, seen=page.times)
        assert page.material == material
    assert page.times == 3


def test_another_session_on_the_same_journey_keeps_what_it_was_made_from(played: Played):
    other = Played(played.engine)
    page = preparation(played)
    page.save(renamed(), PLAN, seen=page.times)
    assert other.fresh_view().journey.title == "A small visit"
    assert other.fresh_view().plan == Plan()


def test_a_page_that_another_one_has_overtaken_saves_nothing(played: Played):
    first, second = preparation(played), preparation(played)
    first.save(renamed("First"), PLAN, seen=0)
    before = lines(played.engine)
    with pytest.raises(PreparedElsewhere, match="Another page"):
        second.save(renamed("Second"), Plan(), seen=0)
    assert lines(played.engine) == before
    assert second.material.journey.title == "First"


def test_nothing_changes_any_more_once_the_session_has_begun(played: Played):
    page = preparation(played)
    played.room.begin()
    with pytest.raises(NotAllowed, match="has begun"):
        page.save(renamed(), PLAN, seen=0)
    assert page.material == small_material()
    assert "has begun" in page.why_not()


def test_nothing_changes_any_more_once_somebody_has_rated_even_without_a_start(played: Played):
    (person,) = played.joined(Role.LEADER)
    person.say(Ready(agrees_to_open_mode=False))
    page = preparation(played)
    assert page.why_not() == ""
    played.come_to(ExerciseId.PREDICT)
    played.rate(person, 1, STEPS[:1])
    with pytest.raises(NotAllowed, match="given answers"):
        page.save(renamed(), PLAN, seen=0)


def test_a_session_keeps_its_journey(played: Played):
    page = preparation(played)
    other = small_material().model_copy(update={"journey": small_journey().model_copy(update={"id": "other"})})
    with pytest.raises(NotAllowed, match="keeps its journey"):
        page.save(other, PLAN, seen=0)


def without_the_wait() -> Journey:
    journey = small_journey()
    there = journey.stages[1].model_copy(update={"steps": journey.stages[1].steps[1:]})
    return journey.model_copy(update={"stages": (journey.stages[0], there, journey.stages[2])})


def test_what_customers_said_of_a_step_that_is_gone_goes_with_it_and_that_is_told():
    shorter = without_the_wait()
    kept, told = with_journey(small_material(), shorter, ToldByLink())
    assert told == "Left out with the steps that are gone: 10 ratings, 2 quotes."
    assert kept.waves[0].of("book").n == 10
    assert {row.target_id for row in kept.waves[0].counts} == {"book", "talk", "pay"}
    assert kept.quotes == ()


def test_what_customers_answered_by_their_link_at_a_step_that_goes_is_counted_and_told_once():
    kept, told = with_journey(small_material(), without_the_wait(), BY_LINK)
    assert told == "Left out with the steps that are gone: 10 ratings, 2 quotes, 4 answers by the customers' link."
    assert with_journey(kept, without_the_wait(), BY_LINK) == (kept, "")


def test_the_page_counts_also_what_came_by_the_link_since_it_was_opened(played: Played):
    page = preparation(played)
    assert page.by_link == ToldByLink()
    CustomersLink(played.engine, played.session.session_id).say(LinkAnswer(felt={"wait": -1}))
    told = with_journey(Material(journey=small_journey()), without_the_wait(), page.by_link)[1]
    assert told == "Left out with the steps that are gone: 1 answer by the customers' link."


def test_a_wave_that_has_no_answers_left_is_no_wave():
    journey = small_journey()
    material = Material(journey=journey, waves=(small_wave(pay={3: 1}),))
    stages = (*journey.stages[:2], journey.stages[2].model_copy(update={"id": "thanks"}))
    kept, told = with_journey(material, journey.model_copy(update={"stages": stages}), ToldByLink())
    assert kept.waves == ()
    assert told == "Left out with the steps that are gone: 1 rating."


def test_a_journey_whose_steps_stay_leaves_nothing_out():
    assert with_journey(small_material(), renamed().journey, BY_LINK) == (renamed(), "")
