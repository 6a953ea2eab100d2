"""One applicant as documents: a dossier for those who decide, a receipt for the applicant.

What a rejected badge says is in neither; a dossier of somebody who is blind in the role names nobody.
"""

from datetime import datetime
from typing import Any

from hiring.exports.typeset import typeset
from hiring.models.role import LEVEL_WORDS, RoleVersion
from hiring.store.database import Cursor
from hiring.store.queries.justified import justified
from hiring.views import overridden
from hiring.views.applicant import Applicant, Badge
from hiring.views.justification import OWN_WORD, UNKNOWN, state
from hiring.views.questions import questions
from hiring.views.shortlist_files import skill_rows
from hiring.views.text import counted, day
from hiring.views.told_to_applicant import BY_VERDICT, COUNTED
from hiring.views.verdicts import GATES, HOLDERS
from hiring.views.why import why

# Letters of a match's id that name a receipt: enough to find it by, few enough to say on the telephone.
_NUMBER = 12


def dossier(cursor: Cursor, person: Applicant, role: RoleVersion | None, made_at: datetime) -> bytes:
    """Return everything that the applicant's page tells, as PDF."""
    lines = _lines(cursor, person)
    match = person.match
    return typeset(
        "dossier",
        {
            "title": f"Dossier: {person.name}",
            "lines": [
                *(
                    [f"For {role.title}, version {role.version}. As of {day(match['as_of'])}."]
                    if role and match
                    else []
                ),
                f"Made on {day(made_at)}. Three questions, three answers, never one number.",
            ],
            "answers": _answers(person),
            "why": list(why(lines)) if lines else [],
            "skills": list(skill_rows(lines)),
            "questions": [{"ask": one.ask, "why": f"{one.skill}: {one.why}"} for one in questions(person)],
            "badges": [_badge(badge) for badge in person.badges],
        },
    )


def receipt(cursor: Cursor, person: Applicant, role: RoleVersion, made_at: datetime) -> bytes:
    """Return what the applicant is told, in plain language, as PDF; of nobody else and without a rank."""
    lines = _lines(cursor, person)
    match = person.match
    return typeset(
        "receipt",
        {
            "title": f"What your badges showed: {role.title}",
            "name": person.name,
            "number": match["match_id"][:_NUMBER] if match else "",
            "made": day(made_at),
            "summary": _summary(person, lines),
            "skills": [_asked(line) for line in lines],
            "badges": [_counted(person, badge) for badge in person.badges],
            "changes": _changes(person, lines),
        },
    )


def _lines(cursor: Cursor, person: Applicant) -> tuple[dict[str, Any], ...]:
    if person.match is None:
        return ()
    return tuple(justified(cursor, [person.match["match_id"]]).iter_rows(named=True))


def _answers(person: Applicant) -> list[dict[str, str]]:
    authentic = sum(badge.authenticity == "authentic" for badge in person.badges)
    current = sum(badge.code == "AUTHENTIC_CURRENT" for badge in person.badges)
    holders = [
        f"{number} {mark.word}"
        for holder, mark in HOLDERS.items()
        if (number := sum(b.holder == holder and b.authenticity == "authentic" for b in person.badges))
    ]
    worth = "No role to measure by"
    if person.match is not None:
        match = person.match
        worth = (
            f"Score {match['score']:.1f}, plausibly {match['low']:.1f} to {match['high']:.1f}. "
            f"Must-haves: {GATES[match['gate']].word.lower()}."
        )
        worth = " ".join(filter(None, (worth, overridden.told(match))))
    return [
        {"question": "Is it authentic?", "answer": f"{authentic} of {counted(len(person.issued), 'badge')} authentic"},
        {
            "question": "Is it current, and whose is it?",
            "answer": "; ".join([f"{current} in force", *holders]),
        },
        {"question": "What is it worth here?", "answer": worth},
    ]


def _badge(badge: Badge) -> dict[str, Any]:
    return {
        "title": badge.title,
        "verdict": badge.verdict.word,
        "means": badge.verdict.meaning,
        "facts": [] if badge.withheld or badge.self_asserted else [badge.called, badge.term, badge.vouched, badge.kind],
        "checks": [
            {"word": entry.mark.word, "title": entry.title, "detail": entry.detail, "next": entry.next_step}
            for entry in badge.ledger
        ],
    }


def _summary(person: Applicant, lines: tuple[dict[str, Any], ...]) -> list[str]:
    authentic = sum(badge.authenticity == "authentic" for badge in person.badges)
    said = [
        f"You sent {counted(len(person.badges), 'badge')} or statements. {authentic} could be shown to be genuine: "
        "signed by who issued them, and unchanged since."
    ]
    if person.match is not None:
        musts = [line for line in lines if line["must_have"]]
        met = sum(line["gate"] == "met" for line in musts)
        match = person.match
        said.append(
            f"The role has {counted(len(musts), 'must-have')}; your badges show {met} of them at the level asked. All "
            f"skills together gave {match['computed_score']:.0f} of 100 points; what is uncertain about the evidence "
            f"could make that {match['low']:.0f} to {match['high']:.0f}."
        )
        said.extend(filter(None, [overridden.told_to_applicant(match)]))
    said.append("A skill that no badge shows counts as unknown, not as missing. A person decides, not this count.")
    return said


def _asked(line: dict[str, Any]) -> dict[str, str]:
    shown = state(line)
    asked = LEVEL_WORDS[line["required"]]
    if shown is UNKNOWN:
        found = "Nothing that counts was found."
    elif shown is OWN_WORD:
        found = "Your own word; nobody has confirmed it yet."
    elif line["best_level"] is None:
        found = "Shown; the level is not stated."
    else:
        found = LEVEL_WORDS[line["best_level"]]
    return {
        "label": line["label"],
        "kind": "must-have" if line["must_have"] else "also welcome",
        "asked": asked,
        "found": found,
        "points": f"{line['points']:.1f}",
    }


def _counted(person: Applicant, badge: Badge) -> dict[str, Any]:
    told = BY_VERDICT.get(badge.code, COUNTED)
    labels = {line["skill_id"]: line["label"] for line in person.lines}
    counts = [
        f"{labels[skill]}: {piece.telling}"
        for skill, pieces in person.evidence.items()
        for piece in pieces
        if piece.badge_id == badge.id and skill in labels
    ]
    return {
        "title": badge.title,
        "verdict": badge.verdict.word,
        "means": told.means,
        "counts": counts or ["It was counted for nothing that this role asks for."],
    }


def _changes(person: Applicant, lines: tuple[dict[str, Any], ...]) -> list[str]:
    """What would change the result: must-haves first, then what can be mended about badges."""
    said = []
    for line in sorted(lines, key=lambda one: not one["must_have"]):
        if line["gate"] == "met":
            continue
        wanted = f"{line['label']}: a badge that states level {line['required']} or higher"
        if line["best_level"] is not None and line["best_level"] >= line["required"]:
            wanted = f"{line['label']}: a badge with stronger or fresher evidence (an exam, a recognised provider)"
        said.append(f"{wanted}{'' if line['must_have'] else ' (not required)'}.")
    for badge in person.badges:
        told = BY_VERDICT.get(badge.code)
        if told is not None:
            said.append(f"{badge.title} ({badge.verdict.word.lower()}): {told.can_do}")
    return said or ["Nothing is missing: everything that the role asks for was shown."]
