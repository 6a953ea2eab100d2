"""What the words of badges suggest: one achievement at a time, confirmed or not by a person."""

from typing import get_args

import streamlit as st

from hiring.views import skills_review as view
from hiring.views.text import counted
from hiring.web import components, resources
from hiring.web.gate import enter
from hiring.web.skills_review import card, decided, many, told, undo

enter("recruiter", "hr_leader", "learning", "administrator", page=__file__)

action = components.header(
    "Skills review", "What the words of a badge suggest. Nobody said so yet: say it once for all badges of a kind."
)
told()
resources.fresh_matches()
with st.container(horizontal=True, vertical_alignment="bottom"):
    which = st.segmented_control(
        "Suggestions",
        get_args(view.Which),
        default="All",
        help="Waiting: counts nothing until somebody confirms it. Counting: counts with its score meanwhile.",
        key="which",
        bind="query-params",
    )
    with resources.cursor() as cursor:
        waiting = view.queue(cursor, which or "All")
    if waiting:
        many(waiting)
    undo()
if waiting:
    links = sum(len(one.suggestions) for one in waiting)
    st.caption(
        f"{counted(len(waiting), 'achievement')} with {counted(links, 'suggestion')}. Keys: 1 to 5 confirm, N none of "
        "these, S skip, U undo."
    )
    card(waiting)
else:
    with components.empty(
        "Nothing to review",
        "Skills that the words of badges suggest appear here. What issuers named themselves needs no review.",
        icon="fact_check",
    ):
        st.page_link("pages/upload.py", label="Upload badges", icon=":material/upload_file:")
decided()
