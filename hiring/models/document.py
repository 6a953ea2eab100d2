"""What an address answered."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Self

# Header fields that tell which version an answer is and how long it holds; the others are not kept. Where an answer
# came by redirects, `content-location` (RFC 9110, section 8.7) is the fetcher's own word, never the server's.
KEPT_HEADERS = frozenset(
    {"age", "cache-control", "content-location", "date", "etag", "expires", "last-modified", "retry-after"}
)


@dataclass(frozen=True, slots=True)
class Document:
    """An answer: `content` as served, `digest` its SHA-256 in hex, `status` the HTTP status.

    `headers` are those of `KEPT_HEADERS`, names in lower case, each once.
    """

    url: str
    content: bytes
    status: int
    media_type: str | None
    fetched_at: datetime
    digest: str
    headers: tuple[tuple[str, str], ...] = ()

    @classmethod
    def answered(
        cls,
        url: str,
        content: bytes,
        *,
        status: int,
        media_type: str | None,
        fetched_at: datetime,
        headers: Mapping[str, str] | None = None,
    ) -> Self:
        """Make a document of what was served, computing its digest. `url` is the one that was asked for.

        `headers` (names in lower case) may be all that came; those that matter are kept.
        """
        kept = tuple(sorted((name, text) for name, text in (headers or {}).items() if name in KEPT_HEADERS))
        return cls(url, content, status, media_type, fetched_at, sha256(content).hexdigest(), kept)

    @property
    def served_from(self) -> str:
        """The address that answered in the end, which redirects may have led to."""
        return self.header("content-location") or self.url

    def header(self, name: str) -> str | None:
        """Return a kept header field by its name in lower case."""
        return dict(self.headers).get(name)
