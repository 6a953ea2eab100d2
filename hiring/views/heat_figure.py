"""The heatmap as a chart. Numbers stand in the cells; colour only repeats them."""

import plotly.graph_objects as go

from hiring.views.heat_colours import MUTED, colour, ink, stops
from hiring.views.heat_words import Cell, Names, by_place, highest, in_words, marked, share, state
from hiring.views.plots import base_figure
from hiring.views.text import as_chart_text, shorten
from hiring.workforce.heatmap import Grid
from hiring.workforce.modes import Mode

# More columns than this leave no room for the small number beside the large one: it goes below.
DENSE = 10
# Up to so many columns, their names are slanted and not upright.
_SLANTED = 16
# As many letters of a name as there is room for.
_LABEL = 30
_OPEN = "#E69F00"
Place = tuple[str | None, str]


def figure(grid: Grid, mode: Mode, names: Names, *, projector: bool = False, opened: Place | None = None) -> go.Figure:
    """Draw a grid. Each cell is a mark that can be selected; its `customdata` is [row, column].

    `projector`: larger type, and colours further apart. `opened`: the cell, or with None the column, that is framed.
    """
    rows, columns = list(grid.rows), list(grid.columns)
    held, top = by_place(grid), highest(grid.cells, mode, names)
    dense = len(columns) > DENSE
    size = _size(len(columns), projector=projector)
    z: list[list[float | None]] = []
    texts, colours, hovers, places = [], [], [], []
    for row in rows:
        line: list[float | None] = []
        for column in columns:
            cell = held.get((row, column))
            shown = cell is not None and state(cell) == "shown"
            at = share(mode, float(cell["value"]), top) if cell is not None and shown else None
            line.append(at)
            texts.append(_text(mode, cell, people=names.people, dense=dense))
            colours.append(MUTED if at is None else ink(colour(at, projector=projector)))
            hovers.append(
                f"<b>{as_chart_text(names.row(row))}</b><br>{as_chart_text(names.column(column))}<br>"
                f"{in_words(mode, cell)}"
            )
            places.append((row, column))
        z.append(line)
    tall = round(size * (2.4 if dense else 2.2))
    drawn = base_figure(max(180, 150 + tall * len(rows)))
    drawn.add_heatmap(
        x=list(range(len(columns))),
        y=list(range(len(rows))),
        z=z,
        zmin=0,
        zmax=1,
        colorscale=stops(projector=projector),
        xgap=1 if dense else 2,
        ygap=1 if dense else 2,
        hoverinfo="skip",
        showscale=False,
    )
    drawn.add_scatter(
        x=[columns.index(column) for _, column in places], y=[rows.index(row) for row, _ in places],
        mode="markers+text", text=texts, textfont={"color": colours, "size": size},
        hovertext=hovers, hoverinfo="text", customdata=places, showlegend=False,
        marker={"symbol": "square", "size": tall, "color": "rgba(0,0,0,0.001)"},
        unselected={"marker": {"opacity": 1}}, selected={"marker": {"color": "rgba(0,0,0,0.001)"}},
    )  # fmt: skip
    small = {"size": max(size, 9)}
    drawn.update_xaxes(
        tickvals=list(range(len(columns))),
        ticktext=[as_chart_text(shorten(names.column(column), _LABEL)) for column in columns],
        tickangle=-40 if len(columns) <= _SLANTED else -90,
        side="top",
        showgrid=False,
        tickfont=small,
        # A slanted name of the last column reaches beyond it.
        ticklabeloverflow="allow",
        range=[-0.5, len(columns) - 0.5],
    )
    drawn.update_yaxes(
        tickvals=list(range(len(rows))),
        ticktext=[as_chart_text(shorten(names.row(row), _LABEL)) for row in rows],
        range=[len(rows) - 0.5, -0.5],
        showgrid=False,
        tickfont=small,
    )
    if len(columns) <= _SLANTED:
        drawn.update_layout(margin={"r": 110})
    _frame(drawn, rows, columns, opened)
    return drawn


def _size(columns: int, *, projector: bool) -> int:
    """Return the size of the numbers, in px."""
    room = next((size for most, size in ((16, 14), (26, 12), (40, 10)) if columns <= most), 8)
    return room + (5 if columns <= 16 else 3) if projector else room


def _text(mode: Mode, cell: Cell | None, *, people: bool, dense: bool) -> str:
    large, small = marked(mode, cell, people=people, dense=dense)
    if not small:
        return large
    return (
        f"{large}<br><span style='font-size:0.8em'>{small}</span>"
        if dense
        else (f"{large} <span style='font-size:0.75em'>{small}</span>")
    )


def _frame(drawn: go.Figure, rows: list[str], columns: list[str], opened: Place | None) -> None:
    """Frame the cell or the column that is opened, where it is on the screen."""
    if opened is None or opened[1] not in columns or (opened[0] is not None and opened[0] not in rows):
        return
    at = columns.index(opened[1])
    first, last = (0, len(rows) - 1) if opened[0] is None else (rows.index(opened[0]),) * 2
    drawn.add_shape(
        type="rect",
        x0=at - 0.5,
        x1=at + 0.5,
        y0=first - 0.5,
        y1=last + 0.5,
        line={"color": _OPEN, "width": 3},
    )
