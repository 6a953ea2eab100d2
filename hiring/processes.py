"""An executor whose work is done by processes of its own: `concurrent.futures.Executor`, for work that takes long.

Python's own pool cannot be used from a running Streamlit server: its processes either inherit locks that threads of the
server hold, or run the server's main script again. These run `python -m hiring.processes` and nothing else; they end
when their owner does, because their input ends, and one that dies fails the work in hand and is replaced.

What is submitted is pickled: a function that can be imported by its name, and plain values. The pipes are between a
program and its own children, so nobody else's bytes are ever unpickled.
"""

import gc
import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Executor, Future
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from typing import IO, Any, ParamSpec, TypeVar

_ROOT = Path(__file__).resolve().parents[1]
_LENGTH = 8
# One request makes some hundred thousand objects that live until it is answered, and hardly any that hold each other in
# circles. Looked for as often as Python does otherwise, those take a sixth of all time.
_OBJECTS_BETWEEN_COLLECTIONS = 25_000
# More than this many share one disk and one writer, and only cost memory.
MAX_PROCESSES = 8

P = ParamSpec("P")
T = TypeVar("T")
_Item = tuple["Future[Any]", bytes] | None


class Processes(Executor):
    """Runs what is submitted in so many processes, each started when there is first work for it.

    Use it in a `with` statement, or call `shutdown`.
    """

    def __init__(self, count: int | None = None) -> None:
        """`count`: how many processes; by default one for each processor of the machine, within reason."""
        self.count = count or min(os.cpu_count() or 1, MAX_PROCESSES)
        self._items: SimpleQueue[_Item] = SimpleQueue()
        self._lock = Lock()
        self._closed = False
        self._threads: list[Thread] = []
        self._running: set[subprocess.Popen[bytes]] = set()

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> "Future[T]":
        """See `Executor.submit`. The future fails with `BrokenExecutor` if the process died over this work."""
        future: Future[T] = Future()
        item = (future, pickle.dumps((fn, args, kwargs), pickle.HIGHEST_PROTOCOL))
        with self._lock:
            if self._closed:
                raise RuntimeError("No work is taken any more.")
            self._items.put(item)
            if len(self._threads) < self.count:
                self._threads.append(Thread(target=self._drive, name="processes", daemon=True))
                self._threads[-1].start()
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Take no more work. With `cancel_futures`, what has not begun is cancelled, and what is in hand is killed."""
        with self._lock:
            self._closed = True
            if cancel_futures:
                self._cancel_waiting()
                for process in self._running:
                    process.kill()
            for _ in self._threads:
                self._items.put(None)
        if wait:
            for thread in self._threads:
                thread.join()

    def _cancel_waiting(self) -> None:
        while True:
            try:
                item = self._items.get_nowait()
            except Empty:
                return
            if item is not None and item[0].cancel():
                item[0].set_running_or_notify_cancel()  # tells those who wait for it

    def _drive(self) -> None:
        """Hand work to one process, one piece after the other, until there is no more to come."""
        process: subprocess.Popen[bytes] | None = None
        while (item := self._items.get()) is not None:
            future, request = item
            if not future.set_running_or_notify_cancel():
                continue
            try:
                process = process or self._start()
                done, value = _ask(process, request)
            except (EOFError, OSError) as error:
                self._end(process)
                process = None
                lost = BrokenExecutor("The process that did this work has ended.")
                lost.__cause__ = error
                future.set_exception(lost)
            else:
                if done:
                    future.set_result(value)
                else:
                    future.set_exception(value)
        self._end(process)

    def _start(self) -> "subprocess.Popen[bytes]":
        paths = [str(_ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
        # Each process is one of several: its libraries need no threads of their own.
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(paths), "POLARS_MAX_THREADS": "1"}
        process = subprocess.Popen(  # noqa: S603 - our own module, no shell
            [sys.executable, "-m", __name__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment
        )
        with self._lock:
            self._running.add(process)
        return process

    def _end(self, process: "subprocess.Popen[bytes] | None") -> None:
        if process is None:
            return
        for pipe in (process.stdin, process.stdout):
            try:
                if pipe is not None:
                    pipe.close()
            except OSError:  # work that was never sent; the process is gone
                pass
        process.wait()
        with self._lock:
            self._running.discard(process)


class InTurn(Executor):
    """Does what is submitted at once, in this process; for tests, and wherever processes are not to be had."""

    count = 1

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> "Future[T]":
        """See `Executor.submit`. The future has ended when it is returned."""
        future: Future[T] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001  # it is for whoever asks for the result
            future.set_exception(error)
        return future


def _ask(process: "subprocess.Popen[bytes]", request: bytes) -> tuple[bool, Any]:
    """Send one request and wait for its answer: whether it was done, and the result or what was raised instead.

    Raises:
        EOFError, OSError: the process is gone.
    """
    if process.stdin is None or process.stdout is None:
        raise EOFError
    _write(process.stdin, request)
    answer: tuple[bool, Any] = pickle.loads(_read(process.stdout))  # noqa: S301  # of our own child
    return answer


def _write(stream: IO[bytes], data: bytes) -> None:
    stream.write(len(data).to_bytes(_LENGTH, "big"))
    stream.write(data)
    stream.flush()


def _read(stream: IO[bytes]) -> bytes:
    length = stream.read(_LENGTH)
    data = stream.read(int.from_bytes(length, "big")) if len(length) == _LENGTH else b""
    if not data or len(data) != int.from_bytes(length, "big"):
        raise EOFError
    return data


def serve() -> None:
    """Do what is asked on standard input until that ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the owner, who ends us by closing the pipe
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS)
    requests, answers = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # nothing but answers may reach the pipe
    while True:
        try:
            request = _read(requests)
        except EOFError:
            return
        try:
            fn, args, kwargs = pickle.loads(request)  # noqa: S301  # of our own parent
            answer = pickle.dumps((True, fn(*args, **kwargs)), pickle.HIGHEST_PROTOCOL)
        except Exception as error:  # noqa: BLE001  # it is for whoever asks for the result
            answer = _failure(error)
        try:
            _write(answers, answer)
        except OSError:  # the owner is gone
            return


def _failure(error: Exception) -> bytes:
    try:
        data = pickle.dumps((False, error), pickle.HIGHEST_PROTOCOL)
        pickle.loads(data)  # noqa: S301  # our own; some exceptions can be written and not read
    except Exception:  # noqa: BLE001
        return pickle.dumps((False, RuntimeError(f"{type(error).__name__}: {error}")), pickle.HIGHEST_PROTOCOL)
    return data


if __name__ == "__main__":
    serve()
