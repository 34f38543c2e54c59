"""The steps: marks and one proposal, both retractable, and what the facilitator made of them."""

from __future__ import annotations

import pages
import pytest
from samples import STEPS, Played

from journeykit.models.entry import KeptWhat
from journeykit.models.exercise import ExerciseId
from journeykit.models.session import Role
from journeykit.screens.predict import Predict
from journeykit.screens.steps import Steps
from journeykit.store.engine import open_store


@pytest.fixture
def walked() -> Played:
    """Two who look at the steps."""
    played = Played(open_store("sqlite://"))
    played.joined(*[Role.FRONT_LINE] * 2)
    played.come_to(ExerciseId.STEPS)
    return played


@pytest.fixture
def screen(walked: Played) -> Steps:
    return Steps().take(walked.people[0])


@pytest.fixture
def proposing(screen: Steps) -> Steps:
    """At the second question."""
    pages.taps(screen.sheet, "next")
    return screen


def text_of(screen) -> str:
    return " | ".join(pages.texts(screen.root))


def test_the_steps_stand_in_order_under_one_question(screen):
    (field,) = screen.sheet.fields
    assert field["label"] == "Which steps do not happen to Ada?"
    assert field["options"] == [["book", "Booking"], ["wait", "Waiting"], ["talk", "Talking"], ["pay", "Paying"]]


def test_a_mark_is_said_and_taken_back_step_by_step(walked, screen):
    pages.says(screen.sheet, value={"did_not_happen": ["wait", "pay"]})
    assert walked.fresh_view().told.proposals().did_not_happen == {"wait": 1, "pay": 1}
    pages.says(screen.sheet, value={"did_not_happen": ["pay"]})
    assert walked.fresh_view().told.proposals().did_not_happen == {"pay": 1}
    again = Steps().take(walked.people[0])
    pages.taps(again.sheet, "before")
    assert again.sheet.value == {"did_not_happen": ["pay"]}


def test_a_proposal_keeps_its_id_while_its_words_and_its_place_are_corrected(walked, proposing):
    pages.says(proposing.sheet, value={"label": "Par"})
    (first,) = walked.fresh_view().told.proposals().new_steps
    assert (first.label, first.after_id) == ("Par", "pay")  # without a choice it comes last
    pages.says(proposing.sheet, value={"label": "Parking", "after": "book"})
    (second,) = walked.fresh_view().told.proposals().new_steps
    assert (second.step_id, second.label, second.after_id) == (first.step_id, "Parking", "book")
    pages.says(proposing.sheet, value={"label": " ", "after": "book"})
    assert walked.fresh_view().told.proposals().new_steps == ()


def test_what_the_facilitator_kept_and_left_out_is_shown_at_once(walked, proposing):
    other = Steps().take(walked.people[1])
    pages.says(other.sheet, value={"did_not_happen": ["talk"]})
    pages.says(proposing.sheet, value={"label": "Parking", "after": "book"})
    assert "What we have changed" not in text_of(proposing)
    (new,) = walked.fresh_view().told.proposals().new_steps
    walked.room.keep(KeptWhat.NEW_STEP, new.step_id)
    walked.room.keep(KeptWhat.LEAVE_OUT, "talk")
    pages.hears(proposing)
    (card,) = [block for block in proposing.sheet.blocks if block["kind"] == "group"]
    assert card["blocks"][1]["items"] == [
        "New: “Parking”, after “Booking”. Our customers were not asked about it.",
        "Left out: “Talking”",
    ]
    assert [text for _, text in proposing.sheet.fields[1]["options"]] == ["Booking", "Waiting", "Paying"]
    pages.hears(other)
    assert [text for _, text in other.sheet.fields[0]["options"]] == ["Booking", "Parking (new)", "Waiting", "Paying"]
    assert other.sheet.value == {"did_not_happen": []}
    assert walked.fresh_view().told.proposals().did_not_happen == {"talk": 1}  # a mark on what is gone stays said


def test_nobody_sees_what_others_propose(walked, proposing):
    pages.says(proposing.sheet, value={"label": "Parking"})
    assert "Parking" not in text_of(Steps().take(walked.people[1]))


def test_the_prediction_asks_about_the_steps_as_they_were_kept(walked, proposing):
    rater = Predict().take(walked.people[1])
    pages.says(proposing.sheet, value={"label": "Parking", "after": "book"})
    (new,) = walked.fresh_view().told.proposals().new_steps
    walked.room.keep(KeptWhat.NEW_STEP, new.step_id)
    walked.room.next()
    pages.hears(rater)
    assert [step["id"] for step in rater.rater.steps] == ["book", new.step_id, *STEPS[1:]]
    pages.says(rater.rater, value={new.step_id: 2})
    assert walked.fresh_view().own(walked.people[1].seat.seat_id) == {new.step_id: 2}


def test_what_the_room_has_taken_in_stays_as_it_took_it(walked, proposing):
    pages.says(proposing.sheet, value={"label": "Parking", "after": "book"})
    (new,) = walked.fresh_view().told.proposals().new_steps
    walked.room.keep(KeptWhat.NEW_STEP, new.step_id)
    pages.hears(proposing)
    assert [field["disabled"] for field in proposing.sheet.fields] == [True, True]
    assert "The room has taken this in. Thank you." in text_of(proposing)
    pages.says(proposing.sheet, value={"label": "Else", "after": "book"})
    assert walked.fresh_view().told.proposals().new_steps == (new,)
    walked.room.keep(KeptWhat.NEW_STEP, new.step_id, kept=False)
    pages.hears(proposing)
    pages.says(proposing.sheet, value={"label": "", "after": "book"})
    assert walked.people[0].said(ExerciseId.STEPS) == {}
