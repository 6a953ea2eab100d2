"""Thousands of mutated files of ours and others': each a typed outcome, none authentic unless it says what was signed.

`test_fuzz` does the same over all carriers and formats; here are the published ones, where they are at hand.

A mutated file is *unaltered* if its meaning is that of the original: for a token the same signed text; for JSON the
same canonical statements (N-Quads) with nothing beside them. Then its facts must read the same, too. Everything else
is *altered*, and must not be authentic.
"""

import csv
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from PIL import Image

from hiring.errors import CredenceError, IntakeError
from hiring.formats import read
from hiring.intake.baking import bake_png, bake_svg
from hiring.intake.carriers import extract
from hiring.models.artifact import Artifact, SourceFile
from hiring.models.credential import Credential
from hiring.models.verdict import Authenticity
from hiring.network.base import Fetcher
from hiring.network.documents import DocumentsFetcher
from hiring.network.memory import BatchFetcher
from hiring.verification.canonical.base import Canonicaliser
from hiring.verification.canonical.isolated import IsolatedCanonicaliser
from hiring.verification.verifier import Recipient, Verifier
from tests.conftest import ROOT
from tests.fuzz.oracle import facts
from tests.issuer_simulator import (
    FETCHED_AT,
    IssuerSimulator,
    KeyKind,
    Securing,
    badge,
    canonicaliser,
    secure,
    status_entry,
)
from tests.mutations import mutate_bytes, mutate_json, mutate_jwt

LIST = "https://badges.example.edu/status/1"
CODE = re.compile(r"[A-Z][A-Z0-9_]+")
RECIPIENT = Recipient(email="ada@example.org", name="Ada Lovelace")
VECTORS = ROOT.parent / "shared" / "vectors"


@dataclass(frozen=True)
class Seed:
    """A genuine file, and the world that it is genuine in."""

    name: str
    content: bytes
    world: Fetcher

    @property
    def is_jwt(self) -> bool:
        return self.content.startswith(b"ey")


def issued() -> Iterator[Seed]:
    """Yield badges that this test signs, in every suite, algorithm and data model."""
    world = IssuerSimulator()
    issuer = world.web_issuer()
    world.serve_status(issuer, LIST, bits={7})
    status = status_entry(LIST, 8)
    kinds: list[tuple[Securing, KeyKind]] = [
        ("Ed25519Signature2020", "Ed25519"),
        ("eddsa-rdfc-2022", "Ed25519"),
        ("jwt", "Ed25519"),
        ("jwt", "P-256"),
        ("jwt", "P-384"),
    ]
    for securing, kind in kinds:
        for signer in (
            (issuer, world.key_issuer()) if kind == "Ed25519" else (world.web_issuer(f"{kind}.example", kind),)
        ):
            evidence = [{"id": "https://example.edu/thesis", "type": ["Evidence"], "name": "Thesis"}]
            document = badge(signer, credentialStatus=status, evidence=evidence, validUntil="2030-01-01T00:00:00Z")
            yield Seed(f"issued {securing} {kind}", secure(document, signer, securing), BatchFetcher(world))
            older = badge(signer, data_model="1.1", expirationDate="2030-01-01T00:00:00Z")
            if securing != "eddsa-rdfc-2022":
                yield Seed(f"issued 1.1 {securing} {kind}", secure(older, signer, securing), BatchFetcher(world))


def published() -> Iterator[Seed]:
    """Yield authentic credentials of others, where they are at hand."""
    if not VECTORS.is_dir():
        return
    world = BatchFetcher(DocumentsFetcher(VECTORS / "documents.csv", lambda: FETCHED_AT))
    with (VECTORS / "cases.csv").open(encoding="utf-8", newline="") as table:
        for row in csv.DictReader(table):
            if row["group"].startswith("dcc-") and row["authenticity"] == "authentic":
                yield Seed(row["path"], (VECTORS / "files" / row["path"]).read_bytes(), world)


SEEDS = [*issued(), *published()]


def blank_picture() -> bytes:
    content = BytesIO()
    Image.new("RGB", (4, 4), "navy").save(content, "PNG")
    return content.getvalue()


PNG = blank_picture()
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><title>Badge</title></svg>'


def structure(seed: Seed, random: Random) -> bytes:
    return mutate_jwt(seed.content, random) if seed.is_jwt else mutate_json(seed.content, random)


def raw_bytes(seed: Seed, random: Random) -> bytes:
    return mutate_bytes(seed.content, random)


def carrier(seed: Seed, random: Random) -> bytes:
    """Bake a mutated credential, or mutate a baked one."""
    before = random.random() < 0.5
    text = (structure(seed, random) if before else seed.content).decode("utf-8", "replace")
    try:
        baked = bake_png(PNG, text) if random.random() < 0.5 else bake_svg(SVG, text)
    except CredenceError:
        return text.encode()  # what was mutated cannot be baked
    return baked if before else mutate_bytes(baked, random)


class Judge:
    """Reads and verifies files, each in its seed's world, and compares them with the originals."""

    def __init__(self, tool: Canonicaliser, moment: datetime) -> None:
        self.tool = tool
        self.moment = moment
        self.verifiers: dict[int, Verifier] = {}
        self.tally: Counter[str] = Counter()

    def judge(self, seed: Seed, content: bytes) -> None:
        """Assert the property for one mutated file."""
        credentials = opened(content)
        if isinstance(credentials, IntakeError):
            assert CODE.fullmatch(credentials.code)
            assert str(credentials)
            self.tally["refused"] += 1
            return
        verifier = self.verifiers.setdefault(id(seed.world), Verifier(seed.world, self.tool))
        for credential in credentials:
            found = verifier.verify(credential, as_of=self.moment, recipient=RECIPIENT)
            assert "INTERNAL_ERROR" not in {check.reason for check in found.checks}
            self.tally[found.authenticity.value] += 1
            if found.authenticity is Authenticity.AUTHENTIC:
                original = original_of(seed)
                assert unaltered(original, credential), f"authentic, but altered: {credential.document}"
                assert facts(credential) == facts(original)


def opened(content: bytes) -> list[Credential] | IntakeError:
    """Return the credentials in a file, or the named error that it has none."""
    try:
        artifacts = extract(SourceFile(source="mutated", content=content, digest=sha256(content).hexdigest()))
        return [read(artifact) for artifact in artifacts]
    except IntakeError as error:
        return error


def original_of(seed: Seed) -> Credential:
    return read(Artifact(source=seed.name, digest="", carrier="json", payload=seed.content))


def unaltered(original: Credential, found: Credential) -> bool:
    if original.jws is not None or found.jws is not None:
        return (original.jws or "").rpartition(".")[0] == (found.jws or "").rpartition(".")[0]
    meant, said = (canonicaliser().canonicalise(without_proof(c.document)) for c in (original, found))
    return meant.nquads == said.nquads and set(said.uncovered) <= set(meant.uncovered)


def without_proof(document: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in document.items() if name != "proof"}


def run(judge: Judge, mutate: Callable[[Seed, Random], bytes], examples: int) -> None:
    """Judge `examples` files, mutated as Hypothesis decides."""
    tried = 0

    @settings(
        max_examples=examples,
        derandomize=True,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(st.sampled_from(SEEDS), st.integers(0, 2**64 - 1))
    def property_holds(seed: Seed, number: int) -> None:
        nonlocal tried
        tried += 1
        judge.judge(seed, mutate(seed, Random(number)))  # noqa: S311 - nothing secret

    property_holds()
    assert tried >= examples


def test_every_original_is_authentic(now: datetime) -> None:
    judge = Judge(canonicaliser(), now)
    for seed in SEEDS:
        judge.judge(seed, seed.content)
    assert judge.tally == {"authentic": len(SEEDS)}
    assert len(SEEDS) >= 12


# 2 x 800 structures, 600 damaged, 500 baked, 150 through the worker.
@pytest.mark.parametrize("part", range(2))
def test_no_altered_structure_is_authentic(now: datetime, part: int) -> None:
    judge = Judge(canonicaliser(), now)
    run(judge, partial(shifted, structure, part), 800)
    # Neither the mutations nor the verdicts are all of one kind: what is harmless stays authentic.
    assert judge.tally["authentic"] > 25
    assert judge.tally["rejected"] > 130
    assert judge.tally["undetermined"] > 25
    assert judge.tally["refused"] > 25


def shifted(mutate: Callable[[Seed, Random], bytes], part: int, seed: Seed, random: Random) -> bytes:
    """Mutate with other numbers than another part does."""
    return mutate(seed, Random(random.getrandbits(64) + part))  # noqa: S311 - nothing secret


def test_no_damaged_file_is_authentic(now: datetime) -> None:
    judge = Judge(canonicaliser(), now)
    run(judge, raw_bytes, 600)
    assert judge.tally["rejected"] > 60
    assert judge.tally["refused"] > 60


def test_no_altered_picture_is_authentic(now: datetime) -> None:
    judge = Judge(canonicaliser(), now)
    run(judge, carrier, 500)
    assert judge.tally["rejected"] > 30
    assert judge.tally["refused"] > 25


def test_the_process_that_can_be_killed_says_the_same(now: datetime) -> None:
    with IsolatedCanonicaliser() as tool:
        judge = Judge(tool, now)
        run(judge, structure, 150)
    assert judge.tally["rejected"] > 15


def test_vectors_are_among_the_seeds_where_they_are(vectors: Path) -> None:
    assert len(SEEDS) > 80
