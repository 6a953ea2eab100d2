"""The parts of *Skills review*: one achievement with its suggestions under keys, many at once, and what was decided."""

from collections.abc import Sequence
from contextlib import closing

import streamlit as st

from hiring.matching.refresh import refresh
from hiring.store.database import transaction
from hiring.store.links import LinkDecision, applicants_of, decide, last_decided
from hiring.store.skills import write_linked_concepts
from hiring.views import skills_review as view
from hiring.views.skills_review import Suggested, Waiting
from hiring.views.text import as_label, counted
from hiring.web import resources
from hiring.web.gate import author

# The achievement in hand, in the URL.
IN_HAND = "achievement"
_SHORT = 12
_TOLD = "credence_review_told"


def card(waiting: Sequence[Waiting]) -> None:
    """Draw the achievement in hand, with its suggestions; keys decide."""
    number = view.place(waiting, st.query_params.get(IN_HAND))
    one = waiting[number]
    st.query_params[IN_HAND] = one.achievement_id[:_SHORT]
    after = waiting[(number + 1) % len(waiting)].achievement_id
    words, suggestions = st.columns([5, 6], gap="large")
    with words, st.container(border=True):
        st.caption(f"{number + 1:,} of {len(waiting):,}")
        st.subheader(as_label(one.name), anchor=False)
        st.markdown(
            f"One decision covers **{counted(one.badges, 'badge')}** of "
            f"**{counted(one.applicants, 'applicant')}**, and every badge of it that comes later."
        )
        for title, said in (("Description", one.description), ("Criteria", one.criteria)):
            if said:
                st.caption(title)
                st.text(said)
    with suggestions:
        for key, found in enumerate(one.suggestions, start=1):
            _suggestion(key, one, found, one.achievement_id if len(one.suggestions) > 1 else after)
        with st.container(horizontal=True, gap="small"):
            if st.button("None of these", icon=":material/close:", shortcut="N"):
                chosen = [(one, found) for found in one.suggestions]
                _record(view.decisions(chosen, "rejected", by=_me(), at=resources.now()), "None of these: recorded.")
                _go(after)
            if st.button("Skip", icon=":material/skip_next:", shortcut="S", disabled=len(waiting) == 1):
                _go(after)
        with resources.cursor() as cursor:
            for attribution in view.attributions(cursor, one):
                st.caption(as_label(attribution))


def _suggestion(key: int, one: Waiting, found: Suggested, after: str) -> None:
    """Draw one suggestion: the button that confirms it, its score, why, and whether it counts already.

    `after`: the achievement to go to once it is confirmed.
    """
    with st.container(border=True, gap="xsmall"):
        left, right = st.columns([5, 2], vertical_alignment="center")
        with left:
            pressed = st.button(
                as_label(found.label),
                key=f"confirm-{one.achievement_id[:_SHORT]}-{key}",
                icon=":material/check:",
                shortcut=str(key),
                type="primary" if key == 1 else "secondary",
                width="stretch",
            )
        with right:
            st.progress(found.score, f"{found.score:.0%}")
        counts = "counts with this score until somebody decides" if found.counts else "counts nothing until confirmed"
        st.markdown(f":small[{as_label(found.why[:1].upper() + found.why[1:])}; {counts}.]")
    if pressed:
        recorded = view.decisions([(one, found)], "confirmed", by=_me(), at=resources.now())
        _record(recorded, f"Confirmed: {found.label}.")
        _go(after)


def many(waiting: Sequence[Waiting]) -> None:
    """Offer to confirm everything above a bar at once, with what that touches."""
    with st.popover("Confirm many", icon=":material/done_all:"):
        bar = st.slider("Score from", 0.3, 0.95, 0.6, 0.05, key="bar", bind="query-params")
        chosen = view.above(waiting, bar)
        achievements = {one.achievement_id: one for one, _ in chosen}
        badges = sum(one.badges for one in achievements.values())
        with resources.cursor() as cursor:
            people = len(applicants_of(cursor, list(achievements)))
        st.text(
            f"{counted(len(chosen), 'link')} of {counted(len(achievements), 'achievement')}, on "
            f"{counted(badges, 'badge')} of {counted(people, 'applicant')}. It can be undone in one go."
        )
        if st.button(f"Confirm {counted(len(chosen), 'link')}", type="primary", disabled=not chosen):
            recorded = view.decisions(chosen, "confirmed", by=_me(), at=resources.now())
            _record(recorded, f"Confirmed: {counted(len(chosen), 'link')}.")
            st.rerun()


def undo() -> None:
    """Offer to take back what this person decided last."""
    with resources.cursor() as cursor:
        last = last_decided(cursor, _me())
    if st.button(
        "Undo", icon=":material/undo:", shortcut="U", disabled=not last, help="Takes back your last decision."
    ):
        _record(view.undone(last, resources.now()), f"Undone: {counted(len(last), 'decision')}.")
        _go(last[0].achievement_id)


def told() -> None:
    """Say once what was recorded on the run before."""
    words = st.session_state.pop(_TOLD, None)
    if words:
        st.toast(as_label(words), icon=":material/check:")


def decided() -> None:
    """Draw what people decided, closed until asked for."""
    with resources.cursor() as cursor:
        stands = view.decided(cursor)
    if not stands.is_empty():
        with st.expander(f"Decided ({len(stands)})", icon=":material/history:"):
            st.dataframe(
                stands,
                hide_index=True,
                alt="Decisions that stand, newest first",
                column_config={"When": st.column_config.DatetimeColumn(format="D MMM YYYY, HH:mm")},
            )


def _record(recorded: Sequence[LinkDecision], words: str) -> None:
    """Write decisions and bring the matches of whom they touch up to date."""
    database, at = resources.database(), resources.now()
    with closing(database.cursor()) as cursor:
        with transaction(cursor):
            decide(cursor, recorded)
            write_linked_concepts(cursor, at)
        touched = applicants_of(cursor, [one.achievement_id for one in recorded])
    with st.spinner("Bringing the ranking up to date"):
        refresh(database, as_of=at.date(), applicants=touched, known_at=at)
    st.session_state[_TOLD] = f"{words} {counted(len(touched), 'applicant')} ranked anew."


def _go(achievement: str) -> None:
    st.query_params[IN_HAND] = achievement[:_SHORT]
    st.rerun()


def _me() -> str:
    return author()
