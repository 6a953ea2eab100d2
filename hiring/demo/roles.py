"""The three roles that the demo screens for, out of `data/samples/demo/roles.toml`."""

import tomllib
from datetime import UTC, datetime
from pathlib import Path

from hiring.demo.catalogue import FOLDER
from hiring.models.role import Deadline, RoleSkill, RoleVersion

SAVED_AT = datetime(2026, 5, 4, 9, tzinfo=UTC)


def roles(folder: Path = FOLDER) -> tuple[RoleVersion, ...]:
    """Return the first version of each role."""
    table = tomllib.loads((folder / "roles.toml").read_text(encoding="utf-8"))
    return tuple(
        RoleVersion(
            role_id=row["id"],
            title=row["title"],
            summary=row["summary"],
            version=1,
            skills=tuple(
                RoleSkill(skill_id=skill, level=level, weight=weight, must_have=must, max_age_months=months or None)
                for skill, level, weight, must, months in row["lines"]
            ),
            reason="First version, agreed with the team",
            saved_by="demo",
            saved_at=SAVED_AT,
            apply_by=Deadline.model_validate(row["apply_by"]) if "apply_by" in row else None,
        )
        for row in table["roles"]
    )
