"""One visitor in real Chromium, with nothing in the cache: when the form is there, and what came over the wire."""

from __future__ import annotations

import contextlib
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Error, Page, sync_playwright
from relay import Relay
from results import ROOT
from servers import Server

sys.path.insert(0, str(ROOT / "tests"))  # the tests' own stage, which is no package

from programs import CHROMIUM_ARGS, find_chromium

CHOICES = 40
"""Eight steps of five choices."""
_PATIENCE_S = 60
_LATER_MS = 5_000
_LAPTOP = {"width": 1280, "height": 800}
# Names are resolved to nothing, so that a page which asks another machine fails at once, as without internet.
_ALONE = "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1"
_WATCH = """(() => {
  if (window.top !== window) return;
  const choices = (root) => [
    ...root.querySelectorAll("input[type=radio], [role=radio], .v-btn-toggle .v-btn"),
    ...[...root.querySelectorAll("*")].flatMap((each) => (each.shadowRoot ? choices(each.shadowRoot) : [])),
  ];
  const target = (choice) => choice.closest("label") ?? choice.labels?.[0] ?? choice;
  const centre = (place) => {
    const { left, top, width, height } = place.getBoundingClientRect();
    return width && height ? [left + width / 2, top + height / 2] : null;
  };
  const usable = () => {
    const found = choices(document);
    if (found.length < COUNT || found[1].disabled) return false;
    const place = target(found[1]);
    const at = centre(place);
    const over = at && place.getRootNode().elementFromPoint(...at);
    return Boolean(over) && (place === over || place.contains(over));
  };
  const chosen = () => {
    const choice = choices(document)[1];
    return choice && (choice.checked || choice.ariaChecked === "true" || choice.matches(".v-btn--active"));
  };
  const soon = () => new Promise((go) => setTimeout(go, 20));
  const there = async () => {
    while (!document.documentElement || !usable()) await soon();
    return performance.now();
  };
  const taken = async () => {
    target(choices(document)[1]).click();
    for (let waits = 0; waits < 50 && !chosen(); waits += 1) await soon();
    return chosen();
  };
  // A page may show a form that does nothing yet: what counts is the click that took effect.
  const look = async () => {
    for (let lost = 0; ; lost += 1) {
      const at = await there();
      if (await taken()) return { at, lost };
    }
  };
  look().then((found) => Object.assign(window, { benchFound: found }));
})();""".replace("COUNT", str(CHOICES))
_PAINTED = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null"


@dataclass(frozen=True)
class Look:
    """What one visit found."""

    usable_s: float
    """From the start of the navigation until all choices are there and a click on the first step takes effect."""
    painted_s: float | None
    """Until the first content was painted."""
    server_cpu_s: float
    lost_clicks: int
    """Clicks without effect before, on a form that was to be seen already."""


@dataclass(frozen=True)
class Weight:
    """What a cold page takes: until it is usable, and some seconds later."""

    bytes_until_usable: int
    requests_until_usable: int
    bytes: int
    requests: int
    elsewhere: int
    """Requests to other machines among them; they fail here."""


class Chromium:
    """The browser of all visits; each visit has a new context, so that nothing is cached."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser

    def look(self, server: Server, cookies: dict[str, str]) -> Look:
        """Open the page, wait for the form, and click a choice. Raises playwright's Error where that fails."""
        cpu = server.tree.cpu_s()
        with self._page(cookies) as page:
            looked = _open(page, server.url)
            painted_ms = page.evaluate(_PAINTED)
            cpu = server.tree.cpu_s() - cpu
        painted_s = painted_ms / 1000 if painted_ms is not None else None
        return Look(looked["at"] / 1000, painted_s, cpu, looked["lost"])

    def weigh(self, server: Server, cookies: dict[str, str]) -> Weight:
        """Open the page through a relay that counts."""
        relay = Relay(server.port)
        url = server.url.replace(f":{server.port}/", f":{relay.port}/")
        asked: list[str] = []
        try:
            with self._page(cookies) as page:
                page.on("request", lambda request: asked.append(request.url))
                page.on("websocket", lambda socket: asked.append(socket.url))
                _open(page, url)
                first = relay.received, len(_over_the_wire(asked))
                page.wait_for_timeout(_LATER_MS)
                all_ = _over_the_wire(asked)
                elsewhere = [each for each in all_ if "//127.0.0.1:" not in each]
                return Weight(*first, relay.received, len(all_), len(elsewhere))
        finally:
            relay.close()

    @contextlib.contextmanager
    def _page(self, cookies: dict[str, str]) -> Iterator[Page]:
        context: BrowserContext = self._browser.new_context(viewport=_LAPTOP)  # type: ignore[arg-type]
        try:
            place = {"domain": "127.0.0.1", "path": "/"}
            kept: list[Any] = [{"name": name, "value": value, **place} for name, value in cookies.items()]
            context.add_cookies(kept)
            context.add_init_script(_WATCH)
            yield context.new_page()
        finally:
            context.close()


def _open(page: Page, url: str) -> dict[str, Any]:
    """Open a page and wait for what its watch finds. Raises playwright's Error when that never comes."""
    ends = time.monotonic() + _PATIENCE_S
    page.goto(url, wait_until="commit", timeout=1000 * _PATIENCE_S)
    while time.monotonic() < ends:
        if found := page.evaluate("window.benchFound ?? null"):
            return dict(found)
        page.wait_for_timeout(100)
    raise Error(f"no form within {_PATIENCE_S} s")


def _over_the_wire(asked: list[str]) -> list[str]:
    return [each for each in asked if each.startswith(("http", "ws"))]


@contextlib.contextmanager
def chromium() -> Iterator[Chromium]:
    """A Chromium without a screen; the one that the browser tests use."""
    arguments = [each for each in CHROMIUM_ARGS if not each.startswith("--host-resolver-rules")]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=[*arguments, _ALONE])
        try:
            yield Chromium(browser)
        finally:
            browser.close()
