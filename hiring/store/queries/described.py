"""What the achievements of a provider say of themselves, one badge of each standing for the others."""

import polars as pl

from hiring.store.database import Cursor
from hiring.store.queries.common import JUDGED, read


def documents(cursor: Cursor, issuer_iri: str, limit: int) -> pl.DataFrame:
    """Return `achievement, document, valid_from` of a provider's newest badge of each achievement, by its name.

    Neither rejected badges nor records (CLR), which list achievements that have badges of their own.
    """
    sql = f"""
        SELECT a.name AS achievement, arg_max(c.document::VARCHAR, (c.valid_from, c.credential_id)) AS document,
               max(c.valid_from) AS valid_from
        FROM ({JUDGED}) AS v
        JOIN credentials AS c ON c.credential_id = v.credential_id
        JOIN achievements AS a ON a.achievement_id = c.achievement_id
        WHERE v.authenticity <> 'rejected' AND c.securing <> 'self-asserted' AND c.format <> 'clr2'
          AND c.issuer_iri = ?
        GROUP BY a.name ORDER BY a.name LIMIT ?
    """  # noqa: S608  # put together from constants
    return read(cursor, sql, [issuer_iri, limit])
