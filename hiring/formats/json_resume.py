"""One statement of a JSON Resume (https://jsonresume.org/schema): a job, a degree, a certificate, in a person's words.

It is read into the same terms as a badge, so that it can be shown and counted beside badges, but nobody issued it: its
issuer is the applicant's own statement, and the institution is part of what is stated. Dates say when it was earned or
last practised, never that it expires: a job that has ended is still evidence.
"""

import re
from datetime import UTC, date, datetime
from typing import Any

from hiring.errors import MalformedError
from hiring.formats._digest import digest_json
from hiring.formats._resume import WHOLE, Statement, is_resume, phrases, statements
from hiring.formats._shapes import Shapes, strings
from hiring.formats.base import Presented
from hiring.models.credential import Achievement, Credential, IdentityObject, Issuer

# Who says it. No institution that a résumé names is ever an issuer.
SELF = "urn:credence:self-asserted"
# The schema's iso8601: a year, a month or a day. What follows a day (a time) changes nothing.
_DATE = re.compile(r"([1-9]\d{3})(?:-(0[1-9]|1[0-2])(?:-([0-2]\d|3[01]))?)?(?:T.*)?", re.ASCII | re.DOTALL)
_ONGOING = frozenset({"present", "now", "today", "current", "ongoing", "heute"})

# Fields by what they are of a statement: what it is called, with whom, when it began and ended, what is told of it.
_NAMES = {
    "work": ("position",),
    "volunteer": ("position",),
    "education": ("studyType", "area"),
    "certificates": ("name",),
    "awards": ("title",),
    "projects": ("name",),
}
_WITH = {
    "work": ("name", "company"),
    "volunteer": ("organization",),
    "education": ("institution",),
    "certificates": ("issuer",),
    "awards": ("awarder",),
    "projects": ("entity",),
}
_ENDS = ("endDate", "date", "releaseDate")
_TOLD = ("summary", "description", "highlights")
_LISTED = ("keywords", "courses", "area", "position", "studyType", "title", "roles")
_KINDS = {
    "work": "ext:Employment",
    "volunteer": "CommunityService",
    "certificates": "Certificate",
    "awards": "Award",
    "projects": "ext:Project",
    "skills": "ext:SkillList",
    "languages": "ext:SkillList",
}
_PRACTISED = frozenset({"work", "volunteer", "projects"})
# What is studied for, by the words that say so; anything else is a programme of learning.
_DEGREES = (
    ("DoctoralDegree", r"ph\.?\s?d|d\.?phil|doctor\w*|dr"),
    ("MasterDegree", r"master\w*|m\.?\s?sc|m\.?\s?a|m\.?\s?s|m\.?\s?eng|mba|laurea magistrale"),
    ("BachelorDegree", r"bachelor\w*|b\.?\s?sc|b\.?\s?a|b\.?\s?s|b\.?\s?eng|licenciatura"),
    ("AssociateDegree", r"associate\w*"),
    ("Diploma", r"diplom\w*|magister"),
    ("Degree", r"degree"),
)


class JsonResume:
    """Reads one statement as self-asserted."""

    name = "json-resume"

    def recognises(self, document: dict[str, Any]) -> bool:
        """Whether it is a résumé of one statement; one of several is parted first (`containers.json_resume`)."""
        return is_resume(document) and len(statements(document)) == 1

    def read(self, presented: Presented) -> Credential:
        """Return the statement as a credential that nobody secured; odd values are noted, never a breach.

        Raises:
            MalformedError: the statement has no words (`RESUME_ENTRY_EMPTY`).
        """
        (stated,) = statements(presented.document)
        shapes = Shapes()
        basics = presented.document.get("basics")
        basics = basics if isinstance(basics, dict) else {}
        subject = shapes.text(basics.get("name"), "basics.name")
        email = (shapes.text(basics.get("email"), "basics.email") or "").strip()
        achievement, identity = (_list if stated.section in WHOLE else _entry)(stated, shapes)
        who = email.casefold() or (subject or "").casefold()
        return Credential(
            digest=presented.digest,
            content_key=digest_json([SELF, who, stated.section, *identity]),
            format=self.name,
            securing="self-asserted",
            data_model="json-resume",
            id=None,
            types=(stated.section,),
            name=achievement.name,
            issuer=Issuer(id=SELF, name="Self-asserted"),
            subject_name=subject,
            identifiers=(
                (IdentityObject(identity_hash=email, identity_type="emailAddress", hashed=False),) if email else ()
            ),
            achievement=achievement,
            valid_from=None if stated.section in WHOLE else _shown_at(stated, presented.document, shapes),
            document=presented.document,
            notes=tuple(shapes.notes),
        )


def _entry(stated: Statement, shapes: Shapes) -> tuple[Achievement, tuple[str, ...]]:
    """Return what an entry states, and the words by which the same entry of another résumé is known."""
    entry = stated.value if isinstance(stated.value, dict) else {}
    title = _words(entry, _NAMES[stated.section], shapes)
    institution = _first(entry, _WITH[stated.section], shapes)
    name = " at " if stated.section in ("work", "volunteer") else ", "
    called = name.join(part for part in (" ".join(title), institution) if part)
    if not called:
        raise MalformedError("An entry of this résumé says nothing that can be read.", code="RESUME_ENTRY_EMPTY")
    prose = [text for field in _TOLD for text in strings(entry.get(field))]
    listed = [text for field in _LISTED for text in strings(entry.get(field))]
    since = shapes.figure(entry.get("startDate"), "startDate") or ""
    until = next((text for field in _ENDS if (text := shapes.figure(entry.get(field), field))), "")
    told = [_period(since.strip(), until.strip(), stated.section), *(text.strip() for text in prose)]
    achievement = Achievement(
        name=called,
        description="\n".join(text for text in told if text) or None,
        achievement_type=_kind(stated.section, title),
        tags=phrases(prose, [*listed, *title]),
    )
    return achievement, (called.casefold(), since.strip())


def _list(stated: Statement, shapes: Shapes) -> tuple[Achievement, tuple[str, ...]]:
    """Return a list of skills or languages as one statement."""
    names, told = [], []
    for entry in stated.value:
        fields = entry if isinstance(entry, dict) else {"name": entry}
        name = _first(fields, ("name", "language"), shapes)
        level = _first(fields, ("level", "fluency"), shapes)
        keywords = strings(fields.get("keywords"))
        names += [name, *keywords]
        told.append(f"{name} ({level})" if name and level else name)
        told += keywords
    if not any(names):
        raise MalformedError("A list of this résumé says nothing that can be read.", code="RESUME_ENTRY_EMPTY")
    achievement = Achievement(
        name="Skills, as listed" if stated.section == "skills" else "Languages, as listed",
        description=", ".join(text for text in told if text),
        achievement_type=_KINDS[stated.section],
        tags=phrases([], names),
    )
    return achievement, ()


def _words(entry: dict[str, Any], fields: tuple[str, ...], shapes: Shapes) -> list[str]:
    texts = (shapes.text(entry.get(field), field) for field in fields)
    return [" ".join(text.split()) for text in texts if text and text.strip()]


def _first(entry: dict[str, Any], fields: tuple[str, ...], shapes: Shapes) -> str:
    return next(iter(_words(entry, fields, shapes)), "")


def _kind(section: str, title: list[str]) -> str:
    if section != "education":
        return _KINDS[section]
    words = " ".join(title)
    for kind, pattern in _DEGREES:
        if re.search(rf"(?<!\w)(?:{pattern})(?!\w)", words, re.IGNORECASE):
            return kind
    return "LearningProgram"


def _period(since: str, until: str, section: str) -> str:
    if since and until:
        return f"{since} to {until}."
    if since:
        return f"Since {since}."
    return f"{'Until' if section in ('work', 'volunteer') else 'In'} {until}." if until else ""


def _shown_at(stated: Statement, document: dict[str, Any], shapes: Shapes) -> datetime | None:
    """Return when it was earned or last practised: its end, or for what goes on the day the résumé was last changed.

    A job whose contract ends later goes on; a degree that ends later is not earned yet.
    """
    entry = stated.value if isinstance(stated.value, dict) else {}
    end = next((text for field in _ENDS if (text := shapes.figure(entry.get(field), field))), "").strip()
    ended = _moment(end, shapes) if end and end.casefold() not in _ONGOING else None
    if ended is not None and stated.section not in _PRACTISED:
        return ended
    meta = document.get("meta")
    changed = shapes.figure(meta.get("lastModified"), "meta.lastModified") if isinstance(meta, dict) else None
    made = _moment(changed.strip(), shapes) if changed else None
    if ended is not None:
        return min(ended, made) if made else ended
    return made if not end or end.casefold() in _ONGOING else None


def _moment(text: str, shapes: Shapes) -> datetime | None:
    """Return the first moment of a year, a month or a day: of what is not told more exactly, the oldest that fits."""
    match = _DATE.fullmatch(text)
    try:
        if match is not None:
            year, month, day = match.groups()
            day_one = date(int(year), int(month or 1), int(day or 1))
            return datetime(day_one.year, day_one.month, day_one.day, tzinfo=UTC)
    except ValueError:
        pass  # 31 February: told below like everything that is no date
    shapes.note("VALUE_IGNORED", f"“{text[:40]}” is not a date that can be read.")
    return None


FORMAT = JsonResume()
