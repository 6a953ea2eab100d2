"""What a finder is: a look at what is known, for one thing that deserves a second look by a person.

A finding is no verdict: it changes no authenticity and no score. One file a finder; siblings are discovered.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple, Protocol

import polars as pl

from hiring.models.finding import About, Finding, Sureness


class FindingWords(NamedTuple):
    """A kind of finding in words: its title, what it means in general, and what to do next.

    `quiet`: a remark that is true of many honest badges; told where one looks for it, and counted nowhere.
    """

    title: str
    words: str
    next_step: str
    quiet: bool = False


_ISSUERS = {
    "issuer_iri": pl.String,
    "issuer_name": pl.String,
    "logo": pl.String,
    "recognition": pl.String,
    "credential_id": pl.String,
}
_LOGOS = {"issuer_iri": pl.String, "logo": pl.String}
_ENDORSED = {"endorser_iri": pl.String, "issuer_iri": pl.String, "credential_id": pl.String}
_TIES = {"credential_id": pl.String, "kind": pl.String, "value": pl.String, "people": pl.Int64}
_DEADLINES = {
    "credential_id": pl.String,
    "role_id": pl.String,
    "title": pl.String,
    "apply_by": pl.Date,
    "apply_zone": pl.String,
}


@dataclass(frozen=True, slots=True)
class Known:
    """What finders look at.

    `badges`: one row an applicant and badge, rejected and self-asserted ones left out (`hiring.store.signals`).
    `registered`: `issuer_iri, registered_name, registry`, one row for each name that a registry vouches for.
    `at`: the moment of looking.
    `ties`: `credential_id, kind, value, people`, one row for each thing by which badges of several people can be
    compared (`hiring.store.ties`).
    `issuers`: what is known of issuers by all of their badges (`hiring.store.signals.issuer_signals`).
    `logos`: `issuer_iri, logo` of issuers that a registry vouches for. `endorsed`: `endorser_iri, issuer_iri,
    credential_id`, one row for each pair of whom an endorsement verified. Both are of everybody
    (`hiring.store.relations`).
    `deadlines`: `credential_id, role_id, title, apply_by, apply_zone` (`hiring.store.deadlines`).
    """

    badges: pl.DataFrame
    registered: pl.DataFrame
    at: datetime
    ties: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=_TIES))
    issuers: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=_ISSUERS))
    logos: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=_LOGOS))
    endorsed: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=_ENDORSED))
    deadlines: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=_DEADLINES))

    def finding(
        self,
        code: str,
        about: About,
        subject_id: str,
        sureness: Sureness,
        detail: str,
        *,
        applicant_id: str | None = None,
        rests_on: Iterable[str] = (),
    ) -> Finding:
        """Return a finding made now."""
        return Finding(
            code=code,
            about=about,
            subject_id=subject_id,
            applicant_id=applicant_id,
            sureness=sureness,
            detail=detail,
            rests_on=tuple(sorted(set(rests_on))),
            found_at=self.at,
        )


class Finder(Protocol):
    """One look. `words` explains every code that it gives.

    Findings about people come from `badges`, those about providers from `issuers`: a provider is looked at by itself,
    so that what is said of it does not depend on whose badges came last.
    """

    name: str
    words: Mapping[str, FindingWords]

    def find(self, known: Known) -> Iterable[Finding]:
        """Return what is found; the same data gives the same findings, in the same order."""
        ...
