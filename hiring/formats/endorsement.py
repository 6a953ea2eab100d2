"""An EndorsementCredential by itself (Open Badges 3.0): read and judged like any credential, but it is no badge."""

from typing import Any

from hiring.formats._envelope import read_envelope
from hiring.formats._ob3_endorsements import is_endorsement
from hiring.formats._ob3_types import TYPES as BADGE_TYPES
from hiring.formats._ob3_types import require_types
from hiring.formats._shapes import Shapes, strings
from hiring.formats.base import Presented
from hiring.models.credential import Credential


class EndorsementCredential:
    """Reads what every credential has; somebody's praise shows no achievement."""

    name = "endorsement"

    def recognises(self, document: dict[str, Any]) -> bool:
        """Whether it is a verifiable credential that says it is an endorsement, and no badge."""
        return is_endorsement(document) and BADGE_TYPES.isdisjoint(strings(document.get("type")))

    def read(self, presented: Presented) -> Credential:
        """Return the credential with `achievement` None; a note says that it is no badge."""
        shapes = Shapes()
        fields, subject = read_envelope(presented, self.name, shapes)
        require_types(presented.document.get("issuer"), "Profile", "issuer", shapes)
        require_types(subject, "EndorsementSubject", "credentialSubject", shapes)
        shapes.note("NOT_A_BADGE", "It is somebody's endorsement of another, and no badge: it shows no achievement.")
        return Credential(**fields, problems=tuple(shapes.problems), notes=tuple(shapes.notes))


FORMAT = EndorsementCredential()
