"""Skill frameworks as they ship: a table of concepts with aliases and, where one is known, an ESCO concept URI."""

import csv
from pathlib import Path

from hiring.models.skill import Skill
from hiring.settings import DATA

STARTER = DATA / "frameworks" / "starter.csv"


def load_starter() -> tuple[Skill, ...]:
    """Return the starter framework that ships with the project, in the order of its file."""
    return read_framework(STARTER)


def read_framework(path: Path) -> tuple[Skill, ...]:
    """Read a framework table: UTF-8 CSV with the columns id, label, aliases (`|` between), cluster, uri (may be empty).

    Raises `ValueError` naming the row when an id or URI occurs twice: a framework that says two things of one
    concept cannot be linked to.
    """
    skills: list[Skill] = []
    seen: set[str] = set()
    with path.open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file), start=2):
            skill = Skill(
                id=row["id"],
                label=row["label"],
                aliases=tuple(alias for alias in row["aliases"].split("|") if alias),
                cluster=row["cluster"],
                uri=row["uri"] or None,
            )
            keys = {skill.id, skill.uri} - {None}
            if keys & seen:
                raise ValueError(f"{path.name}, row {number}: {skill.id!r} or its URI occurs twice")
            seen.update(key for key in keys if key)
            skills.append(skill)
    return tuple(skills)
