"""ecdsa-sd-2023, derived proofs (Data Integrity ECDSA Cryptosuites 1.0, sections 3.5.6 to 3.5.8 and 3.6).

The issuer signs the mandatory statements together with its key, and each of the others alone with a key made for this
credential, whose public half it signs with the first ones. The holder shows some of the others. Blank nodes carry
labels that the issuer made with a secret, so that the statements shown keep the names they were signed under; the
proof tells which label belongs to which blank node of the document that is shown.

What is shown is what is read: every statement of it is signed, or the proof does not hold. What the holder leaves out
cannot be told, unless the issuer made it mandatory. The base proof, from which holders derive, holds the secret and
every signature; it is not meant to be shown.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from openvc.cbor import CborError, decode

from hiring.errors import MalformedError, ProofInvalid, TooExpensive
from hiring.models.credential import Credential
from hiring.verification.keys import KeyKind, VerificationKey, read_multikey, signature_fits
from hiring.verification.multibase import decode_base64url, encode_base64url, encode_multibase
from hiring.verification.proofs._data_integrity import canonical_options, signing_key, unsecured_document
from hiring.verification.proofs.base import ProofResult, ProofTools

P256: frozenset[KeyKind] = frozenset({"P-256"})
SIGNATURE_BYTES = 64
# HMAC-SHA-256.
LABEL_BYTES = 32
# The largest published badge has 600 statements; each costs a signature to check.
MAX_STATEMENTS = 5_000
_BASE, _DERIVED = b"\xd9\x5d\x00", b"\xd9\x5d\x01"
# The terms of one canonical N-Quad. Only the last group is a blank node: texts and IRIs may hold what looks like one.
_TERM = re.compile(r'<[^>]*>|"(?:[^"\\]|\\.)*"|_:(c14n[0-9]+)')
# Labels that JSON-LD processors give to blank nodes. They say nothing, and some implementations leave them in what
# they derive. One that credentials or achievements are known by would be read.
_LABEL = re.compile(r"(?!(?:.*\.)?achievement(?:\[\d+\])?\.id=).+\.id=_:b[0-9]{1,6}")


@dataclass(frozen=True, slots=True)
class DerivedProof:
    """A derived proof value (section 3.5.7). `labels` is by the blank node's canonical name (`c14n0`)."""

    base_signature: bytes
    public_key: bytes
    signatures: tuple[bytes, ...]
    labels: Mapping[str, str]
    mandatory: frozenset[int]


class EcdsaSd2023:
    """`DataIntegrityProof` with cryptosuite `ecdsa-sd-2023`."""

    name = "ecdsa-sd-2023"

    def handles(self, credential: Credential, proof: Mapping[str, Any] | None) -> bool:  # noqa: ARG002
        """See `ProofSuite.handles`."""
        return proof is not None and proof.get("type") == "DataIntegrityProof" and proof.get("cryptosuite") == self.name

    def verify(self, credential: Credential, proof: Mapping[str, Any] | None, tools: ProofTools) -> ProofResult:
        """See `ProofSuite.verify`."""
        if proof is None:
            raise ProofInvalid("There is no proof.", code="PROOF_MISSING")
        derived = read_derived_proof(proof.get("proofValue"))
        key, created = signing_key(credential, proof, tools, P256)
        document = credential.document
        of_document = tools.canonicaliser.canonicalise(unsecured_document(document, proof))
        of_options = canonical_options(document, proof, tools.canonicaliser)
        statements = relabelled(of_document.nquads, derived.labels)
        _require_signatures(derived, statements, sha256(of_options.nquads).digest(), key)
        uncovered = [path for path in of_document.uncovered if not _LABEL.fullmatch(path)]
        uncovered += [f"proof.{path}" for path in of_options.uncovered]
        return ProofResult(self.name, key.id, credential.issuer.id, created, tuple(uncovered), selective=True)


SUITE = EcdsaSd2023()


def read_derived_proof(value: object) -> DerivedProof:
    """Read a derived proof value: `u`, base64url, a header of three bytes, CBOR.

    Raises:
        ProofInvalid: it is none (`PROOF_MALFORMED`), or a base proof (`PROOF_NOT_DERIVED`).
    """
    if not isinstance(value, str) or not value.startswith("u"):
        raise _malformed()
    try:
        data = decode_base64url(value[1:])
        if data.startswith(_BASE):
            raise ProofInvalid(
                "The badge is in the form from which its holder chooses what to show; it must not be shown itself.",
                code="PROOF_NOT_DERIVED",
            )
        parts = decode(data.removeprefix(_DERIVED)) if data.startswith(_DERIVED) else None
    except (MalformedError, CborError) as error:
        raise _malformed() from error
    match parts:
        case [bytes(base), bytes(public), list(signatures), dict(labels), list(mandatory)]:
            _require_shape(base, signatures, labels, mandatory)
        case _:
            raise _malformed()
    names = {f"c14n{number}": f"u{encode_base64url(label)}" for number, label in labels.items()}
    return DerivedProof(base, public, tuple(signatures), names, frozenset(mandatory))


def relabelled(nquads: bytes, labels: Mapping[str, str]) -> list[str]:
    """Return canonical N-Quads with the labels that they were signed with, sorted anew, a line feed at each end.

    Raises:
        ProofInvalid: a blank node has no label (`SIGNATURE_INVALID`).
        TooExpensive: more statements than are looked at.
    """

    def name(term: re.Match[str]) -> str:
        if term[1] is None:
            return term[0]
        if term[1] not in labels:
            raise ProofInvalid("The badge says more than its issuer signed.")
        return f"_:{labels[term[1]]}"

    lines = nquads.decode().split("\n")[:-1]
    if len(lines) > MAX_STATEMENTS:
        raise TooExpensive(f"The badge says more than {MAX_STATEMENTS} single things, each with a signature.")
    return sorted(f"{_TERM.sub(name, line)}\n" for line in lines)


def _require_signatures(derived: DerivedProof, statements: list[str], options: bytes, key: VerificationKey) -> None:
    try:
        kind, public = read_multikey(encode_multibase(derived.public_key))
    except MalformedError as error:
        raise _malformed() from error
    if kind != "P-256" or any(position >= len(statements) for position in derived.mandatory):
        raise _malformed()
    mandatory, others = (
        [line.encode() for position, line in enumerate(statements) if (position in derived.mandatory) is wanted]
        for wanted in (True, False)
    )
    signed = options + derived.public_key + sha256(b"".join(mandatory)).digest()
    if not signature_fits(key, derived.base_signature, signed):
        raise ProofInvalid("The badge is not as its issuer signed it.")
    single = VerificationKey("", None, kind, public)
    if len(others) != len(derived.signatures) or not all(map(_fits(single), derived.signatures, others)):
        raise ProofInvalid("The badge says something that its issuer did not sign.")


def _fits(key: VerificationKey) -> Any:
    return lambda signature, data: signature_fits(key, signature, data)


def _require_shape(base: bytes, signatures: list[Any], labels: dict[Any, Any], mandatory: list[Any]) -> None:
    """Section 3.5.7, and that no label or position is there twice: two blank nodes would be one to the signature."""
    sound = (
        len(base) == SIGNATURE_BYTES
        and all(isinstance(signature, bytes) and len(signature) == SIGNATURE_BYTES for signature in signatures)
        and all(_is_number(number) for number in (*labels, *mandatory))
        and all(isinstance(label, bytes) and len(label) == LABEL_BYTES for label in labels.values())
    )
    if not sound or len(set(labels.values())) != len(labels) or len(set(mandatory)) != len(mandatory):
        raise _malformed()


def _is_number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _malformed() -> ProofInvalid:
    return ProofInvalid("The signature's value is missing or no derived proof.", code="PROOF_MALFORMED")
