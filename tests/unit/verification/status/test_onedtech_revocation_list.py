"""1EdTech's revocation list: unsigned JSON that lists revoked credentials by id."""

from datetime import datetime
from typing import Any

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hiring.models.verdict import Authenticity, Currency, Verification
from tests.issuer_simulator import CONTEXT_2_0, OB_3_0_3, IssuerSimulator, Securing, badge, open_credential, secure

URL = "https://badges.example.edu/revocations"
EXTENSIONS = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"
BADGE = "urn:uuid:7f1a3c52-3b0e-4f6e-9a53-0d7a5f0a0001"
OTHER = "urn:uuid:7f1a3c52-3b0e-4f6e-9a53-0d7a5f0a0002"
ISSUER = "did:web:badges.example.edu"


@pytest.fixture
def world() -> IssuerSimulator:
    return IssuerSimulator()


def judge(world: IssuerSimulator, now: datetime, *, url: str = URL, securing: Securing = "jwt") -> Verification:
    issuer = world.web_issuer()
    document = badge(issuer, credentialStatus={"id": url, "type": "1EdTechRevocationList"})
    document["@context"] = [CONTEXT_2_0, OB_3_0_3, EXTENSIONS]
    found = world.verifier().verify(open_credential(secure(document, issuer, securing)), as_of=now)
    assert found.authenticity is Authenticity.AUTHENTIC
    return found


def reasons(found: Verification) -> list[str]:
    return [check.reason for check in found.checks if check.name == "status"]


def listing(*entries: Any, name: str = "revokedCredential", issuer: Any = ISSUER) -> dict[str, Any]:
    return {"id": URL, "issuer": issuer, name: list(entries)}


@pytest.mark.parametrize("name", ["revokedCredential", "revokedCredentials"])
@pytest.mark.parametrize("securing", ["jwt", "eddsa-rdfc-2022"])
@pytest.mark.parametrize("issuer", [ISSUER, {"id": ISSUER, "type": "Profile"}])
@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ({"id": BADGE}, Currency.REVOKED),
        ({"id": BADGE, "revoked": True, "revocationReason": "Issued by mistake."}, Currency.REVOKED),
        ({"id": BADGE, "revoked": False}, Currency.CURRENT),
        ({"id": OTHER}, Currency.CURRENT),
        (BADGE, Currency.REVOKED),
    ],
)
def test_a_listed_badge_is_revoked(
    world: IssuerSimulator, now: datetime, name: str, securing: Securing, issuer: Any, entry: Any, expected: Currency
) -> None:
    world.serve(URL, listing({"id": OTHER}, entry, name=name, issuer=issuer))
    found = judge(world, now, securing=securing)
    assert found.currency is expected
    assert reasons(found) == ["REVOKED" if expected is Currency.REVOKED else "STATUS_CLEAR", "STATUS_LIST_UNSIGNED"]


def test_the_reason_is_told_and_that_nobody_signed_it(world: IssuerSimulator, now: datetime) -> None:
    world.serve(URL, listing({"id": BADGE, "revocationReason": "Issued by mistake."}))
    revoked, unsigned = (check for check in judge(world, now).checks if check.name == "status")
    assert revoked.detail == "The issuer lists it as revoked: Issued by mistake."
    assert "badges.example.edu" in unsigned.detail


@pytest.mark.parametrize(
    ("served", "reason"),
    [
        (listing(issuer="did:web:other.example"), "STATUS_LIST_OF_ANOTHER"),
        (listing(issuer=None), "STATUS_LIST_OF_ANOTHER"),
        (listing({"id": BADGE}, issuer="did:web:other.example"), "STATUS_LIST_OF_ANOTHER"),
        ({"id": URL, "issuer": ISSUER}, "STATUS_LIST_MALFORMED"),
        ([], "STATUS_LIST_MALFORMED"),
        (b"<html>", "STATUS_LIST_MALFORMED"),
        (b'{"issuer": "did:web:badges.example.edu", "issuer": "x"}', "STATUS_LIST_MALFORMED"),
        (listing({"id": BADGE, "revoked": "no"}), "STATUS_LIST_MALFORMED"),
        (listing({"revoked": True}), "STATUS_LIST_MALFORMED"),
        (listing(7), "STATUS_LIST_MALFORMED"),
    ],
)
def test_a_list_that_cannot_be_read_or_trusted_leaves_it_unknown(
    world: IssuerSimulator, now: datetime, served: Any, reason: str
) -> None:
    world.serve(URL, served)
    found = judge(world, now)
    assert (found.currency, reasons(found)[0]) == (Currency.UNKNOWN, reason)


@pytest.mark.parametrize("status", [None, 404, 410, 500])
def test_a_list_that_is_not_there_leaves_it_unknown(world: IssuerSimulator, now: datetime, status: int | None) -> None:
    if status is not None:
        world.serve(URL, listing(), status=status)
    found = judge(world, now)
    assert (found.currency, reasons(found)) == (Currency.UNKNOWN, ["STATUS_UNREACHABLE"])


def test_over_an_open_connection_nothing_vouches_for_it(world: IssuerSimulator, now: datetime) -> None:
    url = URL.replace("https", "http")
    world.serve(url, listing())
    found = judge(world, now, url=url)
    assert (found.currency, reasons(found)) == (Currency.UNKNOWN, ["STATUS_LIST_NOT_PROVEN"])
    assert url not in world.asked


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.sampled_from([BADGE, OTHER, ISSUER, ""]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["id", "issuer", "revoked", "revokedCredential", "revocationReason", "x"]), inner
        )
    ),
    max_leaves=8,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=40) | JSON.map(orjson.dumps) | JSON.map(lambda items: orjson.dumps(listing(items))))
def test_whatever_is_served_becomes_a_check(now: datetime, content: bytes) -> None:
    world = IssuerSimulator()
    world.serve(URL, content)
    assert "INTERNAL_ERROR" not in reasons(judge(world, now))
