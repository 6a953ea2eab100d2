"""What stands in containers: told apart from junk by its shape, and written out again to be read on its own."""

import json
import re
from collections.abc import Iterator
from typing import Any

from hiring.formats._shapes import strings
from hiring.formats.containers.base import Enclosed

# A compact JWS whose header is a JSON object; an SD-JWT goes on after a tilde.
_TOKEN = re.compile(r"e[yw][A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*(?:~[A-Za-z0-9_.~-]*)?")
# What credentials and their wrappings call themselves, in any version.
_TYPES = frozenset(
    {
        "VerifiableCredential",
        "VerifiablePresentation",
        "EnvelopedVerifiableCredential",
        "EnvelopedVerifiablePresentation",
        "Assertion",
    }
)
ENVELOPE = "data:application/"


def looks_like_credential(value: Any) -> bool:
    """Whether a value says, by type or shape, that it is a credential or a presentation of some."""
    if isinstance(value, str):
        return _TOKEN.fullmatch(value) is not None or value.startswith(ENVELOPE)
    if not isinstance(value, dict):
        return False
    # Open Badges 1 has no types; a badge is told by what it must have.
    return not _TYPES.isdisjoint(strings(value.get("type"))) or {"recipient", "badge"} <= value.keys()


def enclose(value: Any, where: str) -> Iterator[Enclosed]:
    """Yield what a member holds: one thing or a list of things, each as the payload of a file of its own.

    JSON that was parsed is written anew, which no proof notices: those of JSON are over canonical forms. A text is a
    token, or an envelope (https://www.w3.org/TR/vc-data-model-2.0/#enveloped-verifiable-credentials) without its type.
    """
    if isinstance(value, list):
        for position, item in enumerate(value):
            yield from enclose(item, f"{where}[{position}]")
    elif isinstance(value, str) and value.startswith(ENVELOPE):
        yield Enclosed(_written({"id": value, "type": "EnvelopedVerifiableCredential"}), where)
    elif isinstance(value, str):
        yield Enclosed(value.encode(), where)
    elif value is not None:
        yield Enclosed(_written(value), where)


def _written(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
