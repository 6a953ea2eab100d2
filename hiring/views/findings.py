"""Findings as pages show them: in words, how sure, what they rest on, what to do, and what somebody said of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import polars as pl

from hiring.findings import words_of
from hiring.models.finding import Sureness
from hiring.store.database import Cursor
from hiring.store.findings import current_findings, grounds
from hiring.views.verdicts import Mark

SURENESS: dict[Sureness, Mark] = {
    Sureness.CERTAIN: Mark("certain", "error", "!", "orange"),
    Sureness.LIKELY: Mark("likely", "help", "?", "orange"),
    Sureness.POSSIBLE: Mark("possible", "lightbulb", "?", "gray"),
}


@dataclass(frozen=True)
class Shown:
    """One finding. `rests_on` are the badges it was read from, by name; `aside` is who set it aside, and why.

    `quiet`: a remark that is true of many honest badges, and no reason to hold anybody up.
    """

    id: str
    title: str
    meaning: str
    detail: str
    next_step: str
    sureness: Mark
    rests_on: tuple[str, ...]
    applicant_id: str | None
    applicant: str | None
    found_at: datetime
    dismissed: bool
    aside: str
    quiet: bool


def of_applicant(cursor: Cursor, applicant_id: str) -> tuple[Shown, ...]:
    """Return the findings about a person or their badges, the surest first, those set aside last."""
    return _shown(cursor, current_findings(cursor, applicant_id=applicant_id))


def of_provider(cursor: Cursor, issuer_iri: str) -> tuple[Shown, ...]:
    """Return the findings about a provider itself."""
    return _shown(cursor, current_findings(cursor, provider=issuer_iri))


def of_upload(cursor: Cursor, bundle_id: str) -> tuple[Shown, ...]:
    """Return the findings about the people of an upload that nobody has set aside, without the quiet ones."""
    found = _shown(cursor, current_findings(cursor, bundle_id=bundle_id))
    return tuple(one for one in found if not one.dismissed and not one.quiet)


def _shown(cursor: Cursor, findings: pl.DataFrame) -> tuple[Shown, ...]:
    rows = findings.to_dicts()
    names = grounds(cursor, [credential for row in rows for credential in row["rests_on"]])
    people = {row["applicant_id"]: row["applicant"] for row in rows}
    return tuple(_one(row, names, people.get(row["applicant_id"])) for row in rows)


def _one(row: dict[str, Any], names: dict[str, str], applicant: str | None) -> Shown:
    words = words_of(row["code"])
    rests_on: Sequence[str] = [names[credential] for credential in row["rests_on"] if credential in names]
    said = f"{row['dismissal_reason']} ({row['said_by']}, {row['said_at']:%Y-%m-%d})" if row["dismissed"] else ""
    return Shown(
        id=row["finding_id"],
        title=words.title,
        meaning=words.words,
        detail=row["detail"],
        next_step=words.next_step,
        sureness=SURENESS[Sureness(row["sureness"])],
        rests_on=tuple(dict.fromkeys(rests_on)),
        applicant_id=row["applicant_id"],
        applicant=applicant,
        found_at=row["known_at"],
        dismissed=row["dismissed"],
        aside=said,
        quiet=words.quiet,
    )
