"""Evidence frames to score, made as a test wants them."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime

import polars as pl
import pytest

from hiring.models.role import RoleSkill, RoleVersion

SCHEMA = {
    "evidence_id": pl.String(),
    "applicant_id": pl.String(),
    "skill_id": pl.String(),
    "cluster": pl.String(),
    "level": pl.Int8(),
    "native_level": pl.String(),
    "level_source": pl.String(),
    "link": pl.String(),
    "link_score": pl.Float64(),
    "credential_id": pl.String(),
    "authenticity": pl.String(),
    "holder": pl.String(),
    "recognition": pl.String(),
    "content_key": pl.String(),
    "issuer_iri": pl.String(),
    "results": pl.Int32(),
    "evidence_items": pl.Int32(),
    "valid_from": pl.Datetime("us", "UTC"),
    "valid_until": pl.Datetime("us", "UTC"),
    "achievement_type": pl.String(),
    "criteria_stated": pl.Boolean(),
    "family": pl.String(),
    "currency": pl.String(),
    "age_months": pl.Int32(),
}
# A recognised issuer's assessed certification, new, at level 4, issued to the applicant's e-mail address.
CERTIFICATE: dict[str, object] = {
    "applicant_id": "ada",
    "skill_id": "kubernetes",
    "cluster": "cloud",
    "level": 4,
    "native_level": "Advanced",
    "level_source": "result",
    "link": "declared",
    "link_score": None,
    "authenticity": "authentic",
    "holder": "email_matched",
    "recognition": "recognized",
    "issuer_iri": "did:web:university.example",
    "results": 1,
    "evidence_items": 0,
    "achievement_type": "Certification",
    "criteria_stated": True,
    "family": None,
    "currency": "current",
    "age_months": 0,
}
Frame = Callable[[Sequence[Mapping[str, object]]], pl.DataFrame]


@pytest.fixture(scope="session")
def frame() -> Frame:
    """Return a maker of evidence frames: each row is the certificate above with what is different about it."""

    def build(rows: Sequence[Mapping[str, object]]) -> pl.DataFrame:
        full = [
            {"evidence_id": f"e{n:03}", "credential_id": f"c{n:03}", "content_key": f"k{n:03}"}
            | CERTIFICATE
            | dict(row)
            for n, row in enumerate(rows)
        ]
        return pl.DataFrame(full, schema=SCHEMA)

    return build


@pytest.fixture(scope="session")
def role() -> RoleVersion:
    """Platform engineer: Kubernetes at 4 (must), Terraform at 3 (must), Python at 2 (asset)."""
    return RoleVersion(
        role_id="platform",
        title="Platform engineer",
        summary="",
        version=1,
        skills=(
            RoleSkill(skill_id="kubernetes", level=4, weight=3, must_have=True),
            RoleSkill(skill_id="terraform", level=3, weight=2, must_have=True, max_age_months=24),
            RoleSkill(skill_id="python", level=2, weight=1, must_have=False),
        ),
        reason="first",
        saved_by="test",
        saved_at=datetime(2026, 1, 1, tzinfo=UTC),
    )
