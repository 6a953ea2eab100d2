"""Beside the result of one person: what would change it, what to ask in the interview, and roles that fit better."""

import streamlit as st

from hiring.models.role import RoleVersion
from hiring.store.queries.elsewhere import elsewhere
from hiring.views import questions as asking
from hiring.views import ways
from hiring.views.applicant import Applicant
from hiring.views.shortlist import titles
from hiring.views.text import as_label
from hiring.views.verdicts import GATES
from hiring.web import components, resources

_RANKS = ("not_shown", "partly", "met")


def what_would_change(person: Applicant, role: RoleVersion) -> None:
    """Draw the cheapest ways to another result. Computed when it is opened, each by scoring everything again."""
    section = st.expander("What would change the result", icon=":material/alt_route:", on_change="rerun", key="ways")
    if not section.open:
        return
    with section, resources.cursor() as cursor:
        found = ways.told(cursor, person, role, resources.now().date())
        st.caption("The cheapest ways, each scored as it would be then. Not advice, and no promise.")
        if not found:
            st.text("Nothing that one could ask for would change it by a point.")
        for way in found:
            with st.container(border=True):
                for step in way.steps:
                    st.markdown(f"- {as_label(step)}")
                components.bold(way.gives)


def interview(person: Applicant) -> None:
    """Draw the questions for an interview, ready to be copied."""
    found = asking.questions(person)
    if not found:
        return
    section = st.expander(
        f"Questions for the interview ({len(found)})", icon=":material/forum:", on_change="rerun", key="questions"
    )
    if not section.open:
        return
    with section:
        st.caption("From what the evidence leaves open. Ask everybody the same where you compare people.")
        for one in found:
            components.bold(one.ask)
            st.caption(as_label(f"{one.skill}: {one.why}"))
        st.code("\n".join(f"- {one.ask}" for one in found), language=None, wrap_lines=True)


def other_roles(person: Applicant, role: RoleVersion) -> None:
    """Draw the roles that are hired for in which the person shows more than in this one."""
    with resources.cursor() as cursor:
        roles = titles(cursor)
        rows = [row for row in elsewhere(cursor, person.id).iter_rows(named=True) if row["role_id"] in roles]
    here = next((row for row in rows if row["role_id"] == role.role_id), None)
    if here is None:
        return
    better = [
        row for row in rows if (_RANKS.index(row["gate"]), row["score"]) > (_RANKS.index(here["gate"]), here["score"])
    ]
    if not better:
        return
    st.subheader("Other roles that fit better", anchor=False)
    st.caption("Roles that are hired for, by the same badges and the same rules.")
    for row in better[:3]:
        other = roles[row["role_id"]]
        with st.container(horizontal=True, vertical_alignment="center"):
            st.button(
                as_label(other.title),
                key=f"other-{row['role_id']}",
                type="tertiary",
                icon=":material/work:",
                on_click=components.hold_role,
                args=(other.title,),
            )
            components.badge(GATES[row["gate"]], f"Must-haves: {GATES[row['gate']].word.lower()}")
            st.caption(f"Score {row['score']:.0f}, place {row['rank']:,} of {row['people']:,}")
