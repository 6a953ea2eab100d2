"""Evidence as a graph: from the applicant over credentials, achievements and providers to skills, in five columns.

Columns and lines say what belongs to what; the kind of a node is told by its symbol and its column, the verdict of a
credential by its glyph, so that nothing rests on colour.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from hiring.views.applicant import Applicant, Badge
from hiring.views.plots import base_figure
from hiring.views.text import as_chart_text, counted

COLUMNS = ("Applicant", "Credential", "Achievement", "Provider", "Skill")
_SYMBOLS = ("star", "circle", "square", "diamond", "hexagon")
_COLOURS = ("#6b7280", "#0072b2", "#56b4e9", "#e69f00", "#009e73")
# More credentials than this are folded: the picture has to be read.
MOST = 24
_ROW_PIXELS = 26
_WIDTH = 24


@dataclass(frozen=True, slots=True)
class Node:
    """`badges`: ids of those that it stands for, which a click lists."""

    column: int
    label: str
    badges: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Graph:
    """`edges` are places of nodes."""

    nodes: tuple[Node, ...]
    edges: tuple[tuple[int, int], ...]


def graph(person: Applicant) -> Graph:
    """Return the graph of what somebody shows; what is withheld is a credential without anything behind it."""
    labels = {line["skill_id"]: line["label"] for line in person.lines}
    shows: dict[str, list[str]] = defaultdict(list)
    for skill, pieces in person.evidence.items():
        for piece in pieces:
            shows[piece.badge_id].append(labels.get(skill, skill))
    # Those that show something first; the rest as one node.
    ordered = sorted(person.badges, key=lambda badge: (badge.id not in shows, badge.withheld, badge.title))
    kept, folded = ordered[:MOST], ordered[MOST:]
    nodes: list[Node] = [Node(0, person.name, tuple(badge.id for badge in person.badges))]
    edges: list[tuple[int, int]] = []
    places: dict[tuple[int, str], int] = {}
    held: dict[tuple[int, str], list[str]] = defaultdict(list)
    for badge in kept:
        for column, label in _named(badge, shows[badge.id]):
            held[column, label].append(badge.id)

    def place(column: int, label: str) -> int:
        if (column, label) not in places:
            places[column, label] = len(nodes)
            nodes.append(Node(column, label, tuple(held[column, label])))
        return places[column, label]

    for number, badge in enumerate(kept):
        nodes.append(Node(1, f"{badge.verdict.glyph} {badge.verdict.word}", (badge.id,)))
        mine = places[1, f"{number}"] = len(nodes) - 1
        edges.append((0, mine))
        if badge.withheld:
            continue
        achievement, provider = place(2, badge.title), place(3, badge.issuer or badge.registered or "Not named")
        edges += [(mine, achievement), (achievement, provider)]
        edges += [(provider, place(4, skill)) for skill in shows[badge.id]]
    if folded:
        nodes.append(Node(1, f"{counted(len(folded), 'more credential')}", tuple(badge.id for badge in folded)))
        edges.append((0, len(nodes) - 1))
    return Graph(tuple(nodes), tuple(dict.fromkeys(edges)))


def _named(badge: Badge, skills: Sequence[str]) -> list[tuple[int, str]]:
    if badge.withheld:
        return []
    named = [(2, badge.title), (3, badge.issuer or badge.registered or "Not named")]
    return named + [(4, skill) for skill in skills]


def drawn(found: Graph) -> go.Figure:
    """Return the picture. A node's custom data is its place in the graph."""
    heights = _heights(found)
    figure = base_figure(height=max(260, _ROW_PIXELS * max(heights.values(), default=1) + 90))
    where = _positions(found)
    xs: list[float | None] = []
    ys: list[float | None] = []
    for start, end in found.edges:
        xs += [where[start][0], where[end][0], None]
        ys += [where[start][1], where[end][1], None]
    figure.add_scatter(
        x=xs, y=ys, mode="lines", line={"width": 1, "color": "#9ca3af"}, hoverinfo="skip", showlegend=False
    )
    for column, name in enumerate(COLUMNS):
        places = [place for place, node in enumerate(found.nodes) if node.column == column]
        figure.add_scatter(
            x=[where[place][0] for place in places],
            y=[where[place][1] for place in places],
            mode="markers+text",
            name=name,
            marker={"symbol": _SYMBOLS[column], "size": 12, "color": _COLOURS[column], "line": {"width": 1}},
            text=[as_chart_text(found.nodes[place].label, _WIDTH) for place in places],
            textposition="middle right" if column == len(COLUMNS) - 1 else "top center",
            customdata=[[place] for place in places],
            hovertemplate=f"{name}: %{{text}}<extra></extra>",
        )
    figure.update_xaxes(
        range=[-0.25, 4.75], tickvals=list(range(5)), ticktext=list(COLUMNS), side="top", showgrid=False, zeroline=False
    )
    figure.update_yaxes(visible=False, range=[-1.06, 0.08])
    figure.update_layout(showlegend=False)
    return figure


def _heights(found: Graph) -> Mapping[int, int]:
    counts: dict[int, int] = defaultdict(int)
    for node in found.nodes:
        counts[node.column] += 1
    return counts


def _positions(found: Graph) -> list[tuple[float, float]]:
    """Return where nodes stand: each column in the order of what leads to it, so that few lines cross."""
    before: dict[int, list[int]] = defaultdict(list)
    for start, end in found.edges:
        before[end].append(start)
    where: list[tuple[float, float]] = [(0.0, -0.5)] * len(found.nodes)
    for column in range(len(COLUMNS)):
        places = [place for place, node in enumerate(found.nodes) if node.column == column]
        if column > 1:
            places.sort(key=lambda place: sum(where[one][1] for one in before[place]) / -max(len(before[place]), 1))
        for row, place in enumerate(places):
            where[place] = (float(column), -(row + 0.5) / len(places))
    return where
