"""What *Providers* reads: how much each issuer issued, what its badges weighed, who vouches for it."""

import polars as pl

from hiring.store.database import Cursor
from hiring.store.queries.common import JUDGED, read


def providers(cursor: Cursor) -> pl.DataFrame:
    """Return one row an issuer with at least one badge that is not rejected; nobody issues what is self-asserted.

    Columns: `issuer_iri, claimed_name` (of several the first), `current, holders, achievements` (counts), `vouched`
    (what a registry says of it), `registered_name, registry, asked_at` of the registry's answer that says most for it.
    """
    sql = f"""
        WITH judged AS ({JUDGED}),
        issued AS (
            SELECT c.issuer_iri, count(*) FILTER (v.verdict = 'AUTHENTIC_CURRENT') AS current,
                   count(DISTINCT v.applicant_id) AS holders, count(DISTINCT c.achievement_id) AS achievements
            FROM judged v JOIN credentials c USING (credential_id)
            WHERE v.authenticity <> 'rejected' AND c.securing <> 'self-asserted' GROUP BY ALL),
        claimed AS (SELECT iri AS issuer_iri, min(claimed_name) AS claimed_name FROM issuers GROUP BY ALL),
        vouched AS (
            SELECT issuer_iri, recognition, registered_name, registry, asked_at FROM recognitions
            QUALIFY row_number() OVER (
                PARTITION BY issuer_iri ORDER BY recognition = 'recognized' DESC, asked_at DESC, registry) = 1)
        SELECT i.issuer_iri, c.claimed_name, i.current, i.holders, i.achievements,
               coalesce(v.recognition, 'not_checked') AS vouched, v.registered_name, v.registry, v.asked_at
        FROM issued i LEFT JOIN claimed c USING (issuer_iri) LEFT JOIN vouched v USING (issuer_iri)
    """  # noqa: S608
    return read(cursor, sql)


def achievements(cursor: Cursor, issuer_iri: str, limit: int) -> pl.DataFrame:
    """Return what the issuer issues, most held first.

    Columns: `name, kind, holders, with_results, with_evidence` (badges), `criteria, creator_iri`.
    """
    sql = f"""
        WITH judged AS ({JUDGED})
        SELECT ac.name, ac.achievement_type AS kind, count(DISTINCT v.applicant_id) AS holders,
               count(*) FILTER (c.results > 0) AS with_results, count(*) FILTER (c.evidence_items > 0) AS with_evidence,
               coalesce(any_value(ac.criteria), any_value(ac.criteria_url)) AS criteria,
               any_value(ac.creator_iri) AS creator_iri
        FROM judged v JOIN credentials c USING (credential_id) JOIN achievements ac USING (achievement_id)
        WHERE c.issuer_iri = ? AND v.authenticity <> 'rejected' AND c.securing <> 'self-asserted'
        GROUP BY ac.name, ac.achievement_type ORDER BY holders DESC, ac.name LIMIT ?
    """  # noqa: S608
    return read(cursor, sql, [issuer_iri, limit])


def mix(cursor: Cursor, issuer_iri: str) -> pl.DataFrame:
    """Return `verdict, badges` of what names this issuer, the rejected included: they use its name."""
    sql = f"""
        WITH judged AS ({JUDGED})
        SELECT v.verdict, count(*) AS badges FROM judged v JOIN credentials c USING (credential_id)
        WHERE c.issuer_iri = ? AND c.securing <> 'self-asserted' GROUP BY ALL ORDER BY ALL
    """  # noqa: S608
    return read(cursor, sql, [issuer_iri])


def names(cursor: Cursor, issuer_iri: str) -> list[str]:
    """Return every name that the issuer has claimed."""
    sql = "SELECT DISTINCT claimed_name FROM issuers WHERE iri = ? AND claimed_name IS NOT NULL ORDER BY ALL"
    return [str(name) for name in read(cursor, sql, [issuer_iri])["claimed_name"]]
