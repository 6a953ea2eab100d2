"""Parts of badges that repeat: issuers and achievements are read once for all badges that state them alike."""

from collections.abc import Callable
from typing import Any, Generic, TypeVar

import orjson

from hiring.formats._shapes import Shapes

Read = TypeVar("Read")

# Parts kept, and how long the JSON of one may be: a hostile file has a new one in each badge.
MAX_KEPT, _MAX_KEPT_BYTES = 1_024, 8_192


class Repeats(Generic[Read]):
    """What was read of parts about which nothing is odd, by their JSON."""

    def __init__(self) -> None:
        self._kept: dict[bytes, Read] = {}

    def __len__(self) -> int:
        return len(self._kept)

    def once(self, stated: Any, shapes: Shapes, read: Callable[[Shapes], Read]) -> Read:
        """Return what `read` makes of `stated`, an object; what it finds odd is kept in `shapes`.

        `read` depends on `stated` only, except where something is odd.
        """
        try:
            key = orjson.dumps(stated) if isinstance(stated, dict) else b""
        except TypeError:  # a number too great for it
            key = b""
        found = self._kept.get(key)
        if found is not None:
            return found
        own = Shapes()
        found = read(own)
        if not 0 < len(key) <= _MAX_KEPT_BYTES or own.problems or own.notes:
            shapes.take(own)
            return found
        if len(self._kept) >= MAX_KEPT:
            self._kept.clear()
        self._kept[key] = found
        return found
