"""Two to six applicants side by side, skill by skill. Nobody wins: there is no total of a row and no order by score."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go
import polars as pl

from hiring.store.blind import meant
from hiring.store.database import Cursor
from hiring.store.queries import shortlist as queries
from hiring.store.queries.justified import justified
from hiring.store.queries.shortlist import Filters
from hiring.views.justification import UNKNOWN, freshness, known, level, source, state, support
from hiring.views.plots import GRID, base_figure
from hiring.views.text import as_chart_text, as_label
from hiring.views.verdicts import GATES, Verdict

FEWEST, MOST = 2, 6
# Suggested by the picker; whoever is not among them is found by typing.
SUGGESTED = 30
# Lines of a picture are told apart by their dash and mark as well as by their colour (Okabe and Ito).
_LOOKS = (
    ("#0072B2", "solid", "circle"),
    ("#D55E00", "dash", "diamond"),
    ("#009E73", "dot", "square"),
    ("#CC79A7", "dashdot", "triangle-up"),
    ("#E69F00", "longdash", "cross"),
    ("#56B4E9", "longdashdot", "x"),
)


@dataclass(frozen=True)
class Compared:
    """One of those who are compared. `ref` stands for them in addresses; `lines` by skill id.

    `overridden`: why a person's word stands in place of what was computed.
    """

    ref: str
    name: str
    gate: Verdict
    score: str
    lines: Mapping[str, Mapping[str, Any]]
    overridden: str | None = None


@dataclass(frozen=True)
class Comparison:
    """`skills` in the role's order: id and label, must-have or not."""

    people: tuple[Compared, ...]
    skills: tuple[tuple[str, str, bool], ...]

    def differing(self) -> tuple[tuple[str, str, bool], ...]:
        """The skills in which not everybody shows the same level in the same state."""
        return tuple(
            skill
            for skill in self.skills
            if len({(state(one.lines[skill[0]]).word, one.lines[skill[0]]["best_level"]) for one in self.people}) > 1
        )


def candidates(cursor: Cursor, role_id: str, words: str) -> dict[str, str]:
    """Return by their reference the names of some who are called like `words`, the best for the role."""
    rows = queries.page(cursor, role_id, Filters(words=words), limit=SUGGESTED, offset=0)
    return dict(rows.select("ref", "name").iter_rows())


def told_apart(names: Mapping[str, str]) -> dict[str, str]:
    """Return the names by reference, with a part of the reference where two people are called the same."""
    seen = list(names.values())
    return {ref: name if seen.count(name) == 1 else f"{name} ({ref[:6]})" for ref, name in names.items()}


def comparison(cursor: Cursor, role_id: str, refs: Sequence[str]) -> Comparison:
    """Return who is meant by references, at most `MOST`, by name. Whoever is not matched with the role is left out."""
    ids = meant(cursor, role_id, refs)[:MOST]
    rows = queries.people(cursor, role_id, ids)
    lines: dict[str, dict[str, dict[str, Any]]] = defaultdict(dict)
    skills: dict[str, tuple[str, bool]] = {}
    for line in justified(cursor, rows["match_id"].to_list()).iter_rows(named=True):
        lines[line["match_id"]][line["skill_id"]] = line
        skills.setdefault(line["skill_id"], (line["label"], line["must_have"]))
    names = told_apart(dict(rows.select("ref", "name").iter_rows()))
    people = tuple(
        Compared(
            row["ref"],
            names[row["ref"]],
            GATES[row["gate"]],
            f"{row['score']:.0f} ({row['low']:.0f} to {row['high']:.0f})",
            lines[row["match_id"]],
            row["overridden"],
        )
        for row in rows.sort("name", "ref").iter_rows(named=True)
    )
    return Comparison(people, tuple((skill, *said) for skill, said in skills.items()))


def cell(line: Mapping[str, Any]) -> str:
    """Return one skill of one person as Markdown of a few lines; foreign words are made harmless."""
    shown = state(line)
    first = f":{shown.tone}[:material/{shown.icon}:] **{as_label(shown.word)}**"
    if shown is UNKNOWN and not line["pieces"]:
        return f"{first}  \n:small[nothing shown: ask]"
    parts = [f"{as_label(source(line))}", f"{freshness(line)}; {as_label(known(line)).lower()}"]
    if shown is UNKNOWN:
        return "  \n".join([first, *(f":small[{part}]" for part in parts)])
    return "  \n".join([f"{first} · {level(line)}", f"support {support(line)}", *(f":small[{part}]" for part in parts)])


def table(found: Comparison, skills: Sequence[tuple[str, str, bool]]) -> pl.DataFrame:
    """Return the comparison as plain values: `Skill, Kind`, then for each person `name: level` and so on."""
    rows: list[dict[str, object]] = []
    for skill, label, must_have in skills:
        row: dict[str, object] = {"Skill": label, "Kind": "must-have" if must_have else "asset"}
        for one in found.people:
            line = one.lines[skill]
            row |= {
                f"{one.name}: state": state(line).word,
                f"{one.name}: level": level(line),
                f"{one.name}: support": support(line),
                f"{one.name}: evidence": source(line),
                f"{one.name}: freshness": freshness(line),
            }
        rows.append(row)
    return pl.DataFrame(rows)


def radar(found: Comparison, skills: Sequence[tuple[str, str, bool]]) -> go.Figure | None:
    """Return the support of each skill, 0 to 100 %, as one line a person; `None` where there are too few skills.

    What is unknown is a gap in the line and not a zero.
    """
    if len(skills) < 3:  # fewer make no area
        return None
    figure = base_figure(height=480)
    names = [as_chart_text(label, 26) for _, label, _ in skills]
    for one, (colour, dash, symbol) in zip(found.people, _LOOKS, strict=False):
        shown = [
            100 * one.lines[skill]["support"] if one.lines[skill]["support"] > 0 else None for skill, _, _ in skills
        ]
        figure.add_scatterpolar(
            r=[*shown, shown[0]],
            theta=[*names, names[0]],
            mode="lines+markers",
            name=as_chart_text(one.name, 32),
            line={"color": colour, "dash": dash, "width": 2.5},
            marker={"symbol": symbol, "size": 9, "color": colour},
            connectgaps=False,
            hovertemplate="%{theta}<br>support %{r:.0f} %<extra>%{fullData.name}</extra>",
        )
    figure.update_layout(
        margin={"l": 60, "r": 60, "t": 100, "b": 40},
        legend={"orientation": "h", "yref": "container", "y": 1, "yanchor": "top", "x": 0, "xanchor": "left"},
        polar={
            "bgcolor": "rgba(0,0,0,0)",
            "radialaxis": {"range": [0, 100], "ticksuffix": " %", "gridcolor": GRID, "angle": 90, "tickangle": 90},
            "angularaxis": {"gridcolor": GRID, "direction": "clockwise", "rotation": 90},
        },
    )
    return figure
