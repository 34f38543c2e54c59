"""What happens when something goes wrong under somebody's finger: words on their page, the rest in the log."""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable
from typing import Any, ParamSpec, Protocol

from journeykit.errors import JourneykitError
from journeykit.language import _

log = logging.getLogger("journeykit")
P = ParamSpec("P")


class Tells(Protocol):
    """A page that can tell people that something went wrong."""

    def tell(self, text: str) -> None:
        """Show a text; empty takes it away."""


def guarded(method: Callable[P, None]) -> Callable[P, None]:
    """A callback that never lets an error out: a traceback would go to the browser, with our files' paths in it."""

    @functools.wraps(method)
    def called(*args: Any, **kwargs: Any) -> None:
        page: Tells = args[0]
        try:
            method(*args, **kwargs)
        except JourneykitError as error:
            page.tell(str(error))
        except Exception:
            log.exception("A callback failed")
            page.tell(_("Something went wrong here. Your saved answers are safe. Please try again."))

    return called
