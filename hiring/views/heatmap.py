"""The heatmap as a page needs it: figure, table, sentences. Numbers stand in the cells; colour only repeats them."""

from collections.abc import Mapping, Sequence

import plotly.graph_objects as go
import polars as pl

from hiring.exports.typeset import Format, typeset
from hiring.store.cube import COUNTS
from hiring.views.plots import base_figure
from hiring.views.text import as_chart_text, shorten
from hiring.workforce.heatmap import REST, Grid
from hiring.workforce.modes import Mode

# Blue to yellow over grey (cividis): read alike with every kind of colour vision, on a projector, and printed.
SCALE = ((0.0, "#00224E"), (0.25, "#434E6C"), (0.5, "#7D7C78"), (0.75, "#BCAF6F"), (1.0, "#FEE838"))
# Above this share of the scale, black is read better than white.
_LIGHT = 0.55
REST_WORDS = "Others, and units too small to show"
NOBODY, HIDDEN = "╱╱", "•"
LEGEND = (
    f"{NOBODY} nobody is meant: nobody needs the skill there, or of nobody it is known. "
    f"{HIDDEN} fewer than the smallest group that is shown, or a neighbour that would give such a group away; "
    f"their people are counted among “{REST_WORDS}”."
)
_LABEL = 30


def written(mode: Mode, value: float | None) -> str:
    """Return a value as it stands in a cell."""
    if value is None:
        return NOBODY
    if mode.style == "share":
        return f"{value:.0%}"
    return f"{value:.1f}" if mode.style == "level" else f"{value:.0f}"


def figure(grid: Grid, mode: Mode, labels: Mapping[str, str]) -> go.Figure:
    """Draw a grid. Each cell is a mark that can be selected; its `customdata` is [row, column].

    `labels`: what columns are called; a column that is not in it by its own name.
    """
    rows, columns = list(grid.rows), list(grid.columns)
    held = {(row["row"], row["column"]): row for row in grid.cells.iter_rows(named=True)}
    top = _top(grid.cells, mode)
    z: list[list[float | None]] = []
    texts, colours, hovers, places = [], [], [], []
    for row in rows:
        line: list[float | None] = []
        for column in columns:
            cell = held.get((row, column))
            shown = cell is not None and cell["state"] == "shown"
            value = cell["value"] if cell is not None and shown else None
            line.append(value)
            texts.append(_text(mode, cell, dense=len(columns) > 24))
            light = value is not None and _share(mode, value, top) > _LIGHT
            colours.append("#8A929B" if not shown else "#101418" if light else "#FFFFFF")
            hovers.append(_hover(mode, cell, row_name(row), labels.get(column, column)))
            places.append((row, column))
        z.append(line)
    drawn = base_figure(max(160, 120 + 30 * len(rows)))
    scale = (
        SCALE
        if mode.good
        else tuple((place, colour) for (place, _), (_, colour) in zip(SCALE, reversed(SCALE), strict=True))
    )
    drawn.add_heatmap(
        x=list(range(len(columns))),
        y=list(range(len(rows))),
        z=z,
        zmin=0,
        zmax=top,
        colorscale=scale,
        xgap=2,
        ygap=2,
        hoverinfo="skip",
        showscale=False,
    )
    drawn.add_scatter(
        x=[columns.index(column) for _, column in places], y=[rows.index(row) for row, _ in places],
        mode="markers+text", text=texts, textfont={"color": colours, "size": 13 if len(columns) <= 24 else 10},
        hovertext=hovers, hoverinfo="text", customdata=places, showlegend=False,
        marker={"symbol": "square", "size": 30, "color": "rgba(0,0,0,0.001)"},
        unselected={"marker": {"opacity": 1}}, selected={"marker": {"color": "rgba(230,159,0,0.45)"}},
    )  # fmt: skip
    names = [as_chart_text(shorten(labels.get(column, column), _LABEL)) for column in columns]
    drawn.update_xaxes(tickvals=list(range(len(columns))), ticktext=names, tickangle=-40, side="top", showgrid=False)
    lines = [as_chart_text(shorten(row_name(row), _LABEL)) for row in rows]
    drawn.update_yaxes(tickvals=list(range(len(rows))), ticktext=lines, autorange="reversed", showgrid=False)
    return drawn


def row_name(row: str) -> str:
    """Return what a row is called."""
    return REST_WORDS if row == REST else row


def table(grid: Grid, mode: Mode, labels: Mapping[str, str]) -> pl.DataFrame:
    """Return the grid as a table: a line a row, a column a column, each cell with the people that it is of."""
    held = {(row["row"], row["column"]): row for row in grid.cells.iter_rows(named=True)}
    names = _distinct([labels.get(column, column) for column in grid.columns])
    lines = [
        {"Unit": row_name(row)}
        | {name: _in_words(mode, held.get((row, column))) for name, column in zip(names, grid.columns, strict=True)}
        for row in grid.rows
    ]
    return pl.DataFrame(lines, schema={"Unit": pl.String, **dict.fromkeys(names, pl.String)})


def picture(
    grid: Grid, mode: Mode, labels: Mapping[str, str], *, title: str, lines: Sequence[str], form: Format
) -> bytes:
    """Return the heatmap as a file to hand on, with what is said around it."""
    held = {(row["row"], row["column"]): row for row in grid.cells.iter_rows(named=True)}
    top = _top(grid.cells, mode)
    rows = [
        {
            "name": row_name(row),
            "cells": [_drawn(mode, held.get((row, column)), top) for column in grid.columns],
        }
        for row in grid.rows
    ]
    columns = [labels.get(column, column) for column in grid.columns]
    return typeset("heatmap", {"title": title, "lines": list(lines), "columns": columns, "rows": rows}, form)


def sentences(parts: pl.DataFrame, labels: Mapping[str, str], unit: str) -> list[tuple[str, str]]:
    """Return what most deserves attention, each with the skill whose cells show it: (sentence, skill_id).

    The three biggest burdens, what hangs on one or two people, and what expires within a quarter.
    """
    if parts.is_empty():
        return []
    total = parts.filter(~pl.col("hidden")).group_by("skill_id").agg(pl.col(COUNTS).sum())
    said: list[tuple[str, str]] = []
    for row in total.filter(pl.col("gap") > 0).sort("gap", "skill_id", descending=[True, False]).head(3).to_dicts():
        name = labels.get(row["skill_id"], row["skill_id"])
        missing = row["need"] - row["met"]
        said.append((f"{name}: {missing} of {row['need']} in {unit} are below what their role asks for, "
                     f"{row['gap']} levels in all.", row["skill_id"]))  # fmt: skip
    few = total.filter(pl.col("met").is_between(1, 2), pl.col("need") > pl.col("met")).sort("met", "skill_id")
    for row in few.head(3).to_dicts():
        whom = "one person" if row["met"] == 1 else "two people"
        name = labels.get(row["skill_id"], row["skill_id"])
        said.append((f"{name} hangs on {whom}: {row['need']} need it.", row["skill_id"]))
    ending = total.filter(pl.col("expiring_90") > 0).sort("expiring_90", "skill_id", descending=[True, False])
    for row in ending.head(3).to_dicts():
        name = labels.get(row["skill_id"], row["skill_id"])
        said.append(
            (f"{name}: the proof of {row['expiring_90']} of {row['verified']} expires within 90 days.", row["skill_id"])
        )
    return said


def _top(cells: pl.DataFrame, mode: Mode) -> float:
    if mode.style == "share":
        return 1.0
    highest = cells["value"].max() if not cells.is_empty() else None
    return max(float(highest) if isinstance(highest, int | float) else 0.0, 5.0 if mode.key == "level" else 1.0)


def _share(mode: Mode, value: float, top: float) -> float:
    """Return where a value stands on the scale: the worse, the darker."""
    return value / top if mode.good else 1 - value / top


def _drawn(mode: Mode, cell: Mapping[str, object] | None, top: float) -> dict[str, object]:
    if cell is None or cell["state"] != "shown":
        return {"text": HIDDEN if cell is not None and cell["state"] == "hidden" else "–", "fill": None, "light": False}
    value = float(str(cell["value"]))
    share = _share(mode, value, top)
    return {"text": f"{written(mode, value)} /{cell['of']}", "fill": _colour(share), "light": share > _LIGHT}


def _colour(share: float) -> str:
    """Return the scale's colour at a share of it."""
    at = min(max(share, 0.0), 1.0) * (len(SCALE) - 1)
    before, after = SCALE[int(at)][1], SCALE[min(int(at) + 1, len(SCALE) - 1)][1]
    mixed = [
        round(int(before[place : place + 2], 16) * (1 - at % 1) + int(after[place : place + 2], 16) * (at % 1))
        for place in (1, 3, 5)
    ]
    return "#" + "".join(f"{part:02X}" for part in mixed)


def _text(mode: Mode, cell: Mapping[str, object] | None, *, dense: bool) -> str:
    if cell is None or cell["state"] == "nobody":
        return NOBODY
    if cell["state"] == "hidden":
        return HIDDEN
    value = written(mode, float(str(cell["value"])))
    return value if dense else f"{value} <span style='font-size:0.75em'>/{cell['of']}</span>"


def _hover(mode: Mode, cell: Mapping[str, object] | None, row: str, column: str) -> str:
    return f"<b>{as_chart_text(row)}</b><br>{as_chart_text(column)}<br>{_in_words(mode, cell)}"


def _in_words(mode: Mode, cell: Mapping[str, object] | None) -> str:
    if cell is None or cell["state"] == "nobody":
        return "nobody"
    if cell["state"] == "hidden":
        return "too small to show"
    return f"{written(mode, float(str(cell['value'])))} of {cell['of']}"


def _distinct(names: Sequence[str]) -> list[str]:
    seen: dict[str, int] = {}
    out = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        out.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return out
