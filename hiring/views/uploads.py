"""An upload as a page needs it: outcomes by word with counts, and rows that say what to do next."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from hiring.store.database import Cursor
from hiring.store.queries import uploads as queries
from hiring.views.issuers import remark, short
from hiring.views.places import place
from hiring.views.text import day
from hiring.views.verdicts import EYES_FIRST, NOT_A_CREDENTIAL, ORDER, OURS, UNREADABLE, VERDICTS, verdict

RECENT = 8


@dataclass(frozen=True)
class Word:
    """One chip: the outcome codes that read the same, and how many results ended so."""

    icon: str
    codes: tuple[str, ...]
    files: int


@dataclass(frozen=True)
class Upload:
    """An upload's name, how many files came, how many results they gave, and the chips in fixed order.

    A file that holds several credentials gives several results; an ingest that was stopped gives fewer than files.
    """

    name: str
    files: int
    results: int
    words: dict[str, Word]


def upload(cursor: Cursor, bundle_id: str) -> Upload | None:
    """Return the upload, or `None` where this database has no such one."""
    outcomes = {row["outcome"]: row["files"] for row in queries.outcomes(cursor, bundle_id).iter_rows(named=True)}
    bundle = queries.bundle(cursor, bundle_id)
    if bundle is None or not outcomes:
        return None
    words: dict[str, Word] = {}
    for shown in [*(VERDICTS[code] for code in ORDER), UNREADABLE, OURS, NOT_A_CREDENTIAL]:
        codes = tuple(sorted(code for code in outcomes if verdict(code) == shown))
        if codes:
            words[shown.word] = Word(shown.icon, codes, sum(outcomes[code] for code in codes))
    return Upload(bundle["name"], bundle["files"], sum(outcomes.values()), words)


def files(cursor: Cursor, bundle_id: str, outcomes: Sequence[str], *, limit: int, offset: int) -> pl.DataFrame:
    """Return `Outcome, Applicant, Achievement, Provider, What it means..., File`, one row a result.

    `Outcome` is a list of one word, as the column that draws it in colour wants it.
    """
    rows = queries.files(cursor, bundle_id, outcomes, EYES_FIRST, limit=limit, offset=offset)
    return pl.DataFrame(
        {
            "Outcome": [[verdict(code).text] for code in rows["outcome"]],
            "Applicant": rows["applicant"],
            "Achievement": rows["achievement"],
            "Provider": [
                "the applicant" if row["own_word"] else short(row["issuer"], row["registered"], row["recognition"])
                for row in rows.iter_rows(named=True)
            ],
            "What it means, and what to do next": [
                " ".join(filter(None, (row["message"], _whose(row), row["next_step"])))
                for row in rows.iter_rows(named=True)
            ],
            "File": [place(source) for source in rows["source"]],
        },
        schema_overrides={"Outcome": pl.List(pl.String), "Provider": pl.String, "File": pl.String},
    )


def _whose(row: dict[str, Any]) -> str:
    """What registries said of who issued it; nothing of what nobody issued, or what a rejected badge claims."""
    if row["own_word"] or row["issuer"] is None:
        return ""
    return remark(row["issuer"], row["recognition"], otherwise=row["otherwise"])


def recent(cursor: Cursor) -> pl.DataFrame:
    """Return the newest uploads: `bundle_id, name, files, when` (a day in words)."""
    rows = queries.recent(cursor, RECENT)
    return rows.select("bundle_id", "name", "files", pl.Series("when", [day(at) for at in rows["known_at"]], pl.String))
