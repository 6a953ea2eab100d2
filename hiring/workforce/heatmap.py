"""The heatmap: units down, skills or groups of skills across, from counts of which small groups are left out. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import polars as pl

from hiring.store.cube import COUNTS
from hiring.workforce.modes import Mode
from hiring.workforce.suppression import Shown, Unit

# Rows and columns on one screen.
MOST = 60
# What is left of a unit: its own people, and the units in it that are too small to be shown.
REST = ""
SORTS = ("gap", "alphabetical", "clustered")


@dataclass(frozen=True)
class Grid:
    """One row a cell: row, column, state, value, of, and `COUNTS`; compared with an earlier day also before (the value
    then) and change (value less before), null where there was none.

    `state`: `shown`; `unassessed` where nothing is known of anybody, which is not zero; `nobody` where nobody is meant;
    `hidden` where too few are.

    `rows` and `columns` in their order, at most `MOST` of each; `left_out`: how many more there are.
    """

    cells: pl.DataFrame
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    left_out: tuple[int, int]


def parts_of(counted: pl.DataFrame, shown: Shown, unit: Unit) -> pl.DataFrame:
    """Return the counts of a unit's parts by skill: part, skill_id, hidden, and `COUNTS` (0 where hidden).

    A part is the name of a unit right below, or `REST` for what is left. What is hidden of a part is in the rest, and
    of a unit that is hidden itself everything is. `counted`: the counts of a day (`hiring.store.cube.cube_on`).
    """
    if not shown.people:
        none = [pl.lit(0, pl.Int32).alias(name) for name in COUNTS if name != "openings"]
        counted = counted.filter(pl.col("openings") > 0).with_columns(none)
    if counted.is_empty():
        return counted.with_columns(hidden=pl.lit(value=False))
    keys = counted.select("part", "skill_id").rows()
    above = [shown.allows(unit, skill) for _, skill in keys]
    allowed = [part == REST or shown.allows((*unit, part), skill) for part, skill in keys]
    counted = counted.with_columns(
        above=pl.Series(above, dtype=pl.Boolean), allowed=pl.Series(allowed, dtype=pl.Boolean)
    )
    # What may not be shown of a part goes into the rest; where the whole may not be shown, it goes nowhere.
    rest = (
        counted.filter("above", ~pl.col("allowed") | (pl.col("part") == REST))
        .group_by("skill_id")
        .agg(pl.col(COUNTS).sum())
        .select(pl.lit(REST).alias("part"), "skill_id", *COUNTS, hidden=pl.lit(value=False))
    )
    own = counted.filter(pl.col("part") != REST)
    visible = pl.col("above") & pl.col("allowed")
    parts = own.select(
        "part", "skill_id", *(pl.when(visible).then(name).otherwise(0).alias(name) for name in COUNTS), hidden=~visible
    )
    lost = counted.filter(pl.col("part") == REST, ~pl.col("above"))
    nowhere = lost.select(
        "part", "skill_id", *(pl.lit(0, pl.Int32).alias(name) for name in COUNTS), hidden=pl.lit(value=True)
    )
    return pl.concat([parts, rest.cast(dict.fromkeys(COUNTS, pl.Int32)), nowhere], how="vertical_relaxed")


def grid(
    parts: pl.DataFrame,
    mode: Mode,
    *,
    groups: Mapping[str, str] | None = None,
    sort: str = "gap",
    before: pl.DataFrame | None = None,
) -> Grid:
    """Lay counts out for a mode.

    Args:
        parts: `parts_of`, its parts and skills as they are to be named.
        mode: what a cell tells.
        groups: skill to the group that it is in, to have groups across. A group's counts are those of its skills that
            are shown, so that it tells nothing that they do not.
        sort: one of `SORTS`.
        before: `parts_of` an earlier day, by the same decision of what may be shown, to be compared with.
    """
    cells = _cells(parts, mode, groups)
    if before is not None:
        then = _cells(before, mode, groups).select("row", "column", before="value")
        cells = cells.join(then, on=["row", "column"], how="left").with_columns(
            change=pl.col("value") - pl.col("before")
        )
    rows, columns = _order(cells, "row", mode, sort), _order(cells, "column", mode, sort)
    kept_rows, kept_columns = _kept(cells, "row", rows), _kept(cells, "column", columns)
    left_out = (len(rows) - len(kept_rows), len(columns) - len(kept_columns))
    cells = cells.filter(pl.col("row").is_in(kept_rows), pl.col("column").is_in(kept_columns))
    return Grid(cells, kept_rows, kept_columns, left_out)


def meant(laid: Grid) -> Grid:
    """Return a grid without the columns in which nobody is meant in any row, unless that is all of them."""
    told = set(laid.cells.filter(pl.col("state") != "nobody")["column"].to_list())
    kept = tuple(name for name in laid.columns if name in told)
    if not kept:
        return laid
    return replace(laid, columns=kept, cells=laid.cells.filter(pl.col("column").is_in(kept)))


def _cells(parts: pl.DataFrame, mode: Mode, groups: Mapping[str, str] | None) -> pl.DataFrame:
    column = pl.col("skill_id").replace_strict(groups, default="Other skills") if groups else pl.col("skill_id")
    cells = parts.group_by(pl.col("part").alias("row"), column.alias("column")).agg(
        pl.col(COUNTS).sum(), pl.col("hidden").all()
    )
    of = mode.of()
    unknown = {"need": (of > 0) & (pl.col("need_known") == 0), "known": of == 0, "openings": pl.lit(value=False)}
    return cells.with_columns(
        of=of.cast(pl.Int64),
        value=pl.when(of > 0).then(mode.value()),
        state=pl.when("hidden")
        .then(pl.lit("hidden"))
        .when(unknown[mode.about])
        .then(pl.lit("unassessed"))
        .when(of > 0)
        .then(pl.lit("shown"))
        .otherwise(pl.lit("nobody")),
    ).drop("hidden")


def _order(cells: pl.DataFrame, axis: str, mode: Mode, sort: str) -> tuple[str, ...]:
    names = sorted(cells[axis].unique().to_list(), key=lambda name: (name == REST, name.casefold(), name))
    if sort == "alphabetical" or len(names) < 3:
        return tuple(names)
    if sort == "clustered":
        return _clustered(cells, axis, names, mode)
    most = "openings" if mode.about == "openings" else "lapsed" if mode.key == "lapsed" else "gap"
    burden = dict(cells.group_by(axis).agg(pl.col(most).sum()).iter_rows())
    return tuple(sorted(names, key=lambda name: (name == REST, -burden[name])))


def _clustered(cells: pl.DataFrame, axis: str, names: Sequence[str], mode: Mode) -> tuple[str, ...]:
    """Order so that what is alike stands side by side: each next one is the nearest of those that are left."""
    other = "column" if axis == "row" else "row"
    across = {name: place for place, name in enumerate(sorted(cells[other].unique().to_list()))}
    vectors = np.full((len(names), len(across)), np.nan)
    place = {name: number for number, name in enumerate(names)}
    for name, beside, value in cells.select(axis, other, "value").iter_rows():
        if value is not None:
            vectors[place[name], across[beside]] = value
    middle = np.nanmean(vectors) if not np.isnan(vectors).all() else 0.0
    vectors = np.nan_to_num(vectors, nan=float(middle))
    left = set(range(len(names)))
    at = int(vectors.sum(axis=1).argmax() if mode.good else vectors.sum(axis=1).argmin())
    order = [at]
    left.discard(at)
    while left:
        at = min(left, key=lambda number: (float(np.abs(vectors[number] - vectors[order[-1]]).sum()), number))
        order.append(at)
        left.discard(at)
    return tuple(names[number] for number in order)


def _kept(cells: pl.DataFrame, axis: str, names: Sequence[str]) -> tuple[str, ...]:
    """Return the names that fit on a screen, in their order: those that concern most people."""
    if len(names) <= MOST:
        return tuple(names)
    size = cells.group_by(axis).agg(pl.sum_horizontal("need", "verified", "said", "openings").sum().alias("size"))
    most = set(size.sort("size", axis, descending=[True, False])[axis].head(MOST).to_list())
    return tuple(name for name in names if name in most)
