"""What was found out, as rows: artifacts, credentials, verifications with their checks, and what they let us state.

The first knowing of a fact keeps its `known_at` and `known_from`. A rejected credential keeps its row, its document and
its checks, as evidence of what was handed in; but nothing that it claims becomes a fact: no issuer, no achievement, no
alignment, no skill, and no name, subject name or date in its row. Its `issuer_iri` is what it claims.
"""

from collections.abc import Sequence
from datetime import datetime

import polars as pl

from hiring.store.database import Cursor
from hiring.store.fact_rows import Facts, Read, achievement_id, artifact_id, facts_of
from hiring.store.merge import append, append_if_changed, merge

__all__ = ["Read", "achievement_id", "artifact_id", "write_facts", "write_rows"]

_WITHHELD = ("name", "achievement_id", "subject_name", "valid_from", "valid_until")


def write_facts(cursor: Cursor, reads: Sequence[Read], at: datetime) -> None:
    """Write everything that a batch of credentials lets us state, in the caller's transaction.

    `at` is when we learned it. Writing a batch again, or one that overlaps it, adds only what is new.
    """
    write_rows(cursor, facts_of(reads, at))


def write_rows(cursor: Cursor, rows: Facts) -> None:
    """Write a batch that was made into rows before, in the caller's transaction.

    What belongs to something else (checks to a verification, alignments to an achievement, skills to a credential) is
    written with it, whole or not at all; so what belongs to something new is new, and need not be looked for.
    """
    facts = {table: frame.drop("place") for table, frame in rows.items()}
    merge(cursor, "artifacts", facts["artifacts"], key="artifact_id")
    credentials = merge(cursor, "credentials", facts["credentials"], key="credential_id", fills=_WITHHELD)
    _write_verifications(cursor, facts)
    merge(cursor, "issuers", facts["issuers"], key="issuer_id")
    achievements = merge(cursor, "achievements", facts["achievements"], key="achievement_id")
    _, alignments = _parted(facts["alignments"], "achievement_id", achievements)
    append(cursor, "alignments", alignments, key="alignment_id")
    # A credential that was rejected, or that said less, may come to show skills that it did not show at first.
    shown, new = _parted(facts["skill_evidence"], "credential_id", credentials)
    merge(cursor, "skill_evidence", shown, key="evidence_id")
    append(cursor, "skill_evidence", new, key="evidence_id")


def _write_verifications(cursor: Cursor, facts: Facts) -> None:
    new = append_if_changed(
        cursor,
        "verifications",
        facts["verifications"],
        key="verification_id",
        subject=("credential_id", "applicant_id"),
        says=("findings",),
        at="judged_at",
    )
    checks, _ = _parted(facts["checks"], "verification_id", new)
    append(cursor, "checks", checks, key="check_id")
    append_if_changed(
        cursor,
        "recognitions",
        facts["recognitions"],
        key="recognition_id",
        subject=("issuer_iri", "registry"),
        says=("recognition", "registered_name", "basis"),
        at="asked_at",
    )


def _parted(rows: pl.DataFrame, column: str, among: set[str]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the rows whose `column` is among some ids, and the others."""
    if not among:
        return rows.clear(), rows
    theirs = pl.col(column).is_in(list(among))
    return rows.filter(theirs), rows.filter(~theirs)
