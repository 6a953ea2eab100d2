"""Who is on the roster, and one of them opened: skills by level with what shows them, and how badges came to them."""

from typing import Any

import polars as pl
import streamlit as st

from hiring.models.employee import UNIT_SEPARATOR
from hiring.store.attachments import attached
from hiring.views import people as view
from hiring.views.text import as_label, counted, day
from hiring.web import resources
from hiring.web.workforce_people import LEVELS, evidence, picked

# As many as one looks through; more are found by their name.
_LISTED = 1_000
_HOW = {
    "did": "the holder's key",
    "email_hash": "the hash of the e-mail address",
    "email": "the e-mail address",
    "person": "the word of a person here",
}


def staff_list() -> None:
    """Draw who works here, with a search, and whoever is chosen. Who is open is in the URL."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        words = st.text_input(
            "Name or number contains", key="staff", bind="query-params", icon=":material/search:", max_chars=100
        )
        left_too = st.toggle("Those who have left too", key="left", bind="query-params")
    with resources.cursor() as cursor:
        staff = view.everybody(cursor, resources.now().date(), left_too=left_too)
    if words:
        told = pl.concat_str("Name", pl.lit(" "), "Number").str.to_lowercase()
        staff = staff.filter(told.str.contains(words.lower(), literal=True))
    st.subheader(counted(len(staff), "employee"), anchor=False)
    if staff.is_empty():
        st.caption("Nobody of that name or number.")
    else:
        event = st.dataframe(
            staff.head(_LISTED).drop("employee_id"),
            hide_index=True,
            height=min(38 * (staff.height + 1), 420),
            key=f"staff-{words}-{left_too}",
            on_select="rerun",
            selection_mode="single-row",
            placeholder="–",
            alt="Employees: number, name, unit, role, location, manager, hours, e-mail",
            column_config={"Left on": st.column_config.DateColumn(format="D MMM YYYY")},
        )
        if staff.height > _LISTED:
            st.caption(f"{staff.height - _LISTED:,} more; search by name or number.")
        line = picked(staff, event.selection.rows)
        if line:
            st.query_params["employee"] = line["Number"]
    number = st.query_params.get("employee")
    if number:
        _employee(number)


def _employee(number: str) -> None:
    today = resources.now().date()
    with resources.cursor() as cursor:
        found = view.everybody(cursor, today, left_too=True).filter(pl.col("Number") == number)
    if found.is_empty():
        return
    one = found.row(0, named=True)
    with st.container(border=True, key="credence-employee"):
        st.subheader(as_label(one["Name"]), anchor=False)
        st.caption(as_label(_told(one)))
        with resources.cursor() as cursor:
            levels = view.levels_of(cursor, one["employee_id"], one["Unit"].split(UNIT_SEPARATOR), today)
            ties = attached(cursor).filter(pl.col("employee_id") == one["employee_id"])
        skill = None
        if not levels.is_empty():
            event = st.dataframe(
                levels.drop("skill_id"),
                hide_index=True,
                key=f"levels-{number}",
                height=min(38 * (levels.height + 1), 380),
                on_select="rerun",
                selection_mode="single-row",
                placeholder="–",
                column_config=LEVELS,
                alt="Skills: level asked, level shown by badges, until when, and what was said",
            )
            st.caption("Choose a skill to see what shows it.")
            skill = picked(levels, event.selection.rows)
        elif one["Left on"] is None:
            st.caption("The role asks for nothing that is known here, and no badge or assessment tells of a skill.")
        if skill:
            evidence(one["employee_id"], one["Name"], [skill["skill_id"]], f" on {as_label(skill['Skill'])}")
        else:
            evidence(one["employee_id"], one["Name"], None, "")
        for tie in ties.iter_rows(named=True):
            st.caption(as_label(f"Badges attached by {_HOW.get(tie['how'], tie['how'])} on {day(tie['known_at'])}."))


def _told(one: dict[str, Any]) -> str:
    said = [
        one["Number"],
        one["Role"],
        one["Unit"],
        one["Location"],
        f"manager {one['Manager']}" if one["Manager"] else "",
    ]
    if one["Left on"] is not None:
        said.append(f"left on {day(one['Left on'])}; kept for the months in which they were here")
    return "; ".join(part for part in said if part)
