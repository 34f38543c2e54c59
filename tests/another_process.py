"""Python in a process of its own, as each participant's page is one."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def started(program: str, *arguments: str) -> subprocess.Popen[str]:
    """A program that has begun; its arguments are in sys.argv[1:]."""
    return subprocess.Popen(
        [sys.executable, "-c", program, *arguments],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def finished(process: subprocess.Popen[str], said: str | None = None) -> str:
    """What a program printed. Fails with what it complained about."""
    out, err = process.communicate(said, timeout=120)
    assert process.returncode == 0, err
    return out
