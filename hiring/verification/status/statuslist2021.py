"""Status List 2021 (https://www.w3.org/TR/2023/WD-vc-status-list-20230427/), which Bitstring Status List grew from."""

from collections.abc import Iterable
from datetime import datetime

from hiring.models.credential import Credential, StatusEntry
from hiring.verification.status._lists import ListKind, ListReader
from hiring.verification.status._reading import read_entry
from hiring.verification.status.base import Finding

KIND = ListKind(credential_type="StatusList2021Credential", subject_type="StatusList2021")


class StatusList2021:
    """`StatusList2021Entry`."""

    name = "statuslist2021"

    def handles(self, entry: StatusEntry) -> bool:
        """Whether the entry is a `StatusList2021Entry`."""
        return entry.type == "StatusList2021Entry"

    def read(self, entry: StatusEntry, credential: Credential, lists: ListReader, as_of: datetime) -> Iterable[Finding]:
        """Return what the entry's bit says (section 5.2, validate algorithm)."""
        return read_entry(entry, credential, KIND, lists, as_of)


METHOD = StatusList2021()
