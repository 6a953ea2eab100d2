"""The parts of *Roles*: the matrix as an editable table, who would meet it, and saving the next version."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import available_timezones

import polars as pl
import streamlit as st

from hiring.errors import CredenceError, UsageError
from hiring.findings import look_again
from hiring.matching.refresh import refresh
from hiring.models.role import FIRST_DAY, LAST_DAY, LEVEL_WORDS, Deadline, RoleSkill, RoleVersion
from hiring.skills.catalogue import adopt
from hiring.store.database import transaction
from hiring.store.deadlines import issued_since
from hiring.store.roles import save_role
from hiring.views import roles as view
from hiring.views.role_sources import advice, as_workbook, attributions, moved, with_lines
from hiring.views.roles import SkillNames
from hiring.views.text import as_label, counted
from hiring.web import components, resources
from hiring.web.gate import author
from hiring.web.role_sources import sources

# Set after a save and read once on the rerun that follows it.
SAVED = "credence_role_saved"
# Holds the draft of a matrix until it is saved.
_DRAFT = "credence_role_draft-"


@dataclass(frozen=True, slots=True)
class _Draft:
    """A matrix with lines that were added to it. `turn`: how often; an editor's base must not change under its key."""

    turn: int
    table: pl.DataFrame
    told: str = ""


def edit(role: RoleVersion | None, names: SkillNames, others: Mapping[str, RoleVersion]) -> None:
    """Draw the matrix of `role` (a new role's for `None`), its reach beside it, and the form that saves it.

    `others`: the roles whose lines may be taken over.
    """
    stem = f"{role.role_id}-{role.version}" if role else "new"
    draft: _Draft = st.session_state.get(_DRAFT + stem) or _Draft(0, view.matrix(role.skills if role else (), names))
    added = sources(stem, others, opened=role is None)
    table, beside = st.columns([3, 2], gap="medium")
    with table:
        st.subheader("What it asks for", anchor=False)
        edited = _matrix(draft, names, stem)
        if draft.told:
            st.caption(as_label(draft.told))
        st.caption(" · ".join(f"{level} {words.split(':')[0]}" for level, words in LEVEL_WORDS.items()))
        _below(edited, names, role)
    if added:
        _add(draft, edited, added, stem)
    try:
        wanted = view.lines(edited, names)
    except UsageError as error:
        st.error(as_label(str(error)), icon=":material/error:")
        return
    with beside:
        _reach(wanted, names)
    _save(role, wanted, stem)


def begin_anew() -> None:
    """Forget the draft of a new role that was not saved."""
    st.session_state.pop(f"{_DRAFT}new", None)


def _add(draft: _Draft, edited: pl.DataFrame, added: Sequence[RoleSkill], stem: str) -> None:
    """Put the lines into the draft, what was edited so far kept, and begin again with it."""
    with resources.cursor() as cursor:
        with transaction(cursor):
            adopt(cursor, [line.skill_id for line in added], resources.catalogue(), at=resources.now())
        names = view.skill_names(cursor)
    table, number = with_lines(edited, added, names)
    there = len(added) - number
    told = f"Added {counted(number, 'line')}; levels and must-haves of new lines are suggestions until you save."
    if there:
        told += f" {counted(there, 'skill')} stood there already and stayed as before."
    st.session_state[_DRAFT + stem] = _Draft(draft.turn + 1, table, told)
    st.rerun()


def _below(edited: pl.DataFrame, names: SkillNames, role: RoleVersion | None) -> None:
    """Draw what is to be said of the matrix as a whole, and offer it as a file."""
    skills = [names.by_label.get(label, label) for label in edited["Skill"].drop_nulls()]
    with resources.cursor() as cursor:
        gone = moved(cursor, role, names) if role else []
        source = attributions(cursor, skills)
    if too_long := advice(len(skills)):
        st.info(too_long, icon=":material/unfold_less:")
    if gone:
        st.warning(
            f"The newer version of a framework does not have: {as_label(', '.join(gone))}. Badges are linked to them "
            "still; choose what takes their place.",
            icon=":material/move_down:",
        )
    if skills:
        st.download_button(
            "Export as XLSX",
            as_workbook(edited),
            file_name="role.xlsx",
            icon=":material/download:",
            type="tertiary",
            on_click="ignore",
        )
    if source:
        st.caption(as_label(source))


def _matrix(draft: _Draft, names: SkillNames, stem: str) -> pl.DataFrame:
    options = sorted({*names.by_label, *draft.table["Skill"].drop_nulls()}, key=str.casefold)
    edited = st.data_editor(
        draft.table,
        num_rows="dynamic",
        hide_index=True,
        key=f"matrix-{stem}-{draft.turn}",
        height="content",
        placeholder="",
        alt="The role's skills with level, weight, must-have and oldest acceptable evidence; editable",
        column_config={
            "Skill": st.column_config.SelectboxColumn(
                options=options, required=True, width=145, help="Type to search."
            ),
            "Level": st.column_config.NumberColumn(
                min_value=1,
                max_value=5,
                step=1,
                default=3,
                required=True,
                width=60,
                help="  \n".join(f"{level} {words}" for level, words in LEVEL_WORDS.items()),
            ),
            "Weight": st.column_config.NumberColumn(
                min_value=0.1, max_value=10, step=0.1, default=1.0, required=True, width=70
            ),
            "Must-have": st.column_config.CheckboxColumn(default=False, width=92, help="Gates apart from the score."),
            "Oldest, months": st.column_config.NumberColumn(
                "Max. age",
                min_value=1,
                max_value=600,
                step=1,
                width=90,
                help="The oldest acceptable evidence, in months. Empty: any age.",
            ),
        },
    )
    return pl.DataFrame(edited).cast(pl.Schema(view.MATRIX))


def _reach(wanted: tuple[RoleSkill, ...], names: SkillNames) -> None:
    st.subheader("Who would meet each line", anchor=False)
    if not wanted:
        st.caption("Add skills; the numbers appear beside them.")
        return
    with resources.cursor() as cursor:
        reached = view.reach(cursor, wanted, names, resources.now())
    everybody = int(reached["Applicants"][0])
    st.dataframe(
        reached.drop("Applicants"),
        hide_index=True,
        height="content",
        alt="How many applicants would meet each line of the role as it stands",
        column_config={
            "Skill": st.column_config.TextColumn(width=125),
            "Would meet": st.column_config.ProgressColumn(
                width=122,
                min_value=0,
                max_value=max(everybody, 1),
                format="%d",
                help="At the level, recent enough, in force.",
            ),
            "Show it at all": st.column_config.NumberColumn("Show it", width=66, help="At any level, of any age."),
        },
    )
    impossible = [
        row["Skill"]
        for row, line in zip(reached.iter_rows(named=True), wanted, strict=True)
        if line.must_have and row["Would meet"] == 0
    ]
    st.caption(f"Of {everybody:,} applicants, by authentic badges in force.")
    if impossible:
        st.warning(
            f"Nobody would meet this must-have: {as_label(', '.join(impossible))}. Everybody would be held back by it.",
            icon=":material/warning:",
        )


def _save(role: RoleVersion | None, wanted: tuple[RoleSkill, ...], stem: str) -> None:
    with st.form(f"save-{stem}", border=True):
        st.markdown("**Save as a new version**" if role else "**Save the new role**")
        title = st.text_input("Title", role.title if role else "", max_chars=view.TITLE_LETTERS, key=f"title-{stem}")
        summary = st.text_area(
            "Summary", role.summary if role else "", max_chars=2000, height=68, key=f"summary-{stem}"
        )
        apply_by = _deadline(role, stem)
        reason = st.text_input(
            "Reason for this version", max_chars=500, key=f"reason-{stem}", placeholder="What changed, and why"
        )
        if not st.form_submit_button("Save", type="primary", icon=":material/save:"):
            return
    title, summary, reason = title.strip(), summary.strip(), reason.strip()
    if not (title and reason and wanted):
        st.error("A version needs a title, at least one skill and a reason.", icon=":material/error:")
        return
    version = RoleVersion(
        role_id=role.role_id if role else f"role-{secrets.token_hex(8)}",
        title=title[: view.TITLE_LETTERS],
        summary=summary[:2000],
        version=role.version + 1 if role else 1,
        skills=wanted,
        reason=reason[:500],
        saved_by=author(),
        saved_at=resources.now(),
        apply_by=apply_by,
    )
    try:
        with resources.cursor() as cursor:
            save_role(cursor, version)
    except CredenceError as error:
        st.error(f"{as_label(str(error))} {as_label(error.next_step)}", icon=":material/error:", title="Not saved")
        return
    with st.spinner("Matching everybody against it"):
        matched = refresh(resources.database(), as_of=resources.now().date(), roles={version.role_id})
        _look_again([each.apply_by.day for each in (role, version) if each and each.apply_by])
    st.session_state.pop(_DRAFT + stem, None)
    st.session_state[SAVED] = (version.title, version.version, matched)
    components.hold_role(version.title)
    st.rerun()


def _deadline(role: RoleVersion | None, stem: str) -> Deadline | None:
    """Draw the day until whose end applications count, and whose clocks tell when that is."""
    before = role.apply_by if role else None
    left, right = st.columns([1, 1])
    day = left.date_input(
        "Applications until the end of",
        before.day if before else None,
        min_value=FIRST_DAY,
        max_value=LAST_DAY,
        format="YYYY-MM-DD",
        key=f"apply-by-{stem}",
        help="Empty: no deadline. Badges issued after it are told on the applicant's page; they go on counting.",
    )
    zones = sorted(available_timezones())
    zone = before.zone if before and before.zone in zones else "UTC"
    chosen = right.selectbox("In the time zone of", zones, zones.index(zone), key=f"apply-zone-{stem}")
    return Deadline(day=day, zone=chosen) if day else None


def _look_again(days: Sequence[date]) -> None:
    """Look again at whoever has badges that a deadline, the new or the former one, may have come before."""
    if not days:
        return
    with resources.cursor() as cursor:
        people = issued_since(cursor, min(days))
    look_again(resources.database(), people, at=resources.now())
