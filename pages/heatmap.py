"""Where skills are, how surely, and what is about to be lost: units down, skills across."""

import streamlit as st

from hiring.views import heatmap as view
from hiring.views.text import as_label, counted, day
from hiring.web import components, workforce
from hiring.web.gate import enter
from hiring.web.heatmap import ONLY, behind, controls, downloads, read

enter("hr_leader", "learning", "administrator", page=__file__)

action = components.header(
    "Heatmap", "Where skills are, how surely, and what is about to be lost. Every cell opens to its people and proof."
)
days = workforce.ready()
if not days:
    with components.empty("No workforce yet", "It appears with the first roster.", icon="grid_view"):
        st.page_link("pages/people.py", label="Import a roster", icon=":material/upload:")
    st.stop()

wanted = controls(days)
split = ONLY[wanted.only][0] if wanted.only else None
found = read(wanted, workforce.shown(days, split, wanted.mode.about), workforce.shown(days, split, "need"))
if not found.grid.rows:
    with components.empty("Nobody to show", "Nobody works there on that day, or too few.", icon="group_off"):
        st.caption("Choose another unit, day or filter.")
    st.stop()

st.caption(
    f"{as_label(found.where)} on {day(wanted.day)}: {counted(found.people, 'person', 'people')}. {wanted.mode.words}"
)
event = components.chart(
    view.figure(found.grid, wanted.mode, found.labels),
    alt=f"Heatmap of {found.where}: {wanted.mode.title}, units down and skills across",
    key=f"heat-{hash((wanted, found.where))}",
    on_select=True,
)
st.caption(view.LEGEND)
for axis, number in zip(("units", "columns"), found.grid.left_out, strict=True):
    if number:
        st.caption(f"{number} more {axis} of fewer people are left out; choose a unit or groups of skills.")
with action, st.container(horizontal_alignment="right"):
    downloads(wanted, found)

chosen = [point["customdata"] for point in (event.selection.points if event else []) if point.get("customdata")]
if chosen:
    behind(wanted, found, str(chosen[0][0]), str(chosen[0][1]))

if found.sentences:
    st.subheader("Worth knowing", anchor=False)
    for number, (sentence, skill) in enumerate(found.sentences):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f":material/arrow_right: {as_label(sentence)}")
            if st.button("Show who", key=f"said-{number}", type="tertiary", icon=":material/group:"):
                st.session_state["credence_heat_skill"] = skill
held = st.session_state.get("credence_heat_skill")
if held and not chosen:
    behind(wanted, found, None, held)
components.as_table(
    view.table(found.grid, wanted.mode, found.labels), alt=f"{wanted.mode.title} by unit and skill, as a table"
)
