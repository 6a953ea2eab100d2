"""From a file to its credentials: what links lead to, or do not, is told in words that fit."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiring.models.artifact import SourceFile
from hiring.network.base import Fetcher
from hiring.network.http import HttpFetcher
from hiring.network.offline import OfflineFetcher
from hiring.opening import Reading, open_file
from hiring.settings import MAX_LINK_LENGTH
from tests.integration.ingesting import as_jwt, badge
from tests.issuer_simulator import IssuerSimulator

LINK = "https://uni.example/7"
TOKEN = as_jwt(badge(1, "SQL", email="ada@example.org"))


def opened(content: bytes, documents: Fetcher) -> list[Reading]:
    return list(open_file(SourceFile(source="links.txt", content=content, digest="d"), documents))


def outcome(content: bytes, documents: Fetcher) -> tuple[str, str]:
    (reading,) = opened(content, documents)
    assert reading.problem is not None
    assert reading.problem.message
    return reading.problem.code, reading.problem.next_step


def serving(content: bytes, status: int = 200) -> IssuerSimulator:
    world = IssuerSimulator()
    world.serve(LINK, content, status=status)
    return world


@pytest.mark.parametrize(
    ("status", "code", "step"),
    [
        (401, "LINK_NOT_PUBLIC", "make the badge public"),
        (403, "LINK_NOT_PUBLIC", "make the badge public"),
        (404, "LINK_NOT_FOUND", "still theirs"),
        (406, "LINK_TO_NO_BADGE", "Open the link"),
        (410, "BADGE_WITHDRAWN", "still theirs"),
        (503, "LINK_NOT_ANSWERED", "later"),
    ],
)
def test_each_answer_other_than_the_badge_has_words(status: int, code: str, step: str) -> None:
    found, next_step = outcome(LINK.encode(), serving(TOKEN, status))
    assert found == code
    assert step in next_step


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"<!DOCTYPE html><html><body>A badge</body></html>", "LINK_TO_NO_BADGE"),
        (b"", "LINK_TO_NO_BADGE"),
        (b"%PDF-1.7", "PDF_DAMAGED"),
        (b"https://uni.example/8\n", "LINK_TO_NO_BADGE"),
        (b"\x89PNG\r\n\x1a\n", "PNG_DAMAGED"),
        (b"{}", "NO_CREDENTIAL"),
    ],
)
def test_what_is_there_instead_of_a_badge(content: bytes, code: str) -> None:
    found, next_step = outcome(LINK.encode(), serving(content))
    assert found == code
    assert next_step


class NoSockets:
    """A resolver that must not be asked."""

    def __call__(self, host: str, seconds: float) -> list[str]:
        raise AssertionError(f"{host} was looked up, for {seconds} s")


@pytest.mark.parametrize(
    ("link", "code"),
    [
        ("http://uni.example/7", "NOT_HTTPS"),
        ("ftp://uni.example/7", "LINK_NOT_FOLLOWED"),
        ("openid-credential-offer://?credential_offer_uri=https%3A%2F%2Funi.example", "LINK_NOT_FOLLOWED"),
        ("file:///etc/passwd", "LINK_NOT_FOLLOWED"),
        ("https://uni.example/" + "a" * MAX_LINK_LENGTH, "LINK_TOO_LONG"),
        ("https://127.0.0.1/7", "ADDRESS_FORBIDDEN"),
        ("https://ada@uni.example/7", "NOT_A_URL"),
    ],
)
def test_links_that_are_never_followed_say_what_to_send_instead(link: str, code: str) -> None:
    network = HttpFetcher(lambda: datetime.now(UTC), resolver=NoSockets())
    found, next_step = outcome(link.encode(), network)
    assert found == code
    assert "https" in next_step


def test_offline_a_link_waits() -> None:
    assert outcome(LINK.encode(), OfflineFetcher()) == ("OFFLINE", "Check again with the network on.")


def test_a_shortcut_and_a_known_page_lead_to_the_badge() -> None:
    world = IssuerSimulator()
    world.serve("https://openbadgefactory.com/v1/assertion/" + "ab" * 20 + ".json", TOKEN)
    told = {"assertion_url": "https://openbadgefactory.com/v1/assertion/" + "ab" * 20}
    world.serve("https://openbadgepassport.com/app/obpv1/badge/info-embed/7", json.dumps(told).encode())
    shortcut = b"[InternetShortcut]\r\nURL=http://openbadgepassport.com/app/badge/info/7\r\n"
    (reading,) = opened(shortcut, world)
    assert reading.credential is not None
    assert reading.artifact is not None
    assert reading.artifact.carrier == "links"


@given(st.binary(max_size=300) | st.text(max_size=100).map(str.encode))
def test_whatever_a_link_leads_to_is_a_credential_or_a_problem(content: bytes) -> None:
    for reading in opened(LINK.encode(), serving(content)):
        assert reading.credential is not None or (reading.problem is not None and reading.problem.message)
