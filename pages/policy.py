"""What badges weigh here, and why: every number with its reason, what changing it does, and who changed it."""

import streamlit as st

from hiring.views import policy as view
from hiring.views.shortlist import titles
from hiring.web import components, resources
from hiring.web.gate import enter
from hiring.web.policy import change, told
from hiring.web.policy_outcomes import hires
from hiring.web.policy_providers import by_hand
from hiring.web.policy_versions import compare

enter("recruiter", "hr_leader", "administrator", page=__file__)

components.header("Policy", "What a badge is worth here, and why. These are judgements: change them, and say why.")
told()
with resources.cursor() as cursor:
    known = view.known_versions(cursor, resources.now())
    roles = titles(cursor)
resources.fresh_matches()
wanted = st.segmented_control(
    "What to do",
    ["Change", "Compare versions", "Providers"],
    default="Change",
    required=True,
    key="view",
    bind="query-params",
    label_visibility="collapsed",
)
if wanted == "Compare versions":
    compare(known)
elif wanted == "Providers":
    by_hand(known)
    hires()
else:
    change(known, roles)
