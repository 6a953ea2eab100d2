"""A past shortlist as it was, from what was known then, and what has changed since."""

import streamlit as st

from hiring.views import past as view
from hiring.views.shortlist import titles
from hiring.web import components, resources
from hiring.web.gate import enter
from hiring.web.past import changed, choose, rested_on

enter("recruiter", "hr_leader", "administrator", page=__file__)

action = components.header(
    "As of", "The shortlist of a past day, from the statuses, registries, policy and matrix known then."
)
with action, st.container(horizontal_alignment="right"):
    if st.button("Shortlist of today", icon=":material/format_list_numbered:"):
        st.switch_page("pages/shortlist.py", query_params={})
with resources.cursor() as cursor:
    roles = titles(cursor)
if not roles:
    with components.empty("No role yet", "Past shortlists are kept by themselves, role by role.", icon="history"):
        st.page_link("pages/roles.py", label="Write the first role", icon=":material/add:")
    st.stop()

resources.fresh_matches()
with st.container(horizontal=True, vertical_alignment="bottom"):
    role = components.role_picker(roles)
    at = choose(role)
if at is None:
    with components.empty("No shortlist was kept yet", "The first one is kept with the first upload.", icon="history"):
        st.page_link("pages/upload.py", label="Upload badges", icon=":material/upload_file:")
    st.stop()

found = view.past(resources.database(), role.role_id, at, resources.now())
rested_on(found)
changed(found)
