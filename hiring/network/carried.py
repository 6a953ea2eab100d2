"""A fetcher for processes that ask nobody: it has the answers that it was handed, and says which others are wanted."""

from collections.abc import Mapping

from hiring.errors import FetchError
from hiring.network.base import Document, Wanted

Answer = Document | FetchError


class CarriedFetcher:
    """Answers from what was carried to it last. Who needs more is interrupted by `Wanted`, and tries again with it."""

    def __init__(self) -> None:
        self._answers: Mapping[str, Answer] = {}

    def carry(self, answers: Mapping[str, Answer]) -> None:
        """Answer from `answers` from now on, and from nothing else."""
        self._answers = answers

    def get(self, url: str) -> Document:
        """Return the answer that was carried here, or raise as it was raised where it was asked.

        Raises:
            Wanted: it was not carried here.
            FetchError: as it was raised there.
        """
        answer = self._answers.get(url)
        if answer is None:
            raise Wanted(url)
        if isinstance(answer, FetchError):
            raise answer.with_traceback(None)
        return answer
