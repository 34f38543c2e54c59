import pytest

from journeykit.errors import JourneykitError
from journeykit.server.links import Address, behind, here, links


def test_the_links_of_a_session_on_this_computer() -> None:
    given = links(here("192.0.2.7", 8866), code="MAPLE-42", key="abc", session_id="s", port=8866, pid=1)
    assert given.participants_url == "http://192.0.2.7:8866/j/MAPLE-42"
    assert given.customers_url == "http://192.0.2.7:8866/c/MAPLE-42"
    assert given.facilitator_url == "http://192.0.2.7:8866/f/abc"
    assert given.projector_url == "http://192.0.2.7:8866/projector"


def test_behind_a_proxy_the_links_begin_with_its_address() -> None:
    assert behind("https://example.org/kit") == Address("https", "example.org", "/kit/")
    assert behind("https://example.org:8443") == Address("https", "example.org:8443", "/")
    assert behind("https://example.org/kit/").secure
    assert not behind("http://kit.test:8866").secure


def test_an_ipv6_address_stands_in_brackets() -> None:
    assert here("2001:db8::7", 80).root == "http://[2001:db8::7]:80/"


@pytest.mark.parametrize("url", ["example.org", "ftp://example.org", "https://", "https://a@b.c/", "https://a.b/?c=d"])
def test_a_public_url_that_browsers_could_not_open_is_refused(url: str) -> None:
    with pytest.raises(JourneykitError, match="must look like"):
        behind(url)
