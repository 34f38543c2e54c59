"""What may be seen of a session, by whom and when."""

from __future__ import annotations

from datetime import timedelta

import pytest
from samples import BEGIN, STEPS, Played, proposed, rating, small_journey, small_wave
from sqlalchemy import Engine

from journeykit.errors import NotRevealed, UnknownSession
from journeykit.models.counts import Hidden
from journeykit.models.entry import KeptWhat, Looked, Ready
from journeykit.models.exercise import ExerciseId, RunState
from journeykit.models.journey import Baseline
from journeykit.models.material import Material
from journeykit.models.rating import Perspective
from journeykit.models.said import DidNotHappen, Note, TakenBack, Topic
from journeykit.models.session import Role
from journeykit.session.view import View

STAFF = [Role.FRONT_LINE] * 3 + [Role.BACK_OFFICE, Role.LEADER]


@pytest.fixture
def guessed(played: Played) -> Played:
    """Five who guess (+2 everywhere, the last one not on pay) and two customers (-1), before the reveal."""
    played.joined(*STAFF, Role.CUSTOMER, Role.CUSTOMER)
    played.come_to(ExerciseId.PREDICT)
    for person in played.people[:4]:
        played.rate(person, 2)
    played.rate(played.people[4], 2, STEPS[:3])
    for customer in played.people[5:]:
        played.rate(customer, -1)
    return played


def test_a_session_that_is_not_there_cannot_be_viewed(engine: Engine):
    with pytest.raises(UnknownSession):
        View(engine, "nowhere")


def test_refresh_says_whether_something_is_new(played: Played):
    page = played.fresh_view()
    assert not page.refresh()
    played.room.next()
    assert page.now().exercise.id is ExerciseId.WELCOME
    assert page.refresh()
    assert page.now().exercise.id is ExerciseId.VOICE


def test_the_timer_runs_down_and_says_nothing_is_left_only_when_nothing_is(played: Played):
    played.come_to(ExerciseId.PREDICT)
    seen = []
    for forward in (0, 359.5, 0.5, 60):
        played.clock.forward(seconds=forward)
        seen.append((played.view.now().seconds_left, played.view.now().state))
    assert seen == [(360, RunState.OPEN), (1, RunState.OPEN), (0, RunState.LOCKED), (0, RunState.LOCKED)]


def test_the_mark_changes_with_every_entry_and_with_a_lock_by_time(played: Played):
    played.come_to(ExerciseId.PREDICT)
    marks = [played.view.mark()]
    played.room.extend(60)
    marks.append(played.view.mark())
    played.clock.forward(minutes=9)
    marks.append(played.view.mark())
    assert len(set(marks)) == 3


def test_progress_counts_who_has_rated_every_step(guessed: Played):
    progress = guessed.view.progress()
    assert (progress.done, progress.of) == (6, 7)


def test_progress_counts_who_is_ready_and_who_has_looked(played: Played):
    played.joined(Role.LEADER, Role.LEADER, Role.LEADER)
    played.people[0].say(Ready(agrees_to_open_mode=True))
    assert (played.view.progress().done, played.view.progress().of) == (1, 3)
    assert played.view.open_mode() == (1, 3)
    played.room.next()
    for person in played.people[:2]:
        person.say(Looked())
        person.say(Looked())
    assert played.view.progress().done == 2


def test_before_the_reveal_nobody_sees_what_others_answered(guessed: Played):
    for hidden in (guessed.view.ours, guessed.view.own_experience, guessed.view.uncover_order):
        with pytest.raises(NotRevealed):
            hidden()
    guessed.room.lock()
    with pytest.raises(NotRevealed):
        guessed.view.ours()
    report = guessed.view.report()
    assert (report.revealed, report.ours, report.own) == (False, (), ())


def test_after_the_reveal_groups_below_k_stay_hidden(guessed: Played):
    guessed.come_to(ExerciseId.REVEAL_OURSELVES)
    ours = {shown.target_id: shown for shown in guessed.view.ours()}
    assert list(ours) == list(STEPS)
    assert ours["wait"].counts is not None
    assert ours["wait"].counts.counts == (0, 0, 0, 0, 5)  # the two customers' -1 is not among them
    assert (ours["pay"].counts, ours["pay"].hidden, ours["pay"].n) == (None, Hidden.TOO_FEW, 4)
    assert ours["pay"].reason() == "We need 5 answers to show this. You have 4."
    assert [(shown.counts, shown.n) for shown in guessed.view.own_experience()] == [(None, 2)] * 4


def test_going_back_to_the_prediction_hides_it_again(guessed: Played):
    guessed.come_to(ExerciseId.REVEAL_OURSELVES)
    guessed.room.open(ExerciseId.PREDICT)
    assert not guessed.view.revealed
    with pytest.raises(NotRevealed):
        guessed.view.ours()
    assert guessed.people[0].own() == dict.fromkeys(STEPS, 2)
    guessed.come_to(ExerciseId.REVEAL_OURSELVES)
    assert guessed.view.ours()[0].n == 5


def test_customers_answers_are_seen_only_of_steps_that_are_uncovered(guessed: Played):
    guessed.come_to(ExerciseId.REVEAL_CUSTOMERS)
    assert guessed.view.theirs() == ()
    guessed.room.uncover("wait")
    guessed.room.uncover("book")
    assert [shown.target_id for shown in guessed.view.theirs()] == ["book", "wait"]  # in the order of the journey
    assert guessed.view.uncovered() == ("wait", "book")
    assert [shown.target_id for shown in guessed.view.theirs(uncovered_only=False)] == list(STEPS)


def test_the_biggest_difference_is_uncovered_first_and_hidden_groups_never_count(played: Played):
    played.joined(*STAFF)
    played.come_to(ExerciseId.PREDICT)
    for person in played.people:
        played.rate(person, -1, ("book",))  # customers +1: 2 apart
        played.rate(person, 1, ("wait",))  # customers -2: 3 apart
        played.rate(person, 2, ("pay",))  # only 4 customers: hidden, though 2 apart
    for person in played.people[:4]:
        played.rate(person, -2, ("talk",))  # only 4 of us: hidden, though 3 apart
    played.come_to(ExerciseId.REVEAL_OURSELVES)
    assert played.view.uncover_order() == ("wait", "book", "talk", "pay")


def test_open_mode_shows_small_groups_of_the_room_but_not_of_customers(played: Played):
    played.joined(Role.LEADER, Role.LEADER, Role.LEADER)
    played.all_ready(agree=True)
    played.come_to(ExerciseId.PREDICT)
    for person in played.people:
        played.rate(person, 1)
    played.come_to(ExerciseId.REVEAL_CUSTOMERS)
    assert played.view.k == 3
    assert [shown.n for shown in played.view.ours() if shown.counts] == [3, 3, 3, 3]
    theirs = {shown.target_id: shown for shown in played.view.theirs(uncovered_only=False)}
    assert (theirs["pay"].counts, theirs["pay"].n, theirs["pay"].k) == (None, 4, 5)  # they agreed to nothing


def test_somebody_who_comes_late_without_agreeing_ends_open_mode(played: Played):
    played.joined(Role.LEADER, Role.LEADER, Role.LEADER)
    played.all_ready(agree=True)
    played.come_to(ExerciseId.PREDICT)
    for person in played.people:
        played.rate(person, 1)
    played.come_to(ExerciseId.REVEAL_OURSELVES)
    played.joined(Role.LEADER)
    assert played.view.k == 5
    assert all(shown.counts is None for shown in played.view.ours())


def test_the_latest_wave_is_the_one_that_is_compared(engine: Engine):
    waves = (small_wave("2025", wait={1: 10}), small_wave("2026", wait={5: 10}))
    played = Played(engine, Material(journey=small_journey(), waves=waves))
    theirs = {shown.target_id: shown for shown in played.view.theirs(uncovered_only=False)}
    assert theirs["wait"].counts is not None
    assert (theirs["wait"].group, theirs["wait"].counts.mean) == ("2026", 2.0)
    assert theirs["book"].hidden is Hidden.NOBODY


def test_without_customers_there_is_nothing_of_theirs_and_the_order_is_the_journey_s(engine: Engine):
    played = Played(engine, Material(journey=small_journey()))
    played.joined(*STAFF)
    played.come_to(ExerciseId.REVEAL_CUSTOMERS)
    assert played.view.theirs(uncovered_only=False) == ()
    assert played.view.uncover_order() == STEPS


def test_the_baseline_is_the_one_that_the_facilitator_set(played: Played):
    assert played.view.journey == small_journey()
    moved = Baseline(value=1.0, label="the visit as a whole")
    played.room.set_baseline(moved)
    assert played.view.journey.baseline == played.fresh_view().report().material.journey.baseline == moved
    assert played.view.prepared_journey == small_journey()


def test_the_report_holds_what_may_leave_the_room(guessed: Played):
    guessed.come_to(ExerciseId.REVEAL_CUSTOMERS)
    guessed.clock.forward(minutes=3)
    report = guessed.view.report()
    assert (report.session_id, report.held_at) == (guessed.session.session_id, BEGIN)
    assert (report.made_at, report.k, report.revealed) == (BEGIN + timedelta(minutes=3), 5, True)
    assert (report.ours, report.own) == (guessed.view.ours(), guessed.view.own_experience())
    assert [shown.target_id for shown in report.theirs] == list(STEPS)
    seats = {person.seat.seat_id for person in guessed.people} | {person.seat.return_code for person in guessed.people}
    assert not any(secret in report.model_dump_json() for secret in seats)


def test_a_session_prepared_on_monday_was_held_when_it_was_started(guessed: Played):
    guessed.clock.forward(days=4)
    guessed.room.begin()
    assert guessed.view.report().held_at == BEGIN + timedelta(days=4)


def test_a_process_that_starts_again_sees_the_same(guessed: Played):
    guessed.come_to(ExerciseId.REVEAL_CUSTOMERS)
    guessed.room.uncover("wait")
    again = guessed.fresh_view()
    assert again.following.board == guessed.view.following.board
    assert again.report() == guessed.view.report()
    assert again.now() == guessed.view.now()


def test_a_view_of_one_session_hears_nothing_of_another(guessed: Played):
    other = Played(guessed.engine)
    other.joined(Role.LEADER)
    before = guessed.view.progress()
    assert not guessed.view.refresh()
    assert guessed.view.progress() == before


@pytest.fixture
def shown(played: Played) -> Played:
    """Six who guessed +1 everywhere and were shown to themselves; the facilitator has gone back since."""
    played.joined(*[Role.FRONT_LINE] * 6)
    played.come_to(ExerciseId.PREDICT)
    for person in played.people:
        played.rate(person, 1)
    played.come_to(ExerciseId.REVEAL_OURSELVES)
    played.room.open(ExerciseId.PREDICT)
    return played


def test_a_second_reveal_after_a_change_of_fewer_than_k_keeps_the_first_picture(shown: Played):
    shown.rate(shown.people[0], -2)
    shown.come_to(ExerciseId.REVEAL_OURSELVES)
    assert {each.counts.counts for each in shown.view.ours()} == {(0, 0, 0, 6, 0)}


def test_a_second_reveal_after_a_change_of_k_or_more_shows_the_new_picture(shown: Played):
    for person in shown.people[:5]:
        shown.rate(person, -2)
    shown.come_to(ExerciseId.REVEAL_OURSELVES)
    assert {each.counts.counts for each in shown.view.ours()} == {(5, 0, 0, 1, 0)}


def test_one_more_minute_after_a_lock_takes_answers_again(played: Played):
    played.joined(Role.FRONT_LINE)
    played.come_to(ExerciseId.PREDICT)
    played.room.lock()
    played.room.extend()
    assert played.view.now().state is RunState.OPEN


def test_a_step_that_is_left_out_takes_its_answers_and_its_customers_with_it_until_it_is_back(guessed: Played):
    person, room = guessed.people[0], guessed.room
    guessed.come_to(ExerciseId.REVEAL_CUSTOMERS)
    for step in ("wait", "talk"):
        room.uncover(step)
    room.open(ExerciseId.STEPS)
    person.say(DidNotHappen(target_id="talk"))
    room.keep(KeptWhat.LEAVE_OUT, "talk")
    assert guessed.fresh_view().uncovered() == ("wait",)
    assert person.own() == {"book": 2, "wait": 2, "pay": 2}
    room.keep(KeptWhat.LEAVE_OUT, "talk", kept=False)
    assert guessed.fresh_view().uncovered() == ("wait", "talk")
    assert person.own() == dict.fromkeys(STEPS, 2)


def test_the_journey_as_it_was_prepared_still_has_what_the_room_left_out(played: Played):
    (person,) = played.joined(Role.LEADER)
    played.come_to(ExerciseId.STEPS)
    person.say(DidNotHappen(target_id="wait"))
    played.room.keep(KeptWhat.LEAVE_OUT, "wait")
    assert "wait" not in played.view.journey.target_ids
    assert played.view.prepared_journey.target("wait").label == "Waiting"


def test_why_there_is_no_action_is_known_once_it_was_said(played: Played):
    assert played.view.no_action_because == ""
    played.room.set_review(None, "We wait for the new building.")
    assert played.view.no_action_because == "We wait for the new building."
    assert played.view.report().no_action_because == "We wait for the new building."


def test_one_who_changes_a_step_is_not_given_away_by_five_who_change_another(shown: Played):
    shown.rate(shown.people[0], -2, ("wait",))
    for person in shown.people[1:]:
        shown.rate(person, 2, ("pay",))
    shown.come_to(ExerciseId.REVEAL_OURSELVES)
    ours = {each.target_id: each.counts.counts for each in shown.view.ours()}
    assert ours["wait"] == (0, 0, 0, 6, 0)
    assert ours["pay"] == (0, 0, 0, 1, 5)


def test_one_who_guesses_is_not_given_away_by_customers_who_change(played: Played):
    played.joined(*[Role.FRONT_LINE] * 6, *[Role.CUSTOMER] * 5)
    played.come_to(ExerciseId.PREDICT)
    for person in played.people:
        played.rate(person, 1)
    played.come_to(ExerciseId.REVEAL_OURSELVES)
    played.room.open(ExerciseId.PREDICT)
    for person in (played.people[0], *played.people[6:]):
        played.rate(person, -2)
    played.come_to(ExerciseId.REVEAL_OURSELVES)
    assert {each.counts.counts for each in played.view.ours()} == {(0, 0, 0, 6, 0)}
    assert {each.counts.counts for each in played.view.own_experience()} == {(5, 0, 0, 0, 0)}


def test_own_feelings_are_seen_when_they_are_shown_and_customers_count_as_done(played: Played):
    played.joined(*[Role.FRONT_LINE] * 5, Role.CUSTOMER)
    played.come_to(ExerciseId.OWN_FEELING)
    assert (played.view.progress().done, played.view.progress().of) == (1, 6)
    for person in played.people[:4]:
        for step in STEPS:
            person.say(rating(step, -1, Perspective.OWN_EXPERIENCE))
    played.people[4].say(Looked())  # skipped whole, with one tap
    assert played.view.progress().done == 6
    with pytest.raises(NotRevealed):
        played.view.own_feelings()
    assert played.view.report().felt == ()
    played.room.reveal()
    assert [(each.n, each.counts, each.hidden) for each in played.view.own_feelings()] == [
        (4, None, Hidden.TOO_FEW)
    ] * 4
    assert played.view.report().felt == played.view.own_feelings()


def test_progress_counts_who_said_something_or_is_done(played: Played):
    first, second, _third = played.joined(Role.LEADER, Role.LEADER, Role.LEADER)
    played.come_to(ExerciseId.MEET)
    first.say(Note(topic=Topic.WORRY, text="To wait"))
    first.say(Note(topic=Topic.EXPECTATION, text="One person to ask"))
    second.say(Looked())
    assert (played.view.progress().done, played.view.progress().of) == (2, 3)
    first.say(TakenBack(place="note:worry"))
    first.say(TakenBack(place="note:expectation"))
    assert played.view.progress().done == 1


def test_a_kept_step_is_rated_shown_and_reported_without_customers(guessed: Played):
    person = guessed.people[0]
    guessed.room.open(ExerciseId.STEPS)
    person.say(proposed("parking", after="book"))
    guessed.room.keep(KeptWhat.NEW_STEP, "parking")
    guessed.come_to(ExerciseId.PREDICT)
    assert guessed.view.progress().done == 0  # there is one more step to rate
    for each in guessed.people[:5]:
        guessed.rate(each, -1, ("parking",))
    guessed.come_to(ExerciseId.REVEAL_CUSTOMERS)
    ours = {each.target_id: each for each in guessed.view.ours()}
    theirs = {each.target_id: each for each in guessed.view.theirs(uncovered_only=False)}
    assert ours["parking"].counts is not None
    assert ours["parking"].counts.counts == (0, 5, 0, 0, 0)
    assert theirs["parking"].hidden is Hidden.NOBODY
    assert guessed.view.uncover_order()[-1] in ("parking", "pay")  # what cannot be compared comes last
    assert guessed.view.report().new_step_ids == ("parking",)
