"""What a proof suite is, and what it hands back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Protocol

from cryptography.x509 import Certificate

from hiring.errors import KeyUnavailable, ProofInvalid
from hiring.models.credential import Credential
from hiring.network.base import Fetcher
from hiring.verification.canonical.base import Canonicaliser
from hiring.verification.dids import Purpose
from hiring.verification.keyring import KeyResolver
from hiring.verification.keys import VerificationKey


@dataclass(frozen=True, slots=True)
class ProofTools:
    """What a suite needs of the outside world. `as_of` (with a time zone) is the moment to judge at.

    `purpose` is what the proof has to have been made for, and its key to be listed for: to issue, or to present.
    """

    keys: KeyResolver
    canonicaliser: Canonicaliser
    as_of: datetime
    purpose: Purpose = "assertionMethod"

    def key(self, method_id: str | None, party: str, *, jwk: object = None) -> VerificationKey:
        """Return the party's key for the purpose; see `KeyResolver.assertion_key`."""
        if self.purpose == "authentication":
            return self.keys.authentication_key(method_id, party, jwk=jwk)
        return self.keys.assertion_key(method_id, party, jwk=jwk)

    @property
    def documents(self) -> Fetcher:
        """What answers for addresses, for suites that compare with what an issuer hosts."""
        return self.keys.documents


@dataclass(frozen=True, slots=True)
class ProofResult:
    """A proof that holds: made by `method_id` of `controller`, which is the credential's issuer.

    `uncovered` is what of the document the proof does not cover (see `Canonical.uncovered`; parts of the proof itself
    start with `proof.`). For a JWT it is always empty: the signature is over the bytes. `selective` says that the
    holder could leave things out, so that nothing follows from what is not there. `certificates` are those that the
    token brings, the first of them of the very key that signed it; whether anybody vouches for them is another matter.
    """

    suite: str
    method_id: str
    controller: str
    created: datetime | None
    uncovered: tuple[str, ...]
    selective: bool = False
    certificates: tuple[Certificate, ...] = ()


class ProofSuite(Protocol):
    """One way of securing a credential. A module of this package offers one as `SUITE`."""

    name: str

    def handles(self, credential: Credential, proof: Mapping[str, Any] | None) -> bool:
        """Whether this suite is the one for `proof` (an entry of the document's `proof`; `None` for a JWT)."""
        ...

    def verify(self, credential: Credential, proof: Mapping[str, Any] | None, tools: ProofTools) -> ProofResult:
        """Check one proof. Whether those that it builds on verify too is for the caller to see.

        Raises:
            ProofInvalid: it is wrong: the credential is to be rejected.
            KeyUnavailable, Unsupported, TooExpensive: it could not be checked: undetermined.
            MalformedError: the document has no canonical form.
        """
        ...


def require_key_for(key: VerificationKey, algorithm: str) -> None:
    """Refuse a key that is not for signatures of a JWS algorithm: of another kind, or listed for another one.

    Raises:
        ProofInvalid: `KEY_KIND_MISMATCH`.
    """
    if not key.takes(algorithm):
        raise ProofInvalid(
            f"The signature says that it is made by {algorithm}; its signer's key is {key.algorithm or key.kind}.",
            code="KEY_KIND_MISMATCH",
        )


def require_key_in_force(key: VerificationKey, created: datetime | None, as_of: datetime) -> None:
    """Refuse a key that was withdrawn, or a proof made with it after its end (Controlled Identifiers 1.0, 2.2).

    A proof's `created` is the signer's own word, so that of a revoked key does not help it.

    Raises:
        ProofInvalid: `KEY_REVOKED`, `KEY_EXPIRED`.
        KeyUnavailable: its dates cannot be read (`KEY_MALFORMED`).
    """
    revoked = _moment(key.revoked)
    if revoked is not None and revoked <= as_of:
        raise ProofInvalid("The issuer has withdrawn the signing key.", code="KEY_REVOKED")
    expires = _moment(key.expires)
    if expires is not None and expires <= (created or as_of):
        raise ProofInvalid("The signing key had come to its end when the badge was signed.", code="KEY_EXPIRED")


def read_moment(value: object) -> datetime | None:
    """Return an `xsd:dateTime` with its time zone (UTC where it states none), or `None` if it is not one."""
    if not isinstance(value, str) or "T" not in value:
        return None
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _moment(value: str | None) -> datetime | None:
    if value is None:
        return None
    moment = read_moment(value)
    if moment is None:
        raise KeyUnavailable("The dates of the signing key cannot be read.", code="KEY_MALFORMED")
    return moment
