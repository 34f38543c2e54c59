"""The room in the facilitator's hands."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from samples import BEGIN, Played, card, lines, picked, proposed, small_material
from sqlalchemy import update

from journeykit.errors import JourneykitError, NotAllowed, NotOpen, NotRevealed, UnknownStep
from journeykit.models.agenda import EXERCISES, exercise
from journeykit.models.entry import KeptWhat
from journeykit.models.exercise import ExerciseId, RunState
from journeykit.models.journey import Baseline
from journeykit.models.said import DidNotHappen, Question
from journeykit.models.session import Role
from journeykit.session.room import Room
from journeykit.store.engine import writing
from journeykit.store.tables import sessions

TODAY = BEGIN.date()


def on(played: Played) -> ExerciseId:
    """What every page shows, read anew."""
    return played.fresh_view().now().exercise.id


def refused(played: Played, verb: Callable[[], None], match: str, error: type[JourneykitError] = NotAllowed) -> None:
    """A verb is refused with these words, and nothing is written."""
    before = lines(played.engine)
    with pytest.raises(error, match=match):
        verb()
    assert lines(played.engine) == before


def test_a_session_goes_from_the_welcome_to_the_close(played: Played):
    found = [on(played)]
    for _ in range(len(EXERCISES) - 1):
        played.room.next()
        found.append(on(played))
    assert found == list(ExerciseId)
    refused(played, played.room.next, "last one")


def test_each_exercise_gets_its_own_time(played: Played):
    played.clock.forward(minutes=30)
    played.room.next()
    now = played.view.now()
    assert now.ends_at == BEGIN + timedelta(minutes=30 + now.exercise.minutes)


def test_nobody_walks_past_answers_that_nobody_was_asked_for(played: Played):
    for id_ in (ExerciseId.REVEAL_OURSELVES, ExerciseId.REVEAL_CUSTOMERS):
        refused(played, lambda id_=id_: played.room.open(id_), "Nobody sees", NotRevealed)
    played.room.open(ExerciseId.SURE)
    for verb in (played.room.next, played.room.reveal):
        refused(played, verb, "Nobody sees", NotRevealed)
    played.room.open(ExerciseId.OWN_FEELING)
    for verb in (played.room.next, played.room.back):
        refused(played, verb, "Nobody sees", NotRevealed)


def test_next_from_the_prediction_shows_nothing_and_next_from_sure_reveals(played: Played):
    played.come_to(ExerciseId.PREDICT)
    played.room.next()
    assert (on(played), played.view.revealed) == (ExerciseId.SURE, False)
    before = lines(played.engine)
    played.room.next()
    assert (on(played), played.fresh_view().revealed) == (ExerciseId.REVEAL_OURSELVES, True)
    assert lines(played.engine) == before + 3  # the prediction, what they were sure of, and the next exercise
    assert played.view.told.has_votes(Question.LEAST_SURE)


def test_reveal_goes_on_where_the_next_exercise_looks_at_it(played: Played):
    played.come_to(ExerciseId.SURE)
    played.room.reveal()
    assert (on(played), played.fresh_view().revealed) == (ExerciseId.REVEAL_OURSELVES, True)


def test_without_sure_the_prediction_itself_is_revealed(played: Played):
    played.room.shorten(ExerciseId.SURE, 0)
    played.come_to(ExerciseId.PREDICT)
    played.room.reveal()
    assert (on(played), played.view.revealed) == (ExerciseId.REVEAL_OURSELVES, True)
    assert not played.view.told.has_votes(Question.LEAST_SURE)


@pytest.mark.parametrize("at", [each.id for each in EXERCISES if each.shows_in_place])
def test_what_is_shown_in_place_is_shown_on_the_same_page(played: Played, at: ExerciseId):
    played.come_to(at)
    run_id = played.view.now().run_id
    played.room.reveal()
    assert (played.fresh_view().now().run_id, played.view.now().state) == (run_id, RunState.REVEALED)
    assert played.view.told.is_shown(at)


@pytest.mark.parametrize(
    "at",
    [
        each.id
        for each, after in zip(EXERCISES, [*EXERCISES[1:], None], strict=True)
        if not each.shows_in_place and not (after and after.reveals)
    ],
)
def test_where_there_is_nothing_to_show_reveal_is_refused(played: Played, at: ExerciseId):
    played.come_to(at)
    refused(played, played.room.reveal, "no answers to show")


def test_back_is_a_new_run_and_stops_at_the_beginning(played: Played):
    played.room.next()
    voice = played.view.now().run_id
    played.room.back()
    assert on(played) is ExerciseId.WELCOME
    refused(played, played.room.back, "first one")
    played.room.next()
    assert played.view.now().exercise.id is ExerciseId.VOICE
    assert played.view.now().run_id != voice


def test_back_from_the_reveal_lets_people_answer_again_from_where_they_were(played: Played):
    (person,) = played.joined(Role.LEADER)
    played.come_to(ExerciseId.PREDICT)
    played.rate(person, 1)
    played.come_to(ExerciseId.REVEAL_OURSELVES)
    played.room.back()
    played.room.back()
    assert (on(played), played.view.now().state) == (ExerciseId.PREDICT, RunState.OPEN)
    played.rate(person, 2, ("wait",))
    assert person.own() == {"book": 1, "wait": 2, "talk": 1, "pay": 1}


def test_back_from_the_customers_keeps_the_room_revealed(played: Played):
    played.come_to(ExerciseId.REVEAL_CUSTOMERS)
    played.room.uncover("wait")
    played.room.back()
    played.room.back()
    assert (on(played), played.view.revealed) == (ExerciseId.REVEAL_OURSELVES, True)
    played.come_to(ExerciseId.REVEAL_CUSTOMERS)
    assert played.view.uncovered() == ("wait",)


def test_what_was_left_out_is_passed_in_both_directions(played: Played):
    for id_ in (ExerciseId.STEPS, ExerciseId.SURE, ExerciseId.OWN_FEELING, ExerciseId.COMMITMENT):
        played.room.shorten(id_, 0)
    found = []
    while on(played) is not ExerciseId.CLOSE:
        played.room.next()
        found.append(on(played))
    left = [id_ for id_ in ExerciseId if played.view.minutes(id_)]
    assert found == left[1:]
    while on(played) is not ExerciseId.WELCOME:
        played.room.back()
        found.append(on(played))
    assert found == [*left[1:], *reversed(left[:-1])]


def test_lock_ends_it_and_time_alone_does_too(played: Played):
    played.come_to(ExerciseId.PREDICT)
    played.room.lock()
    assert played.fresh_view().now().state is RunState.LOCKED
    other = Played(played.engine)
    other.come_to(ExerciseId.PREDICT)
    other.clock.forward(minutes=exercise(ExerciseId.PREDICT).minutes)
    assert other.fresh_view().now().state is RunState.LOCKED


def test_a_minute_more_is_a_minute_more(played: Played):
    played.come_to(ExerciseId.PREDICT)
    played.room.extend()
    assert played.view.now().seconds_left == 7 * 60
    played.clock.forward(minutes=20)
    played.room.extend(60)
    assert (played.view.now().seconds_left, played.view.now().state) == (60, RunState.OPEN)


def test_any_exercise_of_the_agenda_can_be_opened_and_no_other(played: Played):
    played.room.open(ExerciseId.PREDICT)
    assert on(played) is ExerciseId.PREDICT
    with writing(played.engine) as connection:
        connection.execute(update(sessions).values(agenda='["welcome", "predict"]'))
    room = Room(played.engine, played.fresh_view())
    with pytest.raises(NotAllowed, match="meet is not on the agenda"):
        room.open(ExerciseId.MEET)


def test_customers_are_uncovered_only_in_their_turn(played: Played):
    played.come_to(ExerciseId.OWN_FEELING)
    refused(played, lambda: played.room.uncover("wait"), "their turn")
    played.room.next()
    refused(played, lambda: played.room.uncover("nowhere"), "book, wait, talk, pay", UnknownStep)
    played.room.uncover("wait")
    played.room.uncover("wait")
    assert played.fresh_view().uncovered() == ("wait",)


VERBS: dict[str, Callable[[Room, str], None]] = {
    "open": lambda room, seen: room.open(ExerciseId.WELCOME, seen=seen),
    "begin": lambda room, seen: room.begin(seen=seen),
    "next": lambda room, seen: room.next(seen=seen),
    "back": lambda room, seen: room.back(seen=seen),
    "lock": lambda room, seen: room.lock(seen=seen),
    "reveal": lambda room, seen: room.reveal(seen=seen),
    "extend": lambda room, seen: room.extend(60, seen=seen),
    "finish": lambda room, seen: room.finish(seen=seen),
    "uncover": lambda room, seen: room.uncover("wait", seen=seen),
}


@pytest.mark.parametrize("verb", VERBS)
def test_a_page_that_shows_what_is_over_moves_nothing(played: Played, verb: str):
    other_page = Room(played.engine, played.fresh_view())
    seen = other_page.view.now().run_id
    played.room.next(seen=seen)
    refused(played, lambda: VERBS[verb](other_page, seen), "moved on")
    assert other_page.view.now().exercise.id is ExerciseId.VOICE  # and it has caught up


def test_two_control_pages_that_press_at_once_move_on_once(played: Played):
    seen = played.view.now().run_id
    start = threading.Barrier(4)
    refusals: list[JourneykitError] = []

    def press() -> None:
        page = Room(played.engine, played.fresh_view())
        start.wait()
        try:
            page.next(seen=seen)
        except NotAllowed as error:
            refusals.append(error)

    threads = [threading.Thread(target=press) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refusals) == 3
    assert on(played) is ExerciseId.VOICE


def test_the_baseline_is_moved_without_moving_the_session(played: Played):
    run_id = played.view.now().run_id
    played.room.set_baseline(Baseline(value=-1.0, label="last year"))
    assert played.view.now().run_id == run_id
    assert played.fresh_view().journey.baseline.value == -1.0
    assert played.view.prepared_journey == small_material().journey


def test_the_clock_starts_once_and_the_welcome_begins_with_it(played: Played):
    lobby = played.view.now().run_id
    assert (played.view.begun, played.view.pace()) == (False, None)
    played.clock.forward(minutes=20)
    played.room.begin()
    assert (on(played), played.view.begun) == (ExerciseId.WELCOME, True)
    assert played.view.now().run_id != lobby
    assert played.view.now().seconds_left == 3 * 60
    refused(played, played.room.begin, "runs already")


def test_a_clock_that_is_started_later_moves_nothing(played: Played):
    played.come_to(ExerciseId.MEET)
    run_id = played.view.now().run_id
    played.room.begin()
    assert (played.view.now().run_id, played.view.begun) == (run_id, True)


def test_finish_goes_to_the_close_from_anywhere_and_there_it_ends_the_session(played: Played):
    (person,) = played.joined(Role.LEADER)
    played.room.begin()
    played.come_to(ExerciseId.PREDICT)
    played.room.finish()
    assert (on(played), played.view.ended, played.view.revealed) == (ExerciseId.CLOSE, False, False)
    played.room.finish()
    assert (played.fresh_view().ended, played.view.pace()) == (True, None)
    refused(played, played.room.finish, "over already")
    refused(played, lambda: person.say(picked(Question.PROTECT, "wait")), "takes no more", NotOpen)


def test_a_session_that_ended_is_taken_up_again_by_opening_what_it_needs(played: Played):
    played.room.finish()
    played.room.finish()
    played.room.back()
    assert (on(played), played.view.ended) == (ExerciseId.COMMITMENT, False)
    played.room.next()
    played.room.finish()
    assert played.view.ended


def test_an_old_session_whose_last_exercise_is_a_reveal_can_be_ended_before_it(played: Played):
    with writing(played.engine) as connection:
        connection.execute(update(sessions).values(agenda='["welcome", "predict", "reveal_customers"]'))
    room = Room(played.engine, played.fresh_view())
    room.next()
    room.finish()
    assert (room.view.ended, room.view.now().exercise.id) == (True, ExerciseId.PREDICT)


@pytest.mark.parametrize(
    ("id_", "minutes", "match"),
    [
        (ExerciseId.WELCOME, 1, "still to come"),  # it is on
        (ExerciseId.PREDICT, 3, "keeps its time"),
        (ExerciseId.REVEAL_CUSTOMERS, 4, "keeps its time"),
        (ExerciseId.ACTION, 0, "keeps its time"),
        (ExerciseId.VOICE, 0, "keeps its time"),  # one minute is its least
        (ExerciseId.VOICE, 3, "keeps its time"),  # and two is what it has
        (ExerciseId.SURE, -1, "keeps its time"),
    ],
)
def test_what_may_not_be_shortened_keeps_its_time(played: Played, id_: ExerciseId, minutes: int, match: str):
    refused(played, lambda: played.room.shorten(id_, minutes), match)
    assert played.view.minutes(id_) == exercise(id_).minutes


def test_what_was_shortened_can_get_its_time_back_until_it_is_its_turn(played: Played):
    played.room.shorten(ExerciseId.MEET, 1)
    played.room.shorten(ExerciseId.MEET, 3)
    assert played.fresh_view().minutes(ExerciseId.MEET) == 3
    played.room.shorten(ExerciseId.MEET, 1)
    played.come_to(ExerciseId.MEET)
    assert played.view.now().seconds_left == 60
    refused(played, lambda: played.room.shorten(ExerciseId.MEET, 2), "still to come")
    refused(played, lambda: played.room.shorten(ExerciseId.VOICE, 1), "still to come")


@pytest.fixture
def proposing(played: Played) -> Played:
    """Three people at the steps: one misses parking, after booking; another says that waiting does not happen."""
    first, second, _ = played.joined(Role.FRONT_LINE, Role.LEADER, Role.UNSAID)
    played.come_to(ExerciseId.STEPS)
    first.say(proposed("parking", after="book"))
    second.say(DidNotHappen(target_id="wait"))
    return played


def test_a_step_that_is_kept_and_one_that_is_left_out_change_the_journey_until_they_are_put_back(proposing: Played):
    proposing.room.keep(KeptWhat.NEW_STEP, "parking")
    proposing.room.keep(KeptWhat.LEAVE_OUT, "wait")
    assert proposing.fresh_view().journey.target_ids == ("book", "parking", "talk", "pay")
    assert proposing.view.told.new_step_ids() == ("parking",)
    proposing.room.keep(KeptWhat.NEW_STEP, "parking", kept=False)
    proposing.room.keep(KeptWhat.LEAVE_OUT, "wait", kept=False)
    assert proposing.fresh_view().journey.target_ids == ("book", "wait", "talk", "pay")


def test_what_is_kept_already_is_kept_once(proposing: Played):
    proposing.room.keep(KeptWhat.NEW_STEP, "parking")
    before = lines(proposing.engine)
    proposing.room.keep(KeptWhat.NEW_STEP, "parking")
    proposing.room.keep(KeptWhat.LEAVE_OUT, "talk", kept=False)
    assert lines(proposing.engine) == before


def test_what_nobody_proposed_cannot_be_kept(proposing: Played):
    for what, id_ in (
        (KeptWhat.NEW_STEP, "nothing"),
        (KeptWhat.LEAVE_OUT, "talk"),
        (KeptWhat.LEAVE_OUT, "parking"),
        (KeptWhat.CARD, "parking"),
    ):
        refused(proposing, lambda what=what, id_=id_: proposing.room.keep(what, id_), "Nobody has proposed")


def test_steps_are_kept_and_put_back_only_while_everybody_looks_at_them(proposing: Played):
    proposing.room.keep(KeptWhat.LEAVE_OUT, "wait")
    proposing.room.next()
    refused(proposing, lambda: proposing.room.keep(KeptWhat.NEW_STEP, "parking"), "Go back")
    refused(proposing, lambda: proposing.room.keep(KeptWhat.LEAVE_OUT, "wait", kept=False), "Go back")


def test_a_journey_never_gets_too_short_by_leaving_out_or_by_putting_back(proposing: Played):
    _, second, third = proposing.people
    third.say(DidNotHappen(target_id="pay"))
    refused(proposing, lambda: proposing.room.keep(KeptWhat.LEAVE_OUT, "pay"), "three stages")
    second.say(proposed("leaving", after="pay"))  # a stage of its own
    proposing.room.keep(KeptWhat.NEW_STEP, "leaving")
    proposing.room.keep(KeptWhat.LEAVE_OUT, "pay")
    assert proposing.view.journey.target_ids == ("book", "wait", "talk", "leaving")
    refused(proposing, lambda: proposing.room.keep(KeptWhat.NEW_STEP, "leaving", kept=False), "three stages")
    assert proposing.fresh_view().journey.target_ids == ("book", "wait", "talk", "leaving")


def test_a_card_is_kept_at_any_time_and_put_back(played: Played):
    (person,) = played.joined(Role.LEADER)
    played.come_to(ExerciseId.ACTION)
    person.say(card("board"))
    played.come_to(ExerciseId.CLOSE)
    assert played.view.told.cards() == ()
    played.room.keep(KeptWhat.CARD, "board")
    assert played.fresh_view().told.cards() == (card("board"),)
    played.room.keep(KeptWhat.CARD, "board", kept=False)
    assert played.view.told.cards() == ()
    assert played.view.told.cards(kept_only=False) == (card("board"),)


def test_a_card_that_the_facilitator_writes_is_the_room_s_and_written_anew_it_is_still_one(played: Played):
    (person,) = played.joined(Role.LEADER)
    refused(played, lambda: played.room.write_card(card("board")), "their turn")
    played.come_to(ExerciseId.ACTION)
    person.say(card("board", what="A bord"))
    played.room.write_card(card("board", what="A board at the door"))
    played.room.write_card(card("call", due=TODAY))
    assert [each.what for each in played.fresh_view().told.cards()] == [card("call").what, "A board at the door"]
    assert len(played.view.told.cards(kept_only=False)) == 2


@pytest.mark.parametrize(("days", "allowed"), [(-2, False), (-1, True), (0, True), (365, True)])
def test_a_day_that_has_passed_everywhere_on_earth_is_refused(played: Played, days: int, allowed: bool):
    played.come_to(ExerciseId.ACTION)
    day = TODAY + timedelta(days=days)
    verbs = [
        lambda: played.room.write_card(card("board", due=day)),
        lambda: played.room.write_card(card("board", metric_by=day)),
        lambda: played.room.set_review(day),
    ]
    for verb in verbs:
        if allowed:
            verb()
        else:
            refused(played, verb, "has passed")


def test_the_review_is_set_and_set_anew(played: Played):
    played.room.set_review(date(2026, 12, 1))
    played.room.set_review(None, "We wait for the new building.")
    view = played.fresh_view()
    assert (view.next_review_on, view.no_action_because) == (None, "We wait for the new building.")
