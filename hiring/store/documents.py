"""The answers of the outside, kept: for asking less often, and for showing later what a verdict rested on."""

import json
from collections.abc import Sequence
from contextlib import closing
from typing import Any

from hiring.models.document import Document
from hiring.store.database import Cursor, Database, transaction
from hiring.store.ids import digest
from hiring.store.merge import Row, merge

_NEWEST = """
SELECT d.url, d.status, d.media_type, d.digest, d.headers, d.known_at AS fetched_at, c.content
FROM documents AS d JOIN contents AS c ON c.digest = d.digest
WHERE d.url = $url ORDER BY d.known_at DESC, d.document_id LIMIT 1
"""


class KeptDocuments:
    """Documents in a database. Safe to share between threads: each use takes a cursor of its own."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def newest(self, url: str) -> Document | None:
        """Return the answer of an address that was fetched last, or `None` if there is none."""
        with closing(self._database.cursor()) as cursor:
            rows = cursor.execute(_NEWEST, {"url": url}).pl().to_dicts()
        if not rows:
            return None
        return as_document(rows[0])

    def keep(self, document: Document) -> None:
        """Keep an answer. The same content is stored once, whatever addresses serve it."""
        with closing(self._database.cursor()) as cursor, transaction(cursor):
            write_documents(cursor, [document])


def write_documents(cursor: Cursor, documents: Sequence[Document]) -> list[str]:
    """Write answers, in the caller's transaction, and return their ids in their order."""
    rows = [_row(document) for document in documents]
    merge(cursor, "contents", [{"digest": one.digest, "content": one.content} for one in documents], key="digest")
    merge(cursor, "documents", rows, key="document_id")
    return [str(row["document_id"]) for row in rows]


def _row(document: Document) -> Row:
    headers = json.dumps(dict(document.headers), sort_keys=True)
    moment = document.fetched_at.isoformat()
    return {
        "document_id": digest("document", document.url, document.digest, document.status, headers, moment),
        "url": document.url,
        "status": document.status,
        "media_type": document.media_type,
        "digest": document.digest,
        "headers": headers,
        "known_at": document.fetched_at,
    }


def as_document(row: dict[str, Any]) -> Document:
    """Return a row of `url, status, media_type, digest, headers, fetched_at, content` as a document."""
    headers = tuple((name, text) for name, text in sorted(json.loads(row["headers"]).items()))
    return Document(**{**row, "headers": headers})
