"""Questions for the interview, drawn from what the evidence leaves open: gaps, unknowns, claims, staleness.

Each asks for something that the person did, because that is what predicts what they will do; none assumes the answer,
and each says why it is asked.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from hiring.models.role import LEVEL_WORDS
from hiring.views.applicant import Applicant, Evidence

# More than an interview has time for.
AT_MOST = 10
_AGEING = 0.5


@dataclass(frozen=True, slots=True)
class Question:
    """What to ask, about which skill, and why. By `weight`, must-haves and what is open come first."""

    skill: str
    ask: str
    why: str
    weight: float


def questions(person: Applicant, at_most: int = AT_MOST) -> list[Question]:
    """Return what to ask somebody for a role, the most telling first; nothing without a match."""
    found = sorted((one for line in person.lines for one in _of(person, line)), key=lambda one: -one.weight)
    return found[:at_most]


def _of(person: Applicant, line: dict[str, Any]) -> Iterator[Question]:
    skill, asked = line["label"], line["required"]
    level = LEVEL_WORDS[asked].partition(":")[0].lower()
    does = LEVEL_WORDS[asked].partition(": ")[2]
    weight = line["weight"] * (3 if line["must_have"] else 1)
    pieces = person.evidence.get(line["skill_id"], ())
    kind = "A must-have" if line["must_have"] else "An asset"
    counting = [piece for piece in pieces if piece.share > 0]
    if not pieces:
        ask = f"Tell me about the last time you worked with {skill}. What was yours to do, and how did it end?"
        yield Question(
            skill, ask, f"{kind} of which nothing was shown. That is not a no: nobody has asked yet.", weight * 2
        )
        return
    if not counting:
        ask = (
            f"You sent something about {skill} that could not be checked here. What did you do for it, and who saw it?"
        )
        yield Question(skill, ask, f"{kind}: {_named(person, pieces[0])} does not count as it stands.", weight * 1.8)
        return
    if all(_own_word(person, piece) for piece in counting):
        ask = f"You say that you know {skill}. Take me through one thing that you made with it, from the start."
        yield Question(skill, ask, f"{kind} that only the applicant's own word speaks for.", weight * 1.7)
    elif line["best_level"] is not None and line["best_level"] < asked:
        ask = f"Describe the hardest thing that you did with {skill}. Where did you need help, and where not?"
        why = f"Level {line['best_level']} was shown; level {asked} is asked ({level}: {does})."
        yield Question(skill, ask, why, weight * 1.5)
    elif line["gate"] == "partly":
        ask = f"Who can tell us how you work with {skill}? Describe what they saw you do."
        yield Question(skill, ask, f"{kind}: the evidence is thin ({line['support']:.0%} support).", weight * 1.3)
    if any(piece.link == "inferred" for piece in counting):
        said = _named(person, next(piece for piece in counting if piece.link == "inferred"))
        ask = f"What part of {said} was about {skill}?"
        yield Question(
            skill, ask, "That it shows this skill was suggested by its words, and confirmed by nobody.", weight * 1.1
        )
    if counting and all(_old(piece) for piece in counting):
        ask = f"What have you done with {skill} since then, and what has changed in it?"
        yield Question(skill, ask, "All evidence of it counts half or less by its age.", weight)


def _named(person: Applicant, piece: Evidence) -> str:
    badge = person.badge(piece.badge_id)
    return f"“{badge.title}”" if badge else "a badge"


def _own_word(person: Applicant, piece: Evidence) -> bool:
    badge = person.badge(piece.badge_id)
    return badge is not None and badge.self_asserted


def _old(piece: Evidence) -> bool:
    return any(factor.name == "recency" and factor.value <= _AGEING for factor in piece.factors)
