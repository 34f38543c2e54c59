"""Customers by their link, in a session."""

from __future__ import annotations

import pytest
from samples import BEGIN, Played, small_journey, small_material
from sqlalchemy import Engine, func, select

from journeykit.errors import UnknownStep
from journeykit.models.by_link import LinkAnswer, LinkComment
from journeykit.models.entry import KeptWhat
from journeykit.models.exercise import ExerciseId
from journeykit.models.journey import Baseline
from journeykit.models.material import Material
from journeykit.models.said import StepProposed
from journeykit.models.session import Role
from journeykit.render.notes import notices
from journeykit.screens.picture import not_yet_checked
from journeykit.session.customers import CustomersLink, RoundClosed
from journeykit.store.engine import reading
from journeykit.store.tables import link_totals


@pytest.fixture
def link(played: Played) -> CustomersLink:
    return CustomersLink(played.engine, played.session.session_id, clock=played.clock)


def answered(link: CustomersLink, n: int, **felt: int) -> None:
    for _ in range(n):
        link.say(LinkAnswer(felt=felt))


def customers_in_the_store(engine: Engine) -> int:
    with reading(engine) as connection:
        return connection.scalar(select(func.sum(link_totals.c.customers))) or 0


def test_every_page_hears_of_each_customer(played: Played, link: CustomersLink):
    before = played.view.mark()
    answered(link, 1, wait=-1)
    assert played.view.refresh()
    assert played.view.customers_by_link == 1
    assert played.view.mark() != before
    assert not played.view.refresh()
    assert played.fresh_view().customers_by_link == 1


def test_a_round_that_shows_as_many_steps_as_the_survey_is_compared_with_the_room(played: Played, link: CustomersLink):
    answered(link, 5, wait=-1, talk=1)
    answered(link, 4, book=1, pay=1)
    played.view.refresh()
    assert played.view.material.latest_wave == small_material().waves[0]  # it shows three steps, the link only two
    answered(link, 1, book=1)
    played.view.refresh()
    theirs = {shown.target_id: shown for shown in played.view.theirs(uncovered_only=False)}
    assert (theirs["wait"].group, theirs["wait"].n) == ("link", 5)
    assert (theirs["pay"].counts, theirs["pay"].n) == (None, 4)  # of the wave that is compared, and hidden in it


def test_with_four_customers_every_page_and_file_still_says_that_it_is_our_view(engine: Engine):
    played = Played(engine, Material(journey=small_journey()))
    answered(CustomersLink(engine, played.session.session_id, clock=played.clock), 4, wait=-1)
    played.room.finish()
    played.room.finish()
    report = played.view.report()
    assert [wave.wave for wave in report.material.waves] == ["link"]
    assert "Our view, not yet checked with customers" in notices(report)
    assert not_yet_checked(played.view)


def test_words_with_consent_are_quotes_at_once(played: Played, link: CustomersLink):
    link.say(LinkAnswer(felt={}, comment=LinkComment(step_id="pay", text="The card did not work.")))
    played.view.refresh()
    (quote,) = played.view.material.shown_quotes("pay")
    assert (quote.text, quote.date) == ("The card did not work.", BEGIN.astimezone().date())


def test_the_round_closes_when_the_room_looks_at_customers_and_stays_closed(played: Played, link: CustomersLink):
    answered(link, 1, wait=-1)
    played.come_to(ExerciseId.OWN_FEELING)
    assert link.is_open
    played.come_to(ExerciseId.REVEAL_CUSTOMERS)
    assert not link.is_open
    played.room.back()
    for _ in range(2):
        with pytest.raises(RoundClosed, match="this round is closed"):
            link.say(LinkAnswer(felt={"wait": 2}))
    assert customers_in_the_store(played.engine) == 1


def test_the_round_closes_with_the_session(played: Played, link: CustomersLink):
    played.room.finish()
    assert link.is_open
    played.room.finish()
    assert not link.is_open
    played.room.open(ExerciseId.CLOSE)  # taken up again: files of it may be out already
    assert not link.is_open


def test_a_step_that_the_journey_does_not_have_changes_nothing(played: Played, link: CustomersLink):
    comment = LinkComment(step_id="moon", text="Far away.")
    for answer in (LinkAnswer(felt={"wait": 1, "moon": 1}), LinkAnswer(felt={"wait": 1}, comment=comment)):
        with pytest.raises(UnknownStep):
            link.say(answer)
    assert customers_in_the_store(played.engine) == 0


def test_customers_are_asked_about_the_steps_as_they_stand_now(played: Played, link: CustomersLink):
    person = played.joined(Role.LEADER)[0]
    answered(link, 6, wait=1)
    played.come_to(ExerciseId.STEPS)
    person.say(StepProposed(step_id="queue", label="Queueing", after_id="book"))
    played.room.keep(KeptWhat.NEW_STEP, "queue")
    assert link.journey.target_ids == ("book", "queue", "wait", "talk", "pay")
    answered(link, 6, queue=-1)
    played.room.keep(KeptWhat.NEW_STEP, "queue", kept=False)
    assert link.journey.target_ids == ("book", "wait", "talk", "pay")
    with pytest.raises(UnknownStep):
        link.say(LinkAnswer(felt={"queue": 1}))
    wave = played.view.material.waves[-1]
    assert {row.target_id for row in wave.counts} == {"wait"}  # what was said of the step that is gone is not shown


def test_an_answer_leaves_the_journey_that_pages_hold_as_it_is(played: Played, link: CustomersLink):
    played.room.set_baseline(Baseline(value=1.0, label="the visit as a whole"))
    journey = played.view.journey
    answered(link, 1, wait=1)
    played.view.refresh()
    assert played.view.journey is journey


def test_no_report_holds_customers_by_the_link_before_their_round_is_closed(played: Played, link: CustomersLink):
    answered(link, 5, book=1, wait=-1, talk=1)
    played.come_to(ExerciseId.REVEAL_OURSELVES)
    early = played.view.report()
    assert early.material == small_material()
    assert {shown.group for shown in early.theirs} == {"2026"}
    played.come_to(ExerciseId.REVEAL_CUSTOMERS)
    late = played.view.report()
    assert [wave.wave for wave in late.material.waves] == ["2026", "link"]
    assert {shown.group for shown in late.theirs} == {"link"}
