"""What *As of* reads beside the queries of the shortlist: when a ranking changed, and what badges are called."""

from collections.abc import Collection
from datetime import UTC, datetime

import polars as pl

from hiring.store.database import Cursor
from hiring.store.queries.common import read


def moments(cursor: Cursor, role_id: str, limit: int) -> list[datetime]:
    """Return when the ranking for a role changed, the newest `limit` of them first (UTC)."""
    sql = "SELECT DISTINCT known_at FROM matches WHERE role_id = ? ORDER BY known_at DESC LIMIT ?"
    found: list[datetime] = read(cursor, sql, [role_id, limit])["known_at"].to_list()
    return [moment.astimezone(UTC) for moment in found]


def badge_names(cursor: Cursor, credential_ids: Collection[str]) -> dict[str, str]:
    """Return what badges are called, by credential id; what was rejected has no name here."""
    sql = """
        SELECT DISTINCT c.credential_id, coalesce(a.name, c.name) AS name
        FROM credentials AS c LEFT JOIN achievements AS a USING (achievement_id)
        WHERE list_contains(?, c.credential_id) AND coalesce(a.name, c.name) IS NOT NULL
          AND 'rejected' <> ALL (SELECT authenticity FROM verifications AS v WHERE v.credential_id = c.credential_id
                                 QUALIFY row_number() OVER (PARTITION BY applicant_id ORDER BY judged_at DESC,
                                                            known_at DESC, verification_id) = 1)
    """
    return dict(read(cursor, sql, [sorted(credential_ids)]).rows())


def newest_verdicts(cursor: Cursor, credential_ids: Collection[str]) -> pl.DataFrame:
    """Return `credential_id, applicant_id, authenticity` of the newest verification of what somebody has handed in."""
    sql = """
        SELECT v.credential_id, v.applicant_id, v.authenticity FROM verifications AS v
        SEMI JOIN submissions AS s ON s.credential_id = v.credential_id AND s.applicant_id = v.applicant_id
        WHERE list_contains(?, v.credential_id)
        QUALIFY row_number() OVER (PARTITION BY v.credential_id, v.applicant_id
                                   ORDER BY v.judged_at DESC, v.known_at DESC, v.verification_id) = 1
    """
    return read(cursor, sql, [sorted(credential_ids)])


def registry_imports(cursor: Cursor, after: datetime) -> pl.DataFrame:
    """Return `registry, institutions, known_at` of what was imported after a moment, the first one first."""
    sql = "SELECT registry, institutions, known_at FROM registry_imports WHERE known_at > ? ORDER BY known_at, registry"
    return read(cursor, sql, [after])
