"""Every room imports only what docs/architecture.md allows: read from the sources, without running them."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "journeykit"
LONGEST = 300  # lines of a module

GROUND = ("errors", "language", "look", "shipped", "models")
BELOW_SCREENS = (*GROUND, "store", "analysis", "interchange", "render", "session", "widgets")
ENGINE = ("sqlalchemy.Engine", "sqlalchemy.Connection", "sqlalchemy.URL", "sqlalchemy.exc")  # no word of SQL


@dataclass(frozen=True)
class Room:
    """What one room may import: other rooms (or one module of theirs) and libraries (or one name of theirs)."""

    floor: int
    rooms: tuple[str, ...]
    libraries: tuple[str, ...]
    never: tuple[str, ...] = ()
    """Modules that it may not even reach through others; of the standard library, not import itself."""


ROOMS: Mapping[str, Room] = {
    "errors": Room(0, ("language",), ()),
    "language": Room(0, (), ()),
    "look": Room(0, ("language",), ()),
    "shipped": Room(0, ("errors", "language"), ()),
    "models": Room(0, ("errors", "language"), ("pydantic",)),
    "store": Room(1, GROUND, ("sqlalchemy", "alembic", "platformdirs", "pydantic"), never=("pandas", "ipywidgets")),
    "analysis": Room(
        2,
        GROUND,
        ("pydantic", "numpy", "scipy", "narwhals", "rapidfuzz"),
        never=("time", "random", "secrets", "socket", "urllib", "http", "sqlalchemy"),
    ),
    "interchange": Room(
        2,
        GROUND,
        ("pydantic", "pydantic_core", "ruamel.yaml", "pandas"),
        never=("sqlalchemy", "ipywidgets"),
    ),
    "render": Room(
        3,
        (*GROUND, "analysis", "interchange.journey_yaml"),
        ("pydantic", "segno"),
        never=("ipywidgets", "bqplot", "sqlalchemy", "playwright"),
    ),
    "session": Room(
        4,
        (*GROUND, "store", "interchange.material_folder"),
        ("tornado", *ENGINE),
        never=("pandas", "numpy", "ipywidgets", "bqplot"),
    ),
    "widgets": Room(
        5,
        GROUND,
        ("pydantic", "ipywidgets", "anywidget", "bqplot", "traitlets", "numpy"),
        never=("sqlalchemy", "pandas"),
    ),
    "screens": Room(6, BELOW_SCREENS, ("ipywidgets", "traitlets", "IPython", "comm", "tornado", *ENGINE)),
    "server": Room(
        7,
        (*GROUND, "store", "session"),
        (
            "pydantic",
            "voila",
            "jupyter_client",
            "jupyter_server",
            "jupyterlab_server",
            "jupyter_core",
            "ipykernel",
            "IPython",
            "comm",
            "nbformat",
            "nbconvert",
            "tornado",
            "traitlets",
            "jinja2",
            "zmq",
            "segno",
            *ENGINE,
        ),
        never=("pandas", "ipywidgets", "bqplot"),
    ),
    "rehearsal": Room(
        8,
        (*GROUND, "store", "analysis", "interchange", "render", "session", "server"),
        ("pydantic", "tornado", *ENGINE),
    ),
    "cli": Room(
        9,
        (*GROUND, "store", "analysis", "interchange", "render", "session", "server", "rehearsal"),
        ("pydantic", "typer", "rich", "segno", *ENGINE),
    ),
}
NEVER_OF_A_MODULE = {"interchange.journey_yaml": ("pandas", "numpy")}
DOOR = ("lazy_loader",)  # what journeykit/__init__.py itself may import
START = "journeykit.cli.app"
AT_START = ("typer", "rich")  # libraries that may be loaded before a command runs, so that help stays quick


@dataclass(frozen=True)
class Import:
    """One imported name, in full, and where: `at_once` is False inside a function and where only types need it."""

    name: str
    line: int
    at_once: bool


def imports(module: str, source: str, is_package: bool) -> Iterator[Import]:
    """Everything that a module imports, wherever it stands; relative names are made whole."""
    tree = ast.parse(source)
    late = {id(node) for block in ast.walk(tree) if _runs_late(block) for node in ast.walk(block)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield Import(alias.name, node.lineno, id(node) not in late)
        elif isinstance(node, ast.ImportFrom):
            own = module.split(".") if is_package else module.split(".")[:-1]
            base = own[: len(own) - node.level + 1] if node.level else []
            for alias in node.names:
                name = ".".join([*base, *([node.module] if node.module else []), alias.name])
                yield Import(name, node.lineno, id(node) not in late)


def _runs_late(block: ast.AST) -> bool:
    """Whether what a block imports is not imported with its module."""
    only_types = isinstance(block, ast.If) and isinstance(block.test, ast.Name) and block.test.id == "TYPE_CHECKING"
    return only_types or isinstance(block, ast.FunctionDef | ast.AsyncFunctionDef)


def within(name: str, allowed: tuple[str, ...]) -> bool:
    """Whether a dotted name is one of the allowed ones, or lies inside one."""
    return any(name == each or name.startswith(f"{each}.") for each in allowed)


class Sources:
    """The sources of a package by module name, and the rules that they break."""

    def __init__(self, sources: Mapping[str, str], packages: frozenset[str]) -> None:
        self.sources, self.packages = sources, packages
        self.imports = {
            module: tuple(imports(module, source, module in packages)) for module, source in sources.items()
        }

    @classmethod
    def of(cls, folder: Path) -> Sources:
        """The package as it lies on disk."""
        paths = {
            ".".join(path.relative_to(folder.parent).with_suffix("").parts).removesuffix(".__init__"): path
            for path in sorted(folder.rglob("*.py"))
        }
        packages = frozenset(module for module, path in paths.items() if path.name == "__init__.py")
        return cls({module: path.read_text(encoding="utf-8") for module, path in paths.items()}, packages)

    def owner(self, name: str) -> str | None:
        """The module of this package that an imported name belongs to; None when it is a library's."""
        if name.split(".")[0] != "journeykit":
            return None
        parts = name.split(".")
        stems = (".".join(parts[:n]) for n in range(len(parts), 0, -1))
        return next((stem for stem in stems if stem in self.sources), name)

    def broken(self) -> list[str]:
        """Every rule that is broken, as "module, line: what"."""
        return (
            [
                f"{module}, line {each.line}: {wrong}"
                for module in self.sources
                for each in self.imports[module]
                if (wrong := self._wrong(module, each))
            ]
            + [wrong for module in self.sources for wrong in self._wrong_in_reach(module)]
            + list(self._wrong_at_start())
        )

    def _wrong(self, module: str, each: Import) -> str:
        inside = module.removeprefix("journeykit").lstrip(".")
        room = inside.split(".")[0]
        if room and room not in ROOMS:
            return f"the room {room!r} is not in the table"
        owner = self.owner(each.name)
        if not room:
            return "" if self.standard(each.name) or within(each.name, DOOR) else f"the door imports {each.name}"
        rules = ROOMS[room]
        if owner is None:
            if self.standard(each.name):
                return f"{room} must not import {each.name}" if within(each.name, rules.never) else ""
            if not within(each.name, rules.libraries):
                return f"{room} must not import the library {each.name}"
        else:
            if owner in self.packages:
                return f"imports from the door {owner}, not from the module that owns {each.name}"
            other = owner.removeprefix("journeykit.")
            if other.split(".")[0] != room and not within(other, rules.rooms):
                return f"{room} must not import {other}"
        return ""

    def _wrong_at_start(self) -> Iterator[str]:
        for module in sorted(self.reach(START, at_once=True)) if START in self.sources else ():
            for each in self.imports[module]:
                library = self.owner(each.name) is None and not self.standard(each.name)
                if each.at_once and library and not within(each.name, (*AT_START, *DOOR)):
                    yield f"{module}, line {each.line}: {each.name} is loaded before a command runs"

    def _wrong_in_reach(self, module: str) -> Iterator[str]:
        inside = module.removeprefix("journeykit").lstrip(".")
        rules = ROOMS.get(inside.split(".")[0])
        never = tuple(
            library
            for library in ((*rules.never, *NEVER_OF_A_MODULE.get(inside, ())) if rules else ())
            if not self.standard(library)
        )
        for through in sorted(self.reach(module)):
            for each in self.imports[through]:
                if within(each.name, never):
                    yield f"{module} reaches {each.name} through {through}, line {each.line}"

    def reach(self, module: str, *, at_once: bool = False) -> set[str]:
        """A module and all modules of the package that it imports, directly or through others.

        at_once: only those that are imported with it.
        """
        found, todo = set(), [module]
        while todo:
            here = todo.pop()
            if here not in found:
                found.add(here)
                todo += [
                    owner
                    for each in self.imports[here]
                    if (each.at_once or not at_once) and (owner := self.owner(each.name)) in self.sources
                ]
        return found

    def cycles(self) -> list[str]:
        """Modules that import themselves through others, as "a > b > a"."""
        found, done = [], set()

        def visit(module: str, path: tuple[str, ...]) -> None:
            if module in path:
                found.append(" > ".join([*path[path.index(module) :], module]))
            elif module not in done:
                for each in self.imports[module]:
                    owner = self.owner(each.name)
                    if owner in self.sources and owner != module:
                        visit(owner, (*path, module))
                done.add(module)

        for module in self.sources:
            visit(module, ())
        return found

    @staticmethod
    def standard(name: str) -> bool:
        """Whether a name belongs to the standard library."""
        return name.split(".")[0] in sys.stdlib_module_names


JOURNEYKIT = Sources.of(PACKAGE)


def made_up(**sources: str) -> Sources:
    """A small package from sources; a double underscore in a name stands for a dot."""
    modules = {f"journeykit.{name.replace('__', '.')}": source for name, source in sources.items()}
    rooms = {".".join(module.split(".")[:n]) for module in modules for n in range(1, module.count(".") + 1)}
    return Sources({**dict.fromkeys(rooms, ""), **modules}, frozenset(rooms))


def test_every_room_imports_only_what_the_table_allows():
    assert JOURNEYKIT.broken() == []


def test_every_library_that_is_imported_is_a_dependency_that_pyproject_names():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    named = {canonicalize_name(Requirement(each).name) for each in project["dependencies"]}
    distributions = packages_distributions()
    libraries = {
        each.name.split(".")[0]
        for module in JOURNEYKIT.sources
        for each in JOURNEYKIT.imports[module]
        if JOURNEYKIT.owner(each.name) is None and not Sources.standard(each.name)
    } - {"pydantic_core"}  # a part of pydantic, which names its version itself
    known = {library: {canonicalize_name(name) for name in distributions.get(library, [])} for library in libraries}
    assert {library: names for library, names in known.items() if not names & named} == {}


def test_no_modules_import_each_other_in_a_circle():
    assert JOURNEYKIT.cycles() == []


def test_every_module_stays_under_300_lines():
    lengths = {module: len(source.splitlines()) for module, source in JOURNEYKIT.sources.items()}
    assert {module: n for module, n in lengths.items() if n > LONGEST} == {}


def test_the_table_in_the_docs_has_the_same_rooms_on_the_same_floors():
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\d) \| ([^|]+) \|", text, re.MULTILINE)
    told = {room: int(floor) for floor, names in rows for room in re.findall(r"`(\w+)/?`", names)}
    assert told == {name: room.floor for name, room in ROOMS.items()}


def test_a_room_in_the_table_allows_only_lower_floors():
    assert [
        f"{name} may import {other}"
        for name, room in ROOMS.items()
        for other in room.rooms
        if room.floor and ROOMS[other.split(".")[0]].floor >= room.floor
    ] == []


@pytest.mark.parametrize(
    ("sources", "told"),
    [
        ({"models__journey": "import numpy"}, "models must not import the library numpy"),
        ({"models__journey": "import journeykit.store.engine", "store__engine": ""}, "models must not import store"),
        ({"models__journey": "def late():\n    import pandas"}, "line 2: models must not import the library pandas"),
        ({"models__a": "from journeykit import models"}, "imports from the door journeykit"),
        ({"models__a": "from journeykit.models import Step"}, "imports from the door journeykit.models"),
        ({"models__a": "from . import b", "models__c": ""}, "imports from the door journeykit.models"),
        ({"models__a": "from ..session import seat", "session__seat": ""}, "models must not import session.seat"),
        ({"kitchen__stove": "import os"}, "the room 'kitchen' is not in the table"),
        ({"analysis__gap": "import time"}, "analysis must not import time"),
        ({"analysis__gap": "from urllib.request import urlopen"}, "analysis must not import urllib.request.urlopen"),
        ({"session__seat": "from sqlalchemy import select"}, "must not import the library sqlalchemy.select"),
        (
            {
                "interchange__journey_yaml": "import journeykit.interchange.survey",
                "interchange__survey": "import pandas",
            },
            "journeykit.interchange.journey_yaml reaches pandas through journeykit.interchange.survey",
        ),
        (
            {"cli__app": "import journeykit.cli.serve", "cli__serve": "from sqlalchemy import Engine"},
            "journeykit.cli.serve, line 1: sqlalchemy.Engine is loaded before a command runs",
        ),
        ({"cli__serve": "def serve():\n    import ipywidgets"}, "cli must not import the library ipywidgets"),
        ({"render__html": "import journeykit.interchange.survey", "interchange__survey": ""}, "interchange.survey"),
    ],
)
def test_a_broken_rule_is_told_with_its_module_and_line(sources: dict[str, str], told: str):
    (wrong,) = made_up(**sources).broken()
    assert told in wrong


@pytest.mark.parametrize(
    "sources",
    [
        {"models__a": "from journeykit.errors import JourneykitError", "errors": ""},
        {"models__a": "from . import b", "models__b": ""},
        {"session__seat": "from sqlalchemy import Engine\nfrom journeykit.store import journal", "store__journal": ""},
        {"cli__app": "import typer\ndef serve():\n    from sqlalchemy import Engine"},
        {"cli__app": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from sqlalchemy import Engine"},
        {"render__html": "import journeykit.interchange.journey_yaml", "interchange__journey_yaml": ""},
    ],
)
def test_what_the_table_allows_is_not_told(sources: dict[str, str]):
    assert made_up(**sources).broken() == []


def test_a_circle_is_found_even_through_a_function():
    circle = made_up(models__a="import journeykit.models.b", models__b="def f():\n    import journeykit.models.a")
    assert circle.cycles() == ["journeykit.models.a > journeykit.models.b > journeykit.models.a"]
