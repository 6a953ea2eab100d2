"""Work on strangers' data in a process that can be killed.

Some data can keep a program busy for ever, and nothing inside the program can interrupt it. So such work runs in a
worker process that has a few seconds and a bound of memory. A worker is a module that calls `serve`: it reads requests
from standard input, answers on standard output until its input ends, and opens nothing. One frame is four bytes of
length, big-endian, and as many of JSON.
"""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Event, Lock, Timer
from typing import IO, Any

_ROOT = Path(__file__).resolve().parents[1]
# Starting Python and importing a library takes under a second; a machine with much else to do may need many.
START_SECONDS = 60.0
# Python, its libraries and the largest file fit four times over; data that explodes does not.
MAX_MEMORY_BYTES = 1024 * 1024 * 1024
# Whoever started the worker kills it long before. This is for the worker whose owner was killed itself.
ORPHAN_SECONDS = 300


class WorkerLost(Exception):
    """The worker was killed because its time was over, or died. `started` is false if it never got ready."""

    def __init__(self, *, started: bool = True) -> None:
        super().__init__("the worker process ended")
        self.started = started


class Worker:
    """One worker process: started when first needed, killed and replaced when a request takes longer than `seconds`,
    replaced when it died. Threads may share one; they take turns.
    """

    def __init__(self, module: str, seconds: float) -> None:
        self._module = module
        self._seconds = seconds
        self._lock = Lock()
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def process(self) -> "subprocess.Popen[bytes] | None":
        """The process in hand, if there is one."""
        return self._process

    def ask(self, request: dict[str, Any]) -> Any:
        """Return the worker's answer to a request.

        Raises:
            WorkerLost: it had none in time.
        """
        with self._lock:
            if self._process is not None and self._process.poll() is not None:
                self._stop()  # it died since the last request, through no fault of this one
            process = self._process or self._start()
            try:
                return _within(self._seconds, process, request)
            except (EOFError, OSError) as error:
                self._stop()
                raise WorkerLost from error
            except BaseException:
                self._stop()  # interrupted half way through a frame: the pipe cannot be used again
                raise

    def close(self) -> None:
        """End the worker. Another request would start a new one."""
        with self._lock:
            self._stop()

    def _start(self) -> "subprocess.Popen[bytes]":
        """Start a worker and wait until it is ready, so that its start does not count against a request."""
        paths = [str(_ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
        self._process = process = subprocess.Popen(  # noqa: S603 - our own module, no shell
            [sys.executable, "-m", self._module],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
        )
        try:
            _within(START_SECONDS, process, None)
        except (EOFError, OSError) as error:
            self._stop()
            raise WorkerLost(started=False) from error
        except BaseException:
            self._stop()
            raise
        return process

    def _stop(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                _close(pipe)


def serve(answer: Callable[[Any], dict[str, Any]]) -> None:
    """Answer requests until the input ends. `answer` returns a JSON object for every request that it is given."""
    _limit_memory()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the owner, who ends us by closing the pipe
    requests, answers = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # nothing but frames may reach the pipe
    write_frame(answers, {"ready": True})
    while True:
        try:
            request = read_frame(requests)
        except EOFError:
            return
        _set_alarm(ORPHAN_SECONDS)
        reply = answer(request)
        _set_alarm(0)
        write_frame(answers, reply)


def write_frame(stream: IO[bytes], value: Any) -> None:
    """Write one frame. Raises `OSError` when the other side is gone."""
    data = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    stream.write(len(data).to_bytes(4, "big") + data)
    stream.flush()


def read_frame(stream: IO[bytes]) -> Any:
    """Read one frame. Raises `EOFError` when the other side is gone, also in the middle of it."""
    length = stream.read(4)
    data = stream.read(int.from_bytes(length, "big")) if len(length) == 4 else b""
    if not data or len(data) != int.from_bytes(length, "big"):
        raise EOFError
    return json.loads(data)


def _within(seconds: float, process: "subprocess.Popen[bytes]", request: Any) -> Any:
    """Send a request, unless it is `None`, and read one frame. The process is killed when the time is over, which
    ends the reading: that works on every platform, where waiting for a pipe with a time limit does not.

    Raises:
        EOFError, OSError: the process was killed or died.
    """
    if process.stdin is None or process.stdout is None:
        raise EOFError
    late = Event()

    def end() -> None:
        late.set()
        process.kill()

    timer = Timer(seconds, end)
    timer.daemon = True
    timer.start()
    try:
        if request is not None:
            write_frame(process.stdin, request)
        answer = read_frame(process.stdout)
    finally:
        timer.cancel()
        timer.join()  # from here on it has either killed the process or never will
    if late.is_set():
        raise EOFError
    return answer


def _close(pipe: IO[bytes]) -> None:
    try:
        pipe.close()
    except OSError:  # a frame that was never sent; the process is gone
        return


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # not on Windows; the bound of time holds there too
        return
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY_BYTES, MAX_MEMORY_BYTES))


def _set_alarm(seconds: int) -> None:
    """End this process after so many seconds, by the signal's default action; 0 calls it off. Not on Windows."""
    if hasattr(signal, "alarm"):
        signal.alarm(seconds)
