"""What can be learnt, as a provider's catalogue tells it."""

from datetime import date

from pydantic import Field, model_validator

from hiring.models.base import Model

# Beyond these a catalogue is taken to be mistaken.
MAX_COST, MAX_HOURS, MAX_DAYS, MAX_SEATS = 1_000_000.0, 10_000.0, 3_660, 1_000_000


class CourseSkill(Model):
    """A skill that a course leads to. `level`: None where the catalogue states none; `said`: as it names the skill."""

    skill_id: str
    level: int | None = Field(default=None, ge=1, le=5)
    said: str = ""


class Course(Model):
    """One course. `days`: from the first to the last; `starts_on`: None for any day; `seats`: None for no limit.

    `provider_iri`: who issues the badge that it ends with, as their badges name them; `achievement_iri`: what that
    badge certifies. `assessed`: it ends with an examination or an assessed piece of work.
    """

    code: str = Field(min_length=1)
    name: str = Field(min_length=1)
    provider: str
    provider_iri: str | None = None
    achievement_iri: str | None = None
    achievement_type: str | None = None
    assessed: bool = False
    skills: tuple[CourseSkill, ...] = Field(min_length=1)
    prerequisites: tuple[str, ...] = ()
    stacks_into: tuple[str, ...] = ()
    cost: float = Field(ge=0, le=MAX_COST)
    currency: str = ""
    hours: float = Field(gt=0, le=MAX_HOURS)
    days: int = Field(default=1, ge=1, le=MAX_DAYS)
    starts_on: date | None = None
    seats: int | None = Field(default=None, ge=0, le=MAX_SEATS)
    mode: str = ""
    language: str = ""

    @model_validator(mode="after")
    def _is_not_its_own(self) -> "Course":
        if self.code in self.prerequisites:
            raise ValueError("a course does not come before itself")
        return self
