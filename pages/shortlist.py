"""Applicants ranked for a role: must-haves, score with its interval, and why."""

import streamlit as st

from hiring.views import shortlist as view
from hiring.views.verdicts import GATES, ORDER, VERDICTS
from hiring.web import components, resources
from hiring.web.blind import blind_menu
from hiring.web.bulk import several
from hiring.web.desk import stage_beside
from hiring.web.exporting import shortlist_downloads
from hiring.web.gate import enter
from hiring.web.narrowing import in_use, narrowing
from hiring.web.person import person_panel
from hiring.web.rechecking import recheck
from hiring.web.records import told_of_erasure
from hiring.web.saved_views import views_menu
from hiring.web.shortlist_pictures import shortlist_pictures
from hiring.web.steady import how_sure
from hiring.web.trying import try_weights

enter("recruiter", "hr_leader", "administrator", page=__file__)

action = components.header(
    "Shortlist", "Who shows what the role asks for, ranked, with the reasons. Nobody is rejected here."
)
with resources.cursor() as cursor:
    roles = view.titles(cursor)
if not roles:
    with components.empty(
        "No role yet", "A shortlist ranks applicants against what a role asks for.", icon="checklist"
    ):
        st.page_link("pages/roles.py", label="Write the first role", icon=":material/add:")
    st.stop()

told_of_erasure()
resources.fresh_matches()
picked, counts = st.columns([2, 5], vertical_alignment="bottom")
with picked:
    role = components.role_picker(roles)
with action, st.container(horizontal_alignment="right"):
    if st.button("Upload badges", type="primary", icon=":material/upload_file:"):
        st.switch_page("pages/upload.py", query_params={})

controls = st.container()
bar = st.container(horizontal=True, vertical_alignment="center")
with controls:
    narrowed = narrowing(role, bar)
filters = narrowed.filters
wanted = st.session_state.get("page", 1)
with resources.cursor() as cursor:
    result = view.shortlist(
        cursor, role.role_id, filters, wanted if isinstance(wanted, int) and wanted > 0 else 1, narrowed.columns
    )
in_use(narrowed)

with counts:
    cells = st.columns(4, gap="small")
    cells[0].metric(
        "Applicants", f"{result.total:,}", help=f"Everybody matched against {role.title!r}, version {role.version}."
    )
    for cell, (gate, verdict) in zip(cells[1:], GATES.items(), strict=True):
        label = verdict.word
        cell.metric(label, f"{result.gates.get(gate, 0):,}", icon=f":material/{verdict.icon}:", help=verdict.meaning)

if result.total == 0:
    with components.empty(
        "No applicants yet", "Upload the badges that people sent; the ranking appears by itself.", icon="upload_file"
    ):
        st.page_link("pages/upload.py", label="Upload badges", icon=":material/upload_file:")
    st.stop()
if result.found == 0:
    st.info("Nobody passes these filters. Widen one of them.", icon=":material/filter_alt_off:")
    with bar:
        views_menu()
    st.stop()

with bar:
    trying = st.toggle("Try other weights", key="weights", bind="query-params", width="stretch")
    views_menu()
    blind_menu(role)
    shortlist_downloads(role, filters, narrowed.told)
if trying:
    with st.container(border=True):
        try_weights(role)

key = f"ranking-{role.role_id}-{filters}-{narrowed.columns}-{wanted}"
state = st.session_state.get(key)
opened = bool(state and state["selection"]["rows"])
# Beside the table once a row is open; until then the table has the whole width for its reasons.
table, *beside = st.columns([7, 3] if opened else [1], gap="medium")
with table:
    pages = -(-result.found // view.PAGE_ROWS)
    first = (min(wanted, pages) - 1) * view.PAGE_ROWS + 1
    # Above the table, whose own buttons hover over what is there: words may be covered, controls may not.
    st.caption(
        f"{first} to {first + len(result.people) - 1} of {result.found:,}. {narrowed.ordered} "
        "Select a row to open the person, several to compare, move or tag them. By keyboard: arrows, Shift and Space."
    )
    event = st.dataframe(
        result.table,
        hide_index=True,
        row_height=62,
        height="content" if len(result.people) <= 9 else 640,
        on_select="rerun",
        selection_mode="multi-row",
        key=key,
        # The person beside the table tells these two; without them the rest is seen whole.
        column_order=[name for name in result.table.columns if not opened or name not in ("Badges", "Why")],
        alt=f"Ranking of applicants for {role.title}: rank, name, and the columns that were chosen",
        column_config={
            "Rank": st.column_config.NumberColumn("#", width=38),
            "Applicant": st.column_config.TextColumn(width=110),
            "Must-haves": st.column_config.TextColumn(width=90),
            "Score": st.column_config.ImageColumn(
                width=132, help="Blue: score from 0 to 100. Amber: where it plausibly lies."
            ),
            "Badges": st.column_config.ImageColumn(
                width=108,
                help="  ".join(
                    f"{VERDICTS[code].glyph} {VERDICTS[code].word.lower()}"
                    for code in ORDER
                    if code not in ("DUPLICATE", "MANIFEST")
                ),
            ),
            "Why": st.column_config.TextColumn(width=256),
            "Stage": st.column_config.TextColumn(width=84, help="Where they stand; a person's page moves them."),
        },
    )
    components.as_table(
        view.in_words(result.people),
        alt="The ranking in words: score with its interval, badges by verdict, overrides",
        label="The ranking in words",
    )
    if pages > 1:
        with st.container(horizontal=True, horizontal_alignment="right"):
            st.pagination(pages, key="page", bind="query-params")
picked_people = [result.people[row] for row in event.selection.rows if row < len(result.people)] if opened else []
if picked_people:
    with beside[0]:
        if len(picked_people) == 1:
            stage_beside(role, picked_people[0])
            person_panel(picked_people[0])
            how_sure(role, picked_people[0].applicant_id)
        else:
            several(role, picked_people)

recheck()

shortlist_pictures(role, filters)
