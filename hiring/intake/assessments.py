"""Reads assessments: what managers say of their people's skills, and people of their own. CSV or workbook.

employee_number   whom it is of (required)
skill             as the page *Roles* calls it, or another name for it (required)
level             1 to 5 (required)
said_by           `manager` or `self` (required)
assessed_on       a day, such as 2026-01-31; today where it is empty
note
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from hiring.intake.person import clean_text
from hiring.intake.tables import Column, Problem, Row, read_table
from hiring.models.employee import Assessment

COLUMNS = (
    Column("employee_number", ("number", "employee id", "personnel number", "personalnummer", "id"), required=True),
    Column("skill", ("competence", "competency", "kompetenz"), required=True),
    Column("level", ("rating", "score", "stufe"), required=True),
    Column("said_by", ("source", "by", "assessor", "kind"), required=True),
    Column("assessed_on", ("date", "day", "on", "datum")),
    Column("note", ("comment", "remark")),
)
_SAID_BY = {
    **dict.fromkeys(("manager", "supervisor", "lead"), "manager"),
    **dict.fromkeys(("self", "employee", "own"), "self"),
}
MAX_NOTE = 500


@dataclass(frozen=True, slots=True)
class Assessments:
    """What a file says: the assessments, `skill` being an id; and the lines that cannot be understood."""

    assessments: tuple[Assessment, ...]
    problems: tuple[Problem, ...]


def read_assessments(
    content: bytes, *, today: date, employees: frozenset[str], skill_of: Callable[[str], str | None]
) -> Assessments:
    """Return the assessments of a table.

    Args:
        content: the file.
        today: the day of assessments that name none; later days are refused.
        employees: the numbers on the roster.
        skill_of: the id of a skill by any of its names, or None.

    Raises:
        MalformedError, LimitExceeded: as `read_table`.
    """
    table = read_table(content, COLUMNS)
    found: list[Assessment] = []
    problems: list[Problem] = []
    for row in table.rows:
        wrong = _wrong(row, employees, skill_of, today)
        if wrong is not None:
            problems.append(Problem(row.line, table.headings.get(wrong[0], wrong[0]), wrong[1]))
            continue
        cells = row.cells
        found.append(
            Assessment(
                employee_number=cells["employee_number"],
                skill=str(skill_of(cells["skill"])),
                level=int(cells["level"]),
                said_by=_SAID_BY[cells["said_by"].casefold()],
                assessed_on=_day(cells) or today,
                note=clean_text(cells.get("note", ""))[:MAX_NOTE],
            )
        )
    return Assessments(tuple(found), tuple(problems))


def _wrong(
    row: Row, employees: frozenset[str], skill_of: Callable[[str], str | None], today: date
) -> tuple[str, str] | None:
    """Return the column and the words of the first thing that cannot be understood."""
    cells = row.cells
    if cells["employee_number"] not in employees:
        return "employee_number", f"{cells['employee_number'][:60] or 'The line'} is nobody on the roster."
    if skill_of(cells["skill"]) is None:
        return "skill", f"“{cells['skill'][:60]}” is not a skill that is known here."
    if cells["level"] not in {"1", "2", "3", "4", "5"}:
        return "level", f"“{cells['level'][:30]}” is not a level from 1 to 5."
    if cells["said_by"].casefold() not in _SAID_BY:
        return "said_by", f"“{cells['said_by'][:30]}” is neither manager nor self."
    day = _day(cells)
    if cells.get("assessed_on") and (day is None or day > today):
        return "assessed_on", f"“{cells['assessed_on'][:30]}” is not a day until today, such as 2026-01-31."
    return None


def _day(cells: Mapping[str, str]) -> date | None:
    try:
        return date.fromisoformat(cells.get("assessed_on", ""))
    except ValueError:
        return None
