"""What a facilitator sees in the terminal when a session is ready: the links, the QR code, the session code."""

from __future__ import annotations

import io
import os
import sys
from typing import TYPE_CHECKING

import segno
from rich.console import Console
from rich.text import Text

from journeykit.language import _

if TYPE_CHECKING:
    from journeykit.server.links import Links

LIGHT_ON_DARK = "rgb(255,255,255) on rgb(0,0,0)"  # on a terminal with a light ground the code would be inverted


def welcome(links: Links, console: Console | None = None) -> None:
    """Print the way in. Links are never broken into lines: they must stay whole for copying."""
    console = console or Console(soft_wrap=True, highlight=False, markup=False)
    lines = Text.assemble(
        ("\n" + _("Your session is ready.") + "\n\n", "bold"),
        _("Facilitator, for you alone:") + f"\n  {links.facilitator_url}\n",
        _("Customers, before the session:") + f"\n  {links.customers_url}\n",
        _("Participants, to scan or to open:") + f"\n  {links.participants_url}\n\n",
        (qr_code(links.participants_url, console) + "\n", LIGHT_ON_DARK),
        (_("Session code: {code}").format(code=links.code) + "\n\n", "bold"),
        _("Ctrl-C ends it. Answers are kept; start again to go on."),
    )
    console.print(lines)


def qr_code(url: str, console: Console) -> str:
    """The QR code of a URL in half blocks; empty where the terminal cannot print them."""
    drawn = io.StringIO()
    segno.make(url, error="m", micro=False).terminal(out=drawn, compact=True)
    try:
        drawn.getvalue().encode(console.encoding)
    except UnicodeEncodeError:
        return ""
    return drawn.getvalue()


def has_desktop() -> bool:
    """Whether a browser window could open here for somebody to see."""
    if sys.platform.startswith(("win", "darwin")):
        return "SSH_CONNECTION" not in os.environ
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
