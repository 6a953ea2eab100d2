"""What the heatmap says, in one place: values, states, names, and what stands in a cell."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from hiring.workforce.heatmap import REST, Grid
from hiring.workforce.modes import Mode

REST_UNITS = "Others, too small units"
REST_PEOPLE = "All who are not listed"
UNASSESSED, HIDDEN, NOBODY = "╱╱", "•", "–"
_STATES = {"unassessed": UNASSESSED, "hidden": HIDDEN, "nobody": NOBODY}
_IN_WORDS = {"unassessed": "nobody assessed", "hidden": "too small to show", "nobody": "nobody"}
Cell = Mapping[str, Any]


@dataclass(frozen=True)
class Names:
    """What columns and rows are called; one that is not in it, by its own name. `people`: rows are people."""

    columns: Mapping[str, str] = field(default_factory=dict)
    rows: Mapping[str, str] = field(default_factory=dict)
    people: bool = False

    def column(self, key: str) -> str:
        """Return what a column is called."""
        return self.columns.get(key, key)

    def row(self, key: str) -> str:
        """Return what a row is called."""
        if key == REST:
            return REST_PEOPLE if self.people else REST_UNITS
        return self.rows.get(key, key)


def legend(mode: Mode, names: Names, *, groups: bool, dense: bool, compared: bool) -> str:
    """Return what the marks in the cells mean, as far as they can occur."""
    said = [f"{NOBODY} no openings.", *(["Small: the change."] if compared else [])]
    if mode.about != "openings":
        small = "the change" if compared else "of how many"
        said = [
            f"{UNASSESSED} nobody assessed: neither a badge nor an assessment tells of anybody, which is not zero.",
            f"{HIDDEN} fewer people than the smallest group that is shown, or a neighbour that would give such a group "
            f"away; they are counted among “{names.row(REST)}”.",
            f"{NOBODY} nobody is meant.",
            f"Small: {small}." + (" Shares are in percent." if dense and mode.style == "share" else ""),
        ]
    if groups:
        said.append("In a group of skills each counts once for each skill of it.")
    return " ".join(said)


def by_place(grid: Grid) -> dict[tuple[str, str], Cell]:
    """Return the cells of a grid by row and column."""
    return {(row["row"], row["column"]): row for row in grid.cells.iter_rows(named=True)}


def written(mode: Mode, value: float, *, bare: bool = False) -> str:
    """Return a value as it stands in a cell; `bare` without its sign of percent."""
    if mode.style == "share":
        return f"{100 * value:.0f}" if bare else f"{value:.0%}"
    return f"{value:.1f}" if mode.style == "level" else f"{value:.0f}"


def moved(mode: Mode, change: float | None, *, none: str = "") -> str:
    """Return a change in short: up, down or the same, and by how much (of shares in points of a hundred)."""
    if change is None:
        return none
    by = written(mode, abs(change), bare=True)
    if float(by) == 0:
        return "="
    return f"{'▲' if change > 0 else '▼'} {by}"


def state(cell: Cell | None) -> str:
    """Return a cell's state: shown, unassessed, hidden, or nobody."""
    return "nobody" if cell is None else str(cell["state"])


def marked(mode: Mode, cell: Cell | None, *, people: bool, dense: bool = False) -> tuple[str, str]:
    """Return what stands in a cell, large and small: the value or a mark, and of how many (or how it has changed)."""
    kind = state(cell)
    if cell is None or kind in ("hidden", "nobody"):
        return _STATES[kind], ""
    one = people and cell["of"] == 1
    of = "" if one or mode.about == "openings" else f"/{cell['of']}"
    if kind == "unassessed":
        return UNASSESSED, "" if cell["of"] == 0 else of
    value = float(cell["value"])
    large = ("yes" if value else "no") if one and mode.style == "share" else written(mode, value, bare=dense)
    return large, moved(mode, cell["change"], none="new") if "change" in cell else of


def in_words(mode: Mode, cell: Cell | None) -> str:
    """Return what a cell says, in words."""
    kind = state(cell)
    if cell is None or kind in ("hidden", "nobody"):
        return _IN_WORDS[kind]
    if kind == "unassessed":
        return f"{_IN_WORDS[kind]} of {cell['of']}" if cell["of"] else _IN_WORDS[kind]
    said = f"{written(mode, float(cell['value']))}"
    if mode.about != "openings":
        said += f" of {cell['of']}"
    if "change" not in cell:
        return said
    if cell["before"] is None:
        return f"{said}, nobody before"
    return f"{said}, was {written(mode, float(cell['before']))}"


def highest(cells: pl.DataFrame, mode: Mode, names: Names) -> float:
    """Return the value at the end of the scale. Beside people one by one, all the others together would be off it."""
    if mode.style == "share":
        return 1.0
    measured = cells.filter(pl.col("row") != REST) if names.people else cells
    top = measured.filter(pl.col("state") == "shown")["value"].max()
    return max(float(top) if isinstance(top, int | float) else 0.0, 5.0 if mode.key == "level" else 1.0)


def share(mode: Mode, value: float, top: float) -> float:
    """Return where a value stands on the scale, 0 to 1: the worse, the darker."""
    at = min(value / top, 1.0)
    return at if mode.good else 1 - at
