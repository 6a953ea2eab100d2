"""Counts in every mode against a plain, slow computation; what is hidden is in the rest; the order of rows."""

from datetime import date
from itertools import product

import numpy as np
import polars as pl
import pytest

from hiring.store.cube import COUNTS
from hiring.views.heat_colours import BLACK, SCALE, STEPS, colour, ink, luminance
from hiring.views.heat_figure import figure
from hiring.views.heat_words import HIDDEN, NOBODY, UNASSESSED, Names
from hiring.views.heatmap import numbers, picture, table
from hiring.views.workforce_news import burdens, ending, expiring
from hiring.workforce.heatmap import MOST, REST, SORTS, grid, meant, parts_of
from hiring.workforce.modes import BY_KEY, Mode
from hiring.workforce.suppression import Shown, Unit

UNITS: tuple[Unit, ...] = (("C",), ("C", "A"), ("C", "A", "x"), ("C", "B"), ("C", "D"))
SKILLS = ("docker", "python", "sql")
LABELS = {"sql": "SQL", "python": "Python", "docker": "Docker"}


def cube(seed: int = 1) -> pl.DataFrame:
    random = np.random.default_rng(seed)
    rows = []
    for unit, skill in product(UNITS, SKILLS):
        need = int(random.integers(0, 20))
        known, verified = int(random.integers(0, 12)), int(random.integers(0, 8))
        met = int(random.integers(0, need + 1))
        counts = {
            "need": need, "need_known": min(need, known), "met": met, "met_said": met, "gap": (need - met) * 2,
            "gap_said": need - met, "verified": verified, "said": known, "level_sum": verified * 3,
            "level_said_sum": known * 2, "expiring_30": verified // 3, "expiring_90": verified // 2,
            "expiring_180": verified, "lapsed": verified // 4, "openings": need % 3,
        }  # fmt: skip
        rows.append({"unit": list(unit), "skill_id": skill, **counts})
    return pl.DataFrame(
        rows, schema={"unit": pl.List(pl.String), "skill_id": pl.String, **dict.fromkeys(COUNTS, pl.Int32)}
    )


def by_part(counts: pl.DataFrame, unit: Unit) -> pl.DataFrame:
    """The counts by part, as the store adds them up."""
    inside = [tuple(held[: len(unit)]) == unit for held in counts["unit"].to_list()]
    part = pl.col("unit").list.get(len(unit), null_on_oob=True).fill_null(REST)
    return counts.filter(inside).group_by(part.alias("part"), "skill_id").agg(pl.col(COUNTS).sum())


def shown(*hidden: tuple[Unit, str]) -> Shown:
    units = {unit[:depth] for unit in UNITS for depth in range(len(unit) + 1)}
    return Shown(SKILLS, {unit: np.array([(unit, skill) not in hidden for skill in SKILLS]) for unit in units})


def plainly(counts: pl.DataFrame, unit: Unit, mode: Mode) -> dict[tuple[str, str], tuple[float | None, float]]:
    """What a cell is, added up one row after the other."""
    sums: dict[tuple[str, str], dict[str, int]] = {}
    for row in counts.iter_rows(named=True):
        if tuple(row["unit"][: len(unit)]) != unit:
            continue
        part = row["unit"][len(unit)] if len(row["unit"]) > len(unit) else REST
        held = sums.setdefault((part, row["skill_id"]), dict.fromkeys(COUNTS, 0))
        for name in COUNTS:
            held[name] += row[name]
    return {key: (_value(mode.key, held), float(_of(mode.key, held))) for key, held in sums.items()}


def _of(mode: str, c: dict[str, int]) -> int:
    if mode in ("level", "verified"):
        return c["verified"] + c["said"]
    if mode == "demand":
        return c["openings"]
    return c["verified"] if mode.startswith("expiring") or mode == "lapsed" else c["need"]


def _value(mode: str, c: dict[str, int]) -> float | None:
    of = _of(mode, c)
    if not of:
        return None
    told = {
        "coverage": c["met"] / of,
        "coverage-said": c["met_said"] / of,
        "level": (c["level_sum"] + c["level_said_sum"]) / of,
        "gap": c["gap"] / of,
        "burden": c["gap"],
        "verified": c["verified"] / of,
        "expiring-30": c["expiring_30"],
        "expiring-90": c["expiring_90"],
        "expiring-180": c["expiring_180"],
        "holders": c["met"],
        "lapsed": c["lapsed"],
        "demand": c["openings"],
    }
    return float(told[mode])


@pytest.mark.parametrize("mode", BY_KEY.values(), ids=lambda mode: mode.key)
@pytest.mark.parametrize("unit", [(), ("C",), ("C", "A")], ids=len)
def test_every_mode_agrees_with_a_plain_computation(mode: Mode, unit: Unit) -> None:
    counts = cube()
    laid = grid(parts_of(by_part(counts, unit), shown(), unit), mode)
    found = {(r["row"], r["column"]): (r["value"], float(r["of"])) for r in laid.cells.iter_rows(named=True)}
    wanted = plainly(counts, unit, mode)
    assert found.keys() == wanted.keys()
    for key, (value, of) in wanted.items():
        assert found[key][1] == of, key
        assert found[key][0] == (None if value is None else pytest.approx(value)), key


def test_what_is_hidden_is_in_the_rest_and_nothing_is_lost() -> None:
    counts, hidden = cube(), (("C", "D"), "sql")
    parts = parts_of(by_part(counts, ("C",)), shown(hidden), ("C",))
    (row,) = parts.filter(pl.col("part") == "D", pl.col("skill_id") == "sql").to_dicts()
    assert row["hidden"]
    assert sum(row[name] for name in COUNTS) == 0
    assert parts["need"].sum() == counts["need"].sum()


def test_of_a_unit_that_is_hidden_itself_nothing_is_told() -> None:
    parts = parts_of(by_part(cube(), ("C",)), shown((("C",), "sql"), *(((unit, "sql")) for unit in UNITS)), ("C",))
    assert parts.filter(pl.col("skill_id") == "sql")["hidden"].all()
    assert parts.filter(pl.col("skill_id") == "sql")["need"].sum() == 0


def test_a_group_tells_what_its_shown_skills_tell() -> None:
    parts = parts_of(by_part(cube(), ("C",)), shown((("C", "D"), "sql")), ("C",))
    groups = {"sql": "Data", "python": "Software", "docker": "Data"}
    laid = grid(parts, BY_KEY["coverage"], groups=groups)
    (cell,) = laid.cells.filter(pl.col("row") == "D", pl.col("column") == "Data").to_dicts()
    (docker,) = parts.filter(pl.col("part") == "D", pl.col("skill_id") == "docker").to_dicts()
    assert cell["need"] == docker["need"]


@pytest.mark.parametrize("sort", SORTS)
def test_every_order_has_every_row_and_the_rest_last(sort: str) -> None:
    laid = grid(parts_of(by_part(cube(), ("C",)), shown(), ("C",)), BY_KEY["coverage"], sort=sort)
    assert sorted(laid.rows) == ["", "A", "B", "D"]
    if sort != "clustered":
        assert laid.rows[-1] == REST
    assert sorted(laid.columns) == sorted(SKILLS)


def test_more_than_fits_is_left_out_and_counted() -> None:
    row = cube().to_dicts()[0]
    many = pl.DataFrame([{**row, "unit": ["C", f"u{n}"], "need": n + 1} for n in range(MOST + 5)], schema=cube().schema)
    units = {(): np.ones(1, bool), ("C",): np.ones(1, bool)} | {
        ("C", f"u{n}"): np.ones(1, bool) for n in range(MOST + 5)
    }
    laid = grid(parts_of(by_part(many, ("C",)), Shown((row["skill_id"],), units), ("C",)), BY_KEY["coverage"])
    assert len(laid.rows) == MOST
    assert laid.left_out == (5, 0)
    assert "u0" not in laid.rows, "the smallest go first"


def unassessed(counts: pl.DataFrame, unit: Unit, skill: str) -> pl.DataFrame:
    """The counts, with nothing known of anybody there."""
    there = (pl.col("unit") == pl.lit(list(unit), pl.List(pl.String))) & (pl.col("skill_id") == skill)
    none = [name for name in COUNTS if name not in ("need", "gap", "gap_said", "openings")]
    return counts.with_columns(
        *(pl.when(there).then(0).otherwise(name).alias(name) for name in none),
        need=pl.when(there).then(7).otherwise("need"),
    )


def test_of_whom_nothing_is_known_is_not_zero() -> None:
    parts = parts_of(by_part(unassessed(cube(), ("C", "D"), "sql"), ("C",)), shown(), ("C",))
    for mode, small in ((BY_KEY["coverage"], "/7"), (BY_KEY["level"], "")):
        laid = grid(parts, mode)
        (cell,) = laid.cells.filter(pl.col("row") == "D", pl.col("column") == "sql").to_dicts()
        assert cell["state"] == "unassessed"
        drawn = figure(laid, mode, Names(LABELS))
        at = list(map(tuple, drawn.data[1].customdata)).index(("D", "sql"))
        assert drawn.data[1].text[at].startswith(UNASSESSED)
        assert small in drawn.data[1].text[at]
        assert drawn.data[0].z[laid.rows.index("D")][laid.columns.index("sql")] is None
        (line,) = numbers(laid, mode, Names(LABELS)).filter(pl.col("Unit") == "D", pl.col("Skill") == "SQL").to_dicts()
        assert line["State"] == "nobody assessed"
        assert line[mode.title] is None


def test_figure_table_numbers_and_files_say_the_same() -> None:
    counts = cube()
    parts = parts_of(by_part(counts, ("C",)), shown((("C", "D"), "sql")), ("C",))
    mode, names = BY_KEY["coverage"], Names(LABELS)
    laid = grid(parts, mode)
    drawn = figure(laid, mode, names)
    texts = dict(zip(map(tuple, drawn.data[1].customdata), drawn.data[1].text, strict=True))
    assert texts["D", "sql"] == HIDDEN
    listed = {row["Unit"]: row for row in table(laid, mode, names).to_dicts()}
    assert listed["D"]["SQL"] == "too small to show"
    told = {(row["Unit"], row["Skill"]): row for row in numbers(laid, mode, names).to_dicts()}
    for (row, column), text in texts.items():
        if row and text[0] not in (HIDDEN, NOBODY, UNASSESSED[0]):
            assert listed[row][LABELS[column]].split(" of ")[0] == text.split(" ")[0]
            assert f"{told[row, LABELS[column]]['Coverage']:.0%}" == text.split(" ")[0]
    for form, start in (("svg", b"<svg"), ("pdf", b"%PDF"), ("png", b"\x89PNG")):
        assert picture(laid, mode, names, title="T", lines=["l"], form=form).startswith(start)  # type: ignore[arg-type]


def test_a_change_is_told_beside_the_value() -> None:
    counts = cube()
    parts = parts_of(by_part(counts, ("C",)), shown(), ("C",))
    less = parts.with_columns(gap=pl.col("gap") + pl.when(pl.col("part") == "A").then(3).otherwise(0))
    laid = grid(parts, BY_KEY["burden"], before=less)
    drawn = figure(laid, BY_KEY["burden"], Names(LABELS))
    texts = dict(zip(map(tuple, drawn.data[1].customdata), drawn.data[1].text, strict=True))
    assert "▼ 3" in texts["A", "sql"]
    assert ">=<" in texts["B", "sql"]
    assert ", was " in table(laid, BY_KEY["burden"], Names(LABELS)).filter(pl.col("Unit") == "A")["SQL"][0]
    assert (
        numbers(laid, BY_KEY["burden"], Names(LABELS)).filter(pl.col("Unit") == "A")["Change"].to_list() == [-3.0] * 3
    )


def test_people_as_rows_are_told_without_a_denominator_of_one() -> None:
    row = {"part": "e1", "skill_id": "sql", "hidden": False, **dict.fromkeys(COUNTS, 0)}
    parts = pl.DataFrame(
        [{**row, "need": 1, "need_known": 1, "met": 1}, {**row, "part": "", "need": 9, "need_known": 3}]
    )
    names = Names(LABELS, {"e1": "Ada"}, people=True)
    drawn = figure(grid(parts, BY_KEY["coverage"]), BY_KEY["coverage"], names)
    assert drawn.data[1].text[0] == "yes"
    assert "/9" in drawn.data[1].text[1]
    assert table(grid(parts, BY_KEY["coverage"]), BY_KEY["coverage"], names)["Employee"][0] == "Ada"


def test_a_column_that_means_nobody_is_left_out() -> None:
    row = {"part": "A", "hidden": False, **dict.fromkeys(COUNTS, 0)}
    some, none = {**row, "skill_id": "sql", "need": 1}, {**row, "skill_id": "python", "verified": 1}
    assert meant(grid(pl.DataFrame([some, none]), BY_KEY["coverage"])).columns == ("sql",)
    assert meant(grid(pl.DataFrame([none]), BY_KEY["coverage"])).columns == ("python",)


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_numbers_are_read_on_every_colour() -> None:
    """WCAG 2.2: 4.5 to 1 (AA) everywhere, 7 to 1 (AAA) for a projector; and the scale is one of brightness."""
    for percent in range(101):
        ground = colour(percent / 100)
        assert contrast(ground, ink(ground)) >= 4.5
        ground = colour(percent / 100, projector=True)
        assert contrast(ground, ink(ground)) >= 7
    for scale in (SCALE, STEPS):
        lights = [luminance(one) for one in scale]
        assert lights == sorted(lights)
    assert ink("#FFFFFF") == BLACK


def told(*rows: tuple[str, int, int, int, int, int]) -> pl.DataFrame:
    return pl.DataFrame(
        [
            {"part": "A", "skill_id": s, "hidden": False, **dict.fromkeys(COUNTS, 0)}
            | {"need": need, "need_known": need - 1, "met": met, "gap": gap, "verified": verified}
            | {"expiring_90": ends, "lapsed": ends}
            for s, need, met, gap, verified, ends in rows
        ]
    )


def test_sentences_name_the_largest_burdens_and_what_hangs_on_few() -> None:
    parts = told(("sql", 10, 4, 12, 4, 2), ("python", 9, 1, 16, 1, 0), ("docker", 5, 5, 0, 5, 0))
    said = [(one.words, one.skill_id, one.mode) for one in burdens(parts, LABELS, "Cloud")]
    assert said[0] == (
        "Python: 8 of 9 in Cloud do not show what their role asks for, 16 levels in all; 1 was never assessed.",
        "python",
        "burden",
    )
    assert ("Python hangs on one person: 9 need it.", "python", "holders") in said
    assert not [skill for _, skill, _ in said if skill == "docker"]
    (soon,) = ending(parts, LABELS, date(2026, 12, 31))
    assert soon.words == "SQL: the proof of 2 of 4 ends by 31 Dec 2026."
    assert (soon.mode, soon.day) == ("lapsed", date(2026, 12, 31))
    (earlier,) = expiring(parts, LABELS)
    assert (earlier.words, earlier.mode) == ("SQL: the proof of 2 of 4 ends within 90 days.", "expiring-90")
