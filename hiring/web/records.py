"""The record of one applicant: more badges for it, another record of the same person merged into it, erasing it."""

import streamlit as st

from hiring.errors import StoreError
from hiring.pipeline import settle
from hiring.store.erasing import erase
from hiring.store.merges import Merge, differing_stages, merge_records, merges_of, part_records, suggested
from hiring.views.applicant import Applicant, search
from hiring.views.text import as_label, counted, day, shorten
from hiring.web import resources
from hiring.web.gate import author
from hiring.web.intake import for_one

_TOLD = "credence_records_told"
_GONE = "credence_record_erased"


def record_menu(person: Applicant) -> None:
    """Draw what can be done with a record; what cannot be undone says so and asks to be typed."""
    with st.popover("Record", icon=":material/folder_shared:"):
        told = st.session_state.pop(_TOLD, None)
        if told:
            st.error(told, icon=":material/error:")
        if st.button("Add badges", icon=":material/upload_file:", width="stretch", key="record-add"):
            for_one(person.name, person.email)
            st.switch_page("pages/upload.py", query_params={})
        _merging(person)
        _erasing(person)


def told_of_erasure() -> None:
    """Say once that somebody was erased, on the page that is left then."""
    if st.session_state.get(_GONE):
        st.toast(st.session_state.pop(_GONE), icon=":material/delete_forever:")


def _merging(person: Applicant) -> None:
    with resources.cursor() as cursor:
        known = suggested(cursor, person.id)
        merged = merges_of(cursor, person.id)
    for one in merged:
        st.caption(as_label(f"Merged with {one.name} ({one.email or 'no e-mail'}), {day(one.at)}: {one.reason}"))
        st.button(
            as_label(f"Part from {one.name}"),
            key=f"part-{one.merge_id[:12]}",
            icon=":material/call_split:",
            on_click=_part,
            args=(one,),
            width="stretch",
        )
    with st.expander("Another record of the same person", icon=":material/merge:"):
        options = {other: f"{name} ({email or 'no e-mail'}), {why}" for other, name, email, why in known}
        words = st.text_input("Name of the other record", key="merge-words", max_chars=100)
        if words:
            with resources.cursor() as cursor:
                found = search(cursor, words)
            options |= {
                row["applicant_id"]: f"{row['name']} ({counted(row['badges'], 'badge')})"
                for row in found.iter_rows(named=True)
                if row["applicant_id"] != person.id
            }
        other = st.selectbox(
            "Record", list(options), format_func=lambda other: shorten(options[other], 80), key="merge-other"
        )
        _stages(person, other)
        st.text_input("How do you know?", key="merge-reason", max_chars=300)
        st.caption("Its badges count for this record from then on. It can be taken back.")
        st.button("Take both for one", key="merge-go", on_click=_merge, args=(person.id,), width="stretch")


def _stages(person: Applicant, other: str | None) -> None:
    """Ask which stage holds where the two stand at different ones."""
    if other is None:
        return
    with resources.cursor() as cursor:
        found = differing_stages(cursor, person.id, other)
    for role_id, title, here, there in found:
        st.radio(
            as_label(f"{title}: which stage holds?"),
            (here, there),
            captions=("this record's", "the other one's"),
            format_func=lambda stage: as_label(stage.capitalize()),
            key=_holds(role_id, other),
        )


def _holds(role_id: str, other: str) -> str:
    return f"merge-stage-{role_id}-{other}"


def _erasing(person: Applicant) -> None:
    with st.expander("Erase this person", icon=":material/delete_forever:"):
        st.caption(
            "Name, e-mail address, badges, files, scores, notes and stages go for good, from all roles. That somebody "
            "was erased stays known, and why; not who. It cannot be undone."
        )
        st.text_input("Why", key="erase-reason", max_chars=300, placeholder="who asked for it, and when")
        typed = st.text_input("Type the name to confirm", key="erase-name", max_chars=200)
        if st.button("Erase for good", type="primary", key="erase-go", width="stretch", disabled=typed != person.name):
            _erase(person)


def _merge(kept: str) -> None:
    other = st.session_state.get("merge-other")
    if other is None:
        st.session_state[_TOLD] = "Pick the other record first."
        return
    at = resources.now()
    try:
        with resources.cursor() as cursor:
            # As it is chosen now: what a button was drawn with may be of a run before.
            stages, reason = differing_stages(cursor, kept, other), st.session_state["merge-reason"]
            taking = [role for role, _, _, there in stages if st.session_state.get(_holds(role, other)) == there]
            merge_records(cursor, kept, other, reason=reason, said_by=author(), at=at, taking=taking)
    except StoreError as error:
        st.session_state[_TOLD] = f"{error} {error.next_step}"
        return
    settle(resources.database(), [kept], at=at, today=at)


def _part(merge: Merge) -> None:
    at = resources.now()
    try:
        with resources.cursor() as cursor:
            part_records(cursor, merge.merge_id, reason="", said_by=author(), at=at)
    except StoreError as error:
        st.session_state[_TOLD] = f"{error} {error.next_step}"
        return
    settle(resources.database(), [merge.kept, merge.gone], at=at, today=at)


def _erase(person: Applicant) -> None:
    at = resources.now()
    try:
        with resources.cursor() as cursor:
            badges = erase(cursor, person.id, reason=st.session_state["erase-reason"], said_by=author(), at=at)
    except StoreError as error:
        st.error(f"{error} {error.next_step}", icon=":material/error:")
        return
    settle(resources.database(), [], at=at, today=at)
    st.session_state[_GONE] = f"Erased, with {counted(badges, 'badge')}."
    st.session_state.pop("credence_applicant", None)
    st.switch_page("pages/shortlist.py", query_params={})
