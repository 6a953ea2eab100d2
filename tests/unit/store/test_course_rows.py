"""Courses in the store: the newest row of a code holds, and what is withdrawn is not offered."""

from datetime import UTC, date, datetime, timedelta

from hiring.models.course import Course, CourseSkill
from hiring.store.courses import courses_known, write_courses
from hiring.store.database import MEMORY, Database, transaction

AT = datetime(2026, 6, 1, tzinfo=UTC)
COURSE = Course(
    code="K8S",
    name="Kubernetes",
    provider="Northgate",
    provider_iri="did:web:northgate.example",
    skills=(CourseSkill(skill_id="kubernetes", level=3, said="K8s"), CourseSkill(skill_id="linux")),
    prerequisites=("LIN",),
    stacks_into=("DIPLOMA",),
    cost=400.5,
    currency="EUR",
    hours=16,
    days=2,
    starts_on=date(2026, 9, 1),
    seats=12,
)


def test_what_is_written_is_read_back_and_saying_it_again_is_no_news() -> None:
    with Database(MEMORY) as database, database.cursor() as cursor:
        with transaction(cursor):
            assert write_courses(cursor, [COURSE], name="a.csv", at=AT) == 1
            assert write_courses(cursor, [COURSE], name="b.csv", at=AT + timedelta(days=1)) == 0
        (known,) = courses_known(cursor)
        assert known.course == COURSE
        assert known.known_from == "a.csv"


def test_the_newest_row_holds_and_a_course_can_be_withdrawn_and_offered_again() -> None:
    dearer = COURSE.model_copy(update={"cost": 500.0, "seats": None})
    with Database(MEMORY) as database, database.cursor() as cursor:
        said = [(COURSE, False), (dearer, False), (dearer, True), (COURSE, False)]
        for number, (course, withdrawn) in enumerate(said):
            with transaction(cursor):
                at = AT + timedelta(days=number)
                assert write_courses(cursor, [course], name="x", at=at, withdrawn=withdrawn) == 1
            expected = [] if withdrawn else [course]
            assert [known.course for known in courses_known(cursor, ["K8S"])] == expected
