"""The heatmap to be read and handed on: as a table, as numbers for a workbook, as a picture."""

from collections.abc import Sequence

import polars as pl

from hiring.exports.typeset import Format, typeset
from hiring.views.heat_colours import BLACK, colour, ink
from hiring.views.heat_words import Cell, Names, by_place, highest, in_words, marked, share, state
from hiring.workforce.heatmap import Grid
from hiring.workforce.modes import Mode


def table(grid: Grid, mode: Mode, names: Names) -> pl.DataFrame:
    """Return the grid as a table: a line a row, a column a column, each cell with the people that it is of."""
    held = by_place(grid)
    first = "Employee" if names.people else "Unit"
    titles = _distinct([first, *(names.column(column) for column in grid.columns)])
    lines = [
        (names.row(row), *(in_words(mode, held.get((row, column))) for column in grid.columns)) for row in grid.rows
    ]
    return pl.DataFrame(lines, schema=dict.fromkeys(titles, pl.String), orient="row")


def numbers(grid: Grid, mode: Mode, names: Names) -> pl.DataFrame:
    """Return the grid as one line a cell, to be counted on: row, column, state, value, of how many, and the change.

    What is hidden, and what nobody was assessed for, has no value.
    """
    held = by_place(grid)
    compared = "change" in grid.cells.columns
    lines = []
    for row in grid.rows:
        for column in grid.columns:
            cell = held.get((row, column))
            kind = state(cell)
            shown = kind == "shown" and cell is not None
            value = cell["value"] if cell is not None and shown else None
            of = cell["of"] if cell is not None and kind in ("shown", "unassessed") else None
            change = cell["change"] if cell is not None and shown and compared else None
            lines.append((names.row(row), names.column(column), _STATED[kind], value, of, change))
    schema = {
        ("Employee" if names.people else "Unit"): pl.String,
        "Skill": pl.String,
        "State": pl.String,
        mode.title: pl.Float64,
        "Of": pl.Int64,
        "Change": pl.Float64,
    }
    found = pl.DataFrame(lines, schema=schema, orient="row")
    return found if compared else found.drop("Change")


_STATED = {
    "shown": "shown",
    "unassessed": "nobody assessed",
    "hidden": "too small to show",
    "nobody": "nobody is meant",
}


def picture(grid: Grid, mode: Mode, names: Names, *, title: str, lines: Sequence[str], form: Format) -> bytes:
    """Return the heatmap as a file to hand on, with what is said around it."""
    held, top = by_place(grid), highest(grid.cells, mode, names)
    rows = [
        {
            "name": names.row(row),
            "cells": [_drawn(mode, held.get((row, column)), top, people=names.people) for column in grid.columns],
        }
        for row in grid.rows
    ]
    columns = [names.column(column) for column in grid.columns]
    head = "Employee" if names.people else "Unit"
    return typeset(
        "heatmap", {"title": title, "lines": list(lines), "head": head, "columns": columns, "rows": rows}, form
    )


def _drawn(mode: Mode, cell: Cell | None, top: float, *, people: bool) -> dict[str, object]:
    large, small = marked(mode, cell, people=people)
    kind = state(cell)
    if cell is None or kind != "shown":
        # Hatching is drawn, so that the mark for it is not needed.
        text = small if kind == "unassessed" else large
        return {"text": text, "small": "", "fill": None, "ink": BLACK, "hatched": kind == "unassessed"}
    fill = colour(share(mode, float(cell["value"]), top))
    return {"text": large, "small": small, "fill": fill, "ink": ink(fill), "hatched": False}


def _distinct(names: Sequence[str]) -> list[str]:
    """Return names for columns, no two alike."""
    out: list[str] = []
    for name in names:
        number, free = 1, name
        while free in out:
            number += 1
            free = f"{name} ({number})"
        out.append(free)
    return out
