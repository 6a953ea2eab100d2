"""What finders look at: every badge with who sent it, as it was judged last."""

from collections.abc import Collection

import polars as pl

from hiring.store.database import Cursor
from hiring.store.queries.common import JUDGED
from hiring.store.ties import tied_to

# The issuer's picture, as Open Badges 3.0 and 2.0 place it: what it holds, or its address.
_LOGO = """
sha256(coalesce(c.document ->> '$.issuer.image.id', c.document ->> '$.issuer.image',
                c.document ->> '$.badge.issuer.image.id', c.document ->> '$.badge.issuer.image'))
"""

# What is rejected claims nothing; what people say of themselves is compared with nobody's.
_BADGES = f"""
WITH verifications AS (
    SELECT * FROM main.verifications WHERE applicant_id IN (SELECT unnest($applicants::VARCHAR[]))
), judged AS ({JUDGED})
SELECT v.applicant_id, p.name AS applicant_name, p.email AS applicant_email, v.credential_id, c.content_key,
       v.authenticity, v.currency, v.holder, v.recognition, c.format, c.securing, c.iri, c.name, c.issuer_iri,
       min(i.claimed_name) AS issuer_name, min(i.url) AS issuer_url,
       min(i.email) AS issuer_email, {_LOGO} AS logo, c.subject_id, c.subject_name,
       a.iri AS achievement_iri, a.name AS achievement_name, a.creator_iri, a.achievement_type,
       c.results, c.evidence_items, c.valid_from, c.valid_until, min(s.known_at) AS submitted_at,
       CASE WHEN any_value(c.format) = 'clr2' OR contains(min(s.source), $record)
            THEN split_part(min(s.source), $record, 1) || '@' || min(s.known_at)
            ELSE any_value(c.content_key) END AS lot,
       c.document::VARCHAR AS document
FROM judged AS v
JOIN applicants AS p ON p.applicant_id = v.applicant_id
JOIN credentials AS c ON c.credential_id = v.credential_id
JOIN submissions AS s ON s.credential_id = v.credential_id AND s.applicant_id = v.applicant_id
LEFT JOIN issuers AS i ON i.iri = c.issuer_iri
LEFT JOIN achievements AS a ON a.achievement_id = c.achievement_id
WHERE v.authenticity <> 'rejected' AND c.securing <> 'self-asserted'
GROUP BY ALL
ORDER BY v.applicant_id, c.content_key, v.credential_id
"""  # noqa: S608  # put together from constants

# How the place of what a record (CLR) holds begins in a source; see `hiring.formats.containers.clr`.
_IN_RECORD = "!credentialSubject.verifiableCredential"

_NEIGHBOURS = """
WITH theirs AS (
    SELECT c.content_key FROM submissions AS s JOIN credentials AS c USING (credential_id)
    WHERE s.applicant_id IN (SELECT unnest($applicants::VARCHAR[]))
)
SELECT DISTINCT s.applicant_id FROM submissions AS s JOIN credentials AS c USING (credential_id)
WHERE c.content_key IN (SELECT content_key FROM theirs)
"""

# What can be compared of badges, of those that can be; and the pictures of their issuers.
_COMPARABLE = f"""
WITH theirs AS (
    SELECT DISTINCT c.* FROM submissions AS s JOIN credentials AS c USING (credential_id)
    SEMI JOIN verifications AS v ON v.credential_id = c.credential_id AND v.authenticity <> 'rejected'
    WHERE s.applicant_id IN (SELECT unnest($applicants::VARCHAR[])) AND c.securing <> 'self-asserted'
)
SELECT c.credential_id, c.issuer_iri, c.subject_id, {_LOGO} AS logo,
       CASE WHEN starts_with(c.subject_id, 'did:') OR c.evidence_items > 0 OR contains(c.document::VARCHAR, '"cnf"')
            THEN c.document::VARCHAR END AS document
FROM theirs AS c ORDER BY c.credential_id
"""  # noqa: S608  # put together from constants

_ISSUERS = """
WITH said AS (
    SELECT c.issuer_iri, v.recognition, min(c.credential_id) AS credential_id
    FROM credentials AS c JOIN (
        SELECT * FROM verifications
        QUALIFY row_number() OVER (
            PARTITION BY credential_id, applicant_id ORDER BY judged_at DESC, known_at DESC, verification_id) = 1
    ) AS v USING (credential_id)
    SEMI JOIN submissions AS s ON s.credential_id = v.credential_id AND s.applicant_id = v.applicant_id
    WHERE c.issuer_iri IN (SELECT unnest($issuers::VARCHAR[]))
      AND v.authenticity <> 'rejected' AND c.securing <> 'self-asserted'
    GROUP BY ALL
)
SELECT DISTINCT s.issuer_iri, i.claimed_name AS issuer_name, l.logo, s.recognition, s.credential_id FROM said AS s
LEFT JOIN issuers AS i ON i.iri = s.issuer_iri LEFT JOIN logos AS l ON l.issuer_iri = s.issuer_iri ORDER BY ALL
"""

_REGISTERED = """
SELECT DISTINCT issuer_iri, registered_name, registry FROM recognitions
WHERE recognition = 'recognized' AND registered_name IS NOT NULL
UNION
SELECT coalesce(t.identifier, t.website), t.name, r.registry
FROM registry_institutions AS t JOIN registry_imports AS r USING (import_id)
ORDER BY ALL
"""


def badge_signals(cursor: Cursor, applicants: Collection[str]) -> pl.DataFrame:
    """Return one row an applicant and badge.

    Columns: applicant_id, applicant_name, applicant_email, credential_id, content_key, authenticity, currency, holder,
    recognition, format, securing, iri, name, issuer_iri, issuer_name, issuer_url and issuer_email (as claimed), logo
    (digest), subject_id, subject_name, achievement_iri, achievement_name, creator_iri, achievement_type, results
    (count), evidence_items (count), valid_from, valid_until, submitted_at, lot (equal for a record and all that came in
    it), document (JSON text).
    """
    return cursor.execute(_BADGES, {"applicants": sorted(applicants), "record": _IN_RECORD}).pl()


def comparable(cursor: Cursor, applicants: Collection[str]) -> pl.DataFrame:
    """Return one row a badge: credential_id, issuer_iri, subject_id, logo (digest or null), document (JSON text).

    `document` is null where nothing of it can be compared with other people's badges.
    """
    return cursor.execute(_COMPARABLE, {"applicants": sorted(applicants)}).pl()


def issuer_signals(cursor: Cursor, issuers: Collection[str]) -> pl.DataFrame:
    """Return what is known of issuers by all of their badges, whoever sent them.

    Columns: issuer_iri, issuer_name (as claimed), logo (digest), recognition, credential_id (one that shows it); a row
    for each combination.
    """
    return cursor.execute(_ISSUERS, {"issuers": sorted(issuers)}).pl()


def neighbours(cursor: Cursor, applicants: Collection[str]) -> set[str]:
    """Return some applicants, and everybody who sent a badge of theirs or one that something else ties to them."""
    rows = cursor.execute(_NEIGHBOURS, {"applicants": sorted(applicants)}).fetchall()
    return {str(applicant) for (applicant,) in rows} | tied_to(cursor, applicants) | set(applicants)


def registered_names(cursor: Cursor) -> pl.DataFrame:
    """Return `issuer_iri, registered_name, registry`: every name that a registry has vouched for."""
    return cursor.execute(_REGISTERED).pl()
