"""`journeykit lab`: the notebooks in JupyterLab, for analysts, on this computer only."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from journeykit.errors import JourneykitError
from journeykit.language import _

FOLDERS = ("notebooks", "exercises", "sample_journeys")
WITHOUT_NEWS = '{"disabledExtensions": {"@jupyterlab/apputils-extension:announcements": true}}\n'


def lab(
    folder: Annotated[
        Path, typer.Argument(help=_("Where to work. The notebooks are copied there; your own changes stay."))
    ] = Path("journeykit-lab"),
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help=_("Open a browser."))] = True,
    port: Annotated[int, typer.Option(help=_("The port; the next free one when it is taken."))] = 8888,
) -> None:
    """Open the notebooks in JupyterLab, to look at sessions and to try the exercises by yourself.

    It listens to this computer only, behind a token of its own. Participants never need it.
    """
    import os
    import signal
    import subprocess
    import sys
    import tempfile
    from importlib.util import find_spec

    if find_spec("jupyterlab") is None:
        raise JourneykitError(_('JupyterLab is not installed. Install it with: pip install "journeykit[lab]"'))
    copy_notebooks(folder)
    with tempfile.TemporaryDirectory() as settings:
        config = Path(settings) / "labconfig"
        config.mkdir()
        (config / "page_config.json").write_text(WITHOUT_NEWS, encoding="utf-8")
        paths = [settings, *filter(None, [os.environ.get("JUPYTER_CONFIG_PATH")])]
        command = [
            sys.executable,
            "-m",
            "jupyterlab",
            f"--ServerApp.root_dir={folder.resolve()}",
            "--ServerApp.ip=127.0.0.1",
            f"--ServerApp.port={port}",
            "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
            *([] if browser else ["--no-browser"]),
        ]
        environment = {**os.environ, "JUPYTER_CONFIG_PATH": os.pathsep.join(paths)}
        with subprocess.Popen(command, env=environment) as jupyter:  # noqa: S603 - our own Python
            signal.signal(signal.SIGTERM, lambda *_: jupyter.terminate())
            signal.signal(signal.SIGINT, lambda *_: None)  # JupyterLab hears Ctrl-C itself, and asks
            code = jupyter.wait()
    raise typer.Exit(max(code, 0))


def copy_notebooks(folder: Path) -> None:
    """Copy what analysts work with into a folder; a file that is there already stays as it is."""
    import shutil

    from journeykit.shipped import shipped

    for name in FOLDERS:
        for source in sorted(shipped(name).rglob("*")):
            target = folder / name / source.relative_to(shipped(name))
            if source.is_file() and source.suffix != ".pyc" and not target.exists():
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(source, target)
