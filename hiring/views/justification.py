"""One skill of one person in words: what is shown, how surely, by what, how fresh. The same on a page and in a file.

Lines are rows of `hiring.store.queries.justified.justified`.
"""

from collections.abc import Mapping
from typing import Any

from hiring.views.issuers import short
from hiring.views.text import counted
from hiring.views.verdicts import GATES, LINKS, VERDICTS, Verdict

Line = Mapping[str, Any]

# Its own state beside the three of the gate: nothing shown is not a no, and a word of one's own is not nothing.
UNKNOWN = Verdict("Unknown", "help", "?", "gray", "Nothing that counts was shown. That is not a no.")
OWN_WORD = Verdict("Own word", "record_voice_over", "“", "gray", "The applicant says so; nobody has confirmed it.")
# What is left of evidence by its age, from which on it is called ageing: it counts half or less.
_AGEING = 0.5


def state(line: Line) -> Verdict:
    """Return how a skill stands: met, partly, own word, or unknown."""
    if line["support"] <= 0:
        return UNKNOWN
    if line["gate"] == "not_shown":
        return OWN_WORD
    return GATES[line["gate"]]


def level(line: Line) -> str:
    """Return the level shown of the level asked."""
    if line["support"] <= 0:
        return f"unknown of {line['required']}"
    return f"{'not stated' if line['best_level'] is None else line['best_level']} of {line['required']}"


def support(line: Line) -> str:
    """Return the support in per cent with where it plausibly lies; nothing where nothing counts."""
    if line["support"] <= 0:
        return ""
    return f"{line['support']:.0%} ({100 * line['low']:.0f} to {100 * line['high']:.0f})".replace("%", " %")


def source(line: Line) -> str:
    """Return the evidence that counts most: what it is, whose, of when, and how many pieces more there are."""
    if not line["pieces"]:
        return ""
    own_word = line["issuer"] == "self-asserted"
    issuer = None if own_word else short(line["issuer"], line["registered"], line["recognition"], 60)
    when = str(line["issued"].year) if line["issued"] is not None else None
    named = ", ".join(part for part in (line["achievement"] or "A credential", issuer, when) if part)
    more = f", and {counted(line['pieces'] - 1, 'more piece')}" if line["pieces"] > 1 else ""
    return f"{named}{more}"


def freshness(line: Line) -> str:
    """Return how stale the evidence is; nothing where there is none."""
    if not line["pieces"]:
        return ""
    verdict = VERDICTS.get(line["verdict"] or "")
    said = (
        [] if verdict is None or line["verdict"] in ("AUTHENTIC_CURRENT", "SELF_ASSERTED") else [verdict.word.lower()]
    )
    if line["old"]:
        said.append("older than asked")
    elif line["fading"] is not None and line["fading"] <= _AGEING:
        said.append("ageing")
    return ", ".join(said) or "fresh"


def known(line: Line) -> str:
    """Return how the skill is known from the evidence: declared, named exactly, inferred and so on."""
    return LINKS.get(line["link"] or "", "") if line["pieces"] else ""


def justification(line: Line) -> str:
    """Return all of it as one text, for a cell of a file.

    An expired or suspended piece that counts nothing is told as well: it is why the skill is unknown.
    """
    shown = state(line)
    if not line["pieces"]:
        return f"{shown.word}: nothing shown. Asked: {line['required']}."
    evidence = f"{source(line)} ({freshness(line)}). {known(line)}."
    if shown is UNKNOWN:
        return f"{shown.word}: what was shown does not count. Asked: {line['required']}. {evidence}"
    return f"{shown.word}: level {level(line)}, support {support(line)}. {evidence}"
