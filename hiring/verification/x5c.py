"""`x5c`: a token that brings the certificate of its key (RFC 7515, section 4.1.6).

A certificate proves whose key it is as far as somebody whom we trust vouches for it: the chain has to lead to one of
the installation's trust anchors, of which there are none to begin with. It has to hold at the moment of judging, and to
name the issuer in its Subject Alternative Name: the identifier itself as URI, or the host of an https issuer as DNS
name. Without the last, whoever has any certificate of a trusted authority could issue in anybody's name.
"""

import base64
import binascii
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TypeAlias

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.utils import CryptographyDeprecationWarning
from cryptography.x509 import (
    Certificate,
    DNSName,
    DuplicateExtension,
    ExtensionNotFound,
    InvalidVersion,
    SubjectAlternativeName,
    UniformResourceIdentifier,
    UnsupportedGeneralNameType,
    load_der_x509_certificate,
    load_pem_x509_certificates,
)
from openvc.errors import OpenvcError
from openvc.x5c import validate_cert_chain

from hiring.errors import KeyUnavailable, ProofInvalid, Unsupported, UsageError
from hiring.verification.issuer_documents.base import split_https
from hiring.verification.keys import MAX_RSA_BITS, MIN_RSA_BITS, KeyKind, PublicKey, VerificationKey

TrustAnchors: TypeAlias = tuple[Certificate, ...]

# A leaf, its authority, that one's authority, with one more to spare.
MAX_CERTIFICATES = 4
# One certificate in base64. With RSA-4096 and many names it has some 4,000 characters.
MAX_CERTIFICATE_CHARACTERS = 16_384
_CURVES: dict[str, KeyKind] = {"secp256r1": "P-256", "secp384r1": "P-384", "secp521r1": "P-521"}


def load_anchors(path: Path | None) -> TrustAnchors:
    """Return the certificates of a PEM file; none for `None`.

    Raises:
        UsageError: the file cannot be read or holds no certificate.
    """
    if path is None:
        return ()
    try:
        return tuple(load_pem_x509_certificates(path.read_bytes()))
    except (OSError, ValueError) as error:
        raise UsageError(f"The trust anchors cannot be read from {path}: {error}") from error


@dataclass(frozen=True, slots=True)
class Chain:
    """The certificates of a header, the key's own first. Nothing of them is believed yet."""

    certificates: tuple[Certificate, ...]
    kind: KeyKind
    public_key: PublicKey

    def names(self, issuer_id: str) -> bool | None:
        """Whether the certificate is that of the issuer; `None` where it names no host and no identifier at all."""
        try:
            names = self.certificates[0].extensions.get_extension_for_class(SubjectAlternativeName).value
            uris = names.get_values_for_type(UniformResourceIdentifier)
            hosts = [name.lower() for name in names.get_values_for_type(DNSName)]
        except (ExtensionNotFound, DuplicateExtension, UnsupportedGeneralNameType, ValueError):
            return None  # there are none that can be read
        if not uris and not hosts:
            return None
        place = split_https(issuer_id)
        return issuer_id in uris or (place is not None and place[0] in hosts)

    def trusted_key(self, issuer_id: str, anchors: TrustAnchors, as_of: datetime) -> VerificationKey:
        """Return the key as the issuer's, if an anchor vouches for that at the moment `as_of`.

        Raises:
            ProofInvalid: the certificate is somebody else's (`CERTIFICATE_OF_ANOTHER`).
            KeyUnavailable: nobody whom we trust vouches for it (`CERTIFICATE_NOT_TRUSTED`), it names nobody
                (`CERTIFICATE_NAMES_NOBODY`), or it does not hold at that moment (`CERTIFICATE_NOT_IN_FORCE`).
        """
        leaf, *others = self.certificates
        named = self.names(issuer_id)
        if named is False:
            message = "The certificate that the token brings is that of somebody else than its issuer."
            raise ProofInvalid(message, code="CERTIFICATE_OF_ANOTHER")
        if named is None:
            message = "The certificate that the token brings does not say whose it is."
            raise KeyUnavailable(message, code="CERTIFICATE_NAMES_NOBODY")
        if not leaf.not_valid_before_utc <= as_of <= leaf.not_valid_after_utc:
            message = "The certificate that the token brings does not hold at this moment."
            raise KeyUnavailable(message, code="CERTIFICATE_NOT_IN_FORCE")
        try:
            validate_cert_chain(leaf, others, trust_anchors=anchors, now=as_of)
        except (OpenvcError, ValueError, TypeError) as error:
            message = "Only the token's own certificate vouches for its key; nobody who is trusted here does."
            raise KeyUnavailable(message, code="CERTIFICATE_NOT_TRUSTED") from error
        thumbprint = leaf.fingerprint(hashes.SHA256()).hex()
        return VerificationKey(f"x509:sha256:{thumbprint}", issuer_id, self.kind, self.public_key)


def read_chain(value: object) -> Chain:
    """Read the header member `x5c`: base64 (not base64url) of DER, the certificate of the key first.

    Raises:
        ProofInvalid: it is not that (`PROOF_MALFORMED`).
        Unsupported: the key is of a kind that is not known here (`KEY_TYPE_UNSUPPORTED`).
    """
    if not isinstance(value, list) or not 1 <= len(value) <= MAX_CERTIFICATES:
        raise _malformed()
    certificates = tuple(_certificate(text) for text in value)
    try:
        public = certificates[0].public_key()
    except UnsupportedAlgorithm as error:
        raise _unsupported() from error
    except ValueError as error:
        raise _malformed() from error
    if isinstance(public, rsa.RSAPublicKey) and MIN_RSA_BITS <= public.key_size <= MAX_RSA_BITS:
        return Chain(certificates, "RSA", public)
    if isinstance(public, ec.EllipticCurvePublicKey) and public.curve.name in _CURVES:
        return Chain(certificates, _CURVES[public.curve.name], public)
    if isinstance(public, ed25519.Ed25519PublicKey):
        return Chain(certificates, "Ed25519", public)
    raise _unsupported()


def _certificate(text: object) -> Certificate:
    if not isinstance(text, str) or len(text) > MAX_CERTIFICATE_CHARACTERS:
        raise _malformed()
    try:
        certificate = load_der_x509_certificate(base64.b64decode(text, validate=True))
    except (binascii.Error, InvalidVersion, ValueError, CryptographyDeprecationWarning) as error:
        raise _malformed() from error  # the warning is an error where warnings are, and will be one everywhere
    if certificate.serial_number <= 0:  # RFC 5280, section 4.1.2.2
        raise _malformed()
    return certificate


def _malformed() -> ProofInvalid:
    return ProofInvalid("What the token brings as its certificates cannot be read.", code="PROOF_MALFORMED")


def _unsupported() -> Unsupported:
    return Unsupported("The token's certificate has a key that is not used here.", code="KEY_TYPE_UNSUPPORTED")
