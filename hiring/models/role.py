"""A role and its skill matrix."""

from datetime import datetime

from pydantic import Field

from hiring.models.base import Model

LEVEL_WORDS = {
    1: "Aware: knows what it is for",
    2: "Assisted: does it with help",
    3: "Independent: does it alone",
    4: "Advanced: does the hard cases and helps others",
    5: "Expert: sets how it is done",
}


class RoleSkill(Model):
    """One line of the matrix. `max_age_months`: the oldest acceptable evidence, `None` for any age."""

    skill_id: str
    level: int = Field(ge=1, le=5)
    weight: float = Field(gt=0, le=10)
    must_have: bool
    max_age_months: int | None = Field(default=None, gt=0, le=600)


class RoleVersion(Model):
    """A role's matrix as it stood from `saved_at` on. Versions count from 1 and are never changed."""

    role_id: str
    title: str
    summary: str
    version: int = Field(ge=1)
    skills: tuple[RoleSkill, ...]
    reason: str
    saved_by: str
    saved_at: datetime
