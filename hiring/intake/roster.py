"""Reads a roster: who works here, in which unit, as what. CSV or workbook, one line an employee.

    employee_number   what the company calls a person by, unique (required)
    name              (required)
    email             the address that badges are matched by
    unit              from the top down, as `Company / Germany / Cloud`; or in columns unit 1, unit 2, ...
    manager           the employee number of whom they report to
    location, role    the role as its title stands on the page *Roles*
    hours             a week, such as 38.5

A line that cannot be understood is left out and told, with its line and column; its employee stays as they were.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from hiring.intake.person import clean_email, clean_text
from hiring.intake.tables import Column, Problem, Row, Table, folded_heading, read_table
from hiring.models.employee import Employment

COLUMNS = (
    Column(
        "employee_number",
        ("number", "employee id", "employee no", "personnel number", "personalnummer", "id"),
        required=True,
    ),
    Column("name", ("full name", "employee", "employee name"), required=True),
    Column("email", ("e-mail", "mail", "email address", "work email")),
    Column("unit", ("org unit", "department", "organisation", "organization", "team", "abteilung")),
    Column("manager", ("manager number", "reports to", "supervisor", "manager id")),
    Column("location", ("site", "office", "place", "standort")),
    Column("role", ("job title", "position", "title", "job")),
    Column("hours", ("weekly hours", "hours a week", "fte hours", "working hours")),
)
_LEVEL = re.compile(r"(?:org)?(?:unit|level|ebene)(\d{1,2})")
_BETWEEN = re.compile(r"\s*(?:/|>|›|»|\\)\s*")
MAX_UNIT_DEPTH = 12
MAX_TEXT = 200


@dataclass(frozen=True, slots=True)
class Roster:
    """What a roster says. `employments` in the order of the file; `kept`: numbers of employees on lines left out."""

    employments: tuple[Employment, ...]
    kept: frozenset[str]
    problems: tuple[Problem, ...]
    unknown_columns: tuple[str, ...]


class _Unusable(Exception):
    """A cell that cannot be understood."""

    def __init__(self, column: str, message: str) -> None:
        super().__init__(message)
        self.column = column


def read_roster(content: bytes) -> Roster:
    """Return the employees of a roster, and what is wrong with the other lines.

    Raises:
        MalformedError, LimitExceeded: as `read_table`.
    """
    table = read_table(content, COLUMNS)
    levels = _levels(table)
    found: dict[str, tuple[int, Employment]] = {}
    kept: set[str] = set()
    problems: list[Problem] = []
    for row in table.rows:
        try:
            employment = _employment(row, levels)
            if employment.employee_number in found:
                first = found[employment.employee_number][0]
                raise _Unusable("employee_number", f"{employment.employee_number} is on line {first} already.")
            found[employment.employee_number] = (row.line, employment)
        except _Unusable as error:
            kept.add(_number(row))
            problems.append(Problem(row.line, table.headings.get(error.column, error.column), str(error)))
    problems += _without_managers(found, kept, table.headings.get("manager", "manager"))
    unknown = tuple(heading for heading in table.unknown if heading not in levels)
    employments = tuple(employment for _, employment in found.values())
    return Roster(employments, frozenset(kept - {""}), tuple(sorted(problems, key=lambda p: p.line)), unknown)


def _employment(row: Row, levels: tuple[str, ...]) -> Employment:
    number, name = _number(row), clean_text(row.cells["name"])
    if not number:
        raise _Unusable("employee_number", "The line has no employee number.")
    if not name:
        raise _Unusable("name", f"Employee {number} has no name.")
    cells = row.cells
    email = clean_email(cells.get("email", ""))
    if cells.get("email") and email is None:
        raise _Unusable("email", f"“{cells['email'][:60]}” is not an e-mail address.")
    return Employment(
        employee_number=number,
        name=name,
        email=email,
        unit=_unit(row, levels),
        manager_number=_text(cells, "manager"),
        location=_text(cells, "location"),
        role_title=_text(cells, "role"),
        weekly_hours=_hours(cells.get("hours", "")),
    )


def _unit(row: Row, levels: tuple[str, ...]) -> tuple[str, ...]:
    names = [row.others[heading] for heading in levels] or _BETWEEN.split(row.cells.get("unit", ""))
    unit = tuple(name for name in (clean_text(name) for name in names) if name)
    if not unit:
        raise _Unusable("unit", "The line names no unit.")
    if len(unit) > MAX_UNIT_DEPTH:
        raise _Unusable("unit", f"The unit lies {len(unit)} deep; {MAX_UNIT_DEPTH} are read.")
    return unit


def _hours(cell: str) -> float | None:
    if not cell:
        return None
    try:
        hours = float(cell.replace(",", "."))
    except ValueError:
        hours = 0.0
    if not 0 < hours <= 100:  # also what is not a number at all
        raise _Unusable("hours", f"“{cell[:30]}” is not a number of hours a week.")
    return hours


def _levels(table: Table) -> tuple[str, ...]:
    """Return the headings `unit 1`, `unit 2`, ... in their order, where the table has them in place of one column."""
    numbered = [(_LEVEL.fullmatch(folded_heading(heading)), heading) for heading in table.unknown]
    return tuple(heading for _, heading in sorted((int(match[1]), heading) for match, heading in numbered if match))


def _without_managers(found: Mapping[str, tuple[int, Employment]], kept: set[str], column: str) -> Iterator[Problem]:
    """Tell of managers who are nobody here. Their people are taken all the same: the rest of the line is good."""
    for line, employment in found.values():
        manager = employment.manager_number
        if manager == employment.employee_number:
            yield Problem(line, column, f"{employment.name} is named as their own manager.")
        elif manager and manager not in found and manager not in kept:
            yield Problem(line, column, f"The manager {manager} is not on the roster.")


def _number(row: Row) -> str:
    return clean_text(row.cells["employee_number"])[:MAX_TEXT]


def _text(cells: Mapping[str, str], name: str) -> str | None:
    return clean_text(cells.get(name, ""))[:MAX_TEXT] or None
