"""The lobby, for those who have to wait: behind others whose pages are built, and in a full room."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from served import Client, Served

PAGE = "/voila/render/session.ipynb"
ONE_AT_A_TIME = """
import journeykit.server.turns as turns
turns.AT_ONCE, turns.COMING_S, turns.KEPT_S = 1, 600, 600
"""
ROOM_FOR_ONE = """
import journeykit.server.limits as limits
limits.MOST = 1
"""


@pytest.fixture
def serving(tmp_path: Path) -> Iterator[Callable[[str], Served]]:
    """serving(first): a server of one's own that runs some Python first."""
    running = []

    def started(first: str) -> Served:
        running.append(Served(tmp_path / "served", first=first))
        return running[-1]

    yield started
    for each in running:
        each.stop()


def joined(served: Served) -> tuple[Client, str]:
    """Somebody who has joined, and where that leads."""
    client = served.client()
    answer = client.post("join", code=served.session.code, role="leader")
    assert answer.status == 303
    return client, answer.headers["Location"]


def end_kernels(served: Served, others: set[int]) -> None:
    """All but some of the server's children die."""
    for child in psutil.Process(served.process.pid).children():
        if child.pid not in others:
            os.kill(child.pid, signal.SIGKILL)


def accessible(page: Page) -> bool:
    """No finding of axe-core on a small phone and a laptop, and nothing to scroll sideways for."""
    fits = []
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 740})
        found = Axe().run(page).response["violations"]
        assert found == [], [(each["id"], [node["target"] for node in each["nodes"]]) for each in found]
        fits.append(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
    return all(fits)


def test_the_first_goes_straight_to_the_page_and_the_others_wait_in_the_order_of_coming(
    serving: Callable[[str], Served],
) -> None:
    served = serving(ONE_AT_A_TIME)
    (first, way), (second, ways), (third, _) = (joined(served) for _ in range(3))
    assert (way, ways) == (PAGE, "/lobby")
    page = second.send("lobby")
    assert page.status == 200
    assert "You are in." in page.text
    assert '<noscript><meta http-equiv="refresh" content="3">' in page.text
    assert "1 page before yours." in page.text
    assert "2 pages before yours." in third.send("lobby").text
    assert "0 of 3 ready." in second.send("lobby/state").json["ready"]
    assert second.send("").headers["Location"] == "/lobby?again=1"
    assert "You are already in." in second.send("lobby?again=1").text
    assert second.send("voila/render/session.ipynb").headers["Location"] == "/lobby?again=1"

    with ThreadPoolExecutor() as pool:
        waits = pool.submit(second.send, "lobby/state?seen=1")
        assert first.kernel_of()
        assert waits.result().json["open"]
    assert second.send("lobby").headers["Location"] == PAGE
    assert not third.send("lobby/state").json["open"]
    assert second.kernel_of()
    assert third.kernel_of()


def test_in_a_full_room_newcomers_keep_their_place_and_the_facilitator_comes_in(
    serving: Callable[[str], Served],
) -> None:
    served = serving(ROOM_FOR_ONE)
    others = {each.pid for each in psutil.Process(served.process.pid).children()}
    first, facilitator = served.participant(), served.facilitator()
    assert first.kernel_of()
    second, way = joined(served)
    assert way == "/lobby"
    full = second.send("lobby")
    assert (full.status, full.headers["Retry-After"]) == (503, "20")
    assert "The room is full" in full.text
    assert "There is room for 1 person at a time, and one is there." in full.text
    assert "You are number 1 of those who wait." in full.text
    assert '<noscript><meta http-equiv="refresh" content="20">' in full.text
    assert second.send("voila/render/session.ipynb").status == 303
    assert facilitator.send("healthz").json == {"ok": True, "kernels": 1, "most": 1}
    for name in ("control", "projector", "prepare"):
        assert facilitator.kernel_of(name)
    assert first.kernel_of()  # a reload

    end_kernels(served, others)
    with ThreadPoolExecutor() as pool:
        assert pool.submit(second.send, "lobby/state?seen=1").result().json["open"]
    assert second.kernel_of()


@pytest.mark.browser
def test_a_phone_that_waits_says_its_place_and_moves_on_when_its_turn_comes(
    serving: Callable[[str], Served], browser: Browser
) -> None:
    served = serving(ONE_AT_A_TIME)
    first = served.participant()
    context = browser.new_context()
    page = context.new_page()
    page.goto(served.links["participants_url"])
    page.get_by_role("button", name="I lead a team").click()
    expect(page.get_by_role("heading", name="You are in.")).to_be_visible()
    expect(page.get_by_text("1 page before yours.")).to_be_visible()
    assert accessible(page)
    assert first.kernel_of()
    page.wait_for_url("**/session.ipynb", timeout=60_000)
    context.close()


@pytest.mark.browser
@pytest.mark.parametrize("scripts", [True, False])
def test_a_phone_in_a_full_room_moves_on_by_itself(
    serving: Callable[[str], Served], browser: Browser, scripts: bool
) -> None:
    served = serving(f"{ROOM_FOR_ONE}import journeykit.server.lobby as lobby; lobby.FULL_S = 2")
    others = {each.pid for each in psutil.Process(served.process.pid).children()}
    assert served.participant().kernel_of()
    context = browser.new_context(java_script_enabled=scripts)
    page = context.new_page()
    page.goto(served.links["participants_url"])
    page.get_by_role("button", name="I lead a team").click()
    expect(page.get_by_role("heading", name="The room is full")).to_be_visible()
    if scripts:
        assert accessible(page)
    end_kernels(served, others)
    page.wait_for_url("**/session.ipynb", timeout=60_000)
    context.close()
