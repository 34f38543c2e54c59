"""A real server in a process of its own over tiny notebooks, and the clients that talk to it."""

from __future__ import annotations

import asyncio
import json
import os
import re
import socket
import subprocess
import sys
import time
from http.cookiejar import CookieJar
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode, urlsplit
from urllib.request import HTTPCookieProcessor, HTTPRedirectHandler, Request, build_opener
from uuid import uuid4

import nbformat
from samples import small_material
from sqlalchemy import Engine
from tornado.httpclient import HTTPRequest
from tornado.websocket import websocket_connect

from journeykit.models.session import Session
from journeykit.session.invitation import new_session
from journeykit.store.engine import open_store
from journeykit.store.places import spool_folder

PROTOCOL = "v1.kernel.websocket.jupyter.org"
_START = """
import sys
from pathlib import Path
from journeykit.server.app import run
from journeykit.session.invitation import session_by_id
from journeykit.store.engine import open_store
engine = open_store(sys.argv[1])
public_url, host = sys.argv[5] or None, sys.argv[6]
run(engine, lambda: session_by_id(engine, sys.argv[2]), port=int(sys.argv[3]), host=host, public_url=public_url,
    exercises=Path(sys.argv[4]), ready=lambda links: print(links.model_dump_json(), flush=True),
    warn=lambda text: print("warned:", text, file=sys.stderr, flush=True))
"""
_PAGE = """
import os
import ipywidgets
who = ipywidgets.Text(value="door " + os.environ.get("JOURNEYKIT_DOOR", "none"), description="Door")
slider = ipywidgets.IntSlider(value=3, max=10, description="Guess")
def refuse(change):
    if change["new"] == 7:
        raise RuntimeError("a secret of the server")
slider.observe(refuse, names="value")
ipywidgets.VBox([who, slider])
"""


def exercises(folder: Path) -> Path:
    """A folder of notebooks as the shipped one has, each of one small cell."""
    folder.mkdir()
    for name in ("session", "control", "prepare", "projector", "01_welcome", "of_nobody"):
        notebook = nbformat.v4.new_notebook(
            cells=[nbformat.v4.new_code_cell(_PAGE)], metadata={"title": f"Test {name}"}
        )
        nbformat.write(notebook, folder / f"{name}.ipynb")
    (folder / "picture.svg").write_text("<svg/>")
    return folder


class Answer:
    """What the server said."""

    def __init__(self, response: Any) -> None:
        self.status: int = response.status if hasattr(response, "status") else response.code
        self.headers = response.headers
        self.text: str = response.read().decode("utf-8", "replace")

    @property
    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.text)


class _Stay(HTTPRedirectHandler):
    def redirect_request(self, *args: Any) -> None:
        return None


class Client:
    """A browser without a screen: it keeps cookies, and follows no redirect by itself."""

    def __init__(self, root: str) -> None:
        self.root = root
        self.cookies = CookieJar()
        self._opener = build_opener(HTTPCookieProcessor(self.cookies), _Stay)

    def send(self, path: str, body: dict[str, str] | None = None, method: str | None = None, **headers: str) -> Answer:
        """One request; header names are written with underscores."""
        request = Request(
            self.root + path,
            data=None if body is None else urlencode(body).encode(),
            method=method,
            headers={name.replace("_", "-"): value for name, value in headers.items()},
        )
        try:
            return Answer(self._opener.open(request, timeout=60))
        except HTTPError as error:
            return Answer(error)

    def upload(self, content: bytes, **headers: str) -> Answer:
        """A file, sent as the prepare page sends it; other headers in place of that."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        request = Request(self.root + "upload", data=content, headers=named or {"X-Journeykit": "1"})
        try:
            return Answer(self._opener.open(request, timeout=60))
        except HTTPError as error:
            return Answer(error)

    def post(self, path: str, **fields: str) -> Answer:
        """A form of ours, filled in: with the token of the join page."""
        return self.send(path, {"_xsrf": self.xsrf(), **fields})

    def xsrf(self) -> str:
        """The token that the forms of this browser carry."""
        page = self.send("leave")
        if page.status != 200:
            page = self.send("")
        found = re.search(r'name="_xsrf" value="([^"]+)"', page.text)
        return found[1] if found else ""

    def joined(self, code: str, role: str = "leader") -> Client:
        """The same browser, after one tap on the join page."""
        answer = self.post("join", code=code, role=role)
        assert answer.status == 303, answer.text
        return self

    def cookie_header(self) -> str:
        """The cookies as a websocket sends them."""
        return "; ".join(f"{each.name}={each.value}" for each in self.cookies)

    def kernel_of(self, page: str = "session") -> str:
        """Load a page, as its turn comes, and say which kernel it got."""
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            answer = self.send(f"voila/render/{page}.ipynb")
            if answer.status == 200:
                return re.search(r'"kernelId": "([0-9a-f-]{36})"', answer.text)[1]
            assert answer.status == 303, (answer.status, answer.text)
            time.sleep(0.2)
        raise AssertionError("the page's turn never came")


class Served:
    """A session, served: `links` are what the server printed when it was ready.

    notebooks: other pages than the tiny ones. first: Python that the server's process runs before anything else.
    """

    def __init__(
        self,
        folder: Path,
        *,
        host: str = "127.0.0.1",
        public_url: str = "",
        port: int = 0,
        notebooks: Path | None = None,
        first: str = "",
        rehearsal: bool = False,
    ) -> None:
        folder.mkdir(exist_ok=True)
        self.folder, self._host, self._public_url = folder, host, public_url
        self.notebooks = notebooks or exercises(folder / "exercises")
        self._program = f"{first}\n{_START}"
        self.store_url = f"sqlite:///{folder / 'store.sqlite'}"
        self.engine: Engine = open_store(self.store_url)
        self.session: Session = new_session(self.engine, small_material(), rehearsal=rehearsal)
        self.spool = spool_folder()
        self._environment = dict(os.environ)  # a later start finds the same home
        self.start(port)

    def start(self, port: int = 0) -> None:
        """Start the server, and wait until people can come in."""
        self.log = self.folder / f"server_{time.monotonic_ns()}.log"
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [
                    sys.executable,
                    "-c",
                    self._program,
                    self.store_url,
                    self.session.session_id,
                    str(port),
                    str(self.notebooks),
                    self._public_url,
                    self._host,
                ],
                stdout=subprocess.PIPE,
                stderr=log,
                cwd=self.folder,
                env=self._environment,
                text=True,
            )
        line = self.process.stdout.readline()
        assert line, self.log.read_text()
        self.links = json.loads(line)
        base = urlsplit(self.links["participants_url"]).path.removesuffix(f"j/{self.session.code}")
        self.port = self.links["port"]
        self.root = f"http://127.0.0.1:{self.port}{base}"

    def stop(self) -> str:
        """Stop the server as `make` or a terminal does; what it wrote to its standard output after the links."""
        self.process.terminate()
        out, _ = self.process.communicate(timeout=30)
        return out

    def client(self) -> Client:
        """Somebody new."""
        return Client(self.root)

    def participant(self) -> Client:
        """Somebody who has joined."""
        return self.client().joined(self.session.code)

    def facilitator(self) -> Client:
        """The facilitator, who came by the link with the key."""
        client = self.client()
        key = self.links["facilitator_url"].rsplit("/", 1)[1]
        assert client.send(f"f/{key}").status == 303
        return client


class Socket:
    """A page's websocket to its kernel, in the protocol that browsers speak."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection
        self._session = uuid4().hex

    @classmethod
    async def opened(
        cls, client: Client, kernel_id: str, *, protocol: str = PROTOCOL, session_id: str = "", **headers: str
    ) -> Socket:
        """Connect; with an earlier connection's `session_id` as the same page. Raises HTTPClientError when refused."""
        root = client.root.replace("http", "ws", 1)
        request = HTTPRequest(
            f"{root}api/kernels/{kernel_id}/channels?session_id={session_id or uuid4().hex}",
            headers={"Cookie": client.cookie_header(), **headers},
        )
        return cls(await websocket_connect(request, subprotocols=[protocol] if protocol else None))

    async def say(self, kind: str, content: dict[str, Any], *, channel: str = "shell", **metadata: Any) -> str:
        """Send a message; returns its id."""
        header = {"msg_id": uuid4().hex, "msg_type": kind, "session": self._session, "username": "", "version": "5.3"}
        body = [
            json.dumps(each).encode() for each in (header | {"date": "2026-11-03T09:00:00Z"}, {}, metadata, content)
        ]
        await self.send_raw(framed([channel.encode(), *body]))
        return str(header["msg_id"])

    async def send_raw(self, frame: bytes | str) -> None:
        """Send anything at all."""
        await self._connection.write_message(frame, binary=isinstance(frame, bytes))

    async def hear(self, seconds: float = 20) -> dict[str, Any] | None:
        """The next message; None when the server has closed the connection. Raises TimeoutError when all is silent."""
        frame = await asyncio.wait_for(self._connection.read_message(), seconds)
        if frame is None:
            return None
        channel, header, parent, _, content, *_ = unframed(frame)
        return {
            "channel": channel.decode(),
            "kind": json.loads(header)["msg_type"],
            "parent": json.loads(parent).get("msg_id"),
            "content": json.loads(content),
        }

    async def heard_until(self, kind: str, parent: str | None = None) -> list[dict[str, Any]]:
        """All messages up to one of a kind, as the answer to one of ours where that is given."""
        heard: list[dict[str, Any]] = []
        while not heard or heard[-1]["kind"] != kind or (parent and heard[-1]["parent"] != parent):
            message = await self.hear()
            assert message is not None, f"the connection ended after {[each['kind'] for each in heard]}"
            heard.append(message)
        return heard

    async def states(self) -> dict[str, dict[str, Any]]:
        """The state of every widget of the page, as the front end asks for it."""
        comm_id = uuid4().hex
        await self.say(
            "comm_open", {"comm_id": comm_id, "target_name": "jupyter.widget.control", "data": {}}, version="1.0.0"
        )
        await self.say("comm_msg", {"comm_id": comm_id, "data": {"method": "request_states"}})
        while True:
            message = await self.hear()
            assert message is not None, "the connection ended"
            if message["kind"] == "comm_msg" and message["content"]["comm_id"] == comm_id:
                return dict(message["content"]["data"]["states"])

    def close(self) -> None:
        """As a browser that goes away."""
        self._connection.close()


def framed(parts: list[bytes]) -> bytes:
    """Parts as one v1 message: the number of offsets, the offsets, the parts."""
    offsets = [8 * (len(parts) + 2)]
    for part in parts:
        offsets.append(offsets[-1] + len(part))
    return b"".join(number.to_bytes(8, "little") for number in (len(offsets), *offsets)) + b"".join(parts)


def unframed(frame: bytes) -> list[bytes]:
    """The parts of a v1 message of the server."""
    count, *offsets = (int.from_bytes(frame[8 * i : 8 * i + 8], "little") for i in range(frame[0] + 1))
    assert len(offsets) == count
    return [frame[start:end] for start, end in pairwise(offsets)]


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
