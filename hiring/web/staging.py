"""From what was dropped to what will be verified: files unpacked in memory, and whom each belongs to."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import polars as pl

from hiring.errors import LimitExceeded
from hiring.intake.applicants import assign
from hiring.intake.bundle import read_bytes
from hiring.models.artifact import ApplicantClaim, FileProblem, SourceFile
from hiring.models.ingest import IngestReport, Progress
from hiring.pipeline import Spread, ingest
from hiring.settings import MAX_UPLOAD_BYTES, MIB
from hiring.store.database import Database
from hiring.verification.verifier import Verifier
from hiring.views.text import shorten
from hiring.web.jobs import Work
from hiring.web.resources import Clock

COLUMNS = {"File": pl.String, "Applicant": pl.String, "E-mail": pl.String, "Known from": pl.String}


@dataclass(frozen=True)
class Staged:
    """One upload, unpacked. `entries` in the order they came; `claims` whom each credential-to-be belongs to."""

    name: str
    entries: tuple[SourceFile | FileProblem, ...]
    claims: Mapping[str, ApplicantClaim] = field(default_factory=dict)
    manifests: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[FileProblem, ...] = ()

    @property
    def table(self) -> pl.DataFrame:
        """`File, Applicant, E-mail, Known from`, one row a file whose owner matters."""
        rows = [
            {"File": source, "Applicant": claim.name, "E-mail": claim.email or "", "Known from": claim.known_from}
            for source, claim in self.claims.items()
        ]
        return pl.DataFrame(rows, schema=COLUMNS)


def stage(files: Sequence[tuple[str, bytes]], typed: ApplicantClaim | None) -> Staged:
    """Unpack the dropped files within the bounds of `hiring.settings` and say whom each belongs to.

    Raises:
        LimitExceeded: all of them together are more than one upload may be.
    """
    total = sum(len(content) for _, content in files)
    if total > MAX_UPLOAD_BYTES:
        raise LimitExceeded(
            f"These files are {total / MIB:,.0f} MiB together; one upload takes {MAX_UPLOAD_BYTES // MIB} MiB.",
            code="UPLOAD_TOO_LARGE",
            next_step="Upload them in several parts. Nothing was kept of this one.",
        )
    entries = tuple(entry for name, content in files for entry in read_bytes(name, content))
    assignment = assign([entry for entry in entries if isinstance(entry, SourceFile)], typed)
    name = files[0][0] if len(files) == 1 else f"{files[0][0]} and {len(files) - 1} more"
    return Staged(
        shorten(name, 120), entries, dict(assignment.claims), dict(assignment.manifests), tuple(assignment.problems)
    )


def corrections(before: pl.DataFrame, after: pl.DataFrame) -> dict[str, ApplicantClaim]:
    """Return what the person changed in the table, by file. A name that was emptied is not a correction."""
    changed: dict[str, ApplicantClaim] = {}
    for old, new in zip(before.iter_rows(named=True), after.iter_rows(named=True), strict=True):
        name, email = (new["Applicant"] or "").strip(), (new["E-mail"] or "").strip()
        if name and (name, email) != (old["Applicant"], old["E-mail"]):
            changed[old["File"]] = ApplicantClaim(name=name, email=email or None, known_from="typed")
    return changed


def work(
    staged: Staged,
    fixed: Mapping[str, ApplicantClaim],
    typed: ApplicantClaim | None,
    *,
    database: Database,
    verifier: Verifier,
    clock: Clock,
    spread: Spread | None = None,
) -> Work:
    """Return the ingest of a staged upload as a job's work."""

    def run(progress: Callable[[Progress], None], cancelled: Callable[[], bool]) -> IngestReport:
        return ingest(
            staged.name,
            staged.entries,
            database=database,
            verifier=verifier,
            clock=clock,
            came_from="upload",
            typed=typed,
            corrections=fixed,
            progress=progress,
            cancelled=cancelled,
            spread=spread,
        )

    return run
