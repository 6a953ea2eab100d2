"""Learner records that openbadgeslib issues, in a file by themselves and in a presentation."""

from typing import Any

import orjson
from openbadgeslib.ob3.clr import build_clr_credential, sign_clr_credential

from hiring.models.credential import Credential
from hiring.models.verdict import Authenticity, Currency, Holder
from hiring.verification.issuing import SigningKey
from hiring.verification.verifier import Recipient
from tests.integration.openbadgeslib_issuer import AS_OF, DID, EMAIL, OtherProgram
from tests.issuer_simulator import IssuerSimulator
from tests.presentations import held, presentation, signed

IDENTITY = {"type": "IdentityObject", "identityHash": EMAIL, "identityType": "emailAddress", "hashed": False}
ALICE = SigningKey.from_seed("Ed25519", b"alice")


def made(program: OtherProgram) -> dict[str, Any]:
    """A record of two badges, each with a proof of its own."""
    members = [
        orjson.loads(program.ldp(id="urn:uuid:0b8a1b1e-6a55-4c3e-9a43-3c1f9b1a2f11")),
        orjson.loads(program.ldp(id="urn:uuid:0b8a1b1e-6a55-4c3e-9a43-3c1f9b1a2f12", recipient_id=ALICE.did_key)),
    ]
    document = build_clr_credential(
        {"id": DID, "type": ["Profile"], "name": "Harbour Institute"},
        [IDENTITY],
        members,
        credential_id="urn:uuid:0b8a1b1e-6a55-4c3e-9a43-3c1f9b1a2f13",
        valid_from=AS_OF.replace(year=AS_OF.year - 1),
    )
    return sign_clr_credential(document, program.pems["ed"][0], f"{DID}#ed")


def answers(program: OtherProgram, payload: Any) -> list[tuple[Credential, Authenticity, Currency, Holder]]:
    world = IssuerSimulator()
    world.serve("https://badges.example.org/.well-known/did.json", program.document())
    found = []
    for credential in held(payload):
        one = world.verifier().verify(credential, as_of=AS_OF, recipient=Recipient(email=EMAIL))
        found.append((credential, one.authenticity, one.currency, one.holder))
    return found


def test_record_and_badges_verify() -> None:
    program = OtherProgram()
    found = answers(program, made(program))
    assert [credential.format for credential, *_ in found] == ["clr2", "ob3", "ob3"]
    assert {answer[1:3] for answer in found} == {(Authenticity.AUTHENTIC, Currency.CURRENT)}


def test_a_record_in_a_presentation_binds_what_was_issued_to_the_presenter() -> None:
    program = OtherProgram()
    document = signed(presentation([made(program)], holder=ALICE.did_key), ALICE, challenge="n")
    found = answers(program, document)
    assert [authenticity for _, authenticity, _, _ in found] == [Authenticity.AUTHENTIC] * 3
    assert [holder for *_, holder in found] == [Holder.EMAIL_MATCHED, Holder.EMAIL_MATCHED, Holder.BOUND]


def test_a_badge_exchanged_in_a_record() -> None:
    program = OtherProgram()
    document = made(program)
    document["credentialSubject"]["verifiableCredential"][0] = orjson.loads(program.ldp(id="urn:uuid:another"))
    authenticities = [authenticity for _, authenticity, _, _ in answers(program, orjson.dumps(document))]
    assert authenticities == [Authenticity.REJECTED, Authenticity.AUTHENTIC, Authenticity.AUTHENTIC]
