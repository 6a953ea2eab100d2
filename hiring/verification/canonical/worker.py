"""The process that canonicalises documents of strangers: `python -m hiring.verification.canonical.worker`.

It reads requests from standard input and answers on standard output until its input ends. It opens nothing, and
whoever started it may kill it at any moment. One frame is four bytes of length, big-endian, and as many of JSON:

    ->  {"document": {...}, "hash": "SHA-256"}
    <-  {"nquads": "...", "uncovered": ["..."]}  or  {"error": "MalformedError", "code": "...", "message": "...", ...}
"""

import json
import signal
import sys
from typing import IO, Any

from hiring.errors import CredenceError, MalformedError, TooExpensive, Unsupported
from hiring.verification.canonical.reference import ReferenceCanonicaliser

# What crosses the pipe as an error and is raised again on the other side.
ERRORS: dict[str, type[CredenceError]] = {
    "MalformedError": MalformedError,
    "Unsupported": Unsupported,
    "TooExpensive": TooExpensive,
}
# Python, PyLD and a document of the largest size fit four times over; a dataset that explodes does not.
MAX_MEMORY_BYTES = 1024 * 1024 * 1024
# Whoever started the worker kills it long before. This is for the worker whose owner was killed itself.
ORPHAN_SECONDS = 300


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


def answer(canonicaliser: ReferenceCanonicaliser, request: Any) -> dict[str, Any]:
    """Answer one request; every outcome that the interface knows is an answer."""
    try:
        canonical = canonicaliser.canonicalise(request["document"], request["hash"])
    except (MalformedError, Unsupported, TooExpensive) as error:
        return _refusal(error)
    except MemoryError:
        return _refusal(TooExpensive("The badge needs too much memory to be checked."))
    return {"nquads": canonical.nquads.decode(), "uncovered": canonical.uncovered}


def _refusal(error: CredenceError) -> dict[str, Any]:
    return {
        "error": type(error).__name__,
        "code": error.code,
        "message": str(error),
        "next_step": error.next_step,
    }


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


def main() -> None:
    """Serve until the input ends."""
    _limit_memory()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the owner, who ends us by closing the pipe
    requests, answers = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # nothing but frames may reach the pipe
    canonicaliser = ReferenceCanonicaliser()
    write_frame(answers, {"ready": True})
    while True:
        try:
            request = read_frame(requests)
        except EOFError:
            return
        _set_alarm(ORPHAN_SECONDS)
        reply = answer(canonicaliser, request)
        _set_alarm(0)
        write_frame(answers, reply)


if __name__ == "__main__":
    main()
