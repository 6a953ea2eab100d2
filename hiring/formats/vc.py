"""Any other verifiable credential, say a status list. Read and verified, but it shows no achievement."""

from typing import Any

from hiring.formats._envelope import is_credential, read_envelope
from hiring.formats._shapes import Shapes
from hiring.formats.base import Presented
from hiring.models.credential import Credential


class VerifiableCredential:
    """The format of last resort for what says `VerifiableCredential`."""

    name = "vc"

    def recognises(self, document: dict[str, Any]) -> bool:
        """Whether it is a verifiable credential of any kind."""
        return is_credential(document)

    def read(self, presented: Presented) -> Credential:
        """Return the credential with `achievement` None."""
        shapes = Shapes()
        fields, _ = read_envelope(presented, self.name, shapes)
        return Credential(**fields, problems=tuple(shapes.problems), notes=tuple(shapes.notes))


FORMAT = VerifiableCredential()
