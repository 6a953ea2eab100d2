"""*Skills review* as a page needs it: what badges' words suggest, one achievement at a time, and what was decided.

A suggestion that nobody has decided either counts with its score or, below the bar, waits and counts nothing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

import polars as pl

from hiring.store import links
from hiring.store.database import Cursor
from hiring.store.frameworks import frameworks
from hiring.store.links import Decision, LinkDecision

# Suggestions shown of one achievement, each under its own key.
SUGGESTIONS = 5
# Decisions that are listed.
LISTED = 50
# The view `linked_evidence` lets an inferred link count from here.
COUNTS_FROM = 0.3
# What the project's own framework is called in the store; it wants nothing said.
STARTER = "starter"
# Which suggestions: what counts nothing until somebody confirms it, what counts with its score, or both.
Which = Literal["All", "Waiting", "Counting"]


@dataclass(frozen=True)
class Suggested:
    """A skill that an achievement's words suggest, with how sure that is (0 to 1) and why."""

    skill_id: str
    label: str
    score: float
    why: str
    framework: str

    @property
    def counts(self) -> bool:
        """Whether it counts already, with its score."""
        return self.score >= COUNTS_FROM


@dataclass(frozen=True)
class Waiting:
    """An achievement with suggestions that nobody has decided, and how many badges and applicants one word touches."""

    achievement_id: str
    name: str
    description: str
    criteria: str
    badges: int
    applicants: int
    suggestions: tuple[Suggested, ...]


def queue(cursor: Cursor, which: Which = "All") -> tuple[Waiting, ...]:
    """Return the achievements that wait, those that touch most applicants first."""
    frame = links.review_queue(cursor, suggestions=SUGGESTIONS)
    if which != "All":
        frame = frame.filter((pl.col("score") >= COUNTS_FROM) == (which == "Counting"))
    return tuple(
        Waiting(
            achievement_id=rows["achievement_id"][0],
            name=rows["name"][0] or "(no name)",
            description=rows["description"][0] or "",
            criteria=rows["criteria"][0] or "",
            badges=rows["badges"][0],
            applicants=rows["applicants"][0],
            suggestions=tuple(
                Suggested(row["skill_id"], row["label"], row["score"], row["why"], row["framework"])
                for row in rows.iter_rows(named=True)
            ),
        )
        for rows in frame.partition_by("achievement_id", maintain_order=True)
    )


def attributions(cursor: Cursor, one: Waiting) -> tuple[str, ...]:
    """Return what the frameworks that an achievement's suggestions are from want said where they are used."""
    wanted = {found.framework for found in one.suggestions} - {STARTER}
    if not wanted:
        return ()
    installed = frameworks(cursor)
    return tuple(installed.filter(pl.col("framework_id").is_in(wanted))["attribution"].unique(maintain_order=True))


def place(waiting: Sequence[Waiting], wanted: str | None) -> int:
    """Return where the achievement whose id starts with `wanted` stands, or 0."""
    return next((n for n, one in enumerate(waiting) if wanted and one.achievement_id.startswith(wanted)), 0)


def above(waiting: Iterable[Waiting], bar: float) -> tuple[tuple[Waiting, Suggested], ...]:
    """Return every suggestion with at least this score, with its achievement."""
    return tuple((one, found) for one in waiting for found in one.suggestions if found.score >= bar)


def decisions(
    chosen: Iterable[tuple[Waiting, Suggested]], decision: Decision, *, by: str, at: datetime
) -> tuple[LinkDecision, ...]:
    """Return somebody's word on some suggestions."""
    return tuple(
        LinkDecision(one.achievement_id, found.skill_id, decision, found.framework, by, at) for one, found in chosen
    )


def undone(last: Iterable[LinkDecision], at: datetime) -> tuple[LinkDecision, ...]:
    """Return what takes these decisions back."""
    return tuple(
        LinkDecision(one.achievement_id, one.skill_id, "undone", one.framework, one.decided_by, at) for one in last
    )


def decided(cursor: Cursor) -> pl.DataFrame:
    """Return what stands, newest first: Achievement, Skill, Decision, By, When."""
    return links.decided(cursor, LISTED).select(
        Achievement="name",
        Skill="label",
        Decision=pl.col("decision").replace_strict({"confirmed": "is about it", "rejected": "is not about it"}),
        By="decided_by",
        When="decided_at",
    )
