"""A role's matrix as a file: read by its headings, line by line, and written so that it is read back."""

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hiring.errors import IntakeError, MalformedError
from hiring.intake.role_matrix import read_role_matrix
from hiring.models.role import RoleSkill
from hiring.views.role_sources import as_workbook
from hiring.views.roles import SkillNames, matrix

KNOWN = {"Python": "python", "SQL": "sql", "C++": "cpp"}


def test_lines_are_read_and_wrong_ones_told_by_line_and_column() -> None:
    table = (
        "Competency;Level;Importance;Must-have;Max age\n"
        "Python;Advanced;2,5;yes;36\n"
        "SQL;;;;\n"
        "Juggling;3;1;no;\n"
        "Python;3;1;no;\n"
        "C++;7;1;no;\n"
    )
    read = read_role_matrix(table.encode(), KNOWN.get)
    assert read.lines == (
        RoleSkill(skill_id="python", level=4, weight=2.5, must_have=True, max_age_months=36),
        RoleSkill(skill_id="sql", level=3, weight=1, must_have=False),
    )
    assert [(p.line, p.column) for p in read.problems] == [(4, "Competency"), (5, "Competency"), (6, "Level")]
    assert "stands in line 2 already" in read.problems[1].message


@pytest.mark.parametrize(
    ("cells", "column"),
    [("3,0,no,", "weight"), ("3,11,no,", "weight"), ("3,nan,no,", "weight"), ("3,1,maybe,", "must_have")]
    + [(f"3,1,no,{months}", "max_age_months") for months in ("0", "601", "1.5", "old", "inf")],
)
def test_a_value_out_of_its_range_is_told(cells: str, column: str) -> None:
    read = read_role_matrix(f"skill,level,weight,must_have,max_age_months\nSQL,{cells}\n".encode(), KNOWN.get)
    assert read.lines == ()
    assert [problem.column for problem in read.problems] == [column]


def test_a_table_without_skills_is_refused() -> None:
    with pytest.raises(MalformedError, match="skill"):
        read_role_matrix(b"level,weight\n3,1\n", KNOWN.get)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: f"skill,level,weight\n{text}".encode()))
def test_any_file_is_read_or_refused(content: bytes) -> None:
    with suppress(IntakeError):
        read_role_matrix(content, KNOWN.get)


LINES = st.builds(
    RoleSkill,
    skill_id=st.sampled_from(sorted(KNOWN.values())),
    level=st.integers(1, 5),
    weight=st.floats(0.1, 10).map(lambda weight: round(weight, 1)),
    must_have=st.booleans(),
    max_age_months=st.none() | st.integers(1, 600),
)


@settings(max_examples=20, deadline=None)
@given(st.lists(LINES, min_size=1, max_size=3, unique_by=lambda line: line.skill_id))
def test_what_is_exported_is_read_back(lines: list[RoleSkill]) -> None:
    written = as_workbook(matrix(lines, SkillNames(KNOWN)))
    read = read_role_matrix(written, KNOWN.get)
    assert (read.lines, read.problems, read.unknown_columns) == (tuple(lines), (), ())
