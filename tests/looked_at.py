"""What a browser test looks at on a page: its picture, its width, and what axe-core finds."""

from __future__ import annotations

import os
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page


def keep(page: Page, name: str, *, whole: bool = False) -> None:
    """Save a screenshot where JOURNEYKIT_SCREENSHOTS says; else keep none."""
    if folder := os.environ.get("JOURNEYKIT_SCREENSHOTS"):
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=whole)


def serious(page: Page, inside: str) -> list[str]:
    """What axe-core finds seriously or critically wrong inside an element."""
    report = Axe().run(page, context=inside).response
    return [
        f"{found['id']}: {[node['html'] for node in found['nodes']]}"
        for found in report["violations"]
        if found["impact"] in ("serious", "critical")
    ]


def scrolls_sideways(page: Page) -> bool:
    """Whether the page or a widget of ours is wider than its place."""
    return bool(
        page.evaluate(
            "() => [document.documentElement, ...document.querySelectorAll('.jk')]"
            ".some((one) => one.scrollWidth > one.clientWidth)"
        )
    )
