"""No outside world."""

from hiring.errors import Unreachable
from hiring.network.base import Document


class OfflineFetcher:
    """Answers nothing. What needed an answer is thereby *not checked*, and says so."""

    def get(self, url: str) -> Document:
        """Raise `Unreachable` (`OFFLINE`) for every URL."""
        raise Unreachable(
            f"{url} was not asked: the network is switched off.",
            code="OFFLINE",
            next_step="Check again with the network on.",
        )
