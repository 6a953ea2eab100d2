"""What an ingest tells while it works, and what it leaves behind: one named outcome a file."""

from collections import Counter

from hiring.models.base import Model


class Progress(Model):
    """`done` of `total` files are through; `source` is the one that was just finished."""

    done: int
    total: int
    source: str


class FileOutcome(Model):
    """What became of one file, in plain words.

    `outcome` is one of `hiring.models.outcomes.VERDICT_OUTCOMES`, `DUPLICATE`, `MANIFEST`, `INTERNAL_ERROR`, or the
    code of what kept the file from being read as a credential. The names of achievement and issuer are the credential's
    own claims; they are withheld (`None`) for a rejected one.
    """

    source: str
    outcome: str
    message: str
    next_step: str = ""
    applicant_id: str | None = None
    applicant_name: str | None = None
    credential_id: str | None = None
    achievement_name: str | None = None
    issuer_name: str | None = None


class IngestReport(Model):
    """Every file that was looked at, ordered by source. `cancelled`: somebody stopped it, and the rest was not read.

    `canonicalised` counts the documents whose canonical form the fast canonicaliser gave, `fell_back` those for which
    the reference had to be asked (`hiring.verification.canonical.fast`). `applicants`: ids of those whose evidence may
    have changed, among them some of whom a correction took all.
    """

    bundle_id: str
    files: tuple[FileOutcome, ...]
    cancelled: bool = False
    applicants: frozenset[str] = frozenset()
    canonicalised: int = 0
    fell_back: int = 0

    def counts(self) -> dict[str, int]:
        """How many files ended in which outcome, the most frequent first."""
        return dict(Counter(file.outcome for file in self.files).most_common())
