"""Revocation in Open Badges 1 and 2: the issuer's list."""

import time
from typing import Any

import pytest

from hiring.models.verdict import Authenticity, Currency, Verification
from tests.ob2_issuer import Ob2Issuer
from tests.unit.verification.issuers import AS_OF

LIST = "https://badges.example.edu/revoked"
BADGE = "urn:uuid:9b1d7d0e-5a6f-4c57-8d11-0a3f6f6b2c01"


@pytest.fixture
def issuer() -> Ob2Issuer:
    made = Ob2Issuer()
    made.publish(profile=made.profile(revocationList=LIST))
    return made


def revocation_list(university: Ob2Issuer, /, *entries: Any, **changes: Any) -> dict[str, Any]:
    made = {"@context": "https://w3id.org/openbadges/v2", "type": "RevocationList", "id": LIST, "issuer": university.id}
    made |= {"revokedAssertions": list(entries)} | changes
    return {name: value for name, value in made.items() if value is not None}


def judge(issuer: Ob2Issuer, badge: Any = None) -> Verification:
    return issuer.world.verifier().verify(issuer.open(badge or issuer.sign()), as_of=AS_OF)


@pytest.mark.parametrize(
    ("entries", "currency"),
    [
        ([], Currency.CURRENT),
        (["urn:uuid:other", {"id": "urn:uuid:other", "revocationReason": "x"}], Currency.CURRENT),
        ([BADGE], Currency.REVOKED),
        ([{"id": BADGE, "revocationReason": "Cheated"}], Currency.REVOKED),
        ([{"id": BADGE}], Currency.REVOKED),
        ([{"uid": "9b1d7d0e-5a6f-4c57-8d11-0a3f6f6b2c01"}], Currency.REVOKED),
        (["urn:uuid:other", {"id": "x", "uid": BADGE}], Currency.REVOKED),
        ([7, BADGE], Currency.REVOKED),
        ([7], Currency.UNKNOWN),
        ([{"reason": "x"}], Currency.UNKNOWN),
        ([[BADGE]], Currency.UNKNOWN),
    ],
)
def test_entries_are_texts_or_objects(issuer: Ob2Issuer, entries: list[Any], currency: Currency) -> None:
    issuer.world.serve(LIST, revocation_list(issuer, *entries))
    found = judge(issuer)
    assert (found.authenticity, found.currency) == (Authenticity.AUTHENTIC, currency)


@pytest.mark.parametrize(
    "listed", ["https://badges.example.edu/assertions/1", "http://badges.example.edu/assertions/1"]
)
def test_a_list_may_name_a_badge_as_before_its_site_moved(issuer: Ob2Issuer, listed: str) -> None:
    made = issuer.host_badge()
    issuer.publish(profile=issuer.profile(revocationList=LIST))
    issuer.world.serve(LIST, revocation_list(issuer, listed))
    assert judge(issuer, made).currency is Currency.REVOKED


def test_a_long_list_is_read_in_time(issuer: Ob2Issuer) -> None:
    issuer.world.serve(LIST, revocation_list(issuer, *(f"https://badges.example.edu/a/{n}" for n in range(50_000))))
    started = time.monotonic()
    assert judge(issuer).currency is Currency.CURRENT
    assert time.monotonic() - started < 2


def test_a_reason_is_told(issuer: Ob2Issuer) -> None:
    issuer.world.serve(LIST, revocation_list(issuer, {"id": BADGE, "revocationReason": "Cheated"}))
    assert any("Cheated" in check.detail for check in judge(issuer).checks if check.reason == "REVOKED")


@pytest.mark.parametrize("content", [None, b"", b"<html>", b"[]", b'"x"', b"\xff", b'{"type": "RevocationList"}'])
def test_a_list_that_cannot_be_read_leaves_it_unknown(issuer: Ob2Issuer, content: bytes | None) -> None:
    if content is not None:
        issuer.world.serve(LIST, content)
    found = judge(issuer)
    assert (found.authenticity, found.currency) == (Authenticity.AUTHENTIC, Currency.UNKNOWN)


@pytest.mark.parametrize("status", [404, 410, 503])
def test_a_list_that_does_not_answer_leaves_it_unknown(issuer: Ob2Issuer, status: int) -> None:
    issuer.world.serve(LIST, revocation_list(issuer), status=status)
    assert judge(issuer).currency is Currency.UNKNOWN


def test_the_list_of_another_issuer_says_nothing(issuer: Ob2Issuer) -> None:
    for other in ("https://evil.example/issuer", {"id": "https://evil.example/issuer"}, 7):
        issuer.world.serve(LIST, revocation_list(issuer, issuer=other))
        assert judge(issuer).currency is Currency.UNKNOWN
    for own in (issuer.id, {"id": issuer.id}, None):
        issuer.world.serve(LIST, revocation_list(issuer, issuer=own))
        assert judge(issuer).currency is Currency.CURRENT


@pytest.mark.parametrize("named", [7, {"type": "RevocationList", "revokedAssertions": []}, [LIST, 7]])
def test_a_list_that_is_named_in_an_unreadable_way_does_not_seem_absent(issuer: Ob2Issuer, named: Any) -> None:
    issuer.world.serve(LIST, revocation_list(issuer))
    issuer.publish(profile=issuer.profile(revocationList=named))
    assert judge(issuer).currency is Currency.UNKNOWN


def test_hosted_badges_are_looked_up_on_the_list_too(issuer: Ob2Issuer) -> None:
    made = issuer.host_badge()
    issuer.publish(profile=issuer.profile(revocationList={"id": LIST}))
    issuer.world.serve(LIST, revocation_list(issuer, made["id"]))
    found = judge(issuer, made)
    assert (found.authenticity, found.currency) == (Authenticity.AUTHENTIC, Currency.REVOKED)


def test_a_list_that_the_badge_brings_along_does_not_count(issuer: Ob2Issuer) -> None:
    issuer.world.serve(LIST, revocation_list(issuer, BADGE))
    issuer.world.serve("https://evil.example/empty", revocation_list(issuer))
    embedded = issuer.badge_class(issuer=issuer.profile(revocationList="https://evil.example/empty"))
    found = judge(issuer, issuer.sign(issuer.signed_assertion(badge=embedded)))
    assert (found.authenticity, found.currency) == (Authenticity.AUTHENTIC, Currency.REVOKED)
