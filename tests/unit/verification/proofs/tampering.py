"""Twenty ways and more to tamper with a badge that carries a Data Integrity proof, and how each is to be told."""

from collections.abc import Callable, Iterator
from typing import Any

from hiring.errors import CredenceError, ProofInvalid, Unsupported
from hiring.verification.issuing import SigningKey
from hiring.verification.multibase import decode_multibase, encode_base64url, encode_multibase

Change = Callable[[dict[str, Any]], Any]


def proof_with(**members: Any) -> Change:
    return lambda document: document["proof"].update(members)


def flip(document: dict[str, Any]) -> None:
    value = bytearray(decode_multibase(document["proof"]["proofValue"]))
    value[40] ^= 1
    document["proof"]["proofValue"] = encode_multibase(bytes(value))


def value_with(make: Callable[[bytes], Any]) -> Change:
    return lambda document: document["proof"].update(proofValue=make(decode_multibase(document["proof"]["proofValue"])))


def tamperings(key: SigningKey, foreign: SigningKey) -> dict[str, tuple[Change, type[CredenceError], str]]:
    """Changes of a badge issued and signed by `key`, with the error that each must end in."""
    return {
        "name changed": (lambda d: d.update(name="Ship inspection"), ProofInvalid, "SIGNATURE_INVALID"),
        "one letter changed": (
            lambda d: d["credentialSubject"]["achievement"].update(name="Bridge inspectioN"),
            ProofInvalid,
            "SIGNATURE_INVALID",
        ),
        "holder swapped": (
            lambda d: d["credentialSubject"].update(id="did:example:other"),
            ProofInvalid,
            "SIGNATURE_INVALID",
        ),
        "holder removed": (lambda d: d["credentialSubject"].pop("id"), ProofInvalid, "SIGNATURE_INVALID"),
        "issuer renamed": (lambda d: d["issuer"].update(name="MIT"), ProofInvalid, "SIGNATURE_INVALID"),
        "issuer swapped": (lambda d: d["issuer"].update(id=foreign.did_key), ProofInvalid, "ISSUER_MISMATCH"),
        "id swapped": (lambda d: d.update(id="urn:uuid:other"), ProofInvalid, "SIGNATURE_INVALID"),
        "defined term added": (
            lambda d: d["credentialSubject"]["achievement"].update(creditsAvailable=30),
            ProofInvalid,
            "SIGNATURE_INVALID",
        ),
        "defined type added": (lambda d: d["type"].append("EndorsementCredential"), ProofInvalid, "SIGNATURE_INVALID"),
        "evidence added": (
            lambda d: d.update(evidence=[{"id": "https://x.example/e", "type": "Evidence"}]),
            ProofInvalid,
            "SIGNATURE_INVALID",
        ),
        "foreign key named": (proof_with(verificationMethod=foreign.did_key_method), ProofInvalid, "ISSUER_MISMATCH"),
        "foreign key in the issuer's name": (
            proof_with(verificationMethod=f"{key.did_key}#{foreign.multibase}"),
            ProofInvalid,
            "KEY_NOT_AUTHORISED",
        ),
        "no key named": (lambda d: d["proof"].pop("verificationMethod"), ProofInvalid, "PROOF_MALFORMED"),
        "key as an object": (
            proof_with(verificationMethod={"id": key.did_key_method}),
            ProofInvalid,
            "PROOF_MALFORMED",
        ),
        "date of proof changed": (proof_with(created="2026-01-05T09:00:01Z"), ProofInvalid, "SIGNATURE_INVALID"),
        "date of proof is none": (proof_with(created="yesterday"), ProofInvalid, "PROOF_MALFORMED"),
        "date of proof removed": (lambda d: d["proof"].pop("created"), ProofInvalid, "SIGNATURE_INVALID"),
        "end of proof in the past": (proof_with(expires="2026-02-01T00:00:00Z"), ProofInvalid, "PROOF_EXPIRED"),
        "end of proof added": (proof_with(expires="2030-02-01T00:00:00Z"), ProofInvalid, "SIGNATURE_INVALID"),
        "other purpose": (proof_with(proofPurpose="authentication"), ProofInvalid, "PROOF_PURPOSE"),
        "no purpose": (lambda d: d["proof"].pop("proofPurpose"), ProofInvalid, "PROOF_PURPOSE"),
        "purposes": (proof_with(proofPurpose=["assertionMethod"]), ProofInvalid, "PROOF_PURPOSE"),
        "chained to nothing": (proof_with(previousProof="urn:uuid:1"), ProofInvalid, "PROOF_MALFORMED"),
        "bit flipped": (flip, ProofInvalid, "SIGNATURE_INVALID"),
        "signature of zeros": (
            value_with(lambda v: encode_multibase(bytes(len(v)))),
            ProofInvalid,
            "SIGNATURE_INVALID",
        ),
        "signature cut": (value_with(lambda v: encode_multibase(v[:-1])), ProofInvalid, "PROOF_MALFORMED"),
        "signature lengthened": (value_with(lambda v: encode_multibase(v + b"\0")), ProofInvalid, "PROOF_MALFORMED"),
        "signature in base64": (value_with(lambda v: "u" + encode_base64url(v)), ProofInvalid, "PROOF_MALFORMED"),
        "signature in hex": (value_with(lambda v: v.hex()), ProofInvalid, "PROOF_MALFORMED"),
        "signature not base58": (proof_with(proofValue="z0OIl"), ProofInvalid, "PROOF_MALFORMED"),
        "no signature": (lambda d: d["proof"].pop("proofValue"), ProofInvalid, "PROOF_MALFORMED"),
        "own contexts": (
            proof_with(**{"@context": "https://www.w3.org/2018/credentials/v1#"}),
            ProofInvalid,
            "PROOF_CONTEXT",
        ),
        "unknown context": (
            lambda d: d.update({"@context": [*d["@context"], "https://evil.example/c"]}),
            Unsupported,
            "CONTEXT_UNKNOWN",
        ),
        "name out of sight": (
            lambda d: d.update({"https://schema.org/name": d.pop("name")}),
            Unsupported,
            "NAMES_REDEFINED",
        ),
    }


def leaves(value: Any, way: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from leaves(inner, (*way, name))
    elif isinstance(value, list):
        for position, inner in enumerate(value):
            yield from leaves(inner, (*way, position))
    else:
        yield way
