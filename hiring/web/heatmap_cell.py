"""A cell of *Heatmap* opened: its people, their levels, the badges behind these, and where to look next."""

from collections.abc import Sequence
from functools import reduce
from operator import or_

import polars as pl
import streamlit as st

from hiring.models.employee import UNIT_SEPARATOR
from hiring.views.openings import open_roles
from hiring.views.people import as_lines, standing
from hiring.views.text import as_label, counted
from hiring.views.text import day as in_words
from hiring.web import resources
from hiring.web.heatmap import ALL_SKILLS, GROUPS, ONLY, Found, Wanted
from hiring.web.workforce import WHOLE
from hiring.web.workforce_people import LEVELS, evidence, picked
from hiring.workforce.heatmap import REST
from hiring.workforce.people import apart
from hiring.workforce.suppression import Listed, Unit

_LINES = 2_000
_APART = "Some of these people are not listed, because it would show who is in a group that is too small."
_ABOUT = {
    "need": pl.col("required").is_not_null(),
    "known": pl.col("shown").is_not_null() | pl.col("said").is_not_null(),
}


def open_cell(row: str | None, column: str) -> None:
    """Put a cell, or with None the column of the unit in hand, in the URL; what is there is what is open."""
    st.query_params["column"] = column
    if row is None:
        st.query_params.pop("row", None)
    else:
        st.query_params["row"] = row


def opened() -> tuple[str | None, str] | None:
    """Return the cell that is open."""
    column = st.query_params.get("column")
    return (st.query_params.get("row"), column) if column else None


def close() -> None:
    """Close the cell that is open."""
    st.query_params.pop("row", None)
    st.query_params.pop("column", None)


def behind(wanted: Wanted, found: Found, row: str | None, column: str, listed: Listed) -> None:
    """Draw who a cell is of, as far as they may be listed."""
    skills = [s for s, group in found.clusters.items() if group == column] if wanted.groups else []
    skills = skills or [column]
    name = found.names.column(column) if wanted.groups else found.labels.get(column, column)
    where = as_label(found.where if row is None else found.names.row(row))
    with st.container(border=True, key="credence-cell"):
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            st.subheader(f"{as_label(name)}: {where}", anchor=False)
            with st.container(horizontal=True, width="content"):
                _further(wanted, found, row, column)
                st.button("Close", icon=":material/close:", on_click=close, type="tertiary")
        if wanted.mode.about == "openings":
            _openings(wanted, row, skills)
            return
        if found.names.people and row == REST:
            st.caption(_APART)
            return
        with resources.cursor() as cursor:
            people = standing(cursor, wanted.day, wanted.unit, skills, resources.now().date())
        people = people.filter(_of_cell(wanted, found, row, skills), _ABOUT[wanted.mode.about])
        open_to, others = apart(people, listed)
        if not others.is_empty():
            st.caption(
                "Some of these people are not listed, because it would show who is in a group that is too small."
            )
        if open_to.is_empty():
            if others.is_empty():
                st.caption("Nobody.")
            return
        _lines(wanted, found, open_to)


def _lines(wanted: Wanted, found: Found, people: pl.DataFrame) -> None:
    table = as_lines(people, found.labels, ahead=wanted.day > resources.now().date())
    who = counted(people["employee_id"].n_unique(), "person", "people")
    st.caption(f"{who}, {in_words(wanted.day)}, the widest gap first. Choose a line to see the badges behind it.")
    event = st.dataframe(
        table.head(_LINES).drop("employee_id", "skill_id"),
        hide_index=True,
        key=f"behind-{wanted.day}-{wanted.mode.key}",
        height=min(38 * (table.height + 1), 380),
        on_select="rerun",
        selection_mode="single-row",
        placeholder="–",
        alt="People behind the cell: level asked, level shown by badges, until when, and what was said",
        column_config=LEVELS,
    )
    if table.height > _LINES:
        st.caption(f"{table.height - _LINES:,} more lines; choose a smaller unit to see them.")
    line = picked(table, event.selection.rows)
    if line:
        evidence(line["employee_id"], line["Name"], [line["skill_id"]], f" on {as_label(line['Skill'])}")


def _of_cell(wanted: Wanted, found: Found, row: str | None, skills: Sequence[str]) -> pl.Expr:
    """Return which people of the unit in hand are in a cell: nobody of a skill that is hidden there."""
    depth, filters = len(wanted.unit), []
    for key, (column, _) in ONLY.items():
        if wanted.only == key:
            filters.append(pl.col(column) == wanted.value)
    part = pl.col("unit").list.get(depth, null_on_oob=True)
    if row is None:
        shown = [skill for skill in skills if found.shown.allows(wanted.unit, skill)]
        return pl.all_horizontal(pl.col("skill_id").is_in(shown), *filters)
    if found.names.people:
        return pl.all_horizontal(pl.col("employee_id") == row, *filters)
    parts = [one for one in found.parts["part"].unique().to_list() if one != REST]
    each = []
    for skill in skills:
        if not found.shown.allows(wanted.unit, skill):
            continue
        if row != REST:
            if found.shown.allows((*wanted.unit, row), skill):
                each.append((pl.col("skill_id") == skill) & (part == row))
            continue
        hidden = [one for one in parts if not found.shown.allows((*wanted.unit, one), skill)]
        each.append((pl.col("skill_id") == skill) & (part.is_null() | part.is_in(hidden)))
    return pl.all_horizontal(reduce(or_, each, pl.lit(value=False)), *filters)


def _further(wanted: Wanted, found: Found, row: str | None, column: str) -> None:
    """Offer the units in a unit, its people, and the skills of a group."""
    unit: Unit = wanted.unit if row in (None, REST) or found.names.people else (*wanted.unit, str(row))
    if unit != wanted.unit:
        st.button("Look into the unit", icon=":material/account_tree:", type="tertiary", on_click=_enter, args=(unit,))
    if wanted.groups and column in found.grid.columns:
        st.button("Skills of the group", icon=":material/category:", type="tertiary", on_click=_across, args=(column,))


def _enter(unit: Unit) -> None:
    st.session_state["unit"] = UNIT_SEPARATOR.join(unit) or WHOLE
    close()


def _across(group: str) -> None:
    st.session_state["across"] = f"{GROUPS}: {group}" if group else ALL_SKILLS
    close()


def _openings(wanted: Wanted, row: str | None, skills: Sequence[str]) -> None:
    unit = wanted.unit if row in (None, REST) else (*wanted.unit, str(row))
    with resources.cursor() as cursor:
        table = open_roles(cursor, wanted.day, unit, skills, exactly=row == REST)
    if table.is_empty():
        st.caption("No role that is open here asks for it.")
        return
    st.dataframe(table, hide_index=True, alt="Open roles that ask for the skill, with openings and the level asked")
