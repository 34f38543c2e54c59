"""What invented people say in each exercise: always the same for the same person and journey."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta

from journeykit.language import N_, _
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

Spoken = Rating | Ready | Looked | Said

_NOTES = {
    Topic.FIRST_WORD: (N_("tired"), N_("lost"), N_("alone"), N_("forgotten"), N_("angry"), N_("small"), N_("worried")),
    Topic.SECOND_WORD: (N_("grateful"), N_("relief"), N_("heard"), N_("safe"), N_("calm"), N_("seen"), N_("lucky")),
    Topic.EXPECTATION: (
        N_("To be greeted by somebody who looks up"),
        N_("Somebody says how long it takes"),
        N_("To tell it once, not four times"),
        N_("One person to ask"),
        N_("To be home on time"),
        N_("No surprise at the end"),
    ),
    Topic.WORRY: (
        N_("That it takes the whole day"),
        N_("To wait and not know why"),
        N_("To be sent away again"),
        N_("To have done something wrong"),
        N_("Not to understand the words we use"),
    ),
    Topic.USED_TO_THINK: (
        N_("It is the doors and signs that upset people."),
        N_("They wait because we are busy, and they know that."),
        N_("The hard part is finding us."),
        N_("Most of them are happy when it is over."),
        N_("Nobody minds telling us twice."),
        N_("If nobody complains, all is well."),
    ),
    Topic.NOW_THINK: (
        N_("Everybody remembers how it ends."),
        N_("Waiting is fine. Not knowing is not."),
        N_("The hard part is when we fall silent."),
        N_("A kind sentence changes the whole day."),
        N_("Once is enough, and we could ask one another."),
        N_("Most of them leave without a word."),
    ),
    Topic.CHANGE_NEXT_TIME: (
        N_("Begin on time"),
        N_("A little more time at the end"),
        N_("Ask a customer to come"),
    ),
}
_COMMITMENTS = (
    (N_("I am in a hurry"), N_("let the other one finish first"), False),
    (N_("somebody waits longer than I said"), N_("go to them and say why"), True),
    (N_("I hear the same question twice in a day"), N_("write the answer down where all can see it"), True),
    (N_("I use a word of ours"), N_("ask whether it was clear"), False),
    (N_("somebody looks lost"), N_("walk with them to the door"), True),
)
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
                return [
                    each
                    for if_text, then_text, share in _COMMITMENTS[self.number :][:1]
                    for each in (Commitment(if_text=_(if_text), then_text=_(then_text), share=share), Looked())
                ]
            case ExerciseId.CLOSE:
                return [*_checks(chance), *self._notes(Topic.CHANGE_NEXT_TIME)]
            case _:
                return []

    def _notes(self, *topics: Topic) -> list[Spoken]:
        """A note of their own about each topic; later people have nothing to add, as it happens in a room."""
        return [Note(topic=topic, text=_(text)) for topic in topics for text in _NOTES[topic][self.number :][:1]]

    def _about_the_steps(self, journey: Journey) -> list[Spoken]:
        steps = journey.target_ids
        match self.number:
            case 1:
                new_id, label = _free("telling_others", journey), _("Telling others about it")
                return [StepProposed(step_id=new_id, label=label, after_id=steps[-1])]
            case 2:
                new_id, label = _free("getting_ready", journey), _("Getting ready")
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
    return [
        Rating(
            target_id=target_id,
            perspective=perspective,
            value=nearest_point((1 - kindness) * _mean(material, target_id) + kindness + chance.gauss(0, 0.8)),
        )
        for target_id in material.journey.target_ids
    ]


def _picked(question: Question, material: Material, chance: random.Random) -> Picked:
    """Any steps, where it is about being sure; else those that stand out among a few that come to mind."""
    steps = material.journey.target_ids
    if question in (Question.LEAST_SURE, Question.MATTERS_MOST):
        return Picked(question=question, target_ids=tuple(chance.sample(steps, min(len(steps), MOST_FOR[question]))))
    in_mind = chance.sample(steps, min(len(steps), 4))
    stands_out = min if question is Question.FIX_FIRST else max
    return Picked(question=question, target_ids=(stands_out(in_mind, key=lambda step: _mean(material, step)),))


def _card(today: date) -> ActionCard:
    return ActionCard(
        card_id="say_how_long",
        what=_("Tell everybody who waits how long it takes"),
        who=_("The front desk"),
        due=today + timedelta(days=30),
        first_step=_("A board with today’s waiting time at the door"),
        metric_by=today + timedelta(days=7),
    )


def _checks(chance: random.Random) -> list[Spoken]:
    found: list[Spoken] = []
    for item in CheckItem:
        then = chance.randint(1, 4)
        found.append(CheckAnswer(item=item, when=CheckWhen.LOOKING_BACK, value=then))
        found.append(CheckAnswer(item=item, when=CheckWhen.AFTER, value=min(5, then + chance.choice((0, 1, 1, 2)))))
    return found


def _mean(material: Material, target_id: str) -> float:
    """What customers say of a step; 0 where nobody asked them."""
    wave = material.latest_wave
    counted = wave.of(target_id) if wave else None
    return counted.mean if counted and counted.n else 0.0
