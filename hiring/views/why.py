"""The two-line why of a shortlist row: what carries the score, and what is missing."""

from collections.abc import Mapping, Sequence
from typing import Any

from hiring.views.text import shorten

Line = Mapping[str, Any]
_NAMED = 2


def why(lines: Sequence[Line]) -> tuple[str, str]:
    """Return the two sentences for one match.

    `lines` are the skill lines of `hiring.store.queries.shortlist.lines`. Strongest first by points; missing
    must-haves before missing assets. What was not shown is called *not shown*, never *lacks*.
    """
    shown = sorted((line for line in lines if line["points"] > 0), key=lambda line: -line["points"])
    return _carries(shown[:_NAMED]), _open(lines)


def _carries(lines: Sequence[Line]) -> str:
    if not lines:
        return "Nothing shown yet for this role."
    return " ".join(f"{_level(line)}{_source(line)}." for line in lines)


def _level(line: Line) -> str:
    if line["best_level"] is None:
        return f"{line['label']}, level not stated"
    return f"{line['label']} at {line['best_level']} of {line['required']}"


def _source(line: Line) -> str:
    parts = [shorten(line["issuer"], 32)] if line["issuer"] else []
    if line["issued"] is not None:
        parts.append(str(line["issued"].year))
    return ": " + ", ".join(parts) if parts else ""


def _open(lines: Sequence[Line]) -> str:
    missing = sorted((line for line in lines if line["gate"] == "not_shown"), key=lambda line: not line["must_have"])
    below = [line for line in lines if line["gate"] == "partly" and line["must_have"]]
    sentences = []
    if missing:
        labels = [line["label"] + ("" if line["must_have"] else " (asset)") for line in missing[:3]]
        more = f" and {len(missing) - 3} more" if len(missing) > 3 else ""
        sentences.append(f"Not shown: {', '.join(labels)}{more}.")
    if below:
        sentences.append("Not fully shown: " + ", ".join(line["label"] for line in below[:_NAMED]) + ".")
    return " ".join(sentences) or "Every skill of the role is shown."
