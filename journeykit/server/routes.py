"""Every address of the server: ours, and what is left of Voilà's."""

from __future__ import annotations

from typing import Any

from jupyter_server.base.handlers import FileFindHandler
from jupyter_server.services.kernels.handlers import KernelHandler
from jupyterlab_server.themes_handler import ThemesHandler
from voila.shutdown_kernel_handler import VoilaShutdownKernelHandler
from voila.static_file_handler import AllowListFileHandler, MultiStaticFileHandler, TemplateStaticFileHandler
from voila.tornado.contentshandler import VoilaContentsHandler
from voila.tornado.handler import TornadoVoilaHandler
from voila.tornado.kernel_websocket_handler import VoilaKernelWebsocketHandler
from voila.tornado.treehandler import TornadoVoilaTreeHandler

from journeykit.errors import JourneykitError
from journeykit.language import _
from journeykit.server import customer_form, erase, files, handlers, lobby, qr, uploads
from journeykit.server.assets import Asset
from journeykit.server.channels import Channels, KernelPage
from journeykit.server.exercise_page import ExercisePage

Route = tuple[Any, ...]
"""A pattern, its handler and what the handler is given."""

# Each of Voilà's handlers and what stands in its place; None drops the route. An unknown one stops the start.
_REPLACED: dict[type, type | None] = {
    KernelHandler: KernelPage,
    VoilaKernelWebsocketHandler: Channels,
    TornadoVoilaHandler: ExercisePage,
    TemplateStaticFileHandler: None,  # pages need no file of Voilà or of Jupyter's
    MultiStaticFileHandler: None,
    ThemesHandler: None,
    FileFindHandler: None,
    VoilaShutdownKernelHandler: None,
    AllowListFileHandler: None,
    TornadoVoilaTreeHandler: None,
    VoilaContentsHandler: None,
}


class Rebuilt(JourneykitError, RuntimeError):
    """The installed Voilà is not built as this server expects, so its doors could stand open."""

    def __init__(self, what: str) -> None:
        super().__init__(
            _("The installed Voilà has changed ({what}). Install journeykit again; it brings the right one.").format(
                what=what
            )
        )


def own_routes(base_url: str, stock: list[Route]) -> list[Route]:
    """Voilà's routes with our handlers in place of its own, and ours before them.

    Raises Rebuilt when one of Voilà's handlers is missing or a new one has come.
    """
    found: set[type] = set()
    kept: list[Route] = []
    for pattern, handler, *rest in stock:
        if handler not in _REPLACED:
            raise Rebuilt(f"new: {handler.__name__}")
        found.add(handler)
        if (own := _REPLACED[handler]) is not None:
            kept.append((pattern, own, *rest))
    if missing := _REPLACED.keys() - found:
        raise Rebuilt(f"missing: {', '.join(sorted(each.__name__ for each in missing))}")
    ours = [
        (r"", handlers.JoinPage),
        (r"j/([^/]{1,40})", handlers.JoinPage),
        (r"c/([^/]{1,40})", customer_form.CustomersPage),
        (r"c/([^/]{1,40})/thanks", customer_form.CustomersThanks),
        (r"join", handlers.Join),
        (r"return", handlers.Return),
        (r"back", handlers.Back),
        (r"leave", handlers.Leave),
        (r"erase", erase.ErasePage),
        (r"lobby", lobby.LobbyPage),
        (r"lobby/state", lobby.LobbyState),
        (r"f/([0-9a-f]{1,128})", handlers.FacilitatorDoor),
        (r"(control|projector|prepare)", handlers.Shortcut),
        (r"preview/([0-9]{2})", handlers.Preview),
        (r"alive", handlers.Alive),
        (r"healthz", handlers.Healthy),
        (r"qr\.svg", qr.QrCode),
        (r"files/([0-9a-f]{32})", files.Download),
        (r"upload", uploads.Upload),
        (r"kit/([\w./@-]+)", Asset),
    ]
    return [(base_url + pattern, *rest) for pattern, *rest in ours] + kept
