"""Blind mode on a page: a strip that says so, turning it on and off, and naming one person on the record."""

import secrets
from collections.abc import Sequence

import streamlit as st

from hiring.errors import StoreError
from hiring.models.role import RoleVersion
from hiring.store.blind import COUNTRIES, PROVIDERS, reveal, set_blind
from hiring.store.stages import stages_of
from hiring.views.applicant import Applicant
from hiring.views.blind import Blind, Pseudonym, blind_of, reveals
from hiring.views.text import as_label, counted, day
from hiring.web import components, resources
from hiring.web.desk import where_they_stand
from hiring.web.exporting import applicant_downloads
from hiring.web.gate import author
from hiring.web.portrait import answers, badge_sections, skill_sections
from hiring.web.verdicts_of_people import scorecard


def how_blind(role: RoleVersion) -> Blind | None:
    """Return how the role in hand is blind."""
    with resources.cursor() as cursor:
        return blind_of(cursor, role.role_id)


def blind_menu(role: RoleVersion) -> None:
    """Draw whether the role is blind, and the way to change that; each change needs a reason and is kept."""
    held = how_blind(role)
    with st.popover("Blind mode: on" if held else "Blind mode: off", icon=":material/visibility_off:"):
        st.caption(
            "Names, e-mail addresses, pictures, files, links and dates are not sent to this page, its search, its "
            "address or its files. Each person goes by a pseudonym that holds in this role only."
        )
        if held:
            with resources.cursor() as cursor:
                said = reveals(cursor, role.role_id)
            if said:
                st.caption(f"{counted(len(said), 'person', 'people')} revealed so far:")
                for one in said[:5]:
                    st.caption(f"{day(one.at)}, {as_label(one.said_by)}: {as_label(one.reason)}")
        key = f"blind-{role.role_id}"
        providers = st.checkbox(
            "Hide providers as well", bool(held and PROVIDERS in held.hides), key=f"{key}-providers"
        )
        countries = st.checkbox(
            "Hide the countries of providers", held is None or COUNTRIES in held.hides, key=f"{key}-countries"
        )
        with resources.cursor() as cursor:
            known = stages_of(cursor, role.role_id).stages
        stages = st.multiselect(
            "Only at these stages",
            known,
            [stage for stage in known if held and stage in held.stages],
            format_func=str.capitalize,
            key=f"{key}-stages",
            placeholder="at all stages",
            help="Whoever is moved to another stage is named from then on.",
        )
        reason = st.text_input("Reason", key=f"{key}-reason", max_chars=300)
        turned = st.button("Change" if held else "Turn on", key=f"{key}-on", type="primary")
        off = bool(held) and st.button("Turn off", key=f"{key}-off")
        if turned or off:
            hides = [what for what, hidden in ((PROVIDERS, providers), (COUNTRIES, countries)) if hidden]
            _set(role, reason, on=turned, hides=hides, stages=stages)


def _set(role: RoleVersion, reason: str, *, on: bool, hides: Sequence[str], stages: Sequence[str]) -> None:
    try:
        with resources.cursor() as cursor:
            set_blind(
                cursor,
                role.role_id,
                on=on,
                reason=reason,
                said_by=author(),
                at=resources.now(),
                secret=secrets.token_urlsafe(32),
                stages=stages,
                hides=hides,
            )
    except StoreError as error:
        st.error(f"{error} {error.next_step}", icon=":material/error:")
        return
    _forget_names()
    st.rerun()


def _forget_names() -> None:
    """What was worked out before may name people, or not name them."""
    st.cache_data.clear()


def portrait(person: Applicant, known: Pseudonym, role: RoleVersion) -> None:
    """Draw an applicant who is blind: answers, skills and badges, nothing of who it is; and the way to name them."""
    line = "Blind mode: who this is, and when and where it was learnt, is not here."
    with (
        components.header(person.name, line, several=True),
        st.container(horizontal=True, horizontal_alignment="right"),
    ):
        if st.button("Back to the shortlist", icon=":material/format_list_numbered:"):
            st.switch_page("pages/shortlist.py", query_params={})
        applicant_downloads(person, None)
        with st.popover("Reveal", icon=":material/visibility:"):
            st.caption("From then on everybody sees who this is, in this role. It is recorded and cannot be undone.")
            reason = st.text_input("Reason", key=f"reveal-{known.ref}", max_chars=300)
            if st.button("Reveal this person", type="primary", key=f"reveal-go-{known.ref}"):
                _reveal(known, role, reason)
    answers(person, role)
    where_they_stand(role, known.applicant_id)
    if person.lines:
        st.subheader(f"Skills for {as_label(role.title)}", anchor=False)
        st.caption("What is not shown is not a no.")
        skill_sections(person, None)
    if person.match is not None:
        scorecard(person, role, known.applicant_id)
    st.subheader(f"All badges ({len(person.badges)})", anchor=False)
    badge_sections(person.badges)


def _reveal(known: Pseudonym, role: RoleVersion, reason: str) -> None:
    try:
        with resources.cursor() as cursor:
            reveal(
                cursor,
                role.role_id,
                known.applicant_id,
                reason=reason,
                said_by=author(),
                at=resources.now(),
            )
    except StoreError as error:
        st.error(f"{error} {error.next_step}", icon=":material/error:")
        return
    _forget_names()
    st.session_state["credence_applicant"] = known.applicant_id
    st.query_params["applicant"] = known.applicant_id
    st.rerun()
