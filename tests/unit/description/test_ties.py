"""What ties badges together is read out of any JSON, and two spellings of one thing are one."""

import base64
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiring.description.ties import MAX_TIES, Tie, thumbprint, ties_of

# RFC 7638, section 3.1, gives this key and its thumbprint.
RSA = {
    "kty": "RSA",
    "n": "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3"
    "oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5"
    "hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw",
    "e": "AQAB",
    "alg": "RS256",
    "kid": "2011-04-29",
}
EC = {"kty": "EC", "crv": "P-256", "x": "abc", "y": "def"}

json_values: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=12),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["id", "evidence", "cnf", "jwk", "kid", "jkt", "kty", "credentialSubject", "x"])
            | st.text(),
            inner,
            max_size=5,
        )
    ),
    max_leaves=20,
)


def test_a_key_has_the_thumbprint_that_the_standard_gives() -> None:
    assert thumbprint(RSA) == "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs"


@pytest.mark.parametrize(
    "key", [None, [], "text", {}, {"kty": "oct", "k": "x"}, {"kty": ["EC"]}, {**EC, "x": 1}, {**EC, "y": "é"}]
)
def test_what_is_no_public_key_has_no_thumbprint(key: Any) -> None:
    assert thumbprint(key) is None


def test_a_key_is_one_however_the_holder_is_named_by_it() -> None:
    inside = base64.urlsafe_b64encode(json.dumps({**EC, "use": "sig"}).encode()).decode().rstrip("=")
    expected = (Tie("holder", f"jwk:{thumbprint(EC)}"),)
    assert ties_of({"cnf": {"jwk": EC}}, None) == expected
    assert ties_of({"cnf": {"jkt": thumbprint(EC)}}, None) == expected
    assert ties_of({}, f"did:jwk:{inside}#0") == expected
    assert ties_of({"cnf": {"kid": f"did:jwk:{inside}#0", "jwk": EC}}, f"did:jwk:{inside}") == expected


@pytest.mark.parametrize(
    ("subject", "expected"),
    [
        ("did:key:z6Mk", "did:key:z6Mk"),
        ("did:web:a.example#key-1", "did:web:a.example"),
        ("did:jwk:not-base64!", "did:jwk:not-base64!"),
        ("mailto:ada@example.org", None),
        ("urn:uuid:1", None),
        (None, None),
    ],
)
def test_only_identifiers_that_a_key_stands_behind_tie(subject: str | None, expected: str | None) -> None:
    assert ties_of({}, subject) == (() if expected is None else (Tie("holder", expected),))


@pytest.mark.parametrize(
    "evidence",
    [
        "https://work.example/thesis",
        ["HTTPS://Work.Example:443/thesis"],
        {"id": "http://work.example:80/thesis", "type": ["Evidence"]},
        [{"id": " https://work.example/thesis "}, {"id": "https://work.example/thesis"}],
    ],
)
def test_an_address_is_one_however_it_is_written(evidence: Any) -> None:
    expected = (Tie("evidence", "https://work.example/thesis"),)
    assert ties_of({"evidence": evidence}, None) == expected
    assert ties_of({"credentialSubject": {"evidence": evidence}}, None) == expected


@pytest.mark.parametrize(
    "evidence", ["urn:uuid:1", "data:text/plain,x", "https://", "https://[::1", "http://h:99999/x", {"name": "x"}, 7]
)
def test_what_is_no_web_address_ties_nobody(evidence: Any) -> None:
    assert ties_of({"evidence": evidence}, None) == ()


def test_ties_are_bounded() -> None:
    assert len(ties_of({"evidence": [f"https://a.example/{n}" for n in range(5000)]}, None)) == MAX_TIES
    assert ties_of({"evidence": "https://a.example/" + "x" * 5000}, None) == ()


@given(st.dictionaries(st.sampled_from(["evidence", "cnf", "credentialSubject"]), json_values), st.none() | st.text())
def test_any_document_is_read_without_failing(document: dict[str, Any], subject: str | None) -> None:
    found = ties_of(document, subject)
    assert found == ties_of(document, subject)
    assert len(set(found)) == len(found)


@given(st.binary(max_size=60), st.text(max_size=60))
def test_any_identifier_is_read_without_failing(content: bytes, text: str) -> None:
    for rest in (base64.urlsafe_b64encode(content).decode(), text):
        assert len(ties_of({"evidence": f"https://{rest}"}, f"did:jwk:{rest}")) >= 1
