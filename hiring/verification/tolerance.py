"""What a proof may leave uncovered without harm."""

import re
from collections.abc import Iterable

# The type of a schema reference feeds no fact, and many genuine badges name a validator that no context of theirs
# defines (1EdTech's `extensions.json` does). Everything else that is not covered is refused.
TOLERATED = re.compile(r"(?:.*\.)?credentialSchema(?:\[\d+\])?\.type(?:=.*)?", re.DOTALL)


def refused_paths(uncovered: Iterable[str]) -> list[str]:
    """Return those of the paths that a proof does not cover (`ProofResult.uncovered`) which cannot be let pass."""
    return [path for path in uncovered if TOLERATED.fullmatch(path) is None]
