"""What every reason code of a check means: a title, plain words, and what the person can do next.

A check's own `detail` tells the particulars of one badge; this tells what the code means for any. A code that a
fetcher or a file format gives in passing, and that is not listed here, is read as its own title. One module a subject;
siblings are found, so that a check and its words are added together.
"""

from importlib import import_module
from pkgutil import iter_modules

from hiring.models.reasons._words import Reason

__all__ = ["REASONS", "Reason", "reason"]


def _collect() -> dict[str, Reason]:
    collected: dict[str, Reason] = {}
    for module in iter_modules(__path__):
        if not module.name.startswith("_"):
            listed: dict[str, Reason] = import_module(f"{__name__}.{module.name}").REASONS
            repeated = collected.keys() & listed.keys()
            if repeated:
                raise ValueError(f"{module.name} explains again: {sorted(repeated)}")
            collected.update(listed)
    return collected


REASONS = _collect()


def reason(code: str) -> Reason:
    """Return a code in words; a code that is not listed, as its own title."""
    return REASONS.get(code) or Reason(code.replace("_", " ").capitalize(), "")
