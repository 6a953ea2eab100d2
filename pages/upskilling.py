"""Who learns what within a budget: gaps closed, gaps left, and why."""

import streamlit as st

from hiring.web import components, course_catalogue, learning, resources, saved_plans, workforce
from hiring.web.gate import enter

enter("learning", "hr_leader", "administrator", page=__file__)

action = components.header(
    "Upskilling", "Who learns what within a budget: the gaps that it closes, those that stay, and why."
)
if not workforce.ready():
    with components.empty("No workforce yet", "A plan begins with the people who work here.", icon="school"):
        st.page_link("pages/people.py", label="Import a roster", icon=":material/upload:")
    st.stop()
today = resources.now().date()
known, units, roles = learning.read(today)
if not known:
    with components.empty("No courses yet", "Import what your providers offer, and a plan can be made.", icon="school"):
        course_catalogue.importing(known)
    st.stop()

planning, following, catalogue = st.tabs(["Plan", "Saved plans", "Catalogue"])
with planning:
    if saved := st.session_state.pop("credence_plan_saved", None):
        st.success(saved, icon=":material/check_circle:")
    wish = learning.asked(units, roles, today, known[0].course.currency)
    solving = learning.held()
    with action, st.container(horizontal_alignment="right"):
        if st.button("Make the plan", type="primary", icon=":material/play_arrow:", key="plan-make"):
            learning.start(wish)
            st.rerun()
    if solving is None:
        components.empty(
            "No plan yet",
            "Say who, what for and how much, then make the plan: who learns what and when, what that closes, and what "
            "stays open.",
            icon="route",
        )
    elif solving.problem:
        st.error(solving.problem, icon=":material/error:")
    elif solving.told is None:
        learning.watch()
    else:
        told = solving.told
        asked_since = wish.model_copy(update={"locked": (), "forbidden": ()}) != solving.wish.model_copy(
            update={"locked": (), "forbidden": ()}
        )
        if asked_since:
            st.info("What is asked has changed since this plan was made. Make it again to see the difference.")
        if told.outcome.obstacles:
            learning.refused(told)
        else:
            learning.result(solving, told)
            with st.container(horizontal=True):
                saved_plans.saving(told)
                learning.downloads(told)
        if learning.changes(told):
            learning.start(learning.with_changes(wish))
            st.rerun()
with following:
    saved_plans.followed()
with catalogue:
    course_catalogue.offered(known)
    course_catalogue.importing(known)
