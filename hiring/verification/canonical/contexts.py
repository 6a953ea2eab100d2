"""JSON-LD contexts, each pinned by the SHA-256 of its bytes; nothing is ever fetched.

A context decides what a signature means. Whoever can change one can change what was signed, and two versions of one
context give different N-Quads: so there are no aliases and no fallbacks, and a context that is not in
`data/contexts/INDEX.csv` is unknown. Those that a dependency carries are read from the installed package, the others
from `data/contexts`; the table tells where each came from.
"""

import csv
import hashlib
import json
from collections.abc import Mapping
from functools import cache
from importlib.metadata import distribution
from pathlib import Path
from types import MappingProxyType
from typing import Any

from hiring.errors import Unsupported
from hiring.settings import DATA

INDEX = DATA / "contexts" / "INDEX.csv"

# The base contexts: one of them must come first in every credential (VCDM 1.1 section 4.1, VCDM 2.0 section 4.3).
CREDENTIALS_V1 = "https://www.w3.org/2018/credentials/v1"
CREDENTIALS_V2 = "https://www.w3.org/ns/credentials/v2"


def load_context(url: str) -> dict[str, Any]:
    """Return the context document (`{"@context": ...}`) of `url`: a fresh copy, for the caller to do with as it likes.

    Raises:
        Unsupported: we do not hold it (`CONTEXT_UNKNOWN`), or the bytes that we hold are not those that were pinned
            (`CONTEXT_CHANGED`: another version of the package that carries it is installed).
    """
    document: dict[str, Any] = json.loads(_pinned_bytes(url))
    return document


def known_contexts() -> tuple[str, ...]:
    """The URLs of every context that we hold."""
    return tuple(_index())


@cache
def _index() -> Mapping[str, Mapping[str, str]]:
    with INDEX.open(encoding="utf-8", newline="") as table:
        return MappingProxyType({row["url"]: row for row in csv.DictReader(table)})


@cache
def _pinned_bytes(url: str) -> bytes:
    row = _index().get(url)
    if row is None:
        raise Unsupported(
            f"The badge uses the vocabulary {url[:200]}, which this version does not hold.",
            code="CONTEXT_UNKNOWN",
            next_step="Ask whoever maintains this installation whether the vocabulary can be added.",
        )
    content = (INDEX.parent / row["file"] if row["file"] else _in_package(row)).read_bytes()
    if hashlib.sha256(content).hexdigest() != row["sha256"]:
        raise Unsupported(
            f"The stored copy of {url} is not the one that was reviewed.",
            code="CONTEXT_CHANGED",
            next_step="Install the pinned requirements again.",
        )
    return content


def _in_package(row: Mapping[str, str]) -> Path:
    """Found through the package's metadata, so that the package's code is not run for the sake of a data file."""
    name = row["package"].split(" ", 1)[0]
    return Path(str(distribution(name).locate_file(row["member"])))
