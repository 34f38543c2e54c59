"""A day as people read it."""

from __future__ import annotations

from datetime import date

from journeykit.language import N_, _

_MONTHS = (
    *(N_("January"), N_("February"), N_("March"), N_("April"), N_("May"), N_("June")),
    *(N_("July"), N_("August"), N_("September"), N_("October"), N_("November"), N_("December")),
)


def day_words(day: date) -> str:
    """A day in words, since figures alone are read in two orders: "3 December 2026"."""
    return _("{day} {month} {year}").format(day=day.day, month=_(_MONTHS[day.month - 1]), year=day.year)
