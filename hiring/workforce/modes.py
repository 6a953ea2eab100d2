"""What a cell of the heatmap can tell: a number out of the counts, with the people that it is about."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import polars as pl

from hiring.workforce.suppression import About


@dataclass(frozen=True, slots=True)
class Mode:
    """One way to read the counts.

    `value` and `of`: expressions over the counts of a cell; the value is shown beside what it is of, and where that is
    nobody there is no value. `style`: `share` (0..1), `level` (1..5) or `number`. `good`: whether more is better.
    `about`: whom the value is of: people who need the skill, people of whom it is known, or no people but openings.
    """

    key: str
    title: str
    words: str
    value: Callable[[], pl.Expr]
    of: Callable[[], pl.Expr]
    style: str
    good: bool
    about: About


def _count(name: str) -> pl.Expr:
    return pl.col(name).cast(pl.Float64)


def _anybody() -> pl.Expr:
    return _count("verified") + _count("said")


def _expiring(days: int) -> Mode:
    return Mode(
        key=f"expiring-{days}",
        title=f"Expiring within {days} days",
        words=f"People whose verified level ends within {days} days, of those who have one.",
        value=lambda: _count(f"expiring_{days}"),
        of=lambda: _count("verified"),
        style="number",
        good=False,
        about="known",
    )


# What there is to tell of a day that has been, today included.
MODES = (
    Mode(
        "coverage",
        "Coverage",
        "People at the level that their role asks for, shown by badges, of those whose role asks for it.",
        lambda: _count("met") / _count("need"),
        lambda: _count("need"),
        "share",
        True,
        "need",
    ),
    Mode(
        "coverage-said",
        "Coverage, assessments counted",
        "As coverage; where no badge shows a level, what managers and people themselves say counts.",
        lambda: _count("met_said") / _count("need"),
        lambda: _count("need"),
        "share",
        True,
        "need",
    ),
    Mode(
        "level",
        "Mean level",
        "The mean level among those of whom it is known, by badge or by assessment. Nobody else counts as zero.",
        lambda: (_count("level_sum") + _count("level_said_sum")) / _anybody(),
        _anybody,
        "level",
        True,
        "known",
    ),
    Mode(
        "gap",
        "Depth of the gap",
        "Levels missing to what is asked, a person who needs it, by badges alone.",
        lambda: _count("gap") / _count("need"),
        lambda: _count("need"),
        "level",
        False,
        "need",
    ),
    Mode(
        "burden",
        "Burden",
        "Levels missing to what is asked, all people who need it together.",
        lambda: _count("gap"),
        lambda: _count("need"),
        "number",
        False,
        "need",
    ),
    Mode(
        "verified",
        "Verified or only said",
        "Of those of whom a level is known, the share whose level badges show.",
        lambda: _count("verified") / _anybody(),
        _anybody,
        "share",
        True,
        "known",
    ),
    _expiring(30),
    _expiring(90),
    _expiring(180),
    Mode(
        "holders",
        "Bus factor",
        "People who show the skill by badges at the level that their role asks for. One or two are a risk.",
        lambda: _count("met"),
        lambda: _count("need"),
        "number",
        True,
        "need",
    ),
    Mode(
        "demand",
        "Demand",
        "Openings of roles that are hired for now and ask for the skill.",
        lambda: _count("openings"),
        lambda: _count("openings"),
        "number",
        False,
        "openings",
    ),
)
_LAPSED = Mode(
    "lapsed",
    "Ended by then",
    "People whose verified level of today has ended or is lower by then, of those who have one today.",
    lambda: _count("lapsed"),
    lambda: _count("verified"),
    "number",
    False,
    "known",
)
# What there is to tell of a day to come, if nobody renews or earns anything until then.
FORECAST_MODES = (_LAPSED, *(mode for mode in MODES if mode.about == "need"))
BY_KEY = {mode.key: mode for mode in (*MODES, *FORECAST_MODES)}


def modes_on(day: date, today: date) -> tuple[Mode, ...]:
    """Return what can be told of a day."""
    return MODES if day <= today else FORECAST_MODES
