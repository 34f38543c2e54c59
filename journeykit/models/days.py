"""A day as people read it, since figures alone are read in two orders."""

from __future__ import annotations

from datetime import date

from journeykit.language import N_, _

_MONTHS = (
    *(N_("January"), N_("February"), N_("March"), N_("April"), N_("May"), N_("June")),
    *(N_("July"), N_("August"), N_("September"), N_("October"), N_("November"), N_("December")),
)


def day_words(day: date) -> str:
    """A day in words: "3 December 2026"."""
    return _("{day} {month} {year}").format(day=day.day, month=_(_MONTHS[day.month - 1]), year=day.year)


def month_words(day: date) -> str:
    """A day's month in words: "December 2026"."""
    return _("{month} {year}").format(month=_(_MONTHS[day.month - 1]), year=day.year)
