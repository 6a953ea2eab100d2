"""The part of *Policy* that learns: how it went with people who were hired makes their providers' track records."""

import streamlit as st

from hiring.errors import CredenceError
from hiring.matching.refresh import refresh
from hiring.store.database import transaction
from hiring.store.outcomes import outcomes_of, write_outcome
from hiring.views.applicant import search
from hiring.views.text import as_label, counted, day
from hiring.web import resources
from hiring.web.gate import author

_WELL, _NOT = "It went well", "It did not"
_SAID = "credence_outcome_said"


def hires() -> None:
    """Draw the form that says how it went with somebody, and what was said of them before."""
    st.subheader("How it went with people hired here", anchor=False)
    st.caption(
        "Say it once somebody has worked here long enough to tell. It moves the track record of the providers of their "
        "authentic badges, little by little."
    )
    told = st.session_state.pop(_SAID, None)
    if told:
        st.success(as_label(told), icon=":material/check_circle:")
    words = st.text_input("Name contains", key="hired", icon=":material/search:", max_chars=100)
    if not words.strip():
        return
    with resources.cursor() as cursor:
        found = search(cursor, words.strip())
    if found.is_empty():
        st.info("Nobody of that name.", icon=":material/search_off:")
        return
    names = {
        row["applicant_id"]: f"{row['name']} ({counted(row['badges'], 'badge')})" for row in found.iter_rows(named=True)
    }
    who = st.selectbox("Who", list(names), format_func=lambda key: names[key], key="hired-who")
    with resources.cursor() as cursor:
        before = outcomes_of(cursor, who)
    for row in before.iter_rows(named=True):
        ended = _WELL if row["went_well"] else _NOT
        st.caption(f"{ended} ({as_label(row['said_by'])}, {day(row['known_at'])}): {as_label(row['reason'])}")
    with st.form(f"outcome-{who[:12]}", border=True):
        went = st.radio("How did it go?", [_WELL, _NOT], horizontal=True, index=None)
        reason = st.text_input("What it rests on", max_chars=500, placeholder="After six months, in the lead's words")
        if not st.form_submit_button("Keep", icon=":material/save:"):
            return
    if went is None:
        st.error("Say whether it went well.", icon=":material/error:", title="Not kept")
        return
    at = resources.now()
    try:
        with resources.cursor() as cursor, transaction(cursor):
            by = author()
            write_outcome(cursor, who, went_well=went == _WELL, reason=reason, said_by=by, at=at)
    except CredenceError as error:
        st.error(f"{as_label(str(error))} {as_label(error.next_step)}", icon=":material/error:", title="Not kept")
        return
    with st.spinner("Weighing the providers anew"):
        matched = refresh(resources.database(), as_of=at.date())
    st.session_state[_SAID] = f"Kept; {counted(matched, 'match', 'matches')} computed anew."
    st.rerun()
