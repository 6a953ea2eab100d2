"""What was worked out for an object, kept for the next time that the very same one stands under the same name."""

from typing import Any, Final

# An object is remembered if its JSON is no longer than this, and so many bytes of all of them under one name.
_MAX_SHARED_BYTES: Final = 16_384
_MAX_SHARED_ALL: Final = 500_000
# One of nine has to be a repetition; after so many that are none, a pause is made of so many that are not looked at.
_TRIALS: Final = 256
_GAIN: Final = 8
_PAUSE: Final = 5_000


class Repeats:
    """Forms of the objects that stood under one name, by their JSON. Threads may share one.

    Where objects hardly ever repeat, they are not looked for any more, until much later they are tried again.
    """

    __slots__ = ("_balance", "_found", "_size")

    def __init__(self) -> None:
        self._found: dict[bytes, Any] = {}
        self._size, self._balance = 0, _TRIALS

    def worth_seeking(self) -> bool:
        """Whether repetitions have been frequent enough to look for another."""
        if self._balance > 0:
            return True
        self._balance -= 1
        if self._balance < -_PAUSE:
            self._balance = _TRIALS
        return False

    def find(self, key: bytes) -> Any:
        """Return what was kept; `None` if nothing was."""
        found = self._found.get(key)
        self._balance = self._balance - 1 if found is None else min(self._balance + _GAIN, _TRIALS)
        return found

    def keep(self, key: bytes, form: Any) -> None:
        """Remember a form, within bounds."""
        if len(key) > _MAX_SHARED_BYTES:
            return
        if self._size + len(key) > _MAX_SHARED_ALL:
            self._found, self._size = {}, 0
        self._size += len(key)
        self._found[key] = form
