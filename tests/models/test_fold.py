"""The fold: what stands after everything that was said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import pairwise
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples import BEGIN, STEPS, card, picked, proposed, rating
from strategies import sayings

from journeykit.models.agenda import EXERCISES, exercise
from journeykit.models.board import Board
from journeykit.models.counts import Counts
from journeykit.models.entry import (
    Author,
    BaselineSet,
    Begun,
    Body,
    DeviceArrived,
    Ended,
    Entry,
    Erased,
    Extended,
    Joined,
    Kept,
    KeptWhat,
    Locked,
    Looked,
    Opened,
    Prepared,
    Ready,
    Revealed,
    ReviewSet,
    Shortened,
    TookOver,
    Uncovered,
)
from journeykit.models.exercise import ExerciseId, RunState
from journeykit.models.fold import fold
from journeykit.models.journey import Baseline
from journeykit.models.rating import Perspective, Rating
from journeykit.models.run import Presence, Run, counted
from journeykit.models.said import (
    ActionCard,
    Commitment,
    Note,
    Picked,
    Question,
    Said,
    StepProposed,
    TakenBack,
    Topic,
)
from journeykit.models.scale import POINTS
from journeykit.models.session import Plan, Role

SEATS = ("ann", "bob", "cleo")
WORRY = Note(topic=Topic.WORRY, text="To wait and not know why")
RUNS = ("r1", "r2", "r3")
ENDS_AT = BEGIN + timedelta(minutes=8)


def line(
    body: Body, *, run: str | None = None, seat: str | None = None, at: datetime = BEGIN, place: int | None = None
) -> Entry:
    return Entry(
        entry_id=uuid4(),
        session_id="s",
        run_id=run,
        seat_id=seat,
        author=Author.PARTICIPANT if seat else Author.FACILITATOR,
        body=body,
        said_at=at,
        place=place,
    )


def opened(run: str, id_: ExerciseId = ExerciseId.PREDICT, ends_at: datetime = ENDS_AT) -> Entry:
    return line(Opened(exercise=id_, ends_at=ends_at), run=run)


def joined(seat: str, role: Role = Role.FRONT_LINE) -> Entry:
    return line(Joined(role=role), seat=seat)


def rated(seat: str, value: int, step: str = "wait", run: str = "r1", at: datetime = BEGIN) -> Entry:
    return line(rating(step, value), run=run, seat=seat, at=at)


def folded(*entries: Entry) -> Board:
    return fold(Board(), entries)


def values(run: Run | None) -> dict[tuple[str, str], int]:
    assert run is not None
    return {key: each.value for key, each in run.answers.items()}


def counts(run: Run, step: str, perspective: Perspective = Perspective.PREDICTED_CUSTOMER) -> Counts:
    return counted(step, perspective, run.rated(step, perspective))


ratings = st.builds(
    Rating,
    target_id=st.sampled_from(STEPS),
    perspective=st.sampled_from(Perspective),
    value=st.sampled_from(POINTS),
)
new_ids = st.sampled_from(("parking", "board", "wait"))
bodies = st.one_of(
    ratings,
    ratings,
    st.builds(Joined, role=st.sampled_from(Role)),
    st.builds(Ready, agrees_to_open_mode=st.booleans()),
    st.just(Looked()),
    st.builds(TookOver, device=st.integers(2, 4)),
    st.builds(
        Opened,
        exercise=st.sampled_from(ExerciseId),
        ends_at=st.integers(0, 40).map(lambda minutes: BEGIN + timedelta(minutes=minutes)),
    ),
    st.builds(Extended, seconds=st.integers(1, 600)),
    st.just(Locked()),
    st.just(Revealed()),
    st.builds(Uncovered, target_id=st.sampled_from(STEPS)),
    st.builds(BaselineSet, baseline=st.builds(Baseline, value=st.floats(-2, 2))),
    st.just(DeviceArrived()),
    st.builds(Begun, slot_minutes=st.integers(10, 60)),
    st.builds(Shortened, exercise=st.sampled_from(ExerciseId), minutes=st.integers(0, 5)),
    st.builds(Kept, what=st.sampled_from(KeptWhat), id=new_ids, kept=st.booleans()),
    st.builds(ReviewSet, next_review_on=st.none() | st.dates()),
    st.just(Ended()),
    st.builds(Prepared, version_id=st.integers(1, 3), plan=st.just(Plan(sponsor="Jo"))),
    st.builds(Erased, lines=st.integers(0, 9)),
    sayings(st.sampled_from(STEPS), new_ids),
    sayings(st.sampled_from(STEPS), new_ids),
)


@st.composite
def journals(draw: st.DrawFn) -> list[Entry]:
    """Anything, said by anybody about any run, known or not, while time goes on."""
    told = draw(
        st.lists(
            st.tuples(
                bodies,
                st.sampled_from([*RUNS, "never_opened", None]),
                st.sampled_from([*SEATS, "nobody", None]),
                st.integers(0, 180),
            ),
            max_size=40,
        )
    )
    at, entries = BEGIN, [joined(seat, role) for seat, role in zip(SEATS, Role, strict=False)]
    entries.append(opened("r1"))
    for body, run, seat, seconds in told:
        at += timedelta(seconds=seconds)
        entries.append(line(body, run=run, seat=seat, at=at))
    return [entry.model_copy(update={"place": place}) for place, entry in enumerate(entries, start=1)]


@given(journals(), st.data())
def test_folding_in_parts_is_folding_at_once(entries: list[Entry], data: st.DataObject):
    at = data.draw(st.integers(0, len(entries)))
    assert fold(fold(Board(), entries[:at]), entries[at:]) == fold(Board(), entries)
    board = Board()
    for entry in entries:
        board = fold(board, [entry])
    assert board == fold(Board(), entries)


@given(journals(), st.data())
def test_the_board_that_came_in_is_not_touched(entries: list[Entry], data: st.DataObject):
    at = data.draw(st.integers(0, len(entries)))
    before = fold(Board(), entries[:at])
    as_it_was = copied(before)
    fold(before, entries[at:])
    assert copied(before) == as_it_was


@given(journals(), st.data())
def test_entries_that_come_twice_count_once(entries: list[Entry], data: st.DataObject):
    at = data.draw(st.integers(0, len(entries)))
    board = fold(Board(), entries)
    assert fold(board, entries[at:]) == board


def copied(board: Board) -> object:
    """All that a board holds, as it is now."""
    runs = {id_: (run, dict(run.answers), dict(run.said)) for id_, run in board.runs.items()}
    return replace(board, runs={}, seats={}, shortened={}), runs, dict(board.seats), dict(board.shortened)


@given(journals())
def test_each_thing_that_was_said_stands_where_it_is_asked_and_came_from_a_seat_that_is_asked(entries: list[Entry]):
    board = fold(Board(), entries)
    for run in board.runs.values():
        for (seat, place), said in run.said.items():
            assert exercise(run.exercise).takes_place(said.place)
            if seat:
                assert place == said.place
                assert board.seats[seat].is_asked(run.exercise, place)
            else:
                assert isinstance(said, ActionCard | StepProposed)
                assert place == said.proposal_id


@given(journals())
def test_nothing_is_seen_of_an_exercise_that_was_not_shown(entries: list[Entry]):
    board = fold(Board(), entries)
    for each in EXERCISES:
        runs = [run for run in board.runs.values() if run.exercise is each.id]
        shown = [run for run in runs if (run.over if each.counted_when_over else run.revealed)]
        seen = board.seen(each.id, 5, lambda run: run.at("note:worry"))
        if not shown:
            assert seen is None
        elif seen is not None:
            assert seen in [run.at("note:worry") for run in shown]


@given(journals(), st.sampled_from(STEPS))
def test_two_pictures_that_were_seen_differ_by_nobody_or_by_k_at_each_step(entries: list[Entry], step: str):
    pictures: list[dict[str, Rating]] = []
    board = Board()
    for entry in entries:
        board = fold(board, [entry])
        seen = board.seen(ExerciseId.PREDICT, 3, lambda run: run.rated(step, Perspective.PREDICTED_CUSTOMER))
        if seen is not None and (not pictures or seen != pictures[-1]):
            pictures.append(dict(seen))
    for before, after in pairwise(pictures):
        assert sum(before.get(seat) != after.get(seat) for seat in before.keys() | after.keys()) >= 3


@given(journals())
def test_each_counted_answer_came_from_a_seat_that_may_give_it(entries: list[Entry]):
    board = fold(Board(), entries)
    for run in board.runs.values():
        for (seat, step), answer in run.answers.items():
            assert answer.target_id == step
            assert answer.perspective is board.seats[seat].perspective(run.exercise)
        predicted = sum(counts(run, step).n for step in STEPS)
        staff = [seat for seat, _ in run.answers if board.seats[seat].role is not Role.CUSTOMER]
        assert predicted == (len(staff) if run.exercise is ExerciseId.PREDICT else 0)


@given(journals())
def test_only_what_asks_for_ratings_holds_any(entries: list[Entry]):
    asking = {each.id for each in EXERCISES if each.collects_ratings}
    assert all(run.exercise in asking for run in fold(Board(), entries).runs.values() if run.answers)


@given(journals(), journals())
def test_nothing_said_after_a_lock_changes_an_answer(before: list[Entry], after: list[Entry]):
    board = fold(Board(), before)
    run_id = board.current_run_id
    assert run_id is not None
    at = before[-1].said_at
    locked = fold(board, [line(Locked(), run=run_id, at=at)])
    later = [entry.model_copy(update={"place": None}) for entry in after]
    assert fold(locked, later).runs[run_id].answers == board.runs[run_id].answers


@given(st.lists(st.tuples(st.sampled_from(SEATS), st.sampled_from(STEPS), st.sampled_from(POINTS)), max_size=30))
def test_the_last_rating_of_a_step_is_the_one_that_counts(said: list[tuple[str, str, int]]):
    board = folded(*map(joined, SEATS), opened("r1"), *(rated(seat, value, step) for seat, step, value in said))
    last = {(seat, step): value for seat, step, value in said}
    assert values(board.current) == last
    for step in STEPS:
        found = Counter(value for (_, target), value in last.items() if target == step)
        assert counts(board.runs["r1"], step).counts == tuple(found[point] for point in POINTS)


def test_a_customer_tells_their_own_experience_and_is_never_counted_as_a_guess():
    own = line(rating("wait", -2, Perspective.OWN_EXPERIENCE), run="r1", seat="cora")
    guess = line(rating("wait", 2, Perspective.PREDICTED_CUSTOMER), run="r1", seat="cora")
    board = folded(joined("cora", Role.CUSTOMER), joined("ann"), opened("r1"), own, guess, rated("ann", 1))
    assert counts(board.runs["r1"], "wait").counts == (0, 0, 0, 1, 0)
    assert counts(board.runs["r1"], "wait", Perspective.OWN_EXPERIENCE).counts == (1, 0, 0, 0, 0)


def test_somebody_who_guesses_cannot_answer_as_a_customer():
    own = line(rating("wait", -2, Perspective.OWN_EXPERIENCE), run="r1", seat="ann")
    assert values(folded(joined("ann"), opened("r1"), own).current) == {}


@pytest.mark.parametrize(
    ("late_by", "counted"), [(timedelta(microseconds=-1), 1), (timedelta(0), 0), (timedelta(microseconds=1), 0)]
)
def test_a_run_locks_exactly_when_its_time_is_up(late_by: timedelta, counted: int):
    board = folded(joined("ann"), opened("r1"), rated("ann", 1, at=ENDS_AT + late_by))
    assert len(values(board.current)) == counted
    assert board.runs["r1"].state(ENDS_AT + late_by) is (RunState.OPEN if counted else RunState.LOCKED)


def test_what_takes_no_answers_never_locks_by_time():
    board = folded(opened("r1", ExerciseId.WELCOME))
    assert board.runs["r1"].state(ENDS_AT + timedelta(hours=9)) is RunState.OPEN


def test_one_more_minute_in_time_is_added_to_the_end():
    board = folded(opened("r1"), line(Extended(seconds=60), run="r1", at=ENDS_AT - timedelta(minutes=3)))
    assert board.runs["r1"].ends_at == ENDS_AT + timedelta(minutes=1)


def test_one_more_minute_after_time_ran_out_opens_it_again_for_a_minute():
    late = ENDS_AT + timedelta(minutes=5)
    again = line(Extended(seconds=60), run="r1", at=late)
    board = folded(
        joined("ann"),
        opened("r1"),
        rated("ann", -1, "book", at=ENDS_AT + timedelta(minutes=4)),  # too late: nothing opens it after the fact
        again,
        rated("ann", 1, "wait", at=late + timedelta(seconds=59)),
        rated("ann", 1, "pay", at=late + timedelta(seconds=60)),
    )
    assert values(board.current) == {("ann", "wait"): 1}


def test_one_more_minute_opens_what_was_locked_but_not_what_was_shown():
    for body, taken in ((Locked(), 1), (Revealed(), 0)):
        board = folded(joined("ann"), opened("r1"), line(body, run="r1"), line(Extended(seconds=60), run="r1"))
        assert len(fold(board, [rated("ann", 1)]).runs["r1"].answers) == taken


def test_what_is_shown_is_locked():
    board = folded(opened("r1"), line(Revealed(), run="r1"))
    assert board.runs["r1"].state(BEGIN) is RunState.REVEALED
    assert board.runs["r1"].locked


def test_going_back_starts_from_the_last_answers_and_is_not_shown():
    first = [joined("ann"), opened("r1"), rated("ann", 2, "wait"), rated("ann", 1, "pay"), line(Revealed(), run="r1")]
    board = folded(*first, opened("r2"), rated("ann", -2, "wait", "r2"))
    assert (board.current_run_id, board.runs["r2"].revealed, board.runs["r2"].locked) == ("r2", False, False)
    assert values(board.runs["r2"]) == {("ann", "wait"): -2, ("ann", "pay"): 1}
    assert values(board.runs["r1"]) == {("ann", "wait"): 2, ("ann", "pay"): 1}  # what was shown stays as it was


def test_going_back_past_another_exercise_still_finds_the_last_answers():
    board = folded(joined("ann"), opened("r1"), rated("ann", 2), opened("m", ExerciseId.MEET), opened("r2"))
    assert values(board.runs["r2"]) == {("ann", "wait"): 2}
    assert values(board.runs["m"]) == {}


def test_going_back_to_the_customers_keeps_what_is_uncovered():
    first = opened("r1", ExerciseId.REVEAL_CUSTOMERS)
    again = opened("r2", ExerciseId.REVEAL_CUSTOMERS)
    steps = [line(Uncovered(target_id=step), run="r1") for step in ("wait", "book", "wait")]
    board = folded(first, *steps, again)
    assert board.runs["r1"].uncovered == board.runs["r2"].uncovered == ("wait", "book")


def test_a_run_that_was_left_takes_no_more_answers():
    board = folded(joined("ann"), opened("r1"), opened("m", ExerciseId.MEET), rated("ann", 2, run="r1"))
    assert values(board.runs["r1"]) == {}


def test_a_run_is_opened_once():
    board = folded(joined("ann"), opened("r1"), rated("ann", 2), opened("r1", ends_at=ENDS_AT + timedelta(hours=1)))
    assert board.runs["r1"].ends_at == ENDS_AT
    assert values(board.current) == {("ann", "wait"): 2}


@pytest.mark.parametrize(
    "unfit",
    [
        rated("nobody", 2),
        rated("ann", 2, run="never_opened"),
        line(rating("wait", 2), run="r1"),
        line(rating("wait", 2), seat="ann"),
        line(Ready(agrees_to_open_mode=True), seat="nobody"),
        line(TookOver(device=2), seat="nobody"),
        line(Looked(), run="never_opened", seat="ann"),
        line(Looked(), run="r1", seat="nobody"),
        line(Locked(), run="never_opened"),
        line(Revealed()),
        line(Extended(seconds=60), run="never_opened"),
        line(Uncovered(target_id="wait"), run="never_opened"),
        line(Joined(role=Role.LEADER)),
        line(Opened(exercise=ExerciseId.MEET, ends_at=ENDS_AT)),
    ],
    ids=lambda entry: f"{entry.body.kind} {entry.run_id} {entry.seat_id}",
)
def test_an_entry_of_an_unknown_seat_or_run_changes_nothing(unfit: Entry):
    board = folded(joined("ann"), opened("r1"))
    assert fold(board, [unfit]) == board


def test_a_seat_keeps_the_role_it_came_with():
    assert folded(joined("ann"), joined("ann", Role.CUSTOMER)).seats["ann"].role is Role.FRONT_LINE


def test_an_older_device_does_not_take_a_seat_back():
    board = folded(joined("ann"), *(line(TookOver(device=n), seat="ann") for n in (2, 3, 2)))
    assert board.seats["ann"].device == 3


@given(st.lists(st.booleans(), max_size=8), st.integers(3, 9))
def test_small_groups_are_shown_only_if_everybody_here_agrees(agreeing: list[bool], k: int):
    seats = [f"seat{n}" for n in range(len(agreeing))]
    said = [line(Ready(agrees_to_open_mode=agrees), seat=seat) for seat, agrees in zip(seats, agreeing, strict=True)]
    board = folded(*map(joined, seats), *said)
    assert board.k(k) == (3 if agreeing and all(agreeing) else k)


def test_somebody_who_comes_late_or_changes_their_mind_ends_the_open_mode():
    agree = [line(Ready(agrees_to_open_mode=True), seat=seat) for seat in SEATS]
    board = folded(*map(joined, SEATS), *agree)
    assert board.k() == 3
    assert fold(board, [joined("late")]).k() == 5
    assert fold(board, [line(Ready(agrees_to_open_mode=False), seat="ann")]).k() == 5


def test_an_empty_board_has_nothing_on():
    board = folded()
    assert (board.current, board.last_run(ExerciseId.PREDICT), board.k(), board.place) == (None, None, 5, 0)


def test_the_room_can_be_asked_what_it_knows():
    board = folded(
        joined("ann"),
        line(Ready(agrees_to_open_mode=False), seat="ann"),
        opened("m", ExerciseId.MEET),
        line(Looked(), run="m", seat="ann"),
        line(BaselineSet(baseline=Baseline(value=1.0, label="the visit"))),
        line(DeviceArrived()),
    )
    assert board.seats["ann"] == Presence(Role.FRONT_LINE, ready=True)
    assert board.runs["m"].looked == {"ann"}
    assert board.baseline == Baseline(value=1.0, label="the visit")
    assert board.device_arrived


def test_nobody_can_change_a_board_that_is_finished():
    board = folded(joined("ann"), opened("r1"), rated("ann", 2))
    for held in (board.seats, board.runs, board.runs["r1"].answers):
        with pytest.raises(TypeError):
            held["intruder"] = None  # type: ignore[index]


def test_entries_are_read_once_and_in_order():
    def told() -> Iterable[Entry]:
        yield joined("ann")
        yield opened("r1")
        yield rated("ann", 2)

    assert fold(Board(), told()) == folded(joined("ann"), opened("r1"), rated("ann", 2))


def said(seat: str, body: Said | TakenBack, run: str = "m", at: datetime = BEGIN) -> Entry:
    return line(body, run=run, seat=seat, at=at)


def at_meet(*entries: Entry) -> Board:
    """Ann and a customer, with what they said when they met the person."""
    return folded(joined("ann"), joined("cora", Role.CUSTOMER), opened("m", ExerciseId.MEET), *entries)


def test_a_seat_holds_one_thing_in_each_place_and_can_take_it_back():
    better = Note(topic=Topic.WORRY, text="To be sent away")
    hope = Note(topic=Topic.EXPECTATION, text="One person to ask")
    board = at_meet(said("ann", WORRY), said("ann", hope), said("cora", WORRY), said("ann", better))
    assert board.runs["m"].said == {
        ("ann", "note:worry"): better,
        ("ann", "note:expectation"): hope,
        ("cora", "note:worry"): WORRY,
    }
    emptied = fold(board, [said("ann", TakenBack(place="note:worry")), said("ann", TakenBack(place="note:nothing"))])
    assert emptied.runs["m"].said == {("ann", "note:expectation"): hope, ("cora", "note:worry"): WORRY}


@pytest.mark.parametrize(
    "unfit",
    [
        said("ann", Picked(question=Question.PROTECT, target_ids=("wait",))),
        said("ann", Note(topic=Topic.NOW_THINK, text="x")),
        said("ann", card("board")),
        said("nobody", WORRY),
        said("", WORRY),
        said("ann", WORRY, run="never_opened"),
        line(WORRY, run="m"),
        line(card("board"), run="m"),
        line(card("board"), run="never_opened"),
        line(card("board")),
        line(proposed("parking", after="book"), run="m"),
    ],
    ids=lambda entry: f"{entry.body.kind} {entry.run_id} {entry.seat_id}",
)
def test_what_is_not_asked_there_changes_nothing(unfit: Entry):
    board = at_meet(said("ann", WORRY))
    assert fold(board, [unfit]) == board


@pytest.mark.parametrize("closing", [Locked(), Revealed(), Ended()], ids=lambda body: body.kind)
def test_nothing_is_said_or_taken_back_after_a_lock_a_reveal_or_the_end(closing: Body):
    board = at_meet(said("ann", WORRY), line(closing, run="m"))
    later = [said("cora", WORRY), said("ann", TakenBack(place="note:worry"))]
    assert fold(board, later).runs["m"].said == {("ann", "note:worry"): WORRY}


def test_a_customer_is_not_asked_how_sure_or_a_second_time_how_they_felt():
    board = folded(joined("ann"), joined("cora", Role.CUSTOMER), opened("s", ExerciseId.SURE))
    for question in (Question.LEAST_SURE, Question.MATTERS_MOST):
        board = fold(board, [said(seat, picked(question, "wait"), "s") for seat in ("ann", "cora")])
    assert set(board.runs["s"].said) == {
        ("ann", "picked:least_sure"),
        ("ann", "picked:matters_most"),
        ("cora", "picked:matters_most"),
    }
    own = rating("wait", 1, Perspective.OWN_EXPERIENCE)
    board = fold(board, [opened("o", ExerciseId.OWN_FEELING), *(line(own, run="o", seat=s) for s in ("ann", "cora"))])
    assert values(board.runs["o"]) == {("ann", "wait"): 1}


def test_own_feeling_takes_no_guess():
    board = folded(joined("ann"), opened("o", ExerciseId.OWN_FEELING), rated("ann", 1, run="o"))
    assert values(board.runs["o"]) == {}


def test_going_back_starts_from_what_was_said_and_leaves_the_run_before_as_it_was():
    better = Note(topic=Topic.WORRY, text="To be sent away")
    board = at_meet(said("ann", WORRY), line(Revealed(), run="m"), opened("m2", ExerciseId.MEET))
    board = fold(board, [said("ann", better, "m2")])
    assert board.runs["m2"].said == {("ann", "note:worry"): better}
    assert board.runs["m"].said == {("ann", "note:worry"): WORRY}


def test_what_is_shown_in_place_hides_again_only_while_it_is_on():
    board = at_meet(said("ann", WORRY), line(Revealed(), run="m"))
    assert board.is_shown(ExerciseId.MEET)
    again = fold(board, [opened("m2", ExerciseId.MEET)])
    assert not again.is_shown(ExerciseId.MEET)
    assert fold(again, [opened("s", ExerciseId.STEPS)]).is_shown(ExerciseId.MEET)


def test_a_prediction_that_is_thought_over_again_stays_hidden_until_it_is_revealed_again():
    board = folded(joined("ann"), opened("r1"), line(Revealed(), run="r1"), opened("r2"))
    assert not board.is_shown(ExerciseId.PREDICT)
    assert not fold(board, [opened("s", ExerciseId.SURE)]).is_shown(ExerciseId.PREDICT)
    assert fold(board, [line(Revealed(), run="r2")]).is_shown(ExerciseId.PREDICT)


def test_a_run_is_over_when_the_session_goes_on_or_ends_and_not_when_it_goes_back():
    board = at_meet()
    assert not board.runs["m"].over
    assert fold(board, [opened("s", ExerciseId.STEPS)]).runs["m"].over
    assert fold(board, [line(Ended())]).runs["m"].over
    assert not fold(board, [opened("v", ExerciseId.VOICE)]).runs["m"].over
    assert not fold(board, [opened("m2", ExerciseId.MEET)]).runs["m"].over


def at_action(*entries: Entry) -> Board:
    return folded(joined("ann"), joined("bob"), opened("a", ExerciseId.ACTION), *entries)


def cards(board: Board) -> list[str]:
    run = board.last_run(ExerciseId.ACTION)
    assert run is not None
    return [each.what for each in run.proposals(ActionCard, board.kept_ids(KeptWhat.CARD)).values()]


def test_what_the_facilitator_took_in_stands_as_it_was_then_while_it_is_kept():
    taken_in = [line(card("board", what="A board"), run="a"), line(Kept(what=KeptWhat.CARD, id="board"), run="a")]
    board = at_action(said("ann", card("board", what="A board"), "a"), *taken_in)
    changed = fold(board, [said("ann", card("board", what="Something rude"), "a")])
    assert cards(changed) == ["A board"]
    back = fold(changed, [line(Kept(what=KeptWhat.CARD, id="board", kept=False), run="a")])
    assert cards(back) == ["Something rude"]
    gone = fold(at_action(), taken_in)  # as it is folded when Ann has deleted her answers
    assert cards(gone) == ["A board"]


def test_proposals_keep_the_order_in_which_they_came():
    first, second = said("ann", card("one"), "a"), said("bob", card("two"), "a")
    run = at_action(first, second, line(card("one"), run="a")).runs["a"]
    assert list(run.proposals(ActionCard, {"one"})) == ["one", "two"]
    assert list(run.proposals(StepProposed, set())) == []


def test_the_session_s_own_lines_are_known():
    board = at_action(
        line(Begun(slot_minutes=50), at=BEGIN + timedelta(minutes=2)),
        line(Shortened(exercise=ExerciseId.CLOSE, minutes=1)),
        line(Kept(what=KeptWhat.LEAVE_OUT, id="wait")),
        line(Kept(what=KeptWhat.CARD, id="wait")),
        line(ReviewSet(next_review_on=date(2026, 12, 1), no_action_because="no money")),
        line(Prepared(version_id=2, plan=Plan(sponsor="Jo"))),
        line(Erased(lines=3)),
    )
    assert (board.begun_at, board.slot_minutes) == (BEGIN + timedelta(minutes=2), 50)
    assert (board.minutes(ExerciseId.CLOSE), board.minutes(ExerciseId.ACTION)) == (1, 4)
    assert board.kept_ids(KeptWhat.LEAVE_OUT) == board.kept_ids(KeptWhat.CARD) == {"wait"}
    assert (board.next_review_on, board.no_action_because) == (date(2026, 12, 1), "no money")
    assert (board.prepared, board.plan.sponsor, board.ended) == (1, "Jo", False)
    ended = fold(board, [line(Ended())])
    assert ended.ended
    assert not fold(ended, [opened("c", ExerciseId.COMMITMENT)]).ended


def test_a_private_commitment_is_one_thing_like_any_other():
    first, second = (Commitment(if_text="x", then_text=then, share=then == "z") for then in "yz")
    board = folded(joined("ann"), opened("c", ExerciseId.COMMITMENT), said("ann", first, "c"), said("ann", second, "c"))
    assert board.runs["c"].said == {("ann", "commitment"): second}


def test_what_one_seat_says_for_itself_moves_no_other_page():
    said = [joined("ann"), joined("bob"), opened("r1"), rated("ann", 2), line(Locked(), run="r1"), rated("bob", 1)]
    board = fold(Board(), [each.model_copy(update={"place": place}) for place, each in enumerate(said, start=10)])
    assert (board.place, board.moved) == (15, 14)  # the lock
    assert board.heard == {"ann": 13, "bob": 15}  # also what came too late was heard
    later = fold(board, [line(TookOver(device=2), seat="ann", place=16)])
    assert (later.moved, later.heard) == (16, {"ann": 16, "bob": 15})
