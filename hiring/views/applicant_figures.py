"""Pictures of one applicant: the role's skills, where the points come from, and what was earned when."""

from collections.abc import Sequence
from datetime import datetime

import plotly.graph_objects as go
import polars as pl
from plotly.subplots import make_subplots

from hiring.views.applicant import Applicant, Badge
from hiring.views.plots import GRID, base_figure
from hiring.views.text import as_chart_text, day
from hiring.views.verdicts import GATES, LINKS, TONES

_PATTERNS = {"declared": "", "exact": "/", "alias": ".", "confirmed": "-", "inferred": "|", "self_asserted": "x"}
_SHADES = {
    "declared": TONES["blue"],
    "exact": "#56B4E9",
    "alias": TONES["green"],
    "confirmed": TONES["violet"],
    "inferred": TONES["orange"],
    "self_asserted": TONES["gray"],
}


def skills(applicant: Applicant) -> go.Figure:
    """Return the role's skills: on the left the level shown with the level asked as a tick, on the right the support.

    Support is 0 to 100 %, with its plausible interval; colour and pattern say how the skill is known.
    """
    figure = make_subplots(
        rows=1,
        cols=2,
        shared_yaxes=True,
        column_widths=[0.4, 0.6],
        horizontal_spacing=0.04,
        subplot_titles=("Level shown, level asked", "Support by evidence"),
    )
    lines = list(reversed(applicant.lines))
    labels = [_label(line["label"], line["must_have"]) for line in lines]
    figure.add_bar(
        y=labels,
        x=[line["best_level"] or 0 for line in lines],
        orientation="h",
        name="Level shown",
        marker={"color": "#8A929B", "opacity": 0.55},
        width=0.34,
        showlegend=False,
        hovertemplate="level shown: %{x}<extra></extra>",
        row=1,
        col=1,
    )
    figure.add_scatter(
        y=labels,
        x=[line["required"] for line in lines],
        mode="markers",
        name="Level asked",
        marker={"symbol": "line-ns-open", "size": 22, "line": {"width": 3.5}, "color": TONES["orange"]},
        hovertemplate="level asked: %{x}<extra></extra>",
        row=1,
        col=1,
    )
    for link, words in LINKS.items():
        own = [line for line in lines if _link(applicant, line["skill_id"]) == link and line["support"] > 0]
        figure.add_bar(
            y=[_label(line["label"], line["must_have"]) for line in own],
            x=[line["support"] * 100 for line in own],
            orientation="h",
            name=words,
            customdata=[line["skill_id"] for line in own],
            marker={"color": _SHADES[link], "pattern": {"shape": _PATTERNS[link], "solidity": 0.35, "size": 7}},
            error_x={
                "type": "data",
                "symmetric": False,
                "array": [max(line["high"] - line["support"], 0) * 100 for line in own],
                "arrayminus": [max(line["support"] - line["low"], 0) * 100 for line in own],
                "thickness": 1.6,
                "width": 4,
                "color": TONES["orange"],
            },
            width=0.5,
            hovertemplate="support %{x:.0f} %<extra></extra>",
            row=1,
            col=2,
        )
    none = [line for line in lines if line["support"] <= 0]
    figure.add_scatter(
        y=[_label(line["label"], line["must_have"]) for line in none],
        x=[1.5 for _ in none],
        mode="text",
        text=["○ not shown" for _ in none],
        textposition="middle right",
        textfont={"color": TONES["gray"]},
        showlegend=False,
        hoverinfo="skip",
        row=1,
        col=2,
    )
    look = base_figure(height=max(110 + 38 * len(lines), 210)).layout
    figure.update_layout(
        height=look.height,
        margin={"l": 10, "r": 16, "t": 78, "b": 10},
        legend={"orientation": "h", "yanchor": "bottom", "yref": "container", "y": 0.9, "xanchor": "left", "x": 0},
        barmode="overlay",
        plot_bgcolor=look.plot_bgcolor,
        paper_bgcolor=look.paper_bgcolor,
        dragmode=False,
    )
    figure.update_annotations(font_size=13, xanchor="center")
    figure.update_xaxes(range=[0, 5.3], tickvals=[1, 2, 3, 4, 5], gridcolor=GRID, zeroline=False, row=1, col=1)
    figure.update_xaxes(range=[0, 104], ticksuffix=" %", gridcolor=GRID, zeroline=False, row=1, col=2)
    figure.update_yaxes(automargin=True, categoryorder="array", categoryarray=labels, gridcolor="rgba(0,0,0,0)")
    return figure


def skills_table(applicant: Applicant) -> pl.DataFrame:
    """Return the same as a table: `Skill, Kind, Must-have gate, Asked, Shown, Support, Low, High, Points`."""
    return pl.DataFrame(
        [
            {
                "Skill": line["label"],
                "Kind": "must-have" if line["must_have"] else "asset",
                "State": GATES[line["gate"]].text,
                "Asked": line["required"],
                "Shown": line["best_level"],
                "Support, %": round(line["support"] * 100),
                "From, %": round(line["low"] * 100),
                "To, %": round(line["high"] * 100),
                "Points": round(line["points"], 1),
            }
            for line in applicant.lines
        ],
        schema_overrides={"Shown": pl.Int64},
    )


def points(applicant: Applicant) -> go.Figure:
    """Return the score as one bar a skill: points earned, out of the points that the skill can give."""
    lines = list(reversed(applicant.lines))
    total = sum(line["weight"] for line in lines) or 1.0
    labels = [_label(line["label"], line["must_have"]) for line in lines]
    figure = base_figure(height=max(70 + 30 * len(lines), 150))
    figure.add_bar(
        y=labels,
        x=[100 * line["weight"] / total for line in lines],
        orientation="h",
        name="Points to be had",
        marker={"color": "rgba(138,146,155,0.22)"},
        hovertemplate="up to %{x:.1f} points<extra></extra>",
    )
    figure.add_bar(
        y=labels,
        x=[line["points"] for line in lines],
        orientation="h",
        name="Points earned",
        text=[f"{line['points']:.1f}" for line in lines],
        textposition="outside",
        textfont={"size": 12},
        constraintext="none",
        cliponaxis=False,
        marker={"color": TONES["blue"]},
        width=0.4,
        hovertemplate="%{x:.1f} points<extra></extra>",
    )
    figure.update_layout(barmode="overlay")
    figure.update_xaxes(title="Points of 100")
    return figure


def timeline(badges: Sequence[Badge], now: datetime) -> go.Figure | None:
    """Return when each badge was earned and how long it holds; open ends run to `now`. `None` without any date."""
    dated = [badge for badge in sorted(badges, key=lambda b: b.valid_from or now) if badge.valid_from is not None]
    if not dated:
        return None
    figure = base_figure(height=max(90 + 28 * len(dated), 170))
    seen: set[str] = set()
    for row, badge in enumerate(dated):
        label = as_chart_text(badge.title, 44)
        word = badge.verdict.word
        # What applicants say of themselves tells when something was, not until when it holds.
        end = badge.valid_from if badge.self_asserted else badge.valid_until or now
        figure.add_scatter(
            x=[badge.valid_from, end],
            y=[row, row],
            mode="markers" if badge.self_asserted else "lines+markers",
            line={"color": badge.verdict.colour, "width": 5, "dash": "solid" if badge.valid_until else "dot"},
            marker={
                "symbol": ["circle", _end_mark(badge)],
                "size": 11,
                "line": {"width": 2},
            },
            name=badge.verdict.text,
            legendgroup=word,
            showlegend=word not in seen,
            text=[label, label],
            customdata=[[badge.id], [badge.id]],
            hovertemplate="%{text}<br>%{x|%d %b %Y}<extra>" + as_chart_text(word) + "</extra>",
        )
        seen.add(word)
    figure.add_vline(x=now, line={"color": TONES["orange"], "dash": "dash", "width": 1.5})
    figure.add_annotation(x=now, y=1, yref="paper", text="today", showarrow=False, xanchor="left", yanchor="bottom")
    figure.update_yaxes(
        tickvals=list(range(len(dated))), ticktext=[as_chart_text(badge.title, 44) for badge in dated], showgrid=False
    )
    return figure


def timeline_table(badges: Sequence[Badge]) -> pl.DataFrame:
    """Return the same as a table: `Badge, Verdict, From, Until`."""
    return pl.DataFrame(
        {
            "Badge": [badge.title for badge in badges],
            "Verdict": [badge.verdict.text for badge in badges],
            "From": [day(badge.valid_from) for badge in badges],
            "Until": [day(badge.valid_until) or ("" if badge.self_asserted else "open end") for badge in badges],
        }
    )


def _end_mark(badge: Badge) -> str:
    if badge.self_asserted:
        return "circle"
    return "line-ns-open" if badge.valid_until else "triangle-right"


def _label(label: str, must_have: bool) -> str:
    return as_chart_text(label, 34) + ("" if must_have else " <i>(asset)</i>")


def _link(applicant: Applicant, skill_id: str) -> str:
    held = applicant.evidence.get(skill_id)
    return held[0].link if held and held[0].link in LINKS else "declared"
