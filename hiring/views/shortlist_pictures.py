"""Pictures of a shortlist: its people by skill, and how their badges are verified; of those who pass the filters."""

from collections.abc import Mapping, Sequence

import plotly.graph_objects as go
import polars as pl

from hiring.store.database import Cursor
from hiring.store.queries import shortlist as queries
from hiring.store.queries.narrowed import Filters
from hiring.views.plots import base_figure
from hiring.views.text import as_chart_text
from hiring.views.verdicts import GATES, ORDER, VERDICTS

# People of the heatmap: as many as can be read.
ROWS = 30
_ROW_PIXELS = 24
# States of a cell, and what stands for them where colour is not seen.
_UNKNOWN, _BELOW, _ENOUGH = 0, 1, 2
_STATES = ("unknown", "shown, below what is asked", "shown as asked")
_COLOURS = [(0.0, "rgba(138,146,155,0.10)"), (0.34, "rgba(138,146,155,0.10)"), (0.34, "#8fc7e8"), (0.67, "#8fc7e8"),
            (0.67, "#0072b2"), (1.0, "#0072b2")]  # fmt: skip


def skills_heatmap(cursor: Cursor, role_id: str, filters: Filters) -> tuple[go.Figure, pl.DataFrame, list[str]]:
    """Return people down and skills across, the same as a table, and what stands for each person in addresses.

    A cell says the level that is shown; *unknown* is a state of its own, marked by a dash, and never a zero.
    """
    rows = queries.page(cursor, role_id, filters, limit=ROWS, offset=0).to_dicts()
    lines: dict[str, dict[str, Mapping[str, object]]] = {}
    labels: dict[str, str] = {}
    for line in queries.lines(cursor, [row["match_id"] for row in rows]).iter_rows(named=True):
        lines.setdefault(line["match_id"], {})[line["skill_id"]] = line
        star = " *" if line["must_have"] else ""
        labels.setdefault(line["skill_id"], f"{line['label']}{star}")
    cells = [[lines.get(row["match_id"], {}).get(skill, {}) for skill in labels] for row in rows]
    names = [f"{row['rank']} {as_chart_text(row['name'], 28)}" for row in rows]
    figure = base_figure(height=max(240, _ROW_PIXELS * len(rows) + 150))
    figure.add_heatmap(
        x=list(range(len(labels))),
        y=list(range(len(rows))),
        z=[[_state(cell) for cell in line] for line in cells],
        text=[[_told(cell) for cell in line] for line in cells],
        texttemplate="%{text}",
        hoverinfo="skip",
        colorscale=_COLOURS,
        zmin=0,
        zmax=2,
        showscale=False,
        xgap=2,
        ygap=2,
    )
    # Heatmaps tell of no clicks: marks of their own do, one a cell, which nobody sees.
    places = [(x, y) for y in range(len(rows)) for x in range(len(labels))]
    figure.add_scatter(
        x=[x for x, _ in places],
        y=[y for _, y in places],
        mode="markers",
        marker={"symbol": "square", "size": 20, "opacity": 0.01},
        customdata=[[y, x] for x, y in places],
        text=[_words(cells[y][x]) for x, y in places],
        hovertemplate="%{text}<extra></extra>",
        showlegend=False,
    )
    figure.update_xaxes(
        tickvals=list(range(len(labels))), ticktext=[as_chart_text(label, 22) for label in labels.values()],
        side="top", tickangle=-35, showgrid=False, range=[-0.5, len(labels) - 0.5],
    )  # fmt: skip
    figure.update_yaxes(tickvals=list(range(len(rows))), ticktext=names, showgrid=False, range=[len(rows) - 0.5, -0.5])
    # Wherever in a cell somebody points, its mark is meant.
    figure.update_layout(margin={"t": 96}, hovermode="closest", hoverdistance=-1)
    table = pl.DataFrame(
        {
            "Rank": [row["rank"] for row in rows],
            "Applicant": [row["name"] for row in rows],
            **{label: [_level(line[place]) for line in cells] for place, label in enumerate(labels.values())},
        }
    )
    return figure, table, [row["ref"] for row in rows]


def verification_mix(cursor: Cursor, role_id: str, filters: Filters) -> tuple[go.Figure, pl.DataFrame]:
    """Return how many badges are of each verdict, by the must-haves of their holders, and the same as a table."""
    found = queries.verdicts(cursor, role_id, filters)
    figure = base_figure(height=260)
    present = [code for code in ORDER if code in found["verdict"].to_list()]
    counts = {(gate, verdict): badges for gate, verdict, badges in found.iter_rows()}
    for code in present:
        verdict = VERDICTS[code]
        values = [counts.get((gate, code), 0) for gate in GATES]
        figure.add_bar(
            y=[f"Must-haves {GATES[gate].word.lower()}" for gate in GATES],
            x=values,
            name=f"{verdict.glyph} {verdict.word}",
            orientation="h",
            marker={"color": verdict.colour},
            text=[verdict.glyph if value else "" for value in values],
            customdata=[[gate, code] for gate in GATES],
            hovertemplate=f"{verdict.word}: %{{x}}<extra></extra>",
        )
    figure.update_layout(barmode="stack")
    figure.update_xaxes(title="Badges")
    figure.update_yaxes(autorange="reversed")
    return figure, _mix_table(counts, present)


def _mix_table(counts: Mapping[tuple[str, str], int], present: Sequence[str]) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "Verdict": [VERDICTS[code].text for code in present],
            **{
                f"Must-haves {GATES[gate].word.lower()}": [counts.get((gate, code), 0) for code in present]
                for gate in GATES
            },
        }
    )


def _state(cell: Mapping[str, object]) -> int:
    if not cell or cell["gate"] == "not_shown":
        return _UNKNOWN
    level, asked = cell["best_level"], cell["required"]
    return _ENOUGH if isinstance(level, int) and isinstance(asked, int) and level >= asked else _BELOW


def _told(cell: Mapping[str, object]) -> str:
    return "–" if _state(cell) == _UNKNOWN else str(cell["best_level"] or "?")


def _level(cell: Mapping[str, object]) -> str:
    return "unknown" if _state(cell) == _UNKNOWN else f"{cell['best_level'] or 'not stated'} of {cell['required']}"


def _words(cell: Mapping[str, object]) -> str:
    if not cell:
        return "unknown"
    support = cell["support"]
    said = f", support {support:.0%}" if isinstance(support, float) and support > 0 else ""
    return f"{as_chart_text(str(cell['label']))}: {_STATES[_state(cell)]}, {_level(cell)}{said}"
