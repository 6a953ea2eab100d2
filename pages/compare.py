"""Two to six applicants, skill by skill: level, support, evidence and how fresh it is. No winner."""

import streamlit as st

from hiring.views import compare as view
from hiring.views.justification import UNKNOWN
from hiring.views.shortlist import titles
from hiring.web import components, resources
from hiring.web.compare import heads, pick, references, skills_table
from hiring.web.gate import enter

enter("recruiter", "hr_leader", "administrator", page=__file__)

action = components.header(
    "Compare", "Two to six people, skill by skill, each with its evidence. In order of names; nobody wins here."
)
with resources.cursor() as cursor:
    roles = titles(cursor)
if not roles:
    with components.empty("No role yet", "People are compared by what a role asks for.", icon="checklist"):
        st.page_link("pages/roles.py", label="Write the first role", icon=":material/add:")
    st.stop()

resources.fresh_matches()
with action, st.container(horizontal_alignment="right"):
    if st.button("Back to the shortlist", icon=":material/format_list_numbered:"):
        st.switch_page("pages/shortlist.py", query_params={})
role = components.role_picker(roles)
with resources.cursor() as cursor:
    found = view.comparison(cursor, role.role_id, references())
pick(role, found)

if len(found.people) < view.FEWEST:
    components.empty(
        "Pick at least two people", "Their skills appear side by side, as this role asks for them.", icon="compare"
    )
    st.stop()

heads(found)
with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
    only = st.toggle("Only the differences", key="differences", bind="query-params")
    st.caption(f":material/{UNKNOWN.icon}: {UNKNOWN.word}: {UNKNOWN.meaning} Ageing: counts half or less by its age.")
skills = found.differing() if only else found.skills
if not skills:
    st.info("They show the same levels of every skill.", icon=":material/equal:")
    st.stop()
skills_table(found, skills, {line.skill_id: line.level for line in role.skills})

figure = view.radar(found, found.skills)
if figure is not None:
    st.subheader("Support by evidence", anchor=False)
    st.caption("How surely each skill is shown, in per cent. A gap in a line is unknown, not zero.")
    components.chart(figure, alt="Support of each skill by person; what is unknown is left out", key="radar")
components.as_table(view.table(found, found.skills), alt="Skills with level, support, evidence and freshness by person")
