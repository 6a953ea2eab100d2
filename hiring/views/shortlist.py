"""The shortlist as a page needs it: counts that add up, one page of rows with their why, and the picture below."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import plotly.graph_objects as go
import polars as pl

from hiring.models.role import RoleVersion
from hiring.store.database import Cursor
from hiring.store.process import tags
from hiring.store.queries import shortlist as queries
from hiring.store.queries.shortlist import Filters
from hiring.store.roles import hiring_roles, latest_roles
from hiring.views.pictures import mix_bar, score_bar
from hiring.views.plots import base_figure
from hiring.views.text import as_chart_text
from hiring.views.verdicts import GATES, ORDER, VERDICTS, mix
from hiring.views.why import why

__all__ = ["COLUMNS", "PAGE_ROWS", "Filters", "Person", "Shortlist", "in_words", "scatter", "shortlist", "titles"]

PAGE_ROWS = 20
# Stands behind a gate or a score that a person has overridden, wherever it is told.
OVERRIDDEN = ", overridden ✎"
# What the table can show of a person besides rank and name, and what it shows unless somebody chose.
COLUMNS = ("Must-haves", "Score", "Badges", "Why", "Stage", "Tags")
USUAL = COLUMNS[:5]
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
    tags: tuple[str, ...] = ()
    overridden: str | None = None

    @property
    def must_haves(self) -> str:
        """The gate in words, and whether it is a person's word."""
        return f"{GATES[self.gate].text}{OVERRIDDEN if self.overridden else ''}"


@dataclass(frozen=True)
class Shortlist:
    """`gates` counts everybody, `passing` those who pass the filters, `people` are the rows of this page."""

    gates: dict[str, int]
    passing: dict[str, int]
    people: tuple[Person, ...]
    table: pl.DataFrame

    @property
    def total(self) -> int:
        """Everybody matched against the role."""
        return sum(self.gates.values())

    @property
    def found(self) -> int:
        """How many pass the filters."""
        return sum(self.passing.values())


def titles(cursor: Cursor, *, held: bool = False) -> dict[str, RoleVersion]:
    """Return the newest version of every role that is hired for, by its id, by title.

    `held`: after them also the roles that people here hold and nobody is hired for.
    """
    hired = {role.role_id: role for role in hiring_roles(cursor)}
    found = latest_roles(cursor) if held else hired.values()
    ordered = sorted(found, key=lambda role: (role.role_id not in hired, role.title.casefold()))
    return {role.role_id: role for role in ordered}


def shortlist(cursor: Cursor, role_id: str, filters: Filters, page: int, columns: Sequence[str] = USUAL) -> Shortlist:
    """Return page `page` (from 1) of the ranking for a role; of a page that is no more, the last.

    `columns`: of `COLUMNS`, and labels of skills of the role.
    """
    rows = queries.page(cursor, role_id, filters, limit=PAGE_ROWS, offset=(page - 1) * PAGE_ROWS)
    if rows.is_empty() and page > 1:
        last = max(queries.count(cursor, role_id, filters) - 1, 0) // PAGE_ROWS
        rows = queries.page(cursor, role_id, filters, limit=PAGE_ROWS, offset=last * PAGE_ROWS)
    if rows.is_empty():
        gates, passing = dict(queries.gate_counts(cursor, role_id).iter_rows()), {}
    else:
        gates = {gate: rows[f"all_{gate}"][0] for gate in queries.GATES if rows[f"all_{gate}"][0]}
        passing = rows.select(queries.GATES).row(0, named=True)
    lines: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for line in queries.lines(cursor, rows["match_id"].to_list()).iter_rows(named=True):
        lines[line["match_id"]].append(line)
    verdicts: dict[str, dict[str, int]] = defaultdict(dict)
    for row in queries.mixes(cursor, rows["applicant_id"].to_list()).iter_rows(named=True):
        verdicts[row["applicant_id"]][row["verdict"]] = row["badges"]
    tagged = tags(cursor, role_id, rows["applicant_id"].to_list())
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
            row["stage"],
            # A tag of somebody blind may say who it is.
            tagged[row["applicant_id"]] if row["ref"] == row["applicant_id"] else (),
            row["overridden"],
        )
        for row in rows.iter_rows(named=True)
    )
    return Shortlist(gates, passing, people, _table(people, columns))


def _table(people: tuple[Person, ...], columns: Sequence[str]) -> pl.DataFrame:
    """Columns: `Rank, Applicant` and those that were asked for; no other, because hidden ones travel."""
    cells = {
        "Must-haves": lambda person: person.must_haves,
        "Score": lambda person: score_bar(person.score, person.low, person.high),
        "Badges": lambda person: mix_bar(mix(person.verdicts)),
        "Why": lambda person: "\n".join(why(person.lines)),
        "Stage": lambda person: person.stage.capitalize(),
        "Tags": lambda person: ", ".join(person.tags),
    }
    table = {"Rank": [person.rank for person in people], "Applicant": [person.name for person in people]}
    for column in columns:
        make = cells.get(column) or partial(_level, column)
        table[column] = [make(person) for person in people]
    return pl.DataFrame(table, schema={name: pl.Int64 if name == "Rank" else pl.String for name in table})


def in_words(people: Sequence[Person]) -> pl.DataFrame:
    """Return the ranking without pictures: `#, Applicant, Must-haves, Score, Plausibly, Badges, Overridden`.

    A picture in a cell has no name for a screen reader. `Overridden`: why a person's word stands, where it does.
    """
    rows = [
        (
            *(person.rank, person.name, person.must_haves, round(person.score)),
            f"{person.low:.0f} to {person.high:.0f}",
            ", ".join(
                f"{person.verdicts[code]} {VERDICTS[code].word.lower()}" for code in ORDER if person.verdicts.get(code)
            ),
            person.overridden or "",
        )
        for person in people
    ]
    names = ("#", "Applicant", "Must-haves", "Score", "Plausibly", "Badges", "Overridden")
    types = (pl.Int64, pl.String, pl.String, pl.Int64, pl.String, pl.String, pl.String)
    return pl.DataFrame(rows, schema=dict(zip(names, types, strict=True)), orient="row")


def _level(label: str, person: Person) -> str:
    """Say what somebody shows of one skill; what is not known is not a zero."""
    line = next((line for line in person.lines if line["label"] == label), None)
    if line is None or line["gate"] == "not_shown":
        return "not shown"
    return f"{line['best_level'] or '?'} of {line['required']}"


def scatter(cursor: Cursor, role_id: str, filters: Filters | None = None) -> tuple[go.Figure, pl.DataFrame, list[str]]:
    """Return score against credibility, one dot a person who passes the filters, and the same as a table.

    With it, row by row, what stands for each person in addresses.

    Credibility is the mean weight, 0 to 100 %, of the evidence that counts for the person in this role.
    """
    points = queries.credibility(cursor, role_id, PLOTTED, filters)
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
            customdata=[[ref] for ref in some["ref"]],
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
    return figure, table, points["ref"].to_list()
