"""Under the ranking: pictures of the same people. What is clicked opens who or what it stands for."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from hiring.models.role import RoleVersion
from hiring.store.queries.narrowed import Filters
from hiring.views import shortlist as view
from hiring.views import shortlist_pictures as pictures
from hiring.views.text import as_label
from hiring.views.verdicts import VERDICTS
from hiring.web import components, resources

_SCORE, _SKILLS, _MIX = "Score and credibility", "Skills", "How badges are verified"


def shortlist_pictures(role: RoleVersion, filters: Filters) -> None:
    """Draw one picture, chosen by its name, of those who pass the filters."""
    st.subheader("Pictures", anchor=False)
    chosen = st.segmented_control(
        "Picture", [_SCORE, _SKILLS, _MIX], default=_SCORE, required=True, key="picture", bind="query-params",
        label_visibility="collapsed",
    )  # fmt: skip
    draw = {_SCORE: _scatter, _SKILLS: _heatmap, _MIX: _mix}.get(str(chosen), _scatter)
    draw(role, filters)


def _scatter(role: RoleVersion, filters: Filters) -> None:
    st.caption(
        "Each mark is a person: to the right, whoever shows more of what the role asks for; higher up, by evidence "
        "that weighs more. A click opens the person."
    )
    with resources.cursor() as cursor:
        figure, points, refs = view.scatter(cursor, role.role_id, filters)
    alt = "Applicants by score and mean weight of their evidence"
    event = components.chart(figure, alt=alt, key="score-credibility", on_select=True)
    components.as_table(points, alt=alt)
    names = dict(zip(refs, points["Applicant"], strict=True))
    _people([str(data[0]) for data in _clicked(event) if str(data[0]) in names], names)


def _heatmap(role: RoleVersion, filters: Filters) -> None:
    st.caption(
        f"The first {pictures.ROWS} of the list; must-haves have a star. A number is the level that was shown, ? one "
        "that nobody stated, a dash is unknown, which is not a no. A click on a cell opens the person."
    )
    with resources.cursor() as cursor:
        figure, table, refs = pictures.skills_heatmap(cursor, role.role_id, filters)
    alt = "The shortlist as a heatmap: people down, skills across, the level shown"
    event = components.chart(figure, alt=alt, key="skills-heatmap", on_select=True)
    components.as_table(table, alt=alt)
    names = dict(zip(refs, table["Applicant"], strict=True))
    picked = [(refs[int(data[0])], table.columns[int(data[1]) + 2]) for data in _clicked(event)]
    for ref, skill in picked[:1]:
        told = dict(zip(refs, table[skill], strict=True))[ref]
        st.text(f"{names[ref]}, {skill.removesuffix(' *')}: {told}")
    _people([ref for ref, _ in picked], names)


def _mix(role: RoleVersion, filters: Filters) -> None:
    st.caption("All badges of those who pass the filters. A click on a part lists only people with such a badge.")
    with resources.cursor() as cursor:
        figure, table = pictures.verification_mix(cursor, role.role_id, filters)
    alt = "Badges by verdict, for people who meet the must-haves, partly, or not"
    event = components.chart(figure, alt=alt, key="verification-mix", on_select=True)
    components.as_table(table, alt=alt)
    for gate, code in [data for data in _clicked(event) if len(data) > 1][:1]:
        st.button(
            f"Show the people with a badge that is {VERDICTS[code].text}",
            key="mix-open",
            icon=":material/filter_alt:",
            on_click=_narrow,
            args=(gate, code),
        )


def _narrow(gate: str, code: str) -> None:
    st.session_state["gate"], st.session_state["badge"], st.session_state["page"] = [gate], [code], 1


def _people(refs: Sequence[str], names: dict[str, str]) -> None:
    """Draw a way to each person of a selection."""
    for ref in dict.fromkeys(refs):
        if st.button(as_label(names[ref]), key=f"picture-{ref[:16]}", type="tertiary", icon=":material/person_search:"):
            st.switch_page("pages/applicant.py", query_params={"applicant": ref})


def _clicked(event: Any) -> list[Sequence[Any]]:
    """Return the custom data of what is selected."""
    found = [point.get("customdata") for point in event.selection.points]
    return [data for data in found if isinstance(data, list) and data]
