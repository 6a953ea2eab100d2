"""Mutated files by the million: `python -m tests.million --count 1000000`, or `make fuzz`.

Every file of the messy bundle (each carrier and format, genuine and not) is changed at random in its structure, its
tokens, its disclosures or its bytes, put into other carriers, and taken through intake, reading and verification in the
world that it is genuine in. What must hold for each: no exception but our own, and nothing is shown as authentic that
no genuine file of the bundle says. A failure prints the number that makes it again, and ends with exit code 1.
"""

import argparse
import json
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from random import Random
from typing import Any

from hiring.errors import CredenceError
from hiring.intake.baking import bake_png, bake_svg
from hiring.intake.bundle import read_bytes
from hiring.models.artifact import SourceFile
from hiring.models.credential import Credential
from hiring.models.verdict import Authenticity, Holder
from hiring.opening import open_file
from hiring.verification.verifier import Recipient, Verifier
from tests.issuer_simulator import FETCHED_AT, IssuerSimulator, canonicaliser
from tests.messy_bundle import ADA, bundle, picture, zipped
from tests.mutations import mutate_bytes, mutate_json, mutate_jwt

RECIPIENT = Recipient(email=ADA, name="Ada Lovelace")
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><title>Badge</title></svg>'
# Proofs over RDF take fifty times as long as others, and PDF documents a process: they are a share, not the bulk.
RARE = (b"Ed25519Signature2020", b"-rdfc-", b"%PDF-")
RARITY = 0.02
BATCH = 5_000
# What a verdict is about, besides what is said of the achievement.
SHOWN = {"id", "name", "issuer", "subject_id", "subject_name", "identifiers", "achievement", "results", "evidence"}
SHOWN |= {"valid_from", "valid_until", "statuses", "types"}


class Altered(AssertionError):
    """Something is shown as authentic that nobody said."""


@dataclass(frozen=True)
class Corpus:
    """The genuine files, those that cost little and those that cost much; and everything that they truly say."""

    cheap: tuple[bytes, ...]
    dear: tuple[bytes, ...]
    said: frozenset[str]
    bound: frozenset[str]


def world() -> IssuerSimulator:
    return IssuerSimulator(answers=dict(bundle()[1]))


def readings(content: bytes, verifier: Verifier) -> Iterator[tuple[Credential, Authenticity, Holder]]:
    """Take one file all the way and yield what was read with its verdict."""
    for entry in read_bytes("file", content):
        if isinstance(entry, SourceFile):
            for reading in open_file(entry, verifier.documents):
                if reading.credential is not None:
                    found = verifier.verify(reading.credential, as_of=FETCHED_AT, recipient=RECIPIENT)
                    if any(check.reason == "INTERNAL_ERROR" for check in found.checks):
                        raise Altered("a check of ours failed")
                    yield reading.credential, found.authenticity, found.holder


def shown(credential: Credential) -> str:
    """Return what a person would be shown, as sets: order and repetition are not signed and mean nothing."""
    return json.dumps(_as_sets(credential.model_dump(mode="json", include=SHOWN)), sort_keys=True)


def _as_sets(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _as_sets(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return sorted({json.dumps(_as_sets(inner), sort_keys=True) for inner in value})
    return value


@cache
def corpus() -> Corpus:
    contents = tuple(dict.fromkeys(one.content for one in bundle()[0] if len(one.content) > 16))
    verifier = Verifier(world(), canonicaliser())
    said, bound = set(), set()
    for content in (*contents, *_less_disclosed(contents)):
        for credential, authenticity, holder in readings(content, verifier):
            if authenticity is Authenticity.AUTHENTIC:
                said.add(shown(credential))
                if holder is Holder.BOUND:
                    bound.add(shown(credential))
    dear = tuple(content for content in contents if any(mark in content for mark in RARE))
    return Corpus(tuple(c for c in contents if c not in dear), dear, frozenset(said), frozenset(bound))


def _less_disclosed(contents: tuple[bytes, ...]) -> Iterator[bytes]:
    """A holder may show less: yield each SD-JWT without any of its disclosures."""
    for content in contents:
        if content.startswith(b"ey") and b"~" in content:
            yield content.partition(b"~")[0] + b"~"


def mutate(random: Random) -> bytes:
    """Return one mutated file."""
    held = corpus()
    content = random.choice(held.dear if random.random() < RARITY else held.cheap)
    way = random.random()
    if way < 0.12:
        return mutate_bytes(content, random)
    changed = _structure(content, random)
    if way < 0.80:
        return changed
    return random.choice(_CARRIERS)(changed)


def _structure(content: bytes, random: Random) -> bytes:
    if content.startswith(b"ey"):
        return _disclosures(content, random) if b"~" in content else mutate_jwt(content, random)
    if content.lstrip()[:1] in (b"{", b"["):
        try:
            return mutate_json(content, random)
        except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
            pass  # a file that is no JSON, or that these mutations find nothing in
    return mutate_bytes(content, random)


def _disclosures(content: bytes, random: Random) -> bytes:
    """Change an SD-JWT: its token as one, or its disclosures as a list."""
    token, *rest = content.split(b"~")
    if random.random() < 0.5 or not rest:
        return b"~".join([mutate_jwt(token, random), *rest])
    place = random.randrange(len(rest))
    match random.randrange(5):
        case 0:
            del rest[place]
        case 1:
            rest.insert(place, rest[place])
        case 2:
            rest[place] = mutate_bytes(rest[place] or b"e30", random)
        case 3:
            random.shuffle(rest)
        case _:
            rest.insert(place, b"WyJzYWx0IiwibmFtZSIsIk90aGVyIl0")
    return b"~".join([token, *rest])


def _baked(bake: Callable[[bytes, str], bytes], blank: bytes) -> Callable[[bytes], bytes]:
    def carry(content: bytes) -> bytes:
        try:
            return bake(blank, content.decode("utf-8", "replace"))
        except CredenceError:
            return content  # what cannot be baked

    return carry


_CARRIERS: tuple[Callable[[bytes], bytes], ...] = (
    _baked(bake_png, picture("png")),
    _baked(bake_svg, SVG),
    lambda content: b"[" + content + b"," + content + b"]",
    lambda content: zipped({"a.json": content, "b/c.txt": content}),
    lambda content: (
        b'{"@context": ["https://www.w3.org/ns/credentials/v2"], "type": ["VerifiablePresentation"], '
        b'"verifiableCredential": [' + content + b"]}"
    ),
)


def judge(number: int, verifier: Verifier) -> list[str]:
    """Make and judge the file of a number; return the verdicts.

    Raises:
        Altered: what is authentic of it, or bound, is what nobody said.
    """
    held = corpus()
    verdicts = []
    for credential, authenticity, holder in readings(mutate(Random(number)), verifier):
        verdicts.append(authenticity.value)
        if authenticity is Authenticity.AUTHENTIC and shown(credential) not in held.said:
            raise Altered(f"authentic, and altered: {shown(credential)[:600]}")
        if holder is Holder.BOUND and shown(credential) not in held.bound:
            raise Altered(f"bound, and nobody proved it: {shown(credential)[:600]}")
    return verdicts


def run(first: int, count: int) -> tuple[Counter[str], list[tuple[int, str]]]:
    """Judge the files of so many numbers; return the tally of verdicts, and each failure with its number."""
    tally: Counter[str] = Counter()
    failures = []
    verifier = Verifier(world(), canonicaliser())
    for number in range(first, first + count):
        try:
            verdicts = judge(number, verifier)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is what we look for
            failures.append((number, f"{type(error).__name__}: {error}"))
            continue
        tally.update(verdicts or ["no credential"])
    return tally, failures


def main() -> int:
    """Fuzz, and return 0 if nothing was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=1_000_000, help="how many files")
    parser.add_argument("--first", type=int, default=0, help="the number of the first; the same numbers make the same")
    parser.add_argument("--processes", type=int, default=2)
    chosen = parser.parse_args()
    started, tally, done, failed = time.monotonic(), Counter[str](), 0, 0
    parts = range(chosen.first, chosen.first + chosen.count, BATCH)
    sizes = [min(BATCH, chosen.first + chosen.count - first) for first in parts]
    # A worker that has grown is replaced: what it remembers of the outside is for one batch.
    with ProcessPoolExecutor(chosen.processes, max_tasks_per_child=20) as pool:
        for first, size, (found, failures) in zip(parts, sizes, pool.map(run, parts, sizes), strict=True):
            tally += found
            done += size
            failed += len(failures)
            for number, what in failures[:5]:
                print(f"FAILED --first {number} --count 1: {what}", flush=True)
            if (first // BATCH) % 10 == 9 or done == chosen.count:
                rate = done / (time.monotonic() - started)
                print(f"{done:,} files, {rate:,.0f} a second, {dict(tally)}, {failed} failures", flush=True)
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1024
    print(f"{done:,} files in {time.monotonic() - started:,.0f} s; at most {peak:,.0f} MiB in one process")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
