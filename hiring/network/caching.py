"""Keeps what was fetched, and asks again only when the server's own rules say so."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from hiring.errors import Unreachable
from hiring.network.base import Clock, Document
from hiring.network.freshness import fresh_until, usable_on_error_until, validators

NOT_MODIFIED = 304
# Busy or broken, for now: what was had before stands in for these as it does for silence.
FOR_NOW = frozenset({429, 500, 502, 503, 504})


class ConditionalFetcher(Protocol):
    """A fetcher that can ask whether a document has changed."""

    def get(self, url: str, *, asking: Sequence[tuple[str, str]] = ()) -> Document:
        """Return the answer, of status 304 if `asking` (validating header fields) still hold. Raises as `Fetcher`."""
        ...


class Kept(Protocol):
    """Where documents are kept between batches."""

    def newest(self, url: str) -> Document | None:
        """Return the newest answer kept of an address."""
        ...

    def keep(self, document: Document) -> None:
        """Keep an answer; older ones of the address stay."""
        ...


class CachingFetcher:
    """Answers from what is kept while that holds; revalidates by ETag or date; falls back on it while a server is down.

    A document's `fetched_at` always tells when its server last vouched for it, so that nobody takes an old answer for a
    new one.
    """

    def __init__(self, inner: ConditionalFetcher, kept: Kept, clock: Clock) -> None:
        self._inner, self._kept, self._clock = inner, kept, clock

    def get(self, url: str) -> Document:
        """Return the answer for `url`. Raises as the inner fetcher, unless a kept answer may stand in."""
        held, now = self._kept.newest(url), self._clock()
        if held is not None and now < fresh_until(held):
            return held
        stand_in = held if held is not None and now < usable_on_error_until(held) else None
        try:
            answer = self._inner.get(url, asking=validators(held) if held is not None and held.status == 200 else ())
        except Unreachable:
            if stand_in is not None:
                return stand_in
            raise
        if answer.status in FOR_NOW and stand_in is not None:
            return stand_in
        if answer.status == NOT_MODIFIED and held is not None:
            # RFC 9111 section 4.3.4: the fields of the 304 replace those kept; the content stays.
            fields = dict(held.headers) | dict(answer.headers)
            answer = replace(held, fetched_at=answer.fetched_at, headers=tuple(sorted(fields.items())))
        self._kept.keep(answer)
        return answer
