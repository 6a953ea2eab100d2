"""The verifier on SD-JWTs with a proof of their holder: bound, or not; never authentic or rejected for it."""

from typing import Any

import pytest

from hiring.models.verdict import Authenticity, Holder, Verification
from hiring.verification.issuing import SigningKey
from hiring.verification.verifier import Recipient
from tests.issuer_simulator import IssuerSimulator
from tests.unit.verification.issuers import AS_OF, credential_of
from tests.unit.verification.sd_jwts import digest, disclosure, flat_claims, present, sd_jwt

ISSUER = SigningKey.from_seed("Ed25519", b"harbour")
HOLDER = SigningKey.from_seed("P-256", b"ada")
EMAIL = {"identityHash": "ada@example.org", "identityType": "emailAddress", "hashed": False}
SUBJECT = disclosure("credentialSubject", {"identifier": [EMAIL]})


def issued(issuer: str = ISSUER.did_key, **changes: Any) -> str:
    claims = flat_claims(issuer, _sd=[digest(SUBJECT)], cnf={"jwk": HOLDER.public_jwk()}, **changes)
    return sd_jwt(claims, [SUBJECT], ISSUER)


def judged(text: str, **recipient: str) -> tuple[Verification, list[str]]:
    verifier = IssuerSimulator().verifier()
    found = verifier.verify(credential_of(text), as_of=AS_OF, recipient=Recipient(**recipient))
    return found, [check.reason for check in found.checks if check.name == "holder"]


@pytest.mark.parametrize("recipient", [{}, {"email": "ada@example.org"}, {"name": "Ada Lovelace"}])
def test_who_proves_the_key_is_its_holder(recipient: dict[str, str]) -> None:
    found, reasons = judged(present(issued(), HOLDER), **recipient)
    assert (found.authenticity, found.holder, reasons[-1]) == (Authenticity.AUTHENTIC, Holder.BOUND, "HOLDER_PROVEN")


def test_another_e_mail_address_outweighs_it() -> None:
    found, reasons = judged(present(issued(), HOLDER), email="eve@example.org")
    assert (found.holder, reasons) == (Holder.MISMATCH, ["HOLDER_PROVEN", "EMAIL_DIFFERS"])


@pytest.mark.parametrize("holder", [HOLDER, SigningKey.from_seed("P-256", b"eve")])
@pytest.mark.parametrize("changes", [{"sd_hash": "AAAA"}, {"iat": 1e12}, {"typ": "JWT"}])
def test_a_wrong_proof_takes_nothing_from_what_the_issuer_signed(holder: SigningKey, changes: dict[str, Any]) -> None:
    found, reasons = judged(present(issued(), holder, **changes), email="ada@example.org")
    assert (found.authenticity, found.holder) == (Authenticity.AUTHENTIC, Holder.EMAIL_MATCHED)
    assert reasons[-1] == "EMAIL_MATCHED"
    assert len(reasons) == 2
    assert judged(present(issued(), holder, **changes))[0].holder is Holder.BEARER


def test_a_proof_makes_nothing_authentic() -> None:
    altered = issued().replace(SUBJECT, disclosure("credentialSubject", {"id": "did:example:eve"}))
    with pytest.raises(Exception, match="disclosures"):
        credential_of(present(altered, HOLDER))
    unreachable, reasons = judged(present(issued("did:web:harbour.example"), HOLDER))
    assert (unreachable.authenticity, unreachable.holder) == (Authenticity.UNDETERMINED, Holder.BEARER)
    assert "HOLDER_KEY_UNCONFIRMED" in reasons
    forged, reasons = judged(present(issued(SigningKey.from_seed("Ed25519", b"other").did_key), HOLDER))
    assert (forged.authenticity, forged.holder, reasons) == (Authenticity.REJECTED, Holder.BEARER, ["NOT_AUTHENTIC"])
