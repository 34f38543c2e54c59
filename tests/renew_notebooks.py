"""Run notebooks and keep in them what nbval compares: their texts, nothing that differs from run to run.

    python tests/renew_notebooks.py [NOTEBOOK ...]

Without names: every notebook of exercises/ and notebooks/. Look at the difference before you commit it.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient
from nbformat import NotebookNode

ROOT = Path(__file__).parents[1]
FOLDERS = ("exercises", "notebooks")
_OF_THE_MOMENT = "application/vnd.jupyter.widget-view+json"


def notebooks() -> list[Path]:
    """Every notebook of the project."""
    return sorted(path for folder in FOLDERS for path in (ROOT / folder).glob("*.ipynb"))


def run(path: Path) -> NotebookNode:
    """A notebook after a run of all its cells, in its own folder."""
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(path.parent)}}).execute()
    return notebook


def kept(notebook: Mapping[str, Any]) -> NotebookNode:
    """The notebook as it is kept: no widget state, no times, no language version.

    Counts of execution stay: nbval takes a cell without one for never run.
    """
    bare = nbformat.from_dict(notebook)
    bare.metadata.pop("widgets", None)
    bare.metadata["language_info"] = {"name": "python"}
    for cell in bare.cells:
        cell.metadata.pop("execution", None)
        if cell.cell_type == "code":
            for output in cell.outputs:
                output.get("data", {}).pop(_OF_THE_MOMENT, None)
    return bare


def main(names: list[str]) -> None:
    """Renew some notebooks, or all."""
    for path in [Path(name).resolve() for name in names] or notebooks():
        nbformat.write(kept(run(path)), path)
        print(f"renewed {path.relative_to(ROOT)}")


if __name__ == "__main__":
    main(sys.argv[1:])
