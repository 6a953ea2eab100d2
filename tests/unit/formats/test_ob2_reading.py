"""Open Badges 2.0 in our own terms, with what they link to."""

from datetime import UTC, datetime
from typing import Any

import pytest

from hiring.errors import CredenceError, MalformedError
from hiring.formats import read
from hiring.models.artifact import Artifact
from hiring.models.credential import Alignment, Credential, EvidenceItem, Issuer
from tests.ob2_issuer import Ob2Issuer, hashed


@pytest.fixture
def issuer() -> Ob2Issuer:
    made = Ob2Issuer()
    made.publish()
    return made


def codes(credential: Credential) -> set[str]:
    return {note.code for note in (*credential.problems, *credential.notes, *credential.unresolved)}


def test_a_linked_badge_is_read_with_its_parts(issuer: Ob2Issuer) -> None:
    found = issuer.open(issuer.assertion(expires="2030-01-01T00:00:00Z"))
    assert (found.format, found.securing, found.data_model) == ("ob2", "hosted", "ob2")
    assert not found.problems
    assert not found.notes
    assert not found.unresolved
    assert found.issuer == Issuer(
        id=issuer.id, name="Example University", url="https://badges.example.edu", email="badges@example.edu"
    )
    assert found.achievement is not None
    assert found.achievement.id == issuer.class_id
    assert found.achievement.name == "Robotics"
    assert found.achievement.description == "Builds and programs robots."
    assert found.achievement.criteria_narrative == "Built a robot that finds its way."
    assert found.achievement.tags == ("robotics", "python")
    assert found.achievement.creator_id == issuer.id
    assert found.achievement.alignments == (
        Alignment(target_name="Python", target_url="https://skills.example/python", target_framework="Skills"),
    )
    (recipient,) = found.identifiers
    assert (recipient.identity_hash, recipient.identity_type, recipient.hashed, recipient.salt) == (
        hashed("ada@example.org"),
        "email",
        True,
        "deadsea",
    )
    assert found.evidence == (EvidenceItem(id="https://badges.example.edu/work/1"),)
    assert (found.valid_from, found.valid_until) == (
        datetime(2025, 3, 1, 10, tzinfo=UTC),
        datetime(2030, 1, 1, tzinfo=UTC),
    )


def test_until_it_is_completed_it_is_open(issuer: Ob2Issuer) -> None:
    payload = b'{"@context":"https://w3id.org/openbadges/v2","type":"Assertion","id":"https://a.example/1","badge":'
    payload += b'{"id":"https://a.example/b","issuer":{"id":"https://a.example/i","publicKey":"https://evil.example"}}}'
    found = read(Artifact(source="badge", digest="", carrier="json", payload=payload))
    assert [note.code for note in found.unresolved] == ["PARTS_UNREAD"]
    assert found.issuer.id == "https://a.example"


def test_linked_and_embedded_are_one_badge_in_two_writings(issuer: Ob2Issuer) -> None:
    linked = issuer.open(issuer.assertion())
    embedded = issuer.open(issuer.assertion(badge=issuer.badge_class(issuer=issuer.profile())))
    assert linked.content_key == embedded.content_key
    assert linked.digest != embedded.digest
    address = str(issuer.assertion()["id"]).replace("https://", "http://")
    assert issuer.open(issuer.assertion(id=address)).content_key == linked.content_key
    same = {"achievement", "issuer", "identifiers", "evidence", "valid_from"}
    assert linked.model_dump(include=same) == embedded.model_dump(include=same)


def test_a_badge_that_is_called_as_anothers_is_another(issuer: Ob2Issuer) -> None:
    genuine = issuer.open(issuer.assertion())
    mill = Ob2Issuer("mill.example", world=issuer.world)
    mill.publish()
    for class_id in (issuer.class_id, None):
        copied = mill.open(issuer.assertion(badge=mill.badge_class(id=class_id)))
        assert (copied.id, copied.issuer.id) == (genuine.id, mill.id)
        assert copied.content_key != genuine.content_key


def test_the_digest_covers_what_was_fetched(issuer: Ob2Issuer) -> None:
    before = issuer.open(issuer.assertion())
    assert issuer.open(issuer.assertion()).digest == before.digest
    issuer.publish(badge_class=issuer.badge_class(name="Rockets"))
    after = issuer.open(issuer.assertion())
    del issuer.world.answers[issuer.class_id]
    unreached = issuer.open(issuer.assertion())
    assert len({before.digest, after.digest, unreached.digest}) == 3
    assert before.content_key == after.content_key == unreached.content_key


def test_signed_and_hosted_are_told_apart(issuer: Ob2Issuer) -> None:
    assert issuer.open(issuer.sign()).securing == "jws"
    assert issuer.open(issuer.signed_assertion()).securing == "none"
    assert issuer.open(issuer.sign(issuer.assertion())).securing == "hosted"
    for alias in ("hosted", "HostedBadge", ["HostedBadge"], "obi:HostedBadge"):
        assert issuer.open(issuer.assertion(verification={"type": alias})).securing == "hosted"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"type": "OtherAssertion"}, "ASSERTION_TYPE"),
        ({"type": None}, "ASSERTION_TYPE"),
        ({"id": None}, "ASSERTION_WITHOUT_ID"),
        ({"id": 7}, "VALUE_TYPE"),
        ({"issuedOn": None}, "DATE_MISSING"),
        ({"issuedOn": "last week"}, "DATE_MALFORMED"),
        ({"expires": ["2030-01-01T00:00:00Z", "2031-01-01T00:00:00Z"]}, "DATE_MALFORMED"),
        ({"recipient": "ada@example.org"}, "RECIPIENT_MISSING"),
        ({"recipient": {"type": "email", "hashed": True}}, "RECIPIENT_MISSING"),
    ],
    ids=str,
)
def test_breaches_of_the_specification_are_problems(issuer: Ob2Issuer, changes: dict[str, Any], code: str) -> None:
    assert code in {problem.code for problem in issuer.open(issuer.assertion(**changes)).problems}


@pytest.mark.parametrize(
    ("profile", "badge_class", "code"),
    [
        ({"type": "Criteria"}, {}, "PROFILE_TYPE"),
        ({}, {"type": "Issuer"}, "BADGE_CLASS_TYPE"),
        ({}, {"issuer": None}, "BADGE_CLASS_ISSUER"),
        ({}, {"issuer": ["https://a.example/1", "https://a.example/2"]}, "BADGE_CLASS_ISSUER"),
    ],
)
def test_parts_that_are_something_else_are_problems(
    issuer: Ob2Issuer, profile: dict[str, Any], badge_class: dict[str, Any], code: str
) -> None:
    issuer.publish(profile=issuer.profile(**profile), badge_class=issuer.badge_class(**badge_class))
    assert code in {problem.code for problem in issuer.open(issuer.assertion()).problems}


@pytest.mark.parametrize(
    "kind", ["Issuer", "Profile", ["Profile", "Organization"], "https://w3id.org/openbadges#Issuer"]
)
def test_profiles_have_several_names(issuer: Ob2Issuer, kind: Any) -> None:
    issuer.publish(profile=issuer.profile(type=kind))
    assert not codes(issuer.open(issuer.assertion()))


@pytest.mark.parametrize("badge", [None, 7, [], {}, ""])
def test_a_badge_about_nothing_is_refused_in_words(issuer: Ob2Issuer, badge: Any) -> None:
    document = issuer.assertion() | {"badge": badge}
    with pytest.raises(MalformedError) as caught:
        issuer.open(document)
    assert caught.value.code == "BADGE_CLASS_MISSING"


@pytest.mark.parametrize("reference", ["urn:uuid:1", "not an address", {"id": "mailto:x@example.org"}])
def test_links_that_lead_nowhere_leave_it_open(issuer: Ob2Issuer, reference: Any) -> None:
    assert "PART_NOT_LINKED" in codes(issuer.open(issuer.assertion(badge=reference)))
    issuer.publish(badge_class=issuer.badge_class(issuer=reference))
    assert "PART_NOT_LINKED" in codes(issuer.open(issuer.assertion()))


def test_an_embedded_profile_without_identifier_leaves_it_open(issuer: Ob2Issuer) -> None:
    embedded = issuer.badge_class(issuer=issuer.profile(id=None))
    assert "PART_NOT_LINKED" in codes(issuer.open(issuer.assertion(badge=embedded)))


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ("2025-03-01", datetime(2025, 3, 1, tzinfo=UTC)),
        ("2025-03-01T10:00Z", datetime(2025, 3, 1, 10, tzinfo=UTC)),
        ("2025-03-01T10:00:00+0200", datetime(2025, 3, 1, 8, tzinfo=UTC)),
        ("2025-03-01T10:00:00.5-01:00", datetime(2025, 3, 1, 11, 0, 0, 500_000, tzinfo=UTC)),
        ("2025-03-01T10:00:00", datetime(2025, 3, 1, 10, tzinfo=UTC)),
    ],
)
def test_dates_come_in_several_spellings(issuer: Ob2Issuer, stated: str, expected: datetime) -> None:
    found = issuer.open(issuer.assertion(issuedOn=stated))
    assert found.valid_from == expected
    assert not found.problems


def test_evidence_comes_in_several_shapes(issuer: Ob2Issuer) -> None:
    stated = ["https://a.example/1", {"id": "https://a.example/2", "name": "Essay", "narrative": "On robots."}, 7]
    found = issuer.open(issuer.assertion(evidence=stated, narrative="Both were examined."))
    assert found.evidence == (
        EvidenceItem(id="https://a.example/1"),
        EvidenceItem(id="https://a.example/2", name="Essay", narrative="On robots."),
        EvidenceItem(narrative="Both were examined."),
    )
    assert "VALUE_IGNORED" in codes(found)


@pytest.mark.parametrize(
    ("stated", "address", "narrative"),
    [
        ("https://a.example/criteria", "https://a.example/criteria", None),
        ("Build a robot.", None, "Build a robot."),
        ({"id": "https://a.example/criteria"}, "https://a.example/criteria", None),
        ({"narrative": "Build a robot."}, None, "Build a robot."),
        (None, None, None),
    ],
)
def test_criteria_come_in_several_shapes(
    issuer: Ob2Issuer, stated: Any, address: str | None, narrative: str | None
) -> None:
    issuer.publish(badge_class=issuer.badge_class(criteria=stated))
    achievement = issuer.open(issuer.assertion()).achievement
    assert achievement is not None
    assert (achievement.criteria_id, achievement.criteria_narrative) == (address, narrative)


def test_alignments_of_either_version_are_read(issuer: Ob2Issuer) -> None:
    stated = [
        {"targetName": "A", "targetCode": 7},
        {"name": "B", "url": "https://b.example"},
        "https://c.example",
        {},
        7,
    ]
    issuer.publish(badge_class=issuer.badge_class(alignment=stated))
    found = issuer.open(issuer.assertion())
    assert found.achievement is not None
    assert found.achievement.alignments == (
        Alignment(target_name="A", target_code="7"),
        Alignment(target_name="B", target_url="https://b.example"),
        Alignment(target_name="https://c.example", target_url="https://c.example"),
    )


def test_languages_and_versions_are_kept(issuer: Ob2Issuer) -> None:
    names = [{"@language": "es", "@value": "Robótica"}, {"@language": "en-GB", "@value": "Robotics"}]
    issuer.publish(badge_class=issuer.badge_class(name=names, version=2, **{"@language": "es"}))
    found = issuer.open(issuer.assertion())
    assert found.achievement is not None
    assert (found.achievement.name, found.language, found.version) == ("Robotics", "es", "2")


def test_a_recipient_may_be_named_by_an_address_of_their_own(issuer: Ob2Issuer) -> None:
    recipient = {"type": "id", "hashed": False, "identity": "did:example:ada"}
    assert issuer.open(issuer.assertion(recipient=recipient)).subject_id == "did:example:ada"
    assert issuer.open(issuer.assertion()).subject_id is None


def test_what_is_not_read_is_noted(issuer: Ob2Issuer) -> None:
    made = issuer.assertion(**{"extensions:x": {"type": "Extension"}, "endorsement": "https://a.example/e"})
    assert codes(issuer.open(made)) == {"EXTENSIONS_UNREAD", "ENDORSEMENTS_UNREAD"}


def test_a_badge_class_on_another_site_is_noted(issuer: Ob2Issuer) -> None:
    elsewhere = "https://elsewhere.example/badge"
    issuer.world.serve(elsewhere, issuer.badge_class(id=elsewhere))
    assert codes(issuer.open(issuer.assertion(badge=elsewhere))) == {"BADGE_CLASS_ELSEWHERE"}


@pytest.mark.parametrize("context", ["https://w3id.org/openbadges/v2", ["https://w3id.org/openbadges/v2", {"a": "b"}]])
def test_it_is_recognised_by_its_context(issuer: Ob2Issuer, context: Any) -> None:
    assert issuer.open(issuer.assertion(**{"@context": context})).format == "ob2"
    assert issuer.open(issuer.assertion(**{"@context": None})).format == "ob2"


@pytest.mark.parametrize("kind", ["BadgeClass", "Issuer", "CryptographicKey", "RevocationList", "Endorsement"])
def test_parts_alone_are_told_apart_from_junk(issuer: Ob2Issuer, kind: str) -> None:
    with pytest.raises(CredenceError) as caught:
        issuer.open({"@context": "https://w3id.org/openbadges/v2", "type": kind, "id": "https://a.example/1"})
    assert caught.value.code == "OPEN_BADGES_PART"
