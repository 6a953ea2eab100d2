"""The corpus of the fuzzing: genuine originals of every carrier and format, and the world that they are genuine in.

Everything is made from seeds, so that each process has the same corpus and the same world.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from tests import messy_bundle
from tests.fuzz.badges import Kind, Maker, Original
from tests.fuzz.further import older, other, records_and_presentations
from tests.issuer_simulator import IssuerSimulator
from tests.mutations import decode, nodes


@dataclass(frozen=True)
class Corpus:
    """Originals, what else of them is genuine (`beside`), and what answers for the addresses in them."""

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
    served = [Original(url, content, "other") for url, (_, content) in make.world.answers.items() if content]
    beside = (*make.selections(), *_less_disclosed(originals), *_within(originals), *served)
    return Corpus(originals, beside, make.world)


def contents(originals: Iterable[Original]) -> Iterator[Any]:
    """Yield the JSON of originals: of a token what it says."""
    for original in originals:
        if original.kind == "json":
            yield json.loads(original.content)
        elif original.kind in ("jwt", "sd-jwt"):
            yield json.loads(decode(original.content.split(b".")[1].decode()))


def _within(originals: tuple[Original, ...]) -> Iterator[Original]:
    """Yield the credentials and presentations that stand in others, by themselves: they are genuine there too."""
    for content in contents(originals):
        for _, value in nodes(content):
            if isinstance(value, dict) and "proof" in value:
                yield Original("within another", json.dumps(value).encode(), "json")
            elif isinstance(value, str) and "eyJ" in value:
                yield Original("within another", value.rpartition(",")[2].encode(), "jwt")


def _sent() -> Iterator[Original]:
    """Yield the files of the messy bundle, in every carrier; but none that was altered, which could be mended again."""
    for sent in messy_bundle.bundle()[0]:
        if len(sent.content) > 16 and "REJECTED" not in sent.outcomes:
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
