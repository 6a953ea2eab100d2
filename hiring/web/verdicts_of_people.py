"""What people say beside the evidence: an override of gate or score, and interviewers' marks skill by skill."""

from collections.abc import Callable, Mapping
from dataclasses import replace

import polars as pl
import streamlit as st

from hiring.errors import StoreError
from hiring.models.role import RoleVersion
from hiring.store.database import Cursor
from hiring.store.overrides import override, override_of
from hiring.store.scorecards import MARKS, CardMark, card, give_mark
from hiring.views.applicant import Applicant
from hiring.views.text import as_label, counted, day, shorten
from hiring.views.verdicts import GATES
from hiring.web import resources
from hiring.web.gate import author

_TOLD = "credence_said_told"
_AS_COMPUTED = "as computed"


def overriding(person: Applicant, role: RoleVersion) -> None:
    """Draw the override in force, the way to say another gate or score, and the way to take that back."""
    if person.match is None:
        return
    with resources.cursor() as cursor:
        held = override_of(cursor, role.role_id, person.id)
    told = st.session_state.pop(_TOLD, None)
    if told:
        st.error(told, icon=":material/error:")
    computed = GATES[person.match["computed_gate"]].word.lower()
    if held:
        st.warning(
            as_label(f"{held.said_by}, {day(held.at)}: {held.reason.strip().rstrip('.')}.")
            + f" Computed: must-haves {computed}, score {person.match['computed_score']:.0f}.",
            title="Overridden by a person",
            icon=":material/edit_note:",
        )
    seen = held.override_id if held else None
    key = f"override-{role.role_id}-{person.id[:12]}"

    def say(cursor: Cursor) -> None:
        gate, score = st.session_state[f"{key}-gate"], st.session_state[f"{key}-score"]
        _say(cursor, None if gate == _AS_COMPUTED else gate, score)

    def back(cursor: Cursor) -> None:
        _say(cursor, None, None)

    def _say(cursor: Cursor, gate: str | None, score: float | None) -> None:
        reason = st.session_state[f"{key}-reason"]
        said_by, at = author(), resources.now()
        override(
            cursor, role.role_id, person.id, gate=gate, score=score, reason=reason, seen=seen, said_by=said_by, at=at
        )
        st.session_state[f"{key}-reason"] = ""

    with st.popover("Override", icon=":material/edit_note:"):
        st.caption("Your word instead of what was computed. It needs a reason and is marked as such everywhere.")
        st.selectbox(
            "Must-haves",
            [_AS_COMPUTED, *GATES],
            format_func=lambda gate: GATES[gate].word if gate in GATES else gate.capitalize(),
            key=f"{key}-gate",
        )
        st.number_input("Score", 0.0, 100.0, None, 1.0, key=f"{key}-score", placeholder=_AS_COMPUTED)
        st.text_input("Reason", key=f"{key}-reason", max_chars=300)
        st.button("Override", key=f"{key}-say", type="primary", on_click=_doing, args=(say,))
        if held:
            st.button("Take it back", key=f"{key}-back", icon=":material/undo:", on_click=_doing, args=(back,))


def scorecard(person: Applicant, role: RoleVersion, blind: str | None = None) -> None:
    """Draw the marks of all interviewers beside what badges show, and the way to give one's own.

    `blind`: who the person is where they go by a pseudonym; what interviewers wrote is then left out, for it may say
    who it is.
    """
    applicant_id = blind or person.id
    with resources.cursor() as cursor:
        marks = card(cursor, role.role_id, applicant_id)
    if blind:
        marks = tuple(replace(one, words="") for one in marks)
    section = st.expander(
        f"Scorecard ({counted(len(marks), 'mark')})", icon=":material/fact_check:", on_change="rerun", key="scorecard"
    )
    if not section.open:
        return
    labels = {line["skill_id"]: line["label"] for line in person.lines}
    with section:
        told = st.session_state.pop(_TOLD, None)
        if told:
            st.error(told, icon=":material/error:")
        st.caption("What interviewers think, beside what badges show. Marks are nobody's average and change no score.")
        key = f"card-{role.role_id}-{person.id[:12]}"
        with st.container(horizontal=True, vertical_alignment="bottom"):
            st.selectbox(
                "Skill", list(labels), format_func=lambda skill: shorten(labels[skill], 80), key=f"{key}-skill"
            )
            st.segmented_control(
                "Mark", list(MARKS), format_func=lambda mark: f"{mark} {MARKS[mark]}", key=f"{key}-mark"
            )
        st.text_input("What you saw or heard", key=f"{key}-words", max_chars=1_000)

        def give(cursor: Cursor) -> None:
            skill, mark = st.session_state[f"{key}-skill"], st.session_state[f"{key}-mark"]
            words, said_by, at = st.session_state[f"{key}-words"], author(), resources.now()
            give_mark(cursor, role.role_id, applicant_id, skill, mark, words=words, said_by=said_by, at=at)
            st.session_state[f"{key}-words"] = ""

        st.button(
            "Keep my mark",
            key=f"{key}-give",
            icon=":material/check:",
            help="In place of your earlier one of this skill; without a mark, yours is taken back.",
            on_click=_doing,
            args=(give,),
        )
        if marks:
            st.dataframe(
                _table(person, labels, marks), hide_index=True, alt="Marks of interviewers by skill, beside the badges"
            )


def _table(person: Applicant, labels: Mapping[str, str], marks: tuple[CardMark, ...]) -> pl.DataFrame:
    lines = {line["skill_id"]: line for line in person.lines}
    rows = []
    for skill in dict.fromkeys(one.skill_id for one in marks):
        of_skill = [one for one in marks if one.skill_id == skill]
        line = lines.get(skill)
        low, high = min(one.mark for one in of_skill), max(one.mark for one in of_skill)
        rows.append(
            {
                "Skill": labels.get(skill, skill),
                "Badges show": "nothing" if line is None or not line["best_level"] else f"level {line['best_level']}",
                "Marks": "; ".join(f"{one.mark} {MARKS[one.mark]}, {one.said_by}" for one in of_skill),
                "Spread": "one voice" if len(of_skill) == 1 else f"{low} to {high}" if low != high else f"all {low}",
                "Words": "; ".join(one.words for one in of_skill if one.words),
            }
        )
    return pl.DataFrame(rows)


def _doing(what: Callable[[Cursor], None]) -> None:
    """Do what a button stands for; what the store refuses is told on the page that follows."""
    try:
        with resources.cursor() as cursor:
            what(cursor)
    except StoreError as error:
        st.session_state[_TOLD] = f"{error} {error.next_step}"
