"""One number of a policy, with what it could be and why it is what it is."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from hiring.models.base import Model

Fraction = Annotated[float, Field(ge=0, le=1)]


class Grade(Model):
    """A value in 0..1, plausible bounds around it, and the reason in words that an applicant could be shown."""

    value: Fraction
    low: Fraction
    high: Fraction
    why: str = Field(min_length=1)

    @model_validator(mode="after")
    def _bounds_hold_the_value(self) -> Self:
        if not self.low <= self.value <= self.high:
            raise ValueError("low <= value <= high is required")
        return self

    def moved(self, value: float) -> Self:
        """Return the same with another value, the bounds widened to it where it lies outside them."""
        return self.model_copy(update={"value": value, "low": min(self.low, value), "high": max(self.high, value)})
