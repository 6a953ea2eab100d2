from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hiring.errors import CredenceError
from hiring.intake.assessments import Assessments, read_assessments
from hiring.models.employee import Assessment

TODAY = date(2026, 6, 1)
SKILLS = {"sql": "sql", "structured query language": "sql"}


def read(lines: str) -> Assessments:
    content = f"Number,Skill,Level,Said by,Date,Comment\n{lines}\n".encode()
    return read_assessments(
        content, today=TODAY, employees=frozenset({"7"}), skill_of=lambda name: SKILLS.get(name.casefold())
    )


def test_assessments_are_read() -> None:
    found = read("7,SQL,4,Manager,2026-01-31,Solid\n7,Structured Query Language,3,self,,")
    assert found.problems == ()
    assert found.assessments == (
        Assessment(
            employee_number="7", skill="sql", level=4, said_by="manager", assessed_on=date(2026, 1, 31), note="Solid"
        ),
        Assessment(employee_number="7", skill="sql", level=3, said_by="self", assessed_on=TODAY),
    )


@pytest.mark.parametrize(
    ("line", "column", "says"),
    [
        ("8,SQL,4,self,,", "Number", "nobody on the roster"),
        ("7,Juggling,4,self,,", "Skill", "not a skill that is known"),
        ("7,SQL,6,self,,", "Level", "not a level from 1 to 5"),
        ("7,SQL,4,rumour,,", "Said by", "neither manager nor self"),
        ("7,SQL,4,self,yesterday,", "Date", "not a day until today"),
        ("7,SQL,4,self,2026-06-02,", "Date", "not a day until today"),
    ],
)
def test_a_line_that_cannot_be_understood_is_told(line: str, column: str, says: str) -> None:
    found = read(line)
    assert found.assessments == ()
    (problem,) = found.problems
    assert (problem.line, problem.column) == (2, column)
    assert says in problem.message


@given(st.text(max_size=60))
@settings(max_examples=100)
def test_any_line_gives_an_assessment_or_a_problem(text: str) -> None:
    with suppress(CredenceError):
        found = read(text.replace("\0", ""))
        assert all(problem.line >= 2 and problem.message for problem in found.problems)
