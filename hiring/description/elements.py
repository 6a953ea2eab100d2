"""The eleven mandatory elements of a European micro-credential, as far as a credential states them.

Council Recommendation of 16 June 2022 on a European approach to micro-credentials (2022/C 243/02), Annex I. They are
looked for where Open Badges 2.0 and 3.0, CLR 2.0, the European Learning Model 3 and SD-JWT VC have members for them,
and, where Open Badges have none, in the words of description and criteria. That an element is stated says nothing of
whether it is true; a credential need not be a European one to be useful, so what is missing is a question, not a fault.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple

from hiring.description._places import NOTHING, Found, Sought, first, places_of, told_by
from hiring.description._stated import (
    assessment,
    awarding_date,
    country,
    issuing_date,
    learner,
    level,
    outcomes,
    participation,
    quality,
    workload,
)
from hiring.description.reading import objects


class Element(StrEnum):
    """One of the eleven, in the order of the Annex."""

    LEARNER = "learner"
    TITLE = "title"
    COUNTRY = "country"
    AWARDING_BODY = "awarding_body"
    DATE = "date"
    OUTCOMES = "outcomes"
    WORKLOAD = "workload"
    LEVEL = "level"
    ASSESSMENT = "assessment"
    PARTICIPATION = "participation"
    QUALITY = "quality"


class ElementWords(NamedTuple):
    """What an element is called, and what to ask the provider where it is missing."""

    label: str
    question: str


WORDS: Mapping[Element, ElementWords] = {
    Element.LEARNER: ElementWords(
        "Learner", "To whom exactly did you issue this badge: which name, and which e-mail address or student number?"
    ),
    Element.TITLE: ElementWords("Title", "What is the full title of what was achieved, as you publish it?"),
    Element.COUNTRY: ElementWords(
        "Country or region of the issuer", "In which country or region is your organisation established?"
    ),
    Element.AWARDING_BODY: ElementWords(
        "Awarding body",
        "Which organisation awards this badge: its legal name, and who runs the course if that is another?",
    ),
    Element.DATE: ElementWords("Date of issue", "On which day was this badge awarded?"),
    Element.OUTCOMES: ElementWords(
        "Learning outcomes",
        "What does somebody who holds this badge know, understand and do? Is there a published list?",
    ),
    Element.WORKLOAD: ElementWords(
        "Notional workload",
        "How many hours of work does it take, all learning and assessment included, or how many ECTS?",
    ),
    Element.LEVEL: ElementWords(
        "Level", "Which level of the EQF, or which cycle of the QF-EHEA, is it at, if any; and who says so?"
    ),
    Element.ASSESSMENT: ElementWords(
        "Type of assessment", "How was it assessed: by examination, project, observation, or by taking part alone?"
    ),
    Element.PARTICIPATION: ElementWords(
        "Form of participation", "Was it online, on site or both; and was the learner's identity checked?"
    ),
    Element.QUALITY: ElementWords(
        "Type of quality assurance", "Who assures its quality: which accreditation, audit or standard, and until when?"
    ),
}

# Longer than a page shows of any of them.
VALUE_LETTERS = 160


class Stated(NamedTuple):
    """One element: what is stated of it and in which member; both are empty where nothing is."""

    element: Element
    value: str
    where: str

    @property
    def present(self) -> bool:
        """Whether anything is stated."""
        return bool(self.value)

    @property
    def words(self) -> ElementWords:
        """What it is called, and what to ask."""
        return WORDS[self.element]


# All but whose a badge is and when it was issued, which it shares with the others of its kind.
_SHARED: Mapping[Element, Sought] = {
    Element.TITLE: lambda at: first(
        ("achievement.name", at.achievements, ("name",), ("title",)), ("name", [at.document], ("name",), ("title",))
    ),
    Element.COUNTRY: country,
    Element.AWARDING_BODY: lambda at: first(
        ("issuer.name", at.issuers, ("name",), ("legalName",)),
        ("awardedBy", at.achievements, ("awardedBy", "awardingBody", "legalName")),
        ("achievement.creator.name", at.achievements, ("creator", "name")),
    ),
    Element.DATE: awarding_date,
    Element.OUTCOMES: outcomes,
    Element.WORKLOAD: workload,
    Element.LEVEL: level,
    Element.ASSESSMENT: assessment,
    Element.PARTICIPATION: participation,
    Element.QUALITY: quality,
}


# Kinds of badges of which it is remembered what they state.
_KEPT = 10_000
_remembered: dict[bytes, Mapping[Element, Found]] = {}


def elements(document: Mapping[str, Any], valid_from: datetime | None = None) -> tuple[Stated, ...]:
    """Return all eleven in the order of the Annex, stated or not. Total: any JSON object gives an answer.

    `document` is `Credential.document`; `valid_from` what was read of its beginning (a JWT states it outside).
    """
    subjects = list(objects(document.get("credentialSubject")))
    found = {**_shared(document, subjects), Element.LEARNER: learner(document, subjects)}
    if found[Element.DATE] == NOTHING:
        found[Element.DATE] = issuing_date(document, valid_from)
    return tuple(Stated(element, found[element][0][:VALUE_LETTERS], found[element][1]) for element in Element)


def _shared(document: Mapping[str, Any], subjects: Sequence[Mapping[str, Any]]) -> Mapping[Element, Found]:
    """Return what badges of a kind state alike: looked for once, because these come by the hundred."""
    kind = told_by(document, subjects)
    found = _remembered.get(kind)
    if found is None:
        at = places_of(document, subjects)
        if len(_remembered) >= _KEPT:
            _remembered.clear()
        found = _remembered[kind] = {element: look(at) for element, look in _SHARED.items()}
    return found
