"""A table of documents that answers instead of the network."""

import csv
from dataclasses import dataclass
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from urllib.parse import urldefrag

from hiring.errors import Unreachable, UsageError
from hiring.network.base import Clock, Document
from hiring.settings import MAX_DOCUMENT_BYTES, MIB

# Ten thousand rows of long URLs are two megabytes.
MAX_TABLE_BYTES = 64 * MIB


@dataclass(frozen=True, slots=True)
class _Row:
    file: Path | None
    status: int
    served_from: str | None = None
    fetched_at: datetime | None = None
    failure: tuple[str, str] | None = None


class DocumentsFetcher:
    """Answers from a CSV table `url,file,status`; files are relative to the table and stay inside its folder.

    A row without a file answers with an empty body (`410` for a document that is gone); a row without a status
    answers `200`. Further columns are optional: `served_from` names the address that redirects led to, `fetched_at`
    says when it answered (else now); `code` and `message` say that it did not, and why. The table is read once, the
    files when they are asked for.
    """

    def __init__(self, table: Path, clock: Clock) -> None:
        """Read the table.

        Raises:
            UsageError: it cannot be read, has no such columns, names one URL twice differently, or leaves its folder.
        """
        self._table = table
        self._clock = clock
        self._rows = _read(table)

    def holds(self, url: str) -> bool:
        """Say whether the table has a row for `url` (a fragment does not matter, as in HTTP)."""
        return _without_fragment(url) in self._rows

    def get(self, url: str) -> Document:
        """Return the row's answer.

        Raises:
            Unreachable: no such row (`NOT_IN_DOCUMENTS`), its file is absent, unreadable or too large
                (`DOCUMENT_UNREADABLE`), or the row says that it did not answer, by its own code.
        """
        row = self._rows.get(_without_fragment(url))
        if row is None:
            raise Unreachable(
                f"{url} did not answer: it is not in the table of documents.",
                code="NOT_IN_DOCUMENTS",
                next_step="Add the document to the table, or check again with the network.",
            )
        if row.failure is not None:
            code, message = row.failure
            raise Unreachable(message, code=code, next_step="Check again with the network.")
        content = b"" if row.file is None else self._content(url, row.file)
        headers = {"content-location": row.served_from} if row.served_from else None
        moment = row.fetched_at or self._clock()
        return Document.answered(url, content, status=row.status, media_type=None, fetched_at=moment, headers=headers)

    def _content(self, url: str, file: Path) -> bytes:
        try:
            with file.open("rb") as stream:
                content = stream.read(MAX_DOCUMENT_BYTES + 1)
        except OSError as error:
            raise _unreadable(f"The table of documents names {file.name} for {url}; it cannot be read.") from error
        if len(content) > MAX_DOCUMENT_BYTES:
            raise _unreadable(f"The document for {url} has more than {MAX_DOCUMENT_BYTES:,} bytes.")
        return content


def _unreadable(message: str) -> Unreachable:
    return Unreachable(message, code="DOCUMENT_UNREADABLE", next_step="Mend the table of documents.")


def _without_fragment(url: str) -> str:
    try:
        return urldefrag(url).url
    except ValueError:  # not a URL at all (`http://[`): then no row is equal to it but itself
        return url


def _read(table: Path) -> dict[str, _Row]:
    try:
        with table.open("rb") as stream:
            content = stream.read(MAX_TABLE_BYTES + 1)
        if len(content) > MAX_TABLE_BYTES:
            raise UsageError(f"The table of documents {table} has more than {MAX_TABLE_BYTES:,} bytes.")
        lines = csv.DictReader(StringIO(content.decode("utf-8-sig"), newline=""), strict=True)
        if not {"url", "file", "status"} <= set(lines.fieldnames or ()):
            raise UsageError(f"The table of documents {table} needs the columns url, file and status.")
        rows: dict[str, _Row] = {}
        for line in lines:
            where = f"{table}, line {lines.line_num}"
            url = _without_fragment((line["url"] or "").strip())
            row = _row(table.parent, line, where)
            if rows.setdefault(url, row) != row:
                raise UsageError(f"{where}: {url} has another answer further up.")
    except (OSError, ValueError, csv.Error) as error:
        raise UsageError(f"The table of documents {table} cannot be read: {error}") from error
    return rows


def _row(folder: Path, line: dict[str, str | None], where: str) -> _Row:
    file, status = (line["file"] or "").strip(), (line["status"] or "").strip() or "200"
    if not (status.isascii() and status.isdecimal() and 100 <= int(status) <= 599):
        raise UsageError(f"{where}: {status[:20]!r} is not an HTTP status.")
    served_from = (line.get("served_from") or "").strip() or None
    code, message = (line.get("code") or "").strip(), (line.get("message") or "").strip()
    failure = (code, message) if code else None
    fetched_at = _moment((line.get("fetched_at") or "").strip(), where)
    if not file:
        return _Row(None, int(status), served_from, fetched_at, failure)
    path = (folder / file).resolve()
    # Resolved, so that neither `..` nor a symbolic link leads out of the folder that was named.
    if not path.is_relative_to(folder.resolve()):
        raise UsageError(f"{where}: {file!r} is outside the folder of the table.")
    return _Row(path, int(status), served_from, fetched_at, failure)


def _moment(text: str, where: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text) if text else None
    except ValueError as error:
        raise UsageError(f"{where}: {text[:40]!r} is not a date and time.") from error
    return moment.replace(tzinfo=UTC) if moment and moment.tzinfo is None else moment
