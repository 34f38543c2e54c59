"""`open()` shows the page of whoever the kernel belongs to, and a preview where it belongs to nobody."""

from __future__ import annotations

from pathlib import Path

import pages
import pytest
from samples import small_material

from journeykit.models.session import Role, Session
from journeykit.screens import follow
from journeykit.screens.control import ControlPage
from journeykit.screens.predict import Predict
from journeykit.screens.projector import ProjectorPage
from journeykit.screens.session import SessionPage
from journeykit.screens.welcome import Welcome
from journeykit.session.invitation import join, new_session
from journeykit.store.engine import open_store


class NobodyFollows:
    """In place of a follower: there is no loop here that it could follow in."""

    def __init__(self, *_of_whom: object) -> None:
        pass


@pytest.fixture
def session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Session:
    """A session in a file, and what the server writes into every kernel's environment."""
    monkeypatch.setattr(follow, "Follower", NobodyFollows)
    url = f"sqlite:///{tmp_path / 'store.sqlite'}"
    engine = open_store(url)
    session = new_session(engine, small_material())
    seat = join(engine, session.code, Role.LEADER)
    monkeypatch.setenv("JOURNEYKIT_STORE", url)
    monkeypatch.setenv("JOURNEYKIT_SESSION", session.session_id)
    monkeypatch.setenv("JOURNEYKIT_SEAT", seat.seat_id)
    monkeypatch.setenv("JOURNEYKIT_DEVICE", "1")
    return session


def text_of(page) -> str:
    return " | ".join(pages.texts(page.root))


def test_a_participants_kernel_shows_their_page(session: Session, monkeypatch):
    monkeypatch.setenv("JOURNEYKIT_DOOR", "participant")
    page = SessionPage()
    page.open()
    assert isinstance(pages.on(page), Welcome)
    assert page.bar.title == "A small visit"


def test_a_screen_of_its_own_belongs_to_the_seat_too(session: Session, monkeypatch):
    monkeypatch.setenv("JOURNEYKIT_DOOR", "participant")
    screen = Predict()
    screen.open()
    assert screen.participant.view.session == session
    assert screen.rater.disabled  # the prediction has not begun


def test_a_participants_kernel_gets_no_control_of_the_session(session: Session, monkeypatch):
    monkeypatch.setenv("JOURNEYKIT_DOOR", "participant")
    control = ControlPage()
    control.open()
    assert control.room.view.session != session  # a preview
    assert session.code not in text_of(control)


def test_the_facilitators_kernel_controls_the_session(session: Session, monkeypatch):
    monkeypatch.setenv("JOURNEYKIT_DOOR", "facilitator")
    control = ControlPage()
    control.open()
    assert control.room.view.session == session
    assert session.code in text_of(control)


def test_a_projectors_kernel_shows_the_session_and_answers_for_nobody(session: Session, monkeypatch):
    monkeypatch.setenv("JOURNEYKIT_DOOR", "projector")
    projector = ProjectorPage()
    projector.open()
    assert session.code in text_of(projector)
    screen = Predict()
    screen.open()
    assert screen.participant.view.session != session


@pytest.mark.parametrize("page", [SessionPage, ControlPage, ProjectorPage, Predict])
def test_without_a_door_every_page_is_a_preview_in_memory(page):
    shown = page()
    shown.open()
    assert "Something went wrong" not in text_of(shown)
    assert "Booking" in text_of(shown) or page is ControlPage
