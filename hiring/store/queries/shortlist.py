"""What *Shortlist* reads: counts, one page of the ranking, and the lines behind the two-line why."""

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from hiring.models.role import RoleVersion
from hiring.store.database import Cursor
from hiring.store.queries.common import REGISTERED, read
from hiring.store.queries.narrowed import Filters
from hiring.store.stages import NEW

__all__ = [
    "GATES", "Choices", "Filters", "choices", "count", "credibility", "gate_counts", "lines", "mixes", "names_of",
    "page", "people", "verdicts",
]  # fmt: skip

GATES = ("met", "partly", "not_shown")

# Must-haves first, then the score: the score never lifts anybody over the gate. Who is blind in the role goes by a
# pseudonym, by which equal scores are ordered too, and which stands for them in addresses (`ref`).
_RANKED = f"""
    SELECT m.match_id, m.role_id, m.applicant_id, m.gate, m.score, m.low, m.high, row_number() OVER (
        ORDER BY CASE m.gate WHEN 'met' THEN 0 WHEN 'partly' THEN 1 ELSE 2 END, m.score DESC,
                 coalesce(b.pseudonym, a.name), m.applicant_id
    ) AS rank, coalesce(b.pseudonym, a.name) AS name, coalesce(right(b.pseudonym, 11), m.applicant_id) AS ref,
    a.email, b.pseudonym IS NOT NULL AS is_blind,
    coalesce(list_contains(b.hides, 'providers'), false) AS hides_providers,
    CASE WHEN m.overridden IS NULL OR b.pseudonym IS NULL THEN m.overridden ELSE 'by a person' END AS overridden,
    coalesce(g.stage, '{NEW}') AS stage
    FROM shown_matches m JOIN applicants a USING (applicant_id)
    LEFT JOIN blind_people b ON b.role_id = m.role_id AND b.applicant_id = m.applicant_id
    LEFT JOIN current_stages g ON g.role_id = m.role_id AND g.applicant_id = m.applicant_id
    WHERE m.role_id = ?
"""  # noqa: S608  # put together from constants
_ROW = "r.rank, r.match_id, r.applicant_id, r.ref, r.name, r.gate, r.score, r.low, r.high, r.stage, r.overridden"


def _tells(text: str) -> str:
    """SQL, of an aggregate over `text` with `blind_people` as `y`: whether its words would give somebody blind away."""
    words = f"regexp_split_to_array(lower(any_value({text})), '[^\\p{{L}}\\p{{N}}]+')"
    return f"coalesce(list_has_any(any_value(y.tokens), {words}), false)"


def gate_counts(cursor: Cursor, role_id: str) -> pl.DataFrame:
    """Return `gate, applicants` over everybody matched against the role."""
    return read(
        cursor, "SELECT gate, count(*) AS applicants FROM shown_matches WHERE role_id = ? GROUP BY gate", [role_id]
    )


def count(cursor: Cursor, role_id: str, filters: Filters) -> int:
    """Return how many applicants pass the filters."""
    clause, parameters = filters.clause()
    sql = f"WITH ranked AS ({_RANKED}) SELECT count(*) AS n FROM ranked r WHERE {clause}"  # noqa: S608
    return int(read(cursor, sql, [role_id, *parameters]).item())


def page(cursor: Cursor, role_id: str, filters: Filters, *, limit: int, offset: int) -> pl.DataFrame:
    """Return one page of those who pass the filters, in their order.

    Columns: `rank, match_id, applicant_id, ref, name, gate, score, low, high, stage, overridden` (why, or null); and
    the same in every row, how many pass in all and by must-haves, `found, met, partly, not_shown`, and how many there
    are altogether, `all_met, all_partly, all_not_shown`.
    """
    clause, parameters = filters.clause()
    join, joined, order = filters.ordering()
    counted = ", ".join(
        f"count(*) FILTER (passes AND gate = '{gate}') AS {gate}, count(*) FILTER (gate = '{gate}') AS all_{gate}"
        for gate in GATES
    )
    sql = f"""
        WITH ranked AS ({_RANKED}),
        told AS MATERIALIZED (SELECT {_ROW}, r.role_id, r.is_blind, coalesce({clause}, false) AS passes FROM ranked r),
        counts AS (SELECT count(*) FILTER (passes) AS found, {counted} FROM told)
        SELECT {_ROW}, n.* FROM told r {join} CROSS JOIN counts n WHERE r.passes ORDER BY {order} LIMIT ? OFFSET ?
    """  # noqa: S608
    return read(cursor, sql, [role_id, *parameters, *joined, limit, offset])


def people(cursor: Cursor, role_id: str, applicant_ids: Sequence[str]) -> pl.DataFrame:
    """Return the rows of some applicants as `page` does, with the ranks that they have among all."""
    sql = f"""
        WITH ranked AS ({_RANKED})
        SELECT {_ROW} FROM ranked r WHERE r.applicant_id IN (SELECT unnest(?::VARCHAR[])) ORDER BY r.rank
    """  # noqa: S608
    return read(cursor, sql, [role_id, list(applicant_ids)])


def mixes(cursor: Cursor, applicant_ids: Sequence[str]) -> pl.DataFrame:
    """Return `applicant_id, verdict, badges` for these applicants."""
    sql = """
        SELECT applicant_id, verdict, badges FROM badge_mix
        WHERE applicant_id IN (SELECT unnest(?::VARCHAR[])) ORDER BY ALL
    """
    return read(cursor, sql, [list(applicant_ids)])


def lines(cursor: Cursor, match_ids: Sequence[str]) -> pl.DataFrame:
    """Return the skill lines of these matches with the evidence that counts most under each.

    Columns: `match_id, skill_id, label, must_have, required, weight, gate, best_level, support, low, high, points,
    achievement, issuer (as claimed), registered, recognition, issued` (the last five null where nothing counts). Of who
    is blind there is no date, no name that holds a part of theirs, and no provider where providers are hidden.
    """
    sql = f"""
        WITH wanted AS MATERIALIZED (SELECT unnest(?::VARCHAR[]) AS match_id),
        best AS MATERIALIZED (
            SELECT match_id, skill_id, credential_id FROM contributions SEMI JOIN wanted USING (match_id)
            QUALIFY row_number() OVER (PARTITION BY match_id, skill_id ORDER BY share DESC, credential_id) = 1),
        m AS MATERIALIZED (SELECT * FROM matches SEMI JOIN wanted USING (match_id)),
        c AS MATERIALIZED (SELECT * EXCLUDE (document) FROM credentials SEMI JOIN best USING (credential_id)),
        v AS MATERIALIZED (
            SELECT credential_id, applicant_id, recognition, judged_at FROM verifications
            WHERE credential_id IN (SELECT credential_id FROM c) AND applicant_id IN (SELECT applicant_id FROM m))
        SELECT l.match_id, l.skill_id, coalesce(s.label, l.skill_id) AS label, rs.must_have, rs.level AS required,
               rs.weight, l.gate, l.best_level, l.support, l.low, l.high, l.points,
               CASE WHEN NOT {_tells("ac.name")} THEN any_value(ac.name) END AS achievement,
               CASE WHEN any_value(c.securing) = 'self-asserted' THEN 'self-asserted'
                    WHEN list_contains(any_value(y.hides), 'providers') THEN NULL
                    WHEN {_tells("i.claimed_name")} THEN NULL
                    ELSE any_value(i.claimed_name) END AS issuer,
               CASE WHEN NOT coalesce(list_contains(any_value(y.hides), 'providers'), false)
                    THEN any_value(r.registered) END AS registered,
               arg_max(v.recognition, v.judged_at) AS recognition,
               CASE WHEN any_value(y.pseudonym) IS NULL THEN any_value(c.valid_from) END AS issued
        FROM (SELECT * FROM match_lines SEMI JOIN wanted USING (match_id)) l
        JOIN m USING (match_id)
        JOIN role_skills rs ON rs.role_id = m.role_id AND rs.version = m.role_version AND rs.skill_id = l.skill_id
        LEFT JOIN skills s ON s.skill_id = l.skill_id
        LEFT JOIN best b ON b.match_id = l.match_id AND b.skill_id = l.skill_id
        LEFT JOIN c ON c.credential_id = b.credential_id
        LEFT JOIN achievements ac ON ac.achievement_id = c.achievement_id
        LEFT JOIN issuers i ON i.iri = c.issuer_iri
        LEFT JOIN ({REGISTERED}) r ON r.issuer_iri = c.issuer_iri
        LEFT JOIN v ON v.credential_id = c.credential_id AND v.applicant_id = m.applicant_id
        LEFT JOIN blind_people y ON y.role_id = m.role_id AND y.applicant_id = m.applicant_id
        GROUP BY ALL ORDER BY l.match_id, min(l.ordinal)
    """  # noqa: S608  # put together from constants
    return read(cursor, sql, [list(match_ids)])


def credibility(cursor: Cursor, role_id: str, limit: int, filters: Filters | None = None) -> pl.DataFrame:
    """Return `applicant_id, ref, name, gate, score, weight, evidence` of the best `limit` who pass the filters.

    `weight` is the mean share, 0..1, of what somebody issued: own word lowers nobody's.
    """
    clause, parameters = (filters or Filters()).clause()
    sql = f"""
        WITH ranked AS ({_RANKED}), best AS MATERIALIZED (SELECT * FROM ranked r WHERE {clause} ORDER BY rank LIMIT ?)
        SELECT r.applicant_id, r.ref, r.name, r.gate, r.score, avg(k.share) AS weight, count(k.evidence_id) AS evidence
        FROM best r LEFT JOIN (
            SELECT k.* FROM (SELECT * FROM contributions SEMI JOIN best USING (match_id)) k
            ANTI JOIN (SELECT credential_id FROM credentials WHERE securing = 'self-asserted') USING (credential_id)
        ) k USING (match_id)
        GROUP BY ALL ORDER BY min(r.rank)
    """  # noqa: S608
    return read(cursor, sql, [role_id, *parameters, limit])


def verdicts(cursor: Cursor, role_id: str, filters: Filters) -> pl.DataFrame:
    """Return `gate, verdict, badges` over those who pass the filters."""
    clause, parameters = filters.clause()
    sql = f"""
        WITH ranked AS ({_RANKED})
        SELECT r.gate, x.verdict, sum(x.badges)::BIGINT AS badges FROM ranked r JOIN badge_mix x USING (applicant_id)
        WHERE {clause} GROUP BY ALL ORDER BY ALL
    """  # noqa: S608
    return read(cursor, sql, [role_id, *parameters])


@dataclass(frozen=True, slots=True)
class Choices:
    """What may be filtered by in a role. `skills`, in its order, and `providers` as (id, name); codes of `findings`."""

    skills: list[tuple[str, str]]
    providers: list[tuple[str, str | None]]
    tags: list[str]
    findings: list[str]


def choices(cursor: Cursor, role: RoleVersion) -> Choices:
    """Return what may be filtered by. Providers as they call themselves; none where they are hidden in the role."""
    asked = [skill.skill_id for skill in role.skills]
    labels = cursor.execute("SELECT skill_id, label FROM skills WHERE list_contains(?, skill_id)", [asked]).fetchall()
    providers = """
        SELECT iri, min(claimed_name) AS name FROM issuers WHERE NOT EXISTS (
            SELECT 1 FROM blind_roles WHERE role_id = ? AND list_contains(hides, 'providers'))
        GROUP BY iri ORDER BY name, iri"""
    tags = "SELECT DISTINCT tag FROM current_tags WHERE role_id = ? ORDER BY tag"
    findings = (
        "SELECT DISTINCT code FROM current_findings WHERE applicant_id IS NOT NULL AND NOT dismissed ORDER BY code"
    )
    names = dict(labels)
    return Choices(
        [(skill, names.get(skill, skill)) for skill in asked],
        cursor.execute(providers, [role.role_id]).fetchall(),
        [tag for (tag,) in cursor.execute(tags, [role.role_id]).fetchall()],
        [code for (code,) in cursor.execute(findings).fetchall()],
    )


def names_of(cursor: Cursor, role_id: str, applicant_ids: Sequence[str]) -> dict[str, str]:
    """Return by their ids how some applicants are called in a role."""
    sql = """
        SELECT a.applicant_id, coalesce(b.pseudonym, a.name) AS name FROM applicants a
        LEFT JOIN blind_people b ON b.role_id = ? AND b.applicant_id = a.applicant_id
        WHERE a.applicant_id IN (SELECT unnest(?::VARCHAR[]))
    """
    return dict(read(cursor, sql, [role_id, list(applicant_ids)]).iter_rows())
