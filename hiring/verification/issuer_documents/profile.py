"""An Open Badges 3.0 `Profile` that lists keys under `verificationMethod` or `publicKey`.

The specification names no member for them. Those who serve their profile with keys mean that they issue with them; one
that distinguishes purposes is a controlled identifier document and read as such. Keys that stand there only by name
are not followed.
"""

from collections.abc import Mapping
from typing import Any

from hiring.verification.dids.base import DidDocument, read_document

_MEMBERS = ("verificationMethod", "publicKey")


class ProfileWithKeys:
    """A profile with keys and without purposes."""

    name = "profile"

    def recognises(self, document: Mapping[str, Any]) -> bool:
        """Whether it is a profile that lists keys."""
        return is_profile(document) and bool(_keys(document))

    def read(self, issuer_id: str, document: Mapping[str, Any]) -> DidDocument:
        """See `KeyDocumentKind.read`."""
        return read_document(issuer_id, {"id": document.get("id"), "assertionMethod": _keys(document)})


KIND = ProfileWithKeys()


def is_profile(document: Mapping[str, Any]) -> bool:
    """Whether a document says that it is a `Profile` and lists no key for a purpose."""
    stated = document.get("type")
    return "Profile" in (stated if isinstance(stated, list) else [stated]) and "assertionMethod" not in document


def _keys(document: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    stated = [document.get(name) for name in _MEMBERS]
    keys = [key for value in stated for key in (value if isinstance(value, list) else [value])]
    return [key for key in keys if isinstance(key, Mapping)]
