"""The addresses of a session: what people open, scan and type."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from pydantic import BaseModel

from journeykit.errors import JourneykitError
from journeykit.language import _
from journeykit.server.network import in_url


class Links(BaseModel, frozen=True):
    """What a started server hands out."""

    participants_url: str
    """Brings people to the join page with the code filled in."""
    customers_url: str
    """Brings customers to a form of their own; they take no seat."""
    facilitator_url: str
    """Holds the facilitator's key: it becomes a cookie at once."""
    projector_url: str
    """Opens in the facilitator's browser only."""
    session_id: str
    code: str
    port: int
    pid: int


@dataclass(frozen=True)
class Address:
    """Where browsers find the server."""

    scheme: str
    netloc: str
    """Host and, where it is not the usual one, port."""
    base_url: str = "/"
    """The path that all pages stand under; begins and ends with a slash."""

    @property
    def root(self) -> str:
        """The URL of the join page."""
        return f"{self.scheme}://{self.netloc}{self.base_url}"

    @property
    def hostname(self) -> str:
        """The host alone, as a Host header names it."""
        return urlsplit(self.root).hostname or ""

    @property
    def secure(self) -> bool:
        """True when browsers come by https, so that cookies may be kept to it."""
        return self.scheme == "https"


def here(host: str, port: int) -> Address:
    """The address of a server that browsers reach directly."""
    return Address("http", f"{in_url(host)}:{port}")


def behind(public_url: str) -> Address:
    """The address that a proxy gives the server. Raises JourneykitError for a URL that browsers could not open."""
    parts = urlsplit(public_url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment or parts.username:
        raise JourneykitError(
            _("The public URL {asked!r} must look like https://example.org/ or https://example.org/kit/.").format(
                asked=public_url
            )
        )
    path = parts.path.strip("/")
    return Address(parts.scheme, parts.netloc, f"/{path}/" if path else "/")


def links(address: Address, *, code: str, key: str, session_id: str, port: int, pid: int) -> Links:
    """The links of a session at an address."""
    return Links(
        participants_url=f"{address.root}j/{code}",
        customers_url=f"{address.root}c/{code}",
        facilitator_url=f"{address.root}f/{key}",
        projector_url=f"{address.root}projector",
        session_id=session_id,
        code=code,
        port=port,
        pid=pid,
    )
