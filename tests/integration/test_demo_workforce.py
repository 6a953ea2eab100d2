"""The demo's workforce from end to end, and the heatmap's counts in every mode against a plain, slow computation."""

import csv
import io
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import polars as pl
import pytest

from hiring.credibility.policy import DEFAULT
from hiring.demo.catalogue import load
from hiring.demo.load import is_loaded, load_world
from hiring.demo.workforce import ASSESSMENTS, ROSTERS, roster_name
from hiring.demo.world import World, build, write
from hiring.models.employee import UNIT_SEPARATOR
from hiring.models.ingest import IngestReport
from hiring.store.attachments import attached, unmatched
from hiring.store.cube import counts_by_unit, cube_on, people_behind
from hiring.store.database import MEMORY, Cursor, Database
from hiring.store.matches import applicant_ids
from hiring.store.roles import hiring_roles, latest_roles
from hiring.store.skills import all_skills
from hiring.store.workforce import employee_id, employments_on
from hiring.verification.canonical.reference import ReferenceCanonicaliser
from hiring.workforce.counting import forecast_days, lasting, offered_days, quarter_before
from hiring.workforce.heatmap import MOST, REST, grid, parts_of
from hiring.workforce.modes import BY_KEY, Mode, modes_on
from hiring.workforce.people import people_parts
from hiring.workforce.suppression import Listed, Shown, Unit, decide

NOW = datetime(2026, 6, 1, tzinfo=UTC)
TODAY = NOW.date()
# A month of the first roster, one of the second, today, a month to come.
DAYS = (date(2025, 9, 30), date(2026, 5, 31), TODAY, forecast_days(TODAY)[7])
EVERYTHING = Shown((), {})
Counts = dict[str, int]
Sums = dict[tuple[Unit, str], Counts]


@pytest.fixture(scope="module")
def world() -> World:
    return build(catalogue=replace(load(), people=()))


@pytest.fixture(scope="module")
def folder(world: World, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("workforce")
    write(world, folder)
    return folder


@pytest.fixture(scope="module")
def database() -> Iterator[Database]:
    with Database(MEMORY, clock=lambda: NOW) as database:
        yield database


@pytest.fixture(scope="module")
def reports(database: Database, folder: Path) -> list[IngestReport]:
    return list(load_world(database, folder, canonicaliser=ReferenceCanonicaliser(), clock=lambda: NOW))


@pytest.fixture(scope="module")
def cursor(database: Database, reports: list[IngestReport]) -> Iterator[Cursor]:
    assert reports
    with closing(database.cursor()) as cursor:
        yield cursor


@pytest.fixture(scope="module")
def plain(world: World, cursor: Cursor) -> dict[date, Sums]:
    return {day: plainly(world, cursor, day) for day in DAYS}


def plainly(world: World, cursor: Cursor, day: date) -> Sums:
    """Counts by unit (each with all in it) and skill, one person and one skill after the other.

    From the rosters and assessments as files and the roles as a table; of badges from what each shows and when.
    """
    known_on = min(day, TODAY)
    staff = list(
        csv.DictReader(io.StringIO(world.workforce[roster_name(max(d for d in ROSTERS if d <= known_on))].decode()))
    )
    ids = {skill.label: skill.id for skill in all_skills(cursor)}
    said: dict[tuple[str, str], tuple[bool, str, int]] = {}
    for row in csv.DictReader(io.StringIO(world.workforce[ASSESSMENTS].decode())):
        if row["Assessed on"] <= known_on.isoformat():
            key = (row["Employee number"], ids[row["Skill"]])
            one = (row["Said by"] == "manager", row["Assessed on"], int(row["Level"]))
            said[key] = max(said.get(key, one), one)
    numbers = dict(employments_on(cursor, TODAY, left_too=True).select("employee_id", "employee_number").rows())
    whose = {row["applicant_id"]: numbers[row["employee_id"]] for row in attached(cursor).to_dicts()}
    badges = defaultdict(list)
    for applicant, skill, level, start, end in lasting(cursor, DEFAULT, TODAY).rows():
        if applicant in whose:
            badges[whose[applicant], skill].append((level, start, end or date.max))
    sums: Sums = defaultdict(lambda: defaultdict(int))
    for person in staff:
        number, unit = person["Employee number"], tuple(person["Unit"].split(UNIT_SEPARATOR))
        asked = dict(load().workforce.roles[person["Role"]])
        held = {skill for who, skill in (*badges, *said) if who == number}
        for skill in asked.keys() | held:
            now, then = ([b for b in badges[number, skill] if b[1] <= on <= b[2]] for on in (known_on, day))
            counts = of_one(asked.get(skill), now, then, said.get((number, skill)), known_on)
            for depth in range(len(unit) + 1):
                for name, value in counts.items():
                    sums[unit[:depth], skill][name] += value
    return sums


Badges = list[tuple[int, date, date]]


def of_one(asked: int | None, now: Badges, then: Badges, said: tuple[bool, str, int] | None, known_on: date) -> Counts:
    """What one person adds to the counts of one skill."""
    shown = max((level for level, _, _ in now), default=0)
    later = max((level for level, _, _ in then), default=0)
    told = said[2] if said else 0
    ends = max((end for level, _, end in now if level == shown), default=date.max)
    best = later or told
    return {
        "need": asked is not None,
        "met": asked is not None and later >= asked,
        "met_said": asked is not None and best >= asked,
        "gap": max((asked or 0) - later, 0),
        "verified": shown > 0,
        "known": shown > 0 or told > 0,
        "levels": shown or told,
        **{f"expiring_{n}": ends <= known_on + timedelta(days=n) for n in (30, 90, 180)},
        "lapsed": shown > later,
    }


def told(mode: str, c: Counts) -> tuple[float | None, int]:
    """A mode's value and what it is of."""
    need, known, verified = c["need"], c["known"], c["verified"]
    values: dict[str, tuple[float, int]] = {
        "coverage": (c["met"] / (need or 1), need),
        "coverage-said": (c["met_said"] / (need or 1), need),
        "level": (c["levels"] / (known or 1), known),
        "gap": (c["gap"] / (need or 1), need),
        "burden": (c["gap"], need),
        "verified": (verified / (known or 1), known),
        **{f"expiring-{n}": (c[f"expiring_{n}"], verified) for n in (30, 90, 180)},
        "lapsed": (c["lapsed"], verified),
        "holders": (c["met"], need),
    }
    value, of = values[mode]
    return (value if of else None), of


@pytest.mark.parametrize("mode", [mode for mode in BY_KEY.values() if mode.about != "openings"], ids=lambda m: m.key)
@pytest.mark.parametrize("unit", [(), ("Harrowvale",), ("Harrowvale", "Care", "North")], ids=len)
def test_every_mode_agrees_with_a_plain_computation(
    cursor: Cursor, plain: dict[date, Sums], mode: Mode, unit: Unit
) -> None:
    for day in DAYS:
        if mode not in modes_on(day, TODAY):
            continue
        laid = grid(parts_of(cube_on(cursor, day, unit), EVERYTHING, unit), mode)
        found = {(row["row"], row["column"]): (row["value"], row["of"]) for row in laid.cells.to_dicts() if row["of"]}
        wanted = {
            (below[len(unit)], skill): told(mode.key, counts)
            for (below, skill), counts in plain[day].items()
            if len(below) == len(unit) + 1 and below[: len(unit)] == unit and skill in laid.columns
        }
        assert len(laid.columns) >= min(MOST, len({skill for below, skill in plain[day] if below == unit}))
        assert found == {key: (pytest.approx(value), of) for key, (value, of) in wanted.items() if of}


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_people_as_rows_add_up_to_their_unit(cursor: Cursor, plain: dict[date, Sums], day: date) -> None:
    unit, skills = ("Harrowvale", "Technology"), [skill.id for skill in all_skills(cursor)]
    standing = people_behind(cursor, day, lasting(cursor, DEFAULT, TODAY), unit=unit, skills=skills, today=TODAY)
    rows = people_parts(standing, Listed({}), EVERYTHING, unit, known_on=min(day, TODAY))
    added = rows.group_by("skill_id").agg(pl.exclude("part", "hidden").sum())
    for row in added.to_dicts():
        counts = plain[day][unit, row["skill_id"]]
        for name in (
            "need",
            "met",
            "met_said",
            "gap",
            "verified",
            "expiring_30",
            "expiring_90",
            "expiring_180",
            "lapsed",
        ):
            assert row[name] == counts[name], (row["skill_id"], name)
        assert row["verified"] + row["said"] == counts["known"]
        assert row["level_sum"] + row["level_said_sum"] == counts["levels"]
    assert added.height == sum(below == unit for below, _ in plain[day])


def test_people_as_rows_and_their_rest_are_all_of_their_unit_and_the_rest_is_large(cursor: Cursor) -> None:
    unit, k, days = ("Harrowvale", "Care", "South"), 5, offered_days(TODAY)
    need, known = (decide(counts_by_unit(cursor, days), k, about) for about in ("need", "known"))
    listed = Listed.of(need, known)
    skills = [skill.id for skill in all_skills(cursor)]
    standing = people_behind(cursor, TODAY, lasting(cursor, DEFAULT, TODAY), unit=unit, skills=skills, today=TODAY)
    rows = people_parts(standing, listed, need, unit, known_on=TODAY)
    of_unit = cube_on(cursor, TODAY, unit[:-1]).filter(pl.col("part") == unit[-1])
    rest = 0
    for skill, needed in of_unit.select("skill_id", "need").rows():
        own = rows.filter(pl.col("skill_id") == skill)
        if need.allows(unit, skill):
            assert own["need"].sum() == needed
            apart = int(own.filter(pl.col("part") == REST)["need"].sum())
            assert apart == 0 or apart >= k
            rest += apart
        else:
            assert own["hidden"].all()
            assert own["need"].sum() == 0
    assert rest, "something is kept apart"


def test_change_is_what_a_value_is_less_what_it_was(cursor: Cursor, plain: dict[date, Sums]) -> None:
    assert [quarter_before(day) for day in (TODAY, date(2026, 3, 31), date(2026, 4, 1))] == [
        date(2026, 3, 31),
        date(2025, 12, 31),
        date(2026, 3, 31),
    ]
    then, now = (parts_of(cube_on(cursor, day), EVERYTHING, ()) for day in DAYS[:2])
    laid = grid(now, BY_KEY["coverage"], before=then)
    for row in laid.cells.filter(pl.col("change").is_not_null()).to_dicts():
        before, after = (told("coverage", plain[day][(row["row"],), row["column"]])[0] for day in DAYS[:2])
        assert row["change"] == pytest.approx((after or 0) - (before or 0))
    assert laid.cells["change"].drop_nulls().len() > 50


def test_demand_tells_openings_and_nothing_of_people(cursor: Cursor) -> None:
    shown = decide(counts_by_unit(cursor, [TODAY]), 5, "openings")
    parts = parts_of(cube_on(cursor, TODAY, ("Harrowvale",)), shown, ("Harrowvale",))
    before = parts_of(cube_on(cursor, quarter_before(TODAY), ("Harrowvale",)), shown, ("Harrowvale",))
    cells = {(row["row"], row["column"]): row for row in grid(parts, BY_KEY["demand"], before=before).cells.to_dicts()}
    kubernetes = cells["Technology", "kubernetes"]
    assert (kubernetes["value"], kubernetes["change"]) == (5, 3)
    assert cells["Care", "elderly-care"]["value"] == 6
    assert parts.select("need", "verified", "said", "met").sum().row(0) == (0, 0, 0, 0)


def test_the_workforce_is_as_large_as_promised_and_worth_looking_into(cursor: Cursor, world: World) -> None:
    now, ever = (employments_on(cursor, TODAY, left_too=left) for left in (False, True))
    assert now.height == 400
    assert ever.height > 400, "some have left"
    assert set(now["unit"].list.len()) == {5}
    assert now["role_title"].n_unique() == 25
    assert 700 <= len(world.staffed) <= 900
    cube = cube_on(cursor, TODAY)
    assert all(cube[f"expiring_{days}"].sum() > 0 for days in (30, 90, 180))
    holders = dict(cube.group_by("skill_id").agg(pl.col("met").sum()).iter_rows())
    for skill, number in load().workforce.rare.items():
        assert holders.get(skill, 0) <= number
    assert sum(holders.get(skill, 0) in (1, 2) for skill in load().workforce.rare) >= 5
    assert unmatched(cursor)["badges"].sum() == 5
    assert set(attached(cursor)["how"]) == {"email", "email_hash"}


def test_badges_of_employees_were_really_verified(cursor: Cursor, world: World, reports: list[IngestReport]) -> None:
    counts = reports[-1].counts()
    assert sum(counts.values()) == len(world.staffed)
    assert set(counts) == {"AUTHENTIC_CURRENT", "EXPIRED", "REVOKED"}
    assert counts["REVOKED"] == 4
    methods = {row[0] for row in cursor.execute("SELECT DISTINCT securing FROM credentials").fetchall()}
    assert methods == {"jwt", "data-integrity"}


def test_roles_that_people_hold_are_not_hired_for_and_employees_on_no_shortlist(cursor: Cursor) -> None:
    assert {role.role_id for role in hiring_roles(cursor)} == {"platform-engineer", "data-analyst", "care-coordinator"}
    assert len(latest_roles(cursor)) == 28
    assert not applicant_ids(cursor)


def test_a_workforce_that_is_there_is_not_taken_in_again(database: Database, folder: Path, cursor: Cursor) -> None:
    assert is_loaded(database, folder)
    before = cursor.execute("SELECT count(*) FROM employments").fetchall()
    assert not list(load_world(database, folder, canonicaliser=ReferenceCanonicaliser(), clock=lambda: NOW))
    assert cursor.execute("SELECT count(*) FROM employments").fetchall() == before
    assert employee_id("1001") in set(employments_on(cursor, TODAY)["employee_id"])
