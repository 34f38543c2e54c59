"""The sheets to print before a session: how people join, and how customers answer beforehand. A page of A4 each."""

from __future__ import annotations

import io
import re
from datetime import date

import segno

from journeykit.language import _
from journeykit.models.days import day_words
from journeykit.models.journey import Journey
from journeykit.render.document import document
from journeykit.render.elements import Markup, element, joined


def join_sheet(
    journey: Journey,
    *,
    code: str,
    participants_url: str,
    customers_url: str = "",
    held_on: date | None = None,
    rehearsal: bool = False,
) -> str:
    """Both sheets as one HTML document, with nothing from elsewhere; without `customers_url` the first alone."""
    called = journey.customers
    day = _("on {day}").format(day=day_words(held_on)) if held_on else ""
    pages = [
        _sheet(
            journey.title,
            day,
            _("Join with your phone or laptop"),
            participants_url,
            code,
            [
                _("We walk through the journey of {name} and guess how it feels, each of us alone.").format(
                    name=journey.persona.name
                ),
                _("Your answers carry no name, and nobody sees them before we all look together."),
                _("Then we see what {customers} say, and choose what to do about it.").format(customers=called.many),
            ],
            rehearsal=rehearsal,
        )
    ]
    if customers_url:
        pages.append(
            _sheet(
                journey.title,
                "",
                _("How was it for you?"),
                customers_url,
                "",
                [
                    _("One tap for each step, in less than two minutes. No account, and no name."),
                    _("Your answers are counted together with those of others."),
                    _("The people who run this see the result and choose what to do better."),
                ],
                rehearsal=rehearsal,
            )
        )
    main = element("main", *pages, class_="jk-sheets")
    return document(_("Join: {title}").format(title=journey.title), ("join_sheet.css",), main)


def _sheet(title: str, day: str, heading: str, url: str, code: str, expect: list[str], *, rehearsal: bool) -> Markup:
    way: list[Markup] = [element("p", _("Scan this, or open"), class_="jk-join-how"), _address(url)]
    if code:
        way.append(element("p", _("Code: "), element("strong", code), class_="jk-join-code"))
    badge = element("p", _("Rehearsal: these people are simulated"), class_="jk-join-badge") if rehearsal else None
    return element(
        "section",
        element("p", " ".join(filter(None, (title, day))), class_="jk-quiet jk-join-about"),
        badge,
        element("h1", heading),
        element("div", qr_code(url), element("div", *way), class_="jk-join-way"),
        element("ul", *(element("li", line) for line in expect), class_="jk-join-expect"),
        class_="jk-join",
    )


def qr_code(url: str) -> Markup:
    """A QR code as SVG that grows with its place; the address stands beside it for those who cannot see it."""
    drawn = io.BytesIO()
    segno.make(url, error="m", micro=False).save(
        drawn, kind="svg", border=4, light="#fff", xmldecl=False, svgns=True, omitsize=True, nl=False
    )
    svg = drawn.getvalue().decode().replace("<svg ", '<svg role="img" aria-hidden="true" ', 1)
    return element("div", Markup(svg), class_="jk-join-qr")


def _address(url: str) -> Markup:
    """An address that breaks after its slashes and not within its words."""
    pieces = [piece for part in re.split(r"(?<=[^/:]/)", url) for piece in (Markup("<wbr>"), part)][1:]
    return element("p", joined(*pieces), class_="jk-join-url")
