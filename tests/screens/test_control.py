"""The facilitator's page: it offers what comes next, asks first, and a press on a page that is behind does nothing."""

from __future__ import annotations

import logging

import pages
import pytest
from samples import Played, small_material

from journeykit.models.exercise import ExerciseId, RunState
from journeykit.models.session import Role
from journeykit.screens import picture as picture_module
from journeykit.screens.control import ControlPage
from journeykit.session.door import Door, DoorKind
from journeykit.session.invitation import say_device_arrived
from journeykit.session.room import Room
from journeykit.store.engine import open_store

LINKS = {"participants_url": "http://192.168.1.5:8866/j/MAPLE-42", "projector_url": "x", "qr_url": "/qr.svg"}


def page_for(played: Played) -> ControlPage:
    """The page with a view of its own, and links as from a server."""
    view = played.fresh_view()
    door = Door(kind=DoorKind.FACILITATOR, engine=played.engine, view=view, links=LINKS)
    return ControlPage().take(Room(played.engine, view), door)


@pytest.fixture
def control(played: Played) -> ControlPage:
    return page_for(played)


def text_of(control: ControlPage) -> str:
    return " | ".join(pages.texts(control.root))


def offer(control: ControlPage, verb: str) -> dict:
    return next(action for action in control.actions.actions if action["id"].split(":")[0] == verb)


def verbs(control: ControlPage) -> list[str]:
    return [action["id"].split(":")[0] for action in control.actions.actions]


def mains(control: ControlPage) -> list[str]:
    return [action["id"].split(":")[0] for action in control.actions.actions if action.get("main")]


def press(control: ControlPage, verb: str) -> None:
    pages.taps(control.actions, offer(control, verb)["id"])


def hears(control: ControlPage) -> None:
    control.room.view.refresh()
    control.show()


def on(played: Played) -> ExerciseId:
    return played.fresh_view().now().exercise.id


def test_a_whole_session_is_played_by_its_buttons():
    played = Played(open_store("sqlite://"))
    played.joined(*[Role.FRONT_LINE] * 5)
    played.all_ready()
    control = page_for(played)
    seen = []
    for verb in ("next", "next", None, "lock", "reveal", "next", *["uncover"] * 4):
        if verb is None:
            for person in played.people:
                played.rate(person, 1)
            hears(control)
        else:
            assert mains(control) == [verb]
            press(control, verb)
        seen.append(on(played).value)
    assert seen[:6] == ["meet", "predict", "predict", "predict", "reveal_ourselves", "reveal_customers"]
    assert len(played.fresh_view().uncovered()) == 4
    assert mains(control) == ["home"]
    assert verbs(control) == ["home", "extend", "back"]


def test_it_asks_first_with_how_many_are_done(played: Played, control: ControlPage):
    for person in played.people[:4]:
        played.rate(person, 1)
    played.rate(played.people[4], 1, ["book"])
    hears(control)
    assert offer(control, "reveal")["confirm"] == "Show to everyone? 4 of 6 have answered."
    assert offer(control, "lock")["confirm"] == "Take no more answers? 4 of 6 have answered."
    assert offer(control, "back")["confirm"] == "Go back to “Meet Ada” for everyone? No answer is lost."


def test_one_of_many_has_answered(played: Played, control: ControlPage):
    played.rate(played.people[0], 1)
    hears(control)
    assert "1 of 6 has answered" in text_of(control)


def test_each_button_names_its_run(played: Played, control: ControlPage):
    run = played.view.now().run_id
    assert all(action["id"].split(":")[1] == run for action in control.actions.actions)


def test_a_press_from_a_page_that_is_behind_does_nothing(played: Played, control: ControlPage):
    stale = offer(control, "reveal")["id"]
    played.room.back()
    hears(control)
    pages.taps(control.actions, stale)
    assert on(played) is ExerciseId.MEET
    assert control.notice.blocks == []


def test_a_press_on_a_second_control_page_that_is_behind_is_refused_in_words(played: Played, control: ControlPage):
    second = page_for(played)
    press(control, "reveal")
    assert on(played) is ExerciseId.REVEAL_OURSELVES
    press(second, "reveal")
    assert on(played) is ExerciseId.REVEAL_OURSELVES
    assert "The session has moved on since. Look again before you press." in text_of(second)
    hears(second)
    press(second, "next")
    assert on(played) is ExerciseId.REVEAL_CUSTOMERS
    assert "moved on since" not in text_of(second)


@pytest.mark.parametrize("forged", ["next", "next:", "uncover:x:y", "", "drop:table", 7, None, ["next"]])
def test_a_forged_press_does_nothing(played: Played, control: ControlPage, forged):
    pages.taps(control.actions, forged)
    assert on(played) is ExerciseId.PREDICT
    assert control.notice.blocks == []


def test_what_was_locked_by_hand_can_be_opened_again_with_its_answers(played: Played, control: ControlPage):
    played.rate(played.people[0], 1)
    hears(control)
    press(control, "lock")
    assert "Time is up, answers are in." in text_of(control)
    assert mains(control) == ["reveal"]
    assert "extend" not in verbs(control)
    press(control, "open")
    view = played.fresh_view()
    assert (view.now().exercise.id, view.now().state) == (ExerciseId.PREDICT, RunState.OPEN)
    assert len(view.own(played.people[0].seat.seat_id)) == 4


def test_what_ran_out_of_time_gets_a_minute_more(played: Played, control: ControlPage):
    played.clock.forward(minutes=9)
    hears(control)
    press(control, "extend")
    assert played.fresh_view().now().state is RunState.OPEN
    assert played.fresh_view().now().seconds_left == 60


def test_before_the_reveal_it_shows_no_picture(played: Played, control: ControlPage):
    for person in played.people:
        played.rate(person, 1)
    hears(control)
    assert control.picture.root.layout.display == "none"
    press(control, "reveal")
    assert control.picture.root.layout.display is None
    assert control.picture.curve.ours["book"]["mean"] == 1


def test_customers_are_uncovered_one_by_one_biggest_difference_first(played: Played, control: ControlPage):
    for person in played.people:
        played.rate(person, 1)
    played.come_to(ExerciseId.REVEAL_CUSTOMERS)
    hears(control)
    assert "Uncovered 0 of 4. Next: Waiting" in text_of(control)
    assert offer(control, "uncover") == {
        "id": f"uncover:{played.view.now().run_id}:wait",
        "label": "Uncover “Waiting”",
        "main": True,
        "key": "ArrowRight",
        "hint": "→ key",
    }
    first = offer(control, "uncover")["id"]
    pages.taps(control.actions, first)
    pages.taps(control.actions, first)  # a second tap is not there to be pressed
    assert played.fresh_view().uncovered() == ("wait",)
    assert "Uncovered 1 of 4: Waiting. Next: Booking" in text_of(control)


def test_the_customers_of_a_step_come_after_the_pause_on_the_control_page_too(
    played: Played, control: ControlPage, in_loop, monkeypatch
):
    monkeypatch.setattr(picture_module, "PAUSE_S", 0.02)
    for person in played.people:
        played.rate(person, 1)
    played.come_to(ExerciseId.REVEAL_CUSTOMERS)
    hears(control)

    async def play(wait_until):
        press(control, "uncover")
        assert not control.picture.curve.theirs["wait"]
        await wait_until(lambda: bool(control.picture.curve.theirs["wait"]))

    in_loop(play)


def test_without_customers_there_is_nothing_to_uncover():
    played = Played(open_store("sqlite://"), small_material().model_copy(update={"waves": (), "quotes": ()}))
    played.joined(*[Role.FRONT_LINE] * 5)
    played.come_to(ExerciseId.REVEAL_CUSTOMERS)
    control = page_for(played)
    assert "uncover" not in verbs(control)
    assert "Our view, not yet checked with customers" in text_of(control)


def test_it_tells_who_is_here_by_role(played: Played, control: ControlPage):
    assert "6 people here" in text_of(control)
    played.joined(Role.CUSTOMER)
    hears(control)
    assert "7 here: 6 staff, 1 customer" in text_of(control)
    facts = control.agenda.blocks[-1]["blocks"]
    (here,) = [block["items"] for block in facts if block["kind"] == "facts"]
    assert here == [
        ["a customer", "1"],
        ["I work with customers", "3"],
        ["I work behind the scenes", "2"],
        ["I lead a team", "1"],
    ]


def test_it_greets_helps_after_a_while_and_ticks_when_a_device_has_come(played: Played, control: ControlPage):
    assert "Scan this with your phone." in text_of(control)
    assert "firewall" not in text_of(control)
    control._give_hints()
    assert "Does this computer's firewall let Python take connections?" in text_of(control)
    say_device_arrived(played.engine, played.session.session_id, clock=played.clock)
    hears(control)
    assert "Another device has arrived. The network works." in text_of(control)
    assert "firewall" not in text_of(control)


def test_consent_to_open_mode_is_counted_at_the_welcome():
    played = Played(open_store("sqlite://"))
    played.joined(*[Role.FRONT_LINE] * 3)
    control = page_for(played)
    assert "agree" not in text_of(control)
    played.all_ready(agree=True)
    hears(control)
    assert "3 of 3 agree that groups of 3 or more are shown." in text_of(control)


def test_the_line_is_moved_and_named(played: Played, control: ControlPage):
    assert control.line.value == {"value": 0.0, "label": "neither good nor bad"}
    pages.says(control.line, value={"value": 0.5, "label": "a usual visit"})
    pages.taps(control.line, "move")
    baseline = played.fresh_view().journey.baseline
    assert (baseline.value, baseline.label) == (0.5, "a usual visit")


@pytest.mark.parametrize(
    "value", [{"value": 3, "label": "x"}, {"value": 1, "label": ""}, {"value": 1, "label": "x" * 61}]
)
def test_a_line_that_cannot_be_is_refused_in_words(played: Played, control: ControlPage, value):
    pages.says(control.line, value=value)
    pages.taps(control.line, "move")
    assert "The line lies between −2 and +2 and needs a name of up to 60 letters." in text_of(control)
    assert played.fresh_view().journey.baseline.value == 0


def test_a_store_that_cannot_be_written_is_told_without_a_traceback(played: Played, control, closed, caplog):
    with closed(played.engine), caplog.at_level(logging.CRITICAL):
        press(control, "reveal")
    assert "Something went wrong here." in text_of(control)
    assert "sqlite" not in text_of(control).lower()
    press(control, "reveal")
    assert on(played) is ExerciseId.REVEAL_OURSELVES
    assert "Something went wrong" not in text_of(control)


def test_a_preview_needs_no_server(capsys):
    control = ControlPage()
    control.open()
    assert "What we thought" in text_of(control)
    assert control.picture.curve.ours_name == "our room, 9 people"
