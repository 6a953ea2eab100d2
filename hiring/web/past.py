"""The parts of *As of*: choosing a moment, what the ranking of then rested on, and what has changed since."""

from datetime import date, datetime
from pathlib import Path

import streamlit as st

from hiring.matching.replay import Recomputed
from hiring.models.role import RoleVersion
from hiring.views import past as view
from hiring.views.text import as_label, counted, day
from hiring.views.verdicts import GATES
from hiring.web import components, resources

# The key of the date, and so its name in the URL.
DAY = "day"
_END = "the end of the day"
# High enough for three lines of reasons.
ROW = 66


def choose(role: RoleVersion) -> datetime | None:
    """Draw the day, and the moment within it where the ranking changed more than once; None where there is no past."""
    now = resources.now()
    with resources.cursor() as cursor:
        known = view.moments(cursor, role.role_id)
    if not known:
        return None
    first = known[-1].date()
    chosen = st.date_input(
        "As of",
        value=known[0].date(),
        min_value=first,
        max_value=now.date(),
        format="YYYY-MM-DD",
        key=DAY,
        bind="query-params",
        required=True,
        help="What was known by the end of that day (UTC).",
    )
    picked = chosen if isinstance(chosen, date) else now.date()
    within = [moment for moment in known if moment.date() == picked]
    if len(within) < 2:
        return view.end_of(picked, now)
    times = {f"{moment:%H:%M:%S}": moment for moment in within}
    time = st.selectbox("At", [_END, *times], help="The ranking changed at these times (UTC) of that day.")
    return times.get(time, view.end_of(picked, now))


@st.cache_data(show_spinner="Computing it again", max_entries=64)
def _recomputed(path: Path, role_id: str, at: datetime) -> Recomputed:  # noqa: ARG001  # the path keys the cache
    return view.recomputed(resources.database(), role_id, at)


def rested_on(found: view.Past) -> None:
    """Draw what the ranking of then rested on, and whether it comes out again."""
    cells = st.columns(4, gap="small")
    cells[0].metric("Applicants then", f"{sum(found.gates.values()):,}")
    for cell, (gate, verdict) in zip(cells[1:], GATES.items(), strict=True):
        cell.metric(verdict.word, f"{found.gates.get(gate, 0):,}", icon=f":material/{verdict.icon}:")
    rested = []
    if found.role:
        rested.append(f"matrix version {found.role.version} of {day(found.role.saved_at)}")
    if found.policy:
        rested.append(f"policy {found.policy.number}, “{as_label(found.policy.policy.name)}”")
    st.caption(f"As known on {day(found.at)}, {found.at:%H:%M} UTC: {', '.join(rested)}, and the statuses of then.")
    if found.ranked is None or found.role is None:
        st.info("Nobody was on this shortlist yet.", icon=":material/hourglass_empty:")
        return
    again = _recomputed(resources.settings().database, found.role.role_id, found.ranked)
    if again.same:
        st.success(
            f"Computed again from what was known then: the same, byte for byte, for {_all(again.asked)}.",
            icon=":material/verified:",
        )
    else:
        st.warning(
            f"Computed again, {counted(len(again.other), 'match', 'matches')} of {again.asked} came out otherwise than "
            "they were kept. An earlier version of Credence may have computed them.",
            icon=":material/difference:",
        )


def changed(found: view.Past) -> None:
    """Draw what has changed since, and why."""
    st.subheader("What has changed since, and why", anchor=False)
    moved = sum(one.differs for one in found.since.people)
    sentences = view.general(found.since)
    if not moved and not sentences:
        st.caption("Nothing: the ranking of today is the one of then.")
    for words in sentences:
        st.markdown(f"- {words}")
    only = st.toggle("Only who moved", key="moved", bind="query-params") if moved else False
    table = view.table(found.since, moved_only=only)
    st.dataframe(
        table,
        hide_index=True,
        height="content" if table.height <= 6 else 600,
        row_height=ROW,
        alt="Everybody's place then and now, and why it differs",
        column_config={
            "#": st.column_config.NumberColumn(width=40, help="The place then."),
            "# now": st.column_config.NumberColumn(width=56),
            "Applicant": st.column_config.TextColumn(width=130),
            "Must-haves": st.column_config.TextColumn(width=150),
            "Score": st.column_config.TextColumn(width=96),
            "Why it differs": st.column_config.TextColumn(width=350),
        },
    )
    components.plain(f"{counted(moved, 'person', 'people')} of {len(found.since.people)} stand otherwise today.")


def _all(number: int) -> str:
    return "the one applicant" if number == 1 else f"all {number:,} applicants"
