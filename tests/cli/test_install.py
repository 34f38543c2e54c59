"""`pip install .` and `journeykit serve` without make: what Windows and everybody else's scripts rely on."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import venv
from pathlib import Path
from urllib.request import urlopen

import pytest

ROOT = Path(__file__).parents[2]
FOLDERS = ("exercises", "notebooks", "sample_journeys")


@pytest.mark.install
def test_an_installation_from_nothing_serves_a_sample_journey(tmp_path: Path):
    venv.create(tmp_path / "env", with_pip=True)
    scripts = tmp_path / "env" / ("Scripts" if sys.platform == "win32" else "bin")
    environment = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "JUPYTER_PATH")}

    def run(*command: str) -> str:
        program = [str(scripts / command[0]), *command[1:]]
        done = subprocess.run(program, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    run("python", "-m", "pip", "install", "--quiet", "-c", str(ROOT / "constraints.txt"), str(ROOT))
    package = Path(run("python", "-c", "import journeykit.shipped as s; print(s.__file__)").strip()).parent
    assert package.is_relative_to(tmp_path), "it must be the installed package that runs, not the checkout"
    for folder in FOLDERS:
        missing = [path for path in tracked(folder) if not (package / "_shared" / path).is_file()]
        assert missing == []
    spoken = run("python", "-c", "from journeykit.language import languages; print(languages())")
    assert spoken.strip() == "('en',)"
    assert "serve" in run("journeykit", "--help")
    assert json.loads(run("journeykit", "schema"))["$schema"].startswith("https://json-schema.org/")
    run("journeykit", "check", "airport_departure")

    command = [str(scripts / "journeykit"), "serve", "--json", "--local", "--no-browser", "--port", "0"]
    with subprocess.Popen(command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        told = json.loads(server.stdout.readline())
        with urlopen(told["participants_url"]) as page:
            assert told["code"] in page.read().decode()
        server.send_signal(signal.SIGTERM)
        assert server.wait(timeout=60) == 0


def tracked(folder: str) -> list[str]:
    """The files of a folder that belong to the project, from its root."""
    listed = subprocess.run(["git", "ls-files", "-z", folder], cwd=ROOT, capture_output=True, text=True, check=True)
    return [name for name in listed.stdout.split("\0") if name]
