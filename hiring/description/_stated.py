"""How each element of a micro-credential is looked for. Each look returns what is stated and where, or two empty texts.

Words are looked for in English only: of a description in another language less is found, and more is asked.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from hiring.description._places import NOTHING, Found, Places, first
from hiring.description.issuing import issued
from hiring.description.reading import objects, word

_NUMBER = r"\b\d{1,4}(?:[.,]\d{1,2})?"
_WORKLOAD = re.compile(rf"{_NUMBER}[\s-]?(?:ECTS|hours?|hrs?|credits?|credit points?|CPD points?|CEUs?)\b", re.I)
_LEVEL = re.compile(r"\b(?:EQF|QF-?EHEA|European Qualifications? Framework)\b", re.I)
_EQF = re.compile(r"/(?:snb/)?(?:eqf|qfehea|qf-ehea)\b", re.I)
_ASSESSED = re.compile(
    r"\b(?:exam(?:ination|s)?|assess(?:ed|ment)|quiz(?:zes)?|tests?|tested|proctored|invigilated|portfolio|thesis|"
    r"capstone|viva|practical|project|presentation|peer[- ]review(?:ed)?|attendance|observed|observation)\b",
    re.I,
)
_FORM = re.compile(
    r"\b(?:online|on[- ]?site|on campus|in[- ]person|face[- ]to[- ]face|blended|hybrid|distance learning|remote(?:ly)?|"
    r"classroom|self[- ]paced|e-?learning|webinar|MOOC)\b",
    re.I,
)
_QUALITY = re.compile(
    r"\b(?:accredit(?:ed|ation)|quality[- ]assur(?:ed|ance)|ISO(?:/IEC)? ?(?:9001|17024|21001|29990|29993)|EQAR|ENQA|"
    r"IACET|externally (?:audited|examined|moderated)|external examiners?)\b",
    re.I,
)
_OUTCOMES = re.compile(r"\b(?:learning outcomes?|(?:will be|is|are|be) able to)\b", re.I)
_SHOWN = 4


def learner(document: Mapping[str, Any], subjects: Sequence[Mapping[str, Any]]) -> Found:
    """Whose it is: a name, or an identifier of theirs, which may be hashed."""
    named = first(
        ("credentialSubject.name", subjects, ("name",), ("fullName",)),
        ("credentialSubject.givenName", subjects, ("givenName",)),
        ("family_name", [document], ("family_name",), ("given_name",)),
    )
    if named != NOTHING:
        return named
    for identifier in (found for subject in subjects for found in objects(subject.get("identifier"))):
        if word(identifier.get("identityHash")):
            kind = word(identifier.get("identityType")) or "identifier"
            return (f"{kind}, hashed" if identifier.get("hashed") else kind), "credentialSubject.identifier"
    for recipient in objects(document.get("recipient")):
        if word(recipient.get("identity")):
            kind = word(recipient.get("type")) or "identifier"
            return (f"{kind}, hashed" if recipient.get("hashed") else kind), "recipient.identity"
    return first(("credentialSubject.id", subjects, ("id",)), ("sub", [document], ("sub",)))


def country(at: Places) -> Found:
    """Where the issuer is: a country or a region of its address."""
    names = ("addressCountry", "addressCountryCode", "addressRegion")
    return first(
        ("issuer.address", at.issuers, *(("address", name) for name in names)),
        ("issuer.parentOrg", at.issuers, *(("parentOrg", "address", name) for name in names)),
        ("issuer.location", at.issuers, ("location", "address", "countryCode"), ("location", "spatialCode")),
        ("issuer.country", at.issuers, ("country",)),
    )


def awarding_date(at: Places) -> Found:
    """When it was awarded, where what was achieved says that."""
    return first(("awardingDate", at.achievements, ("awardedBy", "awardingDate")))


def issuing_date(document: Mapping[str, Any], valid_from: datetime | None) -> Found:
    """When it was issued, as the credential itself says."""
    when = issued(document, valid_from)
    return NOTHING if when is None else (when.day.isoformat(), "validFrom")


def outcomes(at: Places) -> Found:
    """What the holder is able to do: outcomes as such, skills that it aligns to, or a list in prose."""
    stated = first(("learningOutcome", at.achievements, ("learningOutcome",), ("learningOutcomes",)))
    if stated != NOTHING:
        return stated
    aligned = [word(a.get("targetName")) for found in at.achievements for a in objects(found.get("alignment"))]
    aligned += [word(a.get("targetName")) for found in at.achievements for a in objects(found.get("alignments"))]
    named = [name for name in dict.fromkeys(aligned) if name and not _LEVEL.search(name)]
    if named:
        return ", ".join(named[:_SHOWN]) + ("…" if len(named) > _SHOWN else ""), "alignment"
    return at.in_words(_OUTCOMES)


def workload(at: Places) -> Found:
    """How much work it was: credits, a volume of learning, or hours in prose."""
    stated = first(
        ("credentialSubject.creditsEarned", at.subjects, ("creditsEarned",)),
        ("achievement.creditsAvailable", at.achievements, ("creditsAvailable",)),
        ("creditPoint", at.achievements, ("creditPoint", "point")),
        ("volumeOfLearning", at.achievements, ("volumeOfLearning",)),
    )
    if stated == NOTHING:
        return at.in_words(_WORKLOAD)
    value, where = stated
    return (f"{value} credits" if value.replace(".", "").isdigit() else value), where


def level(at: Places) -> Found:
    """Where it stands in the EQF or the QF-EHEA: a level as such, an alignment to either, or in prose."""
    stated = first(("eqfLevel", at.achievements, ("eqfLevel",), ("EQFLevel",)))
    if stated != NOTHING:
        return stated
    for aligned in (
        a for found in at.achievements for name in ("alignment", "alignments") for a in objects(found.get(name))
    ):
        name, framework = word(aligned.get("targetName")), word(aligned.get("targetFramework"))
        if _LEVEL.search(f"{framework} {name}") or _EQF.search(word(aligned.get("targetUrl"))):
            return name or framework or word(aligned.get("targetUrl")), "alignment"
    return at.in_words(_LEVEL)


def assessment(at: Places) -> Found:
    """How it was assessed: an assessment as such, in the words of the criteria, or by a scale of results."""
    stated = first(("provenBy", at.achievements, ("provenBy",), ("assessmentMethod",)))
    # A description tells what one learns about, which may be projects or tests.
    said = _or(stated, at.in_words(_ASSESSED, of="criteria"))
    scale = ("resultDescription", at.achievements, ("resultDescription", "name"), ("resultDescription", "resultType"))
    return _or(said, first(scale))


def participation(at: Places) -> Found:
    """In which form one took part."""
    return _or(first(("mode", at.achievements, ("mode",), ("courseMode",))), at.in_words(_FORM))


def quality(at: Places) -> Found:
    """How its quality is assured. An endorsement is somebody's opinion, and does not count as that."""
    return _or(
        first(
            ("accreditation", at.achievements, ("accreditation",)),
            ("issuer.accreditation", at.issuers, ("accreditation",)),
        ),
        at.in_words(_QUALITY),
    )


def _or(first: Found, second: Found) -> Found:
    return second if first == NOTHING else first


__all__ = [
    "assessment",
    "awarding_date",
    "country",
    "issuing_date",
    "learner",
    "level",
    "outcomes",
    "participation",
    "quality",
    "workload",
]
