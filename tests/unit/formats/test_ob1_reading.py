"""Open Badges of before 2.0: 1.1, 1.0 and 0.5, hosted and signed."""

from datetime import UTC, datetime
from typing import Any

import pytest

from hiring.models.verdict import Authenticity, Currency, Verification
from hiring.verification.issuing import SigningKey
from hiring.verification.verifier import Recipient
from tests.ob2_issuer import Ob2Issuer, hashed, pem
from tests.unit.verification.issuers import AS_OF

ADDRESS = "https://badges.example.edu/assertions/1"
KEY = "https://badges.example.edu/keys/1.pem"
LIST = "https://badges.example.edu/revoked"


@pytest.fixture
def issuer() -> Ob2Issuer:
    """Its parts as 1.0 wrote them: without context, type and id."""
    made = Ob2Issuer()
    removed: dict[str, Any] = {"@context": None, "type": None, "id": None}
    made.publish(
        profile=made.profile(publicKey=None, revocationList=LIST, **removed),
        badge_class=made.badge_class(criteria="https://badges.example.edu/criteria", **removed),
    )
    made.world.serve(KEY, pem(made.key).encode())
    made.world.serve(LIST, {"other": "cheated"})
    return made


def assertion(issuer: Ob2Issuer, **changes: Any) -> dict[str, Any]:
    made: dict[str, Any] = {
        "uid": "abc-1",
        "recipient": {"type": "email", "hashed": True, "salt": "deadsea", "identity": hashed("ada@example.org")},
        "badge": issuer.class_id,
        "verify": {"type": "hosted", "url": ADDRESS},
        "issuedOn": 1_359_217_910,
    }
    return made | changes


def signed(issuer: Ob2Issuer, **changes: Any) -> dict[str, Any]:
    return assertion(issuer, verify={"type": "signed", "url": KEY}, **changes)


def judge(issuer: Ob2Issuer, badge: dict[str, Any] | bytes) -> Verification:
    recipient = Recipient(email="ada@example.org")
    return issuer.world.verifier().verify(issuer.open(badge), as_of=AS_OF, recipient=recipient)


def test_a_badge_of_1_0_is_read(issuer: Ob2Issuer) -> None:
    found = issuer.open(assertion(issuer))
    assert (found.format, found.data_model, found.securing, found.id) == ("ob1", "ob1", "hosted", ADDRESS)
    assert not found.problems
    assert not found.unresolved
    assert found.valid_from == datetime(2013, 1, 26, 16, 31, 50, tzinfo=UTC)
    assert found.achievement is not None
    assert (found.achievement.name, found.issuer.id) == ("Robotics", issuer.id)


def test_a_hosted_badge_is_compared_with_what_is_hosted(issuer: Ob2Issuer) -> None:
    made = assertion(issuer)
    issuer.world.serve(ADDRESS, made)
    found = judge(issuer, made)
    assert (found.authenticity, found.currency) == (Authenticity.AUTHENTIC, Currency.CURRENT)
    assert found.holder == "email_matched"
    assert judge(issuer, made | {"issuedOn": 1_359_217_911}).authenticity is Authenticity.REJECTED
    assert judge(issuer, made | {"issuedOn": "2013-01-26T16:31:50Z"}).authenticity is Authenticity.AUTHENTIC
    issuer.world.serve(ADDRESS, {"revoked": True}, status=410)
    assert judge(issuer, made).currency is Currency.REVOKED


def test_a_badge_of_1_1_has_context_and_identifier(issuer: Ob2Issuer) -> None:
    made = assertion(issuer, id=ADDRESS, type="Assertion", **{"@context": "https://w3id.org/openbadges/v1"})
    issuer.world.serve(ADDRESS, made)
    assert issuer.open(made).format == "ob1"
    assert judge(issuer, made).authenticity is Authenticity.AUTHENTIC


def test_a_signed_badge_is_verified_with_a_key_on_its_issuers_site(issuer: Ob2Issuer) -> None:
    found = judge(issuer, issuer.sign(signed(issuer)))
    assert (found.authenticity, found.currency) == (Authenticity.AUTHENTIC, Currency.CURRENT)


def test_a_key_on_another_site_is_not_the_issuers(issuer: Ob2Issuer) -> None:
    foreign = SigningKey.from_seed("P-256", b"foreign")
    issuer.world.serve("https://evil.example/key.pem", pem(foreign).encode())
    made = assertion(issuer, verify={"type": "signed", "url": "https://evil.example/key.pem"})
    found = judge(issuer, issuer.sign(made, key=foreign))
    assert found.authenticity is Authenticity.REJECTED
    assert "KEY_NOT_AUTHORISED" in {check.reason for check in found.checks}


@pytest.mark.parametrize("content", [None, b"", b"<html>", b"\xff\xfe"])
def test_a_key_that_cannot_be_had_leaves_it_open(issuer: Ob2Issuer, content: bytes | None) -> None:
    del issuer.world.answers[KEY]
    if content is not None:
        issuer.world.serve(KEY, content)
    assert judge(issuer, issuer.sign(signed(issuer))).authenticity is Authenticity.UNDETERMINED


def test_the_list_of_1_x_names_what_was_revoked_by_number(issuer: Ob2Issuer) -> None:
    issuer.world.serve(LIST, {"other": "x", "abc-1": "Cheated"})
    assert judge(issuer, issuer.sign(signed(issuer))).currency is Currency.REVOKED


def test_texts_for_truth_and_numbers_for_names_are_read(issuer: Ob2Issuer) -> None:
    made = signed(issuer, uid=7)
    made["recipient"] |= {"hashed": "true"}
    found = issuer.open(issuer.sign(made))
    assert (found.id, found.identifiers[0].hashed) == ("7", True)
    issuer.world.serve(LIST, {"7": "Cheated"})
    assert judge(issuer, issuer.sign(made)).currency is Currency.REVOKED


@pytest.mark.parametrize("seconds", [1e30, -1e30, True, [1], {}])
def test_a_date_in_no_calendar_is_a_problem(issuer: Ob2Issuer, seconds: Any) -> None:
    assert "DATE_MALFORMED" in {problem.code for problem in issuer.open(assertion(issuer, issuedOn=seconds)).problems}


def badge_of_0_5(**changes: Any) -> dict[str, Any]:
    return {
        "recipient": hashed("ada@example.org"),
        "salt": "deadsea",
        "evidence": "/work/1",
        "issued_on": "2011-08-23",
        "badge": {
            "version": "0.5.0",
            "name": "HTML5 Fundamental",
            "description": "Knows HTML.",
            "criteria": "/html5.html",
            "issuer": {"origin": "https://p2pu.example", "name": "P2PU", "contact": "admin@p2pu.example"},
        },
    } | changes


def test_a_badge_of_0_5_is_read_and_cannot_be_confirmed(issuer: Ob2Issuer) -> None:
    found = issuer.open(badge_of_0_5())
    assert found.format == "ob1"
    assert not found.problems
    assert (found.issuer.id, found.issuer.name) == ("https://p2pu.example", "P2PU")
    assert found.achievement is not None
    assert found.achievement.criteria_id == "https://p2pu.example/html5.html"
    assert found.version == "0.5.0"
    answer = judge(issuer, badge_of_0_5())
    assert (answer.authenticity, answer.currency) == (Authenticity.UNDETERMINED, Currency.UNKNOWN)
    assert any("does not say where its issuer hosts it" in check.detail for check in answer.checks)
    assert not issuer.world.asked


@pytest.mark.parametrize("issued_by", [None, "P2PU", {}, {"origin": 7}, {"origin": "http://["}])
def test_a_badge_of_0_5_that_names_nobody_is_not_authentic(issuer: Ob2Issuer, issued_by: Any) -> None:
    made = badge_of_0_5()
    made["badge"]["issuer"] = issued_by
    assert judge(issuer, made).authenticity is not Authenticity.AUTHENTIC
