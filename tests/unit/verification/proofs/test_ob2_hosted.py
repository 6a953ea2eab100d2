"""Hosted Open Badges 2.0: what the issuer serves decides."""

from collections.abc import Callable
from typing import Any

import pytest

from hiring.models.verdict import Authenticity, Currency, Outcome, Verification
from hiring.verification.verifier import Recipient
from tests.ob2_issuer import Ob2Issuer, hashed
from tests.unit.verification.issuers import AS_OF

Change = Callable[[dict[str, Any]], None]


@pytest.fixture
def issuer() -> Ob2Issuer:
    return Ob2Issuer()


def judge(issuer: Ob2Issuer, badge: dict[str, Any] | bytes, email: str | None = None) -> Verification:
    recipient = Recipient(email=email) if email else None
    return issuer.world.verifier().verify(issuer.open(badge), as_of=AS_OF, recipient=recipient)


def reasons(found: Verification, *outcomes: Outcome) -> set[str]:
    return {check.reason for check in found.checks if not outcomes or check.outcome in outcomes}


def answers(found: Verification) -> tuple[Authenticity, Currency]:
    return found.authenticity, found.currency


def test_a_badge_that_its_issuer_hosts_is_authentic_and_current(issuer: Ob2Issuer) -> None:
    found = judge(issuer, issuer.host_badge(), "ada@example.org")
    assert answers(found) == (Authenticity.AUTHENTIC, Currency.CURRENT)
    assert found.holder == "email_matched"
    assert {"HOSTED_COPY_SAME", "HOSTED_BY_ISSUER", "STILL_HOSTED", "NO_STATUS"} >= reasons(found) - {
        "STRUCTURE_SOUND",
        "ALL_COVERED",
        "NO_END_DATE",
        "EMAIL_MATCHED",
        "NO_REGISTRY",
    }


def badge_embedded(issuer: Ob2Issuer) -> dict[str, Any]:
    return issuer.assertion(badge=issuer.badge_class())


def all_embedded(issuer: Ob2Issuer) -> dict[str, Any]:
    return issuer.assertion(badge=issuer.badge_class(issuer=issuer.profile()))


@pytest.mark.parametrize("make", [badge_embedded, all_embedded])
def test_parts_may_stand_in_the_badge_or_be_linked(
    issuer: Ob2Issuer, make: Callable[[Ob2Issuer], dict[str, Any]]
) -> None:
    """Of the copy presented and the copy hosted, either may link to what the other holds."""
    linked = issuer.host_badge()
    assert judge(issuer, make(issuer)).authenticity is Authenticity.AUTHENTIC
    issuer.world.serve(linked["id"], make(issuer))
    assert judge(issuer, linked).authenticity is Authenticity.AUTHENTIC
    assert judge(issuer, make(issuer)).authenticity is Authenticity.AUTHENTIC


@pytest.mark.parametrize(
    "change",
    [
        {"recipient": {"type": "email", "hashed": False, "identity": "eve@example.org"}},
        {"recipient": {"type": "email", "hashed": True, "salt": "x", "identity": hashed("ada@example.org")}},
        {"issuedOn": "2026-03-01T10:00:00Z"},
        {"expires": "2030-01-01T00:00:00Z"},
        {"evidence": "https://eve.example/work"},
        {"evidence": None},
        {"narrative": "She built ten robots."},
        {"@language": "de"},
        {"creditsEarned": 30},
        {"extensions:grade": {"type": "Extension", "grade": "A"}},
    ],
    ids=str,
)
def test_a_badge_that_differs_from_what_is_hosted_is_rejected(issuer: Ob2Issuer, change: dict[str, Any]) -> None:
    issuer.host_badge()
    found = judge(issuer, issuer.assertion(**change))
    assert answers(found) == (Authenticity.REJECTED, Currency.UNKNOWN)
    assert reasons(found, Outcome.FAILED) <= {"HOSTED_DIFFERS", "TERMS_NOT_COVERED"}


@pytest.mark.parametrize(
    "change",
    [
        {"name": "Rocket science"},
        {"description": "Builds rockets."},
        {"criteria": "https://badges.example.edu/criteria"},
        {"tags": ["rockets"]},
        {"alignment": []},
        {"id": "https://badges.example.edu/badges/other"},
        {"version": "2"},
        {"grade": "A"},
    ],
    ids=str,
)
def test_an_embedded_badge_class_that_differs_is_rejected(issuer: Ob2Issuer, change: dict[str, Any]) -> None:
    issuer.host_badge()
    found = judge(issuer, issuer.assertion(badge=issuer.badge_class(**change)))
    assert found.authenticity is Authenticity.REJECTED


def test_another_badge_class_of_the_same_issuer_is_rejected(issuer: Ob2Issuer) -> None:
    issuer.host_badge()
    other = f"https://{issuer.host}/badges/rockets"
    issuer.world.serve(other, issuer.badge_class(id=other, name="Rockets"))
    assert judge(issuer, issuer.assertion(badge=other)).authenticity is Authenticity.REJECTED


def test_an_expiry_that_was_taken_out_is_missed(issuer: Ob2Issuer) -> None:
    issuer.host_badge(expires="2026-01-01T00:00:00Z")
    assert judge(issuer, issuer.assertion()).authenticity is Authenticity.REJECTED
    assert judge(issuer, issuer.assertion(expires="2026-01-01T00:00:00+00:00")).currency is Currency.EXPIRED


@pytest.mark.parametrize("status", [404, 500, 403])
def test_a_copy_that_cannot_be_had_leaves_it_open(issuer: Ob2Issuer, status: int) -> None:
    made = issuer.host_badge()
    issuer.world.serve(made["id"], b"", status=status)
    assert answers(judge(issuer, made)) == (Authenticity.UNDETERMINED, Currency.UNKNOWN)
    del issuer.world.answers[made["id"]]
    assert answers(judge(issuer, made)) == (Authenticity.UNDETERMINED, Currency.UNKNOWN)


@pytest.mark.parametrize("content", [b"<html>", b"[]", b'{"a": 1}', b'{"id": 1, "id": 2}', b"\xff", b"[" * 100])
def test_a_copy_that_is_no_badge_leaves_it_open(issuer: Ob2Issuer, content: bytes) -> None:
    made = issuer.host_badge()
    issuer.world.serve(made["id"], content)
    found = judge(issuer, made)
    assert found.authenticity is Authenticity.UNDETERMINED
    assert "HOSTED_UNREADABLE" in reasons(found)


@pytest.mark.parametrize("part", ["id", "class_id"])
@pytest.mark.parametrize("content", [None, b"<html>", b"[]"])
def test_without_badge_class_or_profile_it_stays_open(issuer: Ob2Issuer, part: str, content: bytes | None) -> None:
    made = issuer.host_badge()
    if content is None:
        del issuer.world.answers[getattr(issuer, part)]
    else:
        issuer.world.serve(getattr(issuer, part), content)
    found = judge(issuer, made)
    assert answers(found) == (Authenticity.UNDETERMINED, Currency.UNKNOWN)
    assert "PART_UNREACHABLE" in reasons(found, Outcome.UNREACHABLE)


def test_what_is_gone_was_revoked(issuer: Ob2Issuer) -> None:
    made = issuer.host_badge()
    issuer.world.serve(made["id"], b"", status=410)
    assert answers(judge(issuer, made)) == (Authenticity.UNDETERMINED, Currency.REVOKED)
    issuer.world.serve(made["id"], {"revoked": True}, status=410)
    assert answers(judge(issuer, made)) == (Authenticity.UNDETERMINED, Currency.REVOKED)


def test_a_copy_that_says_revoked_was_revoked(issuer: Ob2Issuer) -> None:
    made = issuer.host_badge()
    issuer.world.serve(
        made["id"], {"id": made["id"], "type": "Assertion", "@context": made["@context"], "revoked": True}
    )
    assert answers(judge(issuer, made)) == (Authenticity.UNDETERMINED, Currency.REVOKED)
    issuer.world.serve(made["id"], made | {"revoked": True, "revocationReason": "cheated"})
    assert answers(judge(issuer, made)) == (Authenticity.AUTHENTIC, Currency.REVOKED)


def test_the_copy_at_the_address_must_be_of_that_address(issuer: Ob2Issuer) -> None:
    """Whoever may put a file on the issuer's site must not turn another badge of it into their own."""
    issuer.host_badge()
    moved = f"https://{issuer.host}/assertions/2"
    issuer.world.serve(moved, issuer.assertion())
    assert judge(issuer, issuer.assertion(id=moved)).authenticity is Authenticity.REJECTED


def test_a_hosted_badge_in_a_token_is_as_good_as_the_copy(issuer: Ob2Issuer) -> None:
    made = issuer.host_badge()
    foreign = Ob2Issuer("evil.example").key
    assert judge(issuer, issuer.sign(made, key=foreign)).authenticity is Authenticity.AUTHENTIC
    assert judge(issuer, issuer.sign(made | {"issuedOn": "2026-01-01T00:00:00Z"})).authenticity is Authenticity.REJECTED


def test_a_way_of_verification_that_is_not_known_leaves_it_open(issuer: Ob2Issuer) -> None:
    found = judge(issuer, issuer.host_badge(verification={"type": "BlockchainBadge"}))
    assert found.authenticity is Authenticity.UNDETERMINED
    assert "VERIFICATION_UNKNOWN" in reasons(found, Outcome.NOT_RUN)


def test_a_signed_badge_without_its_signature_is_rejected(issuer: Ob2Issuer) -> None:
    found = judge(issuer, issuer.host_badge(verification={"type": "signed", "creator": issuer.key_id}))
    assert found.authenticity is Authenticity.REJECTED
    assert "PROOF_MISSING" in reasons(found, Outcome.FAILED)


def test_a_site_that_moved_to_https_still_hosts_its_old_badges(issuer: Ob2Issuer) -> None:
    old = issuer.assertion(id="http://badges.example.edu/assertions/1")
    issuer.publish()
    issuer.world.serve("http://badges.example.edu/assertions/1", issuer.assertion())
    assert judge(issuer, old).authenticity is Authenticity.AUTHENTIC


@pytest.mark.parametrize(
    ("recipient", "holder", "reason"),
    [
        ({"hashed": True, "salt": "deadsea", "identity": hashed("ada@example.org")}, "email_matched", "EMAIL_MATCHED"),
        (
            {"hashed": True, "salt": "deadsea", "identity": hashed("ada@example.org").upper().replace("SHA", "sha")},
            "email_matched",
            "EMAIL_MATCHED",
        ),
        ({"hashed": True, "identity": hashed("ada@example.org", salt="")}, "email_matched", "EMAIL_MATCHED"),
        (
            {"hashed": True, "salt": "deadsea", "identity": hashed("ada@example.org", algorithm="md5")},
            "email_matched",
            "HASH_WEAK",
        ),
        ({"hashed": False, "salt": "deadsea", "identity": "ada@example.org"}, "email_matched", "EMAIL_MATCHED"),
        ({"hashed": True, "salt": "deadsea", "identity": hashed("eve@example.org")}, "mismatch", "EMAIL_DIFFERS"),
        ({"hashed": True, "identity": hashed("ada@example.org", algorithm="sha512")}, "bearer", "HASH_UNKNOWN"),
        ({"type": "telephone", "hashed": False, "identity": "+1 555 0100"}, "bearer", "NO_NAME"),
        ({"type": "url", "hashed": False, "identity": "https://ada.example"}, "bearer", "NO_NAME"),
    ],
    ids=str,
)
def test_recipients_are_named_in_many_ways(
    issuer: Ob2Issuer, recipient: dict[str, Any], holder: str, reason: str
) -> None:
    found = judge(issuer, issuer.host_badge(recipient={"type": "email", **recipient}), "ada@example.org")
    assert found.authenticity is Authenticity.AUTHENTIC
    assert found.holder == holder
    assert reason in reasons(found)


def test_a_badge_that_does_not_say_how_it_is_verified_is_taken_for_hosted(issuer: Ob2Issuer) -> None:
    found = judge(issuer, issuer.host_badge(verification=None))
    assert found.authenticity is Authenticity.AUTHENTIC
    assert "VERIFICATION_UNSTATED" in reasons(found, Outcome.WARNING)
