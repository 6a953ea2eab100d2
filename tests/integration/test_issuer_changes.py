"""Issuers that change their keys, move their status list, or answer otherwise than they did: each told by its name."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from hiring.models.verdict import Authenticity, Currency, Verification
from hiring.verification.issuing import SigningKey
from tests.issuer_simulator import IssuerSimulator, badge, did_document, open_credential, secure, status_entry

AS_OF = datetime(2026, 6, 1, tzinfo=UTC)
KEYS = "https://badges.example.edu/.well-known/did.json"
LIST, OTHER_LIST = "https://badges.example.edu/status/1", "https://badges.example.edu/status/2"


def judged(world: IssuerSimulator, payload: bytes) -> Verification:
    return world.verifier().verify(open_credential(payload), as_of=AS_OF)


def reasons(found: Verification) -> set[str]:
    return {check.reason for check in found.checks}


@pytest.fixture
def world() -> IssuerSimulator:
    return IssuerSimulator()


def test_a_key_that_its_issuer_no_longer_lists_proves_nothing(world: IssuerSimulator) -> None:
    issuer = world.web_issuer()
    payload = secure(badge(issuer), issuer)
    assert judged(world, payload).authenticity is Authenticity.AUTHENTIC
    # A new key under a new name: the old one is gone.
    renewed = replace(issuer, method=f"{issuer.did}#key-2", key=SigningKey.from_seed("Ed25519", b"another"))
    world.serve(KEYS, did_document(renewed))
    gone = judged(world, payload)
    assert gone.authenticity is not Authenticity.AUTHENTIC
    assert "KEY_NOT_AUTHORISED" in reasons(gone)
    # Another key under the old name: the signature does not fit.
    world.serve(KEYS, did_document(replace(renewed, method=issuer.method)))
    other = judged(world, payload)
    assert other.authenticity is Authenticity.REJECTED
    assert "SIGNATURE_INVALID" in reasons(other)
    # Both listed, as careful issuers do: what was signed before stays authentic.
    both = did_document(renewed)
    old = did_document(issuer)
    both["verificationMethod"] += old["verificationMethod"]
    both["assertionMethod"] += old["assertionMethod"]
    world.serve(KEYS, both)
    assert judged(world, payload).authenticity is Authenticity.AUTHENTIC


def test_a_status_list_that_is_issued_anew_counts_as_it_is_now(world: IssuerSimulator) -> None:
    issuer = world.web_issuer()
    payload = secure(badge(issuer, credentialStatus=status_entry(LIST, 7)), issuer)
    world.serve_status(issuer, LIST)
    assert judged(world, payload).currency is Currency.CURRENT
    world.serve_status(issuer, LIST, bits={7})
    assert judged(world, payload).currency is Currency.REVOKED
    # Moved away: the badge names a list that is not there, and nobody concludes that it is in force.
    world.serve_status(issuer, OTHER_LIST)
    world.answers.pop(LIST)
    assert judged(world, payload).currency is Currency.UNKNOWN


@pytest.mark.parametrize("status", [404, 410, 429, 500])
@pytest.mark.parametrize("what", ["keys", "status list"])
def test_every_other_answer_is_unreachable_and_no_verdict(world: IssuerSimulator, what: str, status: int) -> None:
    issuer = world.web_issuer()
    payload = secure(badge(issuer, credentialStatus=status_entry(LIST, 7)), issuer)
    world.serve_status(issuer, LIST)
    answers: dict[str, Any] = {"keys": KEYS, "status list": LIST}
    world.serve(answers[what], b"nothing", status=status)
    found = judged(world, payload)
    assert any(check.outcome.value == "unreachable" and str(status) in check.detail for check in found.checks)
    if what == "keys":
        assert found.authenticity is Authenticity.UNDETERMINED
    else:
        assert (found.authenticity, found.currency) == (Authenticity.AUTHENTIC, Currency.UNKNOWN)
