"""A controlled identifier document (https://www.w3.org/TR/cid-1.0/), which a DID document is one of."""

from collections.abc import Mapping
from typing import Any

from hiring.verification.dids.base import DidDocument, read_document
from hiring.verification.issuer_documents.profile import is_profile


class ControlledIdentifierDocument:
    """`verificationMethod` and `assertionMethod`; keys as Multikey, JsonWebKey or an Ed25519 verification key."""

    name = "controlled-identifier"

    def recognises(self, document: Mapping[str, Any]) -> bool:
        """Whether it lists keys for purposes. A profile without purposes is read as one."""
        return "assertionMethod" in document or ("verificationMethod" in document and not is_profile(document))

    def read(self, issuer_id: str, document: Mapping[str, Any]) -> DidDocument:
        """See `KeyDocumentKind.read`."""
        return read_document(issuer_id, document)


KIND = ControlledIdentifierDocument()
