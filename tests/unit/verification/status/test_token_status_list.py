"""Token status lists: every value of every width, and lists that are stale, forged, another's or no list at all."""

import json
import zlib
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hiring.errors import CredenceError
from hiring.models.credential import Credential, StatusEntry
from hiring.models.verdict import Authenticity, Currency, Verification
from hiring.settings import MAX_STATUS_LIST_BYTES
from hiring.verification.issuing import SigningKey
from hiring.verification.multibase import encode_base64url
from hiring.verification.status import ListReader, methods
from tests.issuer_simulator import Issuer, IssuerSimulator, badge, open_credential, secure
from tests.unit.verification.certificates import root, x5c
from tests.unit.verification.status.token_lists import pack, token_list

URL = "https://badges.example.edu/tokens/1"
MADE = datetime.fromisoformat("2026-05-01T00:00:00Z")
FOREIGN = SigningKey.from_seed("Ed25519", b"forger")


@pytest.fixture
def world() -> IssuerSimulator:
    return IssuerSimulator()


def listed(issuer: Issuer, index: str | None, url: str | None = URL) -> Credential:
    entry = StatusEntry(type="TokenStatusList", list_credential=url, list_index=index)
    return open_credential(secure(badge(issuer), issuer, "jwt")).model_copy(update={"statuses": (entry,)})


def serve(world: IssuerSimulator, values: dict[int, int], **lies: Any) -> Issuer:
    issuer = world.web_issuer()
    made = {"made": MADE, "kid": issuer.method, **lies}
    world.serve(URL, token_list(made.pop("key", issuer.key), made.pop("url", URL), values, **made))
    return issuer


def judge(world: IssuerSimulator, issuer: Issuer, now: datetime, index: str | None = "7") -> Verification:
    found = world.verifier().verify(listed(issuer, index), as_of=now)
    assert found.authenticity is Authenticity.AUTHENTIC
    return found


def reasons(found: Verification) -> list[str]:
    return [check.reason for check in found.checks if check.name == "status"]


@pytest.mark.parametrize("bits", [1, 2, 4, 8])
def test_every_width_is_read_from_the_least_significant_bit(world: IssuerSimulator, now: datetime, bits: int) -> None:
    issuer = serve(world, {7: 1}, bits=bits)
    assert judge(world, issuer, now).currency is Currency.REVOKED
    for index in ("0", "6", "8"):
        assert reasons(judge(world, issuer, now, index)) == ["STATUS_CLEAR"]


@pytest.mark.parametrize(
    ("value", "currency", "reason"),
    [
        (0, Currency.CURRENT, "STATUS_CLEAR"),
        (1, Currency.REVOKED, "REVOKED"),
        (2, Currency.SUSPENDED, "SUSPENDED"),
        (3, Currency.UNKNOWN, "STATUS_VALUE_UNKNOWN"),
        (11, Currency.UNKNOWN, "STATUS_VALUE_UNKNOWN"),
        (255, Currency.UNKNOWN, "STATUS_VALUE_UNKNOWN"),
    ],
)
def test_values(world: IssuerSimulator, now: datetime, value: int, currency: Currency, reason: str) -> None:
    found = judge(world, serve(world, {7: value}, bits=8), now)
    assert (found.currency, reasons(found)) == (currency, [reason])


def _lst(content: bytes) -> dict[str, Any]:
    return {"bits": 1, "lst": encode_base64url(content)}


@pytest.mark.parametrize(
    ("lies", "reason"),
    [
        ({"key": FOREIGN}, "STATUS_LIST_REJECTED"),
        ({"key": FOREIGN, "kid": FOREIGN.did_key_method}, "STATUS_LIST_REJECTED"),
        ({"key": FOREIGN, "kid": None, "header": {"jwk": FOREIGN.public_jwk()}}, "STATUS_LIST_REJECTED"),
        ({"header": {"alg": "none"}}, "STATUS_LIST_REJECTED"),
        ({"header": {"alg": "HS256"}}, "STATUS_LIST_REJECTED"),
        ({"iss": "did:web:unreachable.example", "kid": None}, "STATUS_LIST_NOT_PROVEN"),
        ({"iss": 7}, "STATUS_LIST_MALFORMED"),
        ({"typ": "JWT"}, "STATUS_LIST_WRONG_TYPE"),
        ({"typ": "vc+jwt"}, "STATUS_LIST_WRONG_TYPE"),
        ({"sub": "https://badges.example.edu/tokens/2"}, "STATUS_LIST_OF_ANOTHER_ADDRESS"),
        ({"sub": None}, "STATUS_LIST_OF_ANOTHER_ADDRESS"),
        ({"iat": None}, "STATUS_LIST_MALFORMED"),
        ({"iat": "yesterday"}, "STATUS_LIST_REJECTED"),
        ({"iat": 4_000_000_000}, "STATUS_LIST_NOT_YET_VALID"),
        ({"exp": 1_700_000_000}, "STATUS_LIST_EXPIRED"),
        ({"ttl": -1}, "STATUS_LIST_MALFORMED"),
        ({"ttl": "long"}, "STATUS_LIST_MALFORMED"),
        ({"ttl": 1e300}, "STATUS_LIST_MALFORMED"),
        ({"status_list": None}, "STATUS_LIST_MALFORMED"),
        ({"status_list": {"bits": 3, "lst": pack({})}}, "STATUS_LIST_MALFORMED"),
        ({"status_list": {"bits": True, "lst": pack({})}}, "STATUS_LIST_MALFORMED"),
        ({"status_list": {"bits": [1], "lst": pack({})}}, "STATUS_LIST_MALFORMED"),
        ({"status_list": {"bits": 1, "lst": 7}}, "STATUS_LIST_MALFORMED"),
        ({"status_list": _lst(b"not compressed")}, "STATUS_LIST_MALFORMED"),
        ({"status_list": _lst(zlib.compress(b"\0" * 125)[:-2])}, "STATUS_LIST_MALFORMED"),
        ({"status_list": _lst(zlib.compress(b"\0"))}, "STATUS_INDEX_OUT_OF_RANGE"),
        ({"status_list": _lst(zlib.compress(bytes(MAX_STATUS_LIST_BYTES + 1)))}, "STATUS_LIST_TOO_LARGE"),
    ],
)
def test_lists_that_say_nothing(world: IssuerSimulator, now: datetime, lies: dict[str, Any], reason: str) -> None:
    index = "9" if reason == "STATUS_INDEX_OUT_OF_RANGE" else "7"
    found = judge(world, serve(world, {}, **lies), now, index)
    assert (found.currency, reasons(found)) == (Currency.UNKNOWN, [reason])


@pytest.mark.parametrize("index", [None, "", "-1", "seven", "\u0667", "9" * 13])
def test_an_entry_without_a_place_says_nothing(world: IssuerSimulator, now: datetime, index: str | None) -> None:
    assert reasons(judge(world, serve(world, {}), now, index)) == ["STATUS_ENTRY_MALFORMED"]


def test_an_entry_past_the_end_says_nothing(world: IssuerSimulator, now: datetime) -> None:
    assert reasons(judge(world, serve(world, {}), now, "999999999999")) == ["STATUS_INDEX_OUT_OF_RANGE"]


def test_a_list_that_nobody_serves_leaves_it_open(world: IssuerSimulator, now: datetime) -> None:
    issuer = world.web_issuer()
    assert reasons(judge(world, issuer, now)) == ["STATUS_UNREACHABLE"]
    world.serve(URL, b"gone", status=410)
    assert reasons(judge(world, issuer, now)) == ["STATUS_UNREACHABLE"]
    world.serve(URL, b"\xd2\x84 CBOR")
    assert reasons(judge(world, issuer, now)) == ["STATUS_LIST_REJECTED"]


def test_a_list_of_another_party_is_named(world: IssuerSimulator, now: datetime) -> None:
    other = world.web_issuer("status.example")
    issuer = serve(world, {7: 1}, key=other.key, kid=other.method, iss=other.did)
    assert reasons(judge(world, issuer, now)) == ["REVOKED", "STATUS_ISSUER_DIFFERS"]


def test_a_list_older_than_it_should_be_is_told(world: IssuerSimulator, now: datetime) -> None:
    found = judge(world, serve(world, {}, ttl=3_600), now + timedelta(days=400))
    assert reasons(found) == ["STATUS_CLEAR", "STATUS_LIST_STALE"]
    assert reasons(judge(world, serve(world, {}, ttl=4e9), now)) == ["STATUS_CLEAR"]


def test_a_certificate_does_for_lists_what_it_does_for_badges(world: IssuerSimulator, now: datetime) -> None:
    key = SigningKey.from_seed("P-256", b"lists")
    chain = x5c(root(b"root").leaf(key, uris=["did:web:badges.example.edu"]))
    issuer = serve(world, {}, key=key, kid=None, header={"x5c": chain})
    assert reasons(judge(world, issuer, now)) == ["STATUS_LIST_REJECTED"]  # the issuer's document lists another key


def test_a_list_is_opened_once_for_all_that_are_on_it(world: IssuerSimulator, now: datetime) -> None:
    issuer = serve(world, {7: 1})
    reader = world.verifier()._lists
    (method,) = (one for one in methods() if one.name == "token-status-list")
    for index in ("7", "8", "9"):
        credential = listed(issuer, index)
        assert list(method.read(credential.statuses[0], credential, reader, now))
    assert len(reader._kept) == 1


@settings(max_examples=150, deadline=None)
@given(st.integers(0), st.binary(min_size=1, max_size=2))
def test_no_changed_byte_clears_a_revoked_badge(position: int, replacement: bytes) -> None:
    now = datetime.fromisoformat("2026-06-01T00:00:00Z")
    world = IssuerSimulator()
    issuer = serve(world, {7: 1})
    content = bytearray(world.answers[URL][1])
    at = position % len(content)
    content[at : at + 1] = replacement
    world.serve(URL, bytes(content))
    assert judge(world, issuer, now).currency in (Currency.REVOKED, Currency.UNKNOWN)


@settings(max_examples=100)
@given(
    st.binary(max_size=80)
    | st.lists(st.binary(max_size=30), min_size=3, max_size=3).map(
        lambda parts: b".".join(encode_base64url(json.dumps(part.hex()).encode()).encode() for part in parts)
    )
)
def test_any_bytes_are_refused_in_words(content: bytes) -> None:
    world = IssuerSimulator()
    issuer = world.web_issuer()
    world.serve(URL, content)
    (method,) = (one for one in methods() if one.name == "token-status-list")
    credential = listed(issuer, "7")
    lists = ListReader(world, lambda _credential, _as_of: (Authenticity.REJECTED, ""))
    with pytest.raises(CredenceError):
        list(method.read(credential.statuses[0], credential, lists, MADE))
