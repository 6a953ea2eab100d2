"""The parts of *Applicant*: finding somebody, the strip of three answers, the skills opened, the findings."""

from collections.abc import Sequence

import streamlit as st

from hiring.models.outcomes import WITHHELD
from hiring.models.role import LEVEL_WORDS, RoleVersion
from hiring.reverify import reverify
from hiring.views import applicant as view
from hiring.views import overridden
from hiring.views.applicant import Applicant, Badge
from hiring.views.blind import blind_of
from hiring.views.text import as_label, counted
from hiring.views.verdicts import GATES, HOLDERS, ORDER, VERDICTS
from hiring.web import components, resources
from hiring.web.credential import badge_card


def find(role: RoleVersion | None) -> None:
    """Draw a search for an applicant by name; none where the role in hand is blind."""
    if role is not None:
        with resources.cursor() as cursor:
            if blind_of(cursor, role.role_id) is not None:
                st.info("This role is blind: open people from its shortlist.", icon=":material/visibility_off:")
                return
    words = st.text_input("Name contains", key="find", icon=":material/search:", max_chars=100)
    with resources.cursor() as cursor:
        found = view.search(cursor, words)
    if found.is_empty() and not words:
        with components.empty("No applicants yet", "People appear here with their first upload.", icon="person"):
            st.page_link("pages/upload.py", label="Upload badges", icon=":material/upload_file:")
        return
    if found.is_empty():
        st.info("Nobody of that name.", icon=":material/search_off:")
    for row in found.iter_rows(named=True):
        with st.container(horizontal=True, vertical_alignment="center"):
            if st.button(
                as_label(row["name"]), type="tertiary", icon=":material/person:", key=f"a-{row['applicant_id']}"
            ):
                st.query_params["applicant"] = row["applicant_id"]
                st.session_state["credence_applicant"] = row["applicant_id"]
                st.rerun()
            st.caption(counted(row["badges"], "badge"))


def answers(person: Applicant, role: RoleVersion | None) -> None:
    """Draw the strip: authentic? current, and whose? worth what here? Three answers, never one number."""
    first, second, third = st.columns(3)
    total = len(person.issued)
    authentic = [badge for badge in person.badges if badge.authenticity == "authentic"]
    with first.container(border=True, height="stretch"):
        st.caption("Is it authentic?")
        st.markdown(f"### {len(authentic)} of {counted(total, 'badge')} authentic")
        wrong = {
            VERDICTS[code]: sum(badge.code == code for badge in person.badges)
            for code in (*sorted(WITHHELD), "UNDETERMINED", "SELF_ASSERTED")
        }
        components.badges({verdict: number for verdict, number in wrong.items() if number})
    with second.container(border=True, height="stretch"):
        st.caption("Is it current, and whose is it?")
        current = sum(badge.code == "AUTHENTIC_CURRENT" for badge in person.badges)
        st.markdown(f"### {current} in force")
        rest = {VERDICTS[code]: sum(badge.code == code for badge in person.badges) for code in ORDER[1:]}
        components.badges({verdict: number for verdict, number in rest.items() if number and verdict not in wrong})
        with st.container(horizontal=True, gap="xsmall"):
            for holder, mark in HOLDERS.items():
                number = sum(badge.holder == holder for badge in authentic)
                if number:
                    components.badge(mark, f"{number} {mark.word}")
    with third.container(border=True, height="stretch"):
        st.caption("What is it worth here?")
        if person.match is None or role is None:
            st.markdown("### No role to measure by")
        else:
            gate = GATES[person.match["gate"]]
            st.markdown(f"### Score {person.match['score']:.0f}")
            st.caption(f"plausibly {person.match['low']:.0f} to {person.match['high']:.0f}, for {as_label(role.title)}")
            with st.container(horizontal=True):
                components.badge(gate, f"Must-haves: {gate.word.lower()}")
            said = overridden.told(person.match)
            if said:
                st.caption(f":material/edit_note: {as_label(said)}")


def skill_sections(person: Applicant, opened: str | None) -> None:
    """Draw one section a skill; opening it shows the badges under it. `opened` is the bar that was clicked."""
    for line in person.lines:
        gate = GATES[line["gate"]]
        pieces = person.evidence.get(line["skill_id"], ())
        level = "level not stated" if line["best_level"] is None else f"level {line['best_level']}"
        shown = f"{level}, support {line['support']:.0%}" if line["support"] > 0 else "not shown"
        section = st.expander(
            f"{as_label(line['label'])} · {shown} · asked {line['required']} · "
            f"{counted(len(pieces), 'piece')} of evidence",
            icon=f":material/{gate.icon}:",
            key=f"skill-{person.id[:12]}-{line['skill_id']}-{opened == line['skill_id']}",
            expanded=opened == line["skill_id"],
            on_change="rerun",
        )
        if section.open:
            with section:
                st.caption(
                    f"Asked: {line['required']}, {LEVEL_WORDS[line['required']]}. "
                    f"{'A must-have' if line['must_have'] else 'An asset'}; "
                    f"worth {line['points']:.1f} points of 100 here."
                )
                if not pieces:
                    st.text("No badge shows this skill. Ask: nothing here says that the person lacks it.")
                for piece in pieces:
                    badge = person.badge(piece.badge_id)
                    if badge is not None:
                        with resources.cursor() as cursor:
                            badge_card(badge, view.picture(cursor, badge), piece)


def badge_sections(badges: Sequence[Badge], where: str = "badge") -> None:
    """Draw one section a badge; opening it shows all of it. `where` tells several lists of a page apart."""
    for badge in badges:
        section = st.expander(
            f"{as_label(badge.title)} · {badge.verdict.word}",
            icon=f":material/{badge.verdict.icon}:",
            key=f"{where}-{badge.id}",
            on_change="rerun",
        )
        if section.open:
            with section, resources.cursor() as cursor:
                badge_card(badge, view.picture(cursor, badge))


def ask_again(person: Applicant) -> None:
    """Offer to ask again what did not answer when the badges were judged; draw nothing where all did."""
    waiting = sum(badge.waiting for badge in person.badges)
    if not waiting:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(f"Of {counted(waiting, 'badge')} something did not answer when it was checked.")
        if st.button("Ask again", icon=":material/refresh:", key=f"again-{person.id[:12]}"):
            with st.spinner("Asking again"):
                asked = reverify(
                    resources.database(), resources.verifier, clock=resources.now, applicant_id=person.id, waiting=True
                )
            st.toast(f"{asked.answered} of {asked.judged} answered.", icon=":material/refresh:")
            st.rerun()


def findings(person: Applicant) -> None:
    """Draw what did not simply pass, by badge, with what to do next."""
    telling = [(badge, [entry for entry in badge.findings if entry.next_step]) for badge in person.issued]
    telling = [(badge, entries) for badge, entries in telling if entries and badge.code != "AUTHENTIC_CURRENT"]
    if not telling:
        return
    st.subheader("Findings, and what would change them", anchor=False)
    for badge, entries in telling:
        with st.container(border=True):
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                components.badge(badge.verdict)
                components.bold(badge.title)
            for entry in entries:
                st.text(f"{entry.title}. {entry.detail}")
                st.caption(f":material/arrow_forward: {as_label(entry.next_step)}")
