"""Messages of bitstring status lists: numbers of several bits, with words that the credential gives them."""

from datetime import datetime
from typing import Any

import pytest

from hiring.models.verdict import Authenticity, Check, Currency, Outcome
from tests.issuer_simulator import IssuerSimulator, badge, open_credential, secure, status_entry

URL = "https://badges.example.edu/status/3"
MESSAGES = [
    {"status": "0x0", "message": "in order"},
    {"status": "0x1", "message": "under review"},
    {"status": "0x2", "message": "examination to be repeated"},
]


def judge(entry: dict[str, Any], bits: set[int], now: datetime, *, securing: Any = "jwt") -> tuple[Currency, Check]:
    world = IssuerSimulator()
    issuer = world.web_issuer()
    world.serve_status(issuer, URL, bits=bits, purpose="message")
    credential = open_credential(secure(badge(issuer, credentialStatus=entry), issuer, securing))
    found = world.verifier().verify(credential, as_of=now)
    assert found.authenticity is Authenticity.AUTHENTIC, found.checks
    (check,) = (check for check in found.checks if check.name == "status")
    return found.currency, check


def message_entry(index: int = 3, **members: Any) -> dict[str, Any]:
    return {
        **status_entry(URL, index, purpose="message"),
        "statusSize": 2,
        "statusMessage": MESSAGES,
        **members,
    }


@pytest.mark.parametrize("securing", ["jwt", "eddsa-rdfc-2022"])
@pytest.mark.parametrize(
    ("bits", "words"),
    [(set(), "in order"), ({7}, "under review"), ({6}, "examination to be repeated"), ({6, 7}, "number 3")],
)
def test_the_issuers_words_are_shown(bits: set[int], words: str, now: datetime, securing: str) -> None:
    currency, check = judge(message_entry(), bits, now, securing=securing)
    assert (currency, check.outcome, check.reason) == (Currency.CURRENT, Outcome.WARNING, "STATUS_MESSAGE")
    assert words in check.detail


def test_the_index_may_be_a_text() -> None:
    now = datetime.fromisoformat("2026-06-01T00:00:00Z")
    _, check = judge(message_entry(statusListIndex="3"), {7}, now)
    assert "under review" in check.detail


@pytest.mark.parametrize(
    "messages",
    [None, 7, "under review", [], [7], [{"status": 1, "message": "x"}], [{"status": "one", "message": "x"}], [{}]],
)
def test_without_words_a_number_is_a_number(messages: Any, now: datetime) -> None:
    _, check = judge(message_entry(statusMessage=messages), {7}, now)
    assert "number 1" in check.detail
    _, check = judge(message_entry(statusMessage=messages), set(), now)
    assert check.reason == "STATUS_CLEAR"


def test_a_long_message_is_cut(now: datetime) -> None:
    _, check = judge(message_entry(statusMessage={"status": "0x1", "message": "x" * 5_000}), {7}, now)
    assert len(check.detail) < 300
