"""Findings as they come and go, and what people said of them. Nothing is overwritten."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

import polars as pl

from hiring.models.finding import Finding
from hiring.store.database import Cursor
from hiring.store.ids import digest
from hiring.store.merge import append_if_changed, merge

_ROWS: Mapping[str, pl.DataType | type[pl.DataType]] = {
    "finding_id": pl.String,
    "code": pl.String,
    "about": pl.String,
    "subject_id": pl.String,
    "applicant_id": pl.String,
    "sureness": pl.String,
    "detail": pl.String,
    "rests_on": pl.List(pl.String),
    "known_at": pl.Datetime("us", "UTC"),
}

_PRESENT = """
SELECT finding_id FROM current_findings
WHERE applicant_id IN (SELECT unnest($applicants::VARCHAR[]))
   OR (about = 'provider' AND subject_id IN (SELECT unnest($providers::VARCHAR[])))
"""


def finding_id(finding: Finding) -> str:
    """The same thing found of the same subject on the same ground has the same id, whenever it is found."""
    said = (finding.code, finding.about, finding.subject_id, finding.applicant_id, finding.detail)
    # A provider is the same whoever comes with its badges next: what was said of a finding then stands.
    rests_on = () if finding.about == "provider" else finding.rests_on
    return digest("finding", *said, *rests_on)


def finding_rows(findings: Iterable[Finding]) -> pl.DataFrame:
    """Return findings as rows of their table; needs no database."""
    rows = [
        (
            *(finding_id(one), one.code, one.about, one.subject_id, one.applicant_id, one.sureness.value, one.detail),
            *(list(one.rests_on), one.found_at),
        )
        for one in findings
    ]
    return pl.DataFrame(rows, schema=_ROWS, orient="row")


def write_findings(
    cursor: Cursor, rows: pl.DataFrame, *, applicants: Collection[str], providers: Collection[str], at: datetime
) -> None:
    """Write what was found of some applicants and providers (`finding_rows`), in the caller's transaction.

    What was known of them and is not found again has gone; both are recorded with the time.
    """
    merge(cursor, "findings", rows, key="finding_id")
    here = set(rows["finding_id"].to_list())
    scope = {"applicants": sorted(applicants), "providers": sorted(providers)}
    gone = {str(known) for (known,) in cursor.execute(_PRESENT, scope).fetchall()} - here
    changes = [(identifier, True) for identifier in sorted(here)] + [(identifier, False) for identifier in sorted(gone)]
    append_if_changed(
        cursor,
        "finding_changes",
        [
            {
                "change_id": digest("finding change", identifier, str(present), at.isoformat()),
                "finding_id": identifier,
                "present": present,
                "known_at": at,
            }
            for identifier, present in changes
        ],
        key="change_id",
        subject=("finding_id",),
        says=("present",),
        at="known_at",
    )


def dismiss(
    cursor: Cursor, identifier: str, *, reason: str, said_by: str, at: datetime, dismissed: bool = True
) -> None:
    """Record that a person set a finding aside (or, with `dismissed` false, took that back), in a transaction."""
    row = {
        "dismissal_id": digest("dismissal", identifier, str(dismissed), reason, said_by, at.isoformat()),
        "finding_id": identifier,
        "dismissed": dismissed,
        "reason": reason,
        "said_by": said_by,
        "known_at": at,
    }
    merge(cursor, "dismissals", [row], key="dismissal_id")


def current_findings(
    cursor: Cursor, *, applicant_id: str | None = None, provider: str | None = None, bundle_id: str | None = None
) -> pl.DataFrame:
    """Return the findings that hold, of an applicant, a provider or the applicants of an upload; or all.

    Those of an applicant or an upload include what was found of the providers of their badges.

    Columns: `finding_id, code, about, subject_id, applicant_id, sureness, detail, rests_on, known_at, dismissed,
    dismissal_reason, said_by, said_at, applicant` (the name). Those not dismissed first, the surest first.
    """
    sql = """
        SELECT f.*, p.name AS applicant
        FROM current_findings AS f LEFT JOIN applicants AS p USING (applicant_id)
        WHERE ($applicant IS NULL OR f.applicant_id = $applicant OR (about = 'provider' AND subject_id IN (
                  SELECT c.issuer_iri FROM submissions JOIN credentials AS c USING (credential_id)
                  WHERE applicant_id = $applicant)))
          AND ($provider IS NULL OR (about = 'provider' AND subject_id = $provider))
          AND ($bundle IS NULL OR f.applicant_id IN (SELECT applicant_id FROM files WHERE bundle_id = $bundle)
               OR (about = 'provider' AND subject_id IN (
                  SELECT c.issuer_iri FROM files JOIN credentials AS c USING (credential_id)
                  WHERE bundle_id = $bundle)))
        ORDER BY dismissed, list_position(['certain', 'likely', 'possible'], sureness), code, finding_id
    """
    return cursor.execute(sql, {"applicant": applicant_id, "provider": provider, "bundle": bundle_id}).pl()


def grounds(cursor: Cursor, credentials: Collection[str]) -> dict[str, str]:
    """Return the names of the badges that findings rest on, by credential id."""
    sql = """
        SELECT c.credential_id, coalesce(any_value(a.name), c.name, 'a badge') FROM credentials AS c
        LEFT JOIN achievements AS a ON a.achievement_id = c.achievement_id
        WHERE list_contains(?, c.credential_id) GROUP BY c.credential_id, c.name
    """
    return dict(cursor.execute(sql, [sorted(set(credentials))]).fetchall())
