"""Files that are through, until there are enough of them to be written in one transaction."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from hiring.ingesting.examining import Examined
from hiring.settings import MIB
from hiring.store.fact_rows import Facts, Read

# Files written in one transaction: so few that a killed ingest loses seconds of work, so many that commits are cheap.
BATCH_FILES = 64
# The same where processes share the work: thousands a second come in, unless they are slow or large.
SPREAD_BATCH_FILES = 2_048
SPREAD_BATCH_SECONDS = 2.0
SPREAD_BATCH_BYTES = 32 * MIB


@dataclass(frozen=True, slots=True)
class Part:
    """Files that are through, with what was found in them: as it was read here, or as facts made elsewhere."""

    sources: Sequence[str]
    found: Sequence[Examined]
    size: int
    facts: Sequence[Facts] = ()


@dataclass
class Batch:
    """What is to be written in one transaction: by its files and, with a clock (`monotonic`), by time and size too."""

    files: int
    monotonic: Callable[[], float] | None
    found: list[Examined] = field(default_factory=list)
    facts: list[Facts] = field(default_factory=list)
    through: int = 0
    size: int = 0
    since: float = 0.0

    def add(self, part: Part) -> None:
        """Take in files that are through."""
        if not self.through and self.monotonic:
            self.since = self.monotonic()
        self.found.extend(part.found)
        self.facts.extend(part.facts)
        self.through += len(part.sources)
        self.size += part.size

    @property
    def reads(self) -> list[Read]:
        """What was read here and is no facts yet."""
        return [one.read for one in self.found if one.read]

    @property
    def full(self) -> bool:
        """Whether it is time to write."""
        late = self.monotonic is not None and self.monotonic() - self.since >= SPREAD_BATCH_SECONDS
        return self.through >= self.files or late or (self.monotonic is not None and self.size >= SPREAD_BATCH_BYTES)

    def clear(self) -> None:
        """Begin anew, when all of it is written."""
        self.found, self.facts, self.through, self.size = [], [], 0, 0
