"""Work in processes of our own: results, errors, deaths, and that none is left behind."""

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import BrokenExecutor, Executor, wait
from pathlib import Path

import pytest

from hiring.errors import Unreachable
from hiring.processes import InTurn, Processes

OWNER = """
import os, sys, time
from hiring.processes import Processes
executor = Processes(2)
print(*{executor.submit(os.getpid).result() for _ in range(4)}, flush=True)
executor.submit(time.sleep, 1)
time.sleep(60)
"""


def _fail() -> None:
    raise Unreachable("Nobody answered.", code="X", next_step="Wait.")


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _run(number: int) -> int:
    print("what is printed does not disturb the answers")  # noqa: T201
    return number * 2


def _alive(pid: int) -> bool:
    stat = Path(f"/proc/{pid}/stat")
    return stat.exists() and stat.read_text().rpartition(")")[2].split()[0] != "Z"


@pytest.mark.parametrize("executor", [InTurn(), Processes(2)], ids=["in turn", "processes"])
def test_results_and_errors_come_back(executor: Executor) -> None:
    with executor:
        assert list(executor.map(_run, range(20))) == [number * 2 for number in range(20)]
        error = executor.submit(_fail).exception()
        assert isinstance(error, Unreachable)
        assert (str(error), error.code, error.next_step) == ("Nobody answered.", "X", "Wait.")


def test_a_process_that_dies_fails_its_work_and_is_replaced() -> None:
    with Processes(1) as executor:
        first = executor.submit(os.getpid).result()
        assert isinstance(executor.submit(_die).exception(), BrokenExecutor)
        second = executor.submit(os.getpid).result()
        assert first != second
    assert not _alive(second)


def test_work_in_hand_can_be_ended() -> None:
    executor = Processes(1)
    pid = executor.submit(os.getpid).result()
    endless, waiting = executor.submit(time.sleep, 600), executor.submit(time.sleep, 600)
    while not endless.running():
        time.sleep(0.01)
    executor.shutdown(cancel_futures=True)
    wait([endless, waiting])
    assert isinstance(endless.exception(), BrokenExecutor)
    assert waiting.cancelled()
    assert not _alive(pid)
    with pytest.raises(RuntimeError):
        executor.submit(os.getpid)


def test_processes_end_with_an_owner_that_is_killed() -> None:
    owner = subprocess.Popen([sys.executable, "-c", OWNER], stdout=subprocess.PIPE, text=True)
    assert owner.stdout is not None
    pids = [int(word) for word in owner.stdout.readline().split()]
    assert pids
    assert all(map(_alive, pids))
    owner.kill()
    owner.communicate()
    deadline = time.monotonic() + 30
    while any(map(_alive, pids)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not any(map(_alive, pids))
