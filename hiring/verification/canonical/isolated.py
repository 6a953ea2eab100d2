"""Canonicalisation in a process that can be killed.

RDF canonicalisation takes exponential time on graphs that look alike from every side: ten blank nodes that all refer
to one another are enough for days. No honest badge is like that. The algorithm gives up by itself where it meets that
(`rdfc.MAX_TIED_QUADS`); whatever else of a stranger's document costs too much time or memory ends with the process.
"""

from collections.abc import Mapping
from types import TracebackType
from typing import Any, Self

from hiring.errors import TooExpensive
from hiring.isolation import Worker, WorkerLost
from hiring.settings import CANONICALISE_SECONDS
from hiring.verification.canonical.base import Canonical, HashName
from hiring.verification.canonical.worker import ERRORS

_WORKER = "hiring.verification.canonical.worker"


class IsolatedCanonicaliser:
    """Runs the reference canonicaliser in a worker process (see `hiring.isolation.Worker`).

    Threads may share one; they take turns. Use it in a `with` statement, or `close` it.
    """

    def __init__(self, seconds: float = CANONICALISE_SECONDS) -> None:
        self._seconds = seconds
        self.worker = Worker(_WORKER, seconds)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def canonicalise(self, document: Mapping[str, Any], hash_name: HashName = "SHA-256") -> Canonical:
        """See `Canonicaliser.canonicalise`."""
        try:
            answer = self.worker.ask({"document": dict(document), "hash": hash_name})
        except WorkerLost as lost:
            if not lost.started:
                raise TooExpensive(
                    "The process that checks badges could not be started.", code="WORKER_FAILED"
                ) from lost
            raise TooExpensive(
                f"The badge is built so that checking it takes more than {self._seconds:g} seconds or too much memory.",
                next_step="Badges of ordinary issuers are not like that; treat this one with suspicion.",
            ) from lost
        if "error" in answer:
            raise ERRORS[answer["error"]](answer["message"], code=answer["code"], next_step=answer["next_step"])
        return Canonical(answer["nquads"].encode(), tuple(answer["uncovered"]))

    def close(self) -> None:
        """End the worker. Another document would start a new one."""
        self.worker.close()
