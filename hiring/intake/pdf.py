"""Reads PDF documents in a process that can be killed, and does not let many slow ones cost an upload its hour."""

import atexit
import base64
import time
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import Protocol

from hiring.errors import LimitExceeded, MalformedError
from hiring.isolation import Worker, WorkerLost
from hiring.settings import PDF_PATIENCE_SECONDS, PDF_SECONDS

_AGAIN = "Ask the applicant for the badge file that the issuer's site offers for download."
_MESSAGES = {
    "PDF_ENCRYPTED": "This PDF document is locked with a password, so nothing in it can be read.",
    "PDF_DAMAGED": "This PDF document is damaged, or not built as PDF documents are.",
}


@dataclass(frozen=True, slots=True)
class Contents:
    """What was taken out of a document: attachments by name, XMP metadata, and the addresses that its links name."""

    attachments: tuple[tuple[str, bytes], ...]
    xmp: bytes | None
    links: tuple[str, ...]


class _Asks(Protocol):
    def ask(self, request: dict[str, object]) -> dict[str, object]: ...


class PdfReader:
    """Reads documents one after another. What slow ones have cost is forgotten as time passes, a tenth of it at a time.

    `worker` and `monotonic` are injected by tests.
    """

    def __init__(self, worker: _Asks, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._worker = worker
        self._monotonic = monotonic
        self._lock = Lock()
        self._lost = 0.0
        self._at = monotonic()

    def read(self, content: bytes) -> Contents:
        """Return what a document holds.

        Raises:
            MalformedError: damaged, or locked with a password (`PDF_DAMAGED`, `PDF_ENCRYPTED`).
            LimitExceeded: it takes too long to read (`PDF_TOO_EXPENSIVE`), or too many of late did (`PDF_NOT_TRIED`).
        """
        self._require_patience()
        started = self._monotonic()
        try:
            answer = self._worker.ask({"content": base64.b64encode(content).decode()})
        except WorkerLost as lost:
            with self._lock:
                self._lost += self._monotonic() - started
            raise _too_expensive() from lost
        code = answer.get("error")
        if code == "PDF_TOO_EXPENSIVE":
            raise _too_expensive()
        if isinstance(code, str):
            raise MalformedError(_MESSAGES[code], code=code, next_step=_AGAIN)
        attachments, xmp, links = answer["attachments"], answer["xmp"], answer["links"]
        return Contents(
            attachments=tuple((name, base64.b64decode(data)) for name, data in attachments),  # type: ignore[attr-defined]
            xmp=base64.b64decode(xmp) if isinstance(xmp, str) else None,
            links=tuple(links),  # type: ignore[arg-type]
        )

    def _require_patience(self) -> None:
        with self._lock:
            now = self._monotonic()
            self._lost = max(self._lost - (now - self._at) / 10, 0.0)
            self._at = now
            if self._lost > PDF_PATIENCE_SECONDS:
                raise LimitExceeded(
                    "Too many PDF documents of late took too long to read, so that this one was not tried.",
                    code="PDF_NOT_TRIED",
                    next_step="Upload it again in some minutes, without the documents that took too long.",
                )


def _too_expensive() -> LimitExceeded:
    return LimitExceeded(
        f"This PDF document takes more than {PDF_SECONDS:g} seconds or too much memory to read.",
        code="PDF_TOO_EXPENSIVE",
        next_step=_AGAIN,
    )


def shared_reader() -> PdfReader:
    """Return the reader of this process. Its worker is started by the first document, and ends with the process."""
    return _SHARED


_WORKER = Worker("hiring.intake.pdf_worker", PDF_SECONDS)
_SHARED = PdfReader(_WORKER)
atexit.register(_WORKER.close)
