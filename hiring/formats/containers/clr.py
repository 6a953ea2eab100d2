"""A Comprehensive Learner Record: a credential that holds credentials (https://www.imsglobal.org/spec/clr/v2p0)."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from hiring.formats._shapes import flat, strings
from hiring.formats.clr2 import is_record
from hiring.formats.containers._items import enclose
from hiring.formats.containers.base import Enclosed, Opened
from hiring.models.artifact import Note

UNSIGNED = Note(
    code="VOUCHED_BY_RECORD_ONLY",
    message="It has no signature of its own: only the issuer of the record that it stands in vouches for it.",
)


class LearnerRecord:
    """Opens what stands under `credentialSubject.verifiableCredential`. The record is judged as well, first."""

    name = "clr"
    is_credential = True

    def recognises(self, opened: Opened) -> bool:
        """See `Container`."""
        return opened.presented is not None and is_record(opened.presented.document)

    def open(self, opened: Opened) -> tuple[Enclosed, ...]:
        """See `Container`. Never raises: a record that holds nothing is still a credential."""
        document = opened.presented.document if opened.presented else {}
        return tuple(
            enclosed
            for subject in flat(document.get("credentialSubject"))
            if isinstance(subject, dict)
            for enclosed in _held(subject.get("verifiableCredential"), "credentialSubject.verifiableCredential")
        )


def _held(value: Any, where: str) -> Iterator[Enclosed]:
    if isinstance(value, list):
        for position, item in enumerate(value):
            yield from _held(item, f"{where}[{position}]")
        return
    unsigned = isinstance(value, dict) and not value.get("proof")
    vouched = unsigned and "VerifiableCredential" in strings(value.get("type"))
    for enclosed in enclose(value, where):
        yield replace(enclosed, notes=(UNSIGNED,)) if vouched else enclosed


CONTAINER = LearnerRecord()
