"""Learner records: the record and each credential in it are judged by themselves; what a record defines is no claim."""

from collections.abc import Callable
from copy import deepcopy
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson
import pytest

from hiring.formats import read, unfold
from hiring.models.artifact import Artifact
from hiring.models.credential import Association, Credential
from hiring.models.verdict import Authenticity, Verification
from tests.issuer_simulator import Issuer, IssuerSimulator, badge, open_credential, secure
from tests.learner_records import COURSE, DEGREE, LEARNER, definition, record
from tests.presentations import held

AS_OF = datetime(2026, 6, 1, tzinfo=UTC)
AUTHENTIC, REJECTED, UNDETERMINED = Authenticity.AUTHENTIC, Authenticity.REJECTED, Authenticity.UNDETERMINED


@pytest.fixture
def world() -> IssuerSimulator:
    return IssuerSimulator()


@pytest.fixture
def university(world: IssuerSimulator) -> Issuer:
    return world.key_issuer()


def course(issuer: Issuer, number: int = 1) -> dict[str, Any]:
    """An unsigned badge for what the record defines too."""
    document = badge(issuer, id=f"urn:uuid:7f1a3c52-3b0e-4f6e-9a53-0d7a5f0b{number:04}")
    document["credentialSubject"]["achievement"] = definition(COURSE, "Calculus")
    return document


def judged(world: IssuerSimulator, payload: bytes) -> list[tuple[Credential, Verification]]:
    verifier = world.verifier()
    return [(credential, verifier.verify(credential, as_of=AS_OF)) for credential in held(payload)]


@pytest.mark.parametrize("outer", ["Ed25519Signature2020", "eddsa-rdfc-2022", "jwt"])
@pytest.mark.parametrize("inner", ["Ed25519Signature2020", "jwt"])
def test_record_and_credentials_verify_each_by_itself(
    world: IssuerSimulator, university: Issuer, outer: Any, inner: Any
) -> None:
    college = world.web_issuer()
    own, others = secure(course(university), university, inner), secure(course(college, 2), college, inner)
    parts = [one.decode() if inner == "jwt" else one for one in (own, others)]
    found = judged(world, secure(record(university, parts), university, outer))
    assert [credential.format for credential, _ in found] == ["clr2", "ob3", "ob3"]
    assert [verification.authenticity for _, verification in found] == [AUTHENTIC] * 3
    assert [credential.issuer.id for credential, _ in found] == [university.did, university.did, college.did]


def test_associations_are_kept_and_definitions_are_no_claims(university: Issuer) -> None:
    outer = open_credential(secure(record(university, [course(university)]), university))
    assert outer.associations == (Association(type="isParentOf", source_id=DEGREE, target_id=COURSE),)
    assert outer.achievement is None
    assert outer.subject_id == LEARNER
    assert not outer.problems
    assert not outer.notes


def test_what_has_no_signature_of_its_own_is_unsigned_and_says_who_vouches(
    world: IssuerSimulator, university: Issuer
) -> None:
    payload = secure(record(university, [course(university), secure(course(university, 2), university)]), university)
    found = judged(world, payload)
    assert [verification.authenticity for _, verification in found] == [AUTHENTIC, REJECTED, AUTHENTIC]
    assert "PROOF_MISSING" in {check.reason for check in found[1][1].checks}
    artifacts = [one for one in unfold(_file(payload)) if isinstance(one, Artifact)]
    assert [[note.code for note in one.notes] for one in artifacts] == [[], ["VOUCHED_BY_RECORD_ONLY"], []]
    assert [one.source for one in artifacts] == [
        "clr.json",
        "clr.json!credentialSubject.verifiableCredential[0]",
        "clr.json!credentialSubject.verifiableCredential[1]",
    ]


def test_a_changed_credential_breaks_itself_and_the_record_and_no_other(
    world: IssuerSimulator, university: Issuer
) -> None:
    parts = [secure(course(university, number), university) for number in (1, 2)]
    document = orjson.loads(secure(record(university, parts), university))
    subject = document["credentialSubject"]["verifiableCredential"][0]["credentialSubject"]
    subject["achievement"]["name"] = "Astrophysics"
    found = judged(world, orjson.dumps(document))
    assert [verification.authenticity for _, verification in found] == [REJECTED, REJECTED, AUTHENTIC]


def test_a_stranger_cannot_wrap_credentials_into_a_record_of_the_university(
    world: IssuerSimulator, university: Issuer
) -> None:
    mallory = world.key_issuer("mallory")
    document = record(university, [secure(course(university), university)])
    found = judged(world, secure(document, mallory))
    assert [verification.authenticity for _, verification in found] == [REJECTED, AUTHENTIC]


HOLDER = {"type": "IdentityObject", "identityHash": "ada@example.org", "identityType": "emailAddress", "hashed": False}


def _identifier_out_of_sight(document: dict[str, Any]) -> None:
    subject = document["credentialSubject"]
    inner = subject["verifiableCredential"][0]["credentialSubject"]
    subject["verifiableCredential"].append({"id": inner["id"], "type": ["ClrSubject"], "identifier": [HOLDER]})
    del subject["identifier"]


def _association_out_of_sight(document: dict[str, Any]) -> None:
    subject = document["credentialSubject"]
    inner = subject["verifiableCredential"][0]["credentialSubject"]
    inner["type"] = [*inner["type"], "ClrSubject"]
    inner["association"] = subject.pop("association")


def _end_out_of_sight(document: dict[str, Any]) -> None:
    document["evidence"] = [{"id": document["id"], "validUntil": document.pop("validUntil")}]


@pytest.mark.parametrize("move", [_identifier_out_of_sight, _association_out_of_sight, _end_out_of_sight])
def test_what_a_record_says_cannot_be_moved_out_of_sight(
    world: IssuerSimulator, university: Issuer, move: Callable[[dict[str, Any]], None]
) -> None:
    made = record(university, [secure(course(university), university)], identifier=[HOLDER])
    document = orjson.loads(secure({**made, "validUntil": "2025-06-01T00:00:00Z"}, university))
    genuine = deepcopy(document)
    move(document)
    assert document != genuine
    verdicts = [
        world.verifier().verify(open_credential(orjson.dumps(one)), as_of=AS_OF).authenticity
        for one in (genuine, document)
    ]
    assert verdicts[0] is AUTHENTIC
    assert verdicts[1] is not AUTHENTIC


@pytest.mark.parametrize(
    ("changes", "notes"),
    [
        ({"verifiableCredential": None}, {"RECORD_EMPTY"}),
        ({"verifiableCredential": []}, {"RECORD_EMPTY"}),
        ({"association": ["not one", {"associationType": "isParentOf", "sourceId": DEGREE}]}, {"VALUE_IGNORED"}),
        ({"association": None}, set()),
    ],
    ids=str,
)
def test_odd_records_are_read(university: Issuer, changes: dict[str, Any], notes: set[str]) -> None:
    document = record(university, [course(university)], **changes)
    found = open_credential(orjson.dumps(document))
    assert {note.code for note in found.notes} == notes
    assert len(found.associations) == (0 if "association" in changes else 1)


def test_a_name_in_a_badge_is_not_the_records(university: Issuer) -> None:
    found = open_credential(orjson.dumps(record(university, [], name="Somebody")))
    assert found.subject_name is None
    named = {**HOLDER, "identityType": "name", "identityHash": "Ada Lovelace"}
    found = open_credential(orjson.dumps(record(university, [], identifier=[named])))
    assert found.subject_name == "Ada Lovelace"


def test_a_record_within_a_record_within_a_presentation(university: Issuer) -> None:
    inner = record(university, [course(university)])
    wrapped = {
        "@context": inner["@context"],
        "type": "VerifiablePresentation",
        "verifiableCredential": record(university, [inner]),
    }
    assert [credential.format for credential in held(wrapped)] == ["clr2", "clr2", "ob3"]
    assert all(credential.presentation for credential in held(wrapped))


def test_the_published_record(vectors: Path) -> None:
    payload = (vectors / "files/1edtech-validator/clr20/simple.jwt").read_bytes()
    world = IssuerSimulator()
    found = judged(world, payload)
    assert [credential.format for credential, _ in found] == ["clr2", "ob3"]
    assert [verification.authenticity for _, verification in found] == [UNDETERMINED, UNDETERMINED]
    assert found[0][0].associations[0].type == "isParentOf"


def _file(payload: bytes) -> Artifact:
    return Artifact(source="clr.json", digest="0", carrier="json", payload=payload)


def test_reading_a_record_alone_reads_the_record(university: Issuer) -> None:
    assert read(_file(secure(record(university, []), university))).format == "clr2"
