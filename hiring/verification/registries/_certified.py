"""Services of trusted lists (ETSI TS 119 612), found by the certificate that a token brings.

The token is signed with the key of that certificate, which was seen to before any registry is asked. So whoever signed
it is whom the certificate names, as far as a listed service says so: either the certificate is the service's own
(clause 5.5.3), or the service issued it. A certificate's name alone, or that of its key, shows nothing.
"""

import base64
import binascii
from collections.abc import Callable, Sequence
from datetime import datetime

from cryptography.utils import CryptographyDeprecationWarning
from cryptography.x509 import Certificate, InvalidVersion, Name, NameOID, load_der_x509_certificate
from openvc.errors import OpenvcError
from openvc.x5c import validate_cert_chain

from hiring.models.registry import ListedInstitution

# Services of one name, as when an authority has had several keys in its time, that are tried for one chain.
MAX_TRIED = 8


class CertifiedServices:
    """The services of a list that have certificates."""

    def __init__(self, institutions: Sequence[ListedInstitution]) -> None:
        self._own: dict[Certificate, list[ListedInstitution]] = {}
        self._by_subject: dict[Name, list[tuple[ListedInstitution, Certificate]]] = {}
        for one in institutions:
            if (found := _certificate(one.certificate)) is not None:
                self._own.setdefault(found, []).append(one)
                self._by_subject.setdefault(found.subject, []).append((one, found))

    def named(
        self, certificates: tuple[Certificate, ...], as_of: datetime, stands: Callable[[ListedInstitution], bool]
    ) -> tuple[ListedInstitution, str | None] | None:
        """Return the service that `stands` and vouches for a signer, and the name that the signer has there.

        The name is the service's own, or the organisation that its certificate is made out to: `None` where that is
        made out to none. `None` as a whole: no such service.
        """
        if not certificates:
            return None
        leaf, *others = certificates
        if leaf.not_valid_before_utc <= as_of <= leaf.not_valid_after_utc:
            for one in filter(stands, self._own.get(leaf, ())):
                return one, one.name
        authorities = dict.fromkeys(certificate.issuer for certificate in certificates)
        above = [entry for name in authorities for entry in self._by_subject.get(name, ()) if stands(entry[0])]
        for one, found in above[:MAX_TRIED]:
            try:
                validate_cert_chain(leaf, others, trust_anchors=[found], now=as_of)
            except (OpenvcError, ValueError, TypeError):
                continue
            return one, _organisation(leaf)
        return None


def _organisation(certificate: Certificate) -> str | None:
    """Return whom a certificate is made out to (ETSI EN 319 412-3: `organizationName` of a legal person's)."""
    try:
        names = certificate.subject.get_attributes_for_oid(NameOID.ORGANIZATION_NAME)
    except ValueError:
        return None
    return str(names[0].value) if len(names) == 1 else None


def _certificate(text: str | None) -> Certificate | None:
    """Read a certificate as a list has it; one that cannot be read vouches for nobody."""
    if text is None:
        return None
    try:
        return load_der_x509_certificate(base64.b64decode(text))
    except (binascii.Error, InvalidVersion, ValueError, CryptographyDeprecationWarning):
        return None
