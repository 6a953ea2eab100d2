"""Reading credentials of every shape, and everything else without falling over."""

import base64
import json
from datetime import UTC, datetime
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hiring.errors import IntakeError, MalformedError, NotACredential
from hiring.formats import read
from hiring.formats._dates import parse_datetime
from hiring.models.artifact import Artifact, Note
from hiring.models.credential import Credential
from hiring.verification.issuing import sign_jwt
from tests.issuer_simulator import CONTEXT_1_1, Issuer, IssuerSimulator, badge, open_credential

ISSUER: Issuer = IssuerSimulator().key_issuer()


def opened(document: Any) -> Credential:
    return open_credential(orjson.dumps(document))


def with_achievement(**changes: Any) -> dict[str, Any]:
    document = badge(ISSUER)
    document["credentialSubject"]["achievement"] |= changes
    return document


def test_a_badge_in_full() -> None:
    document = with_achievement(
        creator={"id": "https://example.edu", "type": ["Profile"]},
        creditsAvailable="7.5",
        criteria={"id": "https://example.edu/criteria", "narrative": "Shown."},
        resultDescription=[
            {
                "id": "urn:r1",
                "name": "Level",
                "resultType": "RubricCriterionLevel",
                "allowedValue": ["A", "B", 3],
                "valueMin": 1,
                "valueMax": "5",
                "requiredLevel": "urn:l2",
                "rubricCriterionLevel": [
                    {"id": "urn:l2", "name": "Able", "level": 2, "points": "4"},
                    {"name": "no id"},
                ],
            }
        ],
    )
    document["credentialSubject"]["result"] = {"resultDescription": "urn:r1", "achievedLevel": "urn:l2", "value": 85}
    document["evidence"] = [
        "https://example.edu/work",
        {"id": "urn:w", "name": "Thesis", "narrative": "…", "genre": "text"},
    ]
    credential = opened(document)
    achievement = credential.achievement
    assert achievement is not None
    assert (achievement.name, achievement.credits_available, achievement.creator_id) == (
        "Data Analysis with Python",
        7.5,
        "https://example.edu",
    )
    assert (achievement.criteria_id, achievement.criteria_narrative) == ("https://example.edu/criteria", "Shown.")
    description = achievement.result_descriptions[0]
    assert (description.allowed_values, description.value_min, description.value_max) == (("A", "B", "3"), "1", "5")
    assert [(level.id, level.level, level.points) for level in description.rubric_levels] == [("urn:l2", "2", "4")]
    assert (credential.results[0].value, credential.results[0].achieved_level) == ("85", "urn:l2")
    assert [item.id for item in credential.evidence] == ["https://example.edu/work", "urn:w"]
    assert achievement.alignments[0].target_url is not None
    assert (credential.format, credential.data_model, credential.securing) == ("ob3", "2.0", "none")
    assert credential.valid_from == datetime(2025, 1, 2, tzinfo=UTC)
    assert not credential.problems


def test_shapes_that_json_ld_allows() -> None:
    document = badge(ISSUER, issuer=ISSUER.did, credentialStatus=[[{"type": ["Thing", "SomeEntry"]}], None])
    document["name"] = [
        {"@value": "Datenanalyse", "@language": "de"},
        {"@value": "Data analysis", "@language": "en-GB"},
    ]
    document["credentialSubject"] = [document["credentialSubject"]]
    achievement = document["credentialSubject"][0]["achievement"]
    achievement["criteria"] = "https://example.edu/criteria"
    achievement["alignment"] = {"targetCode": "K0016", "targetUrl": "https://example.org/K0016"}
    achievement["tag"] = "python"
    credential = opened(document)
    assert (credential.name, credential.issuer.id, credential.issuer.name) == ("Data analysis", ISSUER.did, None)
    assert credential.achievement is not None
    assert credential.achievement.criteria_id == "https://example.edu/criteria"
    assert credential.achievement.alignments[0].target_name == "K0016"
    assert credential.achievement.tags == ("python",)
    assert [entry.type for entry in credential.statuses] == ["SomeEntry"]


def test_an_achievement_by_reference_is_named_by_the_badge() -> None:
    document = badge(ISSUER)
    document["credentialSubject"]["achievement"] = "https://example.edu/achievements/1"
    achievement = opened(document).achievement
    assert achievement is not None
    assert (achievement.id, achievement.name) == ("https://example.edu/achievements/1", "Data Analysis with Python")


@given(st.permutations(["Zeta", "alpha", "Beta"]))
def test_of_several_values_the_choice_does_not_depend_on_their_order(names: list[str]) -> None:
    document = badge(ISSUER)
    subject = document["credentialSubject"]
    document["credentialSubject"] = [subject | {"name": name} for name in names]
    credential = opened(document)
    assert credential.subject_name == "Beta"
    assert "SEVERAL_VALUES" in {note.code for note in credential.notes}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"name": 7}, "VALUE_TYPE"),
        ({"id": {}}, "VALUE_TYPE"),
    ],
)
def test_what_is_required_and_of_the_wrong_kind_is_a_problem(change: dict[str, Any], code: str) -> None:
    assert [note.code for note in opened(with_achievement(**change)).problems] == [code]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"@context": ["https://example.org/"]}, "DATA_MODEL_UNKNOWN"),
        ({"@context": None}, "DATA_MODEL_UNKNOWN"),
        ({"issuer": None}, "ISSUER_MISSING"),
        ({"issuer": ["did:a:b", "did:c:d"]}, "ISSUER_MISSING"),
        ({"issuer": {"id": 7}}, "ISSUER_MISSING"),
        ({"issuer": ""}, "ISSUER_MISSING"),
        ({"credentialSubject": None}, "SUBJECT_MISSING"),
        ({"credentialSubject": ["did:example:ada"]}, "SUBJECT_MISSING"),
    ],
)
def test_what_no_credential_can_be_made_of_is_refused_by_name(change: dict[str, Any], code: str) -> None:
    with pytest.raises(MalformedError) as caught:
        opened(badge(ISSUER, **change))
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("document", "code"),
    [
        ({"@context": "https://w3id.org/openbadges/v2", "type": "BadgeClass"}, "OPEN_BADGES_PART"),
        ({"@context": "https://w3id.org/openbadges/v1", "type": "Issuer"}, "OPEN_BADGES_PART"),
        ({"type": "FeatureCollection"}, "NO_CREDENTIAL"),
        ({}, "NO_CREDENTIAL"),
        ([], "NO_CREDENTIAL"),
        ("text", "NO_CREDENTIAL"),
    ],
)
def test_other_things_are_told_apart(document: Any, code: str) -> None:
    with pytest.raises(NotACredential) as caught:
        opened(document)
    assert caught.value.code == code
    assert caught.value.next_step


def test_dates_of_the_data_model_that_it_is_in() -> None:
    older = opened(
        badge(ISSUER, data_model="1.1", expirationDate="2030-01-01T00:00:00+02:00", validUntil="2031-01-01T00:00:00Z")
    )
    assert older.valid_until == datetime(2029, 12, 31, 22, tzinfo=UTC)
    # Some go on writing the older name. That an issuer set an end is not overlooked for it.
    newer = opened(badge(ISSUER, expirationDate="2026-01-01T00:00:00Z", issuanceDate="2026-01-01T00:00:00Z"))
    assert newer.valid_until == datetime(2026, 1, 1, tzinfo=UTC)
    assert newer.valid_from == datetime(2025, 1, 2, tzinfo=UTC)
    assert "DATE_MISSING" in {note.code for note in opened(badge(ISSUER, data_model="1.1", issuanceDate=None)).notes}
    assert "DATE_WITHOUT_ZONE" in {note.code for note in opened(badge(ISSUER, validFrom="2025-01-02T00:00:00")).notes}
    twice = opened(badge(ISSUER, validUntil=["2030-01-01T00:00:00Z", "2031-01-01T00:00:00Z"]))
    assert [note.code for note in twice.problems] == ["DATE_MALFORMED"]


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2025-01-02T03:04:05Z", datetime(2025, 1, 2, 3, 4, 5, tzinfo=UTC)),
        ("2025-01-02T03:04:05.1234567Z", datetime(2025, 1, 2, 3, 4, 5, 123456, tzinfo=UTC)),
        ("2025-01-02T03:04:05-05:30", datetime(2025, 1, 2, 8, 34, 5, tzinfo=UTC)),
        ("2024-12-31T24:00:00Z", datetime(2025, 1, 1, tzinfo=UTC)),
    ],
)
def test_dates_as_xml_schema_writes_them(text: str, moment: datetime) -> None:
    assert parse_datetime(text) == (moment, True)


@pytest.mark.parametrize(
    "text",
    [
        *("", "2025-01-02", "2025-01-02T03:04Z", "20250102T030405Z", "2025-02-30T00:00:00Z", "2025-01-02T25:00:00Z"),
        *("2025-01-02T03:04:05+15:00", "2025-01-02 03:04:05Z", "٢٠٢٥-01-02T03:04:05Z", "0001-01-01T00:00:00+10:00"),
        *("9999-12-31T24:00:00Z", "2025-W01-1T00:00:00Z", "2025-01-02T03:04:60Z", "2025-01-02T24:00:01Z"),
    ],
)
def test_other_dates_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse_datetime(text)


def token(claims: Any, header: Any = None) -> bytes:
    parts = [{"alg": "EdDSA"} if header is None else header, claims]
    return b".".join(base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=") for part in parts) + b".c2ln"


def test_a_wrapped_token_is_filled_in_from_its_claims() -> None:
    document = badge(ISSUER, data_model="1.1", id=None, issuanceDate=None, issuer={"name": "U"})
    del document["credentialSubject"]["id"]
    claims = {"iss": ISSUER.did, "jti": "urn:1", "sub": "did:example:b", "nbf": 1735776000, "exp": 1893456000.5}
    credential = open_credential(token({"vc": document, **claims}))
    assert (credential.securing, credential.id, credential.issuer.id) == ("jwt", "urn:1", ISSUER.did)
    assert (credential.subject_id, credential.valid_from) == ("did:example:b", datetime(2025, 1, 2, tzinfo=UTC))
    assert credential.valid_until == datetime(2030, 1, 1, 0, 0, 0, 500000, tzinfo=UTC)
    assert credential.document["issuanceDate"] == "2025-01-02T00:00:00Z"


@pytest.mark.parametrize("data_model", ["1.1", "2.0"])
def test_one_badge_in_two_securings_has_one_content_key(data_model: Any) -> None:
    document = badge(ISSUER, data_model=data_model)
    as_token = open_credential(sign_jwt(document, ISSUER.key, kid=ISSUER.method).encode())
    as_json = opened(document)
    assert as_token.content_key == as_json.content_key
    assert as_token.digest != as_json.digest
    assert as_token.achievement == as_json.achievement
    nameless = badge(ISSUER, id=None)
    signed = sign_jwt(nameless, ISSUER.key, kid=ISSUER.method).encode()
    assert open_credential(signed).content_key == opened(nameless).content_key
    assert opened(nameless).content_key != opened(nameless | {"name": "Other"}).content_key


def test_white_space_and_key_order_do_not_change_the_digest() -> None:
    document = badge(ISSUER)
    reordered = dict(reversed(document.items()))
    assert opened(document).digest == open_credential(json.dumps(reordered, indent=3).encode()).digest
    assert opened(document).digest != opened(document | {"proof": {"type": "x"}}).digest


@pytest.mark.parametrize("claims", [{"nbf": "soon"}, {"exp": True}, {"nbf": 1e300}, {"exp": -1e18}])
def test_a_token_with_impossible_times_is_malformed(claims: dict[str, Any]) -> None:
    with pytest.raises(MalformedError) as caught:
        open_credential(token({"vc": badge(ISSUER, data_model="1.1"), **claims}))
    assert caught.value.code == "JWT_MALFORMED"


@pytest.mark.parametrize("payload", [b"www.example.com", b"a.b.c", token([]), token({}, []), token({}, {"b64": False})])
def test_what_only_looks_like_a_token_is_malformed(payload: bytes) -> None:
    with pytest.raises(IntakeError) as caught:
        open_credential(payload)
    assert caught.value.code in {"JWT_MALFORMED", "NOT_JSON", "NOT_UTF8"}


def test_what_the_carrier_noticed_is_no_part_of_the_credential() -> None:
    note = Note(code="SECOND_BADGE", message="Two.")
    artifact = Artifact(source="x", digest="", carrier="json", payload=orjson.dumps(badge(ISSUER)))
    assert read(artifact.model_copy(update={"carrier": "baked-svg", "notes": (note,)})) == read(artifact)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.floats(allow_nan=False) | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
TOP = [*sorted(badge(ISSUER)), "credentialStatus", "evidence", "proof", "validUntil", "expirationDate", "vc", "vp"]
SUBJECT = ["id", "name", "identifier", "achievement", "result", "type"]
ACHIEVEMENT = [
    "id",
    "name",
    "criteria",
    "alignment",
    "tag",
    "creator",
    "creditsAvailable",
    "resultDescription",
    "description",
]


@settings(max_examples=400, deadline=None)
@given(
    st.dictionaries(st.sampled_from(TOP), JSON, max_size=2),
    st.dictionaries(st.sampled_from(SUBJECT), JSON, max_size=2),
    st.dictionaries(st.sampled_from(ACHIEVEMENT), JSON, max_size=3),
    st.sampled_from(["json", "jwt", "vc"]),
)
def test_any_json_in_any_place_ends_in_a_credential_or_a_named_error(
    top: dict[str, Any], subject: dict[str, Any], achievement: dict[str, Any], form: str
) -> None:
    document = badge(ISSUER, data_model="1.1")
    document["credentialSubject"]["achievement"] |= achievement
    document["credentialSubject"] |= subject
    document |= top
    payload = json.dumps(document).encode() if form == "json" else token({"vc": document} if form == "vc" else document)
    ends_named(payload)


@settings(max_examples=200, deadline=None)
@given(JSON, st.binary(max_size=40))
def test_any_bytes_end_in_a_named_error(value: Any, junk: bytes) -> None:
    ends_named(json.dumps(value).encode())
    ends_named(junk)
    ends_named(token(value, value))


def ends_named(payload: bytes) -> None:
    found = attempt(payload)
    if isinstance(found, IntakeError):
        assert found.code.isupper()
        assert str(found).endswith((".", "”."))
    else:
        assert found.issuer.id


def attempt(payload: bytes) -> Credential | IntakeError:
    try:
        return open_credential(payload)
    except IntakeError as error:
        return error


def test_a_context_of_text_is_a_context() -> None:
    assert opened(badge(ISSUER, data_model="1.1", **{"@context": CONTEXT_1_1})).data_model == "1.1"
