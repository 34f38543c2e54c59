"""Processes that somebody else has forked, seen through their pidfds."""

from __future__ import annotations

import asyncio
import fcntl
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator

import pytest
from warm import ONLY_WHERE_PAGES_FORK

from journeykit.server.forked import ENDED, ForkedProcess

pytestmark = ONLY_WHERE_PAGES_FORK


@pytest.fixture
def sleeper() -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    yield process
    process.kill()
    process.wait()


def seen(process: subprocess.Popen[bytes]) -> ForkedProcess:
    return ForkedProcess(process.pid, os.pidfd_open(process.pid))


@pytest.mark.parametrize("end", [ForkedProcess.terminate, ForkedProcess.kill])
def test_a_process_runs_until_it_is_ended(sleeper, end: Callable[[ForkedProcess], None]):
    process = seen(sleeper)
    assert (process.poll(), process.returncode) == (None, None)
    end(process)
    assert process.wait(20) == ENDED
    assert (process.poll(), process.returncode) == (ENDED, ENDED)
    assert sleeper.wait() in (-signal.SIGTERM, -signal.SIGKILL)


def test_waiting_for_a_process_that_runs_on_ends_with_an_error(sleeper):
    with pytest.raises(TimeoutError, match=f"{sleeper.pid} still runs"):
        seen(sleeper).wait(0.01)


def test_a_pid_that_is_somebody_elses_by_now_is_never_signalled(sleeper):
    gone = subprocess.Popen([sys.executable, "-c", ""])
    process = ForkedProcess(sleeper.pid, os.pidfd_open(gone.pid))  # as if the sleeper had got its pid afterwards
    gone.wait()
    process.kill()
    process.send_signal(signal.SIGTERM)
    assert process.poll() == ENDED
    time.sleep(0.1)
    assert sleeper.poll() is None


def test_its_end_closes_its_descriptor(sleeper):
    pidfd = os.pidfd_open(sleeper.pid)
    process = ForkedProcess(sleeper.pid, pidfd)
    process.kill()
    process.wait(20)
    with pytest.raises(OSError, match="Bad file descriptor"):
        os.fstat(pidfd)


def test_a_descriptor_above_1023_works(sleeper):
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard != resource.RLIM_INFINITY and hard < 2048:
        pytest.skip(f"this system allows only {hard} open files")
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, 2048), hard))
    try:
        low = os.pidfd_open(sleeper.pid)
        high = fcntl.fcntl(low, fcntl.F_DUPFD_CLOEXEC, 1500)
        os.close(low)
        assert high > 1023
        process, told = ForkedProcess(sleeper.pid, high), []

        async def play() -> None:
            process.when_ended(lambda: told.append("ended"))
            assert process.poll() is None
            process.kill()
            async with asyncio.timeout(20):
                while not told:
                    await asyncio.sleep(0.01)

        asyncio.run(play())
        assert process.wait(20) == ENDED
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def test_everybody_who_asked_is_told_of_the_end_once_whoever_sees_it_first(sleeper):
    process, told = seen(sleeper), []

    async def play() -> None:
        process.when_ended(lambda: told.append("first"))
        process.when_ended(lambda: told.append("second"))
        process.kill()
        process.wait(20)  # the loop has no chance to see it first
        assert told == []
        for _ in range(3):
            await asyncio.sleep(0.01)

    asyncio.run(play())
    assert told == ["first", "second"]


def test_an_end_that_has_come_already_is_told_soon(sleeper):
    process, told = seen(sleeper), []
    process.kill()
    process.wait(20)

    async def play() -> None:
        process.when_ended(lambda: told.append("ended"))
        assert told == []
        await asyncio.sleep(0.01)

    asyncio.run(play())
    assert told == ["ended"]
