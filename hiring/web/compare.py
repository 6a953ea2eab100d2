"""The parts of *Compare*: picking people, and the table of their skills."""

from collections.abc import Mapping, Sequence

import polars as pl
import streamlit as st

from hiring.models.role import RoleVersion
from hiring.views import compare as view
from hiring.views.compare import Comparison
from hiring.views.text import as_label
from hiring.web import components, resources

# What names those who are compared in the address; other pages lead here with it.
PARAMETER = "applicants"


def references() -> list[str]:
    """Return whom the address names, each once."""
    return list(dict.fromkeys(part for part in st.query_params.get(PARAMETER, "").split(",") if part))[: view.MOST]


def pick(role: RoleVersion, found: Comparison) -> None:
    """Draw the picker; whoever is picked is in the address. Starts the page again where that changes."""
    key = f"compare-{role.role_id}"
    held = [one.ref for one in found.people]
    before = [ref for ref in references() if ref in held]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        words = st.text_input("Name contains", key="compare-words", icon=":material/search:", width=190)
        with resources.cursor() as cursor:
            suggested = view.candidates(cursor, role.role_id, words)
        named = {one.ref: one.name for one in found.people}
        options = view.told_apart(suggested | named)
        drawn = st.session_state.get(f"{key}-from")
        if key not in st.session_state or (before != drawn and st.session_state[key] == drawn):
            # The address leads: it was opened, or another page wrote it. Not where the pick has changed since it was
            # drawn: a second pick comes with the address that the browser had before it heard of the first.
            st.session_state[key] = before
        picked = st.multiselect(
            f"Applicants, {view.FEWEST} to {view.MOST}",
            list(options),
            format_func=lambda ref: options.get(ref, ref),
            max_selections=view.MOST,
            select_all=False,
            key=key,
            placeholder="Pick from the best for this role, or type a name on the left",
        )
    st.session_state[f"{key}-from"] = picked
    if picked != references():
        st.query_params[PARAMETER] = ",".join(picked)
        st.rerun()


def heads(found: Comparison) -> None:
    """Draw who is compared: the answers apart, and the way to the evidence."""
    for place, one in zip(st.columns(len(found.people)), found.people, strict=True):
        with place.container(border=True, height="stretch"):
            st.markdown(f"**{as_label(one.name)}**")
            components.badge(one.gate, f"Must-haves: {one.gate.word.lower()}")
            st.caption(f"Score {one.score}")
            if one.overridden:
                st.caption(f":material/edit_note: Overridden: {as_label(one.overridden)}")
            if st.button("Evidence", icon=":material/person_search:", key=f"open-{one.ref}", width="stretch"):
                st.switch_page("pages/applicant.py", query_params={"applicant": one.ref})


def skills_table(found: Comparison, skills: Sequence[tuple[str, str, bool]], asked: Mapping[str, int]) -> None:
    """Draw skills down, people across."""
    names = [as_label(one.name) for one in found.people]
    columns: dict[str, list[str]] = {
        "Skill": [
            f"**{as_label(label)}**  \n:small[{'must-have' if must_have else 'asset'}, asked {asked[skill]}]"
            for skill, label, must_have in skills
        ]
    }
    columns |= {
        name: [view.cell(one.lines[skill]) for skill, _, _ in skills]
        for name, one in zip(names, found.people, strict=True)
    }
    st.table(pl.DataFrame(columns), hide_index=True, alt="Skills of the role down, applicants across")
