"""Finds statements that a proof covers and a reader would miss because they lie elsewhere.

A Data Integrity proof over RDF signs statements about named things, not text. Whoever moves `validUntil` into another
object with the credential's `id` changes no statement and breaks no proof; a reader who looks for it where it belongs
takes an expired badge for one that never expires. So a document that splits what it says of itself is not judged,
which is neither a pass nor an accusation. (Names that are bent to other meanings are the canonical form's business.)
"""

from collections.abc import Iterator, Mapping
from typing import Any

# Of a value object; `@context` may stand anywhere. All other keywords regroup statements, and badges do without.
VALUE_OBJECT = frozenset({"@value", "@language", "@direction", "@type"})


def split_statements(document: Mapping[str, Any]) -> tuple[str, ...]:
    """Return in plain words each place where the document says something out of place; empty if there is none."""
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
        yield from _node(value, own_ids, owner=owner)
        for name, inner in value.items():
            if name != "@context":
                yield from _walk(inner, own_ids, owner=top and name == "credentialStatus")


def _node(node: Mapping[str, Any], own_ids: frozenset[str], *, owner: bool) -> Iterator[str]:
    allowed = VALUE_OBJECT if "@value" in node else frozenset()
    for name in node:
        if name.startswith("@") and name != "@context" and name not in allowed:
            yield f"It uses “{name[:60]}”, with which statements can be moved about."
    identifier = node.get("id")
    if isinstance(identifier, str):
        if identifier.startswith("_:"):
            yield "It refers to something that has no name of its own (a blank node)."
        if identifier in own_ids and not owner and not node.keys() <= {"id", "type"}:
            yield f"It speaks of “{identifier[:60]}” in more than one place."
