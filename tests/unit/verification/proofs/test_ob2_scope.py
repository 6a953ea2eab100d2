"""Hosted Open Badges 2.0: where an issuer says that its badges lie, and what lies elsewhere."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from hiring.models.document import Document
from hiring.models.verdict import Authenticity, Outcome, Verification
from hiring.verification.verifier import Recipient, Verifier
from tests.issuer_simulator import IssuerSimulator, canonicaliser
from tests.ob2_issuer import Ob2Issuer
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


# What a Profile may say of where its badges lie, and whether that covers https://badges.example.edu/assertions/1.
SCOPES: list[tuple[Any, bool]] = [
    ({"startsWith": "https://badges.example.edu/assertions/"}, True),
    ({"startsWith": ["https://other.example/", "https://badges.example.edu/"]}, True),
    ({"startsWith": "https://badges.example.edu"}, True),
    ({"startsWith": "https://badges.example"}, False),
    ({"startsWith": "https://badges.example.edu/other/"}, False),
    ({"startsWith": ["https://other.example/", "https://badges.example.edu/x"]}, False),
    ({"startsWith": "http://badges.example.edu/"}, False),
    ({"startsWith": []}, False),
    ({"startsWith": 7}, False),
    ({"startsWith": ""}, False),
    ({"allowedOrigins": "badges.example.edu"}, True),
    ({"allowedOrigins": ["x.example", "BADGES.example.edu"]}, True),
    ({"allowedOrigins": "https://badges.example.edu"}, True),
    ({"allowedOrigins": "example.edu"}, False),
    ({"allowedOrigins": ["x.example"]}, False),
    ({"allowedOrigins": []}, False),
    ({"startsWith": "https://badges.example.edu/", "allowedOrigins": "x.example"}, False),
    ({"type": "hosted"}, True),
    (None, True),
    ("hosted", True),
    ([{"type": "hosted"}, {"startsWith": "https://badges.example.edu/"}], True),
    ([{"startsWith": "https://badges.example.edu/"}, {"allowedOrigins": "x.example"}], False),
]


@pytest.mark.parametrize(("rule", "covered"), SCOPES, ids=str)
def test_the_issuer_says_where_its_badges_lie(issuer: Ob2Issuer, rule: Any, covered: bool) -> None:
    made = issuer.host_badge()
    issuer.publish(profile=issuer.profile(verification=rule))
    found = judge(issuer, made)
    assert found.authenticity is (Authenticity.AUTHENTIC if covered else Authenticity.REJECTED)
    assert ("HOSTED_ELSEWHERE" in reasons(found, Outcome.FAILED)) is not covered


@pytest.mark.parametrize(("rule", "covered"), SCOPES[:5], ids=str)
@pytest.mark.parametrize("where", ["badge_class", "assertion"])
def test_badge_class_and_assertion_can_narrow_it(issuer: Ob2Issuer, where: str, rule: Any, covered: bool) -> None:
    made = issuer.host_badge(**({"verification": {"type": "hosted", **rule}} if where == "assertion" else {}))
    if where == "badge_class":
        issuer.publish(badge_class=issuer.badge_class(verification=rule))
    assert judge(issuer, made).authenticity is (Authenticity.AUTHENTIC if covered else Authenticity.REJECTED)


class TestElsewhere:
    """Somebody else hosts a badge in the issuer's name."""

    @pytest.fixture
    def forger(self, issuer: Ob2Issuer) -> Ob2Issuer:
        issuer.publish()
        return Ob2Issuer("evil.example", world=issuer.world)

    def test_on_another_site_it_is_rejected(self, issuer: Ob2Issuer, forger: Ob2Issuer) -> None:
        made = forger.host_badge(badge=issuer.class_id)
        found = judge(issuer, made)
        assert found.authenticity is Authenticity.REJECTED
        assert "HOSTED_ELSEWHERE" in reasons(found, Outcome.FAILED)

    def test_rules_that_the_badge_brings_along_do_not_count(self, issuer: Ob2Issuer, forger: Ob2Issuer) -> None:
        own = {"allowedOrigins": "evil.example", "startsWith": "https://evil.example/"}
        embedded = issuer.badge_class(issuer=issuer.profile(verification=own), verification=own)
        made = forger.host_badge(badge=embedded, verification={"type": "hosted", **own})
        assert judge(issuer, made).authenticity is Authenticity.REJECTED

    def test_a_profile_that_calls_itself_another_is_called_by_its_address(
        self, issuer: Ob2Issuer, forger: Ob2Issuer
    ) -> None:
        made = forger.host_badge()
        forger.publish(profile=forger.profile(id=issuer.id))
        credential = forger.open(made)
        assert credential.issuer.id == forger.id
        assert "PART_ID_DIFFERS" in reasons(judge(issuer, made), Outcome.WARNING)

    def test_a_badge_class_that_calls_itself_another_is_called_by_its_address(
        self, issuer: Ob2Issuer, forger: Ob2Issuer
    ) -> None:
        made = forger.host_badge()
        forger.publish(badge_class=forger.badge_class(id=issuer.class_id))
        credential = forger.open(made)
        assert credential.achievement is not None
        assert credential.achievement.id == forger.class_id

    @pytest.mark.parametrize(
        "address",
        [
            "https://badges.example.edu.evil.example/assertions/1",
            "https://badges.example.edu@evil.example/assertions/1",
            "https://evil.example/https://badges.example.edu/assertions/1",
            "https://evil.example\\@badges.example.edu/assertions/1",
            "https://badges.example.edu:8443/assertions/1",
            "https://badges.example.edu/assertions/../evil/1",
            "https://badges.example.edu/assertions/%2e%2E/evil/1",
            "https://badges.example.edu/assertions/..%2Fevil/1",
            "https://badges.example.edu/assertions/%252e%252e%5cevil/1",
            "https://badges.example.edu/assertions/..;/evil/1",
            "urn:uuid:1",
            "ftp://badges.example.edu/assertions/1",
        ],
    )
    def test_addresses_that_only_look_like_the_issuers(self, issuer: Ob2Issuer, address: str) -> None:
        made = issuer.assertion(id=address)
        issuer.publish(profile=issuer.profile(verification={"startsWith": "https://badges.example.edu/assertions/"}))
        issuer.world.serve(address, made)
        assert judge(issuer, made).authenticity is not Authenticity.AUTHENTIC


class Leading:
    """A world in which some addresses lead on to others."""

    def __init__(self, world: IssuerSimulator, led: dict[str, str]) -> None:
        self._world, self._led = world, led

    def get(self, url: str) -> Document:
        answer = self._world.get(url)
        return replace(answer, headers=(("content-location", self._led[url]),)) if url in self._led else answer


@pytest.mark.parametrize(
    ("url", "to", "reason"),
    [
        ("https://badges.example.edu/assertions/1", "https://evil.example/1", "HOSTED_LEADS_ELSEWHERE"),
        (
            "https://badges.example.edu/assertions/1",
            "https://badges.example.edu.evil.example/1",
            "HOSTED_LEADS_ELSEWHERE",
        ),
        ("https://badges.example.edu/issuer", "https://evil.example/issuer", "ISSUER_LEADS_ELSEWHERE"),
        ("https://badges.example.edu/assertions/1", "https://badges.example.edu/api/1", None),
        ("https://badges.example.edu/issuer", "https://badges.example.edu/api/issuer", None),
    ],
)
def test_an_address_that_leads_to_another_site_shows_nothing(
    issuer: Ob2Issuer, url: str, to: str, reason: str | None
) -> None:
    """Else whoever finds a page of the issuer's that leads anywhere could host badges in its name."""
    made = issuer.host_badge()
    verifier = Verifier(Leading(issuer.world, {url: to}), canonicaliser())
    found = verifier.verify(issuer.open(made), as_of=AS_OF)
    assert found.authenticity is (Authenticity.AUTHENTIC if reason is None else Authenticity.UNDETERMINED)
    assert reason is None or reason in reasons(found, Outcome.NOT_RUN)
    if "issuer" in url:
        signed = verifier.verify(issuer.open(issuer.sign()), as_of=AS_OF)
        assert signed.authenticity is found.authenticity
