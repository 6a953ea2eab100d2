"""The receipt on *Applicant*: skill, evidence, badge, checks and policy; computed again and compared; to take away."""

import streamlit as st

from hiring.models.match import Contribution, SkillLine
from hiring.models.role import RoleVersion
from hiring.views import overridden
from hiring.views import receipt as view
from hiring.views.applicant import Applicant
from hiring.views.text import as_label, counted, day
from hiring.web import components, resources


def receipt(person: Applicant, role: RoleVersion | None) -> None:
    """Draw the receipt of somebody's match, closed until asked for; nothing where there is no match."""
    if role is None or person.match is None:
        return
    match_id = person.match["match_id"]
    st.subheader("Receipt", anchor=False)
    st.caption("Every point from skill to evidence, badge, checks and policy. The same inputs give the same bytes.")
    with resources.cursor() as cursor:
        held = view.kept(cursor, match_id)
    if held is None:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        if st.button("Recompute and compare", icon=":material/calculate:", key=f"recompute-{match_id[:12]}"):
            st.session_state["credence_recomputed"] = match_id
        st.download_button(
            "Download as JSON",
            held.content,
            file_name=f"receipt-{match_id[:12]}.json",
            mime="application/json",
            icon=":material/download:",
            on_click="ignore",
        )
    if st.session_state.get("credence_recomputed") == match_id:
        _compared(held)
    _rests_on(held, role)
    said = overridden.told(person.match)
    if said:
        st.caption(f":material/edit_note: {as_label(said)} The receipt is of what was computed.")
    section = st.expander(
        "Open it down to the checks", icon=":material/account_tree:", on_change="rerun", key="receipt"
    )
    if section.open:
        with section:
            _opened(person, held)


def _compared(held: view.Receipt) -> None:
    with resources.cursor() as cursor:
        found = view.recompute(cursor, held.match_id)
    if found is None:
        st.warning("The role's version or the policy that it names is not in this database.", icon=":material/help:")
    elif found.same:
        st.success(
            f"Byte-identical: computed again from the database alone, all {len(held.content):,} bytes are the same. "
            f"SHA-256 {found.digest[:16]}…",
            icon=":material/verified:",
        )
    else:
        parts = ", ".join(as_label(name) for name in found.differing)
        st.error(
            f"Not the same: it is kept as {held.digest[:16]}… and comes out as {found.digest[:16]}…, which differ in "
            f"{parts}. Facts have changed since, and the match is brought up to date with the next upload or day.",
            icon=":material/difference:",
        )


def _rests_on(held: view.Receipt, role: RoleVersion) -> None:
    adopted = held.policy
    policy = "a policy that is not known here"
    if adopted is not None:
        reason = as_label(adopted.policy.reason)
        policy = f"policy {adopted.number}, “{as_label(adopted.policy.name)}”, since {day(adopted.since)} ({reason})"
    matrix = f"version {held.match.role_version} of the matrix of {as_label(role.title)}"
    st.caption(f"Rests on {matrix}, and on {policy}. As of {day(held.match.as_of)}.")


def _opened(person: Applicant, held: view.Receipt) -> None:
    labels = {line["skill_id"]: line["label"] for line in person.lines}
    lines = {line.skill_id: line for line in held.match.lines}
    skill = st.pills(
        "Skill",
        list(lines),
        default=next(iter(lines), None),
        format_func=lambda key: f"{as_label(labels.get(key, key))}: {lines[key].points:.1f}",
        key="receipt-skill",
        required=True,
    )
    line = lines.get(skill or "")
    if line is None:
        return
    if not line.contributions:
        st.caption("No badge shows this skill, so it gives no points.")
        return
    _evidence(person, held, line)


def _evidence(person: Applicant, held: view.Receipt, line: SkillLine) -> None:
    pieces = sorted(line.contributions, key=lambda one: -one.share)
    products = " × ".join(f"(1 − {one.share:.4f})" for one in pieces[:4]) + (" × …" if len(pieces) > 4 else "")
    st.markdown(f"Support **{line.support:.4f}** = 1 − {products}; it gives **{line.points:.2f}** of 100 points.")
    titles = {piece.evidence_id: _title(person, piece) for piece in pieces}
    chosen = st.selectbox(
        f"{counted(len(pieces), 'piece')} of evidence",
        pieces,
        format_func=lambda one: f"{titles[one.evidence_id]}: {one.share:.4f}",
        key=f"receipt-evidence-{line.skill_id}",
    )
    if chosen is None:
        return
    st.dataframe(
        view.factors(held.match, line.skill_id, chosen.credential_digest),
        hide_index=True,
        height="content",
        alt="The factors that the share of this badge is the product of",
        column_config={
            "Factor": st.column_config.TextColumn(width=110),
            "Weight": st.column_config.NumberColumn(width=64, format="%.2f", help="The power that it is taken to."),
            "Gives": st.column_config.NumberColumn(width=64, format="%.4f", help="The value to its weight."),
            **{name: st.column_config.NumberColumn(width=58, format="%.2f") for name in ("Value", "From", "To")},
            "Why": st.column_config.TextColumn(width=400),
        },
    )
    badge = person.badge(chosen.credential_digest)
    if badge is None:
        st.caption("Another copy of this badge is shown among the badges; its checks are there.")
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        components.bold(badge.title)
        components.badge(badge.verdict)
        components.plain(f"{badge.called} {badge.vouched}")
    st.dataframe(view.checks(badge), hide_index=True, alt="The checks of this badge, with what was found and when")


def _title(person: Applicant, piece: Contribution) -> str:
    badge = person.badge(piece.credential_digest)
    return badge.title if badge else "A copy of a badge"
