"""Lists that were imported: accreditation bodies and trusted lists publish tables, not registries that can be asked.

Such a table names institutions by their web site, seldom by an identifier that a badge carries. An issuer is taken for
an institution when its identifier is listed, or when its identifier (`did:web` or `https`) is of the institution's own
host: whoever can publish there acts for it. A listed site that is only a part of a host (`https://host/faculty`) counts
for identifiers below that part alone. A claimed `url` counts for nothing: anybody can claim one. Services of trusted
lists are found by their certificates (`hiring.verification.registries._certified`).
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from urllib.parse import unquote, urlsplit

from cryptography.x509 import Certificate

from hiring.models.credential import Issuer
from hiring.models.registry import ListedInstitution
from hiring.models.verdict import Recognition, RegistryAnswer
from hiring.verification.registries._certified import CertifiedServices


class ImportedList:
    """One imported list, as of the moment of its import."""

    def __init__(
        self,
        title: str,
        institutions: Sequence[ListedInstitution],
        imported_at: datetime,
        *,
        signature: str | None = None,
        stands_until: datetime | None = None,
    ) -> None:
        """`signature` says in words whether the list's own was checked; after `stands_until` it says nothing more."""
        self.name = title
        self._imported_at = imported_at
        self._stands_until = stands_until
        self._basis = "; ".join(filter(None, (f"imported here on {imported_at:%Y-%m-%d}", signature)))
        self._certified = CertifiedServices(institutions)
        self._by_identifier = _by((one.identifier, one) for one in institutions if one.identifier)
        self._by_host = _by((_host_of(one.website), one) for one in institutions if one.website)

    def ask(self, issuer: Issuer, as_of: datetime, certificates: tuple[Certificate, ...] = ()) -> RegistryAnswer:
        """See `Registry`. An entry counts within its dates only, and a list that should have been replaced not at all.

        (ETSI TS 119 612, clause 5.3.15: a list is not to be relied upon after its `NextUpdate`.)
        """
        if self._stands_until is not None and self._stands_until < as_of:
            basis = f"{self._basis}; out of date since {self._stands_until:%Y-%m-%d}, import it again"
            return self._answer(Recognition.UNREACHABLE, None, basis)
        vouched = self._certified.named(certificates, as_of, lambda one: _in_force(one, as_of.date()))
        if vouched is not None:
            service, name = vouched
            by = service.name if name == service.name else f"by a certificate of {service.name}"
            return self._answer(Recognition.RECOGNIZED, name, f"{by}, {service.scope or 'listed'}; {self._basis}")
        found = [one for one in self._candidates(issuer.id) if _in_force(one, as_of.date())]
        if not found:
            return self._answer(Recognition.NOT_REGISTERED, None, self._basis)
        return self._answer(Recognition.RECOGNIZED, found[0].name, self._basis)

    def _answer(self, recognition: Recognition, name: str | None, basis: str) -> RegistryAnswer:
        return RegistryAnswer(
            registry=self.name, recognition=recognition, registered_name=name, asked_at=self._imported_at, basis=basis
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
