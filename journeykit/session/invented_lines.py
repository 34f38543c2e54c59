"""What people write who are not there: one bank of lines for previews and rehearsals, by the field they stand in."""

from __future__ import annotations

from collections.abc import Mapping

from journeykit.language import N_
from journeykit.models.said import Topic

LINES: Mapping[str, tuple[str, ...]] = {
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
    "label": (
        N_("Telling others about it"),
        N_("Getting ready"),
        N_("Looking for the right place"),
        N_("Waiting for an answer"),
        N_("Reading the letter again"),
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
    "what": (
        N_("Tell everybody who waits how long it takes"),
        N_("One short message on the evening before"),
        N_("A sign at the place where people turn back"),
        N_("Call back on the day after"),
    ),
    "who": (N_("The front desk"), N_("Sam"), N_("Mina"), N_("Jo"), N_("Alex")),
    "first_step": (
        N_("A board with today’s waiting time at the door"),
        N_("Try it with three people on Monday"),
        N_("Write the two sentences and put them up"),
        N_("Walk the way once with a visitor"),
        N_("Ask the front desk what people ask most"),
    ),
    "metric": (
        N_("Fewer people who ask when it is their turn"),
        N_("How this step is rated next time"),
        N_("Calls about the same question in a week"),
    ),
    # The two halves belong together, line by line: "If I am in a hurry, then I will let the other one finish first."
    "if_text": (
        N_("I am in a hurry"),
        N_("somebody waits longer than I said"),
        N_("I hear the same question twice in a day"),
        N_("I use a word of ours"),
        N_("somebody looks lost"),
    ),
    "then_text": (
        N_("let the other one finish first"),
        N_("go to them and say why"),
        N_("write the answer down where all can see it"),
        N_("ask whether it was clear"),
        N_("walk with them to the door"),
    ),
    Topic.CHANGE_NEXT_TIME: (
        N_("Begin on time"),
        N_("A little more time at the end"),
        N_("Ask a customer to come"),
    ),
}

ANYWHERE: tuple[str, ...] = (N_("Something that a simulated person wrote"), N_("A second simulated line"))
"""For a field that `LINES` does not have."""
