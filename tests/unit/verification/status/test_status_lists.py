"""Status lists that are honest, odd, out of date, forged or absent."""

import base64
import gzip
from datetime import datetime
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiring.errors import VerificationError
from hiring.models.verdict import Authenticity, Currency, Verification
from hiring.settings import MAX_STATUS_ENTRIES, MAX_STATUS_LIST_BYTES
from hiring.verification.status import _bits
from tests.issuer_simulator import (
    IssuerSimulator,
    badge,
    encode_bits,
    open_credential,
    secure,
    status_entry,
    status_list,
)

URL = "https://badges.example.edu/status/1"


@pytest.fixture
def world() -> IssuerSimulator:
    return IssuerSimulator()


def judge(world: IssuerSimulator, entry: Any, now: datetime) -> Verification:
    issuer = world.web_issuer()
    credential = open_credential(secure(badge(issuer, credentialStatus=entry), issuer, "jwt"))
    found = world.verifier().verify(credential, as_of=now)
    assert found.authenticity is Authenticity.AUTHENTIC
    return found


def reasons(found: Verification) -> list[str]:
    return [check.reason for check in found.checks if check.name == "status"]


@pytest.mark.parametrize("index", [7, "7"])
@pytest.mark.parametrize("prefix", ["u", ""])
def test_text_or_number_with_or_without_prefix(world: IssuerSimulator, now: datetime, index: Any, prefix: str) -> None:
    encoded = encode_bits({7}, prefix=prefix)
    world.serve_status(world.web_issuer(), URL, encoded=encoded)
    assert judge(world, status_entry(URL, index), now).currency is Currency.REVOKED
    assert judge(world, status_entry(URL, 6), now).currency is Currency.CURRENT


def test_the_older_list_is_read_too(world: IssuerSimulator, now: datetime) -> None:
    world.serve_status(world.web_issuer(), URL, bits={94567}, generation="2021")
    for index, expected in {94567: Currency.REVOKED, 94566: Currency.CURRENT}.items():
        assert judge(world, status_entry(URL, index, kind="StatusList2021Entry"), now).currency is expected


def test_lists_of_the_two_generations_do_not_stand_in_for_one_another(world: IssuerSimulator, now: datetime) -> None:
    world.serve_status(world.web_issuer(), URL, generation="2021")
    assert reasons(judge(world, status_entry(URL, 1), now)) == ["STATUS_LIST_WRONG_TYPE"]


@pytest.mark.parametrize(
    ("lies", "reason"),
    [
        ({"validUntil": "2026-05-01T00:00:00Z"}, "STATUS_LIST_EXPIRED"),
        ({"validFrom": "2027-01-01T00:00:00Z"}, "STATUS_LIST_NOT_YET_VALID"),
        ({"type": ["VerifiableCredential"]}, "STATUS_LIST_WRONG_TYPE"),
        ({"purpose": "suspension"}, "STATUS_PURPOSE_MISMATCH"),
        ({"purpose": None}, "STATUS_PURPOSE_MISMATCH"),
        ({"encoded": "u"}, "STATUS_LIST_MALFORMED"),
        ({"encoded": "not base64!"}, "STATUS_LIST_MALFORMED"),
        ({"encoded": "uAAAA"}, "STATUS_LIST_MALFORMED"),
    ],
)
def test_a_list_that_cannot_be_relied_on_leaves_it_unknown(
    world: IssuerSimulator, now: datetime, lies: dict[str, Any], reason: str
) -> None:
    issuer = world.web_issuer()
    world.serve(URL, secure(status_list(issuer, URL, bits={7}, **lies), issuer, "jwt"))
    found = judge(world, status_entry(URL, 7), now)
    assert (found.currency, reasons(found)) == (Currency.UNKNOWN, [reason])


def test_a_list_for_several_purposes(world: IssuerSimulator, now: datetime) -> None:
    world.serve_status(world.web_issuer(), URL, bits={3}, purpose=["revocation", "suspension"])
    assert judge(world, status_entry(URL, 3, purpose="suspension"), now).currency is Currency.SUSPENDED


def test_a_tampered_list_is_not_believed(world: IssuerSimulator, now: datetime) -> None:
    issuer = world.web_issuer()
    document = orjson.loads(secure(status_list(issuer, URL, bits={7}), issuer))
    document["credentialSubject"]["encodedList"] = encode_bits(set())
    world.serve(URL, document)
    found = judge(world, status_entry(URL, 7), now)
    assert (found.currency, reasons(found)) == (Currency.UNKNOWN, ["STATUS_LIST_REJECTED"])


def test_an_unsigned_list_is_not_believed(world: IssuerSimulator, now: datetime) -> None:
    world.serve(URL, status_list(world.web_issuer(), URL))
    assert reasons(judge(world, status_entry(URL, 7), now)) == ["STATUS_LIST_REJECTED"]


def test_a_list_whose_keys_cannot_be_had_is_not_believed(world: IssuerSimulator, now: datetime) -> None:
    keeper = world.web_issuer("status.example.org")
    world.serve_status(keeper, URL)
    del world.answers["https://status.example.org/.well-known/did.json"]
    assert reasons(judge(world, status_entry(URL, 7), now)) == ["STATUS_LIST_NOT_PROVEN"]


def test_a_list_kept_by_another_party_is_read_with_a_warning(world: IssuerSimulator, now: datetime) -> None:
    world.serve_status(world.key_issuer("keeper"), URL, bits={7})
    found = judge(world, status_entry(URL, 7), now)
    assert (found.currency, reasons(found)) == (Currency.REVOKED, ["REVOKED", "STATUS_ISSUER_DIFFERS"])


def test_a_short_list_is_read_with_a_warning(world: IssuerSimulator, now: datetime) -> None:
    world.serve_status(world.web_issuer(), URL, encoded=encode_bits({7}, length=64))
    assert reasons(judge(world, status_entry(URL, 7), now)) == ["REVOKED", "STATUS_LIST_SHORT"]
    assert reasons(judge(world, status_entry(URL, 64), now)) == ["STATUS_INDEX_OUT_OF_RANGE"]


@pytest.mark.parametrize("status", [None, 404, 410, 500])
def test_a_list_that_does_not_answer_is_never_a_pass(world: IssuerSimulator, now: datetime, status: int | None) -> None:
    if status is not None:
        world.serve(URL, b"", status=status)
    found = judge(world, status_entry(URL, 7), now)
    assert (found.currency, reasons(found)) == (Currency.UNKNOWN, ["STATUS_UNREACHABLE"])


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b"\xff", b"<html>", b'{"type": "VerifiableCredential"}'])
def test_something_else_at_the_address_is_no_list(world: IssuerSimulator, now: datetime, content: bytes) -> None:
    world.serve(URL, content)
    assert reasons(judge(world, status_entry(URL, 7), now)) == ["STATUS_LIST_MALFORMED"]


@pytest.mark.parametrize(
    "change",
    [
        {"statusListIndex": "-1"},
        {"statusListIndex": "seven"},
        {"statusListIndex": 1.5},
        {"statusListIndex": True},
        {"statusListIndex": None},
        {"statusListIndex": "9" * 5000},
        {"statusListIndex": "٧"},
        {"statusPurpose": None},
        {"statusListCredential": None},
        {"statusSize": 0},
        {"statusSize": "65"},
    ],
)
def test_an_entry_that_cannot_be_read_leaves_it_unknown(world: IssuerSimulator, now: datetime, change: Any) -> None:
    world.serve_status(world.web_issuer(), URL)
    found = judge(world, status_entry(URL, 7) | change, now)
    assert (found.currency, reasons(found)) == (Currency.UNKNOWN, ["STATUS_ENTRY_MALFORMED"])


@pytest.mark.parametrize(
    "entry", [{"type": "CreditsLeft2030"}, {"id": "https://example.edu/1"}, "https://example.edu/1", 7]
)
def test_an_unknown_kind_of_status_is_never_a_pass(world: IssuerSimulator, now: datetime, entry: Any) -> None:
    found = judge(world, entry, now)
    assert (found.currency, reasons(found)) == (Currency.UNKNOWN, ["STATUS_TYPE_UNKNOWN"])


def test_every_entry_is_read(world: IssuerSimulator, now: datetime) -> None:
    issuer = world.web_issuer()
    world.serve_status(issuer, URL)
    world.serve_status(issuer, URL + "2", bits={1}, purpose="suspension")
    entries = [status_entry(URL, 1), status_entry(URL + "2", 1, purpose="suspension")]
    for order in (entries, entries[::-1]):
        assert judge(world, order, now).currency is Currency.SUSPENDED
    many = [status_entry(URL, index) for index in range(MAX_STATUS_ENTRIES + 1)]
    found = judge(world, many, now)
    assert (found.currency, reasons(found)[-1]) == (Currency.UNKNOWN, "TOO_MANY_STATUSES")


@pytest.mark.parametrize(("purpose", "reason"), [("refresh", "STATUS_REFRESH"), ("message", "STATUS_MESSAGE")])
def test_information_is_no_withdrawal(world: IssuerSimulator, now: datetime, purpose: str, reason: str) -> None:
    world.serve_status(world.web_issuer(), URL, bits={5}, purpose=purpose)
    found = judge(world, status_entry(URL, 5, purpose=purpose), now)
    assert (found.currency, reasons(found)) == (Currency.CURRENT, [reason])


def test_an_unknown_purpose_is_never_a_pass(world: IssuerSimulator, now: datetime) -> None:
    world.serve_status(world.web_issuer(), URL, purpose="mood")
    found = judge(world, status_entry(URL, 5, purpose="mood"), now)
    assert (found.currency, reasons(found)) == (Currency.UNKNOWN, ["STATUS_PURPOSE_UNKNOWN"])


def test_lists_and_keys_are_asked_for_once_a_batch(world: IssuerSimulator, now: datetime) -> None:
    issuer = world.web_issuer()
    world.serve_status(issuer, URL, bits={7})
    verifier = world.verifier()
    for index in (7, 8, 9):
        credential = open_credential(secure(badge(issuer, credentialStatus=status_entry(URL, index)), issuer))
        verifier.verify(credential, as_of=now)
    assert sorted(world.asked) == sorted({URL, "https://badges.example.edu/.well-known/did.json"})


def test_a_list_that_refers_to_its_own_status_ends(world: IssuerSimulator, now: datetime) -> None:
    world.serve_status(world.web_issuer(), URL, credentialStatus=status_entry(URL, 1))
    assert judge(world, status_entry(URL, 1), now).currency is Currency.CURRENT


def packed(content: bytes) -> str:
    return "u" + base64.urlsafe_b64encode(gzip.compress(content, mtime=0)).decode()


def test_a_list_that_expands_too_far_is_refused() -> None:
    assert len(_bits.decode(packed(bytes(MAX_STATUS_LIST_BYTES)))) == MAX_STATUS_LIST_BYTES
    with pytest.raises(VerificationError) as caught:
        _bits.decode(packed(bytes(MAX_STATUS_LIST_BYTES + 1)))
    assert caught.value.code == "STATUS_LIST_TOO_LARGE"


def test_a_list_that_is_cut_or_goes_on_is_refused() -> None:
    whole = gzip.compress(bytes(100), mtime=0)
    for content in (whole[:-1], whole + b"\0", whole + whole, whole[:20] + b"\xff" + whole[21:]):
        with pytest.raises(VerificationError):
            _bits.decode(base64.urlsafe_b64encode(content).decode().rstrip("="))


@given(st.binary(min_size=1, max_size=200), st.data())
def test_bits_count_from_the_most_significant(content: bytes, data: st.DataObject) -> None:
    assert _bits.decode(packed(content)) == content
    text = "".join(f"{byte:08b}" for byte in content)
    index = data.draw(st.integers(0, len(text) - 1))
    assert _bits.value_at(content, index) == int(text[index])
    size = data.draw(st.integers(1, 8))
    entries = len(text) // size
    if entries:
        entry = data.draw(st.integers(0, entries - 1))
        assert _bits.value_at(content, entry, size) == int(text[entry * size : (entry + 1) * size], 2)
    with pytest.raises(IndexError):
        _bits.value_at(content, entries, size)


@given(st.one_of(st.text(), st.integers(), st.none(), st.lists(st.text()), st.binary().map(packed)))
def test_decoding_anything_ends_in_bytes_or_a_named_error(encoded: Any) -> None:
    found = attempt(encoded)
    assert isinstance(found, bytes) or found.code in {"STATUS_LIST_MALFORMED", "STATUS_LIST_TOO_LARGE"}


def attempt(encoded: Any) -> bytes | VerificationError:
    try:
        return _bits.decode(encoded)
    except VerificationError as error:
        return error
