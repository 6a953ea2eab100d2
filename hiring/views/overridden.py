"""A person's word against what was computed, in words: the same on every page and in every file."""

from collections.abc import Mapping
from typing import Any

from hiring.views.verdicts import GATES


def told(match: Mapping[str, Any]) -> str | None:
    """Return who has overridden a match, why, and what was computed; `None` where nobody has.

    `match`: a row of `shown_matches`, or what blind mode leaves of it.
    """
    if not match.get("overridden"):
        return None
    who = match.get("overridden_by") or "a person"
    return f"Overridden by {who}: {_stopped(match['overridden'])} {computed(match)}"


def computed(match: Mapping[str, Any]) -> str:
    """Return what the evidence gives, whatever a person said."""
    gate = GATES[match["computed_gate"]].word.lower()
    return f"Computed: must-haves {gate}, score {match['computed_score']:.0f}."


def told_to_applicant(match: Mapping[str, Any]) -> str | None:
    """Return the same for the applicant, without who it was; `None` where nobody has."""
    if not match.get("overridden"):
        return None
    return (
        f"A person has decided otherwise than the count: must-haves {GATES[match['gate']].word.lower()}, score "
        f"{match['score']:.0f} of 100. The reason given: {_stopped(match['overridden'])}"
    )


def _stopped(words: str) -> str:
    plain = words.strip()
    return plain if plain.endswith((".", "!", "?")) else f"{plain}."
