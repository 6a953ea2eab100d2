"""The parts of *Policy*: turning it with the shortlist beside it, and saving what was turned as the next version."""

from collections.abc import Mapping, Sequence

import polars as pl
import streamlit as st
from pydantic import ValidationError

from hiring.credibility.in_force import replace
from hiring.credibility.knobs import Group, Knob, Path, differences, groups, turned, value
from hiring.credibility.policy import Policy
from hiring.credibility.presets import PRESETS
from hiring.errors import CredenceError
from hiring.matching.refresh import refresh
from hiring.models.role import RoleVersion
from hiring.store.database import transaction
from hiring.views import policy as view
from hiring.views.policy import Tried, Version
from hiring.views.text import as_label, counted
from hiring.web import components, resources
from hiring.web.gate import author
from hiring.web.live_slider import live_slider

# Said once on the run after a version was saved.
_SAVED = "credence_policy_saved"
# What was turned so far, by what it began from; and how often that was begun anew, so that sliders begin anew with it.
_TURNED = "credence_policy_turned-"
_BEGUN = "credence_policy_begun"
_NAME_LETTERS = 80
_REASON_LETTERS = 500


def change(known: Sequence[Version], roles: Mapping[str, RoleVersion]) -> None:
    """Draw what can be turned with its effect on the role in hand beside it, and the form that saves it."""
    left, right = st.columns([5, 6], gap="large")
    with left:
        begin = _begin_from(known)
    shortlist = None
    if roles:
        with right:
            role = components.role_picker(roles)
        with resources.cursor() as cursor:
            shortlist = view.tried(cursor, role, known[-1].policy, resources.now().date())
    _desk(begin, known[-1], shortlist)


def told() -> None:
    """Say once what was saved on the run before."""
    words = st.session_state.pop(_SAVED, None)
    if words:
        st.success(as_label(words), icon=":material/check_circle:")


def save(policy: Policy, reason: str, now: Version) -> None:
    """Put a policy into force in place of the version in force, rank everybody by it, and begin the page anew."""
    at = resources.now()
    try:
        with resources.cursor() as cursor, transaction(cursor):
            replace(cursor, policy, reason[:_REASON_LETTERS], at, by=_me(), instead_of=now.policy.id)
    except CredenceError as error:
        st.error(f"{as_label(str(error))} {as_label(error.next_step)}", icon=":material/error:", title="Not saved")
        return
    with st.spinner("Ranking everybody by it"):
        matched = refresh(resources.database(), as_of=at.date())
    st.session_state[_SAVED] = (
        f"Version {now.number + 1}, {policy.name}, is in force; {counted(matched, 'match', 'matches')} computed anew."
    )
    st.session_state[_BEGUN] = st.session_state.get(_BEGUN, 0) + 1
    st.rerun()


def _me() -> str:
    return author()


def _begin_from(known: Sequence[Version]) -> Policy:
    """Draw what to begin from: the version in force, a preset, or an earlier version; return that policy."""
    now = known[-1]
    offered: dict[str, tuple[Policy, str]] = {f"In force: {now.title}": (now.policy, f"Since {now.since:%-d %b %Y}.")}
    # What was set by hand is about providers, not a matter of taste: a preset leaves it as it stands.
    by_hand = {"providers": now.policy.providers}
    offered |= {f"Preset: {name}": (one.policy.model_copy(update=by_hand), one.words) for name, one in PRESETS.items()}
    offered |= {f"Version {one.title}": (one.policy, one.reason) for one in reversed(known[:-1])}
    chosen = st.selectbox("Begin from", list(offered), key=f"policy-from-{now.number}")
    policy, words = offered[chosen]
    st.caption(as_label(words))
    return policy


@st.fragment
def _desk(begin: Policy, now: Version, shortlist: Tried | None) -> None:
    """Sliders on the left, the shortlist on the right. Alone it runs again while one drags, the page does not."""
    stem = f"{begin.id[:12]}-{st.session_state.get(_BEGUN, 0)}"
    changes: dict[Path, float] = st.session_state.setdefault(_TURNED + stem, {})
    left, right = st.columns([5, 6], gap="large")
    with left:
        _knobs(begin, changes, stem)
    try:
        policy = turned(begin, changes)
    except ValidationError:
        st.error("No policy can have these numbers together. Turn the last one back.", icon=":material/error:")
        return
    with right:
        _effect(policy, now, shortlist, stem)
    _save(policy, now, stem)


def _knobs(begin: Policy, changes: dict[Path, float], stem: str) -> None:
    """Draw one group of knobs at a time, so that the effect stays in sight; note in `changes` what was turned."""
    offered = {group.title: group for group in groups(begin)}
    chosen = st.selectbox("What to turn", list(offered), key="turn", bind="query-params")
    group = offered[chosen or next(iter(offered))]
    st.caption(group.words)
    sliders = [
        knob for knob in group.knobs if not group.listed or len(knob.path) == 1 or knob.label.startswith("Counts")
    ]
    for knob in sliders:
        _slider(knob, begin, changes, stem)
    if group.listed:
        _listed(group, [knob for knob in group.knobs if knob not in sliders], begin, changes, stem)
    st.caption(f":material/menu_book: {group.source}")


def _slider(knob: Knob, begin: Policy, changes: dict[Path, float], stem: str) -> None:
    before, key = value(begin, knob.path), f"knob-{stem}-{'/'.join(knob.path)}"
    stands = changes.get(knob.path, before)
    drawn = live_slider(knob.label, knob.why, knob.least, knob.most, stands, knob.step, key=key)
    _note(changes, knob.path, drawn, before)


def _note(changes: dict[Path, float], path: Path, drawn: float, before: float) -> None:
    if drawn == before:
        changes.pop(path, None)
    else:
        changes[path] = drawn


def _listed(group: Group, knobs: Sequence[Knob], begin: Policy, changes: dict[Path, float], stem: str) -> None:
    """Draw many knobs as a table whose numbers can be typed over."""
    whole = all(knob.whole for knob in knobs)
    key = f"table-{stem}-{group.title}"
    # The base of an editor must not change under its key: it is what was there when it was first drawn.
    base: pl.DataFrame = st.session_state.setdefault(
        f"credence_policy_base-{key}",
        pl.DataFrame(
            {
                "What": [knob.label for knob in knobs],
                "Counts": [changes.get(knob.path, value(begin, knob.path)) for knob in knobs],
                "Why": [knob.why for knob in knobs],
            }
        ),
    )
    if whole:
        base = base.with_columns(pl.col("Counts").cast(pl.Int64)).drop("Why")
    number = st.column_config.NumberColumn(
        "Months" if whole else "Counts",
        min_value=knobs[0].least,
        max_value=knobs[0].most,
        step=knobs[0].step,
        required=True,
        width=80,
    )
    edited = pl.DataFrame(
        st.data_editor(
            base,
            key=key,
            hide_index=True,
            disabled=["What", "Why"],
            height=420,
            column_config={"What": st.column_config.TextColumn(width=170), "Counts": number},
            alt=f"{group.title}: each with its number, which can be typed over",
        )
    )
    for knob, drawn in zip(knobs, edited["Counts"].to_list(), strict=True):
        before = value(begin, knob.path)
        _note(changes, knob.path, before if drawn is None else float(drawn), before)


def _effect(policy: Policy, now: Version, shortlist: Tried | None, stem: str) -> None:
    """Draw what the policy as it is turned now would do to the shortlist in hand."""
    st.markdown("**What it does to the shortlist**")
    if shortlist is None or not shortlist.people:
        st.caption("Once a role and applicants are here, their ranking appears in this place as you turn.")
    else:
        table, words = view.moves(shortlist, policy)
        st.markdown(words)
        st.table(table, border="horizontal", hide_index=True, alt="The head of the shortlist, now and then")
        st.caption(
            f"{as_label(shortlist.role.title)}, against version {now.number}, which is in force. Tried on the "
            f"{counted(len(shortlist.people), 'applicant')} at its head; nothing is changed until you save."
        )
    changed = differences(now.policy, policy)
    if changed:
        with st.expander(f"{counted(len(changed), 'number')} changed", icon=":material/difference:"):
            for one in changed:
                st.text(f"{one.label}: {one.one or '–'} → {one.other or '–'}")
        if st.button("Undo what I turned", icon=":material/undo:", disabled=not st.session_state[_TURNED + stem]):
            st.session_state[_BEGUN] = st.session_state.get(_BEGUN, 0) + 1
            st.rerun(scope="fragment")


def _save(policy: Policy, now: Version, stem: str) -> None:
    with st.form(f"save-{stem}", border=True):
        st.markdown("**Save as a new version**")
        left, right = st.columns([1, 2])
        name = left.text_input("Name", policy.name, max_chars=_NAME_LETTERS, key=f"policy-name-{stem}")
        reason = right.text_input(
            "Reason", max_chars=_REASON_LETTERS, key=f"policy-reason-{stem}", placeholder="What should change, and why"
        )
        st.caption(f"By {_me()}. From then on everybody is ranked by it; the versions before it are kept.")
        if st.form_submit_button("Save", type="primary", icon=":material/save:"):
            save(policy.model_copy(update={"name": name.strip() or policy.name}), reason, now)


__all__ = ["change", "save", "told"]
