"""Finds statements that a proof covers and a reader would miss because they lie elsewhere.

A Data Integrity proof over RDF signs statements about named things, not text. Whoever moves `validUntil` into another
object with the credential's `id` changes no statement and breaks no proof; a reader who looks for it where it belongs
takes an expired badge for one that never expires. So a document that speaks of itself in more than one place is not
judged, which is neither a pass nor an accusation. (Renamed and regrouped terms are the canonical form's business.)

An embedded endorsement of the badge names it as its subject, and that is no scattering as long as it says of it nothing
but the endorser's comment.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import orjson


def split_statements(document: Mapping[str, Any]) -> tuple[str, ...]:
    """Return in plain words each place where the document speaks of itself again; empty if there is none."""
    own_ids = frozenset(_own_ids(document))
    if _occur_once(document, own_ids):
        return ()  # nearly every credential
    unsigned = {name: value for name, value in document.items() if name != "proof"}
    return tuple(dict.fromkeys(_walk(unsigned, own_ids, owner=True, top=True)))


def _own_ids(document: Mapping[str, Any]) -> Iterator[str]:
    """Yield the `id` of the credential and of its status entries: objects of which no part may lie elsewhere."""
    status = document.get("credentialStatus")
    for node in (document, *(status if isinstance(status, list) else [status])):
        if isinstance(node, Mapping) and isinstance(node.get("id"), str):
            yield node["id"]


def _occur_once(document: Mapping[str, Any], own_ids: frozenset[str]) -> bool:
    """Whether each of these ids certainly stands in a document only once, whatever as."""
    try:
        written = orjson.dumps(document)
        return all(written.count(orjson.dumps(own)) == 1 for own in own_ids)
    except TypeError:  # whole numbers too great for it, or half a surrogate pair
        return False


def _walk(
    value: Any, own_ids: frozenset[str], *, owner: bool, top: bool = False, way: tuple[str, ...] = ()
) -> Iterator[str]:
    """Walk a JSON value. `owner`: it is the credential itself or one of its status entries. `way`: names down to it."""
    if isinstance(value, list):
        for item in value:
            yield from _walk(item, own_ids, owner=owner, way=way)
    elif isinstance(value, Mapping):
        identifier = value.get("id")
        again = isinstance(identifier, str) and identifier in own_ids and not value.keys() <= {"id", "type"}
        if again and not owner and not _is_comment(value, way):
            yield f"It speaks of “{str(identifier)[:60]}” in more than one place, so what it says of it is scattered."
        for name, inner in value.items():
            if name != "@context":
                own_status = top and name == "credentialStatus"
                yield from _walk(inner, own_ids, owner=own_status, way=(*way, name))


def _is_comment(node: Mapping[str, Any], way: tuple[str, ...]) -> bool:
    """Whether it is the subject of an embedded endorsement, with its type and one comment and nothing else."""
    return (
        way[-2:] == ("endorsement", "credentialSubject")
        and node.keys() <= {"id", "type", "endorsementComment"}
        and node.get("type") in ("EndorsementSubject", ["EndorsementSubject"])
        and isinstance(node.get("endorsementComment"), str)
    )
