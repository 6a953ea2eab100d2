"""Public badge pages: the addresses that people copy lead to the badge, and look-alikes are nobody's."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiring.intake.pages import address_of, onward, pages

BADGE = "0c1d4a2e-8f5b-4f0e-9a54-1b2c3d4e5f60"
HEX = "ab" * 20
CREDLY = f"https://api.credly.com/v1/obi/v2/badge_assertions/{BADGE}"
CANVAS = "https://api.badgr.io/public/assertions/S4mpleAss-ertion_Id012.json?v=2_0"


@pytest.mark.parametrize(
    ("page", "address"),
    [
        (f"https://www.credly.com/badges/{BADGE}", CREDLY),
        (f"https://www.credly.com/badges/{BADGE}/public_url", CREDLY),
        (f"https://credly.com/badges/{BADGE}/linked_in_profile?source=mail#top", CREDLY),
        (f"http://www.credly.com/badges/{BADGE}/", CREDLY),
        (f"https://WWW.Credly.com/badges/{BADGE}", CREDLY),
        (f"https://www.youracclaim.com/badges/{BADGE}", CREDLY),
        ("https://badgr.com/public/assertions/S4mpleAss-ertion_Id012?identity__email=ada%40example.org", CANVAS),
        ("https://api.badgr.io/public/assertions/S4mpleAss-ertion_Id012.json", CANVAS),
        (
            "https://eu.badgr.com/public/assertions/S4mpleAss-ertion_Id012",
            CANVAS.replace("api.badgr.io", "api.eu.badgr.io"),
        ),
        (
            "https://badges.parchment.com/public/assertions/S4mpleAss-ertion_Id012",
            CANVAS.replace("api.badgr.io", "api.badges.parchment.com"),
        ),
        (
            "https://uni.badges.parchment.eu/public/assertions/S4mpleAss-ertion_Id012?utm_source=url_copy",
            CANVAS.replace("api.badgr.io", "api.badges.parchment.eu"),
        ),
        ("https://uni.badgr.com/public/assertions/S4mpleAss-ertion_Id012", CANVAS),
        (
            "https://test.badgr.com/public/assertions/S4mpleAss-ertion_Id012",
            CANVAS.replace("api.badgr.io", "api.test.badgr.com"),
        ),
        ("https://a.b.badges.parchment.com/public/assertions/S4mpleAss-ertion_Id012", None),
        ("https://badges.parchment.com.evil.example/public/assertions/S4mpleAss-ertion_Id012", None),
        ("https://evilbadges.parchment.com/public/assertions/S4mpleAss-ertion_Id012", None),
        ("https://notbadgr.com/public/assertions/S4mpleAss-ertion_Id012", None),
        (f"https://www.credential.net/{BADGE}", f"https://api.accredible.com/v1/obi/badge_assertions/{BADGE}"),
        (f"https://credential.net/embed/{BADGE}", f"https://api.accredible.com/v1/obi/badge_assertions/{BADGE}"),
        (
            f"https://openbadgefactory.com/v1/assertion/{HEX}.html",
            f"https://openbadgefactory.com/v1/assertion/{HEX}.json",
        ),
        (
            "https://openbadgepassport.com/app/badge/info/310968",
            "https://openbadgepassport.com/app/obpv1/badge/info-embed/310968",
        ),
        ("https://www.credly.com/users/ada/badges", None),
        ("https://www.credly.com/badges/not-a-badge", None),
        (f"https://uni.credly.com/badges/{BADGE}", None),
        (f"https://credly.com.evil.example/badges/{BADGE}", None),
        (f"https://evil.example/www.credly.com/badges/{BADGE}", None),
        (f"https://www.credly.com@evil.example/badges/{BADGE}", None),
        (f"https://ada@www.credly.com/badges/{BADGE}", None),
        (f"https://www.credly.com:8443/badges/{BADGE}", None),
        (f"https://www.credly.com./badges/{BADGE}", None),
        (f"https://www.cred1y.com/badges/{BADGE}", None),
        (f"ftp://www.credly.com/badges/{BADGE}", None),
        (f"https://www.credly.com/badges/{BADGE}/../../x", CREDLY),
        ("https://[broken/", None),
        ("https://uni.example/assertions/7.json", None),
        ("", None),
    ],
)
def test_the_address_behind_a_page(page: str, address: str | None) -> None:
    assert address_of(page) == address


def test_a_site_that_only_tells_where_the_badge_is() -> None:
    page = "https://openbadgepassport.com/app/badge/info/310968"
    told = f"https://openbadgefactory.com/v1/assertion/{HEX}"
    assert onward(page, json.dumps({"id": 310968, "assertion_url": told}).encode()) == told
    for content in (b"", b"[]", b"{}", b'{"assertion_url": 7}', b"<html>", b'{"assertion_url": ""}'):
        assert onward(page, content) is None
    # What other sites serve is the badge itself, whatever it says.
    assert onward(f"https://www.credly.com/badges/{BADGE}", json.dumps({"assertion_url": told}).encode()) is None
    assert onward("https://uni.example/7", json.dumps({"assertion_url": told}).encode()) is None


def test_every_site_has_a_name() -> None:
    assert {page.name for page in pages()} == {
        "Accredible",
        "Canvas Credentials",
        "Credly",
        "Open Badge Factory",
        "Open Badge Passport",
    }


@given(st.text(max_size=80) | st.from_regex(r"https?://[a-z.@:\[\]]{0,30}/badges/[0-9a-f-]{0,40}", fullmatch=True))
def test_any_text_is_an_address_or_none(url: str) -> None:
    found = address_of(url)
    assert found is None or found.startswith("https://")
    onward(url, url.encode("utf-8", "surrogatepass"))
