"""The part of *Policy* that looks back: its versions, two of them side by side, and putting one into force again."""

from collections.abc import Sequence

import streamlit as st

from hiring.views import policy as view
from hiring.views.policy import Version
from hiring.views.shortlist import titles
from hiring.views.text import as_label
from hiring.web import components, resources
from hiring.web.policy import save


def compare(known: Sequence[Version]) -> None:
    """Draw all versions, two of them side by side with what they make of the role in hand, and the way back."""
    st.dataframe(
        view.table(known),
        hide_index=True,
        height="content" if len(known) <= 8 else 320,
        alt="Versions of the policy, the one in force first",
        column_config={
            "Version": st.column_config.NumberColumn(width=70),
            "In force since": st.column_config.DatetimeColumn(format="D MMM YYYY, HH:mm", width=150),
            "Reason": st.column_config.TextColumn(width="large"),
            "Changed": st.column_config.TextColumn("Numbers changed", width=120),
        },
    )
    by_number = {str(one.number): one for one in known}
    numbers = list(by_number)
    left, middle = st.columns(2)
    one = _pick(left, "Compare version", by_number, numbers[max(len(numbers) - 2, 0)], "one")
    other = _pick(middle, "with version", by_number, numbers[-1], "other")
    if one.number == other.number:
        st.info("Pick two versions to lay them side by side.", icon=":material/difference:")
    else:
        _differ(one, other)
    _back(known[-1], [version for version in (one, other) if version.policy.id != known[-1].policy.id])


def _pick(
    place: "st.delta_generator.DeltaGenerator", label: str, known: dict[str, Version], first: str, key: str
) -> Version:
    if key not in st.query_params and st.session_state.get(key) not in known:
        st.session_state[key] = first
    with place:
        chosen = st.selectbox(label, list(known), index=None, key=key, bind="query-params")
    version = known.get(chosen or first, known[first])
    with place:
        st.caption(f"{as_label(version.policy.name)}, by {as_label(version.by)}: {as_label(version.reason)}")
    return version


def _differ(one: Version, other: Version) -> None:
    left, right = st.columns([4, 5], gap="large")
    with left:
        st.subheader("What differs", anchor=False)
        table = view.side_by_side(one, other)
        if table.is_empty():
            st.caption("No number differs; the names or the reasons do.")
        else:
            st.dataframe(
                table, hide_index=True, height="content" if len(table) <= 12 else 460, alt="Numbers that differ"
            )
    with right:
        st.subheader("What it does to the ranking", anchor=False)
        with resources.cursor() as cursor:
            roles = titles(cursor)
        if not roles:
            st.caption("Once there is a role with applicants, both rankings are compared here.")
            return
        role = components.role_picker(roles)
        with resources.cursor() as cursor:
            tried = view.tried(cursor, role, one.policy, resources.now().date())
        if not tried.people:
            st.caption("Nobody has been matched against this role yet.")
            return
        moves, words = view.moves(tried, other.policy)
        st.markdown(f"From version {one.number} to version {other.number}: {words[0].lower()}{words[1:]}")
        st.table(moves, border="horizontal", hide_index=True, alt="Ranking under the one and under the other version")


def _back(now: Version, earlier: Sequence[Version]) -> None:
    """Offer to put one of the versions that are laid side by side into force again."""
    if not earlier:
        return
    with st.form("policy-back", border=True):
        st.markdown("**Go back**")
        left, right = st.columns([1, 2])
        offered = {f"Version {one.title}": one for one in earlier}
        chosen = left.selectbox("To", list(offered), key=f"back-to-{'-'.join(str(one.number) for one in earlier)}")
        reason = right.text_input("Reason", max_chars=500, key="back-reason", placeholder="Why go back")
        st.caption(f"It becomes version {now.number + 1}; nothing is overwritten.")
        if st.form_submit_button("Put into force again", icon=":material/history:"):
            save(offered[chosen].policy, reason, now)
