"""Findings on a page: what deserves a second look, with what to do, and a way to set it aside with a reason."""

from collections.abc import Sequence

import streamlit as st

from hiring.store.database import transaction
from hiring.store.findings import dismiss
from hiring.views.findings import Shown
from hiring.views.text import as_label, counted
from hiring.web import components, resources
from hiring.web.gate import author

SHOWN_AT_ONCE = 8


def cards(found: Sequence[Shown], *, where: str, people: bool = False) -> None:
    """Draw findings; `where` tells their widgets apart. `people`: say whose each is, with a way to them."""
    standing = [one for one in found if not one.dismissed and not one.quiet]
    remarks = [one for one in found if not one.dismissed and one.quiet]
    aside = [one for one in found if one.dismissed]
    for one in standing[:SHOWN_AT_ONCE]:
        _card(one, where, people=people)
    if len(standing) > SHOWN_AT_ONCE:
        with st.expander(f"{len(standing) - SHOWN_AT_ONCE} more", icon=":material/more_horiz:"):
            for one in standing[SHOWN_AT_ONCE:]:
                _card(one, where, people=people)
    if remarks:
        with st.expander(f"{counted(len(remarks), 'remark')} on how badges are made", icon=":material/sticky_note_2:"):
            for one in remarks:
                _card(one, where, people=people)
    if aside:
        with st.expander(f"{counted(len(aside), 'finding')} set aside", icon=":material/inventory_2:"):
            for one in aside:
                _card(one, where, people=people)


def _card(one: Shown, where: str, *, people: bool) -> None:
    with st.container(border=True):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            components.badge(one.sureness)
            components.bold(one.title)
            opened = people and one.applicant is not None and _to_applicant(one, where)
        if opened:
            st.session_state["credence_applicant"] = one.applicant_id
            st.switch_page("pages/applicant.py", query_params={"applicant": one.applicant_id or ""})
        st.text(f"{one.detail} {one.meaning}")
        if one.rests_on:
            st.caption(f"Rests on: {as_label(', '.join(one.rests_on[:5]))}; found {one.found_at:%Y-%m-%d}.")
        st.caption(f":material/arrow_forward: {one.next_step}")
        if one.dismissed:
            st.caption(f":material/inventory_2: Set aside: {as_label(one.aside)}")
        _say(one, where)


def _to_applicant(one: Shown, where: str) -> bool:
    return st.button(as_label(one.applicant or ""), type="tertiary", icon=":material/person:", key=f"{where}-{one.id}")


def _say(one: Shown, where: str) -> None:
    """Draw the way to set a finding aside, or to take that back; either needs a reason, which is kept."""
    verb, icon = ("Look at it again", "undo") if one.dismissed else ("Set aside", "inventory_2")
    with (
        st.popover(verb, icon=f":material/{icon}:", type="tertiary", key=f"say-{where}-{one.id}"),
        st.form(f"form-{where}-{one.id}", border=False),
    ):
        reason = st.text_input("Why?", max_chars=300, placeholder="They are one person: confirmed by phone.")
        if st.form_submit_button(verb, type="primary"):
            if not reason.strip():
                st.warning("A reason is needed, for whoever looks next.", icon=":material/edit:")
                return
            with resources.cursor() as cursor, transaction(cursor):
                dismiss(
                    cursor,
                    one.id,
                    reason=reason.strip(),
                    said_by=author(),
                    at=resources.now(),
                    dismissed=not one.dismissed,
                )
            st.rerun()
