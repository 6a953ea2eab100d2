"""The parts of *Upskilling*: what is asked, the plan in the making, the plan, and changes to it."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import polars as pl
import streamlit as st

from hiring.models.employee import UNIT_SEPARATOR
from hiring.models.learning import Choice, LearningWish
from hiring.models.role import RoleVersion
from hiring.planning.progress import NEAR
from hiring.store.courses import Known, courses_known
from hiring.store.roles import latest_roles
from hiring.store.workforce import units_on
from hiring.views import learning as view
from hiring.views.learning import Told
from hiring.views.learning_files import as_calendar, as_document, as_workbook
from hiring.views.text import as_label
from hiring.web import components, resources
from hiring.web.solving import Solving, begin, solver

OWN = "Each person's own role"
_JOB, _KEPT, _RULED_OUT = "credence_plan_job", "credence_plan_kept", "credence_plan_ruled_out"
_FAIR = 0.5
_DAYS = {name: st.column_config.DateColumn(format="D MMM YYYY") for name in ("Starts", "Ends")}
_MONEY = st.column_config.NumberColumn(format="localized")
_MIME = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
    "ics": "text/calendar",
}


def read(today: date) -> tuple[list[Known], list[tuple[str, ...]], list[RoleVersion]]:
    """Return the courses that are offered, the units that people work in, and the roles."""
    with resources.cursor() as cursor:
        return courses_known(cursor), units_on(cursor, today), latest_roles(cursor)


def held() -> Solving | None:
    """Return the plan that this session looks at."""
    return solver().get(st.session_state.get(_JOB))


def asked(units: Sequence[tuple[str, ...]], roles: Sequence[RoleVersion], today: date, currency: str) -> LearningWish:
    """Draw what can be asked, and return it with what is kept and ruled out by now."""
    named = {UNIT_SEPARATOR.join(unit): unit for unit in units}
    targets: dict[str, str | None] = {OWN: None} | {role.title: role.role_id for role in roles}
    left, right = st.columns([3, 2], gap="small")
    with left:
        chosen = st.multiselect("Units", list(named), key="plan-units", placeholder="Everybody")
    with right:
        target = st.selectbox("What for", list(targets), key="plan-target")
    first, second, third = st.columns(3, gap="small")
    with first:
        budget = st.number_input(
            f"Budget {currency}".strip(), min_value=0.0, value=20_000.0, step=1_000.0, format="%.0f", key="plan-budget"
        )
    with second:
        hours = st.number_input("Hours a person", min_value=0.0, value=60.0, step=4.0, format="%.0f", key="plan-hours")
    with third:
        last = today + timedelta(days=3 * 365)
        until = st.date_input("Until", today + timedelta(days=365), min_value=today, max_value=last, key="plan-until")
    with st.container(horizontal=True):
        said_too = st.toggle("Count what is said where no badge shows a level", key="plan-said")
        fair = st.toggle("Every unit reaches at least half of the average", key="plan-fair")
        best = st.toggle("Look for the very best", key="plan-best", help="For up to two minutes; you can stop it.")
    wish = LearningWish(
        units=tuple(named[name] for name in chosen),
        role_id=targets.get(target or OWN),
        budget=float(budget),
        hours=float(hours),
        starts=today,
        until=until if isinstance(until, date) else today,
        said_too=said_too,
        fairness=_FAIR if fair else None,
        near=0.0 if best else NEAR,
    )
    return with_changes(wish)


def with_changes(wish: LearningWish) -> LearningWish:
    """Return a wish with what is kept and ruled out by now."""
    kept, ruled_out = st.session_state.get(_KEPT, ()), st.session_state.get(_RULED_OUT, ())
    return wish.model_copy(update={"locked": tuple(sorted(kept)), "forbidden": tuple(sorted(ruled_out))})


def start(wish: LearningWish) -> None:
    """Make a plan, from the one that is shown where there is one."""
    before = held()
    if before is not None:
        before.stop.set()
    plan = before.told.outcome.plan if before is not None and before.told is not None else None
    st.session_state[_JOB] = begin(wish, plan).id


@st.fragment(run_every=1.0)
def watch() -> None:
    """Draw a plan in the making: the best so far, what is proven, and the way to stop it."""
    solving = held()
    if solving is None:
        return
    if solving.told is not None or solving.ended:
        st.rerun()
    now, gaps = solving.progress, solving.gaps or 1.0
    with st.container(border=True):
        if now is None or now.bound is None:
            st.progress(0.0, "Reading gaps and courses")
        elif now.worth is None:
            st.progress(0.0, f"Looking for a first plan; none closes more than {min(now.bound / gaps, 1.0):.0%}")
        else:
            share = max(min(now.worth / now.bound, 1.0), 0.0) if now.bound > 0 else 1.0
            st.progress(
                share,
                f"Best so far closes {now.worth / gaps:.1%}; no plan closes more than "
                f"{min(now.bound / gaps, 1.0):.1%} ({now.seconds:.0f} s)",
            )
        if st.button("Stop with the best so far", icon=":material/stop_circle:", key="plan-stop"):
            solving.stop.set()


def result(solving: Solving, told: Told) -> None:
    """Draw a plan: figures, curve, tables."""
    for column, (name, value) in zip(st.columns(4), told.figures(), strict=True):
        column.metric(name, value, border=True)
    st.caption(told.proven())
    if told.basis.without_role:
        titles = ", ".join(f"“{title}”" for title in told.basis.without_role[:5])
        st.caption(f"Nothing is asked of people in jobs without a matrix of that name: {as_label(titles)}.")
    _curve(solving, told)
    people, courses, left = st.tabs(["By person", "By course", "Left open"])
    with people:
        st.dataframe(
            told.by_person().select("Person", "Course", "Why", "Starts", "Ends", "Cost", "Hours", "Provider", "Unit"),
            hide_index=True,
            height=_height(len(told.steps)),
            alt="The plan by person",
            column_config=_DAYS,
        )
    with courses:
        by_course = told.by_course()
        height = _height(len(by_course))
        st.dataframe(
            by_course.with_columns(
                pl.col("Seats").cast(pl.String).fill_null("no limit"),
                pl.col("Starts").dt.to_string("%-d %b %Y").fill_null("any day"),
            ),
            hide_index=True,
            height=height,
            alt="The plan by course",
            column_config={"Cost": _MONEY},
        )
        st.caption("Weighs: what a badge of the course would weigh here, 0 to 1, as for applicants.")
    with left:
        table = told.left_table()
        st.dataframe(table, hide_index=True, height=_height(len(table)), alt="Gaps that stay open")


def _curve(solving: Solving, told: Told) -> None:
    if len(solving.points) > 1:
        components.chart(
            view.curve(solving.points, told.basis.problem.budget, told.currency),
            alt="What is closed of all gaps by budget, with the chosen budget",
            key=f"curve-{solving.id}-{len(solving.points)}",
        )
    if not solving.ended:
        more_points(solving.id)


@st.fragment(run_every=1.0)
def more_points(solving_id: str) -> None:
    """Draw the page anew when the whole curve is there."""
    solving = solver().get(solving_id)
    if solving is None or solving.ended:
        st.rerun()
    st.caption("Other budgets are being tried.")


def refused(told: Told) -> None:
    """Say which wishes cannot be kept, and by how much."""
    with st.container(border=True):
        st.error("These wishes cannot all be kept.", icon=":material/block:")
        for found in told.outcome.obstacles[:20]:
            st.markdown(f":material/arrow_right: {as_label(told.obstacle(found))}")


def changes(told: Told) -> bool:
    """Draw the ways to change a plan: keep a choice, rule one out, put one in. Return whether one was taken."""
    kept: set[Choice] = st.session_state.setdefault(_KEPT, set())
    ruled_out: set[Choice] = st.session_state.setdefault(_RULED_OUT, set())
    changed = False
    with st.expander("Change the plan", icon=":material/tune:", expanded=bool(kept or ruled_out)):
        lines: Mapping[str, Choice] = {
            f"{told.name(step.person)}: {told.course(step.course)}": (step.person, step.course) for step in told.steps
        }
        with st.container(horizontal=True, vertical_alignment="bottom"):
            line = st.selectbox("A choice of the plan", list(lines), index=None, key="plan-choice")
            if st.button("Keep it", icon=":material/lock:", key="plan-keep", disabled=line is None) and line:
                kept.add(lines[line])
                changed = True
            if st.button("Rule it out", icon=":material/block:", key="plan-rule-out", disabled=line is None) and line:
                ruled_out.add(lines[line])
                kept.discard(lines[line])
                changed = True
        people = {told.name(person): person for person in sorted(told.basis.people, key=told.name)}
        with st.container(horizontal=True, vertical_alignment="bottom"):
            person = people.get(st.selectbox("Somebody", list(people), index=None, key="plan-whom") or "")
            offered = {words: code for code, words in view.options(told, person)} if person else {}
            code = offered.get(st.selectbox("A course open to them", list(offered), index=None, key="plan-what") or "")
            wanted = st.button("Put it in", icon=":material/add:", key="plan-put-in", disabled=not (person and code))
            if wanted and person and code:
                kept.add((person, code))
                ruled_out.discard((person, code))
                changed = True
        for word, icon, choices in (("Kept", "lock", kept), ("Ruled out", "block", ruled_out)):
            for choice in sorted(choices):
                if choice[0] not in told.basis.people:
                    continue
                with st.container(horizontal=True, vertical_alignment="center"):
                    words = f"{told.name(choice[0])}, {told.course(choice[1])}"
                    st.markdown(f":material/{icon}: {word}: {as_label(words)}")
                    key = f"plan-free-{word}-{choice[0][:12]}-{choice[1]}"
                    if st.button("Leave it open", key=key, type="tertiary"):
                        choices.discard(choice)
                        changed = True
    return changed


def downloads(told: Told) -> None:
    """Offer the plan as files; each is made when it is asked for."""
    title = f"Learning plan, {told.basis.wish.starts} to {told.basis.wish.until}"
    with st.popover("Download", icon=":material/download:"):
        for form, made in (
            ("xlsx", lambda: as_workbook(told)),
            ("pdf", lambda: as_document(told, title)),
            ("ics", lambda: as_calendar(told, resources.now())),
        ):
            st.download_button(
                form.upper(),
                made,
                file_name=f"learning-plan.{form}",
                mime=_MIME[form],
                key=f"plan-get-{form}",
                on_click="ignore",
            )


def _height(lines: int) -> int:
    return min(38 * (max(lines, 1) + 1), 420)
