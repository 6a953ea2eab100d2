"""What *Shortlist* reads: counts, one page of the ranking, and the lines behind the two-line why."""

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from hiring.store.database import Cursor
from hiring.store.queries.common import JUDGED, REGISTERED, contains, read

# Must-haves first, then the score: the score never lifts anybody over the gate. Who is blind in the role goes by a
# pseudonym, by which equal scores are ordered too, and which stands for them in addresses (`ref`).
_RANKED = """
    SELECT m.*, row_number() OVER (
        ORDER BY CASE m.gate WHEN 'met' THEN 0 WHEN 'partly' THEN 1 ELSE 2 END, m.score DESC,
                 coalesce(b.pseudonym, a.name), m.applicant_id
    ) AS rank, coalesce(b.pseudonym, a.name) AS name, coalesce(right(b.pseudonym, 11), m.applicant_id) AS ref
    FROM current_matches m JOIN applicants a USING (applicant_id)
    LEFT JOIN blind_people b ON b.role_id = m.role_id AND b.applicant_id = m.applicant_id
    WHERE m.role_id = ?
"""


def _tells(text: str) -> str:
    """SQL, of an aggregate over `text` with `blind_people` as `y`: whether its words would give somebody blind away."""
    words = f"regexp_split_to_array(lower(any_value({text})), '[^\\p{{L}}\\p{{N}}]+')"
    return f"coalesce(list_has_any(any_value(y.tokens), {words}), false)"


@dataclass(frozen=True)
class Filters:
    """What the person narrowed the list to; empty means everything."""

    gates: tuple[str, ...] = ()
    words: str = ""
    verdicts: tuple[str, ...] = ()
    min_score: float = 0.0

    def clause(self) -> tuple[str, list[object]]:
        """Return the `WHERE` clause over the ranked rows `r`, and its parameters."""
        clauses, parameters = ["r.score >= ?"], list[object]([self.min_score])
        if self.gates:
            clauses.append("list_contains(?, r.gate)")
            parameters.append(list(self.gates))
        if self.words.strip():
            clauses.append("r.name ILIKE ? ESCAPE '\\'")
            parameters.append(contains(self.words.strip()))
        if self.verdicts:
            clauses.append(
                "EXISTS (SELECT 1 FROM judged j WHERE j.applicant_id = r.applicant_id AND list_contains(?, j.verdict))"
            )
            parameters.append(list(self.verdicts))
        return " AND ".join(clauses), parameters


def gate_counts(cursor: Cursor, role_id: str) -> pl.DataFrame:
    """Return `gate, applicants` over everybody matched against the role."""
    return read(
        cursor, "SELECT gate, count(*) AS applicants FROM current_matches WHERE role_id = ? GROUP BY gate", [role_id]
    )


def count(cursor: Cursor, role_id: str, filters: Filters) -> int:
    """Return how many applicants pass the filters."""
    clause, parameters = filters.clause()
    sql = f"WITH judged AS ({JUDGED}), ranked AS ({_RANKED}) SELECT count(*) AS n FROM ranked r WHERE {clause}"  # noqa: S608
    return int(read(cursor, sql, [role_id, *parameters]).item())


def page(cursor: Cursor, role_id: str, filters: Filters, *, limit: int, offset: int) -> pl.DataFrame:
    """Return one page: `rank, match_id, applicant_id, ref, name, gate, score, low, high`, best first."""
    clause, parameters = filters.clause()
    sql = f"""
        WITH judged AS ({JUDGED}), ranked AS ({_RANKED})
        SELECT r.rank, r.match_id, r.applicant_id, r.ref, r.name, r.gate, r.score, r.low, r.high
        FROM ranked r WHERE {clause} ORDER BY r.rank LIMIT ? OFFSET ?
    """  # noqa: S608
    return read(cursor, sql, [role_id, *parameters, limit, offset])


def people(cursor: Cursor, role_id: str, applicant_ids: Sequence[str]) -> pl.DataFrame:
    """Return the rows of some applicants as `page` does, with the ranks that they have among all."""
    sql = f"""
        WITH ranked AS ({_RANKED})
        SELECT r.rank, r.match_id, r.applicant_id, r.ref, r.name, r.gate, r.score, r.low, r.high
        FROM ranked r WHERE r.applicant_id IN (SELECT unnest(?::VARCHAR[])) ORDER BY r.rank
    """  # noqa: S608
    return read(cursor, sql, [role_id, list(applicant_ids)])


def mixes(cursor: Cursor, applicant_ids: Sequence[str]) -> pl.DataFrame:
    """Return `applicant_id, verdict, badges` for these applicants."""
    sql = f"""
        WITH judged AS ({JUDGED})
        SELECT applicant_id, verdict, count(*) AS badges FROM judged
        WHERE list_contains(?, applicant_id) GROUP BY ALL ORDER BY ALL
    """  # noqa: S608
    return read(cursor, sql, [list(applicant_ids)])


def lines(cursor: Cursor, match_ids: Sequence[str]) -> pl.DataFrame:
    """Return the skill lines of these matches with the evidence that counts most under each.

    Columns: `match_id, skill_id, label, must_have, required, weight, gate, best_level, support, low, high, points,
    achievement, issuer (as claimed), registered, recognition, issued` (the last five null where nothing counts). Of who
    is blind there is no date, no name that holds a part of theirs, and no provider where providers are hidden.
    """
    sql = f"""
        WITH best AS (
            SELECT match_id, skill_id, credential_id FROM contributions WHERE match_id IN (SELECT unnest(?::VARCHAR[]))
            QUALIFY row_number() OVER (PARTITION BY match_id, skill_id ORDER BY share DESC, credential_id) = 1)
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
        FROM match_lines l
        JOIN matches m USING (match_id)
        JOIN role_skills rs ON rs.role_id = m.role_id AND rs.version = m.role_version AND rs.skill_id = l.skill_id
        LEFT JOIN skills s ON s.skill_id = l.skill_id
        LEFT JOIN best b ON b.match_id = l.match_id AND b.skill_id = l.skill_id
        LEFT JOIN credentials c ON c.credential_id = b.credential_id
        LEFT JOIN achievements ac ON ac.achievement_id = c.achievement_id
        LEFT JOIN issuers i ON i.iri = c.issuer_iri
        LEFT JOIN ({REGISTERED}) r ON r.issuer_iri = c.issuer_iri
        LEFT JOIN verifications v ON v.credential_id = c.credential_id AND v.applicant_id = m.applicant_id
        LEFT JOIN blind_people y ON y.role_id = m.role_id AND y.applicant_id = m.applicant_id
        WHERE l.match_id IN (SELECT unnest(?::VARCHAR[]))
        GROUP BY ALL ORDER BY l.match_id, min(l.ordinal)
    """  # noqa: S608  # put together from constants
    return read(cursor, sql, [list(match_ids), list(match_ids)])


def credibility(cursor: Cursor, role_id: str, limit: int) -> pl.DataFrame:
    """Return `applicant_id, name, gate, score, weight, evidence` of the best `limit`.

    `weight` is the mean share, 0..1, of what somebody issued: own word lowers nobody's.
    """
    sql = f"""
        WITH ranked AS ({_RANKED})
        SELECT r.applicant_id, r.name, r.gate, r.score, avg(k.share) AS weight, count(k.evidence_id) AS evidence
        FROM ranked r LEFT JOIN (
            SELECT k.* FROM contributions k
            ANTI JOIN (SELECT credential_id FROM credentials WHERE securing = 'self-asserted') USING (credential_id)
        ) k USING (match_id)
        WHERE r.rank <= ? GROUP BY ALL ORDER BY min(r.rank)
    """  # noqa: S608
    return read(cursor, sql, [role_id, limit])


def names_of(cursor: Cursor, role_id: str, applicant_ids: Sequence[str]) -> dict[str, str]:
    """Return by their ids how some applicants are called in a role."""
    sql = """
        SELECT a.applicant_id, coalesce(b.pseudonym, a.name) AS name FROM applicants a
        LEFT JOIN blind_people b ON b.role_id = ? AND b.applicant_id = a.applicant_id
        WHERE a.applicant_id IN (SELECT unnest(?::VARCHAR[]))
    """
    return dict(read(cursor, sql, [role_id, list(applicant_ids)]).iter_rows())
