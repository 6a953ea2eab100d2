"""What deserves attention in a unit, in sentences, and what ends in the months to come."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import plotly.graph_objects as go
import polars as pl

from hiring.store.cube import COUNTS
from hiring.views.plots import base_figure
from hiring.views.text import day as in_words
from hiring.workforce.suppression import Shown, Unit

_BAR = "#0072B2"
BURDENS, FEW, ENDING = "Biggest burdens", "Hanging on one or two people", "About to end"


@dataclass(frozen=True)
class Said:
    """A sentence, the skill whose cells show it, and the mode (its key) that tells it. `day`: as of another day.

    `kind`: what it is an example of.
    """

    kind: str
    words: str
    skill_id: str
    mode: str
    day: date | None = None


def burdens(parts: pl.DataFrame, labels: Mapping[str, str], unit: str) -> list[Said]:
    """Return the three skills with the most levels missing, and three that hang on one or two people.

    `parts`: `hiring.workforce.heatmap.parts_of`, by who needs a skill.
    """
    total = _totals(parts)
    said = []
    for row in total.filter(pl.col("gap") > 0).sort("gap", "skill_id", descending=[True, False]).head(3).to_dicts():
        unknown = row["need"] - row["need_known"]
        words = (
            f"{labels.get(row['skill_id'], row['skill_id'])}: {row['need'] - row['met']} of {row['need']} in {unit} "
            f"do not show what their role asks for, {row['gap']} levels in all"
        )
        said.append(
            Said(
                BURDENS,
                f"{words}; {unknown} {'was' if unknown == 1 else 'were'} never assessed." if unknown else f"{words}.",
                row["skill_id"],
                "burden",
            )
        )
    few = total.filter(pl.col("met").is_between(1, 2), pl.col("need") > pl.col("met"))
    for row in few.sort("met", "need", "skill_id", descending=[False, True, False]).head(3).to_dicts():
        whom = "one person" if row["met"] == 1 else "two people"
        words = f"{labels.get(row['skill_id'], row['skill_id'])} hangs on {whom}: {row['need']} need it."
        said.append(Said(FEW, words, row["skill_id"], "holders"))
    return said


def ending(parts: pl.DataFrame, labels: Mapping[str, str], by: date) -> list[Said]:
    """Return the three skills whose proof ends for most people by a day to come, of that day's counts.

    `parts`: `hiring.workforce.heatmap.parts_of` that day, by of whom it is known.
    """
    return [
        Said(
            ENDING,
            f"{labels.get(row['skill_id'], row['skill_id'])}: the proof of {row['lapsed']} of {row['verified']} ends "
            f"by {in_words(by)}.",
            row["skill_id"],
            "lapsed",
            by,
        )
        for row in _most(_totals(parts), "lapsed")
    ]


def expiring(parts: pl.DataFrame, labels: Mapping[str, str]) -> list[Said]:
    """Return the same of a day that has been: whose proof had less than 90 days left."""
    return [
        Said(
            ENDING,
            f"{labels.get(row['skill_id'], row['skill_id'])}: the proof of {row['expiring_90']} of {row['verified']} "
            "ends within 90 days.",
            row["skill_id"],
            "expiring-90",
        )
        for row in _most(_totals(parts), "expiring_90")
    ]


def in_all(counted: pl.DataFrame, shown: Shown, unit: Unit, name: str, of: str) -> tuple[int, int]:
    """Return the sums of two counts over a unit and the skills that may be shown of it (`cube_on`)."""
    allowed = [skill for skill in counted["skill_id"].unique().to_list() if shown.allows(unit, skill)]
    kept = counted.filter(pl.col("skill_id").is_in(allowed))
    return int(kept[name].sum()), int(kept[of].sum())


def forecast_figure(months: pl.DataFrame) -> go.Figure:
    """Draw what has ended by each month: columns `Until` (date), `Ended` and `Of`."""
    drawn = base_figure(240)
    drawn.add_bar(
        x=[f"{one:%b %Y}" for one in months["Until"].to_list()],
        y=months["Ended"].to_list(),
        text=months["Ended"].to_list(),
        textposition="outside",
        cliponaxis=False,
        marker={"color": _BAR},
        customdata=[one.isoformat() for one in months["Until"].to_list()],
        hovertemplate="%{y} ended by the end of %{x}<extra></extra>",
    )
    drawn.update_yaxes(title="levels ended", rangemode="tozero")
    return drawn


def _totals(parts: pl.DataFrame) -> pl.DataFrame:
    return parts.filter(~pl.col("hidden")).group_by("skill_id").agg(pl.col(COUNTS).sum())


def _most(total: pl.DataFrame, name: str) -> list[dict[str, Any]]:
    return total.filter(pl.col(name) > 0).sort(name, "skill_id", descending=[True, False]).head(3).to_dicts()
