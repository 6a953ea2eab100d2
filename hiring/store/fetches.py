"""What each address answered during one ingest, kept: the ground its verdicts stand on, to repeat them from."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime

from hiring.errors import FetchError, Forbidden, Unreachable
from hiring.models.document import Document
from hiring.settings import MIB
from hiring.store.database import Cursor, Database, transaction
from hiring.store.documents import as_document, write_documents
from hiring.store.ids import digest
from hiring.store.merge import Row, append_if_changed

_FETCHES = """
SELECT f.url AS asked, f.forbidden, f.code, f.message, f.next_step,
       d.url, d.status, d.media_type, d.digest, d.headers, d.known_at AS fetched_at, c.content
FROM fetches AS f
LEFT JOIN documents AS d ON d.document_id = f.document_id
LEFT JOIN contents AS c ON c.digest = d.digest
WHERE f.bundle_id = $bundle AND f.known_at <= $at AND ($url IS NULL OR f.url = $url)
QUALIFY row_number() OVER (PARTITION BY f.url ORDER BY f.known_at DESC, f.fetch_id) = 1
ORDER BY f.url
"""
# The same answer again, as when a bundle is uploaded twice, is nothing new.
_SUBJECT = ("bundle_id", "url")
_SAYS = ("document_id", "forbidden", "code", "message", "next_step")
# Answers held until the verdicts that they led to are written.
MAX_HELD_BYTES = 32 * MIB
_OF_DOCUMENT = ("url", "status", "media_type", "digest", "headers", "fetched_at", "content")


_UPLOADS = """
SELECT b.bundle_id, b.name, max(f.known_at) AS asked_at
FROM bundles AS b JOIN fetches AS f USING (bundle_id)
WHERE (b.name = $named OR starts_with(b.bundle_id, $named)) AND ($at IS NULL OR f.known_at <= $at)
GROUP BY ALL ORDER BY asked_at DESC, b.bundle_id
"""


class FetchLog:
    """Writes down the answers that one ingest (a bundle, judged at a moment) was given, with its verdicts."""

    def __init__(self, database: Database, bundle_id: str, at: datetime) -> None:
        self._database, self._bundle, self._at = database, bundle_id, at
        self._heard: dict[str, Document | FetchError] = {}
        self._bytes = 0

    def __call__(self, url: str, answer: Document | FetchError) -> None:
        """Hear of an answer, or why there was none. It is written at the next `write`."""
        self._heard[url] = answer
        self._bytes += len(answer.content) if isinstance(answer, Document) else 0
        if self._bytes > MAX_HELD_BYTES:
            with closing(self._database.cursor()) as cursor, transaction(cursor):
                self.write(cursor)

    def write(self, cursor: Cursor) -> None:
        """Write what was heard since the last time, in the caller's transaction."""
        answers = [answer for answer in self._heard.values() if isinstance(answer, Document)]
        ids = iter(write_documents(cursor, answers))
        rows = [
            self._row(url, answer, next(ids) if isinstance(answer, Document) else None)
            for url, answer in self._heard.items()
        ]
        append_if_changed(cursor, "fetches", rows, key="fetch_id", subject=_SUBJECT, says=_SAYS, at="known_at")
        self._heard, self._bytes = {}, 0

    def _row(self, url: str, answer: Document | FetchError, document_id: str | None) -> Row:
        failure = None if isinstance(answer, Document) else answer
        return {
            "fetch_id": digest("fetch", self._bundle, self._at.isoformat(), url),
            "bundle_id": self._bundle,
            "url": url,
            "document_id": document_id,
            "forbidden": isinstance(failure, Forbidden),
            "code": failure.code if failure else None,
            "message": str(failure) if failure else None,
            "next_step": failure.next_step if failure else None,
            "known_at": self._at,
        }


@dataclass(frozen=True, slots=True)
class RecordedFetcher:
    """Answers as the outside did during one ingest, and nothing else."""

    database: Database
    bundle_id: str
    at: datetime

    def get(self, url: str) -> Document:
        """Return the answer that was given then, or raise as it was raised then.

        Raises:
            FetchError: as then; `NOT_RECORDED` for an address that was not asked.
        """
        with closing(self.database.cursor()) as cursor:
            rows = list(_recorded(cursor, self.bundle_id, self.at, url))
        if not rows:
            raise Unreachable(f"{url} was not asked at that time.", code="NOT_RECORDED")
        answer = rows[0][1]
        if isinstance(answer, FetchError):
            raise answer
        return answer


def recorded(cursor: Cursor, bundle_id: str, at: datetime) -> Iterator[tuple[str, Document | FetchError]]:
    """Yield every address that an ingest asked, and what came of it, by address."""
    yield from _recorded(cursor, bundle_id, at, None)


def _recorded(
    cursor: Cursor, bundle_id: str, at: datetime, url: str | None
) -> Iterator[tuple[str, Document | FetchError]]:
    rows = cursor.execute(_FETCHES, {"bundle": bundle_id, "at": at, "url": url}).pl().to_dicts()
    for row in rows:
        if row["status"] is None:
            kind = Forbidden if row["forbidden"] else Unreachable
            yield row["asked"], kind(row["message"], code=row["code"], next_step=row["next_step"])
        else:
            yield row["asked"], as_document({name: row[name] for name in _OF_DOCUMENT})


def uploads_named(cursor: Cursor, named: str, at: datetime | None = None) -> list[tuple[str, str, datetime]]:
    """Return id, name and last moment of asking (by `at`) of uploads of that name or beginning of id; newest first."""
    rows = cursor.execute(_UPLOADS, {"named": named, "at": at}).pl().to_dicts()
    return [(row["bundle_id"], row["name"], row["asked_at"].astimezone(UTC)) for row in rows]
