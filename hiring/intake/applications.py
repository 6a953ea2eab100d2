"""Reads applicants from a table that people keep: CSV or workbook, one line an application.

name         (required)
email        by which the badges that they send later are known to be theirs
role         its title, as the page *Roles* has it
stage        where they stand in it; *new* where it is empty
note         what was written of them
tags         several are parted by commas or semicolons
source       where they came from; becomes a tag
applied_on   a day, such as 2026-01-31
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from hiring.intake.person import clean_email, clean_text
from hiring.intake.tables import Column, Problem, Row, read_table
from hiring.models.application import Application

COLUMNS = (
    Column("name", ("applicant", "candidate", "full name", "bewerber"), required=True),
    Column("email", ("e-mail", "mail", "e-mail address", "email address")),
    Column("role", ("position", "job", "vacancy", "stelle")),
    Column("stage", ("status", "step", "phase")),
    Column("note", ("notes", "comment", "remark", "bemerkung")),
    Column("tags", ("tag", "labels")),
    Column("source", ("channel", "came from", "quelle")),
    Column("applied_on", ("date applied", "applied", "application date", "date")),
)
MAX_NOTE, MAX_TAG = 4_000, 40
_BETWEEN = re.compile(r"[,;]")


@dataclass(frozen=True, slots=True)
class Applications:
    """What a file says, and the lines that cannot be understood."""

    applications: tuple[Application, ...]
    problems: tuple[Problem, ...]
    unknown: tuple[str, ...]


def read_applications(
    content: bytes, *, role_of: Callable[[str], str | None], stages_of: Callable[[str], tuple[str, ...]]
) -> Applications:
    """Return the applications of a table.

    Args:
        content: the file.
        role_of: the id of a role by its title, or None.
        stages_of: the stages of a role by its id, folded.

    Raises:
        MalformedError, LimitExceeded: as `hiring.intake.tables.read_table`.
    """
    table = read_table(content, COLUMNS)
    found: list[Application] = []
    problems: list[Problem] = []
    for row in table.rows:
        wrong = _wrong(row, role_of, stages_of)
        if wrong is not None:
            problems.append(Problem(row.line, table.headings.get(wrong[0], wrong[0]), wrong[1]))
            continue
        cells = row.cells
        tags = [*_BETWEEN.split(cells.get("tags", "")), cells.get("source", "")]
        found.append(
            Application(
                name=clean_text(cells["name"]),
                email=clean_email(cells["email"]) if cells.get("email") else None,
                role_id=role_of(cells["role"]) if cells.get("role") else None,
                stage=clean_text(cells.get("stage", "")).casefold() or None,
                note=cells.get("note", "")[:MAX_NOTE].strip(),
                tags=tuple(dict.fromkeys(tag for tag in map(_tag, tags) if tag)),
                applied_on=_day(cells),
            )
        )
    return Applications(tuple(found), tuple(problems), table.unknown)


def _wrong(
    row: Row, role_of: Callable[[str], str | None], stages_of: Callable[[str], tuple[str, ...]]
) -> tuple[str, str] | None:
    """Return the column and the words of the first thing that cannot be understood."""
    cells = row.cells
    if not clean_text(cells["name"]):
        return "name", "There is no name in this line."
    if cells.get("email") and clean_email(cells["email"]) is None:
        return "email", f"“{cells['email'][:60]}” is not an e-mail address."
    role = role_of(cells["role"]) if cells.get("role") else None
    if cells.get("role") and role is None:
        return "role", f"“{cells['role'][:60]}” is not a role that is hired for here."
    if role is None and any(cells.get(name) for name in ("stage", "note", "tags")):
        return "role", "Stage, note and tags belong to a role: name it in this line."
    stage = clean_text(cells.get("stage", "")).casefold()
    if role is not None and stage and stage not in stages_of(role):
        return "stage", f"“{stage[:40]}” is not one of the stages: {', '.join(stages_of(role))}."
    if cells.get("applied_on") and _day(cells) is None:
        return "applied_on", f"“{cells['applied_on'][:30]}” is not a day, such as 2026-01-31."
    long = next((tag for tag in _BETWEEN.split(cells.get("tags", "")) if len(tag.strip()) > MAX_TAG), None)
    if long is not None:
        return "tags", f"“{long.strip()[:60]}” is longer than a tag may be ({MAX_TAG} characters)."
    return None


def _tag(text: str) -> str:
    return clean_text(text)[:MAX_TAG].strip()


def _day(cells: Mapping[str, str]) -> date | None:
    try:
        return date.fromisoformat(cells.get("applied_on", "")[:10])
    except ValueError:
        return None
