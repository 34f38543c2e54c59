"""The 45-minute session: its exercises in the order of play, with all that people read and hear in them."""

from __future__ import annotations

from journeykit.errors import JourneykitError
from journeykit.language import N_, _
from journeykit.models.exercise import Exercise, ExerciseId
from journeykit.models.rating import Perspective

SLOT_MINUTES = 45
"""How long a session is asked for. The exercises fill nine tenths of it."""

EXERCISES: tuple[Exercise, ...] = (
    Exercise(
        id=ExerciseId.WELCOME,
        title=N_("Welcome"),
        prompt=N_("We are here to be surprised. There are no wrong guesses."),
        hint=N_("Answers are private until we look at them together. You may skip anything."),
        minutes=3,
        takes=("was_customer",),
        counted_when_over=True,
        say=N_("We are here to be surprised. There are no wrong guesses, only unheard ones."),
    ),
    Exercise(
        id=ExerciseId.VOICE,
        title=N_("In their own words"),
        prompt=N_("Two {customers} tell us how it was. Which one word is it for you?"),
        hint=N_("Listen first. Do not solve anything yet."),
        minutes=2,
        least_minutes=1,
        takes=("note:first_word", "note:second_word"),
        shows_in_place=True,
        say=N_("Somebody reads both aloud. Then each of you writes one word for the feeling."),
        ask=N_("Which word do we never use in our own meetings?"),
    ),
    Exercise(
        id=ExerciseId.MEET,
        title=N_("Meet {name}"),
        prompt=N_("This is {name}. What would a good day be like?"),
        hint=N_("Set your own taste aside: this is not you."),
        minutes=3,
        least_minutes=1,
        takes=("note:expectation", "note:worry"),
        shows_in_place=True,
        say=N_("Set your own taste aside: this is not you. Finish the sentence: for {name}, a good day means ..."),
        ask=N_("What do we know, and what do we only assume?"),
    ),
    Exercise(
        id=ExerciseId.STEPS,
        title=N_("The steps"),
        prompt=N_("Is a step missing? Is there one that does not happen to {name}?"),
        hint=N_("You need not change anything. The facilitator decides what we keep."),
        minutes=2,
        least_minutes=0,
        takes=("step_proposed", "did_not_happen"),
        say=N_("Go through the steps with {name}. Use the words of {customers}, not of our departments."),
        ask=N_("Which step belongs to none of our departments?"),
    ),
    Exercise(
        id=ExerciseId.PREDICT,
        title=N_("How does {name} feel?"),
        prompt=N_("How do {customers} like {name} feel at each step?"),
        hint=N_("Your guess, on your own. Nobody sees it before we all look together."),
        minutes=6,
        collects_ratings=True,
        say=N_("Alone and in silence. Not what it should be: what it is."),
    ),
    Exercise(
        id=ExerciseId.SURE,
        title=N_("How sure are we?"),
        prompt=N_("Which two steps were you least sure of? Which two matter most to {name}?"),
        hint=N_("A tap each. Nobody sees it before we all look together."),
        minutes=1,
        least_minutes=0,
        takes=("picked:least_sure", "picked:matters_most"),
        shown_with=ExerciseId.PREDICT,
        not_for_customers=("picked:least_sure",),
        say=N_("Still alone. Two you were least sure of, two that matter most."),
    ),
    Exercise(
        id=ExerciseId.REVEAL_OURSELVES,
        title=N_("What we thought"),
        prompt=N_("This is how our room sees it."),
        hint=N_("Look in silence first. No names are shown."),
        minutes=4,
        least_minutes=3,
        reveals=ExerciseId.PREDICT,
        say=N_("Look in silence for one minute."),
        ask=N_("Someone here sees this very differently. What might they know? Anyone may answer."),
    ),
    Exercise(
        id=ExerciseId.OWN_FEELING,
        title=N_("And you?"),
        prompt=N_("Have you been through this yourself? How did it feel to you?"),
        hint=N_("Only if you like. It shows how far we think of ourselves when we think of {customers}."),
        minutes=2,
        least_minutes=0,
        collects_ratings=True,
        whose=Perspective.OWN_EXPERIENCE,
        not_for_customers=("rating",),
        shows_in_place=True,
        say=N_("If you have been through this yourself, tell us how it felt to you. If not, skip it with one tap."),
    ),
    Exercise(
        id=ExerciseId.REVEAL_CUSTOMERS,
        title=N_("What {customers} say"),
        prompt=N_("Now we look at what {customers} say, biggest surprise first."),
        hint=N_("Read the quote. Do not explain it away."),
        minutes=5,
        reveals=ExerciseId.PREDICT,
        say=N_("Read the quote aloud. Do not explain it away. What must be true for {name} to feel this?"),
        ask=N_("Where were we surprised?"),
    ),
    Exercise(
        id=ExerciseId.NOW_I_THINK,
        title=N_("Now I think"),
        prompt=N_("What did you think before, and what do you think now?"),
        hint=N_("One sentence is enough. It is shown without your name."),
        minutes=2,
        least_minutes=1,
        takes=("note:used_to_think", "note:now_think"),
        shows_in_place=True,
        say=N_("One sentence each, on your own: I used to think ..., now I think ..."),
        ask=N_("Who would like to read theirs aloud? Nobody has to."),
    ),
    Exercise(
        id=ExerciseId.MOMENTS,
        title=N_("The moments that matter"),
        prompt=N_("Which one moment should we fix first? Which one must we protect?"),
        hint=N_("One tap each. Nobody sees it before we all look together."),
        minutes=3,
        least_minutes=2,
        takes=("picked:fix_first", "picked:protect"),
        shows_in_place=True,
        say=N_("On your own: one moment that we fix first, and one that we must keep as it is."),
        ask=N_("What does {name} lose there: time, money, dignity, trust?"),
    ),
    Exercise(
        id=ExerciseId.ACTION,
        title=N_("What we will do"),
        prompt=N_("One action: what, who, by when, and the first step this week?"),
        hint=N_("Small and this week is better than big and some day."),
        minutes=4,
        takes=("action_card",),
        say=N_("No owner, no action. Small and this week is better than big and some day."),
        ask=N_("What could stop this, and who can remove it?"),
    ),
    Exercise(
        id=ExerciseId.COMMITMENT,
        title=N_("What I will do"),
        prompt=N_("One thing that I will do differently."),
        hint=N_("Only you see this, unless you share it."),
        minutes=1,
        least_minutes=0,
        takes=("commitment",),
        say=N_("Write it as a plan: if this happens, then I will do that. Share it only if you like."),
    ),
    Exercise(
        id=ExerciseId.CLOSE,
        title=N_("Before we go"),
        prompt=N_("How was it? A few taps, and you are done."),
        hint=N_("We look at the numbers of the whole room, never at one person."),
        minutes=2,
        takes=("check_answer", "note:change_next_time"),
        counted_when_over=True,
        say=N_("I read out what we will do, who does it and by when. Then we set the day on which we look again."),
    ),
)
"""The exercises in order; their minutes add up to 40."""

_BY_ID: dict[str, Exercise] = {exercise.id: exercise for exercise in EXERCISES}


def exercise(id_: str) -> Exercise:
    """An exercise by its id. Raises JourneykitError for an unknown one."""
    try:
        return _BY_ID[id_]
    except KeyError:
        raise JourneykitError(
            _("There is no exercise {asked!r}. There are: {known}.").format(asked=id_, known=", ".join(ExerciseId))
        ) from None
