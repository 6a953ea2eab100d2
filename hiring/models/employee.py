"""People who work here, as their employer's roster tells it."""

from datetime import date

from pydantic import Field

from hiring.models.base import Model
from hiring.models.role import LEVEL_WORDS

# Names of units on the way down, as they are shown.
UNIT_SEPARATOR = " / "


class Employment(Model):
    """What a roster says of one employee. `unit`: names from the top down, the employee's own unit last."""

    employee_number: str
    name: str
    email: str | None = None
    unit: tuple[str, ...]
    manager_number: str | None = None
    location: str | None = None
    role_title: str | None = None
    weekly_hours: float | None = Field(default=None, gt=0, le=100)


class Assessment(Model):
    """What a manager says of somebody's skill, or the person; `skill` as the file writes it."""

    employee_number: str
    skill: str
    level: int = Field(ge=min(LEVEL_WORDS), le=max(LEVEL_WORDS))
    said_by: str = Field(pattern="manager|self")
    assessed_on: date
    note: str = ""
