"""Reads JSON of uncertain shape: one or many, text or object, present or not.

JSON-LD lets a property hold a value, a list of values or a value object, and does not sign the order of a list
(unless the context says so). So where one value is wanted and several are there, the choice must not depend on
order: the smallest in canonical form is taken, and a note is kept.
"""

import math
from collections.abc import Iterator
from typing import Any

from hiring.formats._dates import parse_datetime
from hiring.formats._digest import canonical_bytes
from hiring.models.artifact import Note


def flat(value: Any) -> Iterator[Any]:
    """Iterate over the values of a property: none for `null`, the items of (nested) lists, else the value itself."""
    if not isinstance(value, list):
        return iter(() if value is None else (value,))
    for item in value:
        if item is None or isinstance(item, list):
            return (inner for item in value for inner in flat(item))
    return iter(value)


def strings(value: Any) -> list[str]:
    """Return the texts among the values of a property."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, list):
        found = [item for item in value if isinstance(item, str)]
        if len(found) == len(value):  # as it nearly always is
            return found
    return [item for item in flat(value) if isinstance(item, str)] if value is not None else []


class Shapes:
    """Reads values and keeps what was wrong with them: `problems` break the data model, `notes` are only odd."""

    def __init__(self) -> None:
        self.problems: list[Note] = []
        self._notes: dict[tuple[str, str], Note] = {}

    @property
    def notes(self) -> list[Note]:
        """What was odd, in the order of its finding, each once."""
        return list(self._notes.values())

    def problem(self, code: str, message: str) -> None:
        """Keep a breach of the data model."""
        self.problems.append(Note(code=code, message=message))

    def note(self, code: str, message: str) -> None:
        """Keep something odd, once."""
        # Looked up and not compared one by one: a document can be odd in a thousand ways at a hundred thousand places.
        if (code, message) not in self._notes:
            self._notes[code, message] = Note(code=code, message=message)

    def take(self, others: "Shapes") -> None:
        """Keep what others found, behind what was found here."""
        self.problems += others.problems
        for key, note in others._notes.items():
            self._notes.setdefault(key, note)

    def one(self, value: Any, where: str) -> Any:
        """Return the only value of a property, `None` if there is none, and the smallest with a note if several."""
        if not isinstance(value, list):
            return value
        values = list(flat(value))
        if len(values) > 1:
            self.note("SEVERAL_VALUES", f"`{where}` holds {len(values)} values where one is expected; one was read.")
            return min(values, key=canonical_bytes)
        return values[0] if values else None

    def objects(self, value: Any, where: str) -> list[dict[str, Any]]:
        """Return the objects among the values of a property; anything else is noted and left out."""
        if value is None or isinstance(value, dict):
            return [] if value is None else [value]
        found = [item for item in flat(value) if isinstance(item, dict)]
        if len(found) < sum(1 for _ in flat(value)):
            self.note("VALUE_IGNORED", f"Something in `{where}` is not an object and was not read.")
        return found

    def text(self, value: Any, where: str, *, required: bool = False) -> str | None:
        """Return a property's text; of several languages English, else the smallest.

        A value that is no text is a problem if the property is `required`, else a note, and reads as `None`.
        """
        if value is None or isinstance(value, str):
            return value
        values = list(flat(value))
        english = [v for v in values if isinstance(v, dict) and str(v.get("@language", "")).lower().startswith("en")]
        chosen = self.one(english or values, where)
        if isinstance(chosen, dict) and isinstance(chosen.get("@value"), str):
            chosen = chosen["@value"]
        if chosen is None or isinstance(chosen, str):
            return chosen
        self._wrong_type(f"`{where}` should be text and is not.", required=required)
        return None

    def figure(self, value: Any, where: str) -> str | None:
        """Return a text that some issuers write as a number (`"value": 85`)."""
        chosen = self.one(value, where)
        if isinstance(chosen, float) and chosen.is_integer():
            chosen = int(chosen)  # JSON-LD signs 5.0 and 5 alike, so they have to be read alike
        if isinstance(chosen, int | float) and not isinstance(chosen, bool):
            return str(chosen)
        return self.text(chosen, where)

    def number(self, value: Any, where: str) -> float | None:
        """Return a number, also where it is written as text; anything that is not finite reads as `None`."""
        chosen = self.one(value, where)
        if chosen is None:
            return None
        try:
            number = math.nan if isinstance(chosen, bool | dict) else float(chosen)
        except (ValueError, OverflowError):
            number = math.nan
        if math.isfinite(number):
            return number
        self._wrong_type(f"`{where}` should be a number and is not.", required=False)
        return None

    def reference(self, value: Any, where: str, *, required: bool = False) -> str | None:
        """Return an identifier: a text, or an object's `id`."""
        chosen = self.one(value, where)
        return self.text(chosen.get("id") if isinstance(chosen, dict) else chosen, where, required=required)

    def identifier(self, value: Any, where: str, *, required: bool = False) -> str | None:
        """Return a node's `id` as text. A blank node's label (`_:b0`) identifies nothing, and no proof covers it."""
        stated = self.text(value, where, required=required)
        return None if stated is not None and stated.startswith("_:") else stated

    def moment(self, value: Any, where: str) -> Any:
        """Return a `datetime` in UTC, or `None`. A date that cannot be read, or several, is a problem."""
        if isinstance(value, list):
            values = list(flat(value))
            value = values[0] if len(values) == 1 else values or None
        if value is None:
            return None
        if not isinstance(value, str):
            self.problem("DATE_MALFORMED", f"`{where}` should be one date and time and is not.")
            return None
        try:
            moment, zoned = parse_datetime(value)
        except ValueError:
            self.problem("DATE_MALFORMED", f"`{where}` is not a date and time: “{value[:40]}”.")
            return None
        if not zoned:
            self.note("DATE_WITHOUT_ZONE", f"`{where}` names no time zone; it was read as UTC.")
        return moment

    def _wrong_type(self, message: str, *, required: bool) -> None:
        if required:
            self.problem("VALUE_TYPE", message)
        else:
            self.note("VALUE_IGNORED", message)
