"""Several people of the shortlist at once: compared, moved to a stage, tagged, or noted of.

Each of them is moved by themselves, from the stage in which the person at the screen saw them: whom a colleague has
moved in the meantime stays where they are, and is named.
"""

from collections.abc import Callable, Sequence

import streamlit as st

from hiring.errors import StoreError
from hiring.models.role import RoleVersion
from hiring.store.database import Cursor
from hiring.store.process import MAX_TAG, add_note, move, standing, tag
from hiring.store.stages import stages_of
from hiring.views.shortlist import Person
from hiring.views.text import as_label, counted
from hiring.web import resources
from hiring.web.compare import PARAMETER
from hiring.web.desk import reason_box
from hiring.web.gate import author

_TOLD = "credence_bulk_told"
# As many as *Compare* has room for.
_COMPARED = range(2, 7)


def several(role: RoleVersion, people: Sequence[Person]) -> None:
    """Draw what can be done with some people of a role at once."""
    with resources.cursor() as cursor:
        listed = stages_of(cursor, role.role_id)
        seen = {person.applicant_id: standing(cursor, role.role_id, person.applicant_id).last for person in people}
    key = "bulk"
    with st.container(border=True, key="bulk"):
        st.subheader(counted(len(people), "applicant"), anchor=False)
        st.caption(as_label(", ".join(person.name for person in people)))
        _outcome()
        if len(people) in _COMPARED and st.button(
            "Compare them", type="primary", icon=":material/compare:", width="stretch", key=f"{key}-compare"
        ):
            refs = ",".join(person.ref for person in people)
            st.switch_page("pages/compare.py", query_params={PARAMETER: refs})
        st.selectbox("Move to", listed.stages, format_func=str.capitalize, key=f"{key}-stage")
        reason_box(listed, f"{key}-reason")

        def moving(cursor: Cursor, who: str) -> None:
            stage, reason = st.session_state[f"{key}-stage"], st.session_state[f"{key}-reason"] or ""
            said_by, at = author(), resources.now()
            move(cursor, role.role_id, who, stage, seen=seen[who], reason=reason, said_by=said_by, at=at)

        def tagging(cursor: Cursor, who: str) -> None:
            words, at = st.session_state[f"{key}-tag"], resources.now()
            tag(cursor, role.role_id, who, words, on=True, said_by=author(), at=at)

        def noting(cursor: Cursor, who: str) -> None:
            words, at = st.session_state[f"{key}-note"], resources.now()
            add_note(cursor, role.role_id, who, words, said_by=author(), at=at)

        _button("Move them", "move", "arrow_forward", people, moving, "moved")
        st.text_input("Tag", key=f"{key}-tag", max_chars=MAX_TAG)
        _button("Add the tag", "tagged", "new_label", people, tagging, "tagged")
        st.text_area("Note", key=f"{key}-note", max_chars=4_000, height=68)
        _button("Keep the note", "noted", "note_add", people, noting, "noted")


def _button(
    label: str, key: str, icon: str, people: Sequence[Person], act: Callable[[Cursor, str], None], done: str
) -> None:
    st.button(
        label,
        key=f"bulk-go-{key}",
        icon=f":material/{icon}:",
        width="stretch",
        on_click=_each,
        args=(people, act, done),
    )


def _each(people: Sequence[Person], act: Callable[[Cursor, str], None], done: str) -> None:
    """Do something with each; keep in words what became of it."""
    through, refused = 0, []
    with resources.cursor() as cursor:
        for person in people:
            try:
                act(cursor, person.applicant_id)
            except StoreError as error:
                refused.append(f"{person.name}: {error} {error.next_step}")
            else:
                through += 1
    st.session_state[_TOLD] = (f"{counted(through, 'applicant')} {done}." if through else "", tuple(refused))


def _outcome() -> None:
    done, refused = st.session_state.pop(_TOLD, ("", ()))
    if done:
        st.success(done, icon=":material/check:")
    for words in refused:
        st.warning(as_label(words), icon=":material/info:")
