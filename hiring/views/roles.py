"""A role's matrix as a page edits it: lines to a table and back, who would meet each, what a version changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import polars as pl
from pydantic import ValidationError

from hiring.errors import UsageError
from hiring.models.role import Deadline, RoleSkill, RoleVersion
from hiring.store.database import Cursor
from hiring.store.queries import roles as queries
from hiring.store.roles import role_versions
from hiring.views.text import counted, day

MATRIX = {
    "Skill": pl.String,
    "Level": pl.Int64,
    "Weight": pl.Float64,
    "Must-have": pl.Boolean,
    "Oldest, months": pl.Int64,
}
TITLE_LETTERS = 120
LINES = 60


@dataclass(frozen=True)
class SkillNames:
    """Skills by label and back. Two skills of one label are told apart by their id."""

    by_label: Mapping[str, str]

    @property
    def by_id(self) -> dict[str, str]:
        """Labels by skill id."""
        return {skill: label for label, skill in self.by_label.items()}


def skill_names(cursor: Cursor) -> SkillNames:
    """Return every skill that a role may ask for."""
    names: dict[str, str] = {}
    for row in queries.skill_options(cursor).iter_rows(named=True):
        label = row["label"] if row["label"] not in names else f"{row['label']} ({row['skill_id']})"
        names[label] = row["skill_id"]
    return SkillNames(names)


def matrix(asked: Sequence[RoleSkill], names: SkillNames) -> pl.DataFrame:
    """Return a role's lines as the table that is edited."""
    labels = names.by_id
    rows = [
        {
            "Skill": labels.get(line.skill_id, line.skill_id),
            "Level": line.level,
            "Weight": line.weight,
            "Must-have": line.must_have,
            "Oldest, months": line.max_age_months,
        }
        for line in asked
    ]
    return pl.DataFrame(rows, schema=MATRIX)


def lines(table: pl.DataFrame, names: SkillNames) -> tuple[RoleSkill, ...]:
    """Return the lines that an edited table means; rows without a skill are left out.

    Raises:
        UsageError: a skill that is not known or occurs twice, or a value out of its range. What the browser sends is
            checked here again.
    """
    found: dict[str, RoleSkill] = {}
    for number, row in enumerate(table.iter_rows(named=True), start=1):
        label = row["Skill"]
        if not label:
            continue
        # A line of an older framework keeps its id as its label.
        skill_id = names.by_label.get(label, label)
        if skill_id in found:
            raise UsageError(f"{label} occurs twice; keep one of the lines.", code="ROLE_SKILL_TWICE")
        found[skill_id] = _line(number, label, skill_id, row)
    if len(found) > LINES:
        raise UsageError(f"A role of {len(found)} skills finds nobody; {LINES} are the most.", code="ROLE_TOO_LONG")
    return tuple(found.values())


def _line(number: int, label: str, skill_id: str, row: Mapping[str, Any]) -> RoleSkill:
    months = row["Oldest, months"]
    try:
        return RoleSkill(
            skill_id=skill_id,
            level=3 if row["Level"] is None else row["Level"],
            weight=1.0 if row["Weight"] is None else row["Weight"],
            must_have=bool(row["Must-have"]),
            max_age_months=None if months is None else int(months),
        )
    except (ValidationError, ValueError) as error:
        raise UsageError(
            f"Line {number}, {label}: a level is 1 to 5, a weight more than 0 and up to 10, an age 1 to 600 months.",
            code="ROLE_LINE",
        ) from error


def reach(cursor: Cursor, wanted: tuple[RoleSkill, ...], names: SkillNames, now: datetime) -> pl.DataFrame:
    """Return `Skill, Would meet, Show it at all, Applicants`: how many would meet each line as it stands."""
    labels = names.by_id
    asked = pl.DataFrame(
        {
            "skill_id": [line.skill_id for line in wanted],
            "level": [line.level for line in wanted],
            "oldest": [_months_before(now, line.max_age_months) for line in wanted],
        },
        schema={"skill_id": pl.String, "level": pl.Int64, "oldest": pl.Datetime("us", "UTC")},
    )
    everybody = queries.applicants(cursor)
    found = queries.reach(cursor, asked)
    return found.select(
        pl.col("skill_id").replace(labels).alias("Skill"),
        pl.col("meets").alias("Would meet"),
        pl.col("shown").alias("Show it at all"),
        pl.lit(everybody, pl.Int64).alias("Applicants"),
    )


def _months_before(now: datetime, months: int | None) -> datetime | None:
    if months is None:
        return None
    return pl.select(pl.lit(now).dt.offset_by(f"-{months}mo")).item()  # type: ignore[no-any-return]


def history(cursor: Cursor, role_id: str, names: SkillNames) -> list[tuple[str, str, list[str]]]:
    """Return the versions, newest first: heading, reason, and what each changed."""
    versions = role_versions(cursor, role_id)
    told = []
    for before, version in zip([None, *versions], versions, strict=False):
        heading = f"Version {version.version}, {day(version.saved_at)}, by {version.saved_by}"
        told.append((heading, version.reason, changes(before, version, names)))
    return told[::-1]


def changes(before: RoleVersion | None, after: RoleVersion, names: SkillNames) -> list[str]:
    """Return in words what one version changed against the one before it."""
    if before is None:
        return [f"First version, {counted(len(after.skills), 'skill')}."]
    labels = names.by_id
    old = {line.skill_id: line for line in before.skills}
    new = {line.skill_id: line for line in after.skills}
    told = [f"Added {labels.get(skill, skill)}." for skill in new if skill not in old]
    told += [f"Removed {labels.get(skill, skill)}." for skill in old if skill not in new]
    for skill in new:
        if skill in old and old[skill] != new[skill]:
            told.append(f"{labels.get(skill, skill)}: {', '.join(_differences(old[skill], new[skill]))}.")
    if (before.title, before.summary) != (after.title, after.summary):
        told.append("Title or summary reworded.")
    if before.apply_by != after.apply_by:
        told.append(closing(after.apply_by))
    return told or ["Nothing but the reason."]


def closing(deadline: Deadline | None) -> str:
    """Return in words until when applications count."""
    if deadline is None:
        return "No deadline for applications."
    return f"Applications until the end of {day(deadline.day)} ({deadline.zone})."


def _differences(old: RoleSkill, new: RoleSkill) -> list[str]:
    said = []
    if old.level != new.level:
        said.append(f"level {old.level} to {new.level}")
    if old.weight != new.weight:
        said.append(f"weight {old.weight:g} to {new.weight:g}")
    if old.must_have != new.must_have:
        said.append("now a must-have" if new.must_have else "no longer a must-have")
    if old.max_age_months != new.max_age_months:
        said.append(f"evidence up to {new.max_age_months} months old" if new.max_age_months else "evidence of any age")
    return said
