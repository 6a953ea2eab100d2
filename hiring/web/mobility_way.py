"""Somebody's way to a role, opened: each gap, what closes it, and the badges behind what is shown."""

from collections.abc import Mapping

import polars as pl
import streamlit as st

from hiring.models.role import RoleVersion
from hiring.store.courses import courses_known
from hiring.views import mobility as view
from hiring.views.text import as_label
from hiring.web import resources
from hiring.web.workforce_people import evidence
from hiring.workforce.moving import Way

_SHARE = st.column_config.ProgressColumn(width="small", min_value=0.0, max_value=1.0, format="percent")
COLUMNS = {
    "Shown now": _SHARE,
    "Certainty": _SHARE,
    "Months": st.column_config.NumberColumn(format="%.1f"),
    "Cost": st.column_config.NumberColumn(format="localized"),
    "Gaps": st.column_config.TextColumn(
        width="medium", help="The level shown and the level asked; ? where no badge shows any; a star is a must-have."
    ),
    "Its badge weighs": st.column_config.ProgressColumn(
        width="small", min_value=0.0, max_value=1.0, format="percent", help="What a badge of that course would weigh."
    ),
}


def opened(employee_id: str, name: str, role: RoleVersion, way: Way, labels: Mapping[str, str]) -> None:
    """Draw somebody's way to a role, skill by skill, and the badges behind what they show."""
    with st.container(border=True):
        st.subheader(f"{as_label(name)}: the way to {as_label(role.title)}", anchor=False)
        with resources.cursor() as cursor:
            offered = {one.course.code: one.course for one in courses_known(cursor, way.courses)}
        lines = view.rungs(way, labels, offered)
        st.dataframe(
            lines.drop("skill_id"),
            hide_index=True,
            placeholder="–",
            column_config=COLUMNS,
            alt=f"What {role.title} asks, and how {name} comes to it",
        )
        open_ones = lines.filter(pl.col("Then").str.contains("open"))["Skill"].to_list()
        if open_ones:
            st.caption(
                f"Stays open: {as_label(', '.join(open_ones))}. No course that fits into two years leads there and is "
                "credible enough by the policy."
            )
        if st.toggle("The badges behind what is shown", key=f"behind-{employee_id}-{role.role_id}"):
            evidence(employee_id, name, lines["skill_id"].to_list(), f" on what {as_label(role.title)} asks")
