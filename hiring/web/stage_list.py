"""The stages of hiring in one's own words: of the role in hand, or of all roles that have none of their own."""

import polars as pl
import streamlit as st

from hiring.errors import StoreError
from hiring.models.role import RoleVersion
from hiring.store.stages import NEW, StageList, save_stages, stages_of
from hiring.web import resources
from hiring.web.gate import author


def stage_list(role: RoleVersion) -> None:
    """Draw the list as a table that is edited, with the reasons that are offered when somebody is declined."""
    section = st.expander("Stages of hiring", icon=":material/conversion_path:", on_change="rerun", key="stages")
    if not section.open:
        return
    with section, resources.cursor() as cursor:
        held = stages_of(cursor, role.role_id)
        st.caption(
            f"Everybody begins at “{NEW.capitalize()}”. Moving somebody to a stage that ends it needs a reason. A "
            "stage in which somebody stands stays until they are moved."
        )
        key = f"stages-{role.role_id}-{'-'.join(held.stages)}"
        left, right = st.columns(2, gap="medium")
        with left:
            rows = [(stage, stage in held.declined) for stage in held.stages if stage != NEW]
            edited = st.data_editor(
                pl.DataFrame(rows, schema={"Stage": pl.String, "Ends it": pl.Boolean}, orient="row"),
                num_rows="dynamic",
                hide_index=True,
                key=key,
                alt="Stages in their order, and which of them end it",
            )
        with right:
            reasons = st.text_area("Reasons that are offered, one a line", "\n".join(held.reasons), key=f"{key}-why")
            everywhere = st.checkbox("For all roles without a list of their own", key=f"{key}-all")
        if not st.button("Save the stages", icon=":material/save:", key=f"{key}-save"):
            return
        named = [(str(stage or ""), bool(ends)) for stage, ends in edited.iter_rows() if stage]
        wanted = StageList(
            tuple(stage for stage, _ in named),
            frozenset(stage for stage, ends in named if ends),
            tuple(reasons.splitlines()),
        )
        try:
            save_stages(cursor, "" if everywhere else role.role_id, wanted, said_by=author(), at=resources.now())
        except StoreError as error:
            st.error(f"{error} {error.next_step}", icon=":material/error:", title="Not saved")
            return
        st.toast("Saved.", icon=":material/check:")
        st.rerun()
