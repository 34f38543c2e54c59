"""Deleting what is not one's own: forged forms and other people's seats; nothing may be gone afterwards."""

from __future__ import annotations

import pytest
from served import Client, Served
from sqlalchemy import func, select

from journeykit.store.engine import reading
from journeykit.store.tables import entries, seats


def rows(served: Served) -> tuple[int, int]:
    with reading(served.engine) as connection:
        found = [connection.scalar(select(func.count()).select_from(table)) or 0 for table in (seats, entries)]
    return found[0], found[1]


def seat_cookie(client: Client) -> str:
    (name,) = [each.name for each in client.cookies if each.name.startswith("jk_seat")]
    return name


def test_a_form_of_another_site_deletes_nothing(served: Served) -> None:
    victim = served.participant()
    before = rows(served)
    for body in ({}, {"_xsrf": "guessed"}, {"_xsrf": Client(served.root).xsrf()}):
        assert victim.send("erase", body).status == 403
    assert rows(served) == before


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "DELETE"])
def test_only_a_posted_form_deletes(served: Served, method: str) -> None:
    victim = served.participant()
    before = rows(served)
    victim.send("erase", method=method)
    assert rows(served) == before


def test_nobody_without_a_seat_deletes_anything(served: Served) -> None:
    served.participant()
    before = rows(served)
    for stranger in (served.client(), served.facilitator()):
        answer = stranger.post("erase")
        assert (answer.status, answer.headers.get("Location")) == (303, "/")
    assert rows(served) == before


def test_a_cookie_that_somebody_wrote_opens_no_seat(served: Served) -> None:
    victim, forger = served.participant(), served.participant()
    with reading(served.engine) as connection:
        victims = connection.scalar(select(seats.c.seat_id).order_by(seats.c.created_at))
    token, name = forger.xsrf(), seat_cookie(victim)
    before = rows(served)
    forged = f"{served.session.session_id}.{victims}.1"
    xsrf_cookie = next(each.value for each in forger.cookies if each.name == "_xsrf")
    answer = Client(served.root).send(
        "erase", {"_xsrf": token, "seat_id": str(victims)}, Cookie=f"{name}={forged}; _xsrf={xsrf_cookie}"
    )
    assert answer.status in (303, 403)
    assert rows(served) == before
