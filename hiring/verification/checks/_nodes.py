"""Finds statements that a proof covers and a reader would miss because they lie elsewhere.

A Data Integrity proof over RDF signs statements about named things, not text. Whoever moves `validUntil` into another
object with the credential's `id` changes no statement and breaks no proof; a reader who looks for it where it belongs
takes an expired badge for one that never expires. So a document that speaks of itself in more than one place is not
judged, which is neither a pass nor an accusation. (Renamed and regrouped terms are the canonical form's business.)
"""

from collections.abc import Iterator, Mapping
from typing import Any


def split_statements(document: Mapping[str, Any]) -> tuple[str, ...]:
    """Return in plain words each place where the document speaks of itself again; empty if there is none."""
    own_ids = frozenset(_own_ids(document))
    unsigned = {name: value for name, value in document.items() if name != "proof"}
    return tuple(dict.fromkeys(_walk(unsigned, own_ids, owner=True, top=True)))


def _own_ids(document: Mapping[str, Any]) -> Iterator[str]:
    """Yield the `id` of the credential and of its status entries: objects of which no part may lie elsewhere."""
    status = document.get("credentialStatus")
    for node in (document, *(status if isinstance(status, list) else [status])):
        if isinstance(node, Mapping) and isinstance(node.get("id"), str):
            yield node["id"]


def _walk(value: Any, own_ids: frozenset[str], *, owner: bool, top: bool = False) -> Iterator[str]:
    """Walk a JSON value. `owner`: it is the credential itself or one of its status entries."""
    if isinstance(value, list):
        for item in value:
            yield from _walk(item, own_ids, owner=owner)
    elif isinstance(value, Mapping):
        identifier = value.get("id")
        if not owner and isinstance(identifier, str) and identifier in own_ids and not value.keys() <= {"id", "type"}:
            yield f"It speaks of “{identifier[:60]}” in more than one place, so what it says of it is scattered."
        for name, inner in value.items():
            if name != "@context":
                yield from _walk(inner, own_ids, owner=top and name == "credentialStatus")
