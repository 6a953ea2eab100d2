"""Who could come to a role, and where somebody could go: gaps, cost, months, certainty."""

import streamlit as st

from hiring.web import components, mobility, workforce
from hiring.web.gate import enter

enter("hr_leader", "learning", "administrator", page=__file__)

components.header("Mobility", "Who is near to a role, where somebody could go, and whether to hire, train or move.")
if not workforce.ready():
    with components.empty("No workforce yet", "It appears with the first roster.", icon="swap_calls"):
        st.page_link("pages/people.py", label="Import a roster", icon=":material/upload:")
    st.stop()
found, policy, roles, courses = mobility.known()
if not roles:
    with components.empty("No roles yet", "Who is near to a role shows once there is one.", icon="swap_calls"):
        st.page_link("pages/roles.py", label="Make a role", icon=":material/checklist:")
    st.stop()
role, person, demand = st.tabs(["For a role", "For a person", "Demand"])
with role:
    mobility.for_role(found, policy, roles, courses)
with person:
    mobility.for_person(found, policy, roles, courses)
with demand:
    mobility.asked_for(found)
