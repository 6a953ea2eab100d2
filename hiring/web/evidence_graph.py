"""The evidence of one person as a graph; a click on a node lists the badges that it stands for."""

import polars as pl
import streamlit as st

from hiring.views.applicant import Applicant
from hiring.views.evidence_graph import COLUMNS, drawn, graph
from hiring.views.text import as_label, counted
from hiring.web import components
from hiring.web.portrait import badge_sections


def evidence_graph(person: Applicant) -> None:
    """Draw it, closed until asked for; nothing for somebody without badges."""
    if not person.badges:
        return
    section = st.expander("Evidence as a graph", icon=":material/graph_2:", on_change="rerun", key="graph")
    if not section.open:
        return
    with section:
        found = graph(person)
        st.caption("Who has what, of whom, and which skills of the role it shows. A click on a node lists its badges.")
        event = components.chart(
            drawn(found),
            alt="Evidence as a graph: applicant, credentials, achievements, providers, skills",
            key=f"graph-{person.id[:12]}",
            on_select=True,
        )
        rows = [(COLUMNS[node.column], node.label, len(node.badges)) for node in found.nodes]
        table = pl.DataFrame(rows, schema=["What", "Which", "Badges"], orient="row")
        components.as_table(table, alt="Nodes of the graph with the badges that each stands for")
        clicked = next((point["customdata"] for point in event.selection.points if point.get("customdata")), None)
        place = clicked[0] if isinstance(clicked, list) else clicked
        if not isinstance(place, int) or place >= len(found.nodes):
            return
        node = found.nodes[place]
        components.bold(f"{COLUMNS[node.column]}: {node.label}")
        st.caption(as_label(counted(len(node.badges), "badge")))
        badge_sections([badge for badge in person.badges if badge.id in node.badges], where="graph")
