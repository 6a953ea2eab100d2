"""did:key and did:web: from an identifier to keys, and what is refused on the way."""

import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiring.errors import KeyUnavailable, Unsupported
from hiring.verification.dids import methods, resolve
from hiring.verification.dids.web import document_url
from hiring.verification.issuing import SigningKey
from hiring.verification.multibase import encode_multibase
from tests.unit.verification.issuers import MemoryFetcher, web_document

KEY = SigningKey.from_seed("Ed25519", b"harbour")
DID = "did:web:harbour.example"
SHORT = b"\xed\x01" + b"k" * 31
URL = "https://harbour.example/.well-known/did.json"


def test_both_methods_are_discovered() -> None:
    assert {"key", "web"} <= set(methods())


@pytest.mark.parametrize("kind", ["Ed25519", "P-256", "P-384", "P-521"])
def test_did_key_is_its_own_document_and_asks_nobody(kind: Any) -> None:
    key, fetcher = SigningKey.from_seed(kind, b"x"), MemoryFetcher()
    document = resolve(key.did_key, fetcher)
    assert list(document.assertion_methods) == [key.did_key_method]
    assert document.key(key.did_key_method).same_key(key.private.public_key())
    assert fetcher.asked == []


@pytest.mark.parametrize(
    "did", ["did:key:", "did:key:m6MkabcOIl", "did:key:zO0", f"did:key:{encode_multibase(SHORT)}", f"{KEY.did_key}#x"]
)
def test_a_did_key_without_a_key_is_unavailable(did: str) -> None:
    with pytest.raises(KeyUnavailable) as refused:
        resolve(did, MemoryFetcher())
    assert refused.value.code == "DID_MALFORMED"


@pytest.mark.parametrize("did", ["did:ion:abc", "did:", "did", "https://harbour.example", "DID:key:z6Mk"])
def test_unknown_methods_are_unsupported(did: str) -> None:
    with pytest.raises(Unsupported) as refused:
        resolve(did, MemoryFetcher())
    assert refused.value.code == "DID_METHOD_UNSUPPORTED"


# The first three are the examples of the did:web specification, section 2.5.2.
@pytest.mark.parametrize(
    ("did", "url"),
    [
        ("did:web:w3c-ccg.github.io", "https://w3c-ccg.github.io/.well-known/did.json"),
        ("did:web:w3c-ccg.github.io:user:alice", "https://w3c-ccg.github.io/user/alice/did.json"),
        ("did:web:example.com%3A3000:user:alice", "https://example.com:3000/user/alice/did.json"),
        ("did:web:example.com%3a3000", "https://example.com:3000/.well-known/did.json"),
        ("did:web:example.com:a%20b", "https://example.com/a%20b/did.json"),
    ],
)
def test_where_a_did_web_document_lies(did: str, url: str) -> None:
    assert document_url(did) == url


@pytest.mark.parametrize(
    "rest",
    [
        "",
        ":a",
        "host:",
        "host:..:a",
        "host:.",
        "host:%2e%2e:secret",
        "host:a%2Fb",
        "host:a%5cb",
        "host:a%00",
        "host:a?b",
        "host:a#b",
        "host/a",
        "user@host",
        "user%40host",
        "host%3A",
        "host%3Aport",
        "host%3A123456",
        "host%2Fpath",
        "[::1]",
        "ho st",
        "höst",
        "-host",
        "host..example",
        "host\n",
        "a" * 3000,
    ],
)
def test_identifiers_that_would_lead_elsewhere_are_refused(rest: str) -> None:
    with pytest.raises(KeyUnavailable) as refused:
        document_url(f"did:web:{rest}")
    assert refused.value.code == "DID_MALFORMED"


@given(st.text(max_size=60))
def test_a_did_web_leads_to_its_own_host_or_nowhere(rest: str) -> None:
    try:
        url = document_url(f"did:web:{rest}")
    except KeyUnavailable:
        return
    host = rest.split(":")[0].replace("%3A", ":").replace("%3a", ":")
    assert url.startswith(f"https://{host}/")
    assert "/../" not in url
    assert url.endswith("/did.json")


@pytest.mark.parametrize("embedded", [False, True])
def test_did_web_keys_may_be_embedded_or_referred_to(embedded: bool) -> None:
    fetcher = MemoryFetcher({URL: web_document(DID, {"k": KEY}, embedded=embedded)})
    document = resolve(DID, fetcher)
    assert document.key(f"{DID}#k").same_key(KEY.private.public_key())
    assert fetcher.asked == [URL]


def test_relative_ids_belong_to_the_document() -> None:
    stated = {
        "id": DID,
        "verificationMethod": [
            {"id": "#k", "type": "Multikey", "controller": DID, "publicKeyMultibase": KEY.multibase}
        ],
        "assertionMethod": ["#k"],
    }
    assert list(resolve(DID, MemoryFetcher({URL: stated})).assertion_methods) == [f"{DID}#k"]


def test_keys_for_other_purposes_are_told_apart() -> None:
    stated = web_document(DID, {"k": KEY, "login": SigningKey.from_seed("P-256", b"l")})
    stated["authentication"] = [f"{DID}#login"]
    stated["assertionMethod"] = [f"{DID}#k"]
    document = resolve(DID, MemoryFetcher({URL: stated}))
    assert list(document.assertion_methods) == [f"{DID}#k"]
    assert document.other_ids == {f"{DID}#login"}


GOOD = web_document(DID, {"k": KEY})


@pytest.mark.parametrize(
    ("stated", "code"),
    [
        ({**GOOD, "id": "did:web:other.example"}, "KEY_DOCUMENT_MISMATCH"),
        ({"assertionMethod": []}, "KEY_DOCUMENT_MISMATCH"),
        ([], "KEY_DOCUMENT_MALFORMED"),
        (b"<html>", "KEY_DOCUMENT_MALFORMED"),
        (b'{"id":"did:web:harbour.example","id":"did:web:harbour.example"}', "KEY_DOCUMENT_MALFORMED"),
        (b"[" * 5000, "KEY_DOCUMENT_MALFORMED"),
        ({**GOOD, "verificationMethod": GOOD["verificationMethod"] * 2}, "KEY_DOCUMENT_MALFORMED"),
        ({**GOOD, "assertionMethod": ["#x"] * 300}, "KEY_DOCUMENT_MALFORMED"),
        (
            {**GOOD, "assertionMethod": [{**GOOD["verificationMethod"][0], "controller": "did:web:a"}]},
            "KEY_DOCUMENT_MALFORMED",
        ),
    ],
)
def test_what_is_not_the_document_is_unavailable(stated: object, code: str) -> None:
    with pytest.raises(KeyUnavailable) as refused:
        resolve(DID, MemoryFetcher({URL: stated}))
    assert refused.value.code == code


def test_an_issuer_that_does_not_answer_is_unavailable() -> None:
    for fetcher in (MemoryFetcher(), MemoryFetcher({URL: GOOD}, status=404), MemoryFetcher({URL: GOOD}, status=500)):
        with pytest.raises(KeyUnavailable) as refused:
            resolve(DID, fetcher)
        assert refused.value.code == "KEY_UNREACHABLE"


_json = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.sampled_from([DID, f"{DID}#k", "#k", "id", "Multikey"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["id", "type", "controller", "publicKeyMultibase"]), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(verification=_json, assertion=_json)
def test_any_document_is_read_or_refused_by_name(verification: Any, assertion: Any) -> None:
    stated = {"id": DID, "verificationMethod": verification, "assertionMethod": assertion}
    with suppress(KeyUnavailable):
        document = resolve(DID, MemoryFetcher({URL: json.dumps(stated).encode()}))
        assert len(document.readable_keys()) <= len(document.assertion_methods)
