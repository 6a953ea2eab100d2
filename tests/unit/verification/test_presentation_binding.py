"""A presentation binds only when whom the credential was issued to signed it, to present it, as it stands."""

from collections.abc import Callable
from copy import deepcopy
from datetime import UTC, datetime
from typing import Any

import pytest

from hiring.models.credential import Credential
from hiring.models.verdict import Authenticity, Check, Holder, Outcome, Verification
from hiring.verification.issuing import SigningKey
from hiring.verification.verifier import Recipient
from tests.issuer_simulator import IssuerSimulator, badge, secure
from tests.presentations import enveloped, held, presentation, signed, token

AS_OF = datetime(2026, 6, 1, tzinfo=UTC)
ALICE, MALLORY = (SigningKey.from_seed("Ed25519", name) for name in (b"alice", b"mallory"))
BETH = SigningKey.from_seed("P-256", b"beth")
CHALLENGE: dict[str, Any] = {"challenge": "7f3a", "domain": "jobs.example"}


@pytest.fixture
def world() -> IssuerSimulator:
    return IssuerSimulator()


def subject(did: str | None, **more: Any) -> dict[str, Any]:
    made = deepcopy(badge(IssuerSimulator().key_issuer())["credentialSubject"])
    made.pop("identifier")
    made.pop("id")
    return {**({"id": did} if did else {}), **made, **more}


def issued(did: str | None = ALICE.did_key, /, *, securing: Any = "Ed25519Signature2020", **changes: Any) -> bytes:
    """A genuine badge of somebody, by default Alice's, that names nobody otherwise."""
    issuer = IssuerSimulator().key_issuer()
    return secure(badge(issuer, **{"credentialSubject": subject(did), **changes}), issuer, securing)


def issued_in(data_model: Any) -> bytes:
    """The same badge in either data model."""
    issuer = IssuerSimulator().key_issuer()
    return secure(badge(issuer, data_model=data_model, credentialSubject=subject(ALICE.did_key)), issuer)


def judged(world: IssuerSimulator, payload: Any, **recipient: Any) -> tuple[Credential, Verification, list[Check]]:
    """The first credential of a file, the verdict, and the checks of its holder."""
    credential = held(payload)[0]
    found = world.verifier().verify(credential, as_of=AS_OF, recipient=Recipient(**recipient) if recipient else None)
    return credential, found, [check for check in found.checks if check.name == "holder"]


def refused(world: IssuerSimulator, payload: Any) -> Check:
    """What the presentation of an authentic badge ended in that does not bind."""
    _, found, checks = judged(world, payload)
    assert found.authenticity is Authenticity.AUTHENTIC
    assert found.holder is not Holder.BOUND
    assert checks[0].outcome is not Outcome.PASSED
    return checks[0]


@pytest.mark.parametrize("suite", ["Ed25519Signature2020", "eddsa-rdfc-2022", "eddsa-jcs-2022"])
@pytest.mark.parametrize("data_model", ["1.1", "2.0"])
def test_the_holders_own_presentation_binds(world: IssuerSimulator, suite: Any, data_model: Any) -> None:
    document = presentation([issued_in(data_model)], holder=ALICE.did_key, data_model=data_model)
    if suite == "eddsa-rdfc-2022" and data_model == "1.1":
        document["@context"].append("https://w3id.org/security/data-integrity/v2")
    credential, found, checks = judged(world, signed(document, ALICE, suite=suite, **CHALLENGE))
    assert (found.authenticity, found.holder) == (Authenticity.AUTHENTIC, Holder.BOUND)
    assert [check.reason for check in checks] == ["HOLDER_PROVEN"]
    assert "jobs.example" in checks[0].detail
    assert "01 May 2026" in checks[0].detail
    assert credential.presentation is not None
    assert credential.presentation.holder == ALICE.did_key


@pytest.mark.parametrize("suite", ["Ed25519Signature2020", "eddsa-jcs-2022"])
def test_a_presentation_of_2_0_may_hold_credentials_of_1_1(world: IssuerSimulator, suite: Any) -> None:
    document = presentation([issued_in("1.1"), issued_in("2.0")], holder=ALICE.did_key)
    _, found, _ = judged(world, signed(document, ALICE, suite=suite, **CHALLENGE))
    assert found.holder is Holder.BOUND


@pytest.mark.parametrize("data_model", ["1.1", "2.0"])
@pytest.mark.parametrize("key", [ALICE, BETH], ids=["EdDSA", "ES256"])
def test_a_presentation_as_token_binds(world: IssuerSimulator, data_model: Any, key: SigningKey) -> None:
    inner = issued(key.did_key, securing="jwt").decode()
    document = presentation(
        [inner if data_model == "1.1" else enveloped(inner)], holder=key.did_key, data_model=data_model
    )
    _, found, checks = judged(world, token(document, key, aud="https://jobs.example", nonce="n-1"))
    assert (found.authenticity, found.holder) == (Authenticity.AUTHENTIC, Holder.BOUND)
    assert "https://jobs.example" in checks[-1].detail


def test_an_enveloped_presentation_binds(world: IssuerSimulator) -> None:
    inner = token(presentation([issued()], holder=ALICE.did_key), ALICE, nonce="n-1")
    _, found, _ = judged(world, enveloped(inner, "application/vp+jwt", kind="Presentation"))
    assert found.holder is Holder.BOUND


def test_a_proof_with_ecdsa_binds(world: IssuerSimulator) -> None:
    document = presentation([issued(BETH.did_key)], holder=BETH.did_key)
    _, found, _ = judged(world, signed(document, BETH, suite="ecdsa-rdfc-2019", **CHALLENGE))
    assert found.holder is Holder.BOUND


def test_a_holder_who_is_not_named_is_whose_key_it_is(world: IssuerSimulator) -> None:
    _, found, _ = judged(world, signed(presentation([issued()]), ALICE))
    assert found.holder is Holder.BOUND
    _, found, _ = judged(world, token(presentation([issued()]), ALICE))
    assert found.holder is Holder.BOUND


def test_without_challenge_it_is_said_that_it_can_be_shown_again(world: IssuerSimulator) -> None:
    _, found, checks = judged(world, signed(presentation([issued()], holder=ALICE.did_key), ALICE))
    assert [check.reason for check in checks] == ["PRESENTATION_REPLAYABLE", "HOLDER_PROVEN"]
    assert checks[0].outcome is Outcome.WARNING
    assert "without saying for whom" in checks[1].detail
    assert found.holder is Holder.BOUND


def test_every_credential_of_a_presentation_is_judged_and_bound_by_itself(world: IssuerSimulator) -> None:
    others = issued("did:example:bob", id="urn:uuid:2")
    tampered = issued(id="urn:uuid:3").replace(b"Cleans, joins", b"Invents, joins")
    document = signed(presentation([issued(), others, tampered], holder=ALICE.did_key), ALICE, **CHALLENGE)
    verifier = world.verifier()
    found = [verifier.verify(credential, as_of=AS_OF) for credential in held(document)]
    assert [one.authenticity for one in found] == [
        Authenticity.AUTHENTIC,
        Authenticity.AUTHENTIC,
        Authenticity.REJECTED,
    ]
    assert [one.holder for one in found] == [Holder.BOUND, Holder.BEARER, Holder.BEARER]


# --- what does not bind ---


def test_unsigned(world: IssuerSimulator) -> None:
    check = refused(world, presentation([issued()], holder=ALICE.did_key))
    assert (check.reason, check.outcome) == ("PRESENTATION_UNSIGNED", Outcome.NOT_RUN)


def test_presented_by_another_than_the_subject(world: IssuerSimulator) -> None:
    document = signed(presentation([issued()], holder=MALLORY.did_key), MALLORY, **CHALLENGE)
    check = refused(world, document)
    assert check.reason == "PRESENTER_NOT_SUBJECT"
    assert MALLORY.did_key in check.detail


@pytest.mark.parametrize("did", [None, "mailto:ada@example.org", "did:web:alice.example"])
def test_a_credential_issued_to_no_key_of_the_presenter(world: IssuerSimulator, did: str | None) -> None:
    document = signed(presentation([issued(did)], holder=ALICE.did_key), ALICE, **CHALLENGE)
    assert refused(world, document).reason == "PRESENTER_NOT_SUBJECT"


def test_names_alice_and_is_signed_by_mallory(world: IssuerSimulator) -> None:
    document = signed(presentation([issued()], holder=ALICE.did_key), MALLORY, **CHALLENGE)
    assert refused(world, document).reason == "PRESENTATION_KEY"
    assert refused(world, token(presentation([issued()], holder=ALICE.did_key), MALLORY)).reason == "PRESENTATION_KEY"


def test_names_alices_key_and_is_signed_by_mallory(world: IssuerSimulator) -> None:
    document = presentation([issued()], holder=ALICE.did_key)
    forged = signed(document, MALLORY, method=ALICE.did_key_method, **CHALLENGE)
    assert refused(world, forged).reason == "PRESENTATION_INVALID"


def test_made_to_issue_and_not_to_present(world: IssuerSimulator) -> None:
    document = signed(presentation([issued()], holder=ALICE.did_key), ALICE, purpose="assertionMethod", **CHALLENGE)
    assert refused(world, document).reason == "PRESENTATION_PURPOSE"


CHANGES: dict[str, Callable[[dict[str, Any]], Any]] = {
    "challenge": lambda d: d["proof"].update(challenge="another"),
    "challenge taken away": lambda d: d["proof"].pop("challenge"),
    "domain": lambda d: d["proof"].update(domain="other.example"),
    "created": lambda d: d["proof"].update(created="2026-05-30T00:00:00Z"),
    "type added": lambda d: d["type"].append("https://example.org/Other"),
    "credential swapped": lambda d: d.update(
        verifiableCredential=presentation([issued(id="urn:uuid:9")])["verifiableCredential"]
    ),
    "credential added": lambda d: d["verifiableCredential"].append(
        presentation([issued(id="urn:uuid:9")])["verifiableCredential"][0]
    ),
    "signature cut": lambda d: d["proof"].update(proofValue=d["proof"]["proofValue"][:-1]),
    "signature gone": lambda d: d["proof"].pop("proofValue"),
    "no context": lambda d: d.pop("@context"),
    "other context": lambda d: d.update({"@context": ["https://www.w3.org/2018/credentials/v1"]}),
    "holders": lambda d: d.update(holder=[d["holder"], MALLORY.did_key]),
    "holder an object of another": lambda d: d.update(holder={"id": MALLORY.did_key}),
    "proof is text": lambda d: d.update(proof="proof"),
    "proof names nothing": lambda d: d["proof"].pop("verificationMethod"),
    "chained": lambda d: d["proof"].update(previousProof="urn:uuid:0"),
    "unknown suite": lambda d: d["proof"].update(type="LastYearsSignature"),
}


@pytest.mark.parametrize("suite", ["Ed25519Signature2020", "eddsa-jcs-2022"])
@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_changed_after_signing(world: IssuerSimulator, change: Callable[[dict[str, Any]], Any], suite: Any) -> None:
    document = signed(presentation([issued()], holder=ALICE.did_key), ALICE, suite=suite, **CHALLENGE)
    change(document)
    assert refused(world, document).reason in (
        "PRESENTATION_INVALID",
        "PRESENTATION_KEY",
        "PRESENTATION_NOT_COVERED",
        "PRESENTATION_NOT_CHECKED",
    )


def test_a_token_inside_that_a_proof_over_statements_does_not_cover(world: IssuerSimulator) -> None:
    """A text where a data model 1.1 presentation has a credential is no statement: the proof is over nothing."""
    inner = issued(securing="jwt").decode()
    document = signed(presentation([inner], holder=ALICE.did_key, data_model="1.1"), ALICE, **CHALLENGE)
    assert refused(world, document).reason == "PRESENTATION_NOT_COVERED"


def test_an_envelope_swapped_in_a_signed_presentation(world: IssuerSimulator) -> None:
    first, second = (issued(id=f"urn:uuid:{n}", securing="jwt").decode() for n in (1, 2))
    document = signed(presentation([enveloped(first)], holder=ALICE.did_key), ALICE, **CHALLENGE)
    _, found, _ = judged(world, document)
    assert found.holder is Holder.BOUND
    document["verifiableCredential"] = [enveloped(second)]
    assert refused(world, document).reason == "PRESENTATION_INVALID"


@pytest.mark.parametrize(
    "claims",
    [
        {"iss": MALLORY.did_key},
        {"jti": "urn:uuid:other"},
        {"vp": {}},
        {"vc": {}},
        {"iat": "yesterday"},
        {"exp": True},
        {"@context": None},
    ],
    ids=str,
)
def test_a_token_that_contradicts_itself(world: IssuerSimulator, claims: dict[str, Any]) -> None:
    document = presentation([issued()], holder=ALICE.did_key, id="urn:uuid:presentation")
    assert refused(world, token(document, ALICE, **claims)).reason == "PRESENTATION_INVALID"


def test_a_token_of_1_1_whose_issuer_is_not_the_holder(world: IssuerSimulator) -> None:
    document = presentation([issued()], holder=ALICE.did_key, data_model="1.1")
    assert refused(world, token(document, ALICE, iss=MALLORY.did_key)).reason == "PRESENTATION_INVALID"
    assert refused(world, token(document, MALLORY, iss=MALLORY.did_key)).reason == "PRESENTATION_INVALID"


def test_a_token_wrapped_as_its_type_forbids(world: IssuerSimulator) -> None:
    document = presentation([issued()], holder=ALICE.did_key)
    claims = dict.fromkeys(document)
    assert judged(world, token(document, ALICE, vp=document, **claims, typ="JWT"))[1].holder is Holder.BOUND
    assert refused(world, token(document, ALICE, vp=document, **claims)).reason == "PRESENTATION_INVALID"
    older = presentation([issued_in("1.1")], holder=ALICE.did_key, data_model="1.1")
    assert refused(world, token(older, ALICE, vp=None, **older)).reason == "PRESENTATION_INVALID"


@pytest.mark.parametrize("typ", ["vc+jwt", "kb+jwt", "openid4vci-proof+jwt", ""])
def test_a_token_of_another_type(world: IssuerSimulator, typ: str) -> None:
    document = presentation([issued()], holder=ALICE.did_key)
    changed = token(document, ALICE, typ=typ or "at+jwt")
    assert refused(world, changed).reason == "PRESENTATION_INVALID"


def test_a_token_with_its_signature_changed(world: IssuerSimulator) -> None:
    made = token(presentation([issued()], holder=ALICE.did_key), ALICE)
    head, claims, signature = made.split(".")
    other = "A" if signature[5] != "A" else "B"
    forged = f"{head}.{claims}.{signature[:5]}{other}{signature[6:]}"
    assert refused(world, forged).reason == "PRESENTATION_INVALID"


@pytest.mark.parametrize("claims", [{"exp": 1_777_000_000}, {"nbf": 1_900_000_000}], ids=["late", "early"])
def test_a_token_out_of_its_time(world: IssuerSimulator, claims: dict[str, Any]) -> None:
    document = presentation([issued()], holder=ALICE.did_key)
    assert refused(world, token(document, ALICE, **claims)).reason == "PRESENTATION_OUT_OF_TIME"


def test_a_proof_out_of_its_time(world: IssuerSimulator) -> None:
    document = presentation([issued()], holder=ALICE.did_key)
    late = signed(document, ALICE, suite="eddsa-jcs-2022", expires="2026-05-02T00:00:00Z", **CHALLENGE)
    assert refused(world, late).reason == "PRESENTATION_OUT_OF_TIME"


def test_a_credential_that_anybody_could_have_written(world: IssuerSimulator) -> None:
    """Whom it was issued to is known only of a credential whose issuer is."""
    silent = IssuerSimulator().web_issuer("silent.example")
    own = secure(badge(silent, credentialSubject=subject(MALLORY.did_key)), silent)
    document = signed(presentation([own], holder=MALLORY.did_key), MALLORY, **CHALLENGE)
    _, found, checks = judged(world, document)
    assert found.authenticity is Authenticity.UNDETERMINED
    assert found.holder is Holder.BEARER
    assert checks[0].reason == "HOLDER_KEY_UNCONFIRMED"


# --- keys ---


def web_holder(world: IssuerSimulator, **changes: Any) -> str:
    """A holder with a web site whose key is listed to authenticate only; `changes` replace members of its document."""
    did = "did:web:alice.example"
    method = {"id": f"{did}#k", "type": "Multikey", "controller": did, "publicKeyMultibase": ALICE.multibase}
    document = {"id": did, "verificationMethod": [method], "authentication": [method["id"]], **changes}
    world.serve("https://alice.example/.well-known/did.json", document)
    return did


def from_web(did: str) -> dict[str, Any]:
    return signed(presentation([issued(did)], holder=did), ALICE, method=f"{did}#k", **CHALLENGE)


def test_a_key_listed_to_authenticate_binds(world: IssuerSimulator) -> None:
    did = web_holder(world)
    for made in (from_web(did), token(presentation([issued(did)], holder=did), ALICE, method=f"{did}#k")):
        _, found, _ = judged(world, made)
        assert found.holder is Holder.BOUND


def test_a_key_listed_to_issue_only_does_not(world: IssuerSimulator) -> None:
    did = web_holder(world, authentication=[], assertionMethod=["did:web:alice.example#k"])
    assert refused(world, from_web(did)).reason == "PRESENTATION_KEY"
    made = token(presentation([issued(did)], holder=did), ALICE, method=f"{did}#k")
    assert refused(world, made).reason == "PRESENTATION_KEY"


def test_a_key_that_belongs_to_another_does_not(world: IssuerSimulator) -> None:
    method = {"id": "did:web:alice.example#k", "type": "Multikey", "publicKeyMultibase": ALICE.multibase}
    did = web_holder(world, verificationMethod=[{**method, "controller": MALLORY.did_key}])
    assert refused(world, from_web(did)).reason == "PRESENTATION_KEY"


def test_a_key_document_that_does_not_answer(world: IssuerSimulator) -> None:
    check = refused(world, from_web("did:web:alice.example"))
    assert (check.reason, check.outcome) == ("PRESENTATION_NOT_CHECKED", Outcome.UNREACHABLE)


def test_a_key_for_presenting_issues_nothing(world: IssuerSimulator) -> None:
    """The other way round: what is listed to authenticate signs no credentials."""
    did = web_holder(world)
    issuer = IssuerSimulator().key_issuer()
    document = badge(issuer, issuer={"id": did, "type": ["Profile"]})
    forged = sign_with(document, f"{did}#k")
    _, found, _ = judged(world, forged)
    assert found.authenticity is Authenticity.REJECTED


def sign_with(document: dict[str, Any], method: str) -> dict[str, Any]:
    return signed(document, ALICE, method=method, purpose="assertionMethod")


# --- with what is known of the applicant ---


def named(**more: Any) -> bytes:
    identity = {"type": "IdentityObject", "identityHash": "alice@example.org", "identityType": "emailAddress"}
    return issued(credentialSubject=subject(ALICE.did_key, identifier=[{**identity, "hashed": False}], **more))


def test_a_matching_address_beside_the_proof(world: IssuerSimulator) -> None:
    document = signed(presentation([named()], holder=ALICE.did_key), ALICE, **CHALLENGE)
    _, found, checks = judged(world, document, email="alice@example.org")
    assert [check.reason for check in checks] == ["EMAIL_MATCHED", "HOLDER_PROVEN"]
    assert found.holder is Holder.BOUND


def test_a_presentation_sent_on_by_somebody_else(world: IssuerSimulator) -> None:
    """The badge names another address than the applicant's: a presentation can be passed on, so that decides."""
    document = signed(presentation([named()], holder=ALICE.did_key), ALICE, **CHALLENGE)
    _, found, checks = judged(world, document, email="mallory@example.org")
    assert [check.reason for check in checks] == ["HOLDER_PROVEN", "EMAIL_DIFFERS"]
    assert found.holder is Holder.MISMATCH


def test_the_rules_of_address_and_name_hold_where_the_presentation_does_not(world: IssuerSimulator) -> None:
    document = presentation([named()], holder=ALICE.did_key)
    _, found, checks = judged(world, document, email="alice@example.org")
    assert [check.reason for check in checks] == ["PRESENTATION_UNSIGNED", "EMAIL_MATCHED"]
    assert found.holder is Holder.EMAIL_MATCHED


def test_one_presentation_of_many_credentials_is_checked_once(world: IssuerSimulator) -> None:
    did = web_holder(world)
    many = presentation([issued(did, id=f"urn:uuid:{n}") for n in range(20)], holder=did)
    document = signed(many, ALICE, method=f"{did}#k", **CHALLENGE)
    verifier = world.verifier()
    found = [verifier.verify(credential, as_of=AS_OF) for credential in held(document)]
    assert {one.holder for one in found} == {Holder.BOUND}
    assert world.asked.count("https://alice.example/.well-known/did.json") == 1
