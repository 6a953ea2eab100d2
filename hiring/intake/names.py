"""Names inside archives: written by strangers, shown to people, compared, and never used as a path on disk."""

import re
import unicodedata

# What would end a line, move the cursor, reverse the reading direction or be invisible: `gnp.exe` must not show as
# `exe.png`. Joiners stay, Persian and emoji need them. Lone surrogates cannot be stored or shown.
HIDDEN = re.compile(
    "[\0-\x1f\x7f-\x9f\xad\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff\ufff9-\ufffb]"
)


def shown(name: str) -> str:
    r"""Return a name as it is shown: composed (NFC), with hidden characters spelled out as `\u202e`.

    `!` becomes its full-width twin, because it separates containers in a source.
    """
    visible = HIDDEN.sub(lambda match: f"\\u{ord(match.group()):04x}", name)
    return unicodedata.normalize("NFC", visible).replace("!", "\N{FULLWIDTH EXCLAMATION MARK}")


def member_path(name: str) -> str:
    """Return a member's name as a relative path with `/`: no root, no way up; `unnamed` if nothing is left."""
    if "/" not in name:
        name = name.replace("\\", "/")  # some Windows programs
    parts = [part for part in name.split("/") if part not in ("", ".")]
    return "/".join("__" if part == ".." else shown(part) for part in parts) or "unnamed"


class Distinct:
    """Tells equal names apart: the second `a.png` becomes `a.png #2`."""

    def __init__(self) -> None:
        self._seen: dict[str, int] = {}

    def __call__(self, name: str) -> str:
        """Return `name`, numbered if it has been given before."""
        count = self._seen[name] = self._seen.get(name, 0) + 1
        # A number may itself be somebody's name already.
        return name if count == 1 else self(f"{name} #{count}")
