"""Degrees and jobs that somebody typed: kept as statements, handed in as a JSON Resume like one that was sent."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from hiring.models.artifact import ApplicantClaim

# What the file is called in which they enter the bundle.
FILE_NAME = "stated-by-the-applicant.json"
Kind = Literal["Job", "Degree", "Certificate"]

_DAY = re.compile(r"[12]\d{3}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?", re.ASCII)
_LISTED = re.compile(r"[,;\n]")
# Where each kind stands in a JSON Resume, and what its fields are called there: title, institution, end.
_SECTIONS: dict[Kind, tuple[str, str, str, str]] = {
    "Job": ("work", "position", "name", "endDate"),
    "Degree": ("education", "studyType", "institution", "endDate"),
    "Certificate": ("certificates", "name", "issuer", "date"),
}


@dataclass(frozen=True)
class Statement:
    """One job, degree or certificate as typed. `since` and `until` are years, months (`2019-03`) or days, or empty."""

    kind: Kind
    title: str
    institution: str
    since: str = ""
    until: str = ""
    told: str = ""
    skills: str = ""

    @property
    def line(self) -> str:
        """The statement on one line, for the list of those that were added."""
        period = " to ".join(part for part in (self.since, self.until) if part)
        return ", ".join(part for part in (self.title, self.institution, period) if part)

    @property
    def complaint(self) -> str:
        """What keeps it from being added, in plain words; empty if nothing does."""
        if not self.title:
            return "It needs a title: the position, the degree or the certificate."
        wrong = next((text for text in (self.since, self.until) if text and not _DAY.fullmatch(text)), None)
        if wrong is not None:
            return f"“{wrong}” is no year or month. Write it like 2019 or 2019-03."
        if self.since and self.until and self.until < self.since[: len(self.until)]:
            return "It ends before it begins."
        return ""


def as_resume(stated: Sequence[Statement], claim: ApplicantClaim, on: str) -> bytes:
    """Return the statements of one applicant as a JSON Resume; `on` is the day that they were made (`2026-06-01`)."""
    document: dict[str, Any] = {
        "basics": {"name": claim.name, **({"email": claim.email} if claim.email else {})},
        "meta": {"lastModified": on},
    }
    for one in stated:
        section, title, institution, end = _SECTIONS[one.kind]
        entry = {
            title: one.title,
            institution: one.institution,
            "startDate": one.since,
            end: one.until,
            "summary": one.told,
            "keywords": [word.strip() for word in _LISTED.split(one.skills) if word.strip()],
        }
        document.setdefault(section, []).append({name: value for name, value in entry.items() if value})
    return json.dumps(document, ensure_ascii=False).encode("utf-8", "replace")
