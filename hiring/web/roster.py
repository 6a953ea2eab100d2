"""The parts of *People*: importing a roster with a preview, employees' badges, the queue of those that fit nobody."""

from collections.abc import Sequence
from datetime import date

import polars as pl
import streamlit as st

from hiring.errors import CredenceError, IntakeError
from hiring.intake.assessments import read_assessments
from hiring.intake.roster import Roster, read_roster
from hiring.intake.tables import Problem
from hiring.models.employee import UNIT_SEPARATOR, Employment
from hiring.skills.labels import normalise
from hiring.staffing import take_in
from hiring.store.assessments import write_assessments
from hiring.store.attachments import Attachment, unmatched, write_attachments
from hiring.store.database import Cursor, transaction
from hiring.store.skills import all_skills
from hiring.store.workforce import employee_id, employments_on, write_roster
from hiring.views.text import as_label, counted
from hiring.web import components, resources
from hiring.web.gate import author
from hiring.web.staging import stage
from hiring.workforce.rostering import RosterPlan, plan_roster

_NOBODY = "Nobody who works here"


def waiting(cursor: Cursor) -> pl.DataFrame:
    """Return whose badges fit nobody on the roster (`hiring.store.attachments.unmatched`)."""
    return unmatched(cursor)


def roster(staff: pl.DataFrame) -> None:
    """Draw the import of a roster: file, what it would change, what is wrong with it, and the button that does it."""
    if staff.is_empty():
        st.info("Import a roster to begin. Importing another one later updates it; who is gone is kept for history.")
    left, right = st.columns([3, 1], gap="medium")
    with left:
        dropped = st.file_uploader(
            "Roster (CSV or XLSX): employee number, name, e-mail, unit, manager, location, role, hours",
            type=["csv", "xlsx", "ods", "txt"],
            key=f"roster-{st.session_state.get('credence_roster_round', 0)}",
        )
    with right:
        holds_from = st.date_input("It holds from", resources.now().date(), max_value=resources.now().date())
    if dropped is None:
        told = st.session_state.pop("credence_roster_told", None)
        if told:
            st.success(told, icon=":material/check_circle:")
        return
    try:
        read = read_roster(dropped.getvalue())
    except IntakeError as error:
        st.error(f"{as_label(str(error))} {as_label(error.next_step)}", icon=":material/error:", title="Not read")
        return
    day = holds_from if isinstance(holds_from, date) else resources.now().date()
    with resources.cursor() as cursor:
        current = employments_on(cursor, day, left_too=True)
    plan = plan_roster(read.employments, read.kept, current)
    columns = st.columns(4)
    for column, (word, number) in zip(
        columns,
        (
            ("New", len(plan.new)),
            ("Changed", len(plan.changed)),
            ("Left", len(plan.left)),
            ("As before", plan.unchanged),
        ),
        strict=True,
    ):
        column.metric(word, f"{number:,}", border=True)
    _problems(read)
    changes = _planned(plan, current)
    if changes.is_empty():
        st.caption("Nothing would change.")
        return
    with st.expander(
        f"What would change: {counted(len(changes), 'employee')}", icon=":material/difference:", expanded=True
    ):
        st.dataframe(
            changes, hide_index=True, height=min(38 * (len(changes) + 1), 320), alt="What the roster would change"
        )
    if st.button(f"Import {counted(len(changes), 'change')}", type="primary", icon=":material/save:", key="import"):
        with resources.cursor() as cursor:
            write_roster(
                cursor,
                name=dropped.name,
                holds_from=day,
                lines=len(read.employments) + len(read.kept),
                changed=(*plan.new, *plan.changed),
                left=plan.left,
                by=author(),
                at=resources.now(),
            )
        st.session_state["credence_roster_round"] = st.session_state.get("credence_roster_round", 0) + 1
        st.session_state["credence_roster_told"] = (
            f"Imported: {len(plan.new)} new, {len(plan.changed)} changed, {len(plan.left)} left. "
            f"{counted(len(read.problems), 'problem')} in the file."
        )
        st.rerun()


def _problems(read: Roster) -> None:
    found = _told(read.problems)
    if not found.is_empty():
        with st.expander(f"{counted(len(found), 'problem')} in the file", icon=":material/rule:", expanded=True):
            st.caption("A line that cannot be understood is left out, and its employee stays as they were.")
            st.dataframe(found, hide_index=True, height=min(38 * (len(found) + 1), 260), alt="Lines with problems")
    if read.unknown_columns:
        names = ", ".join(f"“{name}”" for name in read.unknown_columns)
        st.caption(f"Not used: the columns {as_label(names)}.")


def staff_badges(*, has_roster: bool) -> None:
    """Draw the upload of employees' badges, which are attached to whom they were issued to."""
    if not has_roster:
        st.caption("Import a roster first: badges are attached to the people on it.")
        return
    dropped = st.file_uploader(
        "Badges of people who work here, as files or ZIP. Each goes to whom it was issued to.",
        accept_multiple_files=True,
        key=f"staff-{st.session_state.get('credence_staff_round', 0)}",
    )
    job = resources.jobs().get(st.session_state.get("credence_staff_job"))
    if job is not None:
        _watch(job.id)
    if dropped and st.button("Verify and attach", type="primary", icon=":material/verified:", key="attach"):
        try:
            staged = stage([(file.name, file.getvalue()) for file in dropped], None)
        except IntakeError as error:
            st.error(f"{as_label(str(error))} {as_label(error.next_step)}", icon=":material/error:")
            return
        database, verifier, by = resources.database(), resources.verifier(), author()
        started = resources.jobs().start(
            staged.name,
            lambda progress, cancelled: take_in(
                staged.name,
                staged.entries,
                database=database,
                verifier=verifier,
                clock=resources.now,
                by=by,
                progress=progress,
                cancelled=cancelled,
            ),
        )
        st.session_state["credence_staff_job"] = started.id
        st.session_state["credence_staff_round"] = st.session_state.get("credence_staff_round", 0) + 1
        st.rerun()


@st.fragment(run_every=1.0)
def _watch(job_id: str) -> None:
    job = resources.jobs().get(job_id)
    if job is None:
        return
    if job.state == "failed":
        st.error(f"{job.problem} {job.next_step}", icon=":material/error:")
    elif job.report is not None:
        words = ", ".join(f"{number} {code.lower().replace('_', ' ')}" for code, number in job.report.counts().items())
        st.success(f"{as_label(job.name)}: {words}.", icon=":material/check_circle:")
    elif job.progress is not None:
        st.progress(
            job.progress.done / max(job.progress.total, 1), f"{job.progress.done} of {job.progress.total} files"
        )
    else:
        st.progress(0.0, "Looking whose each is")


def match(open_cases: pl.DataFrame, staff: pl.DataFrame) -> None:
    """Draw the queue of badges that fit nobody: one holder at a time, and who it is."""
    if open_cases.is_empty():
        st.caption("All badges that were sent are attached to somebody.")
        return
    st.caption(
        "Neither key nor e-mail address of these is on the roster. Say whose they are; it stands until it is changed."
    )
    names = {f"{row['Name']} ({row['Number']}), {row['Unit']}": row["Number"] for row in staff.iter_rows(named=True)}
    for row in open_cases.head(10).iter_rows(named=True):
        with st.container(border=True):
            components.bold(row["name"])
            components.plain(
                f"{row['email'] or 'no e-mail'}; {counted(row['badges'], 'badge')}, such as {row['example']}"
            )
            with st.container(horizontal=True, vertical_alignment="bottom"):
                picked = st.selectbox("Who is it?", [_NOBODY, *names], index=None, key=f"who-{row['applicant_id']}")
                said = st.button("Attach", key=f"say-{row['applicant_id']}", disabled=picked is None)
            if said and picked:
                number = names.get(picked)
                one = Attachment(
                    row["applicant_id"], employee_id(number) if number else None, "person", "a person said so"
                )
                with resources.cursor() as cursor, transaction(cursor):
                    write_attachments(cursor, [one], by=author(), at=resources.now())
                st.rerun()
    if len(open_cases) > 10:
        st.caption(f"{len(open_cases) - 10} more.")


def assess(*, has_roster: bool) -> None:
    """Draw the import of assessments by managers and people themselves."""
    if not has_roster:
        st.caption("Import a roster first.")
        return
    st.caption(
        "What managers and people themselves say counts where no badge does, and is shown as said, not as verified."
    )
    dropped = st.file_uploader(
        "Assessments (CSV or XLSX): employee number, skill, level 1 to 5, said by (manager or self), date, note",
        type=["csv", "xlsx", "ods", "txt"],
        key=f"assess-{st.session_state.get('credence_assess_round', 0)}",
    )
    if dropped is None:
        return
    today = resources.now().date()
    with resources.cursor() as cursor:
        skills = all_skills(cursor)
        numbers = frozenset(employments_on(cursor, today, left_too=True)["employee_number"].to_list())
    by_name = {normalise(name): skill.id for skill in reversed(skills) for name in (*skill.aliases, skill.label)}
    try:
        read = read_assessments(
            dropped.getvalue(), today=today, employees=numbers, skill_of=lambda name: by_name.get(normalise(name))
        )
    except CredenceError as error:
        st.error(f"{as_label(str(error))} {as_label(error.next_step)}", icon=":material/error:", title="Not read")
        return
    if read.problems:
        st.dataframe(_told(read.problems), hide_index=True, alt="Lines with problems")
    if read.assessments and st.button(
        f"Import {counted(len(read.assessments), 'assessment')}", type="primary", icon=":material/save:"
    ):
        with resources.cursor() as cursor, transaction(cursor):
            write_assessments(cursor, read.assessments, name=dropped.name, at=resources.now())
        st.session_state["credence_assess_round"] = st.session_state.get("credence_assess_round", 0) + 1
        st.rerun()


def _planned(plan: RosterPlan, current: pl.DataFrame) -> pl.DataFrame:
    """Return what a roster would change: Change, Number, Name, Unit, What."""
    names = dict(current.select("employee_number", "name").iter_rows())
    units = dict(current.select("employee_number", "unit").iter_rows())
    rows = [_line("New", one, "") for one in plan.new]
    rows += [
        _line("Changed", one, ", ".join(name.replace("_", " ") for name in plan.changes[one.employee_number]))
        for one in plan.changed
    ]
    rows += [
        ("Left", number, names.get(number, ""), UNIT_SEPARATOR.join(units.get(number) or ()), "")
        for number in plan.left
    ]
    return pl.DataFrame(rows, schema=["Change", "Number", "Name", "Unit", "What"], orient="row")


def _told(found: Sequence[Problem]) -> pl.DataFrame:
    """Return what is wrong with the lines of a file: Line, Column, Problem."""
    rows = [(problem.line, problem.column, problem.message) for problem in found]
    return pl.DataFrame(rows, schema={"Line": pl.Int64, "Column": pl.String, "Problem": pl.String}, orient="row")


def _line(change: str, one: Employment, what: str) -> tuple[str, str, str, str, str]:
    return change, one.employee_number, one.name, UNIT_SEPARATOR.join(one.unit), what
