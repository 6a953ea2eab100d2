"""The corpus of the fuzzing: genuine originals of every carrier and format, and the world that they are genuine in.

Everything is made from seeds, so that each process has the same corpus and the same world.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from tests import messy_bundle
from tests.fuzz.badges import Kind, Maker, Original
from tests.fuzz.further import older, other, records_and_presentations
from tests.issuer_simulator import IssuerSimulator


@dataclass(frozen=True)
class Corpus:
    """Originals, what only serves to compare with (`beside`), and what answers for the addresses in them."""

    originals: tuple[Original, ...]
    beside: tuple[Original, ...]
    world: IssuerSimulator


@cache
def corpus() -> Corpus:
    """Return the corpus of this process."""
    make = Maker()
    originals = (*make.everything(), *older(make), *records_and_presentations(make), *other(make), *_sent())
    # What was made here stands where the bundle has another version of an address.
    make.world.answers = messy_bundle.bundle()[1] | make.world.answers
    return Corpus(originals, (*make.selections(), *_less_disclosed(originals)), make.world)


def _sent() -> Iterator[Original]:
    """Yield the files of the messy bundle: every carrier, genuine and not."""
    for sent in messy_bundle.bundle()[0]:
        if len(sent.content) > 16:
            slow = any(mark in sent.content for mark in (b"Ed25519Signature2020", b"-rdfc-", b"%PDF-"))
            yield Original(sent.path, sent.content, _kind(sent.content), quick=not slow)


def _kind(content: bytes) -> Kind:
    if content.startswith(b"ey"):
        return "sd-jwt" if b"~" in content else "jwt" if content.count(b".") == 2 else "other"
    try:
        value = json.loads(content)
        return "json" if isinstance(value[0] if isinstance(value, list) else value, dict) else "other"
    except (ValueError, RecursionError):
        return "links" if b"https://" in content and content.isascii() and b"<" not in content else "other"


def _less_disclosed(originals: tuple[Original, ...]) -> Iterator[Original]:
    """Yield the SD-JWTs that have one disclosure without it, which is for their holder to decide."""
    for original in originals:
        if original.kind == "sd-jwt":
            yield Original("selection", original.content.partition(b"~")[0] + b"~", "sd-jwt")
