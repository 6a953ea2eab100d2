"""Keys as Open Badges 2.0 publishes them: a `CryptographicKey` with `owner` and `publicKeyPem`.

A key counts if the issuer's Profile lists it and it says that the issuer is its owner: whoever is named by only one of
the two has been named by somebody else.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import load_pem_public_key

from hiring.errors import CredenceError, KeyUnavailable, MalformedError, ProofInvalid, Unsupported
from hiring.formats._ob2_values import same_address
from hiring.network.base import Fetcher
from hiring.strict_json import parse_json
from hiring.verification.keys import MAX_RSA_BITS, MIN_RSA_BITS, KeyKind, PublicKey, VerificationKey

# Keys of one Profile that are looked at; an issuer that changes its key each month has a dozen.
MAX_PROFILE_KEYS = 16
_CURVES: dict[str, KeyKind] = {"secp256r1": "P-256", "secp384r1": "P-384", "secp521r1": "P-521"}


def profile_keys(profile: Mapping[str, Any]) -> dict[str, Mapping[str, Any] | None]:
    """Return the keys that a Profile lists under `publicKey`, by id: the key itself, or `None` where it is linked.

    Raises:
        KeyUnavailable: it lists more than are looked at (`KEY_DOCUMENT_MALFORMED`).
    """
    found: dict[str, Mapping[str, Any] | None] = {}
    for stated in _flat(profile.get("publicKey")):
        if isinstance(stated, str):
            found.setdefault(stated, None)
        elif isinstance(stated, Mapping) and isinstance(stated.get("id"), str):
            found[stated["id"]] = stated if "publicKeyPem" in stated else found.get(stated["id"])
    if len(found) > MAX_PROFILE_KEYS:
        raise KeyUnavailable("The issuer's profile lists very many keys.", code="KEY_DOCUMENT_MALFORMED")
    return found


def read_key(
    key_id: str, stated: Mapping[str, Any] | None, owners: frozenset[str], documents: Fetcher
) -> VerificationKey:
    """Return a key that a Profile lists. `owners` are the identifiers by which its issuer is known.

    Raises:
        KeyUnavailable: it cannot be had or read, or does not say to whom it belongs.
        ProofInvalid: it says that it belongs to somebody else (`ISSUER_MISMATCH`).
        Unsupported: a kind of key that is not known here.
    """
    document = stated if stated is not None else _fetch(key_id, documents)
    if document.get("id") not in (None, key_id):
        raise KeyUnavailable("The key at the address that the issuer lists is another.", code="KEY_DOCUMENT_MISMATCH")
    owner = document.get("owner")
    if not isinstance(owner, str):
        raise KeyUnavailable("The issuer's key does not say to whom it belongs.", code="KEY_MALFORMED")
    if not any(same_address(owner, name) for name in owners):
        raise ProofInvalid("The signing key says that it belongs to somebody else.", code="ISSUER_MISMATCH")
    dates = {name: document.get(name) for name in ("expires", "revoked")}
    if not all(value is None or isinstance(value, str) for value in dates.values()):
        raise KeyUnavailable("The dates of the signing key cannot be read.", code="KEY_MALFORMED")
    kind, public = read_pem(document.get("publicKeyPem"))
    return VerificationKey(key_id, owner, kind, public, expires=dates["expires"], revoked=dates["revoked"])


def fetch_pem(url: str, documents: Fetcher) -> VerificationKey:
    """Return the key of Open Badges 1, which is served as PEM and says nothing of its owner.

    Raises: as `read_key`.
    """
    kind, public = read_pem(_get(url, documents).decode("ascii", "replace"))
    return VerificationKey(url, None, kind, public)


def read_pem(value: object) -> tuple[KeyKind, PublicKey]:
    """Return kind and key of a public key in PEM (RFC 7468, section 13).

    Raises:
        KeyUnavailable: it is none (`KEY_MALFORMED`).
        Unsupported: a kind or size of key that is not used here.
    """
    if not isinstance(value, str):
        raise KeyUnavailable("The issuer's key is missing in its key document.", code="KEY_MALFORMED")
    try:
        public = load_pem_public_key(value.encode())
    except UnsupportedAlgorithm as error:
        raise Unsupported(
            "The issuer's key is of a kind that is not known here.", code="KEY_TYPE_UNSUPPORTED"
        ) from error
    except ValueError as error:
        raise KeyUnavailable("The issuer's key is not a public key.", code="KEY_MALFORMED") from error
    if isinstance(public, rsa.RSAPublicKey) and MIN_RSA_BITS <= public.key_size <= MAX_RSA_BITS:
        return "RSA", public
    if isinstance(public, ec.EllipticCurvePublicKey) and public.curve.name in _CURVES:
        return _CURVES[public.curve.name], public
    if isinstance(public, ed25519.Ed25519PublicKey):
        return "Ed25519", public
    raise Unsupported("The issuer's key is of a kind or size that is not used here.", code="KEY_TYPE_UNSUPPORTED")


def _fetch(url: str, documents: Fetcher) -> Mapping[str, Any]:
    try:
        document = parse_json(_get(url, documents))
    except MalformedError as error:
        raise KeyUnavailable("The issuer's key document cannot be read.", code="KEY_DOCUMENT_MALFORMED") from error
    if not isinstance(document, dict):
        raise KeyUnavailable("The issuer's key document cannot be read.", code="KEY_DOCUMENT_MALFORMED")
    return document


def _get(url: str, documents: Fetcher) -> bytes:
    try:
        answer = documents.get(url)
    except CredenceError as error:
        raise KeyUnavailable(f"The issuer's key could not be had. {error}") from error
    if answer.status != 200:
        raise KeyUnavailable(f"The address of the issuer's key answered {answer.status}.")
    return answer.content


def _flat(value: Any) -> Iterator[Any]:
    if isinstance(value, list):
        for item in value:
            yield from _flat(item)
    elif value is not None:
        yield value
