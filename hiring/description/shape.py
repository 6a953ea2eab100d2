"""Is it built as the specification's tables say? Apart from authenticity: a genuine badge can lack a property.

Open Badges 2.0 and 3.0, CLR 2.0 and the Verifiable Credentials Data Model 1.1 and 2.0, by the JSON Schemas in
`data/schemas`. The schemas that a credential names itself (`credentialSchema`) are told and not fetched.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import islice
from typing import Any, NamedTuple

from jsonschema_rs import Draft202012Validator, ValidationError

from hiring.description.reading import items, objects
from hiring.settings import DATA

# What anybody would read; a list of 100,000 entries can be odd at each of them.
MAX_BREACHES = 12
_RECORD = {"ClrCredential"}
_BADGE = {"OpenBadgeCredential", "AchievementCredential"}
_KINDS = {
    "string": "a text",
    "array": "a list",
    "object": "an object",
    "number": "a number",
    "boolean": "true or false",
}


class Breach(NamedTuple):
    """One departure: of which specification, at which member, and what is the matter with it, in words."""

    specification: str
    where: str
    words: str

    def __str__(self) -> str:
        return f"`{self.where}` {self.words} ({self.specification})"


class OwnSchema(NamedTuple):
    """A schema that a credential names as its own (Verifiable Credentials Data Model 2.0, section 4.11)."""

    id: str
    type: str


def breaches(document: Mapping[str, Any]) -> tuple[Breach, ...]:
    """Return where a document departs from the specifications that it says to follow, one after the other; bounded.

    Total: any JSON object gives an answer; one that follows none of them has no breaches.
    """
    found = (breach for name in _specifications(document) for breach in _breaches(name, document))
    # What two specifications ask for is told once.
    told = {(breach.where, breach.words): breach for breach in islice(found, MAX_BREACHES * 2)}
    return tuple(islice(told.values(), MAX_BREACHES))


def own_schemas(document: Mapping[str, Any]) -> tuple[OwnSchema, ...]:
    """Return the schemas that a credential names as its own."""
    stated = ((one.get("id"), one.get("type")) for one in objects(document.get("credentialSchema")))
    return tuple(OwnSchema(name, kind) for name, kind in stated if isinstance(name, str) and isinstance(kind, str))


def specifications(document: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the titles of the specifications that a document says to follow and that are looked at."""
    return tuple(_schema(name).title for name in _specifications(document))


def _specifications(document: Mapping[str, Any]) -> Iterator[str]:
    contexts, types = _names(document.get("@context")), _names(document.get("type"))
    if "VerifiableCredential" in types:
        yield "vc-2.0" if "https://www.w3.org/ns/credentials/v2" in contexts else "vc-1.1"
        if types & _RECORD:
            yield "clr-2.0"
        elif types & _BADGE:
            yield "ob-3.0"
    elif "https://w3id.org/openbadges/v2" in contexts and {"recipient", "badge"} <= document.keys():
        yield "ob-2.0"


def _names(value: Any) -> set[str]:
    return {item for item in items(value) if isinstance(item, str)}


class _Specification(NamedTuple):
    title: str
    checker: Draft202012Validator


@cache
def _schema(name: str) -> _Specification:
    schema = json.loads((DATA / "schemas" / f"{name}.json").read_text(encoding="utf-8"))
    return _Specification(schema["title"], Draft202012Validator(schema))


def _breaches(name: str, document: Mapping[str, Any]) -> Iterator[Breach]:
    title, checker = _schema(name)
    for error in checker.iter_errors(document):
        where, words = _in_words(error)
        yield Breach(title, where, words)


def _in_words(error: ValidationError) -> tuple[str, str]:
    """Return member and words. A schema's own words speak of instances and patterns."""
    where, kind = _path(error.instance_path) or "document", error.kind.as_dict()
    match error.kind.name:
        case "required":
            return f"{where}.{kind['property']}".removeprefix("document."), "is missing"
        case "type":
            return where, f"is not {' or '.join(_KINDS[name] for name in kind['types'])}"
        case "minLength" | "minItems" | "minProperties":
            return where, "is empty"
        case "pattern":
            date = "[0-9]{2}-[0-9]{2}" in kind["pattern"]
            return where, "is not a date and time as it has to be written" if date else "is not an identifier (URI)"
        case _:
            return where, "is not what it has to be"


def _path(parts: Iterable[str | int]) -> str:
    text = ""
    for part in parts:
        text += f"[{part}]" if isinstance(part, int) else f".{part[:60]}" if text else part[:60]
    return text[:200]
