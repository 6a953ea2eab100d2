"""Work that goes on while people read: one piece at a time, watched by id, cancellable.

A worker thread cannot write to a page, so a job only keeps its own state; the page polls it from a fragment.
"""

import logging
import secrets
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from threading import Event, Lock
from typing import Literal

from hiring.errors import CredenceError
from hiring.models.ingest import IngestReport, Progress
from hiring.reverify import Asked

# An ingest, or asking again.
Work = Callable[[Callable[[Progress], None], Callable[[], bool]], IngestReport | Asked]
State = Literal["waiting", "running", "done", "failed"]

# Finished jobs that are remembered, so that a page that was elsewhere can still tell how they ended.
KEPT = 50

_log = logging.getLogger(__name__)


@dataclass
class Job:
    """One piece of work. Written by its worker, read by pages; every field is replaced whole, never changed inside."""

    id: str
    name: str
    state: State = "waiting"
    progress: Progress | None = None
    started_at: datetime | None = None
    report: IngestReport | None = None
    asked: Asked | None = None
    problem: str = ""
    next_step: str = ""
    stop: Event = field(default_factory=Event)

    @property
    def ended(self) -> bool:
        """Whether nothing more will happen."""
        return self.state in ("done", "failed")

    def seconds_left(self, now: datetime) -> int | None:
        """Seconds until the end at the pace so far; `None` while there is no pace to speak of."""
        if self.progress is None or self.started_at is None or self.progress.done == 0:
            return None
        spent = (now - self.started_at).total_seconds()
        return max(round(spent / self.progress.done * (self.progress.total - self.progress.done)), 0)


class Jobs:
    """The jobs of this process. One worker, because one writer at a time is all that the database takes."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="ingest")
        self._jobs: dict[str, Job] = {}
        self._lock = Lock()

    def start(self, name: str, work: Work) -> Job:
        """Queue `work` and return its job. `work` is given where to report progress and how to hear of a cancel."""
        job = Job(secrets.token_urlsafe(9), name)
        with self._lock:
            for old in [held.id for held in self._jobs.values() if held.ended][: max(len(self._jobs) - KEPT, 0)]:
                del self._jobs[old]
            self._jobs[job.id] = job
        self._pool.submit(self._run, job, work)
        return job

    def get(self, job_id: str | None) -> Job | None:
        """Return the job of that id, if this process has it."""
        return self._jobs.get(job_id or "")

    def _run(self, job: Job, work: Work) -> None:
        def report(progress: Progress) -> None:
            job.progress = progress

        job.started_at = self._clock()
        job.state = "running"
        try:
            result = work(report, job.stop.is_set)
        except CredenceError as error:
            job.problem, job.next_step = str(error), error.next_step
            job.state = "failed"
        # A worker's last frame: whatever it is, the page must say that the work has stopped and what was kept.
        except Exception:  # noqa: BLE001
            _log.exception("An ingest stopped on an unexpected error")
            job.problem = "The work stopped on an error of ours; it is in the server's log."
            job.next_step = (
                "What was verified before it is kept. Start the same upload again: nothing is counted twice."
            )
            job.state = "failed"
        else:
            if isinstance(result, Asked):
                job.asked = result
            else:
                job.report = result
            job.state = "done"
