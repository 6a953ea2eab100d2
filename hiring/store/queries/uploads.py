"""What *Upload* reads: the uploads so far, and every file of one with its outcome."""

from collections.abc import Sequence
from typing import Any

import polars as pl

from hiring.store.database import Cursor
from hiring.store.queries.common import REGISTERED, one, read


def recent(cursor: Cursor, limit: int) -> pl.DataFrame:
    """Return the newest uploads: `bundle_id, name, files, known_at`."""
    return read(cursor, "SELECT bundle_id, name, files, known_at FROM bundles ORDER BY known_at DESC LIMIT ?", [limit])


def outcomes(cursor: Cursor, bundle_id: str) -> pl.DataFrame:
    """Return `outcome, files` of one upload."""
    return read(
        cursor, "SELECT outcome, count(*) AS files FROM files WHERE bundle_id = ? GROUP BY outcome", [bundle_id]
    )


def files(
    cursor: Cursor, bundle_id: str, outcomes: Sequence[str], order: Sequence[str], *, limit: int, offset: int
) -> pl.DataFrame:
    """Return files of one upload, narrowed to `outcomes` unless that is empty: by `order` of outcome, the rest last.

    Columns: `source, outcome, message, next_step, applicant_id, applicant, achievement, own_word, issuer` (as claimed),
    `recognition, registered` (by whose name, if it is `recognized`), `otherwise` (than it calls itself).
    """
    sql = f"""
        SELECT f.source, f.outcome, f.message, f.next_step, f.applicant_id, any_value(a.name) AS applicant,
               CASE WHEN f.outcome NOT IN ('REJECTED', 'UNSIGNED') THEN any_value(c.name) END AS achievement,
               coalesce(any_value(c.securing) = 'self-asserted', false) AS own_word,
               CASE WHEN f.outcome NOT IN ('REJECTED', 'UNSIGNED') THEN min(i.claimed_name) END AS issuer,
               arg_max(v.recognition, v.judged_at) AS recognition, any_value(r.registered) AS registered,
               coalesce(bool_or(v.verification_id IN (
                   SELECT verification_id FROM checks WHERE reason = 'REGISTERED_OTHER_NAME')), false) AS otherwise
        FROM files f
        LEFT JOIN applicants a ON a.applicant_id = f.applicant_id
        LEFT JOIN credentials c ON c.credential_id = f.credential_id
        LEFT JOIN issuers i ON i.iri = c.issuer_iri
        LEFT JOIN verifications v ON v.credential_id = f.credential_id AND v.applicant_id = f.applicant_id
        LEFT JOIN ({REGISTERED}) r ON r.issuer_iri = c.issuer_iri
        WHERE f.bundle_id = ? AND (len(?::VARCHAR[]) = 0 OR list_contains(?, f.outcome))
        GROUP BY f.file_id, f.source, f.outcome, f.message, f.next_step, f.applicant_id
        ORDER BY coalesce(list_position(?::VARCHAR[], f.outcome), 999), f.source LIMIT ? OFFSET ?
    """  # noqa: S608  # put together from constants
    wanted = list(outcomes)
    return read(cursor, sql, [bundle_id, wanted, wanted, list(order), limit, offset])


def bundle(cursor: Cursor, bundle_id: str) -> dict[str, Any] | None:
    """Return `name, files` (how many came) of an upload, or `None` for an unknown one."""
    return one(cursor, "SELECT name, files FROM bundles WHERE bundle_id = ?", [bundle_id])
