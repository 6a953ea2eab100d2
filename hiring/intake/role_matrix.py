"""Reads a role's matrix that somebody keeps as a table. CSV or workbook; what *Roles* exports is read back.

skill             as the page *Roles* calls it, another name for it, or its URI (required)
level             1 to 5, or the word of the scale; 3 where it is empty
weight            more than 0, up to 10; 1 where it is empty
must_have         yes or no; no where it is empty
max_age_months    the oldest acceptable evidence in months; empty for any age
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from hiring.intake.tables import Column, Problem, read_table
from hiring.models.role import LEVEL_WORDS, RoleSkill

COLUMNS = (
    Column("skill", ("skill name", "competence", "competency", "kompetenz", "uri", "label"), required=True),
    Column("level", ("required level", "minimum level", "stufe", "niveau")),
    Column("weight", ("importance", "gewicht")),
    Column("must_have", ("must", "mandatory", "required", "essential", "pflicht")),
    Column("max_age_months", ("max age", "oldest, months", "oldest months", "max age, months", "recency")),
)
_LEVELS = {
    **{str(level): level for level in LEVEL_WORDS},
    **{words.partition(":")[0].casefold(): level for level, words in LEVEL_WORDS.items()},
}
_YES = {"yes", "y", "true", "1", "x", "must", "must-have", "essential", "ja", "wahr"}
_NO = {"", "no", "n", "false", "0", "-", "asset", "optional", "nein", "falsch"}


@dataclass(frozen=True, slots=True)
class RoleMatrix:
    """What a file says: the lines that can be used, and what is wrong with the others."""

    lines: tuple[RoleSkill, ...]
    problems: tuple[Problem, ...]
    unknown_columns: tuple[str, ...]


def read_role_matrix(content: bytes, skill_of: Callable[[str], str | None]) -> RoleMatrix:
    """Return the matrix of a table; `skill_of` gives the id of a skill by any of its names, or None.

    Raises:
        MalformedError, LimitExceeded: as `read_table`.
    """
    table = read_table(content, COLUMNS)
    lines: dict[str, RoleSkill] = {}
    first: dict[str, int] = {}
    problems: list[Problem] = []
    for row in table.rows:
        skill_id = skill_of(row.cells["skill"])
        wrong = (
            ("skill", f"“{row.cells['skill'][:60]}” is not one skill that is known here.")
            if skill_id is None
            else ("skill", f"“{row.cells['skill'][:60]}” stands in line {first[skill_id]} already.")
            if skill_id in lines
            else _wrong(row.cells)
        )
        if wrong is not None or skill_id is None:
            column, message = wrong or ("skill", "")
            problems.append(Problem(row.line, table.headings.get(column, column), message))
            continue
        first[skill_id] = row.line
        months = row.cells.get("max_age_months", "")
        lines[skill_id] = RoleSkill(
            skill_id=skill_id,
            level=_level(row.cells) or 3,
            weight=_number(row.cells.get("weight", "")) or 1.0,
            must_have=row.cells.get("must_have", "").casefold() in _YES,
            max_age_months=int(_number(months) or 0) if months else None,
        )
    return RoleMatrix(tuple(lines.values()), tuple(problems), table.unknown)


def _wrong(cells: Mapping[str, str]) -> tuple[str, str] | None:
    """Return the column and the words of the first thing that cannot be understood."""
    level, weight = cells.get("level", ""), cells.get("weight", "")
    must, months = cells.get("must_have", "").casefold(), cells.get("max_age_months", "")
    if level and _level(cells) is None:
        return "level", f"“{level[:30]}” is not a level from 1 to 5."
    if weight and not 0 < (_number(weight) or 0) <= 10:
        return "weight", f"“{weight[:30]}” is not a weight of more than 0 and up to 10."
    if must not in _YES | _NO:
        return "must_have", f"“{must[:30]}” is neither yes nor no."
    number = _number(months) if months else 1.0
    if number is None or number != int(number) or not 1 <= number <= 600:
        return "max_age_months", f"“{months[:30]}” is not a number of months from 1 to 600."
    return None


def _level(cells: Mapping[str, str]) -> int | None:
    level = cells.get("level", "").casefold()
    return _LEVELS.get(level.removesuffix(".0")) if level else None


def _number(text: str) -> float | None:
    try:
        number = float(text.replace(",", "."))
    except ValueError:
        return None
    return number if math.isfinite(number) else None
