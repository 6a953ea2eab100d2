"""The verifier against issuers that lie, fail and contradict themselves."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import product
from typing import Any

import orjson
import pytest

from hiring.errors import TooExpensive
from hiring.models.verdict import Authenticity, Currency, Holder, Outcome, Recognition, Verification
from hiring.verification.canonical.base import Canonical, HashName
from hiring.verification.verifier import Recipient, Verifier, checks
from tests.issuer_simulator import (
    CONTEXT_2_0,
    ED25519_2020,
    OB_3_0_3,
    IssuerSimulator,
    KeyKind,
    Securing,
    badge,
    canonicaliser,
    did_document,
    open_credential,
    secure,
    status_entry,
)

LIST = "https://badges.example.edu/status/1"
REGISTRY = "https://registry.example.org/issuers.json"


@pytest.fixture
def world() -> IssuerSimulator:
    return IssuerSimulator()


def outcome(found: Verification, name: str) -> set[tuple[str, str]]:
    return {(check.outcome.value, check.reason) for check in found.checks if check.name == name}


def verify(world: IssuerSimulator, payload: bytes, now: datetime, recipient: Recipient | None = None) -> Verification:
    return world.verifier().verify(open_credential(payload), as_of=now, recipient=recipient)


SECURINGS: list[tuple[Securing, KeyKind]] = [
    ("eddsa-rdfc-2022", "Ed25519"),
    ("Ed25519Signature2020", "Ed25519"),
    ("jwt", "Ed25519"),
    ("jwt", "P-256"),
    ("jwt", "P-384"),
]


@pytest.mark.parametrize(("securing", "kind"), SECURINGS)
@pytest.mark.parametrize("data_model", ["1.1", "2.0"])
@pytest.mark.parametrize("place", ["key", "web"])
def test_a_genuine_badge_is_authentic_and_current(
    world: IssuerSimulator, now: datetime, securing: Securing, kind: KeyKind, data_model: Any, place: str
) -> None:
    issuer = world.key_issuer(kind=kind) if place == "key" else world.web_issuer(kind=kind)
    document = badge(issuer, data_model=data_model)
    if securing == "eddsa-rdfc-2022" and data_model == "1.1":
        document["@context"][2:] = ["https://w3id.org/security/data-integrity/v2"]
    found = verify(world, secure(document, issuer, securing), now, Recipient(email="ada@example.org"))
    assert (found.authenticity, found.currency) == (Authenticity.AUTHENTIC, Currency.CURRENT)
    assert (found.holder, found.recognition) == (Holder.EMAIL_MATCHED, Recognition.NOT_CHECKED)
    # There is nothing to say of endorsements where there are none.
    assert [check.name for check in found.checks] == [c.name for c in checks() if c.name != "endorsement"]


def test_every_step_is_there_and_in_its_order() -> None:
    names = ["structure", "proof", "issuer_binding", "content", "dates", "status", "endorsement", "holder"]
    names.append("recognition")
    assert [(check.step, check.name) for check in checks()] == list(enumerate(names, start=1))


def test_an_altered_badge_is_rejected_and_tells_nothing(world: IssuerSimulator, now: datetime) -> None:
    issuer = world.key_issuer()
    world.serve_status(issuer, LIST)
    document = orjson.loads(secure(badge(issuer, credentialStatus=status_entry(LIST, 7)), issuer))
    document["credentialSubject"]["achievement"]["name"] = "Brain Surgery"
    found = verify(world, orjson.dumps(document), now, Recipient(email="ada@example.org"))
    assert (found.authenticity, found.currency) == (Authenticity.REJECTED, Currency.UNKNOWN)
    assert found.holder is Holder.BEARER
    assert outcome(found, "proof") == {("failed", "SIGNATURE_INVALID")}
    assert outcome(found, "status") == {("not_run", "NOT_AUTHENTIC")}
    assert LIST not in world.asked


def test_a_term_that_no_context_defines_rejects(world: IssuerSimulator, now: datetime) -> None:
    issuer = world.key_issuer()
    document = orjson.loads(secure(badge(issuer), issuer))
    document["credentialSubject"]["achievement"]["creditsEarned"] = 30
    found = verify(world, orjson.dumps(document), now)
    assert found.authenticity is Authenticity.REJECTED
    assert outcome(found, "content") == {("failed", "TERMS_NOT_COVERED")}
    assert "creditsEarned" in next(check.detail for check in found.checks if check.name == "content")


def test_an_undefined_schema_type_is_only_a_warning(world: IssuerSimulator, now: datetime) -> None:
    issuer = world.key_issuer()
    schema = [{"id": "https://example.org/ob.json", "type": "1EdTechJsonSchemaValidator2019"}]
    found = verify(world, secure(badge(issuer, credentialSchema=schema), issuer), now)
    assert found.authenticity is Authenticity.AUTHENTIC
    assert outcome(found, "content") == {("warning", "SCHEMA_TYPE_NOT_COVERED")}


def test_no_proof_is_rejected(world: IssuerSimulator, now: datetime) -> None:
    found = verify(world, orjson.dumps(badge(world.key_issuer())), now)
    assert found.authenticity is Authenticity.REJECTED
    assert outcome(found, "proof") == {("failed", "PROOF_MISSING")}


def test_a_key_that_the_issuer_does_not_list_rejects(world: IssuerSimulator, now: datetime) -> None:
    issuer, forger = world.web_issuer(), world.key_issuer("forger")
    signed = orjson.loads(secure(badge(issuer), forger))
    assert outcome(verify(world, orjson.dumps(signed), now), "issuer_binding") == {("failed", "ISSUER_MISMATCH")}
    signed["proof"]["verificationMethod"] = f"{issuer.did}#{forger.key.multibase}"
    found = verify(world, orjson.dumps(signed), now)
    assert found.authenticity is Authenticity.REJECTED
    assert outcome(found, "issuer_binding") == {("failed", "KEY_NOT_AUTHORISED")}


def test_a_key_for_another_purpose_rejects(world: IssuerSimulator, now: datetime) -> None:
    issuer = world.web_issuer()
    document = did_document(issuer)
    document["authentication"] = document.pop("assertionMethod")
    world.serve("https://badges.example.edu/.well-known/did.json", document)
    found = verify(world, secure(badge(issuer), issuer), now)
    assert found.authenticity is Authenticity.REJECTED


@pytest.mark.parametrize("status", [None, 404, 500])
def test_a_key_document_that_cannot_be_had_leaves_it_undetermined(
    world: IssuerSimulator, now: datetime, status: int | None
) -> None:
    issuer = world.web_issuer()
    payload = secure(badge(issuer), issuer)
    world.answers.clear()
    if status is not None:
        world.serve("https://badges.example.edu/.well-known/did.json", b"", status=status)
    found = verify(world, payload, now)
    assert (found.authenticity, found.currency) == (Authenticity.UNDETERMINED, Currency.CURRENT)
    assert outcome(found, "proof") == outcome(found, "issuer_binding") == {("unreachable", "KEY_UNREACHABLE")}
    assert found.recognition is Recognition.NOT_CHECKED


def test_an_unknown_suite_leaves_it_undetermined(world: IssuerSimulator, now: datetime) -> None:
    issuer = world.key_issuer()
    document = orjson.loads(secure(badge(issuer), issuer))
    document["proof"]["type"] = "QuantumSignature2031"
    found = verify(world, orjson.dumps(document), now)
    assert found.authenticity is Authenticity.UNDETERMINED
    assert outcome(found, "proof") == {("not_run", "SUITE_UNKNOWN")}


def test_an_unknown_context_leaves_it_undetermined(world: IssuerSimulator, now: datetime) -> None:
    issuer = world.key_issuer()
    document = orjson.loads(secure(badge(issuer), issuer))
    document["@context"].append("https://example.org/vocabulary.jsonld")
    found = verify(world, orjson.dumps(document), now)
    assert found.authenticity is Authenticity.UNDETERMINED
    assert outcome(found, "proof") == {("not_run", "CONTEXT_UNKNOWN")}


@pytest.mark.parametrize("broken_first", [True, False])
def test_one_proof_that_verifies_is_enough(world: IssuerSimulator, now: datetime, broken_first: bool) -> None:
    issuer = world.key_issuer()
    document = orjson.loads(secure(badge(issuer), issuer))
    broken = {**document["proof"], "proofValue": "z" + "2" * 88}
    document["proof"] = [broken, document["proof"]] if broken_first else [document["proof"], broken]
    found = verify(world, orjson.dumps(document), now)
    assert found.authenticity is Authenticity.AUTHENTIC
    assert sorted(check.outcome for check in found.checks if check.name == "proof") == [Outcome.PASSED, Outcome.WARNING]


def test_proofs_beyond_the_bound_are_not_looked_at(world: IssuerSimulator, now: datetime) -> None:
    issuer = world.key_issuer()
    document = orjson.loads(secure(badge(issuer), issuer))
    document["proof"] = [{**document["proof"], "type": "Unknown"}] * 8 + [document["proof"]]
    found = verify(world, orjson.dumps(document), now)
    assert found.authenticity is Authenticity.UNDETERMINED
    assert ("not_run", "TOO_MANY_PROOFS") in outcome(found, "proof")


def test_dates_moved_into_another_object_are_not_overlooked(world: IssuerSimulator, now: datetime) -> None:
    """The same statements, so the proof verifies; but the end date stands where no reader looks for it."""
    issuer = world.key_issuer()
    document = badge(
        issuer, validUntil="2025-06-01T00:00:00Z", evidence=[{"id": badge(issuer)["id"], "type": ["Evidence"]}]
    )
    genuine = secure(document, issuer)
    assert verify(world, genuine, now).currency is Currency.EXPIRED
    moved = orjson.loads(genuine)
    moved["evidence"][0]["validUntil"] = moved.pop("validUntil")
    moved["evidence"][0]["type"].append("VerifiableCredential")  # said already of what has this id; it defines the term
    signed, altered = (canonicaliser().canonicalise(without_proof(d)) for d in (orjson.loads(genuine), moved))
    assert (altered.nquads, altered.uncovered) == (signed.nquads, ())
    found = verify(world, orjson.dumps(moved), now)
    assert found.authenticity is Authenticity.UNDETERMINED
    assert outcome(found, "structure") == {("not_run", "STATEMENTS_SPLIT")}


def without_proof(document: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in document.items() if name != "proof"}


@pytest.mark.parametrize(
    "rename",
    [
        lambda d: d | {"https://www.w3.org/2018/credentials#validUntil": d["validUntil"]},
        lambda d: d | {"ends": d["validUntil"], "@context": [*d["@context"], {"ends": alias("validUntil")}]},
        lambda d: d | {"@included": [{"id": d["id"], "validUntil": d["validUntil"]}]},
        lambda d: d | {"@nest": {"validUntil": d["validUntil"]}},
    ],
)
def test_an_end_date_cannot_be_hidden_under_another_name(world: IssuerSimulator, now: datetime, rename: Any) -> None:
    issuer = world.key_issuer()
    document = orjson.loads(secure(badge(issuer, validUntil="2025-06-01T00:00:00Z"), issuer))
    hidden = {name: value for name, value in rename(document).items() if name != "validUntil"}
    assert verify(world, orjson.dumps(hidden), now).authenticity is not Authenticity.AUTHENTIC


def alias(name: str) -> dict[str, str]:
    return {"@id": f"https://www.w3.org/2018/credentials#{name}", "@type": "http://www.w3.org/2001/XMLSchema#dateTime"}


def test_dates_are_judged_at_the_moment_asked_about(world: IssuerSimulator, now: datetime) -> None:
    issuer = world.key_issuer()
    payload = secure(badge(issuer, validUntil="2026-01-01T00:00:00Z"), issuer)
    moments = {
        "2024-12-31T23:59:59+00:00": Currency.NOT_YET_VALID,
        "2025-01-02T00:00:00+00:00": Currency.CURRENT,
        "2025-12-31T23:59:59+00:00": Currency.CURRENT,
        "2026-01-01T00:00:00+00:00": Currency.EXPIRED,
    }
    for moment, expected in moments.items():
        found = verify(world, payload, datetime.fromisoformat(moment))
        assert (found.authenticity, found.currency) == (Authenticity.AUTHENTIC, expected), moment


def test_a_token_that_ends_before_its_credential_ends_it(world: IssuerSimulator, now: datetime) -> None:
    issuer = world.key_issuer()
    payload = secure(badge(issuer, data_model="1.1", expirationDate="2026-01-01T00:00:00Z"), issuer, "jwt")
    assert verify(world, payload, now).currency is Currency.EXPIRED


@pytest.mark.parametrize("change", [{"validFrom": "yesterday"}, {"validUntil": "2025-13-01T00:00:00Z"}])
def test_a_date_that_is_none_rejects(world: IssuerSimulator, now: datetime, change: dict[str, Any]) -> None:
    issuer = world.key_issuer()
    found = verify(world, secure(badge(issuer, **change), issuer), now)
    assert found.authenticity is Authenticity.REJECTED
    assert ("failed", "DATE_MALFORMED") in outcome(found, "structure")


def test_registries_vouch_for_proven_issuers_only(world: IssuerSimulator, now: datetime) -> None:
    issuer = world.web_issuer()
    world.serve(REGISTRY, {"meta": {}, "registry": {issuer.did: {"name": "Example University"}}})
    other = "https://registry.example.org/others.json"
    world.serve(other, {"meta": {}, "registry": {}})
    credential = open_credential(secure(badge(issuer), issuer))
    found = world.verifier(REGISTRY, other, "https://registry.example.org/gone.json").verify(credential, as_of=now)
    assert found.recognition is Recognition.RECOGNIZED
    assert [answer.recognition for answer in found.registry_answers] == [
        Recognition.RECOGNIZED,
        Recognition.NOT_REGISTERED,
        Recognition.UNREACHABLE,
    ]
    assert found.registry_answers[0].registered_name == "Example University"
    assert world.verifier(other).verify(credential, as_of=now).recognition is Recognition.NOT_REGISTERED
    del world.answers["https://badges.example.edu/.well-known/did.json"]
    assert world.verifier(REGISTRY).verify(credential, as_of=now).recognition is Recognition.NOT_CHECKED


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b'{"registry": []}', b"{"])
def test_a_registry_that_is_none_is_not_an_answer(world: IssuerSimulator, now: datetime, content: bytes) -> None:
    issuer = world.key_issuer()
    world.serve(REGISTRY, content)
    found = world.verifier(REGISTRY).verify(open_credential(secure(badge(issuer), issuer)), as_of=now)
    assert found.recognition is Recognition.UNREACHABLE


@dataclass
class BrokenCanonicaliser:
    """Fails as told."""

    error: Exception

    def canonicalise(self, document: Any, hash_name: HashName = "SHA-256") -> Canonical:  # noqa: ARG002 - the interface
        raise self.error


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (TooExpensive("It took too long."), "TOO_EXPENSIVE"),
        (ZeroDivisionError("ours"), "INTERNAL_ERROR"),
        (RecursionError(), "INTERNAL_ERROR"),
        (MemoryError(), "INTERNAL_ERROR"),
    ],
)
def test_no_failure_of_ours_is_a_pass(world: IssuerSimulator, now: datetime, error: Exception, reason: str) -> None:
    issuer = world.key_issuer()
    verifier = Verifier(world, BrokenCanonicaliser(error))
    out_of_the_ordinary = badge(issuer, name={"@value": "Data analysis", "@language": "en"})
    found = verifier.verify(open_credential(secure(out_of_the_ordinary, issuer)), as_of=now)
    assert found.authenticity is Authenticity.UNDETERMINED
    assert outcome(found, "proof") == {("not_run", reason)}


def test_ordinary_badges_need_no_other_canonicaliser(world: IssuerSimulator, now: datetime) -> None:
    issuer = world.key_issuer()
    verifier = Verifier(world, BrokenCanonicaliser(ZeroDivisionError()))
    found = verifier.verify(open_credential(secure(badge(issuer), issuer)), as_of=now)
    assert found.authenticity is Authenticity.AUTHENTIC
    assert (verifier.canonicalised.fast, verifier.canonicalised.fell_back) == (
        2,
        0,
    )  # the badge and its proof's options


def combinations() -> Iterator[tuple[str, str]]:
    yield from product(["revocation", "suspension"], ["Ed25519Signature2020", "jwt"])


@pytest.mark.parametrize(("purpose", "securing"), list(combinations()))
def test_withdrawn_badges_are_named(world: IssuerSimulator, now: datetime, purpose: str, securing: Securing) -> None:
    issuer = world.web_issuer()
    world.serve_status(issuer, LIST, bits={7}, purpose=purpose)
    expected = {7: Currency.REVOKED if purpose == "revocation" else Currency.SUSPENDED, 6: Currency.CURRENT}
    for index, currency in expected.items():
        entry = status_entry(LIST, str(index), purpose=purpose)
        found = verify(world, secure(badge(issuer, credentialStatus=entry), issuer, securing), now)
        assert (found.authenticity, found.currency) == (Authenticity.AUTHENTIC, currency)


def test_an_endorsement_is_verified_and_shows_no_achievement(world: IssuerSimulator, now: datetime) -> None:
    issuer = world.key_issuer()
    document = badge(
        issuer,
        type=["VerifiableCredential", "EndorsementCredential"],
        credentialSubject={"id": "https://example.edu", "type": ["EndorsementSubject"], "endorsementComment": "Good."},
    )
    document["@context"] = [CONTEXT_2_0, OB_3_0_3, ED25519_2020]
    credential = open_credential(secure(document, issuer))
    assert (credential.format, credential.achievement) == ("endorsement", None)
    assert world.verifier().verify(credential, as_of=now).authenticity is Authenticity.AUTHENTIC
