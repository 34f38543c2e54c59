import pytest
from jupyter_server.services.kernels.handlers import KernelHandler
from tornado.web import RequestHandler
from voila.tornado.treehandler import TornadoVoilaTreeHandler

from journeykit.server.channels import KernelPage
from journeykit.server.routes import _REPLACED, Rebuilt, own_routes

STOCK = [(f"/{each.__name__}", each, {}) for each in _REPLACED]


def test_none_of_voilas_handlers_is_left() -> None:
    handlers = {handler for _, handler, *_ in own_routes("/", STOCK)}
    assert not handlers & set(_REPLACED)
    assert KernelPage in handlers
    assert not [each for each in handlers if issubclass(each, TornadoVoilaTreeHandler)]


def test_an_unknown_route_of_a_newer_voila_stops_the_start() -> None:
    class Fresh(RequestHandler):
        pass

    with pytest.raises(Rebuilt, match="new: Fresh"):
        own_routes("/", [*STOCK, ("/fresh", Fresh)])


def test_a_handler_that_voila_no_longer_has_stops_the_start() -> None:
    with pytest.raises(Rebuilt, match="missing: KernelHandler"):
        own_routes("/", [each for each in STOCK if each[1] is not KernelHandler])
