"""The fold: what stands after everything that was said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples import BEGIN, STEPS, rating

from journeykit.models.agenda import EXERCISES
from journeykit.models.board import Board, fold
from journeykit.models.counts import Counts
from journeykit.models.entry import (
    Author,
    BaselineSet,
    Body,
    DeviceArrived,
    Entry,
    Extended,
    Joined,
    Locked,
    Looked,
    Opened,
    Ready,
    Revealed,
    TookOver,
    Uncovered,
)
from journeykit.models.exercise import ExerciseId, RunState
from journeykit.models.journey import Baseline
from journeykit.models.rating import Perspective, Rating
from journeykit.models.run import Presence, Run, counted
from journeykit.models.scale import POINTS
from journeykit.models.session import Role

SEATS = ("ann", "bob", "cleo")
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
    runs = {id_: (run, dict(run.answers)) for id_, run in before.runs.items()}
    kept = (dict(before.seats), before.current_run_id, before.baseline, before.device_arrived, before.place)
    fold(before, entries[at:])
    assert (dict(before.seats), before.current_run_id, before.baseline, before.device_arrived, before.place) == kept
    assert {id_: (run, dict(run.answers)) for id_, run in before.runs.items()} == runs


@given(journals(), st.data())
def test_entries_that_come_twice_count_once(entries: list[Entry], data: st.DataObject):
    at = data.draw(st.integers(0, len(entries)))
    board = fold(Board(), entries)
    assert fold(board, entries[at:]) == board


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
