"""What the project says about itself in several files holds together."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from ruamel.yaml import YAML

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]
README = (ROOT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
TARGETS = set(re.findall(r"^([a-z][a-z-]*):", MAKEFILE, re.MULTILINE))
CONDA = YAML(typ="safe").load((ROOT / "environment.yml").read_text(encoding="utf-8"))

PAGES = ["README.md", "CONTRIBUTING.md", *sorted(f"docs/{page.name}" for page in (ROOT / "docs").glob("*.md"))]


def code_of(page: str) -> list[str]:
    """What a Markdown page shows as code: fenced blocks, and what stands between backticks in its text."""
    fenced = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
    return fenced.findall(page) + re.findall(r"`([^`\n]+)`", fenced.sub("", page))


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def pins() -> dict[str, list[Requirement]]:
    """What constraints.txt pins, by name; a name may have several lines with markers."""
    found: dict[str, list[Requirement]] = {}
    for line in read("constraints.txt").splitlines():
        if line and not line.startswith("#"):
            requirement = Requirement(line)
            found.setdefault(canonicalize_name(requirement.name), []).append(requirement)
    return found


def needed() -> list[Requirement]:
    return [
        Requirement(text) for text in PROJECT["dependencies"] + [each for extra in EXTRAS.values() for each in extra]
    ]


def test_environment_yml_names_python_pip_and_this_package_and_no_version_twice():
    *names, pip = CONDA["dependencies"]
    assert names == ["python", "pip"]
    (package,) = pip["pip"]
    extras = re.fullmatch(r"-e \.\[([a-z,]+)\]", package)
    assert extras is not None, package
    assert set(extras[1].split(",")) <= set(EXTRAS)
    assert CONDA["name"] == PROJECT["name"]


@pytest.mark.parametrize("requirement", needed(), ids=str)
def test_every_dependency_is_pinned_to_a_version_that_pyproject_allows(requirement: Requirement):
    pinned = pins()[canonicalize_name(requirement.name)]
    for pin in pinned:
        (version,) = (each.version for each in pin.specifier if each.operator == "==")
        assert requirement.specifier.contains(version)


def test_constraints_name_versions_and_never_an_address():
    text = read("constraints.txt")
    assert "://" not in text
    assert not re.search(r"^\s*-", text, re.MULTILINE)


@pytest.mark.parametrize("python", ["3.11", "3.12", "3.13"])
def test_constraints_pin_each_name_once_for_each_python(python: str):
    environment = {**default_environment(), "python_version": python, "python_full_version": f"{python}.0"}
    twice = {
        name: [str(pin) for pin in found]
        for name, found in pins().items()
        if sum(pin.marker is None or pin.marker.evaluate(environment) for pin in found) > 1
    }
    assert twice == {}


def test_the_oldest_python_is_the_same_wherever_it_is_named():
    oldest = PROJECT["requires-python"].removeprefix(">=")
    major, minor = oldest.split(".")
    assert f"sys.version_info < ({major}, {minor})" in MAKEFILE
    tools = tomllib.loads(read("pyproject.toml"))["tool"]
    assert tools["ruff"]["target-version"] == f"py{major}{minor}"


@pytest.mark.parametrize("page", [".ci/run", *PAGES])
def test_every_make_target_that_a_page_names_is_in_the_makefile(page: str):
    code = [read(page)] if page == ".ci/run" else code_of(read(page))
    assert set(re.findall(r"^(?:\$ )?make ([a-z][a-z-]*)", "\n".join(code), re.MULTILINE)) <= TARGETS


def test_the_readme_tells_both_ways_in():
    oldest = PROJECT["requires-python"].removeprefix(">=")
    assert "make workshop" in README
    assert "make test" in README
    assert "pip install" in README
    assert "journeykit serve" in README
    assert "environment.yml" in README
    assert f"Python {oldest}" in README or f"Python >= {oldest}" in README


@pytest.mark.parametrize("page", PAGES)
def test_every_command_that_a_page_shows_exists(page: str):
    from journeykit.cli.app import app

    known = {command.callback.__name__ for command in app.registered_commands if command.callback}
    code = "\n".join(code_of(read(page)))
    shown = re.findall(r"(?:^|[`/ ])(?<!import )journeykit ([a-z][a-z-]*)", code, re.MULTILINE)
    assert set(shown) <= known


def test_the_merge_checks_run_both_test_targets():
    assert re.findall(r"^make ([a-z-]+)$", read(".ci/run"), re.MULTILINE) == ["test", "test-system"]


def test_the_version_is_the_newest_one_of_the_changelog():
    (newest, *_older) = re.findall(r"^## (\S+)", read("CHANGELOG.md"), re.MULTILINE)
    assert newest == PROJECT["version"]
