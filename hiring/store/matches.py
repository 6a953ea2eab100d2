"""Matches as they were computed: kept, never overwritten, each naming the one whose place it took.

A match is named by its `inputs` (role version, policy, applicant, the evidence in force) and by the match that it
supersedes. Computing again from the same inputs writes nothing; evidence that changes and changes back gives three
matches. `as_of` is the first day of which the match was computed: it holds until something supersedes it.
"""

import json
from collections import defaultdict
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime

import polars as pl

from hiring.models.match import Contribution, Factor, Match, SkillLine
from hiring.store.attachments import CAME_FROM
from hiring.store.database import Cursor


def applicant_ids(cursor: Cursor, applicants: Collection[str] | None = None) -> list[str]:
    """Return the ids of the known applicants, or of those of the given ones that are known, in order.

    Whoever sent badges only as somebody who works here applies for nothing.
    """
    values = None if applicants is None else sorted(applicants)
    rows = cursor.execute(
        "SELECT DISTINCT applicant_id FROM applicants "
        "WHERE ($only IS NULL OR applicant_id IN (SELECT unnest($only::VARCHAR[]))) AND applicant_id NOT IN ("
        "SELECT f.applicant_id FROM files AS f JOIN bundles AS b USING (bundle_id) WHERE f.applicant_id IS NOT NULL "
        "AND ($only IS NULL OR f.applicant_id IN (SELECT unnest($only::VARCHAR[]))) "
        "GROUP BY f.applicant_id HAVING bool_and(b.came_from = $workforce)) ORDER BY applicant_id",
        {"only": values, "workforce": CAME_FROM},
    ).fetchall()
    return [applicant_id for (applicant_id,) in rows]


def current_matches(cursor: Cursor, role_id: str) -> pl.DataFrame:
    """Return the match in force of every applicant for the latest version of a role, best score first.

    Columns: match_id, role_id, role_version, policy_id, applicant_id, as_of, score, low, high (0..100), gate,
    known_at, inputs, supersedes. Equal scores are ordered by applicant id: the order of rows is not a judgement.
    """
    sql = "SELECT * FROM current_matches WHERE role_id = ? ORDER BY score DESC, applicant_id"
    return cursor.execute(sql, [role_id]).pl()


def match_lines(cursor: Cursor, match_ids: Collection[str]) -> pl.DataFrame:
    """Return the skill lines of matches: match_id, ordinal, skill_id, gate, support, low, high, points, best_level."""
    sql = "SELECT * FROM match_lines WHERE match_id IN (SELECT unnest(?::VARCHAR[])) ORDER BY match_id, ordinal"
    return cursor.execute(sql, [sorted(match_ids)]).pl()


def contributions(cursor: Cursor, match_ids: Collection[str]) -> pl.DataFrame:
    """Return the evidence under the lines of matches, the weightiest first within a skill.

    Columns: match_id, skill_id, evidence_id, credential_id, share, low, high, factors (JSON text: a list of objects
    with name, value, low, high, weight, why; share is the product of value to the power of weight).
    """
    sql = (
        "SELECT * REPLACE (factors::VARCHAR AS factors) FROM contributions "
        "WHERE match_id IN (SELECT unnest(?::VARCHAR[])) ORDER BY match_id, skill_id, share DESC, evidence_id"
    )
    return cursor.execute(sql, [sorted(match_ids)]).pl()


def state_of(cursor: Cursor, role_id: str) -> str:
    """Return a digest of the matches in force for a role, to tell whether anything computed from them still holds."""
    listed = "coalesce(string_agg(match_id, ' ' ORDER BY match_id), '')"
    sql = f"SELECT sha256({listed}) FROM current_matches WHERE role_id = ?"  # noqa: S608  # of constants
    row = cursor.execute(sql, [role_id]).fetchone()
    return str(row[0]) if row else ""


def shares_in_force(cursor: Cursor, role_id: str) -> pl.DataFrame:
    """Return what the matches in force for a role rest on, one row a piece of evidence under a line.

    Columns: applicant_id, skill_id, evidence_id, issuer_iri, share, low, high, recency (the factor of that name).
    """
    return cursor.execute(
        "SELECT m.applicant_id, c.skill_id, c.evidence_id, k.issuer_iri, c.share, c.low, c.high, "
        'list_filter(from_json(c.factors, \'[{"name": "VARCHAR", "value": "DOUBLE"}]\'), '
        "lambda f: f.name = 'recency')[1].value AS recency "
        "FROM current_matches AS m JOIN contributions AS c ON c.match_id = m.match_id "
        "JOIN credentials AS k ON k.credential_id = c.credential_id "
        "WHERE m.role_id = ? ORDER BY m.applicant_id, c.skill_id, c.evidence_id",
        [role_id],
    ).pl()


def read_match(cursor: Cursor, match_id: str) -> Match | None:
    """Return one match whole, opened down to the evidence; None if there is none of that id."""
    return read_matches(cursor, [match_id]).get(match_id)


def read_matches(cursor: Cursor, match_ids: Collection[str]) -> dict[str, Match]:
    """Return matches whole, opened down to the evidence, by their ids; those that are not known are left out."""
    shown: dict[tuple[str, str], list[Contribution]] = defaultdict(list)
    for row in contributions(cursor, match_ids).iter_rows(named=True):
        contribution = Contribution(
            evidence_id=row["evidence_id"],
            credential_digest=row["credential_id"],
            factors=tuple(Factor.model_validate(factor) for factor in json.loads(row["factors"])),
            share=row["share"],
            low=row["low"],
            high=row["high"],
        )
        shown[row["match_id"], row["skill_id"]].append(contribution)
    lines: dict[str, list[SkillLine]] = defaultdict(list)
    for row in match_lines(cursor, match_ids).drop("ordinal").iter_rows(named=True):
        match_id = row.pop("match_id")
        lines[match_id].append(SkillLine(contributions=tuple(shown.get((match_id, row["skill_id"]), ())), **row))
    sql = "SELECT * FROM matches WHERE match_id IN (SELECT unnest(?::VARCHAR[])) ORDER BY match_id"
    named = [name for name in Match.model_fields if name != "lines"]
    return {
        row["match_id"]: Match(lines=tuple(lines[row["match_id"]]), **{name: row[name] for name in named})
        for row in cursor.execute(sql, [sorted(match_ids)]).pl().iter_rows(named=True)
    }


def with_inputs(cursor: Cursor, frame: pl.DataFrame) -> pl.DataFrame:
    """Return (applicant_id, inputs): the SHA-256 of the text column `basis` of each row."""
    with _registered(cursor, frame=frame):
        return cursor.execute("SELECT applicant_id, sha256(basis) AS inputs FROM frame").pl()


def matches_in_force(cursor: Cursor, role_id: str) -> pl.DataFrame:
    """Return (applicant_id, match_id, inputs) of the last match of each applicant for a role, of any version."""
    return cursor.execute(
        "SELECT applicant_id, match_id, inputs FROM matches AS m WHERE role_id = ? "
        "AND NOT EXISTS (SELECT 1 FROM matches AS later WHERE later.supersedes = m.match_id)",
        [role_id],
    ).pl()


@dataclass(frozen=True, slots=True)
class NewMatches:
    """Matches of one role to be written, by applicant; their ids are made on writing.

    `matches`: applicant_id, score, low, high, gate, inputs, supersedes (or null); one row an applicant.
    `lines`: applicant_id and the columns of `match_lines` but match_id. `contributions`: applicant_id and the columns
    of the table but match_id, `factors` as a list of structs.
    """

    role_id: str
    role_version: int
    policy_id: str
    as_of: date
    matches: pl.DataFrame
    lines: pl.DataFrame
    contributions: pl.DataFrame


def write_matches(cursor: Cursor, new: NewMatches, at: datetime) -> None:
    """Write matches with their lines and contributions, in the caller's transaction."""
    frames = {"scored": new.matches, "scored_lines": new.lines, "scored_contributions": new.contributions}
    with _registered(cursor, **frames):
        cursor.execute(
            "CREATE OR REPLACE TEMP TABLE named AS SELECT applicant_id, "
            "sha256('match' || inputs || coalesce(supersedes, '')) AS match_id FROM scored"
        )
        cursor.execute(
            "INSERT INTO matches BY NAME SELECT n.match_id, s.*, ? AS role_id, ? AS role_version, ? AS policy_id, "
            "? AS as_of, ? AS known_at FROM scored AS s JOIN named AS n USING (applicant_id) ORDER BY applicant_id",
            [new.role_id, new.role_version, new.policy_id, new.as_of, at],
        )
        cursor.execute(
            "INSERT INTO match_lines BY NAME SELECT n.match_id, s.* EXCLUDE (applicant_id) FROM scored_lines AS s "
            "JOIN named AS n USING (applicant_id) ORDER BY applicant_id, ordinal"
        )
        cursor.execute(
            "INSERT INTO contributions BY NAME SELECT n.match_id, s.* EXCLUDE (applicant_id) "
            "REPLACE (to_json(factors) AS factors) FROM scored_contributions AS s "
            "JOIN named AS n USING (applicant_id) ORDER BY applicant_id, skill_id, evidence_id"
        )
        cursor.execute("DROP TABLE named")


@contextmanager
def _registered(cursor: Cursor, **frames: pl.DataFrame) -> Iterator[None]:
    """Make frames visible to this cursor's statements by name, and to no other cursor."""
    for name, frame in frames.items():
        cursor.register(name, frame)
    try:
        yield
    finally:
        for name in frames:
            cursor.unregister(name)
