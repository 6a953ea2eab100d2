"""The parts of *Mobility*: for a role, for a person, and demand."""

from collections.abc import Mapping, Sequence
from contextlib import closing
from datetime import date
from pathlib import Path

import streamlit as st

from hiring.credibility.in_force import policy_now
from hiring.credibility.policy import Policy
from hiring.models.employee import UNIT_SEPARATOR
from hiring.models.role import RoleVersion
from hiring.planning.problem import Course
from hiring.store.courses import courses_known
from hiring.store.database import transaction
from hiring.store.queries import shortlist
from hiring.store.roles import latest_roles
from hiring.store.workforce import last_change
from hiring.views import mobility as view
from hiring.views.mobility import Candidate
from hiring.views.people import skill_names
from hiring.views.text import as_label, counted
from hiring.web import components, resources
from hiring.web.mobility_way import COLUMNS, opened
from hiring.workforce.counting import lasting
from hiring.workforce.learning import enough
from hiring.workforce.mobility import distance, nearest, reachable
from hiring.workforce.moving import Standing, Way, catalogue, demand, standing, ways

_WORDS = (
    "Certainty: the part of what the role asks that will be shown, levels to come counted as credibly as their courses."
)


@st.cache_resource(show_spinner="Reading who shows what", max_entries=2)
def _standing(path: Path, today: date, changed: str, policy: str) -> Standing:  # noqa: ARG001  # they key the cache
    with closing(resources.database().cursor()) as cursor:
        with transaction(cursor):
            now = policy_now(cursor, resources.now())
        return standing(cursor, now, today)


def known() -> tuple[Standing, Policy, list[RoleVersion], tuple[Course, ...]]:
    """Return who shows what, the policy, the roles and the courses."""
    today = resources.now().date()
    with resources.cursor() as cursor:
        changed = last_change(cursor) or ""
        with transaction(cursor):
            policy = policy_now(cursor, resources.now())
        roles = [role for role in latest_roles(cursor) if role.skills]
        courses = catalogue(cursor, policy, today)
    return _standing(resources.settings().database, today, changed, policy.id), policy, roles, courses


def for_role(found: Standing, policy: Policy, roles: Sequence[RoleVersion], courses: Sequence[Course]) -> None:
    """Draw who is nearest to a role, and hiring, training and moving side by side."""
    titles = {role.title: role for role in roles}
    role = titles[st.selectbox("Role", list(titles), key="mobility-role", bind="query-params") or next(iter(titles))]
    near = nearest(found.levels, found.staff, role)
    labels = _labels()
    way = ways({person: found.of(person) for person in near["employee_id"]}, role, courses, enough(policy))
    left, right = st.columns(2)
    with left:
        cost = st.number_input("What a hire costs, by your estimate", 0.0, value=15_000.0, step=1_000.0, format="%.0f")
    with right:
        months = st.number_input("Months until a hire begins", 0.0, value=4.0, step=1.0, format="%.0f")
    first = near.head(1).to_dicts()
    employee = None
    if first:
        shown = 1 - first[0]["missing"] / first[0]["asked"] if first[0]["asked"] else 1.0
        employee = Candidate(first[0]["name"], shown, first[0]["must_haves"])
    st.subheader("Hire, train or move", anchor=False)
    st.dataframe(
        view.three_ways(
            _applicant(role, policy), cost, months, employee, way[first[0]["employee_id"]] if first else None
        ),
        hide_index=True,
        alt="Hiring, training and moving side by side",
        column_config=COLUMNS,
    )
    st.caption(_WORDS)
    st.subheader(f"Nearest to {as_label(role.title)}", anchor=False)
    table = view.near_people(near, way, labels)
    event = st.dataframe(
        table,
        hide_index=True,
        height=min(38 * (len(table) + 1), 560),
        key=f"near-{role.role_id}",
        on_select="rerun",
        selection_mode="single-row",
        alt=f"Employees nearest to {role.title}",
        column_config=COLUMNS,
    )
    st.caption("Select a person to see each gap, what closes it, and the badges behind what is shown.")
    chosen = next(iter(event.selection.rows), None)
    if chosen is not None and chosen < near.height:
        one = near.row(chosen, named=True)
        opened(one["employee_id"], one["name"], role, way[one["employee_id"]], labels)


def _applicant(role: RoleVersion, policy: Policy) -> Candidate | None:
    """Return the applicant who leads the shortlist, by what their badges show of what the role asks."""
    today = resources.now().date()
    with resources.cursor() as cursor:
        leading = shortlist.page(cursor, role.role_id, shortlist.Filters(), limit=1, offset=0).to_dicts()
        if not leading:
            return None
        rows = lasting(cursor, policy, today, applicants=[leading[0]["applicant_id"]]).iter_rows(named=True)
        levels: dict[str, int] = {}
        for row in rows:
            if (row["valid_from"] or today) <= today <= (row["valid_until"] or today):
                levels[row["skill_id"]] = max(levels.get(row["skill_id"], 0), row["level"])
    away = distance(levels, role)
    return Candidate(leading[0]["name"], away.shown, away.must_haves)


def for_person(found: Standing, policy: Policy, roles: Sequence[RoleVersion], courses: Sequence[Course]) -> None:
    """Draw the roles within somebody's reach, the stones on the way, and what to earn next."""
    people = {
        f"{row['name']} ({row['employee_number']}), {UNIT_SEPARATOR.join(row['unit'])}": row
        for row in found.staff.iter_rows(named=True)
    }
    chosen = people.get(st.selectbox("Person", list(people), index=None, key="mobility-person") or "")
    if chosen is None:
        st.caption("Choose somebody to see which roles are near.")
        return
    levels = found.of(chosen["employee_id"])
    near = reachable(levels, roles, chosen["role_title"])
    way = {
        one.role.role_id: ways({chosen["employee_id"]: levels}, one.role, courses, enough(policy))[
            chosen["employee_id"]
        ]
        for one in near
    }
    st.caption(f"Now: {as_label(chosen['role_title'] or 'no role')}. {_WORDS}")
    labels = _labels()
    event = st.dataframe(
        view.within_reach(near, way, labels),
        hide_index=True,
        key=f"reach-{chosen['employee_id']}",
        on_select="rerun",
        selection_mode="single-row",
        alt="Roles within reach",
        column_config=COLUMNS,
    )
    st.caption("Select a role to see each gap and what closes it.")
    picked = next(iter(event.selection.rows), None)
    if picked is not None and picked < len(near):
        role = near[picked].role
        opened(chosen["employee_id"], chosen["name"], role, way[role.role_id], labels)
    goal = next((one.role for one in near if way[one.role.role_id].courses), None)
    if goal is not None:
        _next(goal.title, way[goal.role_id])
    for one in near:
        if one.stone and one.to_stone and one.from_stone:
            st.markdown(
                f":material/route: {as_label(one.role.title)} by way of {as_label(one.stone.title)}: "
                f"{one.to_stone.shown:.0%} of it is shown now, and it shows {one.from_stone.shown:.0%} of the goal."
            )


def _next(title: str, way: Way) -> None:
    with resources.cursor() as cursor:
        named: Mapping[str, str] = {one.course.code: one.course.name for one in courses_known(cursor, way.courses)}
    courses = ", then ".join(as_label(named.get(code, code)) for code in way.courses[:3])
    st.markdown(f":material/school: To earn next, towards {as_label(title)}: {courses}.")


def asked_for(found: Standing) -> None:
    """Draw which skills openings ask for, beside who shows them."""
    today = resources.now().date()
    with resources.cursor() as cursor:
        wanted = demand(cursor, today, found.levels)
    labels = _labels()
    if wanted.is_empty():
        with components.empty("No openings", "What open roles ask for stands here.", icon="work"):
            st.caption("Openings are counted on the page Roles.")
        return
    table = view.demanded(wanted, labels)
    st.caption(f"{counted(len(table), 'skill')} asked for by open roles; supply is by badges in force alone.")
    components.chart(view.demand_figure(table), alt="Openings and employees by skill", key="demand")
    st.dataframe(table, hide_index=True, height=min(38 * (len(table) + 1), 560), alt="Demand beside supply")


def _labels() -> Mapping[str, str]:
    with resources.cursor() as cursor:
        return skill_names(cursor)[0]
