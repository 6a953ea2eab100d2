"""Who works here: the roster, their badges, and what is said of them."""

import streamlit as st

from hiring.views import people as view
from hiring.web import components, resources
from hiring.web.gate import enter
from hiring.web.roster import assess, match, roster, staff_badges, waiting
from hiring.web.workforce_staff import staff_list

enter("hr_leader", "administrator", page=__file__)

components.header("People", "Who works here: the roster, their badges, and what managers and people themselves say.")
with resources.cursor() as cursor:
    staff = view.everybody(cursor, resources.now().date())
    open_cases = waiting(cursor)
queue = f"To be matched ({len(open_cases)})" if len(open_cases) else "To be matched"
tabs = st.tabs(["Roster", "Badges", queue, "Assessments"])
with tabs[0]:
    roster(staff)
with tabs[1]:
    staff_badges(has_roster=not staff.is_empty())
with tabs[2]:
    match(open_cases, staff)
with tabs[3]:
    assess(has_roster=not staff.is_empty())
if not staff.is_empty():
    staff_list()
