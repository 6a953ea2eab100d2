"""One employee opened: the badges behind a level, with their checks, on *Heatmap* and on *People*."""

from collections.abc import Collection

import polars as pl
import streamlit as st

from hiring.views.people import badges_of
from hiring.views.text import as_label, counted
from hiring.views.verdicts import VERDICTS
from hiring.web import components, resources
from hiring.web.portrait import badge_sections

# What a table of levels says of its columns.
LEVELS = {
    "Asked": st.column_config.NumberColumn(help="The level, 1 to 5, that the role asks for."),
    "Verified": st.column_config.NumberColumn(help="The highest level that badges in force show."),
    "Verified until": st.column_config.DateColumn(format="D MMM YYYY", help="Nothing here: no end."),
    "Left by then": st.column_config.NumberColumn(help="What badges still show on that day if nobody renews."),
    "Said": st.column_config.NumberColumn(help="What a manager, or else the person, says. It is not verified."),
}


def evidence(employee_id: str, name: str, skills: Collection[str] | None, about: str) -> None:
    """Draw somebody's badges, those of some skills or all. `about`: what they are to show, ours or made a label."""
    with resources.cursor() as cursor:
        badges = badges_of(cursor, employee_id, skills, resources.now().date())
    st.markdown(f"**{as_label(name)}**: {counted(len(badges), 'badge')}{about}")
    if not badges:
        asked = "No badge shows it. Nothing here says that the person lacks it: ask for one, or have it assessed."
        st.caption("None of their badges has been sent." if skills is None else asked)
        return
    components.badges({VERDICTS[code]: sum(one.code == code for one in badges) for code in {b.code for b in badges}})
    badge_sections(badges)


def picked(table: pl.DataFrame, rows: Collection[int]) -> dict[str, str] | None:
    """Return the line of a table that was chosen, if one is."""
    first = next(iter(rows), None)
    return table.row(first, named=True) if first is not None and first < table.height else None
