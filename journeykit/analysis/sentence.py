"""How numbers are said: a sentence is a message and its values, translated where it is shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from pydantic import BaseModel

from journeykit.analysis.ordinal import Share
from journeykit.language import N_, NN_, _, ngettext
from journeykit.models.counts import Counts
from journeykit.models.journey import Baseline, Journey
from journeykit.models.scale import WORDS, nearest_point, signed

Value: TypeAlias = "Sentence | int | float | str"


class Sentence(BaseModel, frozen=True, extra="forbid"):
    """One sentence, or a part of one, before it is translated."""

    message: str
    values: Mapping[str, Value] = {}
    """What fills the message: whole numbers count something, others are scale points."""
    many: str = ""
    """The message for more than one, where the value `n` says how many."""

    def text(self) -> str:
        """The sentence as people read it, in their language."""
        message = ngettext(self.message, self.many, int(str(self.values["n"]))) if self.many else _(self.message)
        if not self.values:
            return message  # a name that somebody typed may be a message by itself, braces and all
        return message.format(**{name: _told(value) for name, value in self.values.items()})

    def __str__(self) -> str:
        return self.text()


def said(message: str, **values: Value) -> Sentence:
    """A sentence from a message and its values."""
    return Sentence(message=message, values=values)


def customers_said(message: str, journey: Journey, **values: Value) -> Sentence:
    """The same, in which {customers} and, at the start of a sentence, {Customers} are what the journey calls them."""
    many = journey.customers.many
    return said(message, customers=many, Customers=many[:1].upper() + many[1:], **values)


def answer_words(points: int) -> Sentence:
    """One person's answer: "happy"; in the middle "neither happy nor unhappy"."""
    return said(WORDS[points] if points else N_("neither happy nor unhappy"))


def typical_words(counts: Counts) -> Sentence:
    """What a group typically answered: "about neutral", "happy".

    Where a whole group gave one answer it reads "nearly all happy", so that nobody's answer is known for sure.
    """
    point = nearest_point(counts.mean)
    if is_unanimous(counts):
        return said(N_("nearly all {word}"), word=said(WORDS[point])) if point else said(N_("nearly all neutral"))
    return said(WORDS[point] if point else N_("about neutral"))


def is_unanimous(counts: Counts) -> bool:
    """Whether a whole group gave one answer."""
    return sum(n > 0 for n in counts.counts) == 1


def figure(counts: Counts, interval: tuple[float, float] | None = None) -> Sentence:
    """A group's typical answer in words and points: "about neutral (+0.2)".

    interval: the likely range of the wider group, of customers only. "unhappy (−1.3, probably between −1.6 and −1.1)".
    """
    words, mean = typical_words(counts), counts.mean
    points: Value = said(N_("about {mean}"), mean=mean) if is_unanimous(counts) else mean
    if interval is None:
        return said(N_("{words} ({mean})"), words=words, mean=points)
    low, high = interval
    if signed(low) == signed(high):
        return said(N_("{words} ({mean}, very sure)"), words=words, mean=points)
    return said(N_("{words} ({mean}, probably between {low} and {high})"), words=words, mean=points, low=low, high=high)


def share_words(share: Share, journey: Journey) -> Sentence:
    """A part of the customers who answered, and of all: "32 of 38 (of all patients, probably 70 to 93 in 100)".

    Where all or none of them answered so it reads "nearly all of 38", so that nobody's answer is known for sure.
    """
    low, high = round(100 * share.low), round(100 * share.high)
    some = said(N_("{hits} of {n}"), hits=share.hits, n=share.n)
    if share.hits == share.n:
        some = said(N_("nearly all of {n}"), n=share.n)
    elif share.hits == 0:
        some = said(N_("nearly none of {n}"), n=share.n)
    if low == high:
        return customers_said(N_("{some} (of all {customers}, about {low} in 100)"), journey, some=some, low=low)
    return customers_said(
        N_("{some} (of all {customers}, probably {low} to {high} in 100)"), journey, some=some, low=low, high=high
    )


def line_words(baseline: Baseline) -> Sentence:
    """The baseline by its name: "neither good nor bad (0)", "the airport as a whole (+1.0)"."""
    return said(N_("{label} ({value})"), label=said(baseline.label), value=baseline.value or 0)


def people(n: int) -> Sentence:
    """How many of us: "12 people"."""
    one, many = NN_("{n} person", "{n} people")
    return Sentence(message=one, many=many, values={"n": n})


def listed(labels: Sequence[str]) -> Sentence:
    """One to three names in quotes: "“Booking”, “Waiting” and “Results”". Raises ValueError for none or more."""
    messages = (N_("“{first}”"), N_("“{first}” and “{second}”"), N_("“{first}”, “{second}” and “{third}”"))
    if not 1 <= len(labels) <= len(messages):
        raise ValueError(f"One to {len(messages)} names make a list; got {len(labels)}.")
    return said(messages[len(labels) - 1], **dict(zip(("first", "second", "third"), labels, strict=False)))


def _told(value: Value) -> str:
    if isinstance(value, Sentence):
        return value.text()
    if isinstance(value, int):
        return f"{value:,}"
    return signed(value) if isinstance(value, float) else value
