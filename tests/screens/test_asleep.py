"""Screens that sleep until their turn comes: no page hears of them before."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import comm
import pytest
from comm.base_comm import BaseComm
from ipywidgets import Button, HBox, Label, VBox, Widget
from ipywidgets.widgets.widget import _instances
from pages import on, says
from samples import Played, lines

from journeykit.models.entry import Ready
from journeykit.models.exercise import ExerciseId
from journeykit.models.session import Role
from journeykit.screens.asleep import Asleep
from journeykit.screens.session import SessionPage
from journeykit.session import arrival
from journeykit.widgets.emotion_rater import EmotionRater

Told = list[tuple[str, str]]


class _Recorded(BaseComm):
    """A comm that keeps what it would publish: kind and comm id."""

    told: Told

    def publish_msg(self, msg_type: str, *_: Any, **__: Any) -> None:
        self.told.append((msg_type, self.comm_id))


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Told:
    """What a page would hear, in order: the kind of each message and the widget that it is about."""
    heard: Told = []
    kind = type("Recorded", (_Recorded,), {"told": heard})
    monkeypatch.setattr(comm, "create_comm", kind)
    return heard


@pytest.fixture
def ahead() -> Iterator[Callable[[], None]]:
    """Build pages for nobody, as a warm parent does; called, it lets somebody come."""
    arrival.wait_for_visitors()
    yield arrival.somebody_came
    arrival._waiting = None


def states() -> set[str]:
    """The widgets of which a page hears when it asks for all of them."""
    return set(Widget.get_manager_state()["state"])


def family() -> VBox:
    return VBox([HBox([Label("a name"), Button()]), Label("below")])


def test_who_sleeps_is_in_no_answer_about_states_until_they_wake():
    before = states()
    asleep = Asleep(family)
    assert states() == before
    box = asleep.wake(lambda _: None)
    inside = {box.model_id, *(each.model_id for each in box.children), *(e.model_id for e in box.children[0].children)}
    assert inside <= states()
    assert len(states() - before) == 5 + 5 + 3  # five widgets, their layouts, the styles of labels and button
    assert len(inside) == 5


def test_waking_tells_of_each_widget_once_and_of_children_before_their_parents(told: Told):
    asleep = Asleep(family)
    told.clear()
    box = asleep.wake(lambda _: None)
    assert {kind for kind, _ in told} == {"comm_open"}
    order = [id_ for _, id_ in told]
    assert len(order) == len(set(order))
    place = {id_: n for n, id_ in enumerate(order)}
    for parent in (box, box.children[0]):
        for child in (*parent.children, parent.layout):
            assert place[child.model_id] < place[parent.model_id]


def test_what_changes_during_sleep_is_told_to_nobody_and_is_there_on_waking(told: Told):
    asleep = Asleep(lambda: Label("as built"))
    told.clear()

    def fill(label: Label) -> None:
        label.value = "as filled"
        assert told == []

    label = asleep.wake(fill)
    assert Widget.get_manager_state()["state"][label.model_id]["state"]["value"] == "as filled"
    told.clear()
    label.value = "as it is now"
    assert told == [("comm_msg", label.model_id)]


def test_an_awake_widget_hears_its_page(told: Told):
    button = Asleep(Button).wake(lambda _: None)
    says(button, description="pressed")
    assert button.description == "pressed"


def test_other_widgets_made_after_a_sleeper_are_awake():
    Asleep(family)
    label = Label("after")
    assert label.model_id in states()


def test_a_mistake_while_it_is_built_leaves_others_awake():
    def mistake() -> Label:
        raise ValueError

    with pytest.raises(ValueError):  # noqa: PT011 - our own
        Asleep(mistake)
    before = states()
    assert Label("after").model_id in states() - before


def test_a_page_built_ahead_shows_its_visitor_what_is_on_and_saves_what_they_say(
    played: Played, ahead: Callable[[], None]
):
    before = states()
    page = SessionPage()
    built_ahead = states() - before
    (person,) = played.joined(Role.LEADER)
    person.say(Ready(agrees_to_open_mode=False))
    played.come_to(ExerciseId.PREDICT)
    ahead()
    person.view.refresh()
    page.take(person)
    assert type(on(page)).exercise is ExerciseId.PREDICT
    woken = states() - before - built_ahead
    (rater,) = [each for each in _instances.values() if isinstance(each, EmotionRater) and each.model_id in woken]
    written = lines(played.engine)
    says(rater, value={"wait": 2})
    assert lines(played.engine) == written + 1
    assert played.fresh_view().own(person.seat.seat_id) == {"wait": 2}


def test_a_page_built_ahead_and_loaded_late_tells_only_of_what_is_on(played: Played, ahead: Callable[[], None]):
    page = SessionPage()
    (person,) = played.joined(Role.LEADER)
    person.say(Ready(agrees_to_open_mode=False))
    played.come_to(ExerciseId.REVEAL_CUSTOMERS)
    ahead()
    person.view.refresh()
    page.take(person)
    assert list(page._screens) == [ExerciseId.REVEAL_CUSTOMERS]
    assert len(page._asleep) == 13  # the other thirteen of fourteen parts
    assert all(asleep._what.root.comm is None for asleep in page._asleep.values())
    assert on(page).root.model_id in states()
