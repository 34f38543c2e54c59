"""The projector shows what everybody may see, in each exercise."""

from __future__ import annotations

import pages
import pytest
from samples import Played, small_material

from journeykit.models.entry import Ready
from journeykit.models.exercise import ExerciseId
from journeykit.models.session import Role
from journeykit.screens.projector import ProjectorPage
from journeykit.store.engine import open_store

LINKS = {"participants_url": "http://192.168.1.5:8866/j/MAPLE-42", "qr_url": "/qr.svg"}


@pytest.fixture
def projector(played: Played) -> ProjectorPage:
    return ProjectorPage().take(played.view, LINKS)


def text_of(projector: ProjectorPage) -> str:
    return " | ".join(pages.texts(projector.root))


def kinds(projector: ProjectorPage) -> set[str]:
    def read(blocks):
        for block in blocks:
            yield block["kind"]
            yield from read(block.get("blocks", ()))

    return set(read(projector.title.blocks + projector.words.blocks))


def test_at_the_welcome_it_shows_the_way_in():
    played = Played(open_store("sqlite://"))
    played.joined(Role.LEADER, Role.CUSTOMER)
    played.people[0].say(Ready(agrees_to_open_mode=False))
    projector = ProjectorPage().take(played.view, LINKS)
    assert played.session.code in text_of(projector)
    assert "Scan, or open http://192.168.1.5:8866/j/MAPLE-42" in text_of(projector)
    assert "1 of 2 ready" in text_of(projector)
    assert "picture" in kinds(projector)


def test_without_a_server_there_is_no_way_in_to_read_out():
    played = Played(open_store("sqlite://"))
    assert "Scan" not in text_of(ProjectorPage().take(played.view))


def test_it_shows_the_person(played: Played, projector: ProjectorPage):
    played.room.back()
    projector.show()
    assert "Be done before noon" in text_of(projector)
    assert "“Nobody told me why.”" in text_of(projector)
    assert "Not for others" not in text_of(projector)


def test_while_people_answer_it_shows_how_many_and_the_time(played: Played, projector: ProjectorPage):
    played.rate(played.people[0], -2)
    projector.show()
    assert "1 of 6 has answered" in text_of(projector)
    assert {"dots", "clock"} <= kinds(projector)
    assert projector.picture.root.layout.display == "none"
    played.clock.forward(minutes=8)
    projector.show()
    assert "Time is up, answers are in." in text_of(projector)
    assert "clock" not in kinds(projector)


def test_ourselves_come_as_dots_and_customers_without_them(played: Played, projector: ProjectorPage):
    for person in played.people:
        played.rate(person, 1)
    played.room.reveal()
    projector.show()
    assert projector.picture.root.layout.display is None
    assert projector.picture.curve.show_dots
    played.room.next()
    projector.show()
    assert not projector.picture.curve.show_dots
    played.room.uncover("wait")
    projector.show()
    assert "Waiting: what we thought, what customers say" in text_of(projector)
    assert projector.picture.curve.focus == "wait"


def test_an_example_says_that_it_is_one(projector: ProjectorPage):
    assert "An invented example" in text_of(projector)


def test_our_view_without_customers_says_so():
    played = Played(open_store("sqlite://"), small_material().model_copy(update={"waves": (), "quotes": ()}))
    played.joined(*[Role.FRONT_LINE] * 5)
    played.come_to(ExerciseId.PREDICT)
    projector = ProjectorPage().take(played.view)
    assert "not yet checked" not in text_of(projector)
    for id_ in (ExerciseId.REVEAL_OURSELVES, ExerciseId.REVEAL_CUSTOMERS):
        played.come_to(id_)
        projector.show()
        assert "Our view, not yet checked with customers" in text_of(projector)


def test_a_preview_needs_no_server(capsys):
    projector = ProjectorPage()
    projector.open()
    assert "patients say" in text_of(projector)
