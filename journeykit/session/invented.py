"""What invented people say in each exercise: always the same for the same person and journey."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta

from journeykit.language import _
from journeykit.models.entry import Looked, Ready
from journeykit.models.exercise import ExerciseId
from journeykit.models.journey import Journey
from journeykit.models.material import Material
from journeykit.models.rating import Perspective, Rating
from journeykit.models.said import (
    MOST_FOR,
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
from journeykit.models.scale import nearest_point
from journeykit.session.invented_lines import LINES

Spoken = Rating | Ready | Looked | Said

_SHARES = (False, True, True, False, True)
"""Who of them shares the commitment of the same place in the bank."""
_LAST_TIMES = (LastTime.THIS_YEAR, LastTime.NEVER, LastTime.THIS_MONTH, LastTime.LONGER_AGO)


@dataclass(frozen=True)
class InventedPerson:
    """Somebody who takes part and is not there."""

    number: int
    """From 0. Whoever has the same number says the same things."""
    customer: bool = False
    """Whether they are here as a customer."""

    def says(self, id_: ExerciseId, material: Material, today: date) -> list[Spoken]:
        """What they say in an exercise, in order; never nothing.

        material: the journey as the room sees it now. today: what dates are counted from.
        """
        chance = random.Random(f"{self.number} {id_}")  # noqa: S311 - invented answers, the same each time
        return self._said(id_, material, today, chance) or [Looked()]

    def _said(self, id_: ExerciseId, material: Material, today: date, chance: random.Random) -> list[Spoken]:
        match id_:
            case ExerciseId.WELCOME:
                when = LastTime.THIS_WEEK if self.customer else _LAST_TIMES[self.number % len(_LAST_TIMES)]
                return [WasCustomer(when=when), Ready(agrees_to_open_mode=False)]
            case ExerciseId.VOICE:
                return self._notes(Topic.FIRST_WORD, Topic.SECOND_WORD)
            case ExerciseId.MEET:
                return self._notes(Topic.EXPECTATION, Topic.WORRY)
            case ExerciseId.STEPS:
                return self._about_the_steps(material.journey)
            case ExerciseId.PREDICT if self.customer:
                return _ratings(material, Perspective.OWN_EXPERIENCE, chance, kindness=0.0)
            case ExerciseId.PREDICT:
                return _ratings(material, Perspective.PREDICTED_CUSTOMER, chance, kindness=0.5)
            case ExerciseId.SURE:
                asked = [Question.MATTERS_MOST] if self.customer else [Question.LEAST_SURE, Question.MATTERS_MOST]
                return [_picked(question, material, chance) for question in asked]
            case ExerciseId.OWN_FEELING if not self.customer and self.number % 3 < 2:  # not all have been through it
                return _ratings(material, Perspective.OWN_EXPERIENCE, chance, kindness=0.2)
            case ExerciseId.NOW_I_THINK:
                return self._notes(Topic.USED_TO_THINK, Topic.NOW_THINK)
            case ExerciseId.MOMENTS:
                return [_picked(question, material, chance) for question in (Question.FIX_FIRST, Question.PROTECT)]
            case ExerciseId.ACTION if self.number == 1:
                return [_card(today)]
            case ExerciseId.COMMITMENT:
                commitments = list(zip(LINES["if_text"], LINES["then_text"], _SHARES, strict=True))
                return [
                    each
                    for if_text, then_text, share in commitments[self.number :][:1]
                    for each in (Commitment(if_text=_(if_text), then_text=_(then_text), share=share), Looked())
                ]
            case ExerciseId.CLOSE:
                return [*_checks(chance), *self._notes(Topic.CHANGE_NEXT_TIME)]
            case _:
                return []

    def _notes(self, *topics: Topic) -> list[Spoken]:
        """A note of their own about each topic; later people have nothing to add, as it happens in a room."""
        return [Note(topic=topic, text=_(text)) for topic in topics for text in LINES[topic][self.number :][:1]]

    def _about_the_steps(self, journey: Journey) -> list[Spoken]:
        steps = journey.target_ids
        match self.number:
            case 1:
                new_id, label = _free("telling_others", journey), _(LINES["label"][0])
                return [StepProposed(step_id=new_id, label=label, after_id=steps[-1])]
            case 2:
                new_id, label = _free("getting_ready", journey), _(LINES["label"][1])
                return [StepProposed(step_id=new_id, label=label, after_id=steps[0])]
            case 3 | 4:
                return [DidNotHappen(target_id=steps[1])]
            case _:
                return []


def _free(id_: str, journey: Journey) -> str:
    """An id that the journey does not have, the same each time."""
    while id_ in journey.ids:
        id_ += "_"
    return id_


def _ratings(material: Material, perspective: Perspective, chance: random.Random, kindness: float) -> list[Spoken]:
    """Answers to every step: what customers say, drawn towards happy by how much kinder somebody is than they are."""
    felt = moods(material)
    return [
        Rating(
            target_id=target_id,
            perspective=perspective,
            value=nearest_point((1 - kindness) * felt.get(target_id, 0.0) + kindness + chance.gauss(0, 0.8)),
        )
        for target_id in material.journey.target_ids
    ]


def _picked(question: Question, material: Material, chance: random.Random) -> Picked:
    """Any steps, where it is about being sure; else those that stand out among a few that come to mind."""
    steps = material.journey.target_ids
    if question in (Question.LEAST_SURE, Question.MATTERS_MOST):
        return Picked(question=question, target_ids=tuple(chance.sample(steps, min(len(steps), MOST_FOR[question]))))
    in_mind = chance.sample(steps, min(len(steps), 4))
    stands_out, felt = (min if question is Question.FIX_FIRST else max), moods(material)
    return Picked(question=question, target_ids=(stands_out(in_mind, key=lambda step: felt.get(step, 0.0)),))


def _card(today: date) -> ActionCard:
    return ActionCard(
        card_id="say_how_long",
        what=_(LINES["what"][0]),
        who=_(LINES["who"][0]),
        due=today + timedelta(days=30),
        first_step=_(LINES["first_step"][0]),
        metric_by=today + timedelta(days=7),
    )


def _checks(chance: random.Random) -> list[Spoken]:
    found: list[Spoken] = []
    for item in CheckItem:
        then = chance.randint(1, 4)
        found.append(CheckAnswer(item=item, when=CheckWhen.LOOKING_BACK, value=then))
        found.append(CheckAnswer(item=item, when=CheckWhen.AFTER, value=min(5, then + chance.choice((0, 1, 1, 2)))))
    return found


def moods(material: Material) -> dict[str, float]:
    """How a journey's steps feel to its customers, in scale points by step id; empty without customers."""
    wave = material.latest_wave
    counts = [wave.of(target_id) for target_id in material.journey.target_ids] if wave else []
    return {each.target_id: each.mean for each in counts if each.n}
