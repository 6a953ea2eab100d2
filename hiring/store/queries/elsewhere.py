"""Where else somebody is matched: every role that is hired for, with their rank in it."""

import polars as pl

from hiring.store.database import Cursor
from hiring.store.queries.common import read


def elsewhere(cursor: Cursor, applicant_id: str) -> pl.DataFrame:
    """Return `role_id, gate, score, rank, people` of somebody's matches; without roles in which they are blind.

    A pseudonym belongs to one role: that whoever has it is somebody in another would tell who it is.
    """
    sql = """
        WITH placed AS (
            SELECT role_id, applicant_id, gate, score, list_position(['met', 'partly', 'not_shown'], gate) AS place
            FROM shown_matches
        ), theirs AS (
            SELECT * FROM placed WHERE applicant_id = ?
            AND role_id NOT IN (SELECT role_id FROM blind_people WHERE applicant_id = ?))
        SELECT t.role_id, t.gate, t.score, count(*) FILTER (
                   m.place < t.place OR (m.place = t.place AND m.score > t.score)) + 1 AS rank, count(*) AS people
        FROM theirs t JOIN placed m ON m.role_id = t.role_id
        GROUP BY t.role_id, t.gate, t.score, t.place ORDER BY t.place, t.score DESC, t.role_id
    """
    return read(cursor, sql, [applicant_id, applicant_id])
