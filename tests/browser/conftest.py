"""A plain Voilà for the tests of this folder."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import nbformat
import pytest
from playwright.sync_api import Browser, Page, Route
from served import free_port


def _wait_for_port(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    deadline = time.monotonic() + 90
    while time.monotonic() < deadline and process.poll() is None:
        with socket.socket() as probe:
            probe.settimeout(1)
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    pytest.fail(f"Voilà did not start: {log.read_text(errors='replace')[-2000:]}")


@pytest.fixture(scope="session")
def voila(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """A plain Voilà over an empty folder: its address and the folder."""
    folder = tmp_path_factory.mktemp("voila")
    port, log = free_port(), folder / "voila.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "voila", str(folder), f"--port={port}", "--no-browser", "--Voila.port_retries=0"],
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd=folder,
            env=os.environ | {"HOME": str(folder)},  # nobody's own Jupyter settings
        )
    try:
        _wait_for_port(process, port, log)
        yield f"http://127.0.0.1:{port}", folder
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=20)


@pytest.fixture
def voila_page(browser: Browser, voila: tuple[str, Path]) -> Iterator[Callable[..., Page]]:
    """voila_page(cells, width=1280, theme="light", **context): a notebook of these code cells, opened in a new context.

    Requests that leave this machine fail.
    """
    address, folder = voila
    contexts = []

    def local_only(route: Route) -> None:
        if urlsplit(route.request.url).hostname in ("127.0.0.1", "kit.test"):
            route.continue_()
        else:
            route.abort()

    def opened(cells: list[str], *, width: int = 1280, theme: str = "light", **context: Any) -> Page:
        name = f"page_{len(list(folder.glob('page_*.ipynb')))}.ipynb"
        notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
        nbformat.write(notebook, folder / name)
        contexts.append(browser.new_context(viewport={"width": width, "height": 844}, **context))
        contexts[-1].route("**/*", local_only)
        page = contexts[-1].new_page()
        page.set_default_timeout(30_000)
        page.goto(f"{address}/voila/render/{name}?theme={theme}")
        return page

    yield opened
    for context in contexts:
        context.close()
