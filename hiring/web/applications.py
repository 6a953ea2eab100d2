"""Applicants from a table, with stages and notes: looked at line by line before anything is kept."""

import polars as pl
import streamlit as st

from hiring.errors import CredenceError
from hiring.intake.applications import COLUMNS, read_applications
from hiring.intake.tables import Problem
from hiring.models.application import Application
from hiring.pipeline import settle
from hiring.store.applications import write_applications
from hiring.store.ids import folded
from hiring.store.stages import stages_of
from hiring.views.shortlist import titles
from hiring.views.text import as_label, counted
from hiring.web import resources
from hiring.web.gate import author

_ROUND = "credence_applications_round"


def applicants_from_table() -> None:
    """Draw the import: the file, what it says, what is wrong with it, and the button that keeps it."""
    section = st.expander("Applicants from a table", icon=":material/table:", on_change="rerun", key="from-table")
    if not section.open:
        return
    with section:
        headings = ", ".join(column.name.replace("_", " ") for column in COLUMNS)
        dropped = st.file_uploader(
            f"CSV or workbook with the columns: {headings}. Only the name is needed; badges may come later.",
            type=["csv", "xlsx", "ods", "txt"],
            key=f"applications-{st.session_state.get(_ROUND, 0)}",
        )
        if dropped is None:
            return
        try:
            with resources.cursor() as cursor:
                ids = {folded(role.title): role_id for role_id, role in titles(cursor).items()}
                stages = {role_id: stages_of(cursor, role_id).stages for role_id in ids.values()}
            read = read_applications(
                dropped.getvalue(),
                role_of=lambda title: ids.get(folded(title)),
                stages_of=lambda role_id: stages[role_id],
            )
        except CredenceError as error:
            st.error(f"{as_label(str(error))} {as_label(error.next_step)}", icon=":material/error:", title="Not read")
            return
        if read.unknown:
            st.caption(as_label(f"Not read: {', '.join(read.unknown)}"))
        if read.problems:
            st.warning(f"{counted(len(read.problems), 'line')} cannot be read and will be left out.")
            st.dataframe(_wrong(read.problems), hide_index=True, alt="Lines with problems")
        if not read.applications:
            return
        st.dataframe(_told(read.applications), hide_index=True, alt="What the table says of each applicant")
        if st.button(
            f"Take in {counted(len(read.applications), 'application')}", type="primary", icon=":material/save:"
        ):
            at = resources.now()
            with resources.cursor() as cursor:
                who = write_applications(cursor, read.applications, name=dropped.name, said_by=author(), at=at)
            with st.spinner("Matching them against the roles"):
                settle(resources.database(), who, at=at, today=at)
            st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
            st.toast(f"{counted(len(who), 'applicant')} taken in.", icon=":material/check:")
            st.rerun()


def _told(applications: tuple[Application, ...]) -> pl.DataFrame:
    with resources.cursor() as cursor:
        names = {role_id: role.title for role_id, role in titles(cursor).items()}
    rows = [
        (one.name, one.email or "", names.get(one.role_id or "", ""), (one.stage or "new").capitalize(),
         ", ".join(one.tags), one.note)
        for one in applications
    ]  # fmt: skip
    return pl.DataFrame(rows, schema=["Applicant", "E-mail", "Role", "Stage", "Tags", "Note"], orient="row")


def _wrong(found: tuple[Problem, ...]) -> pl.DataFrame:
    rows = [(problem.line, problem.column, problem.message) for problem in found]
    return pl.DataFrame(rows, schema={"Line": pl.Int64, "Column": pl.String, "Problem": pl.String}, orient="row")
