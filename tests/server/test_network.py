import ipaddress
import socket

import pytest

from journeykit.server.network import NoNetwork, own_address


def test_the_address_is_one_that_others_can_reach() -> None:
    try:
        address = own_address()
    except NoNetwork:
        pytest.skip("this computer is in no network")
    assert not ipaddress.ip_address(address).is_loopback
    with socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET) as probe:
        probe.bind((address, 0))  # only a computer's own address can be bound


def test_without_a_route_the_way_out_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def unreachable(*_: object) -> None:
        raise OSError("Network is unreachable")

    monkeypatch.setattr(socket, "socket", unreachable)
    with pytest.raises(NoNetwork, match="Wi-Fi"):
        own_address()
