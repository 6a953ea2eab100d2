"""Presentations altered at random never bind, unless the alteration is none: of order, white space or grouping."""

from datetime import UTC, datetime
from random import Random
from typing import Any

import orjson
import pytest

from hiring.errors import CredenceError
from hiring.formats import read, unfold
from hiring.formats._digest import digest_json
from hiring.formats._shapes import flat
from hiring.models.artifact import Artifact
from hiring.models.verdict import Authenticity, Holder
from hiring.verification.issuing import SigningKey
from hiring.verification.verifier import Verifier
from tests.issuer_simulator import IssuerSimulator, badge, secure
from tests.mutations import mutate_json, mutate_jwt
from tests.presentations import presentation, signed, token

AS_OF = datetime(2026, 6, 1, tzinfo=UTC)
ALICE = SigningKey.from_seed("Ed25519", b"alice")
RUNS = 200


def badges() -> list[bytes]:
    issuer = IssuerSimulator().key_issuer()
    subject = badge(issuer)["credentialSubject"] | {"id": ALICE.did_key}
    return [secure(badge(issuer, id=f"urn:uuid:{n}", credentialSubject=subject), issuer) for n in range(2)]


GENUINE = presentation(badges(), holder=ALICE.did_key)
INNER = {digest_json(document) for document in GENUINE["verifiableCredential"]}


def bound(verifier: Verifier, payload: bytes) -> list[dict[str, Any]]:
    """The documents of the authentic credentials whose holder is bound; whatever else is wrong ends in a value."""
    found = []
    artifact = Artifact(source="f", digest="0", carrier="json", payload=payload)
    try:
        for one in unfold(artifact):
            if not isinstance(one, Artifact):
                continue
            try:
                credential = read(one)
            except CredenceError:
                continue
            verification = verifier.verify(credential, as_of=AS_OF)
            assert "INTERNAL_ERROR" not in {check.reason for check in verification.checks}
            if verification.holder is Holder.BOUND and verification.authenticity is Authenticity.AUTHENTIC:
                found.append(credential.document)
    except CredenceError:
        pass
    return found


def test_json_that_is_signed_as_it_stands() -> None:
    genuine = orjson.dumps(signed(GENUINE, ALICE, suite="eddsa-jcs-2022", challenge="n"))
    verifier, random = IssuerSimulator().verifier(), Random(1)  # noqa: S311  # the same every time
    assert len(bound(verifier, genuine)) == 2
    for _ in range(RUNS):
        payload = mutate_json(genuine, random)
        if bound(verifier, payload):
            altered, original = orjson.loads(payload), orjson.loads(genuine)
            assert original["proof"] in flat(altered.pop("proof"))
            del original["proof"]
            assert digest_json(altered) == digest_json(original)


@pytest.mark.parametrize("suite", ["Ed25519Signature2020", "eddsa-rdfc-2022"])
def test_statements_that_are_signed(suite: Any) -> None:
    genuine = orjson.dumps(signed(GENUINE, ALICE, suite=suite, challenge="n"))
    verifier, random = IssuerSimulator().verifier(), Random(2)  # noqa: S311  # the same every time
    assert len(bound(verifier, genuine)) == 2
    for _ in range(RUNS):
        payload = mutate_json(genuine, random)
        for document in bound(verifier, payload):
            # Grouping and order within a credential are not signed; which of the two it is, is.
            assert digest_json(document) in INNER or document["id"] in ("urn:uuid:0", "urn:uuid:1")
            assert _grouped(orjson.loads(genuine)["proof"]) in flat(_grouped(orjson.loads(payload)["proof"]))


def _grouped(value: Any) -> Any:
    """A value as it is where a list of one is that one."""
    if isinstance(value, list):
        inner = [_grouped(item) for item in value]
        return inner[0] if len(inner) == 1 else inner
    return {name: _grouped(inner) for name, inner in value.items()} if isinstance(value, dict) else value


def test_tokens() -> None:
    genuine = token(GENUINE, ALICE, nonce="n").encode()
    verifier, random = IssuerSimulator().verifier(), Random(3)  # noqa: S311  # the same every time
    assert len(bound(verifier, genuine)) == 2
    for _ in range(RUNS):
        payload = mutate_jwt(genuine, random)
        assert not bound(verifier, payload) or payload == genuine
