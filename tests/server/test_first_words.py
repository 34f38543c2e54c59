"""What a page says before any script has run."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect
from samples import small_material
from served import Served
from stage import PHONE

from journeykit.models.entry import Ready
from journeykit.models.exercise import ExerciseId
from journeykit.server.first_words import PLACE
from journeykit.session.invitation import seat_by_id
from journeykit.session.room import Room
from journeykit.session.seat import Participant
from journeykit.session.view import View


def test_who_has_just_come_is_welcomed_also_when_the_session_has_gone_on(served: Served) -> None:
    page = served.participant()
    page.kernel_of()
    title = small_material().journey.title
    sent = page.send("voila/render/session.ipynb").text
    assert f"<h1>{title}</h1><p>We are here to be surprised. There are no wrong guesses.</p>" in sent
    assert PLACE not in sent


def test_who_is_ready_reads_what_is_on(served: Served) -> None:
    client = served.participant()
    client.kernel_of()
    view = View(served.engine, served.session.session_id)
    room = Room(served.engine, view)
    while view.now().exercise.id is not ExerciseId.PREDICT:
        room.next()
    for seat_id in view.following.board.seats:
        seat = seat_by_id(served.engine, seat_id)
        Participant(served.engine, seat, view).say(Ready(agrees_to_open_mode=False))
    name, many = view.journey.persona.name, view.journey.customers.many
    assert f"<h1>How do {many} like {name} feel at each step?</h1>" in client.send("voila/render/session.ipynb").text


def test_the_facilitators_pages_say_the_title_and_nothing_that_is_answered(served: Served) -> None:
    facilitator = served.facilitator()
    for page in ("control", "projector"):
        assert f"<h1>{small_material().journey.title}</h1>" in facilitator.send(f"voila/render/{page}.ipynb").text


@pytest.mark.browser
def test_words_are_there_when_no_script_comes(browser: Browser, served: Served) -> None:
    context = browser.new_context(**PHONE)
    page = context.new_page()
    page.route("**/kit/front/*", lambda route: route.abort())
    page.goto(served.links["participants_url"])
    page.get_by_role("button", name="I lead a team").click()
    expect(page.get_by_role("heading", name=small_material().journey.title)).to_be_visible(timeout=60_000)
    expect(page.get_by_text("There are no wrong guesses.")).to_be_visible()
    expect(page.get_by_text("One moment, your page is on its way.")).to_be_visible()
    context.close()
