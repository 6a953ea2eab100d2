"""Evidence in force: what the newest verification of each credential lets count, as one frame for the scoring.

A credential counts for the applicants who submitted it (as corrected), with the newest verification of it for them.
One badge counts once per applicant, however many carriers it came in: by `content_key`, the copy with the best verdict.
Rejected credentials are not in the frame at all. Currency follows the calendar: a credential whose last day lies before
`as_of` is expired whatever was found when it was checked, so that a day that passes makes nothing silently stale.
"""

from collections.abc import Collection
from datetime import date

import polars as pl

from hiring.store.database import Cursor
from hiring.store.families import family, family_name

_ONE_NAME, _FAMILY = family("applicant_id", "issuer_iri", "achievement_iri", "family_name")

# A status that was not read while a credential was not yet valid is not known once it is.
_IN_FORCE = f"""
WITH newest AS (
    SELECT * FROM verifications
    WHERE ($applicants IS NULL OR applicant_id IN (SELECT unnest($applicants::VARCHAR[])))
    QUALIFY row_number() OVER (PARTITION BY credential_id, applicant_id
                               ORDER BY judged_at DESC, known_at DESC, verification_id) = 1
), endorsed AS (
    SELECT k.verification_id, list(DISTINCT k.about) AS endorsers,
           list(DISTINCT k.about) FILTER (k.about IN (SELECT issuer_iri FROM recognitions
                                                      WHERE recognition = 'recognized')) AS vouched
    FROM checks AS k SEMI JOIN newest AS n ON n.verification_id = k.verification_id
    WHERE k.name = 'endorsement' AND k.outcome = 'passed' AND k.about IS NOT NULL
    GROUP BY k.verification_id
), told AS (
    SELECT applicant_id, arg_max(went_well, (known_at, outcome_id)) AS went_well FROM outcomes GROUP BY applicant_id
), records AS (
    SELECT c.issuer_iri, count(DISTINCT t.applicant_id) AS rated,
           count(DISTINCT t.applicant_id) FILTER (t.went_well) AS rated_well
    FROM told AS t
    JOIN submissions AS s ON s.applicant_id = t.applicant_id
    JOIN credentials AS c ON c.credential_id = s.credential_id
    JOIN (
        SELECT v.credential_id, v.applicant_id, v.authenticity FROM verifications AS v
        SEMI JOIN told ON told.applicant_id = v.applicant_id
        QUALIFY row_number() OVER (PARTITION BY v.credential_id, v.applicant_id
                                   ORDER BY v.judged_at DESC, v.known_at DESC, v.verification_id) = 1
    ) AS v ON v.credential_id = s.credential_id AND v.applicant_id = s.applicant_id
    WHERE v.authenticity = 'authentic'
    GROUP BY c.issuer_iri
), named AS (
    SELECT *, {family_name("name")} AS family_name FROM achievements
), judged AS (
    SELECT v.credential_id, v.applicant_id, v.holder, v.recognition,
           CASE WHEN v.authenticity = 'undetermined' AND c.securing = 'self-asserted' THEN 'self_asserted'
                ELSE v.authenticity END AS authenticity,
           c.content_key, c.issuer_iri, c.results, c.evidence_items, c.valid_from, c.valid_until,
           a.achievement_type, a.criteria IS NOT NULL OR a.criteria_url IS NOT NULL AS criteria_stated,
           coalesce(a.iri, c.achievement_id) AS achievement_iri, a.family_name, a.elements, a.hours, a.eqf_level,
           len(list_filter(o.endorsers, lambda who: who <> c.issuer_iri))::INTEGER AS endorsers,
           len(list_filter(o.vouched, lambda who: who <> c.issuer_iri))::INTEGER AS endorsers_vouched,
           r.rated::INTEGER AS rated, r.rated_well::INTEGER AS rated_well,
           CASE WHEN v.currency IN ('revoked', 'suspended') THEN v.currency
                WHEN c.valid_until::DATE < $as_of::DATE THEN 'expired'
                WHEN c.valid_from::DATE > $as_of::DATE THEN 'not_yet_valid'
                WHEN v.currency = 'not_yet_valid' AND v.judged_at::DATE < $as_of::DATE THEN 'unknown'
                ELSE v.currency END AS currency,
           coalesce(v.judged_at < max(v.judged_at) FILTER (v.currency IN ('revoked', 'suspended'))
                                  OVER (PARTITION BY v.applicant_id, c.content_key), false) AS withdrawn_since,
           CASE WHEN c.valid_from IS NOT NULL
                THEN greatest(0, datesub('month', c.valid_from::DATE, $as_of::DATE)) END::INTEGER AS age_months
    FROM newest AS v
    SEMI JOIN submissions AS s ON s.credential_id = v.credential_id AND s.applicant_id = v.applicant_id
    JOIN credentials AS c ON c.credential_id = v.credential_id
    LEFT JOIN named AS a ON a.achievement_id = c.achievement_id
    LEFT JOIN endorsed AS o ON o.verification_id = v.verification_id
    LEFT JOIN records AS r ON r.issuer_iri = c.issuer_iri
), held AS (
    SELECT * EXCLUDE (achievement_iri, family_name, one_name), {_FAMILY} AS family
    FROM (SELECT *, {_ONE_NAME} AS one_name FROM judged)
)
"""  # noqa: S608  # put together from constants of this package

# Best verdict first; the position in these lists is the order of preference. A copy in force goes before all others, as
# when a badge was revoked and issued anew, whoever presents the others; but a revocation that was read is not undone by
# a copy whose status was not, nor by one that was last judged before (the same badge, sent earlier in another carrier).
_BEST_FIRST = """
    withdrawn_since,
    list_position(['authentic', 'undetermined', 'self_asserted'], authenticity),
    holder = 'mismatch',
    list_position(['current', 'revoked', 'suspended', 'unknown', 'expired', 'not_yet_valid'], currency),
    list_position(['bound', 'email_matched', 'name_only', 'bearer', 'mismatch'], holder)
"""

_EVIDENCE = f"""
{_IN_FORCE}
SELECT e.evidence_id, h.applicant_id, e.skill_id, k.cluster, e.level, e.native_level, e.level_source, e.link,
       e.score AS link_score,
       h.* EXCLUDE (applicant_id, withdrawn_since)
FROM held AS h
JOIN linked_evidence AS e ON e.credential_id = h.credential_id
JOIN skills AS k ON k.skill_id = e.skill_id
WHERE h.authenticity <> 'rejected' AND ($skills IS NULL OR e.skill_id IN (SELECT unnest($skills::VARCHAR[])))
QUALIFY row_number() OVER (PARTITION BY h.applicant_id, h.content_key, e.skill_id
                           ORDER BY {_BEST_FIRST}, e.level DESC NULLS LAST, e.evidence_id) = 1
ORDER BY h.applicant_id, e.skill_id, e.evidence_id
"""  # noqa: S608  # put together from constants of this module

_PER_BADGE = f"""
{_IN_FORCE}
SELECT * EXCLUDE (withdrawn_since) FROM held
WHERE authenticity <> 'self_asserted'
QUALIFY row_number() OVER (PARTITION BY content_key, authenticity = 'rejected'
                           ORDER BY {_BEST_FIRST}, credential_id, applicant_id) = 1
ORDER BY issuer_iri, content_key, credential_id
"""  # noqa: S608  # put together from constants of this module


def evidence_in_force(
    cursor: Cursor, *, as_of: date, skills: Collection[str] | None = None, applicants: Collection[str] | None = None
) -> pl.DataFrame:
    """Return one row per (applicant, badge, skill), for the given skills and applicants or for all.

    `authenticity` is the verdict, or `self_asserted` for what was undetermined because nobody was to sign it.
    Columns: evidence_id, applicant_id, skill_id, cluster, level (1..5 or null), native_level, level_source, link,
    link_score (0..1 of an inferred link, else null), credential_id, authenticity, holder, recognition, content_key,
    issuer_iri, results (count), evidence_items (count), valid_from, valid_until, achievement_type, criteria_stated,
    elements (of the eleven), hours, eqf_level (as stated, or null), endorsers, endorsers_vouched (others whose
    endorsement verified, and those of them for whom a registry vouches), rated, rated_well (people hired here with
    badges of the issuer, or null), currency (as of the day), age_months (whole, or null).
    Ordered by applicant, skill and evidence id.
    """
    return _query(cursor, _EVIDENCE, as_of, applicants, skills=skills)


def badges_in_force(cursor: Cursor, *, as_of: date) -> pl.DataFrame:
    """Return one row per badge, with the columns of `evidence_in_force` that do not speak of skills.

    What is self-asserted is not in it, because nobody issued it.
    Rejected credentials are in it, apart from genuine ones of the same name: their issuer is what they claim.
    """
    return _query(cursor, _PER_BADGE, as_of, None)


def _query(
    cursor: Cursor, sql: str, as_of: date, applicants: Collection[str] | None, **more: Collection[str] | None
) -> pl.DataFrame:
    values: dict[str, object] = {"as_of": as_of, "applicants": _listed(applicants)}
    values |= {name: _listed(value) for name, value in more.items()}
    return cursor.execute(sql, values).pl()


def _listed(values: Collection[str] | None) -> list[str] | None:
    return None if values is None else sorted(values)
