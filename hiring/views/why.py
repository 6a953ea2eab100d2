"""The two-line why of a shortlist row: what carries the score, and what is missing."""

from collections.abc import Mapping, Sequence
from typing import Any

from hiring.views.issuers import short
from hiring.views.text import shorten

Line = Mapping[str, Any]
# Names in one sentence; the rest is counted. A row has room for two lines.
_NAMED = 2


def why(lines: Sequence[Line]) -> tuple[str, str]:
    """Return the two sentences for one match.

    `lines` are the skill lines of `hiring.store.queries.shortlist.lines`. The skill that gives most points, then what
    is open: must-haves before assets. What was not shown is called *not shown*, never *lacks*.
    """
    return _carries(lines), _open(lines)


def _carries(lines: Sequence[Line]) -> str:
    best = max(lines, key=lambda line: line["points"], default=None)
    if best is None or best["points"] <= 0:
        return "Nothing shown yet for this role."
    if best["gate"] == "not_shown":
        return f"{shorten(best['label'], 34)} is only the applicant's own word."
    level = "level not stated" if best["best_level"] is None else f"{best['best_level']} of {best['required']}"
    return f"{shorten(best['label'], 34)} at {level}{_source(best)}."


def _source(line: Line) -> str:
    own_word = line["issuer"] == "self-asserted"
    issuer = line["issuer"] if own_word else short(line["issuer"], line["registered"], line["recognition"], 30)
    parts = [issuer] if issuer else []
    if line["issued"] is not None:
        parts.append(str(line["issued"].year))
    return ": " + ", ".join(parts) if parts else ""


def _open(lines: Sequence[Line]) -> str:
    for must_have, kind in ((True, "Must-have"), (False, "Asset")):
        kept = [line for line in lines if line["must_have"] is must_have]
        for gate, words in (("not_shown", "not shown"), ("partly", "not fully shown")):
            some = [shorten(line["label"], 30) for line in kept if line["gate"] == gate]
            if some:
                more = f" and {len(some) - _NAMED} more" if len(some) > _NAMED else ""
                return f"{kind}{'s' if len(some) > 1 else ''} {words}: {', '.join(some[:_NAMED])}{more}."
    return "Every skill of the role is shown."
