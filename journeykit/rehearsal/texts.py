"""What simulated people write: a small bank of invented lines, by the field that they are written into."""

from __future__ import annotations

from collections.abc import Mapping

from journeykit.language import N_

BANK: Mapping[str, tuple[str, ...]] = {
    "first_word": (N_("alone"), N_("rushed"), N_("unsure"), N_("tired"), N_("lost"), N_("small")),
    "second_word": (N_("relieved"), N_("seen"), N_("calm"), N_("grateful"), N_("surprised"), N_("safe")),
    "expectation": (
        N_("to be told how long it takes"),
        N_("that somebody knows why I am here"),
        N_("a clear sign of where to go"),
        N_("to speak to the same person again"),
        N_("an answer on the same day"),
    ),
    "worry": (
        N_("that they have forgotten me"),
        N_("that I have to tell it all again"),
        N_("that it costs more than they said"),
        N_("that I am in the wrong place"),
        N_("that nobody calls back"),
    ),
    "label": (
        N_("Looking for the right place"),
        N_("Telling the family"),
        N_("Waiting for an answer"),
        N_("Reading the letter again"),
    ),
    "used_to_think": (
        N_("waiting was the worst part"),
        N_("most people found their way"),
        N_("a friendly word was enough"),
        N_("they knew what came next"),
    ),
    "now_think": (
        N_("not knowing is worse than waiting"),
        N_("our signs help only us"),
        N_("a plain answer helps more than a smile"),
        N_("they need to hear from us afterwards"),
    ),
    "what": (
        N_("Say how long it takes, at the start"),
        N_("One short message on the evening before"),
        N_("A sign at the place where people turn back"),
        N_("Call back on the day after"),
    ),
    "who": (N_("Sam"), N_("Mina"), N_("Jo"), N_("Alex")),
    "first_step": (
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
    "if_text": (
        N_("somebody stands there and looks around"),
        N_("it takes longer than I said"),
        N_("I do not know the answer"),
    ),
    "then_text": (
        N_("I go to them and ask"),
        N_("I tell them at once, and why"),
        N_("I say who knows, and stay until they are there"),
    ),
    "change_next_time": (
        N_("More time for the customers' own words"),
        N_("Bring a colleague from the front desk"),
        N_("Nothing, this was good"),
    ),
}
"""Lines by field id. A field that is not here gets one of `ANYWHERE`."""

ANYWHERE: tuple[str, ...] = (N_("Something that a simulated person wrote"), N_("A second simulated line"))
