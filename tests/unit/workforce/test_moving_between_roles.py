"""Who is near to a role, roles within reach, ways and demand."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hiring.credibility.policy import DEFAULT
from hiring.models.course import Course, CourseSkill
from hiring.models.role import RoleSkill, RoleVersion
from hiring.store.database import MEMORY, Cursor, Database
from hiring.store.roles import latest_roles
from hiring.views.mobility import demand_figure, demanded, gaps, rungs
from hiring.workforce.learning import enough
from hiring.workforce.mobility import distance, nearest, reachable
from hiring.workforce.moving import Rung, Standing, Way, catalogue, demand, standing, ways
from tests.company import PLATFORM, found

NOW = datetime(2026, 6, 15, 12, tzinfo=UTC)
TODAY = NOW.date()


def role(role_id: str, **asked: int) -> RoleVersion:
    lines = tuple(
        RoleSkill(skill_id=skill, level=level, weight=1, must_have=skill == min(asked))
        for skill, level in asked.items()
    )
    return RoleVersion(
        role_id=role_id, title=role_id, summary="", version=1, skills=lines, reason="r", saved_by="b", saved_at=NOW
    )


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_the_nearest_are_those_with_the_smallest_distance(seed: int) -> None:
    draw = random.Random(seed)  # noqa: S311
    goal = role("goal", a=draw.randint(1, 5), b=draw.randint(1, 5), c=draw.randint(1, 5))
    people = {f"p{n}": {s: draw.randint(1, 5) for s in "abcd" if draw.random() < 0.6} for n in range(12)}
    staff = pl.DataFrame({"employee_id": list(people), "role_title": [draw.choice(["Goal ", "x", ""]) for _ in people]})
    rows = [(person, skill, level) for person, levels in people.items() for skill, level in levels.items()]
    levels = pl.DataFrame(
        rows, schema={"employee_id": pl.String, "skill_id": pl.String, "level": pl.Int64}, orient="row"
    )
    found = nearest(levels, staff, goal, most=5)
    others = [p for p, title in staff.iter_rows() if title != "Goal "]
    ranked = sorted(others, key=lambda p: (distance(people[p], goal).must_haves, distance(people[p], goal).missing, p))
    assert found["employee_id"].to_list() == ranked[:5]
    for row in found.iter_rows(named=True):
        away = distance(people[row["employee_id"]], goal)
        assert (row["missing"], row["must_haves"]) == (pytest.approx(away.missing), away.must_haves)


def test_a_stepping_stone_lies_between() -> None:
    junior, senior = role("junior", a=2, b=1), role("senior", a=4, b=2)
    far = reachable({"a": 1}, [senior, junior, role("cook", z=5)], "none")
    assert [one.role.title for one in far] == ["junior", "senior", "cook"]
    by_title = {one.role.title: one for one in far}
    assert by_title["senior"].stone == junior
    assert by_title["cook"].stone is None
    assert [one.role.title for one in reachable({"a": 1}, [senior, junior], " Junior")] == ["senior"]


@pytest.fixture(scope="module")
def cursor() -> Iterator[Cursor]:
    with Database(MEMORY) as database:
        found(database, NOW)
        with database.cursor() as held:
            yield held


@pytest.fixture(scope="module")
def known(cursor: Cursor) -> Standing:
    return standing(cursor, DEFAULT, TODAY)


def test_a_way_closes_gaps_and_says_what_it_takes(cursor: Cursor, known: Standing) -> None:
    (goal,) = [one for one in latest_roles(cursor) if one.role_id == PLATFORM]
    near = nearest(known.levels, known.staff, goal)
    assert set(near["role_title"].to_list()) == {"Data analyst"}
    people = {person: known.of(person) for person in near["employee_id"].head(3)}
    found = ways(people, goal, catalogue(cursor, DEFAULT, TODAY), enough(DEFAULT))
    for person, way in found.items():
        assert way.cost > 0
        assert way.months > 0
        assert way.closed + way.left == sum(people[person].get(line.skill_id, 0) < line.level for line in goal.skills)
        assert distance(people[person], goal).shown < way.certainty <= 1
        assert {rung.skill_id: rung.held for rung in way.rungs} == {
            line.skill_id: people[person].get(line.skill_id, 0) for line in goal.skills
        }
        missing = [rung for rung in way.rungs if rung.held < rung.asked]
        assert sum(rung.reached >= rung.asked for rung in missing) == way.closed
        for rung in way.rungs:
            assert rung.reached > rung.held if rung.course else rung.reached == rung.held
            assert rung.course is None or (rung.course in way.courses and (rung.credibility or 0) >= enough(DEFAULT))
        assert [rung.must_have for rung in way.rungs] == sorted((r.must_have for r in way.rungs), reverse=True)


def test_gaps_are_told_in_words_and_line_by_line() -> None:
    way = Way(
        "p", 90.0, 8.0, 1.0, 0.5, 1, 2,
        ("c",),
        (
            Rung("a", must_have=True, held=0, asked=2, reached=2, course="c", credibility=0.8),
            Rung("b", must_have=False, held=1, asked=3, reached=1, course=None, credibility=None),
            Rung("d", must_have=False, held=1, asked=3, reached=2, course="c", credibility=0.8),
            Rung("e", must_have=False, held=2, asked=2, reached=2, course=None, credibility=None),
        ),
    )  # fmt: skip
    assert gaps(way, {"a": "Audit", "b": "Budgets"}) == "Audit ?→2 ★, Budgets 1→3, d 1→3"
    course = Course(
        code="c", name="One", provider="A school", skills=(CourseSkill(skill_id="a", level=2),), cost=90, hours=8
    )
    lines = rungs(way, {"a": "Audit"}, {"c": course})
    assert lines["Skill"].to_list() == ["Audit ★", "b", "d", "e"]
    assert lines["Then"].to_list() == ["Closed", "Stays open", "Nearer, and stays open", "Shown already"]
    assert lines["Shown"].to_list() == [None, 1, 1, 2]
    assert lines["By course"].to_list() == ["One", None, "One", None]


def test_the_picture_of_demand_is_of_what_the_table_beside_it_says(cursor: Cursor, known: Standing) -> None:
    table = demanded(demand(cursor, TODAY, known.levels), {})
    now = demand_figure(table).data[1]
    assert dict(zip(now.y, now.x, strict=True)) == dict(zip(table["Skill"], table["Openings"], strict=True))
    assert now.y[-1] == table["Skill"][0], "the most asked one stands on top"


def test_demand_stands_beside_supply(cursor: Cursor, known: Standing) -> None:
    wanted = demand(cursor, TODAY, known.levels)
    assert set(wanted["skill_id"].to_list()) == {"kubernetes", "linux", "terraform", "sql", "python", "statistics"}
    sql = wanted.filter(pl.col("skill_id") == "sql").to_dicts()[0]
    assert sql["openings"] == 1
    assert 0 < sql["supply"] < 24
