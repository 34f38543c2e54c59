"""Beside the agenda: the ways in, who is here, and what of it may be told."""

from __future__ import annotations

import pages
import pytest
from samples import Played

from journeykit.models.by_link import LinkAnswer
from journeykit.models.entry import Ready
from journeykit.models.said import LastTime, WasCustomer
from journeykit.models.session import Role
from journeykit.screens.room_column import customers_so_far, customers_way_in, way_in, who_is_here
from journeykit.session.customers import CustomersLink
from journeykit.store.engine import open_store
from journeykit.widgets.sheet import Sheet

LINKS = {"customers_url": "http://kit.test/c/MAPLE-42", "qr_url": "/qr.svg"}
HEADING = "When they were last customers here:"


@pytest.fixture
def welcomed() -> Played:
    """Six at the welcome."""
    played = Played(open_store("sqlite://"))
    played.joined(*[Role.FRONT_LINE] * 6)
    return played


def read(blocks: list[dict]) -> list[str]:
    return pages.texts(Sheet(blocks=blocks))


def test_last_times_are_counted_after_the_welcome_alone(welcomed: Played):
    for person, when in zip(welcomed.people, [*[LastTime.THIS_WEEK] * 4, LastTime.NEVER], strict=False):
        person.say(WasCustomer(when=when))
    assert f"{HEADING} | 5 have told it; shown after the welcome" in " | ".join(read(who_is_here(welcomed.view)))
    welcomed.room.next()
    facts = [block["items"] for block in who_is_here(welcomed.view) if block["kind"] == "facts"]
    assert facts[1] == [["this week", "4"], ["never", "1"]]


def test_four_of_them_are_too_few(welcomed: Played):
    for person in welcomed.people[:4]:
        person.say(WasCustomer(when=LastTime.NEVER))
    welcomed.room.next()
    told = read(who_is_here(welcomed.view))
    assert "We need 5 answers to show this. You have 4." in told
    assert "never" not in told


def test_where_nobody_told_it_there_is_no_word_about_it(welcomed: Played):
    welcomed.room.next()
    assert HEADING not in read(who_is_here(welcomed.view))


def test_somebody_who_comes_late_and_does_not_agree_ends_open_mode_and_the_page_says_so():
    played = Played(open_store("sqlite://"))
    played.joined(*[Role.FRONT_LINE] * 3)
    played.all_ready(agree=True)
    played.room.next()
    assert "agree" not in " ".join(read(who_is_here(played.view)))
    (late,) = played.joined(Role.LEADER)
    late.say(Ready(agrees_to_open_mode=False))
    told = " ".join(read(who_is_here(played.view)))
    assert "3 of 4 agree that groups of 3 or more are shown." in told
    assert "Not everybody here does, so only groups of 5 or more are shown." in told


def test_where_open_mode_never_came_near_nothing_is_said_about_it():
    played = Played(open_store("sqlite://"))
    played.joined(*[Role.FRONT_LINE] * 4)
    played.all_ready(agree=False)
    played.people[0].say(Ready(agrees_to_open_mode=True))
    played.room.next()
    assert "agree" not in " ".join(read(who_is_here(played.view)))


def test_the_customers_link_stands_there_until_the_start(welcomed: Played):
    told = read(customers_way_in(welcomed.view, LINKS))
    assert "http://kit.test/c/MAPLE-42" in told
    assert "0 customers so far" in told
    assert "QR code" not in " ".join(told)  # the one beside it is for the room, and they look alike
    welcomed.room.begin()
    assert customers_way_in(welcomed.view, LINKS) == []


def test_customers_by_their_link_are_counted_before_and_after_the_start(welcomed: Played):
    link = CustomersLink(welcomed.engine, welcomed.session.session_id, clock=welcomed.clock)
    link.say(LinkAnswer(felt={"book": 1}))
    welcomed.view.refresh()
    assert customers_so_far(welcomed.view) == "1 customer so far"
    link.say(LinkAnswer(felt={"book": 2}))
    welcomed.view.refresh()
    assert "2 customers so far" in read(customers_way_in(welcomed.view, LINKS))
    welcomed.room.begin()
    assert "By their link: 2 customers so far" in read(who_is_here(welcomed.view))


def test_without_a_server_there_is_no_link_for_customers(welcomed: Played):
    assert customers_way_in(welcomed.view, {}) == []


def test_the_way_in_is_a_picture_at_the_welcome_and_a_code_later(welcomed: Played):
    links = {"qr_url": "/qr.svg", "participants_url": "http://kit.test/j/MAPLE-42"}
    assert "QR code of the join link" in read(way_in(welcomed.view, links, hints=False))
    welcomed.room.next()
    later = read(way_in(welcomed.view, links, hints=False))
    assert "QR code of the join link" not in later
    assert welcomed.session.code in later


def test_where_people_are_here_nobody_needs_hints(welcomed: Played):
    links = {"qr_url": "/qr.svg", "participants_url": "http://kit.test/j/MAPLE-42"}
    assert "Nobody has come yet?" not in read(way_in(welcomed.view, links, hints=True))
    empty = Played(open_store("sqlite://"))
    assert "Nobody has come yet?" in read(way_in(empty.view, links, hints=True))
