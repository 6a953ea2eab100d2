"""Verifiable presentations for tests, signed by holders of the world of `issuer_simulator`."""

from collections.abc import Iterable, Mapping
from copy import deepcopy
from datetime import UTC, datetime
from typing import Any, Literal

import orjson

from hiring.formats import read, unfold
from hiring.models.artifact import Artifact
from hiring.models.credential import Credential
from hiring.verification.issuing import SigningKey, sign_data_integrity, sign_token
from tests.issuer_simulator import CONTEXT_1_1, CONTEXT_2_0, ED25519_2020, canonicaliser

PRESENTED_AT = datetime(2026, 5, 1, tzinfo=UTC)
Suite = Literal["eddsa-rdfc-2022", "eddsa-jcs-2022", "ecdsa-rdfc-2019", "Ed25519Signature2020"]


def presentation(
    credentials: Iterable[Any], *, holder: str | None = None, data_model: Literal["1.1", "2.0"] = "2.0", **changes: Any
) -> dict[str, Any]:
    """Return an unsigned presentation; `changes` replace its properties (`None` removes one)."""
    base = CONTEXT_1_1 if data_model == "1.1" else CONTEXT_2_0
    document: dict[str, Any] = {
        "@context": [base, ED25519_2020],
        "type": ["VerifiablePresentation"],
        "holder": holder,
        "verifiableCredential": [orjson.loads(c) if isinstance(c, bytes) else c for c in credentials],
    }
    document |= changes
    return {name: value for name, value in document.items() if value is not None}


def signed(
    document: Mapping[str, Any],
    key: SigningKey,
    *,
    suite: Suite = "Ed25519Signature2020",
    method: str | None = None,
    purpose: Literal["assertionMethod", "authentication"] = "authentication",
    **options: Any,
) -> dict[str, Any]:
    """Return a presentation with a Data Integrity proof; `options` are members of it (`challenge`, `domain`)."""
    return sign_data_integrity(
        deepcopy(dict(document)),
        key,
        suite=suite,
        verification_method=method or key.did_key_method,
        created=PRESENTED_AT,
        canonicaliser=canonicaliser(),
        purpose=purpose,
        options=options,
    )


def token(
    document: Mapping[str, Any], key: SigningKey, *, typ: str | None = None, method: str | None = None, **claims: Any
) -> str:
    """Return a presentation as a JWT: in the claim `vp` for data model 1.1, the payload itself for 2.0.

    `claims` replace what is made (`None` removes one).
    """
    wrapped = CONTEXT_1_1 in document["@context"]
    payload: dict[str, Any] = {"iss": document.get("holder"), "iat": int(PRESENTED_AT.timestamp())}
    payload |= {"vp": dict(document)} if wrapped else document
    payload |= claims
    header = {"alg": key.algorithm, "typ": typ or ("JWT" if wrapped else "vp+jwt"), "kid": method or key.did_key_method}
    return sign_token(header, {name: value for name, value in payload.items() if value is not None}, key)


def enveloped(text: str, media_type: str = "application/vc+jwt", *, kind: str = "Credential") -> dict[str, Any]:
    """Return a token in its envelope."""
    return {
        "@context": CONTEXT_2_0,
        "id": f"data:{media_type},{text}",
        "type": f"EnvelopedVerifiable{kind}",
    }


def held(payload: Any) -> list[Credential]:
    """Return the credentials in a file: bytes, a token, or JSON."""
    content = payload if isinstance(payload, bytes) else payload.encode() if isinstance(payload, str) else None
    file = Artifact(
        source="f", digest="0", carrier="json", payload=orjson.dumps(payload) if content is None else content
    )
    return [read(one) for one in unfold(file) if isinstance(one, Artifact)]
