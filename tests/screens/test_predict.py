"""Predicting: what is stored is what is shown, and nothing that a page forges gets through."""

from __future__ import annotations

import logging

import pages
import pytest
from samples import STEPS, Played, rating

from journeykit.models.exercise import ExerciseId
from journeykit.models.journey import Baseline
from journeykit.models.rating import Perspective
from journeykit.models.session import Role
from journeykit.screens import saving
from journeykit.screens.predict import Predict
from journeykit.screens.session import SessionPage
from journeykit.session.preview import preview_participant
from journeykit.session.raw import rows
from journeykit.store import journal
from journeykit.store.engine import reading


@pytest.fixture
def screen(page: SessionPage) -> Predict:
    screen = pages.on(page)
    assert isinstance(screen, Predict)
    return screen


def entries(played: Played) -> int:
    with reading(played.engine) as connection:
        return len(journal.since(connection, played.session.session_id, 0))


def stored(played: Played, person: int = 0) -> dict[str, int]:
    return played.fresh_view().own(played.people[person].seat.seat_id)


def notice(screen: Predict) -> str:
    return " ".join(block["text"] for block in screen.notice.blocks)


def test_nobody_has_answered_before_the_first_tap(screen):
    assert screen.rater.title == "How do customers like Ada feel at each step?"
    assert [step["id"] for step in screen.rater.steps] == list(STEPS)
    assert screen.rater.value == {}
    assert screen.curve.value == {}
    assert not screen.rater.disabled


def test_a_tap_is_in_the_store_before_the_page_says_saved(played, page, screen):
    in_store_when_told = []
    page.bar.observe(lambda _: in_store_when_told.append(stored(played)), "saved")
    pages.says(screen.rater, value={"wait": -2})
    assert in_store_when_told == [{"wait": -2}]
    assert page.bar.saved == {"state": "saved", "at_ms": played.clock().timestamp() * 1000}
    assert screen.curve.value == {"wait": -2}


@pytest.mark.parametrize(
    "forged",
    [{"wait": 999}, {"wait": -3}, {"wait": "1"}, {"wait": 0.5}, {"wait": True}, {"wait": None}, {"lunch": 1}, "x", [1]],
)
def test_a_forged_answer_changes_nothing_in_the_store_and_the_page_is_set_right(played, screen, forged, monkeypatch):
    pages.says(screen.rater, value={"book": 1})
    before, heard = entries(played), []
    monkeypatch.setattr(screen.rater.comm, "send", lambda data=None, **_: heard.append(data))
    pages.says(screen.rater, value=forged)
    assert entries(played) == before
    assert stored(played) == screen.rater.value == {"book": 1}
    assert [data["state"]["value"] for data in heard if "value" in data.get("state", {})][-1] == {"book": 1}


def test_only_what_changed_is_said(played, screen):
    pages.says(screen.rater, value={"book": 1})
    before = entries(played)
    pages.says(screen.rater, value={"book": 1, "wait": -1})
    assert entries(played) == before + 1
    pages.says(screen.rater, value={"book": 1, "wait": -1})
    assert entries(played) == before + 1


def test_an_answer_to_a_locked_exercise_gets_a_sentence_and_the_rater_shows_what_the_store_has(played, screen):
    pages.says(screen.rater, value={"book": 1})
    played.room.lock()  # this page has not heard of it
    before = entries(played)
    pages.says(screen.rater, value={"book": 1, "wait": 2})
    assert entries(played) == before
    assert screen.rater.value == screen.curve.value == {"book": 1}
    assert notice(screen) == "Time is up, answers are in: How does Ada feel? takes no more answers."


def test_a_lock_by_time_locks_the_page_without_a_word_from_anybody(played, page, screen):
    pages.says(screen.rater, value={"book": 1})
    played.clock.forward(minutes=7)
    pages.hears(page)
    assert screen.rater.disabled
    assert not screen.curve.draggable
    pages.says(screen.rater, value={"book": 2})
    screen.curve.value = {"book": 2}
    assert stored(played) == screen.rater.value == screen.curve.value == {"book": 1}


def test_a_refused_answer_is_not_called_saved(played, page, screen):
    pages.says(screen.rater, value={"book": 1})
    played.room.lock()
    pages.says(screen.rater, value={"book": 2})
    assert page.bar.saved["state"] == "failed"


def test_more_time_opens_the_page_again_and_takes_the_old_words_away(played, page, screen):
    played.clock.forward(minutes=7)
    pages.says(screen.rater, value={"book": 1})
    assert notice(screen) != ""
    played.room.extend()
    pages.hears(page)
    assert not screen.rater.disabled
    pages.says(screen.rater, value={"book": 1})
    assert stored(played) == {"book": 1}
    assert notice(screen) == ""


def test_a_store_that_cannot_be_written_keeps_the_answer_on_the_page_and_saves_it_later(
    played, page, screen, closed, caplog
):
    pages.says(screen.rater, value={"book": 1})
    with closed(played.engine), caplog.at_level(logging.CRITICAL):
        pages.says(screen.rater, value={"book": 1, "wait": -2})
        assert page.bar.saved["state"] == "failed"
        assert page.bar.saved["text"].startswith("Not saved yet.")
        assert screen.rater.value == {"book": 1, "wait": -2}
        assert stored(played) == {"book": 1}
        pages.hears(page)  # a look while it is still closed loses nothing
        assert screen.rater.value == {"book": 1, "wait": -2}
    pages.hears(page)
    assert stored(played) == {"book": 1, "wait": -2}
    assert page.bar.saved["state"] == "saved"


def test_the_page_is_told_what_is_stored_so_that_it_can_say_the_rest_again(played, screen, closed, caplog):
    pages.says(screen.rater, value={"book": 1})
    with closed(played.engine), caplog.at_level(logging.CRITICAL):
        pages.says(screen.rater, value={"book": 1, "wait": -2})
    assert screen.rater.stored == {"book": 1}
    seat = played.people[0].seat
    assert screen.rater.keep == f"{seat.return_code.upper()}-1"


def test_the_page_tries_again_by_itself(played, page, screen, closed, caplog, monkeypatch, in_loop):
    monkeypatch.setattr(saving, "AGAIN_S", 0.01)

    async def play(wait_until):
        with closed(played.engine), caplog.at_level(logging.CRITICAL):
            pages.says(screen.rater, value={"wait": -2})
        await wait_until(lambda: stored(played) == {"wait": -2})

    in_loop(play)
    assert page.bar.saved["state"] == "saved"


def test_what_could_not_be_saved_before_the_lock_is_said_and_not_shown_as_an_answer(
    played, page, screen, closed, caplog
):
    with closed(played.engine), caplog.at_level(logging.CRITICAL):
        pages.says(screen.rater, value={"wait": -2})
    played.room.lock()
    pages.hears(page)
    assert stored(played) == screen.rater.value == {}
    assert notice(screen).startswith("Time is up")
    assert page.bar.saved["state"] == "failed"
    assert "We try again" not in page.bar.saved["text"]


def test_a_change_of_mind_back_to_what_is_stored_leaves_nothing_unsaved(played, page, screen, closed, caplog):
    pages.says(screen.rater, value={"wait": 1})
    with closed(played.engine), caplog.at_level(logging.CRITICAL):
        pages.says(screen.rater, value={"wait": 2})
        pages.says(screen.rater, value={"wait": 1})
        assert page.bar.saved["state"] == ""
    before = entries(played)
    pages.hears(page)
    assert entries(played) == before


def test_a_second_page_of_the_same_seat_sees_the_answers_of_the_first(played, page, screen, page_of):
    second = page_of(played.people[0])
    pages.says(screen.rater, value={"book": -1})
    pages.hears(second)
    assert pages.on(second).rater.value == {"book": -1}
    pages.says(pages.on(second).rater, value={"book": -1, "wait": 2})
    pages.says(screen.rater, value={"book": -1, "talk": 0})  # has not heard of "wait"
    assert stored(played) == screen.rater.value == {"book": -1, "wait": 2, "talk": 0}


def test_a_page_that_is_loaded_again_shows_what_was_answered(played, screen, page_of):
    pages.says(screen.rater, value={"book": -1, "pay": 2})
    again = pages.on(page_of(played.people[0]))
    assert again.rater.value == again.curve.value == {"book": -1, "pay": 2}


def test_dragging_the_curve_saves_as_the_rater_does(played, page, screen):
    pages.says(screen.rater, value={"book": 1, "wait": 0})
    grip = screen.curve._chart.grip
    grip.y = [1.0, -1.6]  # snaps to -2
    assert stored(played) == screen.rater.value == {"book": 1, "wait": -2}
    assert page.bar.saved["state"] == "saved"


def test_a_dragged_mark_off_the_scale_stops_at_its_end(played, screen):
    pages.says(screen.rater, value={"book": 1})
    screen.curve._chart.grip.y = [999.0]
    assert stored(played) == {"book": 2}


@pytest.mark.parametrize(
    "forged",
    ["abc", ["a"], [[1, 2]], [1.0, 2.0], None, [None], [float("nan")], {"x": 1}, {"value": "zz", "shape": [1]}],
)
def test_a_forged_drag_changes_nothing_in_the_store(played, screen, forged, caplog):
    pages.says(screen.rater, value={"book": 1})
    before = entries(played)
    with caplog.at_level(logging.CRITICAL):
        pages.says(screen.curve._chart.grip, y=forged)
    assert entries(played) == before
    assert screen.rater.value == screen.curve.value == {"book": 1}


def test_a_customer_tells_their_own_experience_and_never_counts_as_staff(played, page_of):
    (customer,) = played.joined(Role.CUSTOMER)
    played.all_ready()
    screen = pages.on(page_of(customer))
    assert screen.rater.title == "How did you feel at each step?"
    assert screen.curve.value_name == "how you felt"
    pages.says(screen.rater, value={"wait": -2})
    for person in played.people[:6]:
        played.rate(person, 1)
    played.come_to(ExerciseId.REVEAL_OURSELVES)
    ours = {shown.target_id: shown.counts for shown in played.view.ours()}
    assert ours["wait"].counts == (0, 0, 0, 6, 0)
    (row,) = [row for row in rows(played.engine, played.session.session_id) if row["value"] == -2]
    assert row["perspective"] == Perspective.OWN_EXPERIENCE


def test_the_line_of_the_curve_carries_its_name(played, page, screen):
    assert screen.curve.baseline_label == "neither good nor bad (0)"
    played.room.set_baseline(Baseline(value=0.5, label="a usual visit"))
    pages.hears(page)
    assert (screen.curve.baseline, screen.curve.baseline_label) == (0.5, "a usual visit (+0.5)")


def test_before_the_prediction_is_on_a_screen_of_its_own_takes_nothing(played):
    played.room.back()
    person = played.people[0]
    screen = Predict().take(person)
    assert screen.rater.disabled
    screen.rater.value = {"book": 1}
    assert stored(played) == screen.rater.value == {}


def test_alone_in_a_notebook_the_rater_itself_says_what_became_of_an_answer(closed, caplog):
    participant = preview_participant(ExerciseId.PREDICT)
    screen = Predict().take(participant)
    pages.says(screen.rater, value={"booking": 1})
    assert screen.rater.saved == {"state": "saved", "text": "Saved"}
    with closed(participant._engine), caplog.at_level(logging.CRITICAL):
        pages.says(screen.rater, value={"booking": 2})
    assert screen.rater.saved["text"].startswith("Not saved yet.")


def test_an_answer_in_an_earlier_run_stands_when_the_facilitator_comes_back(played, page, screen):
    pages.says(screen.rater, value={"book": -1})
    played.room.back()
    pages.hears(page)
    played.room.next()
    pages.hears(page)
    assert pages.on(page) is screen
    assert screen.rater.value == {"book": -1}
    played.people[0].say(rating("book", 2))
    pages.hears(page)
    assert screen.rater.value == {"book": 2}
