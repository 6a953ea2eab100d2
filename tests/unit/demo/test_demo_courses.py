"""The demo's catalogue of courses."""

from datetime import date

from hiring.credibility.policy import DEFAULT
from hiring.credibility.prospective import prospects
from hiring.demo import SEED
from hiring.demo.courses import COUNT, courses
from hiring.skills.frameworks import load_starter

TODAY = date(2026, 6, 1)


def test_a_hundred_and_twenty_courses_with_paths_that_stack() -> None:
    found = courses(TODAY, SEED)
    assert len(found) == COUNT == len({course.code for course in found})
    codes = {course.code for course in found}
    assert sum(bool(course.prerequisites) for course in found) > 30
    assert sum(bool(course.stacks_into) for course in found) > 60
    assert all(set(course.prerequisites) <= codes for course in found)
    assert len({course.provider for course in found}) > 12
    assert {skill.skill_id for course in found for skill in course.skills} <= {skill.id for skill in load_starter()}
    assert all(course.starts_on is None or course.starts_on > TODAY for course in found)
    assert found == courses(TODAY, SEED)


def test_some_courses_are_by_providers_that_nobody_vouches_for() -> None:
    weighed = prospects(courses(TODAY, SEED), {}, DEFAULT)
    assert max(one.value for one in weighed) > min(one.value for one in weighed)
