"""Workbooks, read by a worker process (`xlsx_worker`) that is killed when one of them takes too long or too much."""

import base64
from functools import cache
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from hiring.errors import LimitExceeded, MalformedError
from hiring.isolation import Worker, WorkerLost
from hiring.settings import MAX_EXPANDED_BYTES, TABLE_SECONDS

MAGIC = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_MESSAGES = {
    "TABLE_ENCRYPTED": "This workbook is locked with a password.",
    "TABLE_UNREADABLE": "This is not a workbook that can be read.",
    "TABLE_TOO_LARGE": "The first sheet of this workbook is larger than any that is read.",
}
_SAVE_AS = "Save the sheet as CSV (UTF-8), without what lies far outside the table, and upload that."


def read_sheet(content: bytes) -> list[list[str]]:
    """Return the rows of the first visible sheet, each as long as the longest.

    Raises:
        MalformedError: damaged, or locked with a password (`TABLE_UNREADABLE`, `TABLE_ENCRYPTED`).
        LimitExceeded: it is too large, or takes too long (`TABLE_TOO_LARGE`).
    """
    _require_modest(content)
    try:
        answer = _worker().ask({"content": base64.b64encode(content).decode()})
    except WorkerLost as lost:
        raise _refused("TABLE_TOO_LARGE") from lost
    if "error" in answer:
        raise _refused(str(answer["error"]))
    rows: list[list[str]] = answer["rows"]
    return rows


def _require_modest(content: bytes) -> None:
    """Refuse what says of itself that it unpacks too far. What lies about it meets the worker's bounds."""
    if not content.startswith(MAGIC[0]):
        return
    try:
        with ZipFile(BytesIO(content)) as archive:
            expanded = sum(entry.file_size for entry in archive.infolist())
    except (BadZipFile, ValueError, OSError, LookupError, RuntimeError) as error:
        raise _refused("TABLE_UNREADABLE") from error
    if expanded > MAX_EXPANDED_BYTES:
        raise _refused("TABLE_TOO_LARGE")


def _refused(code: str) -> LimitExceeded | MalformedError:
    kind = LimitExceeded if code == "TABLE_TOO_LARGE" else MalformedError
    return kind(_MESSAGES[code], code=code, next_step=_SAVE_AS)


@cache
def _worker() -> Worker:
    """One for the process: reading takes a second, starting takes one too."""
    return Worker("hiring.intake.xlsx_worker", TABLE_SECONDS)
