"""A role and its skill matrix."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from pydantic import Field, field_validator

from hiring.models.base import Model

LEVEL_WORDS = {
    1: "Aware: knows what it is for",
    2: "Assisted: does it with help",
    3: "Independent: does it alone",
    4: "Advanced: does the hard cases and helps others",
    5: "Expert: sets how it is done",
}


# Deadlines lie between these: far from the ends of the calendar, where zones cannot be reckoned with.
FIRST_DAY, LAST_DAY = date(1990, 1, 1), date(2199, 12, 31)


class RoleSkill(Model):
    """One line of the matrix. `max_age_months`: the oldest acceptable evidence, `None` for any age."""

    skill_id: str
    level: int = Field(ge=1, le=5)
    weight: float = Field(gt=0, le=10)
    must_have: bool
    max_age_months: int | None = Field(default=None, gt=0, le=600)


class Deadline(Model):
    """Until when applications count: to the end of `day`, as the clocks in `zone` (of the tz database) tell it."""

    day: date = Field(ge=FIRST_DAY, le=LAST_DAY)
    zone: str = "UTC"

    @field_validator("zone")
    @classmethod
    def _known(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (KeyError, OSError) as error:
            raise ValueError(f"no time zone of the tz database: {name[:60]!r}") from error
        return name

    @property
    def ends(self) -> datetime:
        """The first moment that is too late, in UTC."""
        midnight = datetime.combine(self.day + timedelta(days=1), time(), tzinfo=ZoneInfo(self.zone))
        return midnight.astimezone(UTC)


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
    apply_by: Deadline | None = None


class RoleUse(Model):
    """What a role is for, from a day on: `hiring` seeks people for a unit, `held` is only had by people."""

    role_id: str
    purpose: Literal["hiring", "held"]
    openings: int = Field(default=0, ge=0, le=10_000)
    unit: tuple[str, ...] = ()
    holds_from: date
