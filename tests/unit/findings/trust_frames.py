"""Frames as the store gives them to finders, of badges told in a few words."""

from datetime import UTC, datetime
from typing import Any

import polars as pl

from hiring.findings.base import Known

AT = datetime(2026, 6, 1, tzinfo=UTC)
REGISTERED = [
    ("did:web:northgate.example", "Northgate University"),
    ("https://skills.example/issuers/1", "Skill House"),
]
TEXTS = (
    *("applicant_id", "applicant_name", "applicant_email", "credential_id", "content_key", "authenticity", "currency"),
    *("holder", "recognition", "format", "iri", "name", "issuer_iri", "issuer_name", "issuer_url", "issuer_email"),
    *("logo", "subject_id", "subject_name", "achievement_iri", "achievement_name", "creator_iri", "document"),
)
DEFAULTS = {
    "applicant_id": "ada",
    "applicant_name": "Ada",
    "applicant_email": "ada@example.org",
    "holder": "email_matched",
    "recognition": "not_registered",
    "achievement_name": "SQL",
    "document": "{}",
}


def known(
    *badges: dict[str, Any],
    registered: list[tuple[str, str]] | None = None,
    logos: list[tuple[str, str]] | None = None,
    endorsed: list[tuple[str, str]] | None = None,
) -> Known:
    """What finders look at: badges by what differs from the ordinary, each with an id of its own."""
    rows = [{**DEFAULTS, "credential_id": f"c{n}", "content_key": f"k{n}", **badge} for n, badge in enumerate(badges)]
    vouched = [(iri, name, "list") for iri, name in (REGISTERED if registered is None else registered)]
    ties = [(a, b, f"e{n}") for n, (a, b) in enumerate(endorsed or [])]
    frame = pl.DataFrame(rows, schema=dict.fromkeys(TEXTS, pl.String))
    return Known(
        badges=frame,
        issuers=frame.select("issuer_iri", "issuer_name", "logo", "recognition", "credential_id"),
        registered=pl.DataFrame(
            vouched, schema=dict.fromkeys(("issuer_iri", "registered_name", "registry"), pl.String), orient="row"
        ),
        at=AT,
        logos=pl.DataFrame(logos or [], schema={"issuer_iri": pl.String, "logo": pl.String}, orient="row"),
        endorsed=pl.DataFrame(
            ties, schema=dict.fromkeys(("endorser_iri", "issuer_iri", "credential_id"), pl.String), orient="row"
        ),
    )
