"""Whose is it? Identifiers as Open Badges hashes them, and names as people write them."""

import hashlib
from datetime import UTC, datetime
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hiring.models.credential import IdentityObject
from hiring.models.verdict import Holder, Verification
from hiring.verification.checks._names import Likeness, compare
from hiring.verification.checks.holder import Fit, fit_email
from hiring.verification.verifier import Recipient
from tests.issuer_simulator import IssuerSimulator, badge, open_credential, secure

EMAIL = "ada@example.org"


def hashed(identity: str, salt: str | None = None, algorithm: str = "sha256") -> dict[str, Any]:
    digits = hashlib.new(algorithm, (identity + (salt or "")).encode()).hexdigest()
    stated = {"identityHash": f"{algorithm}${digits}", "identityType": "emailAddress", "hashed": True}
    return {"type": "IdentityObject", **stated} | ({} if salt is None else {"salt": salt})


def plain(identity: str, kind: str = "emailAddress", **more: Any) -> dict[str, Any]:
    return {"type": "IdentityObject", "identityHash": identity, "identityType": kind, "hashed": False, **more}


def judge(now: datetime, subject: dict[str, Any], recipient: Recipient | None) -> Verification:
    world = IssuerSimulator()
    issuer = world.key_issuer()
    document = badge(issuer)
    document["credentialSubject"] = {**document["credentialSubject"], "id": "did:example:x", "identifier": []} | subject
    return world.verifier().verify(open_credential(secure(document, issuer, "jwt")), as_of=now, recipient=recipient)


def said(found: Verification) -> list[str]:
    return [check.reason for check in found.checks if check.name == "holder"]


@pytest.mark.parametrize(
    ("subject", "expected", "reasons"),
    [
        ({"identifier": hashed(EMAIL)}, Holder.EMAIL_MATCHED, ["EMAIL_MATCHED"]),
        ({"identifier": hashed(EMAIL, "pepper")}, Holder.EMAIL_MATCHED, ["EMAIL_MATCHED"]),
        ({"identifier": hashed(EMAIL, "pepper", "md5")}, Holder.EMAIL_MATCHED, ["HASH_WEAK", "EMAIL_MATCHED"]),
        ({"identifier": [hashed("other@example.org"), hashed(EMAIL)]}, Holder.EMAIL_MATCHED, ["EMAIL_MATCHED"]),
        ({"identifier": plain("ADA@Example.org", salt="unused")}, Holder.EMAIL_MATCHED, ["EMAIL_MATCHED"]),
        ({"id": "mailto:ada@example.org"}, Holder.EMAIL_MATCHED, ["EMAIL_MATCHED"]),
        ({"identifier": hashed("other@example.org")}, Holder.MISMATCH, ["EMAIL_DIFFERS"]),
        ({"identifier": plain("other@example.org"), "name": "Ada Lovelace"}, Holder.MISMATCH, ["EMAIL_DIFFERS"]),
        ({"identifier": hashed(EMAIL, algorithm="sha512")}, Holder.BEARER, ["HASH_UNKNOWN", "NO_NAME"]),
        ({"name": "Lovelace, ADA"}, Holder.NAME_ONLY, ["NAME_MATCHED"]),
        ({"identifier": plain("Ada Lovelace", "name")}, Holder.NAME_ONLY, ["NAME_MATCHED"]),
        ({"name": "Ada Augusta Lovelace"}, Holder.NAME_ONLY, ["NAME_SIMILAR"]),
        ({"name": "Charles Babbage"}, Holder.MISMATCH, ["NAME_DIFFERS"]),
        ({"identifier": plain("12345", "systemId")}, Holder.BEARER, ["NO_NAME"]),
        ({}, Holder.BEARER, ["NO_NAME"]),
    ],
)
def test_an_applicant_with_name_and_address(
    now: datetime, subject: dict[str, Any], expected: Holder, reasons: list[str]
) -> None:
    found = judge(now, subject, Recipient(email=EMAIL, name="Ada Lovelace"))
    assert (found.holder, said(found)) == (expected, reasons)


@pytest.mark.parametrize(
    ("subject", "recipient", "expected", "reasons"),
    [
        ({"name": "Ada"}, None, Holder.NAME_ONLY, ["NAME_NOT_COMPARED"]),
        ({"name": "Ada"}, Recipient(email=EMAIL), Holder.NAME_ONLY, ["NAME_NOT_COMPARED"]),
        ({"identifier": hashed(EMAIL)}, None, Holder.BEARER, ["NO_NAME"]),
        ({"identifier": hashed(EMAIL), "name": "Ada"}, Recipient(name="ada"), Holder.NAME_ONLY, ["NAME_MATCHED"]),
    ],
)
def test_what_is_not_known_is_not_compared(
    now: datetime, subject: dict[str, Any], recipient: Recipient | None, expected: Holder, reasons: list[str]
) -> None:
    found = judge(now, subject, recipient)
    assert (found.holder, said(found)) == (expected, reasons)


def test_a_rejected_badge_is_tied_to_nobody(now: datetime) -> None:
    world = IssuerSimulator()
    issuer = world.key_issuer()
    document = orjson.loads(secure(badge(issuer), issuer)) | {"name": "Altered"}
    found = world.verifier().verify(
        open_credential(orjson.dumps(document)), as_of=now, recipient=Recipient(email=EMAIL)
    )
    assert (found.holder, said(found)) == (Holder.BEARER, ["NOT_AUTHENTIC"])


emails = st.emails()
salts = st.none() | st.text(max_size=20)


@given(emails, salts, st.sampled_from(["sha256", "md5"]), st.booleans(), st.booleans())
def test_a_hash_fits_its_own_address(email: str, salt: str | None, algorithm: str, upper: bool, lowered: bool) -> None:
    digits = hashlib.new(algorithm, ((email.lower() if lowered else email) + (salt or "")).encode()).hexdigest()
    stated = f"{algorithm}${digits.upper() if upper else digits}"
    identifier = IdentityObject(identity_hash=stated, identity_type="emailAddress", hashed=True, salt=salt)
    assert fit_email(identifier, email) is (Fit.SAME if algorithm == "sha256" else Fit.SAME_WEAK_HASH)
    assert fit_email(identifier, "x" + email) is Fit.OTHER


@given(st.text(), salts, st.booleans(), st.text())
def test_any_identifier_compares_without_failing(stated: str, salt: str | None, is_hashed: bool, email: str) -> None:
    identifier = IdentityObject(identity_hash=stated, identity_type="emailAddress", hashed=is_hashed, salt=salt)
    assert fit_email(identifier, email) in Fit


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Ada Lovelace", "Lovelace, Ada", Likeness.SAME),
        ("ada_lovelace", "Ada Lovelace", Likeness.SAME),
        ("José Núñez", "Jose Nunez", Likeness.SAME),
        ("ＡＤＡ", "ada", Likeness.SAME),
        ("Ada King", "Ada Lovelace", Likeness.OVERLAPPING),
        ("Ada", "Charles", Likeness.DIFFERENT),
        ("", "", Likeness.DIFFERENT),
        ("…", "…", Likeness.DIFFERENT),
    ],
)
def test_names_are_compared_by_their_words(one: str, other: str, expected: Likeness) -> None:
    assert compare(one, other) is compare(other, one) is expected


@pytest.mark.parametrize(
    ("subject", "recipient", "compared"),
    [
        ({"identifier": plain("ADA@example.org")}, EMAIL, "Compared: “ada@example.org” with “ADA@example.org” in it."),
        ({"identifier": hashed(EMAIL)}, EMAIL, "Compared: “ada@example.org” with a hash in it (SHA-256)."),
        ({"identifier": hashed(EMAIL, "x", "md5")}, EMAIL, "with a salted hash in it (MD5)."),
        (
            {"identifier": [hashed("a@b.example"), plain("c@d.example"), hashed(EMAIL)]},
            EMAIL,
            "Compared: “ada@example.org” with a hash in it (SHA-256).",
        ),
        (
            {"identifier": [hashed("a@b.example"), plain("c@d.example")]},
            EMAIL,
            "Compared: “ada@example.org” with a hash in it (SHA-256), “c@d.example” in it.",
        ),
        ({"name": "Ada"}, EMAIL, "Compared: “Ada Lovelace” with “Ada” in it."),
        ({"name": "Charles"}, None, "Compared: “Ada Lovelace” with “Charles” in it."),
        ({"identifier": hashed(EMAIL)}, None, "It has an e-mail address, but the applicant's is not known."),
        ({}, None, "It has neither an e-mail address nor a name."),
        ({}, EMAIL, "It has no e-mail address that could be compared, and no name."),
    ],
)
def test_what_was_compared_is_told(
    now: datetime, subject: dict[str, Any], recipient: str | None, compared: str
) -> None:
    found = judge(now, subject, Recipient(email=recipient, name="Ada Lovelace"))
    assert [check.detail for check in found.checks if check.name == "holder"][-1].endswith(compared)


stated_identifiers = st.fixed_dictionaries(
    {
        "identityHash": st.sampled_from(["sha256$00", " MD5$ff ", "sha1$0", "sha256", "sha256$", "$"])
        | st.text(max_size=9),
        "identityType": st.just("emailAddress"),
    },
    optional={"hashed": st.booleans(), "salt": st.text(max_size=4)},
)


@given(st.lists(stated_identifiers, max_size=4), st.text(max_size=8))
@settings(max_examples=60)
def test_any_identifiers_are_told_without_failing(identifiers: list[dict[str, Any]], name: str) -> None:
    moment = datetime(2026, 6, 1, tzinfo=UTC)
    found = judge(moment, {"identifier": identifiers, "name": name}, Recipient(email=EMAIL, name=name))
    known = {"EMAIL_MATCHED", "EMAIL_DIFFERS", "HASH_UNKNOWN", "HASH_WEAK", "NAME_MATCHED", "NAME_NOT_COMPARED"}
    assert set(said(found)) <= known | {"NAME_SIMILAR", "NAME_DIFFERS", "NO_NAME"}
