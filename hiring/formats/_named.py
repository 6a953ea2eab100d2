"""Badges that this version knows by name and does not read: told apart from junk, in plain words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from hiring.errors import NotACredential
from hiring.formats._ob2_values import CONTEXTS_1, CONTEXTS_2, contexts


@dataclass(frozen=True, slots=True)
class NamedFormat:
    """A format that is recognised only to be refused honestly."""

    code: str
    message: str
    recognises: Callable[[Mapping[str, Any]], bool]
    next_step: str


NAMED: tuple[NamedFormat, ...] = (
    NamedFormat(
        "OPEN_BADGES_PART",
        "This describes a badge or its issuer, and not that anybody earned it.",
        lambda document: bool((CONTEXTS_1 | CONTEXTS_2) & contexts(document)),
        "Ask the applicant for the badge itself, as the issuer's site offers it for download.",
    ),
)


def refuse_known(document: Mapping[str, Any]) -> None:
    """Raise `NotACredential` with its name, if the document is of a kind that is named but not read."""
    for named in NAMED:
        if named.recognises(document):
            raise NotACredential(
                named.message,
                code=named.code,
                next_step=named.next_step,
            )
