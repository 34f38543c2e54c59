"""The facilitator's page: it offers what comes next, asks first, and a press on a page that is behind does nothing."""

from __future__ import annotations

import logging

import pages
import pytest
from samples import Played, small_material

from journeykit.models.entry import Looked
from journeykit.models.exercise import ExerciseId, RunState
from journeykit.models.said import Commitment, Note, Topic
from journeykit.models.session import Role
from journeykit.screens import picture as picture_module
from journeykit.screens.control import ControlPage
from journeykit.screens.reveal_customers import RevealCustomers
from journeykit.session.door import Door, DoorKind
from journeykit.session.invitation import new_session, say_device_arrived
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


@pytest.fixture
def control_at_welcome() -> ControlPage:
    """Two have come and nothing has begun."""
    played = Played(open_store("sqlite://"))
    played.joined(Role.FRONT_LINE, Role.LEADER)
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


def test_a_whole_session_is_played_by_its_dark_button():
    played = Played(open_store("sqlite://"))
    played.joined(*[Role.FRONT_LINE] * 5)
    played.all_ready()
    control = page_for(played)
    pressed = []
    while not played.fresh_view().ended:
        if on(played) is ExerciseId.PREDICT and "lock" not in pressed:
            for person in played.people:
                played.rate(person, 1)
            hears(control)
        (main,) = mains(control)
        pressed.append(main)
        press(control, main)
    assert pressed == [
        *("begin", "next"),  # welcome
        *("reveal", "next"),  # voice
        *("reveal", "next"),  # meet
        "next",  # steps
        *("lock", "next"),  # predict
        "reveal",  # sure
        "next",  # reveal ourselves
        *("reveal", "next"),  # own feeling
        *["uncover"] * 4,
        "next",
        *("reveal", "next"),  # now i think
        *("reveal", "next"),  # moments
        *("next", "next"),  # action, commitment
        "finish",
    ]
    assert mains(control) == ["home"]


def test_before_the_start_there_is_no_clock_and_one_button(control_at_welcome: ControlPage):
    control = control_at_welcome
    assert verbs(control) == ["begin"]
    assert "clock" not in str(control.now.blocks)
    assert "ends" not in text_of(control)
    ask = "Start the session? 0 of 2 are ready. From now on the clock runs."
    assert offer(control, "begin")["confirm"] == ask
    press(control, "begin")
    assert "clock" in str(control.now.blocks)
    assert verbs(control) == ["next", "extend", "finish"]


def test_the_prepare_page_is_one_tap_away_until_the_start(control_at_welcome: ControlPage):
    assert "Prepare" in text_of(control_at_welcome)
    press(control_at_welcome, "begin")
    assert "Prepare" not in text_of(control_at_welcome)


def test_what_is_still_missing_stands_on_the_page_until_the_start(control_at_welcome: ControlPage):
    assert "No sponsor: nobody has promised an answer to the actions." in str(control_at_welcome.shown.blocks)
    press(control_at_welcome, "begin")
    assert "Still missing" not in str(control_at_welcome.shown.blocks)


def test_it_asks_before_it_shows_in_place_how_many_have_answered(played: Played, control: ControlPage):
    played.room.open(ExerciseId.MEET)
    for person in played.people[:3]:
        person.say(Note(topic=Topic.WORRY, text="To wait"))
    hears(control)
    assert offer(control, "reveal")["confirm"] == "Show to everyone? 3 of 6 have answered."
    assert "To wait" not in text_of(control)
    press(control, "reveal")
    assert on(played) is ExerciseId.MEET
    assert mains(control) == ["next"]
    assert "To wait" in text_of(control)


def test_without_a_quote_there_are_no_words_to_show():
    played = Played(open_store("sqlite://"), small_material().model_copy(update={"quotes": ()}))
    played.joined(*[Role.FRONT_LINE] * 5)
    played.come_to(ExerciseId.VOICE)
    assert mains(page_for(played)) == ["next"]


def test_the_session_can_be_ended_from_everywhere(played: Played, control: ControlPage):
    for id_ in played.session.agenda[played.session.agenda.index(ExerciseId.PREDICT) : -1]:
        played.come_to(id_)
        hears(control)
        end = offer(control, "finish")
        assert end["confirm"] == "End the session? We go straight to “Before we go”."
        assert not end.get("main")
    press(control, "finish")
    assert on(played) is ExerciseId.CLOSE
    assert mains(control) == ["finish"]
    ask = "End the session for everyone? There is no action yet, and no reason why not."
    assert offer(control, "finish")["confirm"] == ask


def test_after_the_end_it_shows_what_to_take_home_and_in_red_that_there_is_no_action(
    played: Played, control: ControlPage
):
    played.room.finish()
    played.room.finish()
    hears(control)
    assert "The session is over." in text_of(control)
    assert mains(control) == ["home"]
    assert {"kind": "alarm", "text": "There is no action yet."} in control.shown.blocks
    assert control.late.sheet.actions == []
    press(control, "open")
    assert not played.fresh_view().ended
    assert on(played) is ExerciseId.CLOSE


def test_the_agenda_tells_minutes_and_in_words_what_is_left_out(played: Played, control: ControlPage):
    played.room.shorten(ExerciseId.OWN_FEELING, 0)
    played.room.shorten(ExerciseId.MOMENTS, 2)
    hears(control)
    (agenda,) = [block["items"] for block in control.agenda.blocks if block["kind"] == "agenda"]
    found = {item["text"]: (item["state"], item["note"]) for item in agenda}
    assert found["Meet Ada"] == ("done", "done")
    assert found["How does Ada feel?"] == ("now", "6 min")
    assert found["How sure are we?"] == ("next", "1 min")
    assert found["And you?"] == ("later", "left out")
    assert found["The moments that matter"] == ("later", "2 min")
    played.room.finish()
    hears(control)
    (agenda,) = [block["items"] for block in control.agenda.blocks if block["kind"] == "agenda"]
    assert ("later", "left out") in [(item["state"], item["note"]) for item in agenda]  # no tick for what never was


def test_next_goes_past_what_was_left_out_and_says_so(played: Played, control: ControlPage):
    played.room.shorten(ExerciseId.OWN_FEELING, 0)
    played.come_to(ExerciseId.REVEAL_OURSELVES)
    hears(control)
    assert offer(control, "next")["label"] == "Next: What customers say"
    press(control, "next")
    assert on(played) is ExerciseId.REVEAL_CUSTOMERS
    assert offer(control, "back")["confirm"].startswith("Go back to “What we thought”")


def test_where_how_sure_we_are_is_left_out_the_answers_are_shown_from_the_prediction(
    played: Played, control: ControlPage
):
    played.room.shorten(ExerciseId.SURE, 0)
    hears(control)
    press(control, "lock")
    assert mains(control) == ["reveal"]
    press(control, "reveal")
    assert on(played) is ExerciseId.REVEAL_OURSELVES


def test_a_rehearsal_says_so():
    played = Played(open_store("sqlite://"))
    played.session = new_session(played.engine, small_material(), clock=played.clock, rehearsal=True)
    assert "Rehearsal: these people are simulated" in text_of(page_for(played))


def test_what_people_share_is_read_on_the_page(played: Played, control: ControlPage):
    played.room.open(ExerciseId.COMMITMENT)
    first, second = played.people[:2]
    first.say(Commitment(if_text="somebody waits", then_text="tell them why", share=True))
    second.say(Commitment(if_text="I am tired", then_text="go for a walk", share=False))
    first.say(Looked())
    second.say(Looked())
    hears(control)
    assert "If somebody waits, then I will tell them why." in text_of(control)
    assert "walk" not in text_of(control)


def test_it_asks_first_with_how_many_are_done(played: Played, control: ControlPage):
    for person in played.people[:4]:
        played.rate(person, 1)
    played.rate(played.people[4], 1, ["book"])
    hears(control)
    assert offer(control, "next")["confirm"] == "Go on for everyone? 4 of 6 have answered."
    assert offer(control, "lock")["confirm"] == "Take no more answers? 4 of 6 have answered."
    assert offer(control, "back")["confirm"] == "Go back to “The steps” for everyone? No answer is lost."


def test_nobody_is_counted_while_customers_are_uncovered_since_nobody_can_say_anything(played: Played):
    for person in played.people:
        played.rate(person, 1)
    played.come_to(ExerciseId.REVEAL_CUSTOMERS)
    control, person = page_for(played), RevealCustomers().take(played.people[0])
    for step in played.fresh_view().uncover_order():
        hears(control)
        pages.hears(person)
        assert person.mine.actions == []
        assert "dots" not in str(control.now.blocks)
        assert "looked at it" not in text_of(control)
        assert offer(control, "next")["confirm"] == "Go on for everyone?"
        played.room.uncover(step)
    hears(control)
    person = RevealCustomers().take(played.people[0])  # loaded again, so that no beat holds the last step back
    pages.taps(person.mine, "looked")
    hears(control)
    assert "1 of 6 has looked at it" in text_of(control)
    assert offer(control, "next")["confirm"] == "Go on for everyone? 1 of 6 has looked at it."


def test_where_no_customer_was_asked_people_say_that_they_have_looked_from_the_beginning():
    played = Played(open_store("sqlite://"), small_material().model_copy(update={"waves": ()}))
    played.joined(*[Role.FRONT_LINE] * 5)
    played.come_to(ExerciseId.REVEAL_CUSTOMERS)
    assert "0 of 5 have looked at it" in text_of(page_for(played))


def test_one_of_many_has_answered(played: Played, control: ControlPage):
    played.rate(played.people[0], 1)
    hears(control)
    assert "1 of 6 has answered" in text_of(control)


def test_each_button_names_its_run(played: Played, control: ControlPage):
    run = played.view.now().run_id
    assert all(action["id"].split(":")[1] == run for action in control.actions.actions)


def test_a_press_from_a_page_that_is_behind_does_nothing(played: Played, control: ControlPage):
    stale = offer(control, "next")["id"]
    played.room.back()
    hears(control)
    pages.taps(control.actions, stale)
    assert on(played) is ExerciseId.STEPS
    assert control.notice.blocks == []


def test_a_press_on_a_second_control_page_that_is_behind_is_refused_in_words(played: Played, control: ControlPage):
    second = page_for(played)
    press(control, "next")
    assert on(played) is ExerciseId.SURE
    press(second, "next")
    assert on(played) is ExerciseId.SURE
    assert "The session has moved on since. Look again before you press." in text_of(second)
    hears(second)
    press(second, "reveal")
    assert on(played) is ExerciseId.REVEAL_OURSELVES
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
    assert mains(control) == ["next"]
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
    played.room.next()
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
    cards = [block["blocks"] for block in control.agenda.blocks if block["kind"] == "group"]
    (here,) = [block["items"] for blocks in cards for block in blocks if block["kind"] == "facts"]
    assert here == [
        ["a customer", "1"],
        ["I work with customers", "3"],
        ["I work behind the scenes", "2"],
        ["I lead a team", "1"],
    ]


def test_it_greets_helps_after_a_while_and_ticks_when_a_device_has_come():
    played = Played(open_store("sqlite://"))
    control = page_for(played)
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


def test_a_line_without_a_name_is_refused_in_words(played: Played, control: ControlPage):
    pages.says(control.line, value={"value": 1, "label": ""})
    pages.taps(control.line, "move")
    assert "The line lies between −2 and +2 and needs a name of up to 60 letters." in text_of(control)
    assert played.fresh_view().journey.baseline.value == 0


@pytest.mark.parametrize("value", [{"value": 3, "label": "x"}, {"value": 1, "label": "x" * 61}])
def test_a_line_off_the_scale_or_with_too_long_a_name_never_gets_in(played: Played, control: ControlPage, value):
    pages.says(control.line, value=value)
    pages.taps(control.line, "move")
    baseline = played.fresh_view().journey.baseline
    assert (baseline.value, baseline.label) == (0, "neither good nor bad")


def test_a_store_that_cannot_be_written_is_told_without_a_traceback(played: Played, control, closed, caplog):
    with closed(played.engine), caplog.at_level(logging.CRITICAL):
        press(control, "next")
    assert "Something went wrong here." in text_of(control)
    assert "sqlite" not in text_of(control).lower()
    press(control, "next")
    assert on(played) is ExerciseId.SURE
    assert "Something went wrong" not in text_of(control)


def test_a_preview_needs_no_server(capsys):
    control = ControlPage()
    control.open()
    assert "What we thought" in text_of(control)
    assert control.picture.curve.ours_name == "our room, 9 people"
