import json
from pathlib import Path

import pytest
from samples import small_material

from journeykit.models.session import Plan, Role
from journeykit.server.admission import Admission, Hosts, Pass
from journeykit.server.environment import kernel_environment, warm_environment
from journeykit.server.house import House
from journeykit.server.links import here, links
from journeykit.server.ready_page import ReadyPage, ReadyPages
from journeykit.server.warm_pages import WarmPages
from journeykit.session.door import DoorKind
from journeykit.session.invitation import join, new_session
from journeykit.session.preparing import Preparation
from journeykit.session.view import View
from journeykit.store.engine import open_store

SERVERS = {
    "PATH": "/bin",
    "LC_ALL": "C.UTF-8",
    "HOME": "/home/ana",
    "AWS_SECRET_ACCESS_KEY": "x",
    "DATABASE_URL": "x",
    "PGPASSWORD": "x",
    "QUERY_STRING": "code=x",
    "VOILA_REQUEST_URL": "http://x/f/key",
    "JOURNEYKIT_SEAT": "forged",
}


async def _nobody_asks(_path: str, _notebook: object) -> ReadyPage:
    raise AssertionError("an environment needs no page")


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> House:
    monkeypatch.chdir(tmp_path)
    engine = open_store("sqlite:///store.sqlite")
    session = new_session(engine, small_material())
    address = here("127.0.0.1", 80)
    return House(
        engine=engine,
        session=session,
        address=address,
        links=links(address, code=session.code, key="k", session_id=session.session_id, port=80, pid=1),
        admission=Admission(engine, session, "k", secure=False, base_url="/"),
        hosts=Hosts(),
        feed="tcp://127.0.0.1:1",
        spool=tmp_path / "spool",
        exercises=tmp_path,
        warm=WarmPages({}, []),
        ready_pages=ReadyPages(_nobody_asks),
    )


def test_a_participants_kernel_knows_its_seat_and_no_secret(house: House, tmp_path: Path) -> None:
    seat = join(house.engine, house.session.code, Role.LEADER)
    environment = kernel_environment(SERVERS, house, Pass(seat.seat_id, DoorKind.PARTICIPANT, seat))
    assert "x" not in environment.values()
    assert environment["PATH"] == "/bin"
    assert {name: value for name, value in environment.items() if name.startswith("JOURNEYKIT_")} == {
        "JOURNEYKIT_LANGUAGE": "en",
        "JOURNEYKIT_DOOR": "participant",
        "JOURNEYKIT_STORE": f"sqlite:///{tmp_path / 'store.sqlite'}",
        "JOURNEYKIT_SESSION": house.session.session_id,
        "JOURNEYKIT_FEED": "tcp://127.0.0.1:1",
        "JOURNEYKIT_SEAT": seat.seat_id,
        "JOURNEYKIT_DEVICE": "1",
    }


def test_only_the_facilitator_gets_the_spool_folder(house: House) -> None:
    facilitator = kernel_environment(SERVERS, house, Pass("facilitator", DoorKind.FACILITATOR))
    projector = kernel_environment(SERVERS, house, Pass("facilitator", DoorKind.PROJECTOR))
    assert facilitator["JOURNEYKIT_SPOOL"] == str(house.spool)
    assert "JOURNEYKIT_SPOOL" not in projector
    assert json.loads(facilitator["JOURNEYKIT_LINKS"]) == {
        "participants_url": f"http://127.0.0.1:80/j/{house.session.code}",
        "customers_url": f"http://127.0.0.1:80/c/{house.session.code}",
        "projector_url": "http://127.0.0.1:80/projector",
        "code": house.session.code,
        "files_url": "/files/",
        "qr_url": "/qr.svg",
        "upload_url": "/upload",
    }


def test_no_kernel_learns_the_facilitators_key(house: House) -> None:
    for door in (DoorKind.FACILITATOR, DoorKind.PROJECTOR, None):
        assert house.links.facilitator_url not in str(kernel_environment(SERVERS, house, Pass("facilitator", door)))


def test_a_preview_knows_which_journey_it_shows_and_has_no_door(house: House, tmp_path: Path) -> None:
    environment = kernel_environment(SERVERS, house, Pass("facilitator", None))
    assert {name: value for name, value in environment.items() if name.startswith("JOURNEYKIT_")} == {
        "JOURNEYKIT_STORE": f"sqlite:///{tmp_path / 'store.sqlite'}",
        "JOURNEYKIT_LANGUAGE": "en",
        "JOURNEYKIT_PREVIEW_SESSION": house.session.session_id,
    }


def test_pages_show_the_journey_as_it_was_prepared_last(house: House) -> None:
    assert house.journey.title == "A small visit"
    renamed = house.journey.model_copy(update={"title": "Another visit"})
    page = Preparation(house.engine, View(house.engine, house.session.session_id))
    page.save(small_material().model_copy(update={"journey": renamed}), Plan(), seen=0)
    assert house.journey.title == "Another visit"


def test_every_kernel_speaks_the_servers_language(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("journeykit.language._spoken", "pt-BR")
    for door in (None, DoorKind.PROJECTOR):
        environment = kernel_environment(SERVERS, house, Pass("facilitator", door))
        assert environment["JOURNEYKIT_LANGUAGE"] == "pt-BR"


def test_a_warm_parent_knows_the_session_and_nothing_of_anybody(house: House, tmp_path: Path) -> None:
    environment = warm_environment(SERVERS, house.engine.url, house.session.session_id)
    ours = {name: value for name, value in environment.items() if name.startswith("JOURNEYKIT_")}
    assert ours == {
        "JOURNEYKIT_LANGUAGE": "en",
        "JOURNEYKIT_STORE": f"sqlite:///{tmp_path / 'store.sqlite'}",
        "JOURNEYKIT_SESSION": house.session.session_id,
    }
    assert not {"AWS_SECRET_ACCESS_KEY", "PGPASSWORD", "QUERY_STRING", "VOILA_REQUEST_URL"} & environment.keys()


def test_no_library_of_a_page_starts_threads(house: House) -> None:
    environment = warm_environment(SERVERS, house.engine.url, house.session.session_id)
    assert {environment[f"{name}_NUM_THREADS"] for name in ("OPENBLAS", "OMP", "MKL")} == {"1"}
    assert environment["JE_ARROW_MALLOC_CONF"] == "background_thread:false"
