"""Lists that were imported: accreditation bodies and trusted lists publish tables, not registries that can be asked.

Such a table names institutions by their web site, seldom by an identifier that a badge carries. An issuer is taken for
an institution when its identifier is listed, or when its identifier (`did:web` or `https`) is of the institution's own
host: whoever can publish there acts for it. A listed site that is only a part of a host (`https://host/faculty`) counts
for identifiers below that part alone. A claimed `url` counts for nothing: anybody can claim one.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from urllib.parse import unquote, urlsplit

from hiring.models.credential import Issuer
from hiring.models.registry import ListedInstitution
from hiring.models.verdict import Recognition, RegistryAnswer


class ImportedList:
    """One imported list, as of the moment of its import."""

    def __init__(self, title: str, institutions: Sequence[ListedInstitution], imported_at: datetime) -> None:
        self.name = title
        self._imported_at = imported_at
        self._by_identifier = _by((one.identifier, one) for one in institutions if one.identifier)
        self._by_host = _by((_host_of(one.website), one) for one in institutions if one.website)

    def ask(self, issuer: Issuer, as_of: datetime) -> RegistryAnswer:
        """See `Registry`. An entry counts within its dates only."""
        found = [one for one in self._candidates(issuer.id) if _in_force(one, as_of.date())]
        if not found:
            answer = Recognition.NOT_REGISTERED
            return RegistryAnswer(registry=self.name, recognition=answer, asked_at=self._imported_at)
        return RegistryAnswer(
            registry=self.name,
            recognition=Recognition.RECOGNIZED,
            registered_name=found[0].name,
            asked_at=self._imported_at,
        )

    def _candidates(self, issuer_id: str) -> Iterable[ListedInstitution]:
        yield from self._by_identifier.get(issuer_id, ())
        address = _address(issuer_id)
        if address is None:
            return
        host, path = address
        labels = host.split(".")
        # The institution's own host, and what lies below it: `badges.uni.example` is named by whoever owns the latter.
        for start in range(len(labels) - 1):
            for one in self._by_host.get(".".join(labels[start:]), ()):
                part = urlsplit(one.website or "").path.rstrip("/")
                if not part or (start == 0 and (path == part or path.startswith(part + "/"))):
                    yield one


def _by(pairs: Iterable[tuple[str | None, ListedInstitution]]) -> Mapping[str, list[ListedInstitution]]:
    table: dict[str, list[ListedInstitution]] = {}
    for key, one in pairs:
        if key:
            table.setdefault(key, []).append(one)
    return table


def _address(issuer_id: str) -> tuple[str, str] | None:
    """Return host and path of an identifier that proves control of a host."""
    if issuer_id.startswith("did:web:"):
        host, *parts = (unquote(part) for part in issuer_id.removeprefix("did:web:").split(":"))
        return host.partition(":")[0].lower(), "/" + "/".join(parts) if parts else ""
    if issuer_id.startswith("https://"):
        try:
            parsed = urlsplit(issuer_id)
            return ((parsed.hostname or "").lower(), parsed.path) if parsed.hostname else None
        except ValueError:
            return None
    return None


def _host_of(website: str | None) -> str | None:
    try:
        host = urlsplit(website or "").hostname
    except ValueError:
        return None
    return host.lower().removeprefix("www.") if host and "." in host else None


def _in_force(one: ListedInstitution, day: date) -> bool:
    return (one.valid_from is None or one.valid_from <= day) and (one.valid_until is None or day <= one.valid_until)
