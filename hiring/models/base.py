"""The base of every model: immutable, and strict about fields it does not know."""

from pydantic import BaseModel, ConfigDict


class Model(BaseModel):
    """A value object. Two of them with equal fields are equal; none changes after it is made."""

    model_config = ConfigDict(frozen=True, extra="forbid")
