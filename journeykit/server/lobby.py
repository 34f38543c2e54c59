"""The lobby: where people wait whose page cannot be built yet, and what their browsers ask meanwhile."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from tornado import web

from journeykit.language import _, ngettext
from journeykit.models.session import Seat
from journeykit.server.admission import SESSION_PAGE
from journeykit.server.house import House
from journeykit.server.plain import Plain

PAGE = f"voila/render/{SESSION_PAGE}"
REFRESH_S = 3
FULL_S = 20
"""After how long the lobby asks again where there are no scripts; later in a full room."""


def in_words(house: House, seat: Seat, before: int) -> dict[str, Any]:
    """What the lobby says: who is in, who is ready, and how long it takes."""
    crowd = house.lobby()
    if before == 0:
        place = _("Your page opens now.")
    elif house.turns.full:
        place = _("You are number {n} of those who wait.").format(n=before)
    else:
        place = ngettext("{n} page before yours.", "{n} pages before yours.", before).format(n=before)
    return {
        "open": before == 0,
        "before": before,
        "ready": _("{ready} of {here} ready.").format(ready=crowd.ready, here=crowd.here),
        "place": place,
        "return_code": seat.return_code.upper(),
    }


class LobbyPage(Plain):
    """For those who have to wait. Moves on when the page's turn has come; without scripts by itself, too."""

    def get(self) -> None:
        """Who is here, and how long it takes; in a full room that it is full."""
        seat = self.visitor.participant
        if seat is None:
            self.go("")
            return
        words = in_words(self.house, seat, self.house.turns.before(seat.seat_id))
        if words["open"]:
            self.go(PAGE)
        elif self.house.turns.full:
            self.house.say_full()
            self.set_status(HTTPStatus.SERVICE_UNAVAILABLE)
            self.set_header("Retry-After", str(FULL_S))
            self.finish(self.drawn("full", next=PAGE, most=self.house.most, pause_s=FULL_S, **words))
        else:
            title = _("You are already in.") if self.get_query_argument("again", "") == "1" else _("You are in.")
            self.finish(self.drawn("lobby", title=title, next=PAGE, pause_s=REFRESH_S, **words))


class LobbyState(Plain):
    """What the lobby asks."""

    async def get(self) -> None:
        """JSON: open (the turn has come), before (the place in the queue), and the sentences.

        seen: the place that the page shows. With it the answer comes when there is another one: of the turn, at once.
        """
        seat = self.visitor.participant
        if seat is None:
            raise web.HTTPError(403)
        turns, seen = self.house.turns, self.get_query_argument("seen", "")
        waits = turns.news(seat.seat_id, int(seen[:6])) if seen.isdecimal() else None
        self.finish(in_words(self.house, seat, await waits if waits else turns.before(seat.seat_id)))
