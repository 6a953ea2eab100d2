"""A learning plan as files to hand on: a workbook, a document with one page a person, dates for calendars."""

from datetime import datetime

import polars as pl

from hiring.exports.calendar import Entry, calendar
from hiring.exports.sheets import workbook
from hiring.exports.typeset import typeset
from hiring.views.learning import Told
from hiring.views.text import day


def as_workbook(told: Told) -> bytes:
    """Return the plan, its courses, what stays open and what was asked, a sheet each."""
    figures = pl.DataFrame(
        [("From", day(told.basis.wish.starts)), ("Until", day(told.basis.wish.until)), *told.figures(),
         ("Budget", told.money(told.basis.wish.budget)), ("Hours a person", f"{told.basis.wish.hours:g}"),
         ("Proof", told.proven())],
        schema={"What": pl.String, "Value": pl.String}, orient="row",
    )  # fmt: skip
    return workbook(
        {"Plan": told.by_person(), "Courses": told.by_course(), "Left open": told.left_table(), "Summary": figures}
    )


def as_document(told: Told, title: str) -> bytes:
    """Return the plan as PDF: a page for the whole, then one for each person who learns."""
    wish = told.basis.wish
    return typeset(
        "learning",
        {
            "title": title,
            "lines": [f"{day(wish.starts)} to {day(wish.until)}. Budget {told.money(wish.budget)}, "
                      f"{wish.hours:g} hours a person.", told.proven()],
            "figures": [{"name": name, "value": value} for name, value in told.figures()],
            "people": told.pages(),
        },
    )  # fmt: skip


def as_calendar(told: Told, made_at: datetime) -> bytes:
    """Return the days of all courses; one entry for each person and course."""
    return calendar(
        (
            Entry(
                f"{step.person}-{step.course}",
                f"{told.name(step.person)}: {told.course(step.course)}",
                told.on(step.starts),
                told.on(step.ends),
                told.why(step),
            )
            for step in told.steps
        ),
        made_at=made_at,
    )
