"""The answers of the outside, kept: for asking less often, and for showing later what a verdict rested on."""

import json
from contextlib import closing

from hiring.models.document import Document
from hiring.store.database import Database, transaction
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
        (row,) = rows
        headers = tuple((name, text) for name, text in sorted(json.loads(row.pop("headers")).items()))
        return Document(**row, headers=headers)

    def keep(self, document: Document) -> None:
        """Keep an answer. The same content is stored once, whatever addresses serve it."""
        headers = json.dumps(dict(document.headers), sort_keys=True)
        moment = document.fetched_at.isoformat()
        row = {
            "document_id": digest("document", document.url, document.digest, document.status, headers, moment),
            "url": document.url,
            "status": document.status,
            "media_type": document.media_type,
            "digest": document.digest,
            "headers": headers,
            "known_at": document.fetched_at,
        }
        with closing(self._database.cursor()) as cursor, transaction(cursor):
            merge(cursor, "contents", [{"digest": document.digest, "content": document.content}], key="digest")
            merge(cursor, "documents", [row], key="document_id")
