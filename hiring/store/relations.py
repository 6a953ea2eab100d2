"""How issuers stand to each other: whose pictures are alike, and who endorses whom."""

from datetime import datetime

import polars as pl

from hiring.store.database import Cursor
from hiring.store.ids import digest
from hiring.store.merge import merge

_VOUCHED_LOGOS = """
SELECT DISTINCT l.issuer_iri, l.logo FROM logos AS l
SEMI JOIN recognitions AS r ON r.issuer_iri = l.issuer_iri AND r.recognition = 'recognized'
ORDER BY ALL
"""

# A verified endorsement of a badge of theirs, or of themselves, by somebody else (`checks.about`).
_ENDORSED = """
SELECT k.about AS endorser_iri, c.issuer_iri, min(c.credential_id) AS credential_id
FROM checks AS k JOIN verifications AS v USING (verification_id) JOIN credentials AS c USING (credential_id)
WHERE k.name = 'endorsement' AND k.outcome = 'passed' AND k.about IS NOT NULL AND k.about <> c.issuer_iri
  AND v.authenticity = 'authentic'
GROUP BY ALL ORDER BY ALL
"""


def write_logos(cursor: Cursor, badges: pl.DataFrame, at: datetime) -> None:
    """Keep which picture each issuer shows, in the caller's transaction. `badges`: issuer_iri and logo (or null)."""
    rows = [
        {"logo_id": digest("logo", issuer, logo), "issuer_iri": issuer, "logo": logo, "known_at": at}
        for issuer, logo in badges.select("issuer_iri", "logo")
        .drop_nulls()
        .unique()
        .sort("issuer_iri", "logo")
        .iter_rows()
    ]
    merge(cursor, "logos", rows, key="logo_id")


def vouched_logos(cursor: Cursor) -> pl.DataFrame:
    """Return issuer_iri, logo of issuers that a registry vouches for."""
    return cursor.execute(_VOUCHED_LOGOS).pl()


def endorsements(cursor: Cursor) -> pl.DataFrame:
    """Return endorser_iri, issuer_iri, credential_id (one that shows it), a row for each pair."""
    return cursor.execute(_ENDORSED).pl()
