"""The other frameworks that serve the same exercise, in an environment of their own."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

from results import ROOT, say
from servers import APPS, Server, free_port

ENVIRONMENT = ROOT / "benchmarks" / ".venv"
_WANTED = ROOT / "benchmarks" / "requirements.txt"
_QUIET = {"PYTHONPATH": str(APPS), "SOLARA_TELEMETRY_MIXPANEL_ENABLE": "False", "PYTHONWARNINGS": "ignore"}


def install() -> None:
    """Make the environment, once for a list of versions. Raises CalledProcessError where that does not work."""
    stamp, wanted = ENVIRONMENT / "installed.txt", _WANTED.read_text(encoding="utf-8")
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted:
        return
    say("installing the other frameworks into benchmarks/.venv; this takes some minutes")
    subprocess.run([sys.executable, "-m", "venv", "--clear", str(ENVIRONMENT)], check=True)
    pip = [str(_program("python")), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "-r", str(_WANTED)], check=True, stdout=sys.stderr)
    stamp.write_text(wanted, encoding="utf-8")


def versions() -> dict[str, str]:
    """The versions that are measured, stock Voilà's with them."""
    lines = _WANTED.read_text(encoding="utf-8").split()
    return {"stock Voilà": version("voila")} | dict(line.split("==") for line in lines)


def _program(name: str) -> Path:
    return ENVIRONMENT / ("Scripts" if sys.platform == "win32" else "bin") / name


def _served(program: str, *arguments: str) -> Server:
    """A framework's server, started as its documentation says for one local app."""
    port = free_port()
    filled = [each.replace("PORT", str(port)) for each in arguments]
    return Server([str(_program(program)), *filled], port=port, path=_PATHS.get(program, "/"), environment=_QUIET)


_PATHS = {"panel": "/panel_app"}


def _app(name: str) -> str:
    return str(APPS / f"{name}_app.py")


def panel() -> Server:
    """Panel; anybody's address may open its websocket, since the bytes are counted on another port."""
    return _served("panel", "serve", _app("panel"), "--port", "PORT", "--address", "127.0.0.1", *_ANY_ORIGIN)


_ANY_ORIGIN = ("--allow-websocket-origin", "*")


def streamlit() -> Server:
    """Streamlit, without its statistics and without watching files."""
    options = ("--server.headless=true", "--browser.gatherUsageStats=false", "--server.fileWatcherType=none")
    return _served("streamlit", "run", _app("streamlit"), "--server.port=PORT", "--server.address=127.0.0.1", *options)


def marimo() -> Server:
    """marimo's run mode."""
    return _served("marimo", "--quiet", "run", _app("marimo"), "--headless", "--no-token", "--port", "PORT")


def solara() -> Server:
    """Solara in production mode, with its scripts from solara-assets."""
    return _served(
        "solara", "run", _app("solara"), "--production", "--no-open", "--host", "127.0.0.1", "--port", "PORT"
    )


OTHERS: dict[str, Callable[[], Server]] = {
    "Panel": panel,
    "Streamlit": streamlit,
    "marimo": marimo,
    "Solara": solara,
}
