"""Bitstring Status List 1.0 (https://www.w3.org/TR/vc-bitstring-status-list/)."""

from collections.abc import Iterable
from datetime import datetime

from hiring.models.credential import Credential, StatusEntry
from hiring.verification.status._lists import ListKind, ListReader
from hiring.verification.status._reading import read_entry
from hiring.verification.status.base import Finding

KIND = ListKind(credential_type="BitstringStatusListCredential", subject_type="BitstringStatusList")


class BitstringStatus:
    """`BitstringStatusListEntry`."""

    name = "bitstring"

    def handles(self, entry: StatusEntry) -> bool:
        """Whether the entry is a `BitstringStatusListEntry`."""
        return entry.type == "BitstringStatusListEntry"

    def read(self, entry: StatusEntry, credential: Credential, lists: ListReader, as_of: datetime) -> Iterable[Finding]:
        """Return what the entry's bit says (section 3.2, validate algorithm)."""
        return read_entry(entry, credential, KIND, lists, as_of)


METHOD = BitstringStatus()
