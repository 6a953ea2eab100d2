"""Mobility as a page needs it: tables of people, roles and demand, and the three ways to fill a role."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import plotly.graph_objects as go
import polars as pl

from hiring.models.course import Course
from hiring.models.employee import UNIT_SEPARATOR
from hiring.views.plots import base_figure
from hiring.workforce.mobility import Reachable
from hiring.workforce.moving import Way


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who could fill a role, and how much of what it asks their badges show now."""

    name: str
    shown: float
    must_haves: int


# Skills of the picture of demand; the table beside it has them all.
_DRAWN = 15


def gaps(way: Way, labels: Mapping[str, str]) -> str:
    """Return what is missing in words, must-haves first: the level shown and the level asked, `?` for none shown."""
    missing = [rung for rung in way.rungs if rung.held < rung.asked]
    return ", ".join(
        f"{labels.get(rung.skill_id, rung.skill_id)} {rung.held or '?'}→{rung.asked}{' ★' if rung.must_have else ''}"
        for rung in missing
    )


def rungs(way: Way, labels: Mapping[str, str], courses: Mapping[str, Course]) -> pl.DataFrame:
    """Return everything that a role asks, a line a skill: what is shown, which course adds to it, what that leaves."""
    rows = []
    for rung in way.rungs:
        course = courses.get(rung.course) if rung.course else None
        if rung.held >= rung.asked:
            then = "Shown already"
        elif rung.reached >= rung.asked:
            then = "Closed"
        else:
            then = "Stays open" if course is None else "Nearer, and stays open"
        rows.append(
            {
                "skill_id": rung.skill_id,
                "Skill": labels.get(rung.skill_id, rung.skill_id) + (" ★" if rung.must_have else ""),
                "Asked": rung.asked,
                "Shown": rung.held or None,
                "Then": then,
                "By course": course.name if course else None,
                "Provider": course.provider if course else None,
                "Its badge weighs": rung.credibility,
                "Cost": course.cost if course else None,
            }
        )
    schema: dict[str, pl.DataType | type[pl.DataType]] = {
        "skill_id": pl.String,
        "Skill": pl.String,
        "Asked": pl.Int64,
        "Shown": pl.Int64,
        "Then": pl.String,
        "By course": pl.String,
        "Provider": pl.String,
        "Its badge weighs": pl.Float64,
        "Cost": pl.Float64,
    }
    return pl.DataFrame(rows, schema=schema)


def near_people(nearest: pl.DataFrame, ways: Mapping[str, Way], labels: Mapping[str, str]) -> pl.DataFrame:
    """Return the employees nearest to a role, with what is missing and what it takes to close that."""
    rows = []
    for row in nearest.iter_rows(named=True):
        way = ways[row["employee_id"]]
        rows.append(
            {
                "Person": row["name"],
                "Now": row["role_title"] or "no role",
                "Shown now": _share(1 - row["missing"] / row["asked"] if row["asked"] else 1.0),
                "Certainty": _share(way.certainty),
                "Cost": way.cost,
                "Months": way.months,
                "Gaps": gaps(way, labels),
                "Must-haves missing": row["must_haves"],
                "Stays open": way.left,
                "Unit": UNIT_SEPARATOR.join(row["unit"]),
            }
        )
    return pl.DataFrame(
        rows,
        schema={
            "Person": pl.String,
            "Now": pl.String,
            "Shown now": pl.Float64,
            "Certainty": pl.Float64,
            "Cost": pl.Float64,
            "Months": pl.Float64,
            "Gaps": pl.String,
            "Must-haves missing": pl.Int64,
            "Stays open": pl.Int64,
            "Unit": pl.String,
        },
    )


def within_reach(found: Sequence[Reachable], ways: Mapping[str, Way], labels: Mapping[str, str]) -> pl.DataFrame:
    """Return the roles that somebody may come to; `ways` by role id."""
    rows = []
    for one in found:
        way = ways[one.role.role_id]
        rows.append(
            {
                "Role": one.role.title,
                "Shown now": _share(one.distance.shown),
                "Must-haves missing": one.distance.must_haves,
                "By way of": one.stone.title if one.stone else "",
                "Certainty": _share(way.certainty),
                "Cost": way.cost,
                "Months": way.months,
                "Gaps": gaps(way, labels),
                "Stays open": way.left,
            }
        )
    return pl.DataFrame(
        rows,
        schema={
            "Role": pl.String,
            "Shown now": pl.Float64,
            "Must-haves missing": pl.Int64,
            "By way of": pl.String,
            "Certainty": pl.Float64,
            "Cost": pl.Float64,
            "Months": pl.Float64,
            "Gaps": pl.String,
            "Stays open": pl.Int64,
        },
    )


def three_ways(
    applicant: Candidate | None, hire_cost: float, hire_months: float, employee: Candidate | None, way: Way | None
) -> pl.DataFrame:
    """Return hiring, training and moving side by side, by the same matrix and the same badges."""
    rows: list[tuple[str, str, float | None, float | None, float | None, str]] = []
    if applicant is None:
        rows.append(
            (
                "Hire",
                "Nobody has applied",
                hire_cost,
                hire_months,
                None,
                "What a hire costs and takes is your estimate.",
            )
        )
    else:
        rows.append(("Hire", applicant.name, hire_cost, hire_months, _share(applicant.shown), _misses(applicant)))
    if employee is not None and way is not None:
        courses = f"{len(way.courses)} courses" if len(way.courses) != 1 else "1 course"
        left = f"; {way.left} of {way.left + way.closed} gaps stay open" if way.left else ""
        rows.append(("Train", employee.name, way.cost, way.months, _share(way.certainty), f"{courses}{left}."))
        rows.append(("Move", employee.name, 0.0, 0.0, _share(employee.shown), _misses(employee)))
    return pl.DataFrame(
        rows,
        schema={
            "Way": pl.String,
            "Who": pl.String,
            "Cost": pl.Float64,
            "Months": pl.Float64,
            "Certainty": pl.Float64,
            "What to know": pl.String,
        },
        orient="row",
    )


def _share(part: float) -> float:
    """Round to whole per cent: more digits than that nobody can vouch for."""
    return round(part, 2)


def _misses(candidate: Candidate) -> str:
    if candidate.must_haves:
        return (
            f"{candidate.must_haves} must-haves are not shown."
            if candidate.must_haves > 1
            else "A must-have is not shown."
        )
    return "All must-haves are shown."


def demanded(demand: pl.DataFrame, labels: Mapping[str, str]) -> pl.DataFrame:
    """Return demand beside supply, with its change since the quarter before."""
    name = pl.col("skill_id").replace_strict(labels, default=pl.col("skill_id"), return_dtype=pl.String)
    return demand.select(
        name.alias("Skill"),
        pl.col("level").alias("Asked level"),
        pl.col("openings").alias("Openings"),
        (pl.col("openings") - pl.col("before")).alias("Since last quarter"),
        pl.col("supply").alias("Employees at that level"),
    )


def demand_figure(table: pl.DataFrame) -> go.Figure:
    """Draw `demanded`: openings as bars, now and a quarter ago; who shows the level as a mark; most asked on top."""
    drawn = table.head(_DRAWN).reverse()
    names = [name if len(name) <= 40 else f"{name[:39]}…" for name in drawn["Skill"]]
    figure = base_figure(90 + 34 * drawn.height)
    before = drawn["Openings"] - drawn["Since last quarter"]
    for name, values, colour, pattern in (
        ("Openings at the end of last quarter", before, "rgba(138,146,155,0.55)", "/"),
        ("Openings now", drawn["Openings"], "#0072B2", ""),
    ):
        figure.add_bar(
            name=name,
            y=names,
            x=values.to_list(),
            orientation="h",
            marker={"color": colour, "pattern": {"shape": pattern}},
            hovertemplate="%{y}: %{x}<extra>" + name + "</extra>",
        )
    figure.add_scatter(
        name="Employees at the asked level",
        y=names,
        x=drawn["Employees at that level"].to_list(),
        mode="markers",
        cliponaxis=False,
        marker={"symbol": "diamond", "size": 11, "color": "#E69F00", "line": {"width": 1, "color": "#333"}},
        hovertemplate="%{y}: %{x}<extra>Employees at the asked level</extra>",
    )
    figure.update_layout(barmode="group", bargap=0.35)
    figure.update_xaxes(title="People", rangemode="tozero")
    return figure
