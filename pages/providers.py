"""Who issued what, who vouches for them, and what their badges weigh here."""

import polars as pl
import streamlit as st

from hiring.views import providers as view
from hiring.views.described import open_elements
from hiring.views.findings import of_provider
from hiring.views.known_how import known_how
from hiring.views.text import as_label
from hiring.views.verdicts import ORDER, VERDICTS
from hiring.web import components, resources
from hiring.web.findings import cards
from hiring.web.gate import enter

enter("recruiter", "hr_leader", "learning", "administrator", page=__file__)

components.header(
    "Providers", "Who issued the badges, who vouches for them, and what their badges weigh here, and why."
)
resources.fresh_matches()
with resources.cursor() as cursor:
    frame = view.providers(cursor, resources.now().date())
if frame.is_empty():
    with components.empty("No providers yet", "They appear with the first badges read.", icon="workspace_premium"):
        st.page_link("pages/upload.py", label="Upload badges", icon=":material/upload_file:")
    st.stop()

st.caption(
    "Credibility is a judgement by the policy, apart from whether a badge is authentic. "
    "The lines say how far off it may be."
)
drawn = components.chart(
    view.scatter(frame),
    alt="Providers by number of badges and credibility, with intervals",
    key="volume-weight",
    on_select=True,
)
event = st.dataframe(
    view.table(frame),
    hide_index=True,
    height=360 if len(frame) > 9 else "content",
    on_select="rerun",
    selection_mode="single-row",
    key="providers",
    alt="Providers: who vouches, badges, holders and credibility",
    column_config={
        "Provider": st.column_config.TextColumn(width=240, help="The registry's name, or its own claim."),
        "Credibility": st.column_config.ProgressColumn(min_value=0, max_value=100, format="%d %%"),
    },
)
by_title = dict(zip(frame["title"], frame["issuer_iri"], strict=True))
rows = [frame["title"][row] for row in event.selection.rows if row < len(frame)]
marks = [point["customdata"][1] for point in drawn.selection.points if len(point.get("customdata") or ()) > 1]
# A click on a row or on a mark moves the picker once; after that the picker may be moved away again.
for clicked, held in ((rows, "credence_provider_row"), (marks, "credence_provider_mark")):
    wanted = clicked[0] if clicked and clicked[0] in by_title else None
    if wanted is not None and st.session_state.get(held) != wanted:
        st.session_state["provider"] = wanted
    st.session_state[held] = wanted
title = st.selectbox("One provider", list(by_title), key="provider", bind="query-params")
with resources.cursor() as cursor:
    opened = view.provider(cursor, frame, by_title.get(title, frame["issuer_iri"][0]))
    second_look = of_provider(cursor, opened.iri)
    left_open = open_elements(cursor, opened.iri)
    known = known_how(cursor, opened.iri)

with st.container(border=True):
    st.subheader(as_label(opened.title), anchor=False)
    components.badges({VERDICTS[code]: opened.verdicts[code] for code in ORDER if opened.verdicts.get(code)})
    who, why = st.columns(2, gap="large")
    with who:
        components.bold("Who vouches")
        st.text(opened.vouched)
        if opened.by_hand:
            st.warning(as_label(opened.by_hand), icon=":material/front_hand:")
        components.bold("What it calls itself (its own claim)")
        st.text("\n".join(opened.names) or "No name.")
        st.caption(as_label(opened.iri))
        if opened.foreign:
            st.warning(
                "It issues achievements that others created: " + as_label("; ".join(opened.foreign[:3])),
                icon=":material/content_copy:",
                title="Somebody else's achievement",
            )
        components.bold("What it would take to weigh more")
        for step in opened.to_weigh_more or ("Nothing holds it back here.",):
            st.text(step)
    with why:
        components.bold("Why this weight")
        if opened.credibility is None:
            st.text("None of its badges is authentic, so there is no credibility to explain.")
        else:
            st.text(
                f"{opened.credibility:.0%}, plausibly {opened.low:.0%} to {opened.high:.0%}: "
                "the factors below multiplied, each to its weight."
            )
            st.dataframe(
                pl.DataFrame(
                    {
                        "Factor": [factor.name for factor in opened.factors],
                        "Mean": [factor.value for factor in opened.factors],
                        "Weight": [factor.weight for factor in opened.factors],
                        "Multiplies by": [factor.part for factor in opened.factors],
                    }
                ),
                hide_index=True,
                alt="Mean of each factor of credibility over this provider's authentic badges",
                column_config={
                    "Mean": st.column_config.ProgressColumn(min_value=0, max_value=1, format="%.2f"),
                    "Weight": st.column_config.NumberColumn(format="%.2f"),
                    "Multiplies by": st.column_config.NumberColumn(format="%.2f"),
                },
            )
            for reason in opened.why:
                st.text(reason)
    if not known.is_empty():
        components.bold("How the skills of its badges are known")
        st.dataframe(
            known,
            hide_index=True,
            alt="Share of each kind of link to skills, of this provider and of all",
            column_config={
                "Share": st.column_config.ProgressColumn(min_value=0, max_value=100, format="%.0f %%"),
                "Of all": st.column_config.NumberColumn("All providers", format="%.0f %%"),
            },
        )
        st.page_link("pages/skills_review.py", label="Review what is only suggested", icon=":material/fact_check:")
    if second_look:
        components.bold("Worth a second look")
        cards(second_look, where="provider")
    components.bold("What it issues")
    st.dataframe(opened.achievements, hide_index=True, alt="What this provider issues, most held first")

if not left_open.is_empty():
    st.subheader("What its badges leave open", anchor=False)
    st.caption(
        "Of the eleven elements that a European micro-credential states, by achievement, as far as badges of it came "
        "in. It changes no weight."
    )
    st.dataframe(
        left_open,
        hide_index=True,
        height="content",
        alt="Elements that achievements of this provider do not state, with the question to ask",
        column_config={
            "Element": st.column_config.TextColumn(width=190),
            "Stated by": st.column_config.TextColumn(width=80),
            "To ask the provider": st.column_config.TextColumn(width="large"),
        },
    )
