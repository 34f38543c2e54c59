"""What a figure was measured on."""

from __future__ import annotations

import os
import platform
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import psutil  # type: ignore[import-untyped]

_NAMED = ("voila", "ipywidgets", "bqplot", "ipykernel", "jupyter-server", "tornado", "playwright")


def described() -> dict[str, Any]:
    """The machine, the versions, the time, and how busy it was at the start."""
    return {
        "measured_at": datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC"),
        "processor": _processor(),
        "cores": os.cpu_count(),
        "memory_gib": round(psutil.virtual_memory().total / 2**30),
        "system": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
        "load_at_start": round(os.getloadavg()[0], 1),
        "versions": {name: version(name) for name in _NAMED},
    }


def machine(found: dict[str, Any]) -> str:
    """What `described` found, in a sentence."""
    versions = ", ".join(f"{name} {number}" for name, number in found["versions"].items())
    return (
        f"{found['cores']} cores ({found['processor']}), {found['memory_gib']} GiB, {found['system']}, "
        f"Python {found['python']}, load {found['load_at_start']} at the start; {versions}"
    )


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    return next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), platform.machine())
