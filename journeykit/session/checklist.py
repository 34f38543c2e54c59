"""What is still missing before a session: told, never demanded. A session can begin without any of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from journeykit.language import _, ngettext
from journeykit.models.counts import K
from journeykit.models.days import day_words
from journeykit.session.view import View

MOST_STEPS = 8
"""As many steps as a session of 45 minutes has time for."""
_NAMED = 3
"""How many steps are named; more would hide the rest of the list."""


class Item(StrEnum):
    """What is looked at."""

    DATE = "date"
    OWNER = "owner"
    SPONSOR = "sponsor"
    STEPS = "steps"
    LINES = "lines"
    RATINGS = "ratings"
    QUOTES = "quotes"


@dataclass(frozen=True)
class Check:
    """One thing on the list."""

    item: Item
    done: bool
    text: str
    """What is there, or what is missing and what follows from it."""


def checklist(view: View) -> tuple[Check, ...]:
    """Everything that is looked at before a session, in the order in which it is prepared."""
    return tuple(_checks(view))


def missing(view: View) -> list[str]:
    """What is still missing, a sentence each; empty when all is there."""
    return [check.text for check in checklist(view) if not check.done]


def _checks(view: View) -> Iterator[Check]:
    yield _date(view)
    owner, sponsor = view.journey.owner, view.plan.sponsor
    if owner:
        yield Check(Item.OWNER, True, _("Owner of the map: {name}").format(name=owner))
    else:
        yield Check(Item.OWNER, False, _("No owner: nobody keeps this map alive after the session."))
    if sponsor:
        yield Check(Item.SPONSOR, True, _("Sponsor: {name}").format(name=sponsor))
    else:
        yield Check(Item.SPONSOR, False, _("No sponsor: nobody has promised an answer to the actions."))
    yield _steps(view)
    yield _lines(view)
    yield _ratings(view)
    yield _quotes(view)


def _date(view: View) -> Check:
    day = view.plan.held_on
    if day is None:
        return Check(Item.DATE, False, _("No date for the session."))
    if day < view.clock().astimezone().date():
        return Check(Item.DATE, False, _("The date of the session, {day}, has passed.").format(day=day_words(day)))
    return Check(Item.DATE, True, _("Date of the session: {day}").format(day=day_words(day)))


def _steps(view: View) -> Check:
    n = len(view.journey.target_ids)
    told = ngettext("{n} step to rate", "{n} steps to rate", n).format(n=n)
    if n <= MOST_STEPS:
        return Check(Item.STEPS, True, told)
    text = _("{steps}: more than {most} take longer than the time there is.").format(steps=told, most=MOST_STEPS)
    return Check(Item.STEPS, False, text)


def _lines(view: View) -> Check:
    quiet = [step.label for step in view.journey.targets if not (step.doing and step.thinking and step.expecting)]
    if not quiet:
        return Check(Item.LINES, True, _("Every step says what {name} does, thinks and expects.").format(
            name=view.journey.persona.name
        ))  # fmt: skip
    text = _("Steps without a line for doing, thinking or expecting: {steps}").format(steps=_named(quiet))
    return Check(Item.LINES, False, text)


def _ratings(view: View) -> Check:
    called, wave = view.journey.customers.many, view.material.latest_wave
    numbers = {step.label: wave.of(step.id).n if wave else 0 for step in view.journey.targets}
    if not any(numbers.values()):
        text = _("No ratings by {customers}: every page says \u201cOur view, not yet checked with {customers}\u201d.")
        return Check(Item.RATINGS, False, text.format(customers=called))
    few = [label for label, n in numbers.items() if n < K]
    if few:
        text = _("Fewer than {k} {customers} have rated: {steps}. What they say there stays hidden.")
        return Check(Item.RATINGS, False, text.format(k=K, customers=called, steps=_named(few)))
    least = min(numbers.values())
    text = _("At least {n} {customers} have rated each step.").format(n=least, customers=called)
    return Check(Item.RATINGS, True, text)


def _quotes(view: View) -> Check:
    shown = sum(quote.consent_to_show for quote in view.material.quotes)
    if shown >= 2:
        return Check(Item.QUOTES, True, ngettext("{n} quote to show", "{n} quotes to show", shown).format(n=shown))
    if shown:
        text = _("Only one quote to show; the session begins with two.")
    else:
        text = _("No quotes to show: the session begins without the words of {customers}.")
    return Check(Item.QUOTES, False, text.format(customers=view.journey.customers.many))


def _named(steps: list[str]) -> str:
    """The first steps by name, and how many more."""
    more = len(steps) - _NAMED
    told = ", ".join(steps[:_NAMED])
    return (
        told if more <= 0 else ngettext("{steps} and {n} more", "{steps} and {n} more", more).format(steps=told, n=more)
    )
