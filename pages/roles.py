"""What a role asks for: skills, levels, weights and must-haves, in versions."""

import streamlit as st

from hiring.views import roles as view
from hiring.views.level_words import PLACE, level_words
from hiring.views.shortlist import titles
from hiring.views.text import as_label
from hiring.web import components, resources
from hiring.web.gate import enter
from hiring.web.rolebook import SAVED, begin_anew, edit
from hiring.web.stage_list import stage_list

enter("recruiter", "hr_leader", "administrator", page=__file__)

action = components.header(
    "Roles", "What a role asks for. A saved version is never changed; a change is the next version."
)
with resources.cursor() as cursor:
    roles = titles(cursor, held=True)
    names = view.skill_names(cursor)
saved = st.session_state.pop(SAVED, None)
if saved is not None:
    st.session_state.pop("credence_new_role", None)
    st.success(
        f"{as_label(saved[0])}, version {saved[1]}, is saved; {saved[2]} applicants are matched against it.",
        icon=":material/check_circle:",
    )

new = st.session_state.get("credence_new_role", False) or not roles
with action, st.container(horizontal_alignment="right"):
    if roles and new and st.button("Back to the roles", icon=":material/arrow_back:"):
        st.session_state.pop("credence_new_role", None)
        st.rerun()
    if roles and not new and st.button("New role", type="primary", icon=":material/add:"):
        begin_anew()
        st.session_state["credence_new_role"] = True
        st.rerun()

if new:
    edit(None, names, roles)
    st.stop()

role = components.role_picker(roles)
if role.summary:
    st.text(role.summary)
edit(role, names, {title: other for title, other in roles.items() if other.role_id != role.role_id})
stage_list(role)
st.subheader("Versions", anchor=False)
with resources.cursor() as cursor:
    told = view.history(cursor, role.role_id, names)
for heading, reason, changed in told:
    with st.expander(as_label(heading), icon=":material/history:"):
        st.text(f"Reason: {reason}")
        for change in changed:
            st.text(change)
st.subheader("Levels", anchor=False)
with st.expander("How issuers' words for levels are read", icon=":material/stairs:"):
    st.caption(
        "The issuer's own word is always kept and shown beside its place on the role's scale of 1 to 5. What is not in "
        f"this table is unstated, never guessed. It can be changed in {PLACE}; badges uploaded later are read by it."
    )
    st.dataframe(level_words(), hide_index=True, height=320, alt="Words for levels, with their place from 1 to 5")
