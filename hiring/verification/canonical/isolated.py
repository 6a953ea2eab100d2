"""Canonicalisation in a process that can be killed.

RDF canonicalisation takes exponential time on graphs that look alike from every side: ten blank nodes that all refer
to one another are enough for days. No honest badge is like that, and nothing inside the algorithm can be interrupted,
so it runs elsewhere and has a few seconds.
"""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from threading import Event, Lock, Timer
from types import TracebackType
from typing import IO, Any, Self

from hiring.errors import TooExpensive
from hiring.settings import CANONICALISE_SECONDS
from hiring.verification.canonical.base import Canonical, HashName
from hiring.verification.canonical.worker import ERRORS, read_frame, write_frame

_WORKER = "hiring.verification.canonical.worker"
_ROOT = Path(__file__).resolve().parents[3]
# Starting Python and importing PyLD takes under a second; a machine with much else to do may need many.
START_SECONDS = 60.0


class IsolatedCanonicaliser:
    """Runs the reference canonicaliser in a worker process: started when first needed, killed and replaced when a
    document takes longer than `seconds`, replaced when it died.

    Threads may share one; they take turns. Use it in a `with` statement, or `close` it.
    """

    def __init__(self, seconds: float = CANONICALISE_SECONDS) -> None:
        self._seconds = seconds
        self._lock = Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def canonicalise(self, document: Mapping[str, Any], hash_name: HashName = "SHA-256") -> Canonical:
        """See `Canonicaliser.canonicalise`."""
        with self._lock:
            answer = self._ask({"document": dict(document), "hash": hash_name})
        if "error" in answer:
            raise ERRORS[answer["error"]](answer["message"], code=answer["code"], next_step=answer["next_step"])
        return Canonical(answer["nquads"].encode(), tuple(answer["uncovered"]))

    def close(self) -> None:
        """End the worker. Another document would start a new one."""
        with self._lock:
            self._stop()

    def _ask(self, request: dict[str, Any]) -> Any:
        if self._process is not None and self._process.poll() is not None:
            self._stop()  # it died since the last document, through no fault of this one
        process = self._process or self._start()
        try:
            return _within(self._seconds, process, request)
        except (EOFError, OSError) as error:
            self._stop()
            raise TooExpensive(
                f"The badge is built so that checking it takes more than {self._seconds:g} seconds or too much memory.",
                next_step="Badges of ordinary issuers are not like that; treat this one with suspicion.",
            ) from error
        except BaseException:
            self._stop()  # interrupted half way through a frame: the pipe cannot be used again
            raise

    def _start(self) -> subprocess.Popen[bytes]:
        """Start a worker and wait until it is ready, so that its start does not count against a document."""
        paths = [str(_ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
        self._process = process = subprocess.Popen(  # noqa: S603 - our own module, no shell
            [sys.executable, "-m", _WORKER],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
        )
        try:
            _within(START_SECONDS, process, None)
        except (EOFError, OSError) as error:
            self._stop()
            raise TooExpensive("The process that checks badges could not be started.", code="WORKER_FAILED") from error
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


def _within(seconds: float, process: subprocess.Popen[bytes], request: Any) -> Any:
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
