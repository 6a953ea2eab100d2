"""Comprehensive Learner Record 2.0 (https://www.imsglobal.org/spec/clr/v2p0): the record itself.

The credentials in it are read and judged each on its own (`containers.clr`). The record's `achievement` list defines
what they and its associations speak of; it does not say that anybody achieved it, so no achievement is read from it.
"""

from typing import Any

from hiring.formats._envelope import is_credential, read_envelope
from hiring.formats._shapes import Shapes, flat, strings
from hiring.formats.base import Presented
from hiring.models.credential import Association, Credential


def is_record(document: dict[str, Any]) -> bool:
    """Whether a document says that it is a learner record."""
    return is_credential(document) and "ClrCredential" in strings(document.get("type"))


class LearnerRecord2:
    """Reads the record's associations besides what every credential has."""

    name = "clr2"

    def recognises(self, document: dict[str, Any]) -> bool:
        """Whether it is a verifiable credential that says it is a learner record."""
        return is_record(document)

    def read(self, presented: Presented) -> Credential:
        """Return the credential; one that holds no credentials shows nothing, and a note says so."""
        shapes = Shapes()
        fields, subject = read_envelope(presented, self.name, shapes)
        fields["associations"] = tuple(_associations(subject.get("association"), shapes))
        if not any(True for _ in flat(subject.get("verifiableCredential"))):
            shapes.note("RECORD_EMPTY", "It is a learner record, and there is no credential in it.")
        names = [one.identity_hash for one in fields["identifiers"] if one.identity_type == "name" and not one.hashed]
        # A record's subject has no name of its own (CLR 2.0, `ClrSubject`); a badge in it may have one.
        fields["subject_name"] = min(names, default=None)
        return Credential(**fields, problems=tuple(shapes.problems), notes=tuple(shapes.notes))


def _associations(value: Any, shapes: Shapes) -> list[Association]:
    found = []
    for stated in shapes.objects(value, "credentialSubject.association"):
        kind = shapes.text(stated.get("associationType"), "association.associationType")
        source = shapes.reference(stated.get("sourceId"), "association.sourceId")
        target = shapes.reference(stated.get("targetId"), "association.targetId")
        if not (kind and source and target):
            shapes.note("VALUE_IGNORED", "An association does not say what it connects, or how.")
            continue
        found.append(Association(type=kind, source_id=source, target_id=target))
    return found


FORMAT = LearnerRecord2()
