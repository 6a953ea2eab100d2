"""Open Badges 3.0 with all that its data model has: what is read, what only comes along, and what breaks the model."""

import json
from datetime import datetime
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hiring.errors import MalformedError
from hiring.models.credential import Credential
from hiring.models.verdict import Authenticity, Currency
from tests.issuer_simulator import (
    CONTEXT_2_0,
    OB_3_0_3,
    Issuer,
    IssuerSimulator,
    Securing,
    badge,
    open_credential,
    secure,
)

ISSUER: Issuer = IssuerSimulator().key_issuer()
EXTENSIONS = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"
REFRESH = "https://badges.example.edu/refresh/1"
SCALE, RUBRIC, BASIC, ADVANCED = "urn:x:scale", "urn:x:rubric", "urn:x:basic", "urn:x:advanced"


def whole() -> dict[str, Any]:
    """A badge with nearly every property of the data model."""
    document = badge(ISSUER)
    document["@context"] = [CONTEXT_2_0, OB_3_0_3, EXTENSIONS]
    document |= {
        "description": "For those who analyse.",
        "image": {"id": "https://badges.example.edu/badge.png", "type": "Image", "caption": "A histogram"},
        "awardedDate": "2025-01-01T00:00:00Z",
        "evidence": [{"id": "https://badges.example.edu/work/1", "type": ["Evidence"], "name": "A report"}],
        "refreshService": {"id": REFRESH, "type": "1EdTechCredentialRefresh"},
    }
    document["issuer"] |= {
        "url": "https://badges.example.edu",
        "otherIdentifier": [{"type": "IdentifierEntry", "identifier": "42", "identifierType": "sourcedId"}],
        "parentOrg": {"id": "did:example:parent", "type": ["Profile"], "name": "Parent"},
        "address": {"type": ["Address"], "addressCountryCode": "US", "addressLocality": "Austin"},
    }
    document["credentialSubject"] |= {
        "source": {"id": "https://assessor.example", "type": ["Profile"], "name": "An assessor"},
        "activityStartDate": "2024-09-01T00:00:00Z",
        "activityEndDate": "2024-12-20T00:00:00Z",
        "creditsEarned": 6.5,
        "licenseNumber": "L-1",
        "role": "Team lead",
        "term": "Fall",
        "result": [
            {"type": ["Result"], "resultDescription": SCALE, "value": "85"},
            {"type": ["Result"], "resultDescription": RUBRIC, "achievedLevel": ADVANCED},
            {"type": ["Result"], "resultDescription": "urn:x:credits", "value": "6.5"},
            {"type": ["Result"], "resultDescription": "urn:x:status", "status": "Completed"},
        ],
    }
    document["credentialSubject"]["achievement"] |= {
        "creator": {"id": ISSUER.did, "type": ["Profile"]},
        "creditsAvailable": 7.5,
        "fieldOfStudy": "Statistics",
        "humanCode": "DA-1",
        "inLanguage": "en-GB",
        "version": "2",
        "specialization": "Plots",
        "otherIdentifier": [{"type": "IdentifierEntry", "identifier": "da", "identifierType": "identifier"}],
        "related": [{"id": "https://badges.example.edu/achievements/older", "type": ["Related"], "version": "1"}],
        "resultDescription": [
            {
                "id": SCALE,
                "type": ["ResultDescription"],
                "name": "Examination",
                "resultType": "Percent",
                "valueMin": "0",
                "valueMax": "100",
                "requiredValue": "60",
            },
            {
                "id": RUBRIC,
                "type": ["ResultDescription"],
                "name": "Project",
                "resultType": "RubricCriterionLevel",
                "requiredLevel": BASIC,
                "rubricCriterionLevel": [
                    {"id": BASIC, "type": ["RubricCriterionLevel"], "name": "Basic", "level": "1", "points": "2"},
                    {"id": ADVANCED, "type": ["RubricCriterionLevel"], "name": "Advanced", "level": "2", "points": "4"},
                ],
            },
            {"id": "urn:x:credits", "type": ["ResultDescription"], "name": "Credits", "resultType": "CreditHours"},
            {"id": "urn:x:status", "type": ["ResultDescription"], "name": "Status", "resultType": "Status"},
        ],
    }
    return document


def opened(document: Any) -> Credential:
    return open_credential(json.dumps(document).encode())


def notes(credential: Credential) -> list[str]:
    return [note.code for note in credential.notes]


@pytest.mark.parametrize("securing", ["jwt", "eddsa-rdfc-2022"])
def test_all_of_it_is_signed_and_what_counts_is_read(now: datetime, securing: Securing) -> None:
    credential = open_credential(secure(whole(), ISSUER, securing))
    found = IssuerSimulator().verifier().verify(credential, as_of=now)
    assert (found.authenticity, found.currency) == (Authenticity.AUTHENTIC, Currency.CURRENT)
    achievement = credential.achievement
    assert achievement is not None
    assert (achievement.credits_available, achievement.creator_id) == (7.5, ISSUER.did)
    assert (credential.source_id, credential.language, credential.version) == ("https://assessor.example", "en-GB", "2")
    assert [(r.value, r.status, r.achieved_level) for r in credential.results] == [
        ("85", None, None),
        (None, None, ADVANCED),
        ("6.5", None, None),
        (None, "Completed", None),
    ]
    assert [d.result_type for d in achievement.result_descriptions] == [
        "Percent",
        "RubricCriterionLevel",
        "CreditHours",
        "Status",
    ]
    rubric = achievement.result_descriptions[1]
    assert (rubric.required_level, [level.id for level in rubric.rubric_levels]) == (BASIC, [BASIC, ADVANCED])
    assert credential.refresh_url == REFRESH
    assert [(c.outcome.value, c.reason) for c in found.checks if c.name == "structure"] == [
        ("warning", "REFRESH_OFFERED"),
        ("passed", "STRUCTURE_SOUND"),
    ]


def parts(document: dict[str, Any]) -> dict[str, dict[str, Any]]:
    subject = document["credentialSubject"]
    achievement = subject["achievement"]
    return {
        "issuer": document["issuer"],
        "subject": subject,
        "source": subject["source"],
        "second result": subject["result"][1],
        "achievement": achievement,
        "creator": achievement["creator"],
        "scale": achievement["resultDescription"][0],
        "level": achievement["resultDescription"][1]["rubricCriterionLevel"][1],
    }


PARTS = tuple(parts(whole()))


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("stated", ["SomethingElse", ["SomethingElse"], [], {"a": 1}, 7])
def test_a_part_that_says_it_is_something_else_breaks_the_model(part: str, stated: Any) -> None:
    document = whole()
    parts(document)[part]["type"] = stated
    assert [problem.code for problem in opened(document).problems] == ["NODE_TYPE"]


@pytest.mark.parametrize("part", PARTS)
def test_a_part_may_be_more_than_it_must_or_say_nothing(part: str) -> None:
    document = whole()
    held = parts(document)[part]
    held["type"] = [*([held["type"]] if isinstance(held["type"], str) else held["type"]), "SomethingMore"]
    assert not opened(document).problems
    del held["type"]
    assert not opened(document).problems


@pytest.mark.parametrize(
    ("service", "expected"),
    [
        ({"id": "not an address", "type": "1EdTechCredentialRefresh"}, "REFRESH_MALFORMED"),
        ({"id": "http://[::1", "type": "1EdTechCredentialRefresh"}, "REFRESH_MALFORMED"),
        ({"id": "relative/path", "type": "1EdTechCredentialRefresh"}, "REFRESH_MALFORMED"),
        ({"id": 7, "type": "1EdTechCredentialRefresh"}, "VALUE_TYPE"),
    ],
)
def test_a_refresh_service_without_an_address_breaks_the_model(service: Any, expected: str) -> None:
    document = whole() | {"refreshService": service}
    credential = opened(document)
    assert ([problem.code for problem in credential.problems], credential.refresh_url) == ([expected], None)


def test_of_several_refresh_services_the_order_does_not_count() -> None:
    services = [{"id": f"https://x.example/{n}", "type": "1EdTechCredentialRefresh"} for n in "ba"]
    assert {opened(whole() | {"refreshService": order}).refresh_url for order in (services, services[::-1])} == {
        "https://x.example/a"
    }


def test_results_without_their_scale_are_kept_and_told() -> None:
    document = whole()
    document["credentialSubject"]["result"] = [
        {"type": ["Result"], "resultDescription": "urn:x:nowhere", "value": "85"},
        {"type": ["Result"], "resultDescription": RUBRIC, "achievedLevel": "urn:x:master"},
    ]
    document["credentialSubject"]["achievement"]["resultDescription"][1]["requiredLevel"] = "urn:x:expert"
    credential = opened(document)
    assert len(credential.results) == 2
    assert [note.message for note in credential.notes if note.code == "RESULT_WITHOUT_SCALE"] == [
        "A required level is none of the levels that the badge describes.",
        "A result refers to a scale that the badge does not describe.",
        "A result refers to a level that the badge does not describe.",
    ]


def test_the_result_of_one_achievement_is_not_that_of_another() -> None:
    document = whole()
    own = document["credentialSubject"]["achievement"]
    other = own | {
        "id": "https://badges.example.edu/achievements/other",
        "name": "Surgery",
        "resultDescription": [{"id": "urn:x:other", "type": ["ResultDescription"], "resultType": "Percent"}],
    }
    document["credentialSubject"]["result"].append({"resultDescription": "urn:x:other", "value": "100"})
    for order in ([own, other], [other, own]):
        document["credentialSubject"]["achievement"] = order
        credential = opened(document)
        achievement = credential.achievement
        assert achievement is not None
        scales = {scale.id for scale in achievement.result_descriptions}
        assert {result.result_description for result in credential.results} <= scales
        assert {"SEVERAL_VALUES", "RESULT_OF_ANOTHER"} <= set(notes(credential))


@pytest.mark.parametrize("name", ["version", "inLanguage"])
def test_what_is_read_cannot_be_moved_out_of_sight(now: datetime, name: str) -> None:
    """An older version may have the same id; what is moved into its object leaves every signed statement as it was."""
    document = whole()
    achievement = document["credentialSubject"]["achievement"]
    achievement["related"] = [{"id": achievement["id"], "type": ["Related"]}]
    signed = orjson.loads(secure(document, ISSUER, "eddsa-rdfc-2022"))
    verifier = IssuerSimulator().verifier()
    assert verifier.verify(opened(signed), as_of=now).authenticity is Authenticity.AUTHENTIC
    achievement = signed["credentialSubject"]["achievement"]
    achievement["related"][0][name] = achievement.pop(name)
    found = verifier.verify(opened(signed), as_of=now)
    assert found.authenticity is not Authenticity.AUTHENTIC
    assert "STATEMENTS_SPLIT" in {check.reason for check in found.checks}


def test_endorsements_are_found_wherever_they_may_stand() -> None:
    inner = {
        "type": ["VerifiableCredential", "EndorsementCredential"],
        "credentialSubject": {"id": "urn:x:about", "type": ["EndorsementSubject"], "endorsementComment": "Good."},
    }
    document = whole()
    document["endorsement"] = [inner, "https://badges.example.edu/endorsement/1"]
    document["endorsementJwt"] = ["not.a.token", 7]
    document["issuer"]["endorsement"] = inner
    document["credentialSubject"]["achievement"]["endorsement"] = [inner]
    credential = opened(document)
    assert [(e.endorses, e.about_id, e.comment) for e in credential.endorsements] == [
        ("credential", "urn:x:about", "Good."),
        ("credential", None, None),
        ("issuer", "urn:x:about", "Good."),
        ("achievement", "urn:x:about", "Good."),
    ]
    assert orjson.loads(credential.endorsements[0].payload) == inner
    assert notes(credential).count("VALUE_IGNORED") == 2


@pytest.mark.parametrize("more", [[], ["OpenBadgeCredential"]])
def test_an_endorsement_by_itself_is_no_badge_unless_it_is_one_too(more: list[str]) -> None:
    document = badge(ISSUER, type=["VerifiableCredential", "EndorsementCredential", *more])
    if not more:
        document["credentialSubject"] = {"id": "https://x.example", "endorsementComment": "Good."}
    credential = opened(document)
    assert credential.format == ("ob3" if more else "endorsement")
    assert (credential.achievement is None, "NOT_A_BADGE" in notes(credential)) == (not more, not more)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "type", "value"]), inner),
    max_leaves=6,
)


@settings(max_examples=80, deadline=None)
@given(place=st.sampled_from(PARTS), name=st.text(max_size=3) | st.sampled_from(sorted(whole())), value=VALUES)
def test_any_part_may_hold_anything(place: str, name: str, value: Any) -> None:
    document = whole()
    parts(document)[place][name] = value
    try:
        credential = opened(document | {"refreshService": value, "endorsement": value})
    except MalformedError as refused:
        assert refused.code == "ISSUER_MISSING"  # noqa: PT017 - whether it is refused depends on what was made up
    else:
        assert credential.format == "ob3"


@settings(max_examples=80, deadline=None)
@given(value=VALUES, name=st.sampled_from(["source", "result", "achievement"]))
def test_any_property_of_the_subject_may_be_anything(value: Any, name: str) -> None:
    document = whole()
    document["credentialSubject"][name] = value
    assert opened(document).format == "ob3"
