"""One person: skills against the role, down to the checks of every badge."""

import streamlit as st

from hiring.views import applicant_figures as figures
from hiring.views import overridden
from hiring.views.blind import shown
from hiring.views.findings import of_applicant
from hiring.views.role_sources import attributions_of_applicant
from hiring.views.shortlist import titles
from hiring.views.text import as_label
from hiring.web import components, resources
from hiring.web.blind import portrait
from hiring.web.desk import where_they_stand
from hiring.web.evidence_graph import evidence_graph
from hiring.web.exporting import applicant_downloads
from hiring.web.findings import cards
from hiring.web.gate import enter
from hiring.web.insight import interview, other_roles, what_would_change
from hiring.web.portrait import answers, ask_again, badge_sections, find, findings, skill_sections
from hiring.web.receipt import receipt
from hiring.web.records import record_menu
from hiring.web.verdicts_of_people import overriding, scorecard

enter("recruiter", "hr_leader", "administrator", page=__file__)

resources.fresh_matches()
wanted = st.query_params.get("applicant") or st.session_state.get("credence_applicant", "")
with resources.cursor() as cursor:
    roles = titles(cursor)
if not wanted:
    components.header("Applicant", "One person: skills against the role, down to the checks of every badge.")
    find(components.role_picker(roles) if roles else None)
    st.stop()

slot = st.container()
role = None
with st.container(horizontal=True, vertical_alignment="bottom"):
    if roles:
        role = components.role_picker(roles)
    if st.button("Another applicant", icon=":material/search:"):
        st.session_state.pop("credence_applicant", None)
        st.query_params.pop("applicant", None)
        st.rerun()
with resources.cursor() as cursor:
    known = shown(cursor, wanted, role.role_id if role else None)
if known is None:
    st.session_state.pop("credence_applicant", None)
    with slot:
        components.header("Applicant", "The link names nobody who is known here, in this role.")
    st.query_params.pop("applicant", None)
    find(role)
    st.stop()
person, pseudonym = known
st.session_state["credence_applicant"] = person.id
st.query_params["applicant"] = person.id
if pseudonym is not None and role is not None:
    with slot:
        portrait(person, pseudonym, role)
    st.stop()

with slot:
    action = components.header(
        person.name,
        f"{as_label(person.email or 'no e-mail known')}; name known from {as_label(person.known_from)}",
        several=True,
    )
    with action, st.container(horizontal=True, horizontal_alignment="right"):
        if st.button("Back to the shortlist", icon=":material/format_list_numbered:"):
            st.switch_page("pages/shortlist.py", query_params={})
        applicant_downloads(person, role)
        record_menu(person)

answers(person, role)

if role is not None:
    overriding(person, role)
    where_they_stand(role, person.id)

if role is not None and person.match is not None and person.lines:
    st.subheader(f"Skills for {as_label(role.title)}", anchor=False)
    st.caption("A click on a bar opens the badges under it. What is not shown is not a no.")
    event = components.chart(
        figures.skills(person),
        alt=f"Skills of the role {role.title}: level shown against level asked, and support by evidence",
        key=f"skills-{person.id[:12]}-{role.role_id[:12]}",
        on_select=True,
    )
    components.as_table(figures.skills_table(person), alt="Skills of the role with level, support and points")
    clicked = next((point["customdata"] for point in event.selection.points if point.get("customdata")), None)
    skill_sections(person, clicked[0] if isinstance(clicked, list) else clicked)

    st.subheader("Where the score comes from", anchor=False)
    match = person.match
    st.caption(
        f"{match['computed_score']:.1f} of 100, plausibly {match['low']:.1f} to {match['high']:.1f}, "
        f"as of {match['as_of']}. Each bar is what a skill can give by its weight, and what was earned. "
        "Assets never fail anybody."
    )
    said = overridden.told(match)
    if said:
        st.caption(f":material/edit_note: {as_label(said)} These are the points that were computed.")
    components.chart(figures.points(person), alt="Points earned by skill, of the points to be had", key="points")

if role is not None and person.match is not None:
    st.subheader("What next", anchor=False)
    what_would_change(person, role)
    interview(person)
    scorecard(person, role)
    other_roles(person, role)

receipt(person, role)

with resources.cursor() as cursor:
    second_look = of_applicant(cursor, person.id)
if second_look:
    st.subheader("Worth a second look", anchor=False)
    st.caption("Not verdicts: facts that a person should weigh. None of them changes the score.")
    cards(second_look, where="applicant")

findings(person)
ask_again(person)

drawn = figures.timeline(person.badges, resources.now())
if drawn is not None:
    st.subheader("Timeline", anchor=False)
    st.caption("A click on a mark opens the badge.")
    event = components.chart(
        drawn, alt="When each badge was earned and how long it holds", key="timeline", on_select=True
    )
    marked = {point["customdata"][0] for point in event.selection.points if point.get("customdata")}
    badge_sections([badge for badge in person.badges if badge.id in marked], where="timeline")
    components.as_table(figures.timeline_table(person.badges), alt="Badges with verdict and dates")

evidence_graph(person)
st.subheader(f"All badges ({len(person.issued)})", anchor=False)
badge_sections(person.issued)
if person.self_asserted:
    st.subheader(f"What the applicant says ({len(person.self_asserted)})", anchor=False)
    st.caption(
        "Self-asserted: nobody has signed or confirmed it. It counts a little, and never meets a must-have, until it "
        "is verified. Ask for the diploma, the reference or a signed badge."
    )
    badge_sections(person.self_asserted)
with resources.cursor() as cursor:
    source = attributions_of_applicant(cursor, person.id, role)
if source:
    st.caption(as_label(source))
