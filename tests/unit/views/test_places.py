"""Places in an upload, in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiring.views.places import place


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("badge.png", "badge.png"),
        ("bundle.zip!Ada/badge.png", "Ada/badge.png"),
        ("bundle.zip!more.zip!Ada/badge.json", "Ada/badge.json"),
        ("wallet.json!verifiableCredential[1]", "credential 2 of wallet.json"),
        ("bundle.zip!Ada/list.json![0]", "credential 1 of Ada/list.json"),
        ("clr.json!credentialSubject.verifiableCredential[0]", "credential 1 of clr.json"),
        ("vp.json!verifiableCredential[0]!id", "credential 1 of vp.json"),
        (
            "a.json!verifiableCredential[2]!credentialSubject.verifiableCredential[0]",
            "credential 1 of credential 3 of a.json",
        ),
        ("cv.json!work[0]", "job 1 of cv.json"),
        ("cv.json!education[1]", "degree 2 of cv.json"),
        ("cv.json!skills", "skills of cv.json"),
        ("b.zip!links.csv!https://badges.example/a/7", "badges.example/a/7 of links.csv"),
        ("b.zip!files/skills", "files/skills"),
        ("list.json![0][2]", "credential 1.3 of list.json"),
        ("a.zip!Ada/certificate.pdf!badge.json", "badge.json of Ada/certificate.pdf"),
        ("ats.csv!row 2/links.txt!https://uni.example/7", "uni.example/7 of row 2 of ats.csv"),
    ],
)
def test_places(source: str, words: str) -> None:
    assert place(source) == words


@given(st.text())
def test_any_source_has_a_place(source: str) -> None:
    assert isinstance(place(source), str)
