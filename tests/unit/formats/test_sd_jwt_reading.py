"""What is read of credentials secured with SD-JWT: SD-JWT VC, and those of data model 2.0."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hiring.errors import IntakeError, MalformedError, NotACredential
from hiring.models.credential import Credential, StatusEntry
from hiring.verification.issuing import SigningKey
from hiring.verification.multibase import decode_base64url, encode_base64url
from tests.unit.verification.issuers import SIGNED_AT, badge, credential_of
from tests.unit.verification.sd_jwts import VCT, digest, disclosure, flat_claims, present, sd_jwt

KEY = SigningKey.from_seed("Ed25519", b"harbour")
EC = SigningKey.from_seed("P-256", b"harbour")
# Of the group of P-256: with `s`, `ORDER - s` makes a signature that fits as well.
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
ISSUER = "https://harbour.example"
SUBJECT = disclosure(
    "credentialSubject",
    {
        "id": "did:example:ada",
        "identifier": [{"identityHash": "ada@example.org", "identityType": "emailAddress", "hashed": False}],
    },
)


def flat(*disclosures: str, **changes: Any) -> Credential:
    return credential_of(sd_jwt(flat_claims(ISSUER, **changes), disclosures, KEY))


def test_a_badge_as_sd_jwt_vc() -> None:
    found = flat(SUBJECT, _sd=[digest(SUBJECT)], jti="urn:uuid:1")
    assert (found.format, found.securing, found.data_model) == ("sd-jwt-vc", "sd-jwt", "sd-jwt-vc")
    assert (found.id, found.types, found.name) == ("urn:uuid:1", (VCT,), "Bridge inspection")
    assert found.issuer.id == ISSUER
    assert found.subject_id == "did:example:ada"
    assert found.identifiers[0].identity_hash == "ada@example.org"
    assert found.achievement is not None
    assert (found.achievement.name, found.achievement.description) == ("Bridge inspection", "Inspects bridges.")
    assert (found.valid_from, found.valid_until) == (SIGNED_AT, SIGNED_AT.replace(year=2029))
    assert found.document["vct"] == VCT
    assert "_sd" not in found.document
    assert (found.problems, found.notes) == ((), ())
    assert found.jws is not None
    assert found.jws.endswith(f"~{SUBJECT}~")


def test_what_its_holder_left_out_is_not_read() -> None:
    found = flat(_sd=[digest(SUBJECT)])
    assert (found.subject_id, found.identifiers) == (None, ())
    assert found.achievement is not None


def test_however_much_is_disclosed_it_is_one_credential() -> None:
    claims = flat_claims(ISSUER, _sd=[digest(SUBJECT)])
    little, much = (sd_jwt(claims, shown, KEY) for shown in ([], [SUBJECT]))
    keys = {credential_of(text).content_key for text in (little, much, present(much, KEY))}
    assert len(keys) == 1
    assert len({credential_of(text).digest for text in (little, much, present(much, KEY))}) == 3
    assert keys.isdisjoint({flat(_sd=[digest(SUBJECT)], name="Other").content_key})


@pytest.mark.parametrize("hidden", ["id", "name"])
@pytest.mark.parametrize("has_id", [True, False])
def test_a_credential_of_data_model_2_counts_once_as_well(hidden: str, has_id: bool) -> None:
    document = badge("did:web:harbour.example")
    if not has_id:
        del document["id"]
    shown = disclosure(hidden, document.pop(hidden, "urn:uuid:1"))
    document["_sd"] = [digest(shown)]
    whole, little = (sd_jwt(document, chosen, EC, typ="vc+sd-jwt") for chosen in ([shown], []))
    signed, tilde, rest = whole.partition("~")
    head, _, signature = signed.rpartition(".")
    r, s = decode_base64url(signature)[:32], int.from_bytes(decode_base64url(signature)[32:], "big")
    other = f"{head}.{encode_base64url(r + (ORDER - s).to_bytes(32, 'big'))}{tilde}{rest}"
    assert len({credential_of(text).content_key for text in (whole, little, other, present(whole, KEY))}) == 1
    if has_id and hidden == "name":
        plain = {name: value for name, value in document.items() if name != "_sd"}
        assert credential_of(plain).content_key == credential_of(whole).content_key


def test_dates_are_the_narrowest_that_are_stated() -> None:
    later = SIGNED_AT.replace(month=3)
    narrow = flat(nbf=int(later.timestamp()), validFrom="2026-01-01T00:00:00Z", validUntil="2027-01-01T00:00:00Z")
    assert (narrow.valid_from, narrow.valid_until) == (later, datetime(2027, 1, 1, tzinfo=UTC))
    assert flat(validFrom="2025-01-01T00:00:00Z").valid_from == datetime(2025, 1, 1, tzinfo=UTC)
    assert flat(iat=None, exp=None).valid_until is None
    assert [note.code for note in flat(validUntil="soon").problems] == ["DATE_MALFORMED"]


@pytest.mark.parametrize(
    ("stated", "entries"),
    [
        (None, []),
        ({"status_list": {"idx": 7, "uri": "https://s.example/1"}}, [("TokenStatusList", "https://s.example/1", "7")]),
        ({"status_list": {"idx": True, "uri": 4}}, [("TokenStatusList", None, None)]),
        ({"status_list": "https://s.example/1"}, [("TokenStatusList", None, None)]),
        ({"identifier_list": {"id": "1"}}, [("identifier_list", None, None)]),
        ({}, [("", None, None)]),
        ("revoked", [("", None, None)]),
    ],
)
def test_every_status_that_is_declared_is_an_entry(stated: Any, entries: list[tuple[str, Any, Any]]) -> None:
    found = flat(status=stated).statuses
    assert [(entry.type, entry.list_credential, entry.list_index) for entry in found] == entries


def test_a_status_of_the_w3c_is_one_too() -> None:
    entry = {"type": "BitstringStatusListEntry", "statusListIndex": "3", "statusListCredential": "https://s.example/2"}
    both = flat(status={"status_list": {"idx": 7, "uri": "https://s.example/1"}}, credentialStatus=entry)
    assert [entry.type for entry in both.statuses] == ["TokenStatusList", "BitstringStatusListEntry"]
    assert isinstance(both.statuses[0], StatusEntry)


def test_a_credential_of_another_type_shows_no_achievement() -> None:
    found = flat(
        achievement=None, sub="did:example:ada", given_name="Ada", family_name="Lovelace", email="ada@example.org"
    )
    assert found.achievement is None
    assert (found.subject_id, found.subject_name) == ("did:example:ada", "Ada Lovelace")
    assert [item.identity_hash for item in found.identifiers] == ["ada@example.org"]
    assert [note.code for note in found.notes] == ["NO_ACHIEVEMENT_CLAIM"]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"iss": None}, "ISSUER_MISSING"),
        ({"iss": {"id": ISSUER}}, "ISSUER_MISSING"),
        ({"iss": ""}, "ISSUER_MISSING"),
        ({"exp": "2029"}, "JWT_MALFORMED"),
        ({"nbf": 1e300}, "JWT_MALFORMED"),
        ({"iat": [1]}, "JWT_MALFORMED"),
        ({"credentialSubject": "ada"}, "SUBJECT_MISSING"),
    ],
)
def test_without_an_issuer_a_date_or_a_subject_there_is_no_credential(changes: dict[str, Any], code: str) -> None:
    with pytest.raises(MalformedError) as caught:
        flat(**changes)
    assert caught.value.code == code


def test_claims_that_say_the_same_twice_must_agree() -> None:
    subject = {"id": "did:example:ada"}
    assert flat(sub="did:example:ada", credentialSubject=subject, jti="urn:uuid:1", id="urn:uuid:1").problems == ()
    for changes in ({"sub": "did:example:eve"}, {"jti": "urn:uuid:2", "id": "urn:uuid:1"}, {"sub": 7}):
        problems = flat(credentialSubject=subject, **changes).problems
        assert [problem.code for problem in problems] == ["CLAIMS_CONTRADICT"]


def test_with_another_kind_of_proof_it_is_none() -> None:
    with pytest.raises(NotACredential):
        flat(proof={"type": "DataIntegrityProof"})


@pytest.mark.parametrize("vct", [None, "", 1, ["x"]])
def test_without_a_type_it_is_none(vct: Any) -> None:
    with pytest.raises(NotACredential):
        flat(vct=vct)


def test_a_credential_of_data_model_2_is_read_by_its_own_format() -> None:
    document = badge("did:web:harbour.example")
    name = disclosure("name", "Ada Lovelace")
    document["credentialSubject"]["_sd"] = [digest(name)]
    document["iss"] = "did:web:harbour.example"
    shown, hidden = (credential_of(sd_jwt(document, part, KEY, typ="vc+sd-jwt")) for part in ([name], []))
    assert (shown.format, shown.securing, shown.data_model) == ("ob3", "sd-jwt", "2.0")
    assert (shown.subject_name, hidden.subject_name) == ("Ada Lovelace", None)
    assert shown.achievement == hidden.achievement
    assert shown.achievement is not None
    assert "iss" not in shown.document
    assert "_sd" not in shown.document["credentialSubject"]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)
CLAIMS = [*flat_claims(ISSUER), "sub", "jti", "nbf", "status", "credentialStatus", "credentialSubject", "validFrom"]


def ends_in_a_credential_or_a_named_error(changes: dict[str, Any]) -> None:
    code = "none"
    try:
        found = flat(**changes)
    except IntakeError as error:
        code = error.code
    else:
        assert found.securing == "sd-jwt"
    assert code


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(st.sampled_from([*CLAIMS, "@context", "type", "issuer", "_sd", "_sd_alg", "vc"]), JSON))
def test_any_claims_end_in_a_credential_or_a_named_error(changes: dict[str, Any]) -> None:
    ends_in_a_credential_or_a_named_error(changes)
