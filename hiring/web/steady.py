"""How sure a place is, beside the person. Drawn once for as long as the ranking stands, and then looked up."""

from pathlib import Path

import streamlit as st

from hiring.models.role import RoleVersion
from hiring.store.blind import blind_of, reveals
from hiring.store.matches import state_of
from hiring.views.steady import Steady, steady
from hiring.views.text import as_label
from hiring.web import resources


@st.cache_data(show_spinner="Drawing 2,000 policies", max_entries=16)
def _steady(path: Path, state: str, role: RoleVersion) -> dict[str, Steady]:  # noqa: ARG001  # both key the cache
    with resources.cursor() as cursor:
        return steady(cursor, role)


def how_sure(role: RoleVersion, applicant_id: str) -> None:
    """Draw how sure somebody's place is; nothing for who stands too low for it."""
    with resources.cursor() as cursor:
        # Names are in it, so it is another where somebody has become blind or was revealed.
        named = f"{blind_of(cursor, role.role_id)} {len(reveals(cursor, role.role_id))}"
        state = f"{state_of(cursor, role.role_id)} {named}"
    found = _steady(resources.settings().database, state, role).get(applicant_id)
    if found is None:
        return
    with st.container(border=True, gap="small"):
        st.metric(
            f"In the top {found.top}" if found.top > 1 else "First",
            f"{found.in_top:.0%}",
            help=found.words,
        )
        st.text(found.words)
        for sentence in (found.above, found.below):
            if sentence:
                st.caption(as_label(sentence))
