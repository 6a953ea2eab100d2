"""A small database written through the store's own writers: five people, five badges, one role, and hostile names."""

from datetime import UTC, datetime, timedelta

from hiring.matching.refresh import refresh
from hiring.models.artifact import ApplicantClaim, Artifact
from hiring.models.credential import Achievement, Credential, Issuer
from hiring.models.role import RoleSkill, RoleVersion
from hiring.models.skill import SkillEvidence
from hiring.models.verdict import (
    Authenticity,
    Check,
    Currency,
    Holder,
    Outcome,
    Recognition,
    RegistryAnswer,
    Verification,
)
from hiring.skills.frameworks import load_starter
from hiring.store import bundles
from hiring.store.database import Database, transaction
from hiring.store.facts import Read, artifact_id, write_facts
from hiring.store.ids import applicant_id
from hiring.store.roles import save_role
from hiring.store.skills import write_skills

AT = datetime(2026, 5, 1, 9, 30, tzinfo=UTC)
HOSTILE = "<img src=x onerror=alert(1)> :red[Trusted] [click](https://evil.example) $x$ :material/verified:"
SKILLS = ("kubernetes", "python", "sql")


def badge(
    number: int,
    person: str,
    *,
    name: str,
    skill: str,
    level: int | None = 4,
    issuer: str = "Linux Foundation",
    authenticity: Authenticity = Authenticity.AUTHENTIC,
    currency: Currency = Currency.CURRENT,
    check: tuple[str, Outcome, str] = ("proof", Outcome.PASSED, "SIGNATURE_VALID"),
    image: bytes | None = None,
) -> tuple[ApplicantClaim, Read, str]:
    """One badge of one person, as the pipeline would hand it to the store."""
    claim = ApplicantClaim(name=person, email=f"{number}@example.org", known_from="candidate.json")
    digest = f"{number:064x}"
    credential = Credential(
        digest=digest,
        content_key=f"key-{number}",
        format="ob3",
        securing="data-integrity",
        data_model="2.0",
        id=f"urn:uuid:{number}",
        types=("VerifiableCredential", "OpenBadgeCredential"),
        issuer=Issuer(id=f"did:web:{issuer.split()[0].lower()}.example", name=issuer),
        achievement=Achievement(
            id=f"urn:a:{number}", name=name, criteria_narrative="An exam.", achievement_type="Certification"
        ),
        valid_from=AT - timedelta(days=200 + number),
        valid_until=AT + timedelta(days=400) if currency is not Currency.EXPIRED else AT - timedelta(days=10),
        document={"id": f"urn:uuid:{number}"},
    )
    verification = Verification(
        credential_digest=digest,
        authenticity=authenticity,
        currency=currency,
        holder=Holder.EMAIL_MATCHED,
        recognition=Recognition.RECOGNIZED,
        registry_answers=(
            RegistryAnswer(
                registry="https://registry.example/issuers.json",
                recognition=Recognition.RECOGNIZED,
                registered_name=f"{issuer}, registered",
                asked_at=AT,
            ),
        ),
        checks=(Check(name=check[0], outcome=check[1], reason=check[2], detail="Told in plain words.", at=AT),),
        as_of=AT,
    )
    evidence = SkillEvidence(
        id=f"e-{number}",
        credential_digest=digest,
        skill_id=skill,
        level=level,
        native_level=None,
        level_source="result" if level else "unstated",
        link="declared",
        link_detail=f"alignment “{skill}”",
    )
    artifact = Artifact(
        source=f"bundle.zip!{person}/badge-{number}.json",
        digest=f"{number:064d}",
        carrier="baked-png" if image else "json",
        payload=b"{}",
        image=image,
        image_media_type="image/png" if image else None,
    )
    read = Read(f"file-{number}", applicant_id(claim), artifact, credential, verification, (evidence,))
    outcome = {Authenticity.REJECTED: "REJECTED", Authenticity.UNDETERMINED: "UNDETERMINED"}.get(authenticity)
    return (
        claim,
        read,
        outcome
        or {Currency.CURRENT: "AUTHENTIC_CURRENT"}.get(
            currency, "EXPIRED" if currency is Currency.EXPIRED else "STATUS_UNKNOWN"
        ),
    )


def fill(database: Database, image: bytes | None = None) -> None:
    """Fill an empty database."""
    made = [
        badge(1, "Ada Lovelace", name="Certified Kubernetes Administrator", skill=SKILLS[0], image=image),
        badge(2, "Ada Lovelace", name="Python, advanced", skill=SKILLS[1], issuer="Open University"),
        badge(3, "Grace Hopper", name="Kubernetes basics", skill=SKILLS[0], level=2, currency=Currency.EXPIRED),
        badge(
            4,
            "Mallory",
            name="Forged Mastery of Everything",
            skill=SKILLS[0],
            authenticity=Authenticity.REJECTED,
            currency=Currency.UNKNOWN,
            check=("proof", Outcome.FAILED, "SIGNATURE_INVALID"),
        ),
        badge(
            5,
            HOSTILE,
            name=HOSTILE,
            skill=SKILLS[1],
            issuer=f"Evil {HOSTILE}",
            currency=Currency.UNKNOWN,
            check=("status", Outcome.UNREACHABLE, "STATUS_UNREACHABLE"),
        ),
    ]
    # Ada's two badges are one person's: the e-mail decides.
    made[1] = (made[0][0], _of(made[1][1], made[0][1].applicant_id), made[1][2])
    cursor = database.cursor()
    with transaction(cursor):
        write_skills(cursor, load_starter(), framework="starter", at=AT)
        bundles.write_bundle(cursor, "bundle-1", name=f"bundle {HOSTILE}.zip", came_from="upload", files=6, at=AT)
        bundles.write_applicants(cursor, [claim for claim, _, _ in made], AT)
        write_facts(cursor, [read for _, read, _ in made], AT)
        rows = [
            bundles.FileRow(
                file_id=read.file_id,
                source=read.artifact.source,
                outcome=outcome,
                message="What it means.",
                next_step="What to do next.",
                carrier=read.artifact.carrier,
                artifact_id=artifact_id(read.artifact),
                applicant_id=read.applicant_id,
                credential_id=read.credential.digest,
            )
            for _, read, outcome in made
        ]
        junk = bundles.FileRow("file-9", "bundle.zip!readme.txt", "NO_CREDENTIAL", "No badge in it.", "Nothing to do.")
        bundles.write_files(cursor, "bundle-1", [*rows, junk], AT)
    save_role(
        cursor,
        RoleVersion(
            role_id="platform",
            title="Platform engineer",
            summary="Runs what others build on.",
            version=1,
            skills=(
                RoleSkill(skill_id=SKILLS[0], level=4, weight=3, must_have=True),
                RoleSkill(skill_id=SKILLS[1], level=3, weight=2, must_have=False),
                RoleSkill(skill_id=SKILLS[2], level=2, weight=1, must_have=False, max_age_months=36),
            ),
            reason="First",
            saved_by="Recruiter",
            saved_at=AT,
        ),
    )
    cursor.close()
    refresh(database, as_of=AT.date())


def _of(read: Read, owner: str) -> Read:
    return Read(read.file_id, owner, read.artifact, read.credential, read.verification, read.evidence)
