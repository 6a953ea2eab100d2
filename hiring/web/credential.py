"""One badge opened: its picture, what it says, who says so, its weight, and the checks as a ledger."""

from collections.abc import Sequence
from dataclasses import replace

import polars as pl
import streamlit as st

from hiring.description.elements import Stated
from hiring.views.applicant import Badge, Evidence
from hiring.views.text import as_label, counted, day, shorten
from hiring.views.verdicts import HOLDERS, LINKS, RECOGNITIONS, REGISTERED_OTHERWISE
from hiring.web import components


def badge_card(badge: Badge, picture: str | None, evidence: Evidence | None = None) -> None:
    """Draw one badge. `picture` is a data URI; `evidence` its part under the skill that was opened."""
    with st.container(border=True):
        left, middle = st.columns([1, 6], gap="medium")
        with left:
            _picture(badge, picture)
        with middle:
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                components.bold(badge.title)
                components.badge(badge.verdict)
            if badge.withheld:
                st.text(badge.verdict.meaning)
                st.caption(f"File: {as_label(badge.source)}")
            else:
                _facts(badge, evidence)
        if evidence is not None:
            _weight(evidence)
        passed = sum(entry not in badge.findings for entry in badge.ledger)
        title = f"{passed} of {counted(len(badge.ledger), 'check')} passed"
        if badge.self_asserted:
            title = "Nobody has verified it"
        with st.expander(title, icon=":material/fact_check:", expanded=badge.withheld):
            ledger(badge)
        if badge.elements and not badge.blind:
            _elements(badge.elements)


def _picture(badge: Badge, picture: str | None) -> None:
    if picture is not None:
        st.image(picture, alt=f"Badge picture: {shorten(badge.title, 80)}", width="stretch")
    else:
        st.markdown(f"# :{badge.verdict.tone}[:material/{badge.verdict.icon}:]", text_alignment="center")


def _facts(badge: Badge, evidence: Evidence | None) -> None:
    if badge.self_asserted:
        st.text("Said by the applicant; no provider issued it, and nobody has confirmed it.")
    else:
        st.text(f"{badge.called} {badge.vouched}")
    if badge.blind:
        for one in badge.elements:
            st.text(f"{one.words.label}: {shorten(one.value, 80)}")
    if evidence is not None:
        level = "level not stated" if evidence.level is None else f"level {evidence.level} of 5"
        native = f"; in the provider's words: {shorten(evidence.native_level, 80)}" if evidence.native_level else ""
        how = LINKS.get(evidence.link, evidence.link)
        st.text(f"{level}{native}. {how}: {shorten(evidence.link_detail, 120)}")
    if badge.self_asserted:
        if badge.description:
            st.text(shorten(badge.description, 600))
        if badge.valid_from is not None:
            st.text(f"Its age is counted from {day(badge.valid_from)}.")
    else:
        st.text(
            f"{badge.term}. {counted(badge.results, 'result')} and "
            f"{counted(badge.evidence_items, 'piece')} of evidence attached."
        )
    with st.container(horizontal=True, gap="xsmall"):
        whose = HOLDERS[badge.holder]
        if badge.self_asserted:
            # That somebody wrote their own address into it proves nothing, so it must not look as if.
            components.badge(whose if badge.holder == "mismatch" else replace(whose, tone="gray"))
        else:
            components.badge(whose)
            otherwise = badge.registered_otherwise
            components.badge(REGISTERED_OTHERWISE if otherwise else RECOGNITIONS[badge.recognition])
    if badge.compared and not badge.self_asserted:
        st.caption(as_label(badge.compared))
    if badge.criteria:
        st.caption(f"Criteria: {as_label(shorten(badge.criteria, 300))}")
    _whence(badge)


def _whence(badge: Badge) -> None:
    """What it is written in and how it came: the address that a file named, a presentation, a record's associations."""
    told = [as_label(badge.kind)]
    if badge.link:
        told.append(f"found at {as_label(shorten(badge.link, 160))}")
    if badge.presented:
        told.append("came in a presentation" + (" that its holder signed" if badge.holder == "bound" else ""))
    st.caption(", ".join(told) + ".")
    if badge.own_schemas:
        st.caption(f"Names a schema of its own, which was not fetched: {as_label(shorten(badge.own_schemas[0], 160))}.")
    if badge.departures:
        title = f"{counted(len(badge.departures), 'departure')} from the specification"
        with st.expander(title, icon=":material/rule:"):
            st.caption("Apart from whether it is authentic: how the issuing system wrote it.")
            for departure in badge.departures:
                st.text(departure)
    if badge.associations:
        with st.expander(counted(len(badge.associations), "association"), icon=":material/account_tree:"):
            for stated in badge.associations:
                st.text(stated)


def _weight(evidence: Evidence) -> None:
    st.markdown(f":material/add_chart: {evidence.telling}")
    st.caption(
        f"Weighs {evidence.share:.0%} here (plausibly {evidence.low:.0%} to {evidence.high:.0%}): the product of these."
    )
    st.dataframe(
        pl.DataFrame(
            {
                "Factor": [factor.name for factor in evidence.factors],
                "Value": [factor.value for factor in evidence.factors],
                "Plausible": [f"{factor.low:.2f} to {factor.high:.2f}" for factor in evidence.factors],
                "Multiplies by": [factor.value**factor.weight for factor in evidence.factors],
                "Why": [factor.why for factor in evidence.factors],
            },
            schema_overrides={"Value": pl.Float64, "Multiplies by": pl.Float64},
        ),
        hide_index=True,
        height="content",
        alt="The factors of this badge's weight, each with its reason",
        column_config={
            "Factor": st.column_config.TextColumn(width=95),
            "Value": st.column_config.ProgressColumn(min_value=0, max_value=1, format="%.2f", width=105),
            "Plausible": st.column_config.TextColumn(width=95),
            "Multiplies by": st.column_config.NumberColumn(format="%.2f", width=85),
            "Why": st.column_config.TextColumn(width="large"),
        },
    )


def _elements(elements: Sequence[Stated]) -> None:
    """Draw which of the eleven elements are stated, in which words, and the question to ask for each other."""
    open_ones = [one for one in elements if not one.present]
    title = f"States {len(elements) - len(open_ones)} of the {len(elements)} elements of a European micro-credential"
    with st.expander(title, icon=":material/checklist:"):
        st.dataframe(
            pl.DataFrame(
                {
                    "Element": [one.words.label for one in elements if one.present],
                    "Stated": [one.value for one in elements if one.present],
                    "Where": [one.where for one in elements if one.present],
                },
                schema={"Element": pl.String, "Stated": pl.String, "Where": pl.String},
            ),
            hide_index=True,
            height="content",
            alt="The elements that the badge states, and where it states them",
        )
        if open_ones:
            components.bold("To ask the provider")
            for one in open_ones:
                st.text(f"{one.words.label}: {one.words.question}")
        st.caption("As the provider states it; Council Recommendation of 16 June 2022, Annex I. It changes no score.")


def ledger(badge: Badge) -> None:
    """Draw the checks of a badge in the order they were made, each with its reason and what to do."""
    for entry in badge.ledger:
        mark, words = st.columns([1, 6], gap="small")
        with mark:
            components.badge(entry.mark)
        with words:
            components.bold(entry.title)
            st.text(entry.detail)
            if entry.next_step:
                st.caption(f":material/arrow_forward: {as_label(entry.next_step)}")
    st.caption(f"Judged as of {day(badge.judged_at)}. File: {as_label(badge.source)} ({as_label(badge.carrier)})")
