"""The answers of the outside, kept: for asking less often, and for showing later what a verdict rested on."""

import json
from contextlib import closing
from typing import Any

from hiring.models.document import Document
from hiring.store.database import Cursor, Database, transaction
from hiring.store.ids import digest
from hiring.store.merge import merge

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
            write_document(cursor, document)


def write_document(cursor: Cursor, document: Document) -> str:
    """Write an answer, in the caller's transaction, and return its id."""
    headers = json.dumps(dict(document.headers), sort_keys=True)
    moment = document.fetched_at.isoformat()
    document_id = digest("document", document.url, document.digest, document.status, headers, moment)
    row = {
        "document_id": document_id,
        "url": document.url,
        "status": document.status,
        "media_type": document.media_type,
        "digest": document.digest,
        "headers": headers,
        "known_at": document.fetched_at,
    }
    merge(cursor, "contents", [{"digest": document.digest, "content": document.content}], key="digest")
    merge(cursor, "documents", [row], key="document_id")
    return document_id


def as_document(row: dict[str, Any]) -> Document:
    """Return a row of `url, status, media_type, digest, headers, fetched_at, content` as a document."""
    headers = tuple((name, text) for name, text in sorted(json.loads(row["headers"]).items()))
    return Document(**{**row, "headers": headers})
