"""The customers' reveal where the journey was changed in the room, and beside what we felt ourselves."""

from __future__ import annotations

import pages
from samples import STEPS, Played, rating

from journeykit.models.entry import KeptWhat
from journeykit.models.exercise import ExerciseId
from journeykit.models.rating import Perspective
from journeykit.models.said import DidNotHappen, StepProposed
from journeykit.screens.reveal_customers import RevealCustomers

NEW = StepProposed(step_id="park", label="Parking", after_id="book")


def words(screen: RevealCustomers) -> str:
    return " | ".join(pages.texts(screen.root))


def changed_room(played: Played) -> None:
    """The first one misses a step, the second one says that one does not happen; both are kept."""
    played.room.open(ExerciseId.STEPS)
    played.people[0].say(NEW)
    played.people[1].say(DidNotHappen(target_id="talk"))
    played.room.keep(KeptWhat.NEW_STEP, "park")
    played.room.keep(KeptWhat.LEAVE_OUT, "talk")


def to_the_customers(played: Played) -> None:
    played.come_to(ExerciseId.PREDICT)
    for person in played.people:
        played.rate(person, 1, played.fresh_view().journey.target_ids)
    played.come_to(ExerciseId.REVEAL_CUSTOMERS)


def test_a_step_that_was_added_here_says_that_no_customer_was_asked(played):
    changed_room(played)
    to_the_customers(played)
    assert played.fresh_view().uncover_order() == ("wait", "book", "park", "pay")
    played.room.uncover("park")
    screen = RevealCustomers().take(played.people[0])
    told = (
        "We thought: nearly all happy (about +1.0). No customers were asked about this step: our view, not yet checked."
    )
    assert told in words(screen)


def test_the_reveal_is_whole_without_the_step_that_was_left_out(played):
    changed_room(played)
    to_the_customers(played)
    for step in ("wait", "book", "park", "pay"):
        played.room.uncover(step)
    screen = RevealCustomers().take(played.people[0])
    assert [action["id"] for action in screen.mine.actions] == ["looked"]
    assert "Talking" not in words(screen)


def test_a_step_that_is_left_out_after_its_reveal_is_gone_when_the_room_comes_back(played):
    to_the_customers(played)
    for step in ("wait", "talk"):
        played.room.uncover(step)
    screen = RevealCustomers().take(played.people[0])
    played.room.open(ExerciseId.STEPS)
    played.people[1].say(DidNotHappen(target_id="talk"))
    played.room.keep(KeptWhat.LEAVE_OUT, "talk")
    played.room.open(ExerciseId.REVEAL_CUSTOMERS)
    pages.hears(screen)
    assert screen.notice.blocks == []
    assert [step["id"] for step in screen.picture.curve.steps] == ["book", "wait", "pay"]
    assert screen.picture.curve.focus == "wait"


def test_at_the_end_stands_whether_we_guessed_as_we_feel_ourselves(played):
    for person in played.people:
        played.rate(person, 1)
    played.come_to(ExerciseId.OWN_FEELING)
    for person in played.people:
        for step in STEPS:
            person.say(rating(step, 1, Perspective.OWN_EXPERIENCE))
    played.room.reveal()
    played.come_to(ExerciseId.REVEAL_CUSTOMERS)
    screen = RevealCustomers().take(played.people[0])
    for step in ("wait", "book", "talk"):
        played.room.uncover(step)
        assert screen.ourselves.blocks == []
    played.room.uncover("pay")
    screen = RevealCustomers().take(played.people[0])
    # three steps have enough customers: 0, 3 and 0 apart; neutral is 1, 2 and 1 apart
    assert pages.texts(screen.ourselves)[-3:] == [
        "What we felt ourselves",
        "Our guess was nearer to our own feeling (0.0 points apart on average, 6 people) "
        "than to what customers say (1.0).",
        "On average our guess was 1.0 points away from what customers say. "
        "To guess our own feeling would have been 1.0 points away, to guess “neither” everywhere 1.3.",
    ]


def test_what_we_felt_ourselves_is_not_there_when_it_was_never_shown(played):
    for person in played.people:
        played.rate(person, 1)
    played.come_to(ExerciseId.OWN_FEELING)
    for person in played.people:
        person.say(rating("wait", 1, Perspective.OWN_EXPERIENCE))
    played.come_to(ExerciseId.REVEAL_CUSTOMERS)
    for step in STEPS:
        played.room.uncover(step)
    assert RevealCustomers().take(played.people[0]).ourselves.blocks == []
