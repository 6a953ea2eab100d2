"""Providers that endorse each other, and whom nobody else answers for.

Endorsement says something where it comes from outside. In the graph of verified endorsements, a strongly connected
component (Tarjan, Depth-First Search and Linear Graph Algorithms, 1972) is a group in which everybody is endorsed, in
the end, by themselves.
"""

from collections.abc import Iterable, Iterator, Mapping

import polars as pl

from hiring.findings.base import FindingWords, Known
from hiring.models.finding import Finding, Sureness

# Two who endorse each other may be partners; from three on it is a pattern.
_PATTERN = 3
_SHOWN = 4


class Rings:
    """Looks for groups that endorse only each other."""

    name = "rings"
    words: Mapping[str, FindingWords] = {
        "ENDORSED_IN_A_RING": FindingWords(
            "Endorsed only by each other",
            "These providers endorse each other, no registry knows any of them, and nobody from outside endorses them.",
            "Do not count their endorsements. Ask for evidence of the work itself.",
        ),
    }

    def find(self, known: Known) -> Iterable[Finding]:
        """Yield a finding for each provider of a ring that is looked at."""
        looked_at = dict(
            known.issuers.select("issuer_iri", pl.col("issuer_name").fill_null("")).unique().sort("issuer_iri").rows()
        )
        vouched = set(known.registered["issuer_iri"]) | set(
            known.issuers.filter(pl.col("recognition") == "recognized")["issuer_iri"]
        )
        edges: dict[str, set[str]] = {}
        rests_on: dict[tuple[str, str], str] = {}
        for endorser, issuer, credential in known.endorsed.select(
            "endorser_iri", "issuer_iri", "credential_id"
        ).iter_rows():
            edges.setdefault(endorser, set()).add(issuer)
            rests_on[endorser, issuer] = credential
        for ring in _components(edges):
            outside = {endorser for endorser, endorsed in edges.items() if endorsed & ring} - ring
            if len(ring) < 2 or ring & vouched or outside:
                continue
            shown = [credential for (a, b), credential in rests_on.items() if a in ring and b in ring]
            for issuer in sorted(ring & looked_at.keys()):
                others = [looked_at.get(other) or other[:60] for other in sorted(ring - {issuer})]
                named = ", ".join(f"“{other}”" for other in others[:_SHOWN])
                more = f" and {len(others) - _SHOWN} more" if len(others) > _SHOWN else ""
                sure = Sureness.LIKELY if len(ring) >= _PATTERN else Sureness.POSSIBLE
                detail = f"It and {named}{more} endorse each other, and nobody else endorses them."
                yield known.finding("ENDORSED_IN_A_RING", "provider", issuer, sure, detail, rests_on=shown)


def _components(edges: Mapping[str, set[str]]) -> Iterator[set[str]]:
    """Yield the strongly connected components of a graph, without recursion: chains may be long."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    path: list[str] = []
    on_path: set[str] = set()
    for start in sorted(edges):
        if start in index:
            continue
        work = [(start, iter(sorted(edges.get(start, ()))))]
        index[start] = low[start] = len(index)
        path.append(start)
        on_path.add(start)
        while work:
            node, following = work[-1]
            step = next(following, None)
            if step is None:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == index[node]:
                    component: set[str] = set()
                    while node not in component:
                        component.add(path.pop())
                    on_path -= component
                    yield component
            elif step not in index:
                index[step] = low[step] = len(index)
                path.append(step)
                on_path.add(step)
                work.append((step, iter(sorted(edges.get(step, ())))))
            elif step in on_path:
                low[node] = min(low[node], index[step])


FINDER = Rings()
