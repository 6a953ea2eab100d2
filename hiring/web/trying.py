"""Other weights tried on the shortlist: sliders, the ranking that they give, and saving them with a reason."""

import streamlit as st

from hiring.errors import CredenceError
from hiring.matching.refresh import refresh
from hiring.models.role import RoleVersion
from hiring.store.roles import save_role
from hiring.views.roles import skill_names
from hiring.views.text import as_label, counted
from hiring.views.trying import reweighted, tried
from hiring.web import components, resources
from hiring.web.gate import author

_LEAST, _MOST, _STEP = 0.5, 10.0, 0.5


@st.fragment
def try_weights(role: RoleVersion) -> None:
    """Draw the panel. Nothing is saved before somebody says so and why."""
    with resources.cursor() as cursor:
        names = skill_names(cursor).by_id
    st.caption(
        "What if a skill counted for more, or for less? Drag, and see who would move. The shortlist stays as it is "
        "until you save."
    )
    sliders, beside = st.columns([2, 3], gap="medium")
    stem = f"try-{role.role_id}-{role.version}"
    with sliders, st.container(height=420, border=False):
        weights = {
            line.skill_id: st.slider(
                as_label(names.get(line.skill_id, line.skill_id)),
                _LEAST,
                _MOST,
                max(_LEAST, float(line.weight)),
                _STEP,
                key=f"{stem}-{line.skill_id}",
            )
            for line in role.skills
        }
    changed = {line.skill_id: weights[line.skill_id] for line in role.skills if weights[line.skill_id] != line.weight}
    with beside:
        with resources.cursor() as cursor:
            found = tried(cursor, role, changed)
        st.dataframe(
            found.table,
            hide_index=True,
            height="content",
            alt=f"The best for {role.title} with these weights, and how their places changed",
            column_config={
                "Rank": st.column_config.NumberColumn("#", width=40),
                "Score": st.column_config.NumberColumn(format="%.1f", width=70),
            },
        )
        if not changed:
            st.caption("These are the weights of the role as it is saved.")
            return
        st.caption(f"{counted(found.moved, 'place')} of the best {found.table.height} changed.")
        _save(role, changed, stem)


def _save(role: RoleVersion, changed: dict[str, float], stem: str) -> None:
    with st.form(f"{stem}-save", border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        reason = st.text_input("Reason for these weights", max_chars=500, key=f"{stem}-reason")
        if not st.form_submit_button("Save as the next version", icon=":material/save:"):
            return
    if not reason.strip():
        st.error("Say why, in a few words: the reason is kept with the version.", icon=":material/error:")
        return
    version = reweighted(role, changed).model_copy(
        update={
            "version": role.version + 1,
            "reason": reason.strip(),
            "saved_by": author(),
            "saved_at": resources.now(),
        }
    )
    try:
        with resources.cursor() as cursor:
            save_role(cursor, version)
    except CredenceError as error:
        st.error(f"{as_label(str(error))} {as_label(error.next_step)}", icon=":material/error:", title="Not saved")
        return
    with st.spinner("Matching everybody against it"):
        refresh(resources.database(), as_of=resources.now().date(), roles={version.role_id})
    components.hold_role(version.title)
    st.rerun()
