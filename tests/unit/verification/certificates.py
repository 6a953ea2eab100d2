"""A certificate authority for tests: roots, intermediates and leaves that say whatever a test wants."""

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519

from hiring.verification.issuing import SigningKey

SINCE, UNTIL = datetime(2025, 1, 1, tzinfo=UTC), datetime(2028, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Authority:
    """A certificate with its key; it signs others."""

    certificate: x509.Certificate
    key: SigningKey

    def leaf(
        self,
        key: SigningKey,
        *,
        uris: Sequence[str] = (),
        hosts: Sequence[str] = (),
        since: datetime = SINCE,
        until: datetime = UNTIL,
        organisation: str | None = None,
    ) -> x509.Certificate:
        """Return a certificate of a key with these alternative names; none, and there is no such extension."""
        names = [*map(x509.UniformResourceIdentifier, uris), *map(x509.DNSName, hosts)]
        return _signed(key, self, "leaf", names, since, until, authority=False, organisation=organisation)

    def below(self, seed: bytes) -> "Authority":
        """Return an intermediate authority."""
        key = SigningKey.from_seed("P-256", seed)
        return Authority(_signed(key, self, "intermediate", [], SINCE, UNTIL, authority=True), key)

    @property
    def pem(self) -> bytes:
        """The certificate as PEM."""
        return self.certificate.public_bytes(serialization.Encoding.PEM)


def root(seed: bytes) -> Authority:
    """Return an authority that vouches for itself."""
    key = SigningKey.from_seed("P-256", seed)
    return Authority(_signed(key, None, f"root {seed!r}", [], SINCE, UNTIL, authority=True), key)


def x5c(*certificates: x509.Certificate) -> list[str]:
    """Return the header member."""
    return [base64.b64encode(one.public_bytes(serialization.Encoding.DER)).decode() for one in certificates]


def _signed(
    key: SigningKey,
    by: Authority | None,
    name: str,
    names: Sequence[x509.GeneralName],
    since: datetime,
    until: datetime,
    *,
    authority: bool,
    organisation: str | None = None,
) -> x509.Certificate:
    whose = [x509.NameAttribute(x509.NameOID.ORGANIZATION_NAME, organisation)] if organisation else []
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name), *whose])
    public, signer = key.private.public_key(), (by.key if by else key)
    assert isinstance(signer.private, ec.EllipticCurvePrivateKey | ed25519.Ed25519PrivateKey)
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(by.certificate.subject if by else subject)
        .public_key(public)
        .serial_number(int.from_bytes(name.encode()[:8].ljust(8, b"1"), "big"))
        .not_valid_before(since)
        .not_valid_after(until)
        .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.private.public_key()), critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
    )
    if authority:
        usage = dict.fromkeys(
            ("content_commitment", "key_encipherment", "data_encipherment", "key_agreement", "encipher_only"), False
        )
        builder = builder.add_extension(
            x509.KeyUsage(digital_signature=True, key_cert_sign=True, crl_sign=True, decipher_only=False, **usage),
            critical=True,
        )
    if names:
        builder = builder.add_extension(x509.SubjectAlternativeName(names), critical=False)
    algorithm = None if isinstance(signer.private, ed25519.Ed25519PrivateKey) else hashes.SHA256()
    return builder.sign(signer.private, algorithm)
