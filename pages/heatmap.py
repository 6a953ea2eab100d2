"""Where skills are, how surely, and what is about to be lost: units or people down, skills across."""

import streamlit as st

from hiring.views import heatmap as view
from hiring.views.heat_figure import DENSE, figure
from hiring.views.heat_words import legend
from hiring.views.text import as_label, counted
from hiring.web import components, workforce
from hiring.web.gate import enter
from hiring.web.heatmap import MOST_PEOPLE, controls, described, read
from hiring.web.heatmap_beside import downloads, follow_forecast, forecast, sentences, worth_knowing
from hiring.web.heatmap_cell import behind, open_cell, opened

enter("hr_leader", "learning", "administrator", page=__file__)

action = components.header(
    "Heatmap", "Where skills are, how surely, and what is about to be lost. Every cell opens to its people and proof."
)
days = workforce.ready()
if not days:
    with components.empty("No workforce yet", "It appears with the first roster.", icon="grid_view"):
        st.page_link("pages/people.py", label="Import a roster", icon=":material/upload:")
    st.stop()

follow_forecast()
wanted = controls(days)
found = read(wanted, days)
if not found.grid.rows:
    with components.empty("Nobody to show", "Nobody works there on that day, or too few.", icon="group_off"):
        st.caption("Choose another unit, day or filter.")
    st.stop()

write = st.markdown if wanted.projector else st.caption
write(as_label(described(found, wanted)))
if found.too_many:
    st.info(
        f"More than {MOST_PEOPLE:,} people: choose a smaller unit to have them one by one.", icon=":material/groups:"
    )
cell = opened()
# Named after what is open, so that each click is on a chart of which nothing is chosen yet.
with st.container(key="credence-heat"):
    event = components.chart(
        figure(found.grid, wanted.mode, found.names, projector=wanted.projector, opened=cell),
        alt=f"Heatmap of {found.where}: {wanted.mode.title}, {'people' if found.names.people else 'units'} down and "
        "skills across",
        key=f"heat-{cell}",
        on_select=True,
    )
for point in event.selection.points if event else []:
    row, column = point["customdata"]
    if (row, column) != cell:
        open_cell(row, column)
        st.rerun()
# The chart goes first; what stands beside it is counted while it is looked at.
said = sentences(wanted, found, days)
with action, st.container(horizontal_alignment="right"):
    downloads(wanted, found, said)
write(
    legend(
        wanted.mode,
        found.names,
        groups=wanted.groups,
        dense=len(found.grid.columns) > DENSE,
        compared=wanted.before is not None,
    )
)
for axis, number in zip(("people" if found.names.people else "units", "columns"), found.grid.left_out, strict=True):
    if number:
        st.caption(f"{counted(number, 'more row or column', f'more {axis}')} of fewer people are left out.")
if cell and (cell[0] is None or cell[0] in found.grid.rows):
    behind(wanted, found, *cell, listed=workforce.listed(days))
worth_knowing(said)
components.as_table(
    view.table(found.grid, wanted.mode, found.names), alt=f"{wanted.mode.title} by row and column, as a table"
)
forecast(wanted, days)
