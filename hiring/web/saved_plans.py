"""Plans that were saved: saving one, its versions, and planned against achieved."""

import json

import polars as pl
import streamlit as st

from hiring.credibility.in_force import policy_now
from hiring.store.database import transaction
from hiring.store.learning import SavedPlan, save_plan, saved_plans, saved_steps
from hiring.views.learning import Told
from hiring.views.text import as_label, counted, day
from hiring.web import components, resources
from hiring.web.gate import author
from hiring.workforce.follow_up import STATES, follow_up
from hiring.workforce.learning import to_save

_NEW = "A new plan"


def saving(told: Told) -> None:
    """Draw the way to save a plan: under a name of its own, or as the next version of one that is saved."""
    with resources.cursor() as cursor:
        known = saved_plans(cursor)
    series = {plan.name: plan.series_id for plan in reversed(known)}
    with st.popover("Save", icon=":material/save:"):
        under = st.selectbox("As", [_NEW, *series], key="plan-save-as")
        name = st.text_input("Name", max_chars=120, key="plan-name") if under == _NEW else under
        reason = st.text_input("Why", max_chars=300, key="plan-reason")
        ready = bool(name and name.strip() and reason.strip())
        if not st.button("Save the plan", type="primary", key="plan-save", disabled=not ready):
            return
        with resources.cursor() as cursor, transaction(cursor):
            save_plan(
                cursor,
                told.basis.wish,
                to_save(told.basis, told.outcome.plan),
                name=(name or "").strip(),
                told=told.outcome.as_json(),
                reason=reason.strip(),
                by=author(),
                at=resources.now(),
                series=series.get(under) if under != _NEW else None,
            )
        st.session_state["credence_plan_saved"] = f"Saved as “{(name or '').strip()}”."
        st.rerun()


def followed() -> None:
    """Draw the plans that are saved: versions side by side, and one against what was achieved since."""
    with resources.cursor() as cursor:
        known = saved_plans(cursor)
    if not known:
        with components.empty("No plan is saved yet", "A plan that is saved is followed up here.", icon="bookmark"):
            st.caption("Make a plan, then save it under a name.")
        return
    named = {f"{plan.name}, version {plan.version}": plan for plan in known}
    chosen = named.get(st.selectbox("Plan", list(named), key="plan-saved") or "", known[0])
    wish = chosen.wish
    st.caption(
        f"Saved on {day(chosen.saved_at)} by {as_label(chosen.saved_by)}: “{as_label(chosen.reason)}”. "
        f"Budget {wish.budget:,.0f}, {wish.hours:g} hours a person, until {day(wish.until)}."
    )
    with resources.cursor() as cursor:
        steps = saved_steps(cursor, chosen.plan_id)
        with transaction(cursor):
            policy = policy_now(cursor, resources.now())
        found = follow_up(cursor, wish, steps, policy, resources.now().date())
    counts = dict(found.group_by("state").len().iter_rows())
    for column, state in zip(st.columns(len(STATES)), STATES, strict=True):
        column.metric(state.capitalize(), f"{counts.get(state, 0):,} of {len(steps):,}", border=True)
    st.dataframe(
        found.select(
            pl.col("name").fill_null("(has left)").alias("Person"),
            pl.col("course").alias("Course"),
            pl.col("starts_on").alias("Starts"),
            pl.col("ends_on").alias("Ends"),
            pl.col("state").alias("State"),
        ),
        hide_index=True,
        height=min(38 * (len(steps) + 1), 420),
        alt="Planned against achieved",
        column_config={name: st.column_config.DateColumn(format="D MMM YYYY") for name in ("Starts", "Ends")},
    )
    _versions(known, chosen)


def _versions(known: list[SavedPlan], chosen: SavedPlan) -> None:
    with st.expander(f"{counted(len(known), 'saved plan')} side by side", icon=":material/compare_arrows:"):
        rows = []
        for plan in known:
            told = json.loads(plan.told)
            rows.append(
                {
                    "Plan": f"{plan.name}, version {plan.version}" + (" (above)" if plan == chosen else ""),
                    "Saved": plan.saved_at.date(),
                    "Budget": plan.wish.budget,
                    "Cost": told["cost"],
                    "Hours": told["hours"],
                    "Gaps closed": told["closed"],
                    "Gaps left": told["left"],
                    "Closed of all": f"{told['coverage']:.0%}",
                    "Why": plan.reason,
                }
            )
        st.dataframe(
            pl.DataFrame(rows),
            hide_index=True,
            alt="Saved plans side by side",
            column_config={"Saved": st.column_config.DateColumn(format="D MMM YYYY")},
        )
