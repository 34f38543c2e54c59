"""The server: Voilà for the folder of exercises, with every door of its own and none of Voilà's others."""

from __future__ import annotations

import logging
import os
import shutil
import socket
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, cast

from jupyter_core.utils import run_sync
from sqlalchemy import Engine
from tornado import httputil, ioloop, netutil, web
from tornado.httpserver import HTTPServer
from traitlets.config import Config
from voila.app import Voila

from journeykit.errors import JourneykitError
from journeykit.language import _, spoken
from journeykit.models.session import Session
from journeykit.server import files, links
from journeykit.server.admission import CONTROL_PAGE, PROJECTOR_PAGE, SESSION_PAGE, Admission, Anybody, Hosts
from journeykit.server.compiled import compile_once
from journeykit.server.environment import warm_environment
from journeykit.server.frames import LARGEST_MESSAGE, MAY_SAY
from journeykit.server.house import House
from journeykit.server.kernels import Kernels, OwnPython
from journeykit.server.limits import space
from journeykit.server.network import own_address
from journeykit.server.page_words import page_words
from journeykit.server.plain import HEADERS, ForeignHost, Nothing, log_request
from journeykit.server.ready_page import ReadyPages, render
from journeykit.server.routes import Route, own_routes
from journeykit.server.turns import Turns
from journeykit.server.warm_pages import WarmPages
from journeykit.session.feed import Watcher
from journeykit.session.invitation import facilitator_key
from journeykit.shipped import shipped
from journeykit.store.places import secret, spool_folder

DEFAULT_PORT = 8866
LARGEST_FORM = 64_000
SHOWN_S = 120
LONGEST_FOLDER = 40
"""Characters of a folder for temporary files in which a page's sockets find room: their names may have 107 in all."""
_TEMPLATE = Path(__file__).parent / "template"


class OurHostOnly(web.Application):
    """Routes requests for our own Host names; each other one gets 400 before any handler sees it."""

    def find_handler(self, request: httputil.HTTPServerRequest, **kwargs: Any) -> Any:
        """The handler of a request."""
        if not self.settings["house"].hosts.ours(request):
            return self.get_handler_delegate(request, ForeignHost)
        return super().find_handler(request, **kwargs)


class KitServer(Voila):
    """Voilà for one session. The house and the open sockets are given before it starts."""

    house: House
    sockets: list[socket.socket]
    when_ready: Callable[[], None]

    def init_settings(self) -> dict[str, Any]:  # type: ignore[override] # Voilà names a trait for a dict
        """Voilà's settings and ours; pages may not end a kernel."""
        settings = cast("dict[str, Any]", super().init_settings())
        self.kernel_manager.allowed_message_types = list(MAY_SAY)
        self.house.turns.inside = cast(Kernels, self.kernel_manager).participants
        return settings | {
            "house": self.house,
            "headers": dict(HEADERS),
            "log_function": log_request,
            "xsrf_cookies": True,
            "xsrf_cookie_kwargs": {"httponly": True, "samesite": "Lax", "secure": self.house.address.secure},
            "websocket_max_message_size": LARGEST_MESSAGE,
            "websocket_compression_options": {"compression_level": 1, "mem_level": 5},
            "default_handler_class": Nothing,
            "compress_response": True,
            "mathjax_url": "",  # it lies on another machine; no exercise has a formula
        }

    def init_handlers(self) -> list[Route]:  # type: ignore[override] # Voilà names a trait for a list
        """Our routes and what is left of Voilà's."""
        return own_routes(self.base_url, cast("list[Route]", super().init_handlers()))

    def start(self) -> None:
        """Serve until a signal comes."""
        self.connection_dir = tempfile.mkdtemp(prefix="jk_", dir=self.connection_dir_root)
        self.app = OurHostOnly(**self.init_settings())
        self.app.add_handlers(".*$", self.init_handlers())
        self.listen()

    def listen(self) -> None:
        """Serve on the sockets that are open already, so that no other port can be taken silently."""
        server = HTTPServer(self.app, xheaders=self.house.behind_proxy, max_body_size=LARGEST_FORM)
        server.add_sockets(self.sockets)
        self.ioloop = ioloop.IOLoop.current()
        self.ioloop.add_callback(self.when_ready)
        self.ioloop.add_callback(self.make_ready)
        try:
            self.ioloop.start()
        except KeyboardInterrupt:
            pass
        finally:
            self.stop()

    async def make_ready(self) -> None:
        """Draw the pages that everybody comes for, in the order in which they come, before anybody has to wait."""
        for path in (CONTROL_PAGE, SESSION_PAGE, PROJECTOR_PAGE):
            if branch := await self.house.warm.page(self.house.exercises / path):
                await self.house.ready_pages.of(branch, path)

    def stop(self) -> None:
        """End all kernels at once; nothing in them is not in the store already."""
        self.house.warm.close()
        run_sync(self.kernel_manager.shutdown_all)(now=True)
        shutil.rmtree(self.connection_dir, ignore_errors=True)


def run(
    engine: Engine,
    which: Callable[[], Session],
    *,
    port: int = DEFAULT_PORT,
    host: str = "",
    public_url: str | None = None,
    most: int | None = None,
    ready: Callable[[links.Links], None] = lambda _links: None,
    warn: Callable[[str], None] = lambda _text: None,
    exercises: Path | None = None,
) -> None:
    """Serve a session until SIGTERM, SIGINT or Ctrl-C.

    which: is asked for the session when the port is open, so that a start that is refused leaves no empty session.
    port: 0 takes any free one. host: "" means every address of this computer; "127.0.0.1" only itself.
    public_url: what browsers open when a proxy stands before the server; its path becomes the base of all pages.
    most: how many people may have a page open; None for as many as fit into this computer.
    ready: is told the links as soon as people can come in. warn: is told what the facilitator should know, in words.
    exercises: another folder of notebooks, for tests.
    Raises JourneykitError for a port that is taken, a host or URL that cannot be, or a computer without network.
    """
    sockets = _open(port, host)
    try:
        port = sockets[0].getsockname()[1]
        address = links.behind(public_url) if public_url else links.here(host or own_address(), port)
        session = which()
        key = facilitator_key(secret(), session.session_id)
        given = links.links(
            address, code=session.code, key=key, session_id=session.session_id, port=port, pid=os.getpid()
        )
        room = space(most)
        for text in room.said:
            warn(text)
        folder = (exercises or shipped("exercises")).resolve()
        os.environ["JOURNEYKIT_WIDGETS"] = f"{address.base_url}kit/widgets/"
        watcher = Watcher(engine, session.session_id)
        try:
            server = KitServer.instance(config=_config(address))
            server.house = House(
                engine=engine,
                session=session,
                address=address,
                links=given,
                admission=Admission(engine, session, key, secure=address.secure, base_url=address.base_url),
                hosts=Hosts(host, address.hostname),
                feed=watcher.address,
                spool=spool_folder(),
                exercises=folder,
                warm=WarmPages(
                    warm_environment(os.environ, engine.url, session.session_id),
                    (_TEMPLATE.parents[1], folder),
                    warn,
                ),
                ready_pages=ReadyPages(partial(render, server)),
                behind_proxy=public_url is not None,
                turns=Turns(most=room.most),
                warn=warn,
            )
            files.sweep(server.house.spool)
            server.sockets = sockets

            def open_doors() -> None:
                watcher.start()
                ready(given)

            server.when_ready = open_doors
            compile_once()
            logging.getLogger("tornado.general").setLevel(logging.ERROR)  # its warnings hold people's addresses
            os.environ["JUPYTER_PATH"] = os.pathsep.join(
                each for each in (str(_TEMPLATE), os.environ.get("JUPYTER_PATH")) if each
            )
            server.initialize(argv=[str(folder)])  # type: ignore[no-untyped-call]
            server.start()
        finally:
            watcher.close()
    finally:
        for each in sockets:
            each.close()


def _open(port: int, host: str) -> list[socket.socket]:
    try:
        return netutil.bind_sockets(port, host or None)
    except OSError as error:
        raise JourneykitError(
            _("Port {port} cannot be opened: {reason}. Choose another one with --port.").format(
                port=port, reason=error.strerror or error
            )
        ) from error


def _config(address: links.Address) -> Config:
    """What Voilà is told. No configuration file is read: one in the working folder could open its doors again."""
    config = Config()
    config.Voila.config_file_paths = []
    config.Voila.base_url = address.base_url
    config.Voila.open_browser = False
    config.Voila.port_retries = 0
    config.Voila.cookie_secret = secret()
    config.Voila.identity_provider_class = Anybody
    config.Voila.log_level = logging.ERROR
    config.VoilaConfiguration.template = "journeykit"
    config.VoilaConfiguration.allow_template_override = "NO"
    config.VoilaConfiguration.allow_theme_override = "NO"
    config.VoilaConfiguration.file_allowlist = []
    config.VoilaConfiguration.http_header_envs = []
    config.VoilaConfiguration.extension_allowlist = []  # pages have our own script, and load none of Jupyter's
    config.VoilaConfiguration.multi_kernel_manager_class = Kernels
    # Voilà waits this long for what a cell shows. After its usual 4 s a busy computer sent pages with nothing on them.
    config.VoilaExecutor.iopub_timeout = SHOWN_S
    config.VoilaConfiguration.kernel_spec_manager_class = OwnPython
    config.VoilaConfiguration.resources = {"jk": page_words(address.base_url)}
    config.HTMLExporter.language_code = spoken()
    config.MappingKernelManager.allow_tracebacks = False
    # A kernel that died is not started again: it would be empty and look alive. The page loads itself anew instead.
    config.KernelRestarter.restart_limit = 0
    if sys.platform == "linux" and len(tempfile.gettempdir()) <= LONGEST_FOLDER:
        config.KernelManager.transport = "ipc"  # five ports less for each page, and out of everybody's reach
    return config
