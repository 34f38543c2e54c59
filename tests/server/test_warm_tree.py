"""A warm parent and its branches, as the server sees them: real processes, no pages."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest
from samples import small_material
from warm import ONLY_WHERE_PAGES_FORK, PLAIN, SHOWS, WAITS, Family, ended, notebook, soon

from journeykit.server import warm_tree
from journeykit.server.environment import warm_environment
from journeykit.server.warm_tree import CannotFork, Ordinary, Tree
from journeykit.session.invitation import new_session
from journeykit.store.engine import open_store

pytestmark = ONLY_WHERE_PAGES_FORK


def environment_of(folder: Path) -> dict[str, str]:
    engine = open_store(f"sqlite:///{folder / 'store.sqlite'}")
    return warm_environment(os.environ, engine.url, new_session(engine, small_material()).session_id)


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    return environment_of(tmp_path)


@dataclass
class Grown:
    """A warm parent that several tests share, and the loop that talks to it."""

    runner: asyncio.Runner
    tree: Tree
    family: Family
    environment: dict[str, str]

    def branch(self, page: Path) -> warm_tree.Branch:
        return self.runner.run(self.tree.branch(page))

    def branch_process(self, page: Path) -> psutil.Process:
        """The process of a branch that is grown now."""
        before = self.family.branches
        self.branch(page)
        (process,) = [each for each in self.family.branches if each not in before]
        return process


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Grown]:
    environment = environment_of(tmp_path_factory.mktemp("shared"))
    with asyncio.Runner() as runner:
        tree = Tree(environment)
        yield Grown(runner, tree, Family(psutil.Process(tree._trunk.pid)), environment)
        tree.close()


@contextmanager
def grown(environment: dict[str, str]) -> Iterator[tuple[Tree, Family]]:
    """A warm parent and its processes; it ends with the test."""
    tree = Tree(environment)
    try:
        yield tree, Family(psutil.Process(tree._trunk.pid))
    finally:
        tree.close()


def outputs(branch: warm_tree.Branch) -> list[str]:
    """What each cell showed, as text."""
    return [
        (output.text if output.output_type == "stream" else output.data["text/plain"]).strip()
        for cell in branch.notebook.cells
        for output in cell.outputs
    ]


def test_a_notebook_is_run_once_in_its_own_folder_and_all_that_its_cells_show_is_kept(shared: Grown, tmp_path: Path):
    folder = tmp_path / "exercises"
    folder.mkdir()
    (folder / "beside.py").write_text("NAME = 'a module beside it'")
    (folder / "beside.txt").write_text("a file beside it")
    runs = tmp_path / "runs"
    page = notebook(
        folder / "page.ipynb",
        f"open({str(runs)!r}, 'a').write('once')",
        "import beside\nprint(open('beside.txt').read())\nbeside.NAME",
        "from IPython.display import display\ndisplay('shown')\nfor word in ():\n    pass",
        WAITS + SHOWS,
    )

    async def play() -> list[warm_tree.Branch]:
        return list(await asyncio.gather(*(shared.tree.branch(page) for _ in range(3))))

    first, second, third = shared.runner.run(play())
    assert first is second is third
    assert runs.read_text() == "once"
    last = first.notebook.cells[-1].outputs[0].data
    assert "application/vnd.jupyter.widget-view+json" in last
    assert outputs(first)[:4] == ["4", "a file beside it", "'a module beside it'", "'shown'"]


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("1 / 0", "page.ipynb: ZeroDivisionError: division by zero"),
        ("raise SystemExit(3)", "page.ipynb: SystemExit: 3"),
        ("raise ValueError('x' * 3_000_000)", "page.ipynb: ValueError: xxx"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", "page.ipynb was not run: it has ended"),
        (
            f"{WAITS}{SHOWS}import threading, time; threading.Thread(target=time.sleep, args=[99]).start()",
            "page.ipynb: Threads: 2 threads run where only one may",
        ),
    ],
)
def test_a_notebook_that_cannot_be_copied_says_why_and_is_not_tried_again(shared: Grown, tmp_path, cell, reason):
    runs = tmp_path / "runs"
    page = notebook(tmp_path / "page.ipynb", f"_ = open({str(runs)!r}, 'a').write('once')", cell)

    before = shared.family.branches
    for _ in range(2):
        with pytest.raises(CannotFork) as caught:
            shared.branch(page)
        assert str(caught.value).startswith(reason)
        assert not isinstance(caught.value, Ordinary)
    assert runs.read_text() == "once"
    assert soon(lambda: shared.family.branches == before)
    assert shared.tree.alive


def test_a_notebook_that_waits_for_nobody_is_an_ordinary_one(shared: Grown, tmp_path: Path):
    before = shared.family.branches
    with pytest.raises(Ordinary):
        shared.branch(notebook(tmp_path / "page.ipynb", PLAIN))
    assert soon(lambda: shared.family.branches == before)


def test_a_copy_that_ends_before_it_listens_is_no_kernel(shared: Grown, tmp_path: Path):
    branch = shared.branch(notebook(tmp_path / "page.ipynb", WAITS + SHOWS))

    async def play() -> None:
        copy = await branch.fork(["-f", str(tmp_path / "no_such_file.json")], shared.environment, str(tmp_path))
        assert not await copy.listening()
        assert copy.process.wait(20) == 0

    shared.runner.run(play())
    assert not branch.in_use


def test_a_branch_that_was_killed_is_noticed_and_grown_again(shared: Grown, tmp_path: Path):
    page = notebook(tmp_path / "page.ipynb", WAITS + SHOWS)
    process, branch = shared.branch_process(page), shared.branch(page)
    process.kill()
    assert soon(lambda: not branch.alive)
    again = shared.branch(page)
    assert again is not branch
    assert again.alive
    assert outputs(again) == outputs(branch)


def test_a_warm_parent_that_stops_answering_is_asked_nothing_more(environment, tmp_path, monkeypatch):
    first, second = (notebook(tmp_path / f"{name}.ipynb", WAITS + SHOWS) for name in ("first", "second"))

    async def play() -> None:
        with grown(environment) as (tree, family):
            await tree.branch(first)
            monkeypatch.setattr(warm_tree, "PATIENCE_S", 0.5)
            family.trunk.suspend()
            with pytest.raises(CannotFork, match=r"nothing in 0\.5 s"):
                await tree.branch(second)
            assert not tree.alive
            family.trunk.resume()  # its answer comes now, and belongs to nobody
            with pytest.raises(CannotFork):
                await tree.branch(notebook(tmp_path / "third.ipynb", WAITS + SHOWS))
            assert soon(lambda: len(family.branches) == 1)  # what came late ends: whoever asked has given up

    asyncio.run(play())


def test_a_late_copy_is_never_handed_to_the_next_visitor(shared: Grown, tmp_path, monkeypatch):
    page = notebook(tmp_path / "page.ipynb", WAITS + SHOWS)
    process, branch = shared.branch_process(page), shared.branch(page)

    def fork(whose: str) -> None:
        with pytest.raises(CannotFork):
            shared.runner.run(branch.fork(["-f", whose], shared.environment, str(tmp_path)))

    monkeypatch.setattr(warm_tree, "COPY_S", 0.5)
    process.suspend()
    fork("of the first")
    process.resume()
    monkeypatch.setattr(warm_tree, "COPY_S", 20.0)
    fork("of the second")
    assert shared.branch(page) is not branch


def test_closing_leaves_no_process_no_file_and_no_descriptor(environment, tmp_path: Path):
    page = notebook(tmp_path / "page.ipynb", WAITS + SHOWS)

    async def play() -> None:
        tree = Tree(environment)
        family = Family(psutil.Process(tree._trunk.pid))
        await tree.branch(page)
        everybody, folder = family.all, Path(tree._folder.name)
        assert len(everybody) == 2
        assert folder.is_dir()
        tree.close()
        assert ended(everybody)
        assert not folder.exists()

    asyncio.run(play())  # the loop opens some of its own
    before = len(list(Path("/proc/self/fd").iterdir()))
    asyncio.run(play())
    assert len(list(Path("/proc/self/fd").iterdir())) == before
