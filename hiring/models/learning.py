"""What somebody asks of a plan for learning, as it is saved with the plan."""

from datetime import date

from pydantic import Field

from hiring.models.base import Model

Choice = tuple[str, str]


class LearningWish(Model):
    """Who, what for, and within which limits.

    `units`: with all below them; empty for everybody. `role_id`: the role that all of them are to reach, None for each
    one's own. `hours`: for each person. `until`: the last day of a course. `said_too`: levels that managers and people
    themselves say count where no badge shows one. `fairness`: the part of the average closure that each unit reaches at
    least, None for no such limit. `near`: the part of the best that may be missing when no better plan is looked for.
    Choices are employee ids with codes of courses.
    """

    units: tuple[tuple[str, ...], ...] = ()
    role_id: str | None = None
    budget: float = Field(ge=0)
    hours: float = Field(ge=0)
    starts: date
    until: date
    said_too: bool = False
    fairness: float | None = Field(default=None, ge=0, le=1)
    near: float = Field(default=0.005, ge=0, le=0.1)
    locked: tuple[Choice, ...] = ()
    forbidden: tuple[Choice, ...] = ()
