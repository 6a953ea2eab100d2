"""The shortlist as a page needs it: counts that add up, one page of rows with their why, and the picture below."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go
import polars as pl

from hiring.models.role import RoleVersion
from hiring.store.database import Cursor
from hiring.store.process import stages
from hiring.store.queries import shortlist as queries
from hiring.store.queries.shortlist import Filters
from hiring.store.roles import hiring_roles, latest_roles
from hiring.views.pictures import mix_bar, score_bar
from hiring.views.plots import base_figure
from hiring.views.text import as_chart_text
from hiring.views.verdicts import GATES, mix
from hiring.views.why import why

__all__ = ["PAGE_ROWS", "Filters", "Person", "Shortlist", "scatter", "shortlist", "titles"]

PAGE_ROWS = 20
# Points of the picture; more than this many dots say nothing that fewer do not.
PLOTTED = 400


@dataclass(frozen=True)
class Person:
    """One row opened beside the table. `lines` are the skill lines of the match; `ref` stands for them in addresses."""

    applicant_id: str
    ref: str
    name: str
    rank: int
    gate: str
    score: float
    low: float
    high: float
    lines: tuple[dict[str, Any], ...]
    verdicts: dict[str, int]
    stage: str


@dataclass(frozen=True)
class Shortlist:
    """`gates` counts everybody, `found` those who pass the filters, `people` are the rows of this page."""

    gates: dict[str, int]
    found: int
    people: tuple[Person, ...]
    table: pl.DataFrame

    @property
    def total(self) -> int:
        """Everybody matched against the role."""
        return sum(self.gates.values())


def titles(cursor: Cursor, *, held: bool = False) -> dict[str, RoleVersion]:
    """Return the newest version of every role that is hired for, by its id, by title.

    `held`: after them also the roles that people here hold and nobody is hired for.
    """
    hired = {role.role_id: role for role in hiring_roles(cursor)}
    found = latest_roles(cursor) if held else hired.values()
    ordered = sorted(found, key=lambda role: (role.role_id not in hired, role.title.casefold()))
    return {role.role_id: role for role in ordered}


def shortlist(cursor: Cursor, role_id: str, filters: Filters, page: int) -> Shortlist:
    """Return page `page` (from 1) of the ranking for a role."""
    gates = {row["gate"]: row["applicants"] for row in queries.gate_counts(cursor, role_id).iter_rows(named=True)}
    found = queries.count(cursor, role_id, filters)
    rows = queries.page(cursor, role_id, filters, limit=PAGE_ROWS, offset=(page - 1) * PAGE_ROWS)
    lines: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for line in queries.lines(cursor, rows["match_id"].to_list()).iter_rows(named=True):
        lines[line["match_id"]].append(line)
    verdicts: dict[str, dict[str, int]] = defaultdict(dict)
    for row in queries.mixes(cursor, rows["applicant_id"].to_list()).iter_rows(named=True):
        verdicts[row["applicant_id"]][row["verdict"]] = row["badges"]
    stage = stages(cursor, role_id, rows["applicant_id"].to_list())
    people = tuple(
        Person(
            row["applicant_id"],
            row["ref"],
            row["name"],
            row["rank"],
            row["gate"],
            row["score"],
            row["low"],
            row["high"],
            tuple(lines[row["match_id"]]),
            verdicts[row["applicant_id"]],
            stage[row["applicant_id"]],
        )
        for row in rows.iter_rows(named=True)
    )
    return Shortlist(gates, found, people, _table(people))


def _table(people: tuple[Person, ...]) -> pl.DataFrame:
    """Columns: `Rank, Applicant, Must-haves, Score, Badges, Why, Stage`; no other, because hidden ones travel."""
    schema = {
        "Rank": pl.Int64,
        "Applicant": pl.String,
        "Must-haves": pl.String,
        "Score": pl.String,
        "Badges": pl.String,
        "Why": pl.String,
        "Stage": pl.String,
    }
    rows = [
        {
            "Rank": person.rank,
            "Applicant": person.name,
            "Must-haves": GATES[person.gate].text,
            "Score": score_bar(person.score, person.low, person.high),
            "Badges": mix_bar(mix(person.verdicts)),
            "Why": "\n".join(why(person.lines)),
            "Stage": person.stage.capitalize(),
        }
        for person in people
    ]
    return pl.DataFrame(rows, schema=schema)


def scatter(cursor: Cursor, role_id: str) -> tuple[go.Figure, pl.DataFrame]:
    """Return score against credibility, one dot a person, and the same as a table.

    Credibility is the mean weight, 0 to 100 %, of the evidence that counts for the person in this role.
    """
    points = queries.credibility(cursor, role_id, PLOTTED)
    figure = base_figure(height=380)
    symbols = {"met": "circle", "partly": "diamond", "not_shown": "x-thin-open"}
    for gate, verdict in GATES.items():
        some = points.filter((pl.col("gate") == gate) & pl.col("weight").is_not_null())
        figure.add_scatter(
            x=some["score"].to_list(),
            y=(some["weight"] * 100).to_list(),
            mode="markers",
            name=f"Must-haves {verdict.word.lower()}",
            text=[as_chart_text(name) for name in some["name"]],
            marker={
                "symbol": symbols[gate],
                "size": 11,
                "color": verdict.colour,
                "opacity": 0.85,
                "line": {"width": 1.5},
            },
            hovertemplate="%{text}<br>score %{x:.0f}, evidence weight %{y:.0f} %<extra></extra>",
        )
    figure.update_xaxes(title="Score", range=[-2, 102])
    figure.update_yaxes(title="Mean weight of the evidence", ticksuffix=" %", rangemode="tozero")
    table = points.select(
        pl.col("name").alias("Applicant"),
        pl.col("gate").replace_strict({gate: v.text for gate, v in GATES.items()}).alias("Must-haves"),
        pl.col("score").round(1).alias("Score"),
        (pl.col("weight") * 100).round(0).alias("Mean evidence weight, %"),
        pl.col("evidence").alias("Evidence counted"),
    )
    return figure, table
