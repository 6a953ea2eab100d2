from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hiring.errors import CredenceError, MalformedError
from hiring.intake.roster import read_roster
from hiring.models.employee import Employment

HEAD = b"Personnel number;Name;E-Mail;Unit;Reports to;Location;Role;Hours\n"


def test_a_roster_is_read() -> None:
    roster = read_roster(
        HEAD
        + "7;Ada Lovelace;ada@example.org;Company / Germany / Cloud;3;Berlin;Cloud engineer;38,5\n"
        "3;Zoë Chief;;Company;;;;\n".encode()
    )
    assert roster.employments == (
        Employment(
            employee_number="7",
            name="Ada Lovelace",
            email="ada@example.org",
            unit=("Company", "Germany", "Cloud"),
            manager_number="3",
            location="Berlin",
            role_title="Cloud engineer",
            weekly_hours=38.5,
        ),
        Employment(employee_number="3", name="Zoë Chief", unit=("Company",)),
    )
    assert roster.problems == ()
    assert roster.kept == frozenset()


def test_units_may_stand_in_columns_of_their_own() -> None:
    roster = read_roster(b"id,name,Unit 2,Unit 1,Unit 10,Shoe size\n1,Ada,Germany,Company,,38\n")
    assert roster.employments[0].unit == ("Company", "Germany")
    assert roster.unknown_columns == ("Shoe size",)


@pytest.mark.parametrize(
    ("line", "column", "says"),
    [
        (";Ada;;Company;;;;", "Personnel number", "no employee number"),
        ("1;;;Company;;;;", "Name", "has no name"),
        ("1;Ada;ada at example;Company;;;;", "E-Mail", "“ada at example” is not an e-mail address"),
        ("1;Ada;;;;;;", "Unit", "names no unit"),
        ("1;Ada;;" + "/".join("abcdefghijklm") + ";;;;", "Unit", "lies 13 deep"),
        ("1;Ada;;Company;;;;full", "Hours", "“full” is not a number of hours"),
        ("1;Ada;;Company;;;;nan", "Hours", "“nan” is not a number of hours"),
        ("1;Ada;;Company;;;;-3", "Hours", "is not a number of hours"),
    ],
)
def test_a_line_that_cannot_be_understood_is_left_out_and_told(line: str, column: str, says: str) -> None:
    roster = read_roster(HEAD + f"{line}\n2;Bob;;Company;;;;\n".encode())
    assert [employment.name for employment in roster.employments] == ["Bob"]
    (problem,) = roster.problems
    assert (problem.line, problem.column) == (2, column)
    assert says in problem.message
    # Whoever the line is about is not taken for somebody who has left.
    assert roster.kept == ({"1"} if line.startswith("1") else set())


def test_an_employee_who_occurs_twice_counts_once() -> None:
    roster = read_roster(HEAD + b"1;Ada;;Company;;;;\n1;Ada again;;Company;;;;\n")
    assert [employment.name for employment in roster.employments] == ["Ada"]
    assert roster.problems[0].message == "1 is on line 2 already."


def test_managers_who_are_nobody_are_told_and_their_people_taken() -> None:
    roster = read_roster(HEAD + b"1;Ada;;Company;9;;;\n2;Bob;;Company;2;;;\n3;Eve;;Company;1;;;\n")
    assert len(roster.employments) == 3
    assert [(p.line, p.message) for p in roster.problems] == [
        (2, "The manager 9 is not on the roster."),
        (3, "Bob is named as their own manager."),
    ]


def test_a_table_without_names_is_no_roster() -> None:
    with pytest.raises(MalformedError, match="no column “name”"):
        read_roster(b"number,unit\n1,Company\n")


@given(st.text(max_size=120))
@settings(max_examples=150)
def test_any_line_gives_an_employee_or_a_problem(text: str) -> None:
    with suppress(CredenceError):
        roster = read_roster(HEAD + text.encode("utf-8", "replace"))
        assert len({e.employee_number for e in roster.employments}) == len(roster.employments)
        assert all(problem.line >= 2 and problem.message for problem in roster.problems)
