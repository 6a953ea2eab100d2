"""Courses as catalogues told them: of several rows of one code, the newest holds."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import NamedTuple

from hiring.models.course import Course, CourseSkill
from hiring.store.database import Cursor
from hiring.store.ids import digest
from hiring.store.merge import append_if_changed

# What a row says of its code.
_SAYS = (
    *("name", "provider", "provider_iri", "achievement_iri", "achievement_type", "assessed", "skill_ids", "levels"),
    *("said", "prerequisites", "stacks_into", "cost", "currency", "hours", "days", "starts_on", "seats", "mode"),
    *("language", "withdrawn"),
)


class Known(NamedTuple):
    """A course that is offered, the id of the row that says so, and the file it came in."""

    course: Course
    id: str
    known_from: str


def write_courses(
    cursor: Cursor, courses: Iterable[Course], *, name: str, at: datetime, withdrawn: bool = False
) -> int:
    """Write what a catalogue says of its courses, in the caller's transaction; return of how many it is news.

    `name`: the file that they came in. `withdrawn`: that they are not offered any more.
    """
    rows = [
        {
            "course_id": digest("course", course.model_dump_json(), withdrawn, at.isoformat()),
            **course.model_dump(include=set(_SAYS)),
            "code": course.code,
            "skill_ids": [skill.skill_id for skill in course.skills],
            "levels": [skill.level or 0 for skill in course.skills],
            "said": [skill.said for skill in course.skills],
            "prerequisites": list(course.prerequisites),
            "stacks_into": list(course.stacks_into),
            "withdrawn": withdrawn,
            "known_from": name,
            "known_at": at,
        }
        for course in courses
    ]
    return len(append_if_changed(cursor, "courses", rows, key="course_id", subject=["code"], says=_SAYS, at="known_at"))


def courses_known(cursor: Cursor, codes: Collection[str] | None = None) -> list[Known]:
    """Return every course that is offered, or those of some codes, ordered by code."""
    rows = cursor.execute(
        """
        SELECT * FROM (
            SELECT * FROM courses WHERE $codes IS NULL OR code IN (SELECT unnest($codes::VARCHAR[]))
            QUALIFY row_number() OVER (PARTITION BY code ORDER BY known_at DESC, course_id) = 1
        ) WHERE NOT withdrawn ORDER BY code
        """,
        {"codes": None if codes is None else sorted(codes)},
    ).pl()
    return [_known(row) for row in rows.iter_rows(named=True)]


def course_rows(cursor: Cursor, ids: Collection[str]) -> dict[str, Course]:
    """Return courses as some rows told them, by the ids of the rows."""
    rows = cursor.execute(
        "SELECT * FROM courses WHERE course_id IN (SELECT unnest($ids::VARCHAR[]))", {"ids": sorted(ids)}
    ).pl()
    return {known.id: known.course for known in map(_known, rows.iter_rows(named=True))}


def _known(row: dict[str, object]) -> Known:
    ids, levels, said = (_listed(row.pop(name)) for name in ("skill_ids", "levels", "said"))
    skills = tuple(
        CourseSkill(skill_id=str(skill), level=int(str(level)) or None, said=str(words))
        for skill, level, words in zip(ids, levels, said, strict=True)
    )
    course_id, known_from = str(row.pop("course_id")), str(row.pop("known_from"))
    told = {name: value for name, value in row.items() if name not in {"withdrawn", "known_at"}}
    return Known(Course.model_validate({**told, "skills": skills}), course_id, known_from)


def _listed(value: object) -> list[object]:
    return list(value) if isinstance(value, list) else []


def recognised_issuers(cursor: Cursor) -> dict[str, str]:
    """Return what registries say of each issuer that they were asked about: the answer that says most for it."""
    rows = cursor.execute(
        """
        SELECT issuer_iri, recognition FROM recognitions
        QUALIFY row_number() OVER (
            PARTITION BY issuer_iri ORDER BY recognition = 'recognized' DESC, asked_at DESC, registry) = 1
        """
    ).fetchall()
    return dict(rows)
