"""Starting and stopping, ports, restarts, and a proxy in front."""

from __future__ import annotations

import signal
import socket
import time
from pathlib import Path

import nbformat
import psutil
import pytest
from samples import small_material
from served import Served, free_port
from voila.execute import VoilaExecutor

from journeykit.errors import JourneykitError
from journeykit.server import app
from journeykit.server.app import run
from journeykit.server.links import here
from journeykit.session.invitation import new_session, sessions
from journeykit.session.view import View
from journeykit.store.engine import open_store


def test_a_taken_port_is_refused_in_words(tmp_path: Path) -> None:
    engine = open_store(f"sqlite:///{tmp_path / 'store.sqlite'}")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(JourneykitError, match=f"Port {port} cannot be opened"):
            run(engine, lambda: new_session(engine, small_material()), port=port, host="127.0.0.1")
    assert sessions(engine) == []


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_stops_the_server_its_kernels_and_nothing_else_was_printed(tmp_path: Path, how: int) -> None:
    served = Served(tmp_path / "served")
    served.participant().kernel_of()
    children = psutil.Process(served.process.pid).children(recursive=True)
    assert children
    begun = time.monotonic()
    served.process.send_signal(how)
    out, _ = served.process.communicate(timeout=30)
    assert time.monotonic() - begun < 10
    assert out == ""
    assert served.process.returncode == 0
    _, alive = psutil.wait_procs(children, timeout=10)
    assert alive == []


def test_a_restarted_server_knows_everybody_again(tmp_path: Path) -> None:
    served = Served(tmp_path / "served")
    client, facilitator = served.participant(), served.facilitator()
    code, boot = client.send("lobby/state").json["return_code"], client.send("alive").json["boot"]
    kernel, port = client.kernel_of(), served.port
    served.stop()
    served.start(port)
    try:
        assert client.send("lobby/state").json["return_code"] == code
        assert client.send("alive").json["boot"] != boot
        assert client.send(f"alive?kernel={kernel}").json["kernel"] == "gone"
        assert client.kernel_of()
        assert facilitator.send("qr.svg").status == 200
    finally:
        served.stop()


def test_a_second_session_neither_takes_the_first_ones_cookies_nor_writes_over_them(tmp_path: Path) -> None:
    served = Served(tmp_path / "served")
    client, facilitator, port, first = served.participant(), served.facilitator(), served.port, served.session
    served.stop()
    served.session = new_session(served.engine, small_material())
    served.start(port)
    try:
        assert client.send("lobby/state").status == 403
        assert facilitator.send("qr.svg").status == 403
        client.joined(served.session.code)
    finally:
        served.stop()
    served.session = first
    served.start(port)
    try:
        assert client.send("lobby/state").status == 200
        assert facilitator.send("qr.svg").status == 200
    finally:
        served.stop()


def test_behind_a_proxy_everything_stands_under_its_path(tmp_path: Path) -> None:
    served = Served(tmp_path / "served", public_url="https://example.org/kit/")
    try:
        assert served.links["participants_url"] == f"https://example.org/kit/j/{served.session.code}"
        client = served.client()
        page = client.send("", Host="example.org", X_Forwarded_Proto="https", X_Forwarded_For="203.0.113.9")
        assert page.status == 200
        assert 'action="/kit/join"' in page.text
        assert "secure" in page.headers["Set-Cookie"].lower()
        assert View(served.engine, served.session.session_id).device_arrived
        assert client.send("alive", Host="evil.example").status == 400
        outside = client.send("../alive")
        assert outside.status == 404
    finally:
        served.stop()


def test_behind_a_proxy_every_browser_but_the_facilitators_is_another_device(tmp_path: Path) -> None:
    served = Served(tmp_path / "served", public_url=f"http://kit.test:{free_port()}/")
    try:
        facilitator = served.facilitator()
        facilitator.send("")
        assert not View(served.engine, served.session.session_id).device_arrived
        served.client().send("")
        assert View(served.engine, served.session.session_id).device_arrived
    finally:
        served.stop()


def test_a_configuration_file_in_the_working_folder_opens_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "served"
    folder.mkdir()
    (folder / "voila.json").write_text('{"VoilaConfiguration": {"file_allowlist": [".*"], "strip_sources": false}}')
    served = Served(folder)
    try:
        client = served.participant()
        assert client.send("voila/files/session.ipynb").status == 404
        client.kernel_of()
        page = client.send("voila/render/session.ipynb?template=base")
        assert page.status in (200, 303)
        assert "import ipywidgets" not in page.text
    finally:
        served.stop()


def test_a_session_on_this_computer_only_listens_on_loopback(tmp_path: Path) -> None:
    served = Served(tmp_path / "served", host="127.0.0.1")
    try:
        connections = [
            each.laddr.ip for each in psutil.Process(served.process.pid).net_connections() if each.status == "LISTEN"
        ]
        assert set(connections) == {"127.0.0.1"}
    finally:
        served.stop()


def test_a_busy_computer_has_two_minutes_for_what_a_page_shows() -> None:
    executor = VoilaExecutor(nbformat.v4.new_notebook(), config=app._config(here("127.0.0.1", 1)))
    assert executor.iopub_timeout == 120  # with nbclient's own 4 s a page came without anything on it
