"""The base of every model: immutable, and strict about fields it does not know."""

from collections.abc import Mapping
from functools import cache
from typing import Any, Self

from pydantic import BaseModel, ConfigDict


class Model(BaseModel):
    """A value object. Two of them with equal fields are equal; none changes after it is made."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    @classmethod
    def trusted(cls, **values: Any) -> Self:
        """Return a model of values that are known to be of the right types: nothing is validated or converted.

        For the few models of which every credential needs many. Fields with a default may be left out.
        """
        made = cls.__new__(cls)
        object.__setattr__(made, "__dict__", {**_defaults(cls), **values})
        object.__setattr__(made, "__pydantic_fields_set__", set(values))
        object.__setattr__(made, "__pydantic_extra__", None)
        object.__setattr__(made, "__pydantic_private__", None)
        return made

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """Return a copy with the values of `update`, which are not validated.

        As pydantic's own, which spends most of its time on what no model here has: extra fields and private ones.
        """
        if deep:
            return super().model_copy(update=update, deep=True)
        changed = update or {}
        made = self.__class__.__new__(self.__class__)
        object.__setattr__(made, "__dict__", {**self.__dict__, **changed})
        object.__setattr__(made, "__pydantic_fields_set__", self.__pydantic_fields_set__ | changed.keys())
        object.__setattr__(made, "__pydantic_extra__", None)
        object.__setattr__(made, "__pydantic_private__", None)
        return made


@cache
def _defaults(model: type[BaseModel]) -> dict[str, Any]:
    """Every field of a model in its order, those without a default too: `trusted` gives these."""
    return {name: field.default for name, field in model.model_fields.items()}
