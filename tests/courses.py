"""A whole session of all fourteen parts, and every text that its pages show on the way."""

from __future__ import annotations

from datetime import timedelta
from typing import NamedTuple

import pages
from samples import Played, rating

from journeykit.models.agenda import exercise
from journeykit.models.entry import KeptWhat
from journeykit.models.exercise import ExerciseId
from journeykit.models.material import Material
from journeykit.models.said import (
    ActionCard,
    CheckAnswer,
    CheckItem,
    CheckWhen,
    Commitment,
    DidNotHappen,
    LastTime,
    Note,
    Picked,
    Question,
    Said,
    StepProposed,
    Topic,
    WasCustomer,
)
from journeykit.models.session import Role
from journeykit.screens.control import ControlPage
from journeykit.screens.projector import ProjectorPage
from journeykit.screens.session import SessionPage
from journeykit.store.engine import open_store

PEOPLE = 8
TYPED = "§ typed"
"""How everything begins that somebody types in a course: what people write is nobody's string of ours."""


class Course(NamedTuple):
    """The texts of a session's pages, one list for each look."""

    shown: list[list[str]]
    """On the pages of a participant and of a customer, and on the wall."""
    control: list[list[str]]
    """On the facilitator's page."""
    played: Played


def course(material: Material, *, split: bool = False) -> Course:
    """Play a whole session on some material. split: whether half of the room guesses very unhappy."""
    played = Played(open_store("sqlite://"), material)
    played.joined(*[Role.FRONT_LINE] * PEOPLE, Role.CUSTOMER)
    participants = [SessionPage().take(played.people[0]), SessionPage().take(played.people[-1])]
    projector = ProjectorPage().take(played.view, {"participants_url": "http://x/", "qr_url": "/qr.svg"})
    control = ControlPage().take(played.room)
    found = Course([], [], played)

    def look() -> None:
        for page in (*participants, projector, control):
            page.show()
        roots = (*(page.root for page in participants), projector.root)
        found.shown.append([text for root in roots for text in pages.texts(root)])
        found.control.append(pages.texts(control.root))

    look()
    played.all_ready()
    played.room.begin()
    for id_ in ExerciseId:
        played.come_to(id_)
        look()
        _everybody_speaks(played, id_, split=split)
        look()
        if id_ is ExerciseId.STEPS:
            played.room.keep(KeptWhat.NEW_STEP, "new_step")
            look()
        if id_ is ExerciseId.PREDICT:
            played.room.lock()
            look()
        if exercise(id_).shows_in_place:
            played.room.reveal()
            look()
        if id_ is ExerciseId.ACTION:
            played.room.keep(KeptWhat.CARD, "card_0")
            look()
        if id_ is ExerciseId.REVEAL_CUSTOMERS:
            for step in played.view.uncover_order():
                played.room.uncover(step)
                look()
    played.room.set_review((played.clock() + timedelta(weeks=12)).date())
    look()
    played.room.finish()
    look()
    participants = [SessionPage().take(played.people[0])]  # loaded again, so that no beat holds anything back
    look()
    return found


def _everybody_speaks(played: Played, id_: ExerciseId, *, split: bool) -> None:
    steps = played.view.journey.target_ids
    for at, person in enumerate(played.people):
        customer = person.seat.role is Role.CUSTOMER
        if exercise(id_).collects_ratings and not (customer and id_ is ExerciseId.OWN_FEELING):
            points, whose = (-2 if at % 2 else 2) if split else 0, played.view.perspective(person.seat.seat_id, id_)
            for step in steps:
                person.say(rating(step, points, whose))
        for said in () if customer else _said(id_, at, steps, played):
            person.say(said)


def _said(id_: ExerciseId, at: int, steps: tuple[str, ...], played: Played) -> list[Said]:
    """What one person says in an exercise besides ratings."""
    day = played.clock().date() + timedelta(days=20)
    note = {
        ExerciseId.VOICE: (Topic.FIRST_WORD, Topic.SECOND_WORD),
        ExerciseId.MEET: (Topic.EXPECTATION, Topic.WORRY),
        ExerciseId.NOW_I_THINK: (Topic.USED_TO_THINK, Topic.NOW_THINK),
        ExerciseId.CLOSE: (Topic.CHANGE_NEXT_TIME,),
    }.get(id_, ())
    found: list[Said] = [Note(topic=topic, text=f"{TYPED} {at}") for topic in note]
    match id_:
        case ExerciseId.WELCOME:
            found.append(WasCustomer(when=LastTime.THIS_YEAR))
        case ExerciseId.STEPS if at == 0:
            found.append(StepProposed(step_id="new_step", label=f"{TYPED} step", after_id=steps[0]))
        case ExerciseId.STEPS:
            found.append(DidNotHappen(target_id=steps[-1]))
        case ExerciseId.SURE:
            found += [Picked(question=question, target_ids=steps[:2]) for question in _PICKED_ALONE]
        case ExerciseId.MOMENTS:
            found += [
                Picked(question=Question.FIX_FIRST, target_ids=(steps[at % 2],)),
                Picked(question=Question.PROTECT, target_ids=(steps[2],) if at else ()),
            ]
        case ExerciseId.ACTION if at < 2:
            text = f"{TYPED} {at}"
            found.append(ActionCard(card_id=f"card_{at}", what=text, who=text, due=day, first_step=text, metric_by=day))
        case ExerciseId.COMMITMENT:
            found.append(Commitment(if_text=TYPED, then_text=f"{TYPED} {at}", share=at < 2))
        case ExerciseId.CLOSE:
            found += [
                CheckAnswer(item=item, when=when, value=2 if when is CheckWhen.LOOKING_BACK else 4)
                for item in CheckItem
                for when in CheckWhen
            ]
        case _:
            pass
    return found


_PICKED_ALONE = (Question.LEAST_SURE, Question.MATTERS_MOST)
