"""A course weighs what an applicant's badge of it would weigh."""

from hiring.credibility.policy import DEFAULT
from hiring.credibility.prospective import prospects
from hiring.models.course import Course, CourseSkill

COURSE = Course(
    code="c", name="C", provider="P", provider_iri="did:web:p.example", skills=(CourseSkill(skill_id="s", level=3),),
    cost=1, hours=1,
)  # fmt: skip


def test_a_cheap_course_by_nobody_closes_no_gap() -> None:
    examined = COURSE.model_copy(update={"achievement_type": "Certification", "assessed": True})
    by_nobody = COURSE.model_copy(update={"provider_iri": "did:web:nobody.example"})
    known = {"did:web:p.example": "recognized", "did:web:nobody.example": "not_registered"}
    good, poor = prospects([examined, by_nobody], known, DEFAULT)
    assert good.low <= good.value <= good.high <= 1
    assert good.value > DEFAULT.must_have_support > poor.value
    assert poor.why[0]


def test_no_courses_weigh_nothing() -> None:
    assert prospects([], {}, DEFAULT) == []
