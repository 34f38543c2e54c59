"""The left side of the control page: the agenda, the way in, and who is here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from journeykit.language import _, ngettext
from journeykit.models.agenda import exercise
from journeykit.models.counts import OPEN_K
from journeykit.models.exercise import ExerciseId, told
from journeykit.models.said import last_time_words
from journeykit.models.session import Role, role_words
from journeykit.screens.page import rehearsal_words
from journeykit.session.checklist import missing
from journeykit.session.view import View

Blocks = list[dict[str, Any]]

_STATES = {-1: "done", 0: "now", 1: "next"}
"""How a part stands, by how far it is from the one that is on."""


def agenda_blocks(view: View) -> Blocks:
    """What this is, and its parts with their minutes; those that were left out say so."""
    number = view.now().number
    items = []
    for at, id_ in enumerate(view.session.agenda, 1):
        state = "done" if view.ended else _STATES.get(max(-1, at - number), "later")
        if state == "done" and not view.minutes(id_):
            state = "later"
        items.append({"text": told(exercise(id_).title, view.journey), "state": state, "note": _note(view, id_, state)})
    return [
        {"kind": "strong", "text": view.journey.title},
        *([{"kind": "alarm", "text": rehearsal_words()}] if view.session.rehearsal else []),
        *([{"kind": "quiet", "text": _("An invented example")}] if view.journey.invented else []),
        {"kind": "agenda", "items": items},
    ]


def _note(view: View, id_: ExerciseId, state: str) -> str:
    minutes = view.minutes(id_)
    if not minutes:
        return _("left out")
    return _("done") if state == "done" else _("{n} min").format(n=minutes)


def way_in(view: View, links: Mapping[str, str], *, hints: bool) -> Blocks:
    """How people join; with a picture of the code while the session has not gone on from the welcome.

    hints: whether nobody has come for a while, so that the page says what may be wrong.
    """
    blocks: Blocks = [{"kind": "quiet", "text": _("Join with")}, {"kind": "code", "text": view.session.code}]
    if "qr_url" in links and view.now().exercise.id is ExerciseId.WELCOME:
        picture = {"kind": "picture", "src": links["qr_url"], "text": _("QR code of the join link")}
        blocks = [picture, {"kind": "plain", "blocks": [*blocks, *_greeting(view, links, hints=hints)]}]
        return [{"kind": "row", "blocks": blocks}]
    return blocks


def _greeting(view: View, links: Mapping[str, str], *, hints: bool) -> Blocks:
    if view.device_arrived:
        return [{"kind": "tick", "text": _("Another device has arrived. The network works.")}]
    blocks: Blocks = [
        {"kind": "strong", "text": _("Scan this with your phone.")},
        {"kind": "quiet", "text": _("or type {url}").format(url=links["participants_url"])},
    ]
    if hints and not any(view.here().values()):
        told_hints = [
            _("Is the phone in the same network as this computer?"),
            _("Does this computer's firewall let Python take connections?"),
            _("Guest networks often keep devices apart: a phone's own hotspot helps."),
        ]
        blocks += [{"kind": "quiet", "text": _("Nobody has come yet?")}, {"kind": "list", "items": told_hints}]
    return blocks


def doors(view: View, links: Mapping[str, str]) -> Blocks:
    """The other pages of the facilitator: the projector's, and the prepare page while there is time for it."""
    blocks: Blocks = []
    if "projector_url" in links:
        text = _("Open the projector page")
        blocks.append({"kind": "link", "href": "../../projector", "text": text, "window": True})
        if not view.begun and view.now().exercise.id is ExerciseId.WELCOME:
            blocks.append({"kind": "link", "href": "../../prepare", "text": _("Prepare")})
    return [{"kind": "row", "blocks": blocks}] if blocks else []


def still_missing(view: View) -> Blocks:
    """What is still missing before the session, while there is time to prepare it."""
    found = missing(view) if not view.begun else []
    if not found:
        return []
    inside: Blocks = [{"kind": "strong", "text": _("Still missing")}, {"kind": "list", "items": found}]
    return [{"kind": "group", "blocks": inside}]


def customers_way_in(view: View, links: Mapping[str, str]) -> Blocks:
    """The customers' own link, with how many have answered by it, while there is time for it.

    Its QR code stands on the printed sheet alone: here people scan the other one, and two look alike.
    """
    if "customers_url" not in links or view.begun or not view.link_is_open:
        return []
    many = view.journey.customers.many
    words: Blocks = [
        {"kind": "quiet", "text": _("For {customers}, in the days before").format(customers=many)},
        {"kind": "text", "text": links["customers_url"]},
        {"kind": "strong", "text": customers_so_far(view)},
    ]
    return [{"kind": "group", "blocks": words}]


def customers_so_far(view: View) -> str:
    """How many customers have answered by their link: "7 customers so far"."""
    n, called = view.customers_by_link, view.journey.customers
    return _("{n} {customers} so far").format(n=n, customers=called.one if n == 1 else called.many)


def who_is_here(view: View) -> Blocks:
    """How many have come, by role, and when they were last customers themselves, as far as that may be shown."""
    here = view.here()
    roles = [[role_words(role), str(n)] for role, n in here.items() if n]
    return [
        {"kind": "strong", "text": _here_words(view, here)},
        {"kind": "facts", "items": roles},
        *_last_times(view),
        *_open_mode(view),
        *_by_link(view),
    ]


def _here_words(view: View, here: dict[Role, int]) -> str:
    everybody, customers = sum(here.values()), here[Role.CUSTOMER]
    called = view.journey.customers
    if not customers:
        return ngettext("{n} person here", "{n} people here", everybody).format(n=everybody)
    return _("{n} here: {staff} staff, {customers} {called}").format(
        n=everybody,
        staff=everybody - customers,
        customers=customers,
        called=called.one if customers == 1 else called.many,
    )


def _last_times(view: View) -> Blocks:
    """When people were last customers here. While they answer only how many did: one more would tell its answer."""
    found = view.told.last_times()
    if not found.n:
        return []
    heading = {"kind": "quiet", "text": _("When they were last customers here:")}
    if view.now().exercise.id is ExerciseId.WELCOME:
        told_it = ngettext("{n} has told it", "{n} have told it", found.n).format(n=found.n)
        text = _("{told_it}; shown after the welcome").format(told_it=told_it)
        return [heading, {"kind": "quiet", "text": text}]
    if found.counts is None:
        text = _("We need {k} answers to show this. You have {n}.").format(k=view.k, n=found.n)
        return [heading, {"kind": "quiet", "text": text}]
    rows = [[last_time_words(when), str(n)] for when, n in found.counts.items() if n]
    return [heading, {"kind": "facts", "items": rows}]


def _by_link(view: View) -> Blocks:
    """How many customers have answered by their link; before the start the link itself says it."""
    if not view.customers_by_link or not view.begun:
        return []
    return [{"kind": "quiet", "text": _("By their link: {so_far}").format(so_far=customers_so_far(view))}]


def _open_mode(view: View) -> Blocks:
    """Who agrees that small groups are shown; after the welcome, that one who does not agree ended it for all."""
    agree, here = view.open_mode()
    if not agree or view.session.k <= OPEN_K:
        return []
    agreed = _("{agree} of {here} agree that groups of {open_k} or more are shown.").format(
        agree=agree, here=here, open_k=OPEN_K
    )
    if view.now().exercise.id is ExerciseId.WELCOME:
        return [{"kind": "quiet", "text": agreed}]
    if agree == here or 2 * agree <= here:  # it holds, or it never came near
        return []
    rule = _("Not everybody here does, so only groups of {k} or more are shown.").format(k=view.k)
    return [{"kind": "strong", "text": agreed}, {"kind": "strong", "text": rule}]
