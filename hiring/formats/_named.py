"""Badges that this version knows by name and does not read: told apart from junk, in plain words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from hiring.errors import NotACredential
from hiring.formats._shapes import strings


@dataclass(frozen=True, slots=True)
class NamedFormat:
    """A format that is recognised only to be refused honestly."""

    code: str
    message: str
    recognises: Callable[[Mapping[str, Any]], bool]


def _types(document: Mapping[str, Any]) -> set[str]:
    return set(strings(document.get("type")))


def _contexts(document: Mapping[str, Any]) -> set[str]:
    return set(strings(document.get("@context")))


OPEN_BADGES_2_CONTEXTS = {"https://w3id.org/openbadges/v2", "https://w3id.org/openbadges/v1"}

NAMED: tuple[NamedFormat, ...] = (
    NamedFormat(
        "OPEN_BADGES_2_NOT_YET_READ",
        "This is an Open Badges 2.0 badge. This version reads Open Badges 3.0.",
        lambda document: bool(OPEN_BADGES_2_CONTEXTS & _contexts(document)) or "Assertion" in _types(document),
    ),
    NamedFormat(
        "OPEN_BADGES_1_NOT_YET_READ",
        "This is an Open Badges 1.x badge. This version reads Open Badges 3.0.",
        lambda document: {"recipient", "badge"} <= document.keys() and bool({"verify", "uid"} & document.keys()),
    ),
)


def is_named(document: Mapping[str, Any]) -> bool:
    """Whether a document is of a kind that is named but not read."""
    return any(named.recognises(document) for named in NAMED)


def refuse_known(document: Mapping[str, Any]) -> None:
    """Raise `NotACredential` with its name, if the document is of a kind that is named but not read."""
    for named in NAMED:
        if named.recognises(document):
            raise NotACredential(
                named.message,
                code=named.code,
                next_step="Ask the applicant whether the issuer also offers the badge as Open Badges 3.0.",
            )
