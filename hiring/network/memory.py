"""Remembers answers while one batch is worked on."""

from hiring.errors import FetchError
from hiring.network.base import Document, Fetcher
from hiring.settings import MIB

# Five hundred badges of one issuer share a key document and a few lists, some megabytes in all. A bundle that names
# a different large document in each badge must not fill the memory: beyond this, answers are asked for again.
MAX_REMEMBERED_BYTES = 128 * MIB
# Failures hold no content, but each takes a little room too.
MAX_REMEMBERED_FAILURES = 50_000


class BatchFetcher:
    """Asks another fetcher once a URL, failures included: all badges of one batch are judged by the same answers.

    Made for one batch and then thrown away; it has no notion of an answer growing old. Safe to share between threads
    (two that ask at the same instant may both go out; the first answer stays).
    """

    def __init__(self, inner: Fetcher) -> None:
        self._inner = inner
        self._answers: dict[str, Document] = {}
        self._failures: dict[str, FetchError] = {}
        self._bytes = 0

    def get(self, url: str) -> Document:
        """Return the first answer that was given for `url`, or raise as it was raised the first time."""
        if url in self._answers:
            return self._answers[url]
        if url in self._failures:
            raise _again(self._failures[url])
        try:
            answer = self._inner.get(url)
        except FetchError as error:
            if len(self._failures) < MAX_REMEMBERED_FAILURES:
                # A copy without its traceback, which would keep every frame of the first caller alive.
                self._failures[url] = _again(error)
            raise
        if self._bytes + len(answer.content) <= MAX_REMEMBERED_BYTES:
            self._bytes += len(answer.content)
            return self._answers.setdefault(url, answer)
        return answer


def _again(error: FetchError) -> FetchError:
    return type(error)(str(error), code=error.code, next_step=error.next_step)
