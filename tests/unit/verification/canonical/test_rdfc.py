"""The W3C's own cases of RDFC-1.0, and the spelling of characters that nobody sees."""

import csv
import json
import time
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest

from hiring.errors import TooExpensive
from hiring.verification.canonical.isolated import IsolatedCanonicaliser
from hiring.verification.canonical.rdfc import Rdfc10
from hiring.verification.canonical.reference import ReferenceCanonicaliser
from tests.unit.verification.issuers import badge

POISON = "RDFC10NegativeEvalTest"


def rows(vectors: Path) -> list[dict[str, str]]:
    with (vectors / "canonical/rdf-canon/manifest.csv").open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


def quads(vectors: Path, name: str) -> list[pyoxigraph.Quad]:
    """Read N-Quads by another program: ours are only ever written, and PyLD's reader fails on escaped IRIs."""
    content = (vectors / f"canonical/rdf-canon/rdfc10/{name}-in.nq").read_bytes()
    return list(pyoxigraph.parse(content, format=pyoxigraph.RdfFormat.N_QUADS))


def term(node: Any) -> dict[str, Any]:
    if isinstance(node, pyoxigraph.NamedNode):
        return {"type": "IRI", "value": node.value}
    if isinstance(node, pyoxigraph.BlankNode):
        return {"type": "blank node", "value": f"_:{node.value}"}
    stated = {"type": "literal", "value": node.value, "datatype": node.datatype.value}
    return {**stated, "language": node.language} if node.language else stated


def dataset(found: list[pyoxigraph.Quad]) -> dict[str, Any]:
    """Return quads as PyLD holds them: by graph, each once."""
    graphs: dict[str, Any] = {"@default": []}
    for quad in found:
        graph = quad.graph_name
        name = "@default" if isinstance(graph, pyoxigraph.DefaultGraph) else term(graph)["value"]
        triple = {part: term(getattr(quad, part)) for part in ("subject", "predicate", "object")}
        if triple not in graphs.setdefault(name, []):
            graphs[name].append(triple)
    return graphs


def test_the_cases_of_the_w3c(vectors: Path) -> None:
    folder = vectors / "canonical/rdf-canon/rdfc10"
    listed = rows(vectors)
    mapped = 0
    evaluated = [row for row in listed if row["rdfc10"] == "TRUE"]
    for row in evaluated:
        name = row["test"]
        run = Rdfc10("SHA-384" if row["hashAlgorithm"] == "SHA384" else "SHA-256")
        found = run.canonical_nquads(dataset(quads(vectors, name)))
        assert found == (folder / f"{name}-rdfc10.nq").read_bytes().decode(), name
        if row["rdfc10map"] == "TRUE":
            mapped += 1
            labels = {
                old.removeprefix("_:"): new.removeprefix("_:") for old, new in run.canonical_issuer.existing.items()
            }
            assert labels == json.loads((folder / f"{name}-rdfc10map.json").read_bytes()), name
    poisoned = [row for row in listed if row["rdfc10"] == POISON]
    # Every case is one or the other: what is published as poison is in the test below.
    assert (len(evaluated), len(poisoned), len(listed)) == (64, 1, 65)
    assert mapped == 21


@pytest.fixture
def poisons(vectors: Path) -> list[pyoxigraph.Quad]:
    return [quad for row in rows(vectors) if row["rdfc10"] == POISON for quad in quads(vectors, row["test"])]


def test_poison_is_given_up_and_said_to_be(poisons: list[pyoxigraph.Quad]) -> None:
    started = time.monotonic()
    with pytest.raises(TooExpensive) as refused:
        Rdfc10().canonical_nquads(dataset(poisons))
    assert refused.value.code == "TOO_EXPENSIVE"
    assert time.monotonic() - started < 30


@pytest.fixture
def poisoned_badge(poisons: list[pyoxigraph.Quad]) -> dict[str, Any]:
    """The published poison as what a badge says of its subject."""
    (predicate,) = {quad.predicate.value for quad in poisons}
    edges: dict[str, list[str]] = {}
    for quad in poisons:
        edges.setdefault(term(quad.subject)["value"], []).append(term(quad.object)["value"])
    return {
        "@context": ["https://www.w3.org/ns/credentials/v2", {"k": {"@id": predicate, "@type": "@id"}}],
        "type": "VerifiableCredential",
        "credentialSubject": [{"id": node, "k": others} for node, others in edges.items()],
    }


def test_poison_in_a_badge_is_given_up(poisoned_badge: dict[str, Any]) -> None:
    with IsolatedCanonicaliser() as canonicaliser, pytest.raises(TooExpensive) as refused:
        canonicaliser.canonicalise(poisoned_badge)
    assert refused.value.code == "TOO_EXPENSIVE"


def test_poison_in_a_badge_is_killed_when_its_time_is_over(poisoned_badge: dict[str, Any]) -> None:
    # Too short for what is counted to reach its own bound, so that only the bound of time can end it.
    with IsolatedCanonicaliser(seconds=0.05) as canonicaliser:
        with pytest.raises(TooExpensive, match=r"more than 0\.05 seconds") as refused:
            canonicaliser.canonicalise(poisoned_badge)
        assert canonicaliser.worker.process is None
    assert refused.value.code == "TOO_EXPENSIVE"


def test_characters_that_nobody_sees_are_spelt_out() -> None:
    document = badge("did:web:harbour.example") | {"name": "a\x00b\x07c\x08d\x0be\x0cf\x1bg\x7fh\u2028i\u0085j\t\r\n"}
    nquads = ReferenceCanonicaliser().canonicalise(document).nquads.decode()
    assert '"a\\u0000b\\u0007c\\bd\\u000Be\\ff\\u001Bg\\u007Fh\u2028i\u0085j\\t\\r\\n"' in nquads
    assert nquads.split("\n")[:-1] == sorted(nquads.split("\n")[:-1])
