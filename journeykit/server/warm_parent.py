"""The warm parent: loads everything once, runs each page's notebook once, and forks a copy of itself for each visitor.

    server --- socket ---> trunk (imports) --- fork ---> branch (one notebook, run) --- fork ---> kernel (one page)

Started by server/warm_tree.py as `python -m journeykit.server.warm_parent FD PID`. Trunk and branch do the same thing:
they wait for a request on their socket, fork, and answer with the child's pidfd. A request is one packet of JSON with
one descriptor:

    {"notebook": path, "executed": path}          and the new branch's end of a socket, on which it says {} when the
                                                  notebook was run, {"error": why} or {"ordinary": true} when it ends
    {"argv": [...], "env": {...}, "cwd": path}    and a pipe into which the kernel writes a byte when it listens

Only a process with a single thread may be forked: what another thread holds at that moment, a lock or half a write,
nobody in the copy would ever let go of. So nothing here starts one, and each fork is refused when something has.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import importlib
import json
import os
import random
import select
import signal
import socket
import sys
from pathlib import Path
from typing import Any

LOADED = (
    "journeykit.server.page_kernel",  # first: it says whose comms widgets open
    *(
        "journeykit.screens.session",
        "journeykit.screens.control",
        "journeykit.screens.projector",
        "journeykit.screens.prepare",
    ),
    *("numpy.random", "tornado.platform.asyncio"),
)
"""What a copy would else import by itself, each anew. Named as text: a server draws nothing."""
LARGEST = 1 << 20
"""Bytes of one packet: more than the system lets anybody send, so that none is ever read in part."""
_LONGEST_ERROR = 2_000
_PR_SET_PDEATHSIG = 1
_TASKS = Path("/proc/self/task")


class Threads(RuntimeError):
    """Something has started a thread, so that no copy can be made."""


def refuse_threads() -> None:
    """Raises Threads unless this process has one."""
    running = len(list(_TASKS.iterdir()))
    if running != 1:
        raise Threads(f"{running} threads run where only one may")


def end_with_parent(parent: int) -> None:
    """Let the system end this process as soon as the thread that forked it has ended, however that came."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it went before we could ask
        os._exit(1)


def load() -> None:
    """Import what every page needs, and build what no page changes."""
    sys.modules["debugpy"] = None  # type: ignore[assignment] # counts as not installed: it starts threads, and nobody debugs a page
    from IPython.core.interactiveshell import InteractiveShell
    from traitlets.config import Config

    from journeykit.session.arrival import wait_for_visitors
    from journeykit.session.door import open_ahead

    InteractiveShell.instance(config=Config({"HistoryManager": {"enabled": False}}))
    for module in LOADED:
        importlib.import_module(module)
    open_ahead()
    wait_for_visitors()


def run_notebook(path: Path, executed: Path) -> None:
    """Run a notebook's cells for nobody, and write it down with what they showed. Raises what a cell raises."""
    from IPython.core.interactiveshell import InteractiveShell
    from IPython.utils.capture import capture_output

    shell = InteractiveShell.instance()
    notebook = json.loads(path.read_text(encoding="utf-8"))  # nbformat would load a checker that costs a second or two
    for cell in notebook["cells"]:
        if cell["cell_type"] != "code":
            continue
        with capture_output(stderr=False) as shown:
            shell.display_trap.hook = sys.displayhook  # what a cell's last line is worth, captured with the rest
            shell.run_cell("".join(cell["source"])).raise_error()
        printed = [{"output_type": "stream", "name": "stdout", "text": shown.stdout}] if shown.stdout else []
        cell["outputs"] = printed + [
            {"output_type": "display_data", "data": each.data, "metadata": each.metadata or {}}
            for each in shown.outputs
        ]
    executed.write_text(json.dumps(notebook), encoding="utf-8")


def be_kernel(request: dict[str, Any], ready: int) -> None:
    """Be the kernel of one page, for the visitor whom the environment names."""
    os.environ.clear()
    os.environ.update(request["env"])
    os.chdir(request["cwd"])
    random.seed()  # or everybody would draw the same numbers
    if numpy := sys.modules.get("numpy"):
        numpy.random.seed(random.getrandbits(32))
    from journeykit.server.page_kernel import serve
    from journeykit.session.arrival import somebody_came

    def listens() -> None:
        os.write(ready, b"1")
        os.close(ready)

    argv = request["argv"]
    serve(Path(argv[argv.index("-f") + 1]), listens, somebody_came)


class Forking:
    """A process that makes copies of itself, one for each request."""

    def __init__(self, control: socket.socket) -> None:
        self._control = control
        self._children: dict[int, int] = {}  # pidfd -> pid

    def serve(self) -> None:
        """Answer requests until the server is gone; the copies end with this process."""
        poll = select.poll()
        poll.register(self._control, select.POLLIN)
        while True:
            for descriptor, _event in poll.poll():
                if descriptor == self._control.fileno():
                    packet, passed, _flags, _address = socket.recv_fds(self._control, LARGEST, 1)
                    if not packet:
                        return
                    if (pidfd := self._answer(json.loads(packet), passed[0])) is not None:
                        poll.register(pidfd, select.POLLIN)
                else:
                    poll.unregister(descriptor)
                    os.waitpid(self._children.pop(descriptor), 0)
                    os.close(descriptor)

    def _answer(self, request: dict[str, Any], passed: int) -> int | None:
        """Fork for a request, and say who came of it, or why nobody did."""
        try:
            refuse_threads()
            pid, pidfd = self._fork(request, passed)
        except (Threads, OSError) as error:
            self._control.send(json.dumps({"error": str(error)}).encode())
            return None
        finally:
            os.close(passed)
        self._children[pidfd] = pid
        socket.send_fds(self._control, [json.dumps({"pid": pid}).encode()], [pidfd])
        return pidfd

    def _fork(self, request: dict[str, Any], passed: int) -> tuple[int, int]:
        parent = os.getpid()
        pid = os.fork()
        if pid == 0:
            _leave_with(lambda: self._be_child(parent, request, passed))
        try:
            return pid, os.pidfd_open(pid)  # before anything could reap it
        except OSError:  # no descriptor is left
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
            raise

    def _be_child(self, parent: int, request: dict[str, Any], passed: int) -> None:
        os.setsid()  # Jupyter signals a kernel's process group
        end_with_parent(parent)
        os.closerange(3, passed)
        os.closerange(passed + 1, 1 << 20)
        if "notebook" in request:
            be_branch(request, socket.socket(fileno=passed))
        else:
            be_kernel(request, passed)


def be_branch(request: dict[str, Any], control: socket.socket) -> None:
    """Run a notebook, say that it is done or what was wrong, and make copies from then on."""
    from journeykit.session.arrival import somebody_is_awaited

    notebook = Path(request["notebook"])
    os.chdir(notebook.parent)  # as Jupyter does it: what lies beside a notebook is found
    sys.path.insert(0, str(notebook.parent))
    try:
        run_notebook(notebook, Path(request["executed"]))
        if not somebody_is_awaited():  # not written for copies: what it has read and drawn would be everybody's
            control.send(json.dumps({"ordinary": True}).encode())
            return
        refuse_threads()
    except BaseException as error:  # also SystemExit: a cell may raise anything
        text = f"{type(error).__name__}: {error}"[:_LONGEST_ERROR]
        control.send(json.dumps({"error": text}).encode())
        return
    settle()
    try:
        control.send(json.dumps({}).encode())
    except OSError:  # whoever asked has given up
        return
    Forking(control).serve()


def settle() -> None:
    """Leave what is there where it is: a copy's garbage collector would else touch, and so copy, all of it."""
    gc.collect()
    gc.freeze()


def _leave_with(work: Any) -> None:
    """Do a copy's work and end without the parent's clean-up, which is not the copy's business."""
    code = 1
    try:
        work()
        code = 0
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        with contextlib.suppress(OSError, ValueError):
            sys.stderr.flush()
        os._exit(code)


def main() -> None:
    """Load, and make copies until the server is gone."""
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, signal.SIG_DFL if name == signal.SIGTERM else signal.SIG_IGN)  # Ctrl-C is the server's
    end_with_parent(int(sys.argv[2]))
    load()
    settle()
    Forking(socket.socket(fileno=int(sys.argv[1]))).serve()
    os._exit(0)


if __name__ == "__main__":
    main()
