"""Pages that stand ready: when they are made anew, and what happens where none can be."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from samples import small_material
from served import Served, Socket, exercises
from warm import (
    ONLY_WHERE_PAGES_FORK,
    SHOWS,
    STEADY,
    WAITS,
    by_label,
    cold_kernels,
    ended,
    families,
    family,
    notebook,
    soon,
    states_of,
    waiting_pages,
    warned,
)

from journeykit.server import warm_pages
from journeykit.server.environment import warm_environment
from journeykit.server.warm_pages import WarmPages, stamp
from journeykit.server.warm_tree import Branch
from journeykit.session.invitation import new_session
from journeykit.store.engine import open_store

pytestmark = ONLY_WHERE_PAGES_FORK
_LOOKS_AT_ONCE = "import journeykit.server.warm_pages as pages; pages.LOOKED_EVERY_S = 0.0"


@contextlib.contextmanager
def serving(folder: Path, notebooks: Path, first: str = STEADY) -> Iterator[Served]:
    """A server of these notebooks; it ends with the test."""
    served = Served(folder / "served", notebooks=notebooks, first=first)
    try:
        yield served
    finally:
        if served.process.poll() is None:
            served.stop()


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    engine = open_store(f"sqlite:///{tmp_path / 'store.sqlite'}")
    return warm_environment(os.environ, engine.url, new_session(engine, small_material()).session_id)


def works_cold(served: Served, page: str = "session") -> None:
    """Somebody opens a page, and it works although no warm parent made it."""
    client = served.facilitator() if page != "session" else served.participant()
    before = cold_kernels(served)
    states = states_of(client, client.kernel_of(page))
    assert by_label(states, "Guess")[1]["value"] == 3
    assert [each for each in cold_kernels(served) if each not in before]


def test_a_stamp_changes_with_each_source_and_with_nothing_else(tmp_path: Path):
    (tmp_path / "inside").mkdir()
    (tmp_path / "inside" / "module.py").write_text("a = 1")
    (tmp_path / "page.ipynb").write_text("{}")
    stamps = [stamp([tmp_path])]
    (tmp_path / "inside" / "module.py").write_text("a = 12")
    stamps.append(stamp([tmp_path]))
    (tmp_path / "widget.js").write_text("")
    stamps.append(stamp([tmp_path]))
    (tmp_path / "page.ipynb").unlink()
    stamps.append(stamp([tmp_path]))
    assert len(set(stamps)) == 4
    for folder in ("__pycache__", ".ipynb_checkpoints"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "module.py").write_text("")
    (tmp_path / "store.sqlite-wal").write_text("rows")
    assert stamp([tmp_path]) == stamps[-1]


def test_an_edited_module_is_served_with_the_next_page(environment, tmp_path: Path, monkeypatch):
    monkeypatch.setattr(warm_pages, "LOOKED_EVERY_S", 0.0)
    folder = tmp_path / "exercises"
    folder.mkdir()
    (folder / "ours.py").write_text("NAME = 'as it was'")
    page = notebook(folder / "page.ipynb", "import ours\nours.NAME", WAITS + SHOWS)
    pages = WarmPages(environment, [folder])

    async def shown() -> tuple[Branch, str]:
        branch = await pages.page(page)
        assert branch is not None
        return branch, branch.notebook.cells[0].outputs[0].data["text/plain"]

    async def play() -> None:
        before, text = await shown()
        assert text == "'as it was'"
        assert (await shown())[0] is before
        (folder / "ours.py").write_text("NAME = 'as it is now'")
        after, text = await shown()
        assert after is not before
        assert text == "'as it is now'"
        assert ended([each for each in psutil.Process().children() if each.pid == trunk]), "no page of it was open"

    with asyncio.Runner() as runner:
        try:
            runner.run(shown())
            trunk = pages._tree._trunk.pid
            runner.run(play())
        finally:
            pages.close()


def test_an_edited_notebook_comes_with_the_next_page_while_an_open_page_lives_on(tmp_path: Path):
    folder = waiting_pages(tmp_path / "exercises")
    with serving(tmp_path, folder, _LOOKS_AT_ONCE) as served:

        async def play() -> None:
            early, late = served.participant(), served.participant()
            first = await asyncio.to_thread(early.kernel_of)
            old = family(served)
            socket = await Socket.opened(early, first)
            assert by_label(await socket.states(), "Guess")[1]["max"] == 10
            notebook(folder / "session.ipynb", WAITS.replace("max=10", "max=99") + SHOWS)
            second = await asyncio.to_thread(late.kernel_of)
            assert by_label(await asyncio.to_thread(states_of, late, second), "Guess")[1]["max"] == 99
            assert len(families(served.process.pid)) == 2
            id_, _ = by_label(await socket.states(), "Guess")
            await socket.say("comm_msg", {"comm_id": id_, "data": {"method": "update", "state": {"value": 5}}})
            _, heard = by_label(await socket.states(), "Heard")
            assert heard["value"].endswith("says 5")
            old.copies[0].kill()
            assert await asyncio.to_thread(ended, old.all), "its last page is closed"
            assert len(families(served.process.pid)) == 1
            socket.close()

        asyncio.run(play())
        assert warned(served) == []


def test_a_warm_parent_that_never_worked_is_said_once_and_rests(environment, tmp_path: Path, monkeypatch):
    page = notebook(tmp_path / "page.ipynb", WAITS + SHOWS)
    starts, mistake = tmp_path / "starts", tmp_path / "sitecustomize.py"
    mistake.write_text(f"import os\nopen({str(starts)!r}, 'a').write('.')\nos._exit(1)")
    said: list[str] = []
    pages = WarmPages(environment | {"PYTHONPATH": str(tmp_path)}, [tmp_path], said.append)
    with asyncio.Runner() as runner:
        for _ in range(3):
            assert runner.run(pages.page(page)) is None
        assert starts.read_text() == "."
        assert len(said) == 1
        assert "more slowly" in said[0]
        monkeypatch.setattr(warm_pages, "LOOKED_EVERY_S", 0.0)
        mistake.unlink()  # what was wrong is mended
        assert runner.run(pages.page(page)) is not None
        pages.close()


def test_without_pidfds_every_page_starts_in_the_ordinary_way_and_that_is_said_once(tmp_path: Path):
    with serving(tmp_path, waiting_pages(tmp_path / "exercises"), f"{STEADY}\nimport os; del os.pidfd_open") as served:
        works_cold(served)
        works_cold(served, "control")
        assert families(served.process.pid) == []
        (said,) = warned(served)
        assert "this system cannot copy a process" in said


def test_an_ordinary_notebook_is_served_in_the_ordinary_way_without_a_word(tmp_path: Path):
    with serving(tmp_path, exercises(tmp_path / "exercises")) as served:
        works_cold(served)
        works_cold(served, "01_welcome")
        assert soon(lambda: family(served).branches == []), "what was run for nobody has ended"
        assert warned(served) == []


def test_a_notebook_with_a_thread_or_a_mistake_is_served_in_the_ordinary_way_and_that_is_said_once(tmp_path: Path):
    thread = (
        f"{WAITS}{SHOWS}import threading, time\nthreading.Thread(target=time.sleep, args=[99], daemon=True).start()"
    )
    mistake = f"{WAITS}{SHOWS}if 'ipykernel' not in str(type(get_ipython())):\n    raise ValueError('not here')"
    folder = waiting_pages(tmp_path / "exercises", session=thread, control=mistake)
    with serving(tmp_path, folder) as served:
        for _ in range(2):
            works_cold(served)
            works_cold(served, "control")
        threads, error = sorted(warned(served), key=lambda text: "session.ipynb" not in text)
        assert "session.ipynb: Threads: 2 threads run where only one may" in threads
        assert "control.ipynb: ValueError: not here" in error
        assert len(family(served).branches) == 1, "the projector's notebook can be copied"


def test_a_page_whose_copy_never_comes_is_served_in_the_ordinary_way(tmp_path: Path):
    impatient = f"{STEADY}\nimport journeykit.server.warm_tree as tree; tree.COPY_S = 1.0"
    with serving(tmp_path, waiting_pages(tmp_path / "exercises"), impatient) as served:
        client = served.participant()
        states_of(client, client.kernel_of())
        branch = psutil.Process(family(served).copies[0].ppid())
        branch.suspend()
        works_cold(served)
        (said,) = warned(served)
        assert "nothing in 1 s" in said
        again = served.participant()
        states_of(again, again.kernel_of())
        assert len(cold_kernels(served)) == 1, "another branch has grown meanwhile"
        branch.send_signal(signal.SIGCONT)


def test_a_folder_without_the_notebook_starts_nothing(environment, tmp_path: Path):
    said: list[str] = []
    pages = WarmPages(environment, [tmp_path], said.append)
    assert asyncio.run(pages.page(tmp_path / "no_such.ipynb")) is None
    pages.close()
    assert said == []
