"""Catalogues of courses: tables and CTDL, with what is wrong told by line."""

import json
from collections.abc import Mapping
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hiring.errors import CredenceError, MalformedError
from hiring.intake.courses import read_courses
from hiring.models.course import CourseSkill

SKILLS = {"kubernetes": "kubernetes", "terraform": "terraform", "https://esco.example/skill/1": "python"}
TABLE = """Course code;Title;Provider;Issuer;Teaches;Requires;Stacks;Price;Currency;Hours;Duration;Start;Seats;Exam
K8S-1;Kubernetes first steps;Northgate;did:web:n.example;Kubernetes: 2;;K8S-D;400,50;eur;16;2;2026-09-01;20;no
K8S-2;In earnest;Northgate;did:web:n.example;Kubernetes (Advanced)| Terraform = 3;K8S-1;K8S-D;900;EUR;40;;;;yes
PY;Python;Northgate;;https://esco.example/skill/1;;;0;;8;;;;
"""


def skill_of(words: str) -> str | None:
    return SKILLS.get(words.strip().casefold())


def test_a_table_of_courses() -> None:
    read = read_courses(TABLE.encode(), skill_of)
    assert read.problems == ()
    first, second, third = read.courses
    assert first.skills == (CourseSkill(skill_id="kubernetes", level=2, said="Kubernetes"),)
    assert (first.cost, first.currency, first.hours, first.days, first.seats) == (400.5, "EUR", 16.0, 2, 20)
    assert str(first.starts_on) == "2026-09-01"
    assert first.stacks_into == ("K8S-D",)
    assert {skill.skill_id: skill.level for skill in second.skills} == {"kubernetes": 4, "terraform": 3}
    assert (second.prerequisites, second.assessed, second.starts_on, second.seats) == (("K8S-1",), True, None, None)
    assert third.skills == (CourseSkill(skill_id="python", level=None, said="https://esco.example/skill/1"),)


@pytest.mark.parametrize(
    ("line", "column", "words"),
    [
        (";X;N;K8S;;;10;;4;;;;", "Course code", "has no code"),
        ("A;X;N;;Basket weaving;;;10;;4;;;;", "Teaches", "not one skill that is known here"),
        ("A;X;N;;Kubernetes: 3;;;-1;;4;;;;", "Price", "is not a number"),
        ("A;X;N;;Kubernetes: 3;;;nan;;4;;;;", "Price", "is not a number"),
        ("A;X;N;;Kubernetes: 3;;;1;;0;;;;", "Hours", "is not a number"),
        ("A;X;N;;Kubernetes: 3;;;1;;4;1.5;;;", "Duration", "is not a number"),
        ("A;X;N;;Kubernetes: 3;;;1;;4;;soon;;", "Start", "is not a day"),
        ("A;X;N;;Kubernetes: 3;;;1;;4;;;many;", "Seats", "is not a number"),
        ("A;X;N;;Kubernetes: 3;A;;1;;4;;;;", "Requires", "its own prerequisite"),
        ("A;X;N;;Kubernetes: 3;;;1;;4;;;;perhaps", "Exam", "neither yes nor no"),
        ("K8S-1;X;N;;Kubernetes: 3;;;1;;4;;;;", "Course code", "on line 2 already"),
    ],
)
def test_a_line_that_cannot_be_understood_is_told(line: str, column: str, words: str) -> None:
    read = read_courses((TABLE + line).encode(), skill_of)
    assert [(problem.line, problem.column) for problem in read.problems if words in problem.message] == [(5, column)]
    assert len(read.courses) == 3


def test_an_unknown_skill_among_others_is_told_and_the_course_is_taken() -> None:
    read = read_courses((TABLE + "A;X;N;;Kubernetes: 3; Juggling: 2".replace("; ", "|") + ";;;1;;4").encode(), skill_of)
    assert [problem.line for problem in read.problems] == [5]
    assert read.unknown_skills == ("Juggling",)
    assert [course.code for course in read.courses] == ["K8S-1", "K8S-2", "PY", "A"]


def test_what_comes_before_has_to_be_there_and_not_go_round() -> None:
    more = "A;X;N;;Kubernetes: 3;B;;1;;4\nB;X;N;;Kubernetes: 2;A;;1;;4\nC;X;N;;Kubernetes: 2;Nowhere|Known;;1;;4\n"
    read = read_courses((TABLE + more).encode(), skill_of, known=["Known"])
    told = {problem.line: problem.message for problem in read.problems}
    assert set(told) == {5, 6, 7}
    assert "circle" in told[5]
    assert "Nowhere is not in the catalogue" in told[7]
    assert len(read.courses) == 6


CTDL = {
    "@context": "https://credreg.net/ctdl/schema/context/json",
    "@graph": [
        {
            "@id": "https://registry.example/resources/ce-1",
            "@type": "ceterms:Course",
            "ceterms:ctid": "ce-1",
            "ceterms:name": {"de": "Kubernetes", "en-US": "Kubernetes operations"},
            "ceterms:ownedBy": ["https://northgate.example/org"],
            "ceterms:teaches": [
                {
                    "@type": "ceterms:CredentialAlignmentObject",
                    "ceterms:targetNode": "https://esco.example/skill/1",
                    "ceterms:targetNodeName": {"en-US": "Python"},
                },
                {"ceterms:targetNodeName": {"en-US": "Kubernetes"}},
            ],
            "ceterms:estimatedCost": [{"ceterms:price": 1200, "ceterms:currency": "EUR"}],
            "ceterms:estimatedDuration": [{"ceterms:exactDuration": "P2W", "ceterms:timeRequired": "PT40H"}],
            "ceterms:prerequisite": [
                {"ceterms:targetLearningOpportunity": ["https://registry.example/resources/ce-2"]}
            ],
            "ceterms:isPartOf": ["https://registry.example/resources/ce-9"],
            "ceterms:inLanguage": ["en"],
        },
        {
            "@id": "https://registry.example/resources/ce-2",
            "@type": ["ceterms:LearningOpportunityProfile"],
            "ceterms:ctid": "ce-2",
            "ceterms:name": "First steps",
            "ceterms:offeredBy": {"@id": "https://northgate.example/org"},
            "ceterms:teaches": [{"ceterms:targetNodeName": "Terraform"}],
            "ceterms:estimatedCost": {"ceterms:price": 0},
            "ceterms:estimatedDuration": {"ceterms:exactDuration": "P3D"},
        },
        {"@id": "https://northgate.example/org", "@type": "ceterms:Organization", "ceterms:name": "Northgate"},
    ],
}


def test_ctdl() -> None:
    read = read_courses(json.dumps(CTDL).encode(), skill_of)
    assert read.problems == ()
    first, second = read.courses
    assert (first.code, first.name, first.provider) == ("ce-1", "Kubernetes operations", "Northgate")
    assert first.provider_iri == "https://northgate.example/org"
    assert [skill.skill_id for skill in first.skills] == ["python", "kubernetes"]
    assert (first.cost, first.currency, first.hours, first.days) == (1200, "EUR", 40, 14)
    assert first.prerequisites == ("ce-2",)
    assert first.language == "en"
    assert (second.cost, second.hours, second.days) == (0, 24, 3)


def offered(*offerings: Mapping[str, object], **more: object) -> bytes:
    course = {
        "@type": "ceterms:Course",
        "ceterms:ctid": "ce-3",
        "ceterms:name": "Python",
        "ceterms:hasOffering": offerings,
    }
    taught = {
        "ceterms:teaches": [{"ceterms:targetNodeName": "Terraform"}],
        "ceterms:ownedBy": {"ceterms:name": "Northgate"},
    }
    return json.dumps(
        {**course, **taught, "ceterms:estimatedDuration": {"ceterms:timeRequired": "PT8H"}, **more}
    ).encode()


def test_the_next_offering_tells_start_seats_and_price() -> None:
    price = {"ceterms:estimatedCost": {"ceterms:price": "300"}}
    past = {"schema:startDate": "2026-01-05", "schema:maximumAttendeeCapacity": 20, **price}
    soon = {"schema:startDate": "2026-12-01", "schema:maximumAttendeeCapacity": 20, "placesTaken": 17, **price}
    late = {"schema:startDate": "2027-03-01", "ceterms:estimatedCost": {"ceterms:price": 200}}
    on_demand = {"ceterms:offerFrequencyType": {"ceterms:targetNode": "scheduleFrequency:OnDemand"}, **price}
    today = date(2026, 11, 23)
    (course,) = read_courses(offered(late, past, soon), skill_of, today=today).courses
    assert (str(course.starts_on), course.seats, course.cost) == ("2026-12-01", 3, 300)
    (course,) = read_courses(offered(past), skill_of, today=today).courses
    assert str(course.starts_on) == "2026-01-05"
    (course,) = read_courses(offered(soon, on_demand), skill_of, today=today).courses
    assert (course.starts_on, course.seats) == (None, None)


@pytest.mark.parametrize(
    ("offering", "column", "words"),
    [
        ({}, "cost", "states no cost"),
        ({"startDate": "in spring", "estimatedCost": {"price": 1}}, "starts_on", "is not a day"),
        ({"maximumAttendeeCapacity": "some", "estimatedCost": {"price": 1}}, "seats", "is not a number"),
        ({"maximumAttendeeCapacity": 9, "placesTaken": "half", "estimatedCost": {"price": 1}}, "seats", "9 less half"),
        ({"estimatedCost": {"price": "ask us"}}, "cost", "is not a number"),
    ],
)
def test_an_offering_that_cannot_be_understood_is_told(offering: dict[str, object], column: str, words: str) -> None:
    read = read_courses(offered(offering), skill_of)
    assert read.courses == ()
    assert [(problem.line, problem.column) for problem in read.problems if words in problem.message] == [(1, column)]


def test_json_without_courses_says_so() -> None:
    with pytest.raises(MalformedError) as refused:
        read_courses(b'{"@type": "ceterms:Certificate"}', skill_of)
    assert refused.value.code == "CATALOGUE_EMPTY"


_values = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "@id",
                    "@graph",
                    "@value",
                    "en",
                    "ceterms:name",
                    "ceterms:ctid",
                    "ceterms:teaches",
                    "ceterms:price",
                    "startDate",
                    "placesTaken",
                    "maximumAttendeeCapacity",
                    "offerFrequencyType",
                    "targetNode",
                ]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@settings(max_examples=150, deadline=None)
@given(
    node=st.dictionaries(
        st.sampled_from(["ceterms:name", "ceterms:teaches", "ceterms:ownedBy", "ceterms:hasOffering", "@id"]), _values
    )
)
def test_any_json_gives_courses_or_says_why_not(node: dict[str, object]) -> None:
    try:
        read_courses(json.dumps({**node, "@type": "ceterms:Course"}).encode(), skill_of)
    except CredenceError as error:
        assert str(error)  # noqa: PT017


@settings(max_examples=150, deadline=None)
@given(rows=st.lists(st.lists(st.text(max_size=12), min_size=14, max_size=14), max_size=4), raw=st.binary(max_size=60))
def test_any_table_gives_courses_or_says_why_not(rows: list[list[str]], raw: bytes) -> None:
    lines = [TABLE.splitlines()[0], *(";".join(cell.replace(";", ",") for cell in row) for row in rows)]
    for content in ("\n".join(lines).encode("utf-8", "replace"), raw):
        try:
            read_courses(content, skill_of)
        except CredenceError as error:
            assert str(error)  # noqa: PT017
