"""The catalogue of courses: what is offered and what it would weigh here, and importing more."""

from collections.abc import Callable, Sequence

import polars as pl
import streamlit as st

from hiring.credibility.in_force import policy_now
from hiring.credibility.prospective import prospects
from hiring.errors import IntakeError
from hiring.intake.courses import COLUMNS, Courses, read_courses
from hiring.skills.catalogue import adopt
from hiring.store.courses import Known, recognised_issuers, write_courses
from hiring.store.database import transaction
from hiring.views.people import skill_names
from hiring.views.text import as_label, counted, day
from hiring.web import resources
from hiring.web.course_skills import decided
from hiring.workforce.learning import enough

_ROUND, _SAID = "credence_courses_round", "credence_courses_told"


def importing(known: Sequence[Known]) -> None:
    """Draw the import of a catalogue: file, what is wrong with it, and the button that takes the rest."""
    if said := st.session_state.pop(_SAID, None):
        st.success(said, icon=":material/check_circle:")
    dropped = st.file_uploader(
        "Catalogue of courses (CSV, XLSX, or CTDL as JSON-LD)",
        type=["csv", "xlsx", "ods", "txt", "json", "jsonld"],
        key=f"courses-{st.session_state.get(_ROUND, 0)}",
        help="Columns: " + ", ".join(column.name.replace("_", " ") for column in COLUMNS) + ". "
        "Skills with the level that the course leads to, such as: Kubernetes: 4; Terraform: 3",
    )
    if dropped is None:
        return
    skills = resources.catalogue()

    def skill_of(words: str) -> str | None:
        found = skills.named(words)
        return found.id if found else None

    def read(named: Callable[[str], str | None]) -> Courses:
        codes = [one.course.code for one in known]
        return read_courses(dropped.getvalue(), named, codes, today=resources.now().date())

    try:
        told = read(skill_of)
    except IntakeError as error:
        st.error(f"{as_label(str(error))} {as_label(error.next_step)}", icon=":material/error:", title="Not read")
        return
    if meant := decided(told.unknown_skills):
        told = read(lambda words: skill_of(words) or meant.get(words))
    st.caption(f"{counted(len(told.courses), 'course')} can be used; {counted(len(told.problems), 'problem')}.")
    if told.problems:
        problems = pl.DataFrame(
            [(problem.line, problem.column, problem.message) for problem in told.problems],
            schema={"Line": pl.Int64, "Column": pl.String, "Problem": pl.String},
            orient="row",
        )
        st.dataframe(problems, hide_index=True, height=min(38 * (len(problems) + 1), 260), alt="Problems by line")
    if told.unknown_columns:
        names = ", ".join(f"“{name}”" for name in told.unknown_columns)
        st.caption(f"Not used: the columns {as_label(names)}.")
    if told.courses and st.button(
        f"Import {counted(len(told.courses), 'course')}", type="primary", icon=":material/save:", key="courses-import"
    ):
        with resources.cursor() as cursor, transaction(cursor):
            taught = [skill.skill_id for course in told.courses for skill in course.skills]
            adopt(cursor, taught, skills, at=resources.now())
            news = write_courses(cursor, told.courses, name=dropped.name, at=resources.now())
        st.session_state[_SAID] = f"{counted(news, 'course')} new or changed."
        st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
        st.rerun()


def offered(known: Sequence[Known]) -> None:
    """Draw the courses, and the reasons for what one weighs."""
    with resources.cursor() as cursor:
        with transaction(cursor):
            policy = policy_now(cursor, resources.now())
        weighed = prospects([one.course for one in known], recognised_issuers(cursor), policy)
        labels, _ = skill_names(cursor)
    rows = [
        {
            "Code": one.course.code,
            "Course": one.course.name,
            "Provider": one.course.provider,
            "Weighs": round(prospect.value, 2),
            "Skills": "; ".join(
                f"{labels.get(skill.skill_id, skill.skill_id)}: {skill.level or 'not stated'}"
                for skill in one.course.skills
            ),
            "Cost": one.course.cost,
            "Hours": one.course.hours,
            "Starts": day(one.course.starts_on) or "any day",
            "Seats": "no limit" if one.course.seats is None else str(one.course.seats),
            "After": "; ".join(one.course.prerequisites),
            "Counts towards": "; ".join(one.course.stacks_into),
        }
        for one, prospect in zip(known, weighed, strict=True)
    ]
    st.caption(f"{counted(len(rows), 'course')}. Weighs: what a badge of the course would weigh here, 0 to 1.")
    st.dataframe(
        pl.DataFrame(rows, infer_schema_length=None),
        hide_index=True,
        height=min(38 * (len(rows) + 1), 460),
        alt="Courses",
    )
    names = {f"{one.course.name} ({one.course.code})": prospect for one, prospect in zip(known, weighed, strict=True)}
    chosen = names.get(
        st.selectbox("Why does a course weigh what it weighs?", list(names), index=None, key="course-why") or ""
    )
    if chosen is not None:
        st.markdown(
            f"**{chosen.value:.2f}**, between {chosen.low:.2f} and {chosen.high:.2f}; "
            f"from {enough(policy):.2f} on it closes a gap."
        )
        for why in chosen.why:
            st.markdown(f":material/arrow_right: {as_label(why)}")
