"""Pieces that several page reads share."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import polars as pl

from hiring.store.database import Cursor

# The day that a cursor reads as of (see `dated`): a badge whose last day has passed since it was checked has expired.
_TODAY = "coalesce(getvariable('today'), v.judged_at::DATE)"

# The one word for a verification `v` of a credential `c`. Rejected goes first: nothing else said of it means anything.
_VERDICT = f"""
    CASE WHEN v.authenticity = 'rejected' AND EXISTS (
             SELECT 1 FROM checks k WHERE k.verification_id = v.verification_id AND k.reason = 'PROOF_MISSING')
         THEN 'UNSIGNED'
         WHEN v.authenticity = 'rejected' THEN 'REJECTED'
         WHEN v.authenticity = 'undetermined' AND c.securing = 'self-asserted'
         THEN CASE WHEN v.holder = 'mismatch' THEN 'WRONG_HOLDER' ELSE 'SELF_ASSERTED' END
         WHEN v.authenticity = 'undetermined' AND v.currency = 'revoked' THEN 'REVOKED'
         WHEN v.authenticity = 'undetermined' THEN 'UNDETERMINED'
         WHEN v.holder = 'mismatch' THEN 'WRONG_HOLDER'
         WHEN v.currency IN ('revoked', 'suspended') THEN upper(v.currency)
         WHEN c.valid_until::DATE < {_TODAY} THEN 'EXPIRED'
         WHEN c.valid_from::DATE > {_TODAY} THEN 'NOT_YET_VALID'
         WHEN v.currency = 'current' THEN 'AUTHENTIC_CURRENT'
         WHEN v.currency = 'expired' THEN 'EXPIRED'
         ELSE 'STATUS_UNKNOWN' END
"""  # noqa: S608  # put together from constants of this module

# Of several copies, the one that `hiring.store.evidence` counts, so that the word shown is that of what is scored.
_BEST_FIRST = """
    list_position(['bound', 'email_matched', 'name_only', 'bearer', 'mismatch'], v.holder),
    list_position(
        ['AUTHENTIC_CURRENT', 'REVOKED', 'SUSPENDED', 'STATUS_UNKNOWN', 'EXPIRED', 'NOT_YET_VALID'], verdict)
"""


def judged(source: str) -> str:
    """Return the statement of one row a badge and applicant, of the verifications of `source` (SQL, ours).

    It is the newest verification of what is still theirs. A badge sent both as JWT and as JSON has one content key and
    counts once, by the copy with the better answer.
    """
    return f"""
    SELECT v.*, {_VERDICT} AS verdict
    FROM (
        SELECT * FROM {source}
        QUALIFY row_number() OVER (
            PARTITION BY credential_id, applicant_id ORDER BY judged_at DESC, known_at DESC, verification_id) = 1
    ) v
    SEMI JOIN submissions s ON s.credential_id = v.credential_id AND s.applicant_id = v.applicant_id
    JOIN credentials c ON c.credential_id = v.credential_id
    QUALIFY row_number() OVER (
        PARTITION BY v.applicant_id, c.content_key, v.authenticity = 'rejected'
        ORDER BY v.authenticity = 'authentic' DESC, {_BEST_FIRST}, v.credential_id) = 1
"""  # noqa: S608  # put together from constants of this module


JUDGED = judged("verifications")

# The name by which a registry vouched for an issuer last. It is for badges whose own verification says `recognized`.
REGISTERED = """
    SELECT issuer_iri, arg_max(registered_name, asked_at) AS registered FROM recognitions
    WHERE recognition = 'recognized' AND registered_name IS NOT NULL GROUP BY issuer_iri
"""


def dated(cursor: Cursor, today: date) -> None:
    """Let everything read through this cursor be as of `today`; without it, as of the day of each verification."""
    cursor.execute("SET VARIABLE today = ?::DATE", [today])


def read(cursor: Cursor, sql: str, parameters: Sequence[Any] = ()) -> pl.DataFrame:
    """Run one statement with its parameters and return the rows."""
    return cursor.execute(sql, list(parameters)).pl()


def one(cursor: Cursor, sql: str, parameters: Sequence[Any] = ()) -> dict[str, Any] | None:
    """Run one statement and return its first row by column name, or `None`."""
    frame = read(cursor, sql, parameters)
    return None if frame.is_empty() else frame.row(0, named=True)


def contains(words: str) -> str:
    """Return an `ILIKE` pattern, to be used with the backslash as `ESCAPE`, that finds `words` as they stand."""
    escaped = words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"
