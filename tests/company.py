"""A small company with a workforce, roles, badges and a catalogue, written through the store's own writers."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from hiring.models.artifact import ApplicantClaim
from hiring.models.course import Course, CourseSkill
from hiring.models.employee import Employment
from hiring.models.role import RoleSkill, RoleVersion
from hiring.skills.frameworks import load_starter
from hiring.store import bundles
from hiring.store.attachments import Attachment, write_attachments
from hiring.store.courses import write_courses
from hiring.store.database import Cursor, Database, transaction
from hiring.store.facts import Read, artifact_id, write_facts
from hiring.store.roles import save_role
from hiring.store.skills import write_skills
from hiring.store.workforce import employee_id, write_roster
from tests.small_world import AT, badge

PLATFORM, ANALYST = "platform", "analyst"
_MATRIX = {
    PLATFORM: (
        "Platform engineer",
        (("kubernetes", 4, 3.0, True), ("linux", 3, 2.0, False), ("terraform", 3, 1.0, False)),
    ),
    ANALYST: ("Data analyst", (("sql", 3, 3.0, True), ("python", 3, 2.0, False), ("statistics", 2, 1.0, False))),
}
_ISSUER = "did:web:linux.example"


def course(code: str, skill: str, level: int, cost: float, **more: object) -> Course:
    """One course by a provider that is vouched for."""
    said: dict[str, object] = {
        "code": code,
        "name": f"{skill.capitalize()} at level {level}",
        "provider": "Linux Foundation",
        "provider_iri": _ISSUER,
        "achievement_type": "Certification",
        "assessed": True,
        "skills": (CourseSkill(skill_id=skill, level=level, said=skill),),
        "cost": cost,
        "currency": "EUR",
        "hours": 16,
        "days": 5,
    }
    return Course.model_validate(said | more)


def catalogue(today: date) -> list[Course]:
    """Return a catalogue with a path, seats, a date, and a course by nobody."""
    return [
        course("K3", "kubernetes", 3, 600),
        course("K4", "kubernetes", 4, 900, prerequisites=("K3",), stacks_into=("K-DIPLOMA",)),
        course("L3", "linux", 3, 400, seats=3),
        course("T3", "terraform", 3, 500, starts_on=today + timedelta(days=60)),
        course("S3", "sql", 3, 300),
        course("P3", "python", 3, 450),
        course("ST2", "statistics", 2, 350, hours=24),
        course("FARM", "sql", 5, 5, provider="Badge barn", provider_iri="did:web:barn.example", achievement_type=None,
               assessed=False, hours=1),
    ]  # fmt: skip


def found(database: Database, now: datetime, people: int = 24) -> None:
    """Fill an empty database: half of the people are platform engineers, half are analysts, in three units."""
    made = [
        badge(n, f"Person {n}", name=f"Badge {n}", skill=("kubernetes", "sql")[n % 2], level=4 - n % 3)
        for n in range(0, people, 2)
    ]
    made += [badge(100 + n, f"Person {n}", name=f"SQL {n}", skill="sql", level=2 + n % 3) for n in range(1, people, 4)]
    with database.cursor() as cursor:
        with transaction(cursor):
            write_skills(cursor, load_starter(), framework="starter", at=AT)
            bundles.write_bundle(cursor, "bundle-1", name="staff.zip", came_from="workforce", files=len(made), at=AT)
            _write(cursor, made)
            write_courses(cursor, catalogue(now.date()), name="catalogue.csv", at=now)
        for role, (title, lines) in _MATRIX.items():
            save_role(
                cursor,
                RoleVersion(
                    role_id=role,
                    title=title,
                    summary="",
                    version=1,
                    skills=tuple(
                        RoleSkill(skill_id=skill, level=level, weight=weight, must_have=must)
                        for skill, level, weight, must in lines
                    ),
                    reason="First",
                    saved_by="test",
                    saved_at=AT,
                ),
            )
        write_roster(
            cursor,
            name="roster.csv",
            holds_from=AT.date(),
            lines=people,
            changed=[
                Employment(
                    employee_number=str(n),
                    name=f"Person {n}",
                    email=f"{n}@example.org",
                    unit=("Company", ("Cloud", "Data", "Edge")[n % 3]),
                    role_title=("Platform engineer", "Data analyst")[n % 2],
                )
                for n in range(people)
            ],
            left=(),
            by="test",
            at=AT,
        )


def earn(cursor: Cursor, name: str, skill: str, level: int) -> None:
    """Let an employee send a new badge, in the caller's transaction."""
    number = 1_000 + int(name.split()[1])
    _write(cursor, [badge(number, name, name=f"{skill} of {name}", skill=skill, level=level)])


def _write(cursor: Cursor, made: Sequence[tuple[ApplicantClaim, Read, str]]) -> None:
    """Write badges, whose holders' names end in the employee's number."""
    bundles.write_applicants(cursor, [claim for claim, _, _ in made], AT)
    write_facts(cursor, [read for _, read, _ in made], AT)
    rows = [
        bundles.FileRow(
            file_id=read.file_id,
            source=read.artifact.source,
            outcome=outcome,
            message="",
            next_step="",
            carrier=read.artifact.carrier,
            artifact_id=artifact_id(read.artifact),
            applicant_id=read.applicant_id,
            credential_id=read.credential.digest,
        )
        for _, read, outcome in made
    ]
    bundles.write_files(cursor, "bundle-1", rows, AT)
    attached = [
        Attachment(read.applicant_id, employee_id(claim.name.split()[1]), "email", "their address")
        for claim, read, _ in made
    ]
    write_attachments(cursor, attached, by="test", at=AT)
