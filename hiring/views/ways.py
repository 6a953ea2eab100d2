"""What would change somebody's result, in words: what to do, what it would give, and what it rests on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from hiring.matching.ways import Change, Effort, Way, ways
from hiring.models.course import Course
from hiring.models.role import RoleVersion
from hiring.store.courses import courses_known
from hiring.store.database import Cursor
from hiring.store.evidence import evidence_in_force
from hiring.views.applicant import Applicant
from hiring.views.providers import policy
from hiring.views.text import counted
from hiring.views.verdicts import GATES

_SAID = {
    Effort.ASK_AGAIN: "“{badge}” could be checked: ask again, or ask its issuer for a signed badge of a current kind.",
    Effort.CONFIRM: "Somebody here confirms on Skills review that “{badge}” shows {skill}.",
    Effort.IDENTIFY: "The applicant shows that “{badge}” was issued to them.",
    Effort.PROVE: "The applicant proves “{badge}” by a signed badge or the diploma.",
    Effort.RENEW: "The applicant renews “{badge}”, which has expired.",
    Effort.EARN: "The applicant earns {skill} at level {level}, by an examination with a recognised provider{course}.",
}


@dataclass(frozen=True, slots=True)
class Told:
    """`steps`: what would have to happen, all of it; `gives`: gate and score then, beside those of now."""

    steps: tuple[str, ...]
    gives: str


def told(cursor: Cursor, person: Applicant, role: RoleVersion, as_of: date) -> list[Told]:
    """Return the cheapest ways that would change somebody's result, the cheapest first; every number is computed."""
    if person.match is None:
        return []
    evidence = evidence_in_force(
        cursor, as_of=as_of, applicants=[person.id], skills=[line.skill_id for line in role.skills]
    )
    titles = {badge.id: badge.title for badge in person.badges}
    badges = {
        key: titles.get(credential, "a badge")
        for key, credential in evidence.select("content_key", "credential_id").iter_rows()
    }
    labels = {line["skill_id"]: line["label"] for line in person.lines}
    found = ways(role, evidence, person.id, policy(cursor))
    wanted = {change.skill_id for way in found for change in way.changes if change.effort is Effort.EARN}
    offered = [known.course for known in courses_known(cursor)] if wanted else []
    return [
        Told(tuple(_step(change, badges, labels, offered) for change in way.changes), _gives(way, person.match))
        for way in found
    ]


def _step(change: Change, badges: Mapping[str, str], labels: Mapping[str, str], offered: Sequence[Course]) -> str:
    return _SAID[change.effort].format(
        badge=badges.get(change.content_key, "a badge"),
        skill=labels.get(change.skill_id, change.skill_id),
        level=change.level,
        course=_course(change, offered) if change.effort is Effort.EARN else "",
    )


def _course(change: Change, offered: Sequence[Course]) -> str:
    """Name the cheapest course of the catalogue that leads there, if one does."""
    fitting = [
        course
        for course in offered
        if course.assessed
        and any(s.skill_id == change.skill_id and (s.level or 0) >= change.level for s in course.skills)
    ]
    if not fitting:
        return ""
    best = min(fitting, key=lambda course: (course.cost, course.hours, course.code))
    price = f"{best.cost:,.0f} {best.currency}, {counted(round(best.hours), 'hour')}"
    return f" (such as {best.name}, {best.provider}: {price})"


def _gives(way: Way, now: Mapping[str, object]) -> str:
    gate, before = GATES[way.gate].word.lower(), GATES[str(now["gate"])].word.lower()
    must = f"must-haves {gate}" if gate == before else f"must-haves {gate} instead of {before}"
    return f"Then: {must}, score {way.score:.0f} instead of {float(str(now['score'])):.0f}."
