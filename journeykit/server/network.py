"""Under which address others in the same network reach this computer."""

from __future__ import annotations

import ipaddress
import socket

from journeykit.errors import JourneykitError
from journeykit.language import _

# Addresses set aside for documentation: connecting a UDP socket sends nothing, it only asks the system for the route.
_SOMEWHERE = ((socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1"))


class NoNetwork(JourneykitError, OSError):
    """The computer has no address that another device could reach."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "This computer is in no network, so no phone can reach it. Join a Wi-Fi or open a hotspot and start"
                " again; --local starts a session for this computer only."
            )
        )


def own_address() -> str:
    """The address of the default route, never a loopback one. Raises NoNetwork where there is none."""
    for family, somewhere in _SOMEWHERE:
        try:
            with socket.socket(family, socket.SOCK_DGRAM) as probe:
                probe.connect((somewhere, 9))
                address = str(probe.getsockname()[0])
        except OSError:
            continue
        if not ipaddress.ip_address(address).is_loopback:
            return address
    raise NoNetwork


def in_url(address: str) -> str:
    """An address as it stands in a URL: IPv6 in brackets."""
    return f"[{address}]" if ":" in address and not address.startswith("[") else address
