"""The demo's workforce through the ordinary ways: roles that people hold, rosters, assessments, badges."""

from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from hiring.demo.catalogue import load
from hiring.demo.roles import roles
from hiring.demo.workforce import ASSESSMENTS, BADGES, ROSTERS, roster_name
from hiring.demo.world import WORKFORCE
from hiring.intake.assessments import read_assessments
from hiring.intake.bundle import read_bytes
from hiring.intake.roster import read_roster
from hiring.models.ingest import IngestReport, Progress
from hiring.models.role import RoleSkill, RoleUse, RoleVersion
from hiring.network.base import Clock
from hiring.staffing import take_in
from hiring.store.assessments import write_assessments
from hiring.store.attachments import CAME_FROM, attached
from hiring.store.bundles import whole_bundles
from hiring.store.database import Cursor, Database, transaction
from hiring.store.role_uses import write_role_uses
from hiring.store.roles import latest_roles, save_role
from hiring.store.skills import all_skills
from hiring.store.workforce import employments_on, rosters, write_roster
from hiring.verification.verifier import Verifier
from hiring.workforce.counting import quarter_before
from hiring.workforce.rostering import plan_roster

BY = "demo"
_SAVED_AT = datetime(2025, 3, 3, 9, tzinfo=UTC)
# Openings of the roles that are hired for: the unit, how many before this quarter, and how many since.
_SOUGHT = {
    "platform-engineer": (("Technology", "Platform"), 2, 5),
    "data-analyst": (("Data and insight", "Analytics"), 3, 2),
    "care-coordinator": (("Care", "North"), 4, 6),
}


def is_staffed(database: Database, folder: Path) -> bool:
    """Whether all that the employer has of its people is in the database. A world without people has nothing."""
    with closing(database.cursor()) as cursor:
        there = (folder / WORKFORCE / BADGES).exists()
        return not there or (BADGES in whole_bundles(cursor, CAME_FROM) and attached(cursor).height > 0)


def load_workforce(
    database: Database, folder: Path, *, verifier: Verifier, clock: Clock, progress: Callable[[Progress], None]
) -> IngestReport:
    """Take in who works there, as which, what is said of them, and their badges. What is known already is left out.

    Raises:
        StoreError: the database refused. What was written before stays.
    """
    at = clock()
    with closing(database.cursor()) as cursor:
        _roles(cursor, at)
        known = set(rosters(cursor)["name"])
        for day in ROSTERS:
            if roster_name(day) not in known:
                _roster(cursor, folder, day, at)
        _assessments(cursor, folder, at)
    content = (folder / WORKFORCE / BADGES).read_bytes()
    return take_in(
        BADGES, read_bytes(BADGES, content), database=database, verifier=verifier, clock=clock, by=BY, progress=progress
    )


def held_roles() -> tuple[RoleVersion, ...]:
    """Return the roles that people hold, each in its first version."""
    return tuple(
        RoleVersion(
            role_id=f"held-{title.lower().replace(' ', '-')}",
            title=title,
            summary="",
            version=1,
            skills=tuple(RoleSkill(skill_id=skill, level=level, weight=1, must_have=False) for skill, level in lines),
            reason="What the work asks for",
            saved_by=BY,
            saved_at=_SAVED_AT,
        )
        for title, lines in load().workforce.roles.items()
    )


def _roles(cursor: Cursor, at: datetime) -> None:
    known = {role.role_id for role in latest_roles(cursor)}
    for role in held_roles():
        if role.role_id not in known:
            save_role(cursor, role)
    company = load().workforce.company
    quarter = quarter_before(at.date()) + timedelta(days=1)
    since = _SAVED_AT.date()
    uses = [RoleUse(role_id=role.role_id, purpose="held", holds_from=since) for role in held_roles()]
    for role in roles():
        unit, before, now = _SOUGHT[role.role_id]
        for day, openings in ((since, before), (quarter, now)):
            use = RoleUse(
                role_id=role.role_id, purpose="hiring", openings=openings, unit=(company, *unit), holds_from=day
            )
            uses.append(use)
    with transaction(cursor):
        write_role_uses(cursor, uses, by=BY, at=at)


def _roster(cursor: Cursor, folder: Path, day: date, at: datetime) -> None:
    read = read_roster((folder / WORKFORCE / roster_name(day)).read_bytes())
    plan = plan_roster(read.employments, read.kept, employments_on(cursor, day, left_too=True))
    write_roster(
        cursor,
        name=roster_name(day),
        holds_from=day,
        lines=len(read.employments),
        changed=[*plan.new, *plan.changed],
        left=plan.left,
        by=BY,
        at=at,
    )


def _assessments(cursor: Cursor, folder: Path, at: datetime) -> None:
    ids = {skill.label: skill.id for skill in all_skills(cursor)}
    read = read_assessments(
        (folder / WORKFORCE / ASSESSMENTS).read_bytes(),
        today=at.date(),
        employees=frozenset(employments_on(cursor, at.date())["employee_number"]),
        skill_of=ids.get,
    )
    with transaction(cursor):
        write_assessments(cursor, read.assessments, name=ASSESSMENTS, at=at)
