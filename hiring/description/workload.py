"""How much work a badge says that it took, in hours, and which level of the EQF it says that it is at.

Both are read out of what `hiring.description.elements` found stated; what is not understood is as if it were not said.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any, NamedTuple

from hiring.description.elements import Element, Stated, elements

# Hours by unit. ECTS Users' Guide (2015): 25 to 30 hours a credit; IACET: 10 a CEU. Credits of no named kind are taken
# for the smallest that is called so in Europe.
_HOURS = {"ects": 25.0, "credit": 25.0, "ceu": 10.0, "hour": 1.0, "hr": 1.0, "cpd": 1.0}
_AMOUNT = re.compile(
    r"(?<![\d.,])(\d{1,4}(?:[.,]\d{1,2})?)[\s-]?(ECTS|hours?|hrs?|CPD points?|CEUs?|credit points?|credits?)\b", re.I
)
_DURATION = re.compile(r"\bP(?:(\d{1,3})D)?T?(?:(\d{1,4})H)?\b")
_HOURS_A_DAY = 8
_LEVEL = re.compile(r"(?:EQF|European Qualifications? Framework)\D{0,20}([1-8])\b|\b([1-8])\b\D{0,6}EQF", re.I)
# More than an apprenticeship of three years takes is a slip of the pen.
MOST_HOURS = 6_000.0


class Described(NamedTuple):
    """How many of the eleven elements are stated, the hours of work, and the level of the EQF, where they are."""

    elements: int
    hours: float | None
    eqf_level: int | None


def described(document: Mapping[str, Any], valid_from: datetime | None = None) -> Described:
    """Return what a badge states of itself. Total: any JSON object gives an answer."""
    stated = elements(document, valid_from)
    said = partial(_said, stated)
    return Described(
        sum(one.present for one in stated), hours_in(said(Element.WORKLOAD)), eqf_level_in(said(Element.LEVEL))
    )


def hours_in(stated: str) -> float | None:
    """Return the hours that a stated workload comes to: `3 ECTS`, `40 hours`, `PT20H`; none if it tells no amount."""
    if found := _AMOUNT.search(stated):
        unit = next(hours for name, hours in _HOURS.items() if found[2].lower().startswith(name))
        hours = float(found[1].replace(",", ".")) * unit
    elif (found := _DURATION.search(stated)) and (found[1] or found[2]):
        hours = float(found[1] or 0) * _HOURS_A_DAY + float(found[2] or 0)
    else:
        return None
    return hours if 0 < hours <= MOST_HOURS else None


def eqf_level_in(stated: str) -> int | None:
    """Return the level of the EQF that is named, 1 to 8; a bare number is one, as it stands where levels stand."""
    bare = stated.strip()
    if bare in set("12345678"):
        return int(bare)
    found = _LEVEL.search(stated)
    return int(found[1] or found[2]) if found else None


def _said(stated: Sequence[Stated], element: Element) -> str:
    return next((one.value for one in stated if one.element is element), "")
