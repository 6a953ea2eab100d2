"""Beside the drop zone: links that are pasted, and degrees and jobs that are typed, of one applicant."""

import re
from typing import get_args

import streamlit as st

from hiring.views.text import as_label, counted
from hiring.web import components
from hiring.web.statements import Kind, Statement

LINKS_FILE = "pasted-links.txt"
_LINK = re.compile(r"https?://\S", re.IGNORECASE)
_STATED = "credence_stated"
# What a kind's title and institution are called, and what could stand there.
_LABELS: dict[Kind, tuple[str, str, str]] = {
    "Job": ("Position", "Company", "Platform engineer"),
    "Degree": ("Degree", "University or school", "BSc Computer Science"),
    "Certificate": ("Certificate", "Issued by", "Certified Kubernetes Administrator"),
}


def pasted_links(number: int) -> list[tuple[str, bytes]]:
    """Draw the field for links; return them as the file that they become, none while there is no link in it."""
    text = st.text_area(
        "Or paste links to badges, one a line",
        key=f"links-{number}",
        height=92,
        max_chars=20_000,
        placeholder="https://www.credly.com/badges/…",
        help="The public page of a badge, or the address of the badge itself.",
    )
    found = len(_LINK.findall(text))
    if text.strip():
        st.caption(f"{counted(found, 'link')} to follow." if found else "No link in it: links begin with https://.")
    return [(LINKS_FILE, text.encode("utf-8", "replace"))] if found else []


def stated(number: int) -> tuple[Statement, ...]:
    """Draw the form for a degree or a job, and what was added with it; return that."""
    kept: tuple[Statement, ...] = st.session_state.get(_STATED, ())
    with st.expander("Add a degree or a job", icon=":material/school:", expanded=bool(kept)):
        st.caption("It is kept as the applicant's own word: it counts a little, until it is verified.")
        kind: Kind = st.segmented_control(
            "Kind", get_args(Kind), default="Job", required=True, key=f"kind-{number}", label_visibility="collapsed"
        )
        added = _form(kind, number)
        if added is not None and not added.complaint and added not in kept:
            kept = (*kept, added)
            st.session_state[_STATED] = kept
        elif added is not None and added.complaint:
            st.error(as_label(added.complaint), icon=":material/error:")
        for place, one in enumerate(kept):
            with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
                components.plain(f"{one.kind}: {one.line}")
                if st.button("Remove", key=f"remove-{number}-{place}", type="tertiary", icon=":material/delete:"):
                    st.session_state[_STATED] = kept[:place] + kept[place + 1 :]
                    st.rerun()
    return kept


def forget() -> None:
    """Empty what was typed, once it is on its way."""
    st.session_state.pop(_STATED, None)


def _form(kind: Kind, number: int) -> Statement | None:
    title, institution, example = _LABELS[kind]
    with st.form(f"stated-{kind}-{number}", clear_on_submit=True, border=False):
        first, second, since, until = st.columns([3, 3, 2, 2])
        named = first.text_input(title, max_chars=200, placeholder=example, key=f"title-{kind}-{number}")
        where = second.text_input(institution, max_chars=200, key=f"where-{kind}-{number}")
        began = (
            ""
            if kind == "Certificate"
            else since.text_input("From", max_chars=10, placeholder="2019-03", key=f"since-{kind}-{number}")
        )
        ended = until.text_input(
            "On" if kind == "Certificate" else "To",
            max_chars=10,
            placeholder="2024-05" if kind == "Certificate" else "empty: until today",
            key=f"until-{kind}-{number}",
        )
        left, right = st.columns(2)
        told = left.text_area("What was done", max_chars=2_000, height=92, key=f"told-{kind}-{number}")
        skills = right.text_area(
            "Skills, with commas between",
            max_chars=500,
            height=92,
            placeholder="Kubernetes, Python",
            key=f"skills-{kind}-{number}",
        )
        if not st.form_submit_button("Add", icon=":material/add:"):
            return None
    return Statement(kind, *(text.strip() for text in (named, where, began, ended, told, skills)))
