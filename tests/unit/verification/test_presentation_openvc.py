"""Presentations made by openvc-core, which shares no code with us, bind like our own."""

from datetime import UTC, datetime, timedelta
from typing import Any

import orjson
import pytest
from openvc.keys import Ed25519SigningKey, P256SigningKey
from openvc.proof.vp_jwt import VpJwtProofSuite

from hiring.models.verdict import Authenticity, Holder
from hiring.verification.multibase import encode_base64url
from tests.issuer_simulator import IssuerSimulator, badge, secure
from tests.presentations import held

AUDIENCE = "https://jobs.example"


class Holding:
    """A key of openvc whose name is that of a did:jwk, which is only known when the key is."""

    def __init__(self, key: Any) -> None:
        self.alg = key.alg
        self.did = f"did:jwk:{encode_base64url(orjson.dumps(key.public_jwk()))}"
        self.kid = f"{self.did}#0"
        self.sign = key.sign


@pytest.mark.parametrize("kind", [Ed25519SigningKey, P256SigningKey])
@pytest.mark.parametrize("securing", ["jwt", "Ed25519Signature2020"])
def test_a_presentation_of_openvc_binds_its_holder_only(kind: Any, securing: Any) -> None:
    world = IssuerSimulator()
    issuer = world.key_issuer()
    alice, mallory = (Holding(kind.generate("unnamed")) for _ in range(2))
    subject = badge(issuer)["credentialSubject"] | {"id": alice.did, "identifier": []}
    content = secure(badge(issuer, credentialSubject=subject), issuer, securing)
    credential = content.decode() if securing == "jwt" else orjson.loads(content)
    # It dates what it signs by the clock.
    as_of = datetime.now(UTC) + timedelta(minutes=1)

    def holder(key: Holding, **changes: Any) -> Holder:
        made = VpJwtProofSuite().sign([credential], holder_key=key, audience=AUDIENCE, nonce="n-1", **changes)
        found = world.verifier().verify(held(made)[0], as_of=as_of)
        assert found.authenticity is Authenticity.AUTHENTIC
        return found.holder

    assert holder(alice) is Holder.BOUND
    assert holder(mallory) is not Holder.BOUND
    assert holder(mallory, holder=alice.did) is not Holder.BOUND
    assert holder(alice, expires_in_s=5) is not Holder.BOUND
