"""What *Applicant* reads: one person, their badges, the checks of each, and the match against one role."""

from collections.abc import Sequence
from typing import Any

import polars as pl

from hiring.store.database import Cursor
from hiring.store.queries.common import JUDGED, REGISTERED, contains, one, read


def search(cursor: Cursor, words: str, limit: int) -> pl.DataFrame:
    """Return `applicant_id, name, badges` of up to `limit` applicants whose name contains `words`, by name."""
    sql = """
        SELECT a.applicant_id, a.name, count(DISTINCT c.credential_id) AS badges
        FROM applicants a LEFT JOIN submissions s USING (applicant_id)
        LEFT JOIN credentials c ON c.credential_id = s.credential_id AND c.securing <> 'self-asserted'
        WHERE a.name ILIKE ? ESCAPE '\\' GROUP BY ALL ORDER BY a.name, a.applicant_id LIMIT ?
    """
    return read(cursor, sql, [contains(words), limit])


def applicant(cursor: Cursor, applicant_id: str) -> dict[str, Any] | None:
    """Return `applicant_id, name, email, known_from, known_at`, or `None` for somebody unknown."""
    sql = "SELECT applicant_id, name, email, known_from, known_at FROM applicants WHERE applicant_id = ?"
    return one(cursor, sql, [applicant_id])


def badges(cursor: Cursor, applicant_id: str) -> pl.DataFrame:
    """Return one row a badge, newest first; what a rejected one claims is withheld here, before it can reach a page.

    Columns: `credential_id, verification_id, verdict, authenticity, currency, holder, recognition, judged_at,
    achievement, description, criteria, issuer_iri, issuer (as claimed), registered, valid_from, valid_until, results,
    evidence_items, format, securing, source, artifact_id, carrier, link` (the address that the file only named),
    `presented` (whether it came in a presentation) and `associations` (of an authentic record, as JSON text).
    """
    sql = f"""
        WITH judged AS ({JUDGED})
        SELECT v.credential_id, v.verification_id, v.verdict, v.authenticity, v.currency, v.holder, v.recognition,
               v.judged_at, coalesce(any_value(ac.name), c.name) AS achievement,
               any_value(ac.description) AS description,
               any_value(ac.criteria) AS criteria,
               CASE WHEN v.authenticity <> 'rejected' THEN c.issuer_iri END AS issuer_iri,
               CASE WHEN c.securing <> 'self-asserted' THEN min(i.claimed_name) END AS issuer,
               CASE WHEN v.recognition = 'recognized' THEN any_value(r.registered) END AS registered,
               c.valid_from, c.valid_until, c.results, c.evidence_items, c.format, c.securing,
               min(s.source) AS source, arg_min(s.artifact_id, s.source) AS artifact_id,
               min(t.carrier) AS carrier, arg_min(t.link, s.source) AS link,
               coalesce(bool_or(t.presentation IS NOT NULL), false) AS presented,
               CASE WHEN v.authenticity = 'authentic' AND c.format = 'clr2'
                    THEN any_value(c.document->'$.credentialSubject.association')::VARCHAR END AS associations,
               CASE WHEN v.authenticity <> 'rejected' AND c.securing <> 'self-asserted'
                    THEN any_value(c.document)::VARCHAR END AS document
        FROM judged v
        JOIN credentials c USING (credential_id)
        LEFT JOIN achievements ac ON ac.achievement_id = c.achievement_id AND v.authenticity <> 'rejected'
        LEFT JOIN issuers i ON i.iri = c.issuer_iri AND v.authenticity <> 'rejected'
        LEFT JOIN ({REGISTERED}) r ON r.issuer_iri = c.issuer_iri
        LEFT JOIN submissions s ON s.credential_id = v.credential_id AND s.applicant_id = v.applicant_id
        LEFT JOIN artifacts t ON t.artifact_id = s.artifact_id
        WHERE v.applicant_id = ?
        GROUP BY v.credential_id, v.verification_id, v.verdict, v.authenticity, v.currency, v.holder, v.recognition,
                 v.judged_at, c.name, c.issuer_iri, c.valid_from, c.valid_until, c.results, c.evidence_items, c.format,
                 c.securing
        ORDER BY c.valid_from DESC NULLS LAST, v.credential_id
    """  # noqa: S608
    return read(cursor, sql, [applicant_id])


def checks(cursor: Cursor, verification_ids: Sequence[str]) -> pl.DataFrame:
    """Return `verification_id, ordinal, name, outcome, reason, detail, checked_at` in the order they were made."""
    sql = """
        SELECT verification_id, ordinal, name, outcome, reason, detail, checked_at FROM checks
        WHERE list_contains(?, verification_id) ORDER BY verification_id, ordinal
    """
    return read(cursor, sql, [list(verification_ids)])


def image(cursor: Cursor, artifact_id: str) -> tuple[bytes, str] | None:
    """Return the picture that a badge was baked into and its media type."""
    row = one(cursor, "SELECT image, image_media_type FROM artifacts WHERE artifact_id = ?", [artifact_id])
    return (row["image"], row["image_media_type"] or "") if row and row["image"] else None


def match(cursor: Cursor, applicant_id: str, role_id: str) -> dict[str, Any] | None:
    """Return the match in force of this person against this role, as in `shown_matches`."""
    sql = "SELECT * FROM shown_matches WHERE applicant_id = ? AND role_id = ?"
    return one(cursor, sql, [applicant_id, role_id])


def contributions(cursor: Cursor, match_id: str) -> pl.DataFrame:
    """Return what counts under each skill line, the weightiest first.

    Columns: `skill_id, evidence_id, credential_id, share, low, high, factors` (JSON text), and of the evidence
    `level, native_level, level_source, link, link_detail`.
    """
    held = "SELECT evidence_id FROM contributions WHERE match_id = ?"
    pieces = read(cursor, held, [match_id])["evidence_id"].to_list()
    # Named one by one, so that only these few are linked, and not everybody's.
    sql = """
        SELECT k.skill_id, k.evidence_id, k.credential_id, k.share, k.low, k.high, k.factors::VARCHAR AS factors,
               e.level, e.native_level, e.level_source,
               CASE WHEN c.securing = 'self-asserted' THEN 'self_asserted' ELSE e.link END AS link, e.link_detail
        FROM contributions k
        LEFT JOIN (SELECT * FROM linked_evidence WHERE list_contains(?, evidence_id)) e USING (evidence_id)
        LEFT JOIN credentials c ON c.credential_id = k.credential_id
        WHERE k.match_id = ? ORDER BY k.skill_id, k.share DESC, k.evidence_id
    """
    return read(cursor, sql, [pieces, match_id])


def vouchers(cursor: Cursor, issuer_iris: Sequence[str]) -> pl.DataFrame:
    """Return each registry's newest answer: `issuer_iri, registry, recognition, registered_name, asked_at, basis`."""
    sql = """
        SELECT issuer_iri, registry, recognition, registered_name, asked_at, basis FROM recognitions
        WHERE list_contains(?, issuer_iri)
        QUALIFY row_number() OVER (PARTITION BY issuer_iri, registry ORDER BY asked_at DESC, known_at DESC) = 1
        ORDER BY issuer_iri, registry
    """
    return read(cursor, sql, [list(issuer_iris)])
