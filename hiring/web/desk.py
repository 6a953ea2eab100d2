"""Where a person stands in hiring for a role, on their page: moving them, taking it back, notes and tags.

What a click does is settled when the control is drawn, so that it names what its author had seen: if a colleague moved
the person since, the store refuses, and the page says who did what instead of overwriting it.
"""

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from hiring.errors import StoreError
from hiring.models.role import RoleVersion
from hiring.store.database import Cursor
from hiring.store.process import MAX_TAG, Move, Note, Standing, add_note, move, standing, tag, take_back, undo
from hiring.store.stages import StageList, stages_of
from hiring.views.blind import ref_of
from hiring.views.shortlist import Person
from hiring.views.text import as_label, counted, day
from hiring.web import resources
from hiring.web.gate import author

_TOLD = "credence_desk_told"
_SHOWN_AT_ONCE = 5


def where_they_stand(role: RoleVersion, applicant_id: str, *, narrow: bool = False) -> None:
    """Draw the stage of a person with its history, notes and tags, and the ways to add to them.

    Of who is blind in the role only their pseudonym is sent, and nothing that people wrote of them: it may name them.
    `narrow`: one below the other.
    """
    with resources.cursor() as cursor:
        held = standing(cursor, role.role_id, applicant_id)
        listed = stages_of(cursor, role.role_id)
        ref = ref_of(cursor, role.role_id, applicant_id)
    key = f"desk-{role.role_id}-{ref}"
    if not narrow:
        st.subheader(f"Stage: {held.stage.capitalize()}", anchor=False)
    told = st.session_state.pop(_TOLD, None)
    if told:
        st.error(told, icon=":material/error:")
    if ref != applicant_id:
        held = _wordless(held)
    parts = [st.container() for _ in range(3)] if narrow else st.columns([5, 5, 3], gap="medium")
    moving, noting, tagging = parts
    with moving:
        _moving(key, role.role_id, applicant_id, held, listed)
    with noting:
        _noting(key, role.role_id, applicant_id, held)
    with tagging:
        _tagging(key, role.role_id, applicant_id, held)


def stage_beside(role: RoleVersion, person: Person) -> None:
    """Draw the same beside the ranking, closed until it is asked for."""
    section = st.expander(
        f"Stage: {person.stage.capitalize()}",
        icon=":material/arrow_forward:",
        on_change="rerun",
        key=f"stage-beside-{person.ref}",
    )
    if section.open:
        with section:
            where_they_stand(role, person.applicant_id, narrow=True)


def _wordless(held: Standing) -> Standing:
    """Leave out what people wrote, and tell how much there is of it."""
    words = [
        *([counted(len(held.notes), "note")] if held.notes else []),
        *([counted(len(held.tags), "tag")] if held.tags else []),
    ]
    if words:
        st.caption(f"{' and '.join(words)} kept: shown once this person is revealed, for they may say who it is.")
    return replace(held, moves=tuple(replace(one, reason="") for one in held.moves), notes=(), tags=())


def reason_box(listed: StageList, key: str) -> None:
    """Draw the choice of a reason: one of the list, or one's own words."""
    needed = ", ".join(f"“{stage.capitalize()}”" for stage in sorted(listed.declined))
    st.selectbox(
        "Reason",
        listed.reasons,
        index=None,
        key=key,
        accept_new_options=True,
        placeholder="Pick one or type it",
        help=f"Needed for {needed}; useful for any other move." if needed else "Useful for any move.",
    )


def _moving(key: str, role_id: str, applicant_id: str, held: Standing, listed: StageList) -> None:
    stage_key, reason_key = f"{key}-stage", f"{key}-reason"
    others = [stage for stage in listed.stages if stage != held.stage]
    st.selectbox("Move to", others, format_func=str.capitalize, key=stage_key)
    reason_box(listed, reason_key)

    def go(cursor: Cursor) -> None:
        ref = ref_of(cursor, role_id, applicant_id)
        stage, reason = st.session_state[stage_key], st.session_state[reason_key] or ""
        said_by, at = author(), resources.now()
        move(cursor, role_id, applicant_id, stage, seen=held.last, reason=reason, said_by=said_by, at=at)
        st.session_state[reason_key] = None
        _follow(cursor, role_id, applicant_id, ref)

    def back(cursor: Cursor) -> None:
        ref = ref_of(cursor, role_id, applicant_id)
        said_by, at = author(), resources.now()
        undo(cursor, role_id, applicant_id, seen=held.last or "", said_by=said_by, at=at)
        _follow(cursor, role_id, applicant_id, ref)

    with st.container(horizontal=True):
        st.button("Move", key=f"{key}-move", icon=":material/arrow_forward:", on_click=_doing, args=(go,))
        if held.moves:
            st.button("Undo the last move", key=f"{key}-undo", icon=":material/undo:", on_click=_doing, args=(back,))
    for one in held.moves[:_SHOWN_AT_ONCE]:
        st.caption(_told(one))
    if len(held.moves) > _SHOWN_AT_ONCE:
        with st.expander(counted(len(held.moves) - _SHOWN_AT_ONCE, "earlier move")):
            for one in held.moves[_SHOWN_AT_ONCE:]:
                st.caption(_told(one))


def _follow(cursor: Cursor, role_id: str, applicant_id: str, before: str) -> None:
    """Keep the page on a person who goes by another name from now on, where only some stages are blind."""
    ref = ref_of(cursor, role_id, applicant_id)
    if ref == before:
        return
    # What was worked out before may name people, or not name them.
    st.cache_data.clear()
    if st.query_params.get("applicant") == before:
        st.query_params["applicant"] = st.session_state["credence_applicant"] = ref


def _told(one: Move) -> str:
    how = "taken back, " if one.undoes else ""
    why = f": {as_label(one.reason)}" if one.reason else ""
    return f"{day(one.at)} {one.at:%H:%M} UTC, {as_label(one.said_by)}: {how}{one.came_from} to {one.stage}{why}"


def _noting(key: str, role_id: str, applicant_id: str, held: Standing) -> None:
    words_key = f"{key}-note"
    st.text_area("Note", key=words_key, max_chars=4_000, height=68)

    def keep(cursor: Cursor) -> None:
        words = st.session_state[words_key]
        add_note(cursor, role_id, applicant_id, words, said_by=author(), at=resources.now())
        st.session_state[words_key] = ""

    st.button("Keep the note", key=f"{key}-keep", icon=":material/note_add:", on_click=_doing, args=(keep,))
    for one in held.notes:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(f"{day(one.at)} {one.at:%H:%M} UTC, {as_label(one.said_by)}")

            def back(cursor: Cursor, note: Note = one) -> None:
                take_back(cursor, note.note_id, said_by=author(), at=resources.now())

            st.button(
                f"Take back the note of {day(one.at)} {one.at:%H:%M}",
                key=f"{key}-back-{one.note_id[:12]}",
                type="tertiary",
                icon=":material/undo:",
                on_click=_doing,
                args=(back,),
            )
        st.text(one.words)


def _tagging(key: str, role_id: str, applicant_id: str, held: Standing) -> None:
    tag_key = f"{key}-tag"
    st.text_input("Tag", key=tag_key, max_chars=MAX_TAG)

    def say(cursor: Cursor, words: str, *, on: bool) -> None:
        tag(cursor, role_id, applicant_id, words, on=on, said_by=author(), at=resources.now())

    def put(cursor: Cursor) -> None:
        say(cursor, st.session_state[tag_key], on=True)
        st.session_state[tag_key] = ""

    st.button("Add the tag", key=f"{key}-add", icon=":material/new_label:", on_click=_doing, args=(put,))
    for name in held.tags:

        def off(cursor: Cursor, name: str = name) -> None:
            say(cursor, name, on=False)

        label = f"Remove {as_label(name)}"
        st.button(
            label, key=f"{key}-off-{name}", type="tertiary", icon=":material/label_off:", on_click=_doing, args=(off,)
        )


def _doing(what: Callable[[Cursor], None]) -> None:
    """Do what a control stands for; what the store refuses is told on the page that follows."""
    try:
        with resources.cursor() as cursor:
            what(cursor)
    except StoreError as error:
        st.session_state[_TOLD] = f"{error} {error.next_step}"
