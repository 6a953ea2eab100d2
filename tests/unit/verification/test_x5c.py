"""Certificates in tokens: who vouches, for whom, and when; and what an unknown authority is worth."""

import base64
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from hypothesis import given, settings
from hypothesis import strategies as st

from hiring.errors import CredenceError, KeyUnavailable, ProofInvalid, Unsupported, UsageError, VerificationError
from hiring.verification.canonical.reference import ReferenceCanonicaliser
from hiring.verification.issuing import SigningKey, sign_jwt
from hiring.verification.keyring import KeyResolver
from hiring.verification.proofs import ProofResult, ProofTools
from hiring.verification.proofs.jwt import SUITE
from hiring.verification.x5c import TrustAnchors, load_anchors, read_chain
from tests.unit.verification.certificates import Authority, root, x5c
from tests.unit.verification.issuers import AS_OF, MemoryFetcher, badge, credential_of, web_document

ISSUER = "https://harbour.example/issuers/7"
DID = "did:web:harbour.example"
DID_URL = "https://harbour.example/.well-known/did.json"
ROOT, STRANGER = root(b"root"), root(b"stranger")
MIDDLE = ROOT.below(b"middle")
KEY, FOREIGN, ED = (
    SigningKey.from_seed("P-256", b"harbour"),
    SigningKey.from_seed("P-256", b"forger"),
    SigningKey.from_seed("Ed25519", b"harbour"),
)
CANONICALISER = ReferenceCanonicaliser()
LEAF = MIDDLE.leaf(KEY, uris=[ISSUER])
GOOD = x5c(LEAF, MIDDLE.certificate)


def judge(
    header: dict[str, Any],
    *,
    issuer: str = ISSUER,
    key: SigningKey = KEY,
    anchors: TrustAnchors = (ROOT.certificate,),
    held: dict[str, Any] | None = None,
    as_of: datetime = AS_OF,
    kid: str | None = None,
) -> ProofResult:
    tools = ProofTools(KeyResolver(MemoryFetcher(held), anchors), CANONICALISER, as_of)
    return SUITE.verify(credential_of(sign_jwt(badge(issuer), key, kid=kid, header=header)), None, tools)


@pytest.mark.parametrize(
    "chain",
    [
        GOOD,
        x5c(ROOT.leaf(KEY, uris=[ISSUER])),
        x5c(ROOT.leaf(KEY, hosts=["harbour.example"])),
        x5c(ROOT.leaf(KEY, uris=["https://other.example"], hosts=["www.harbour.example", "harbour.example"])),
        x5c(MIDDLE.leaf(KEY, uris=[ISSUER]), MIDDLE.certificate, ROOT.certificate),
    ],
)
def test_a_trusted_chain_that_names_the_issuer(chain: list[str]) -> None:
    result = judge({"x5c": chain})
    assert result.controller == ISSUER
    assert result.method_id.startswith("x509:sha256:")


def test_any_kind_of_identifier_may_be_named() -> None:
    issuer = "urn:example:harbour"
    assert judge({"x5c": x5c(ROOT.leaf(KEY, uris=[issuer]))}, issuer=issuer).controller == issuer
    assert judge({"x5c": x5c(ROOT.leaf(ED, uris=[ISSUER]))}, key=ED).controller == ISSUER


@pytest.mark.parametrize(
    ("chain", "error", "code"),
    [
        (x5c(STRANGER.leaf(KEY, uris=[ISSUER])), KeyUnavailable, "CERTIFICATE_NOT_TRUSTED"),
        (x5c(MIDDLE.leaf(KEY, uris=[ISSUER])), KeyUnavailable, "CERTIFICATE_NOT_TRUSTED"),
        (
            x5c(Authority(MIDDLE.leaf(FOREIGN), FOREIGN).leaf(KEY, uris=[ISSUER]), MIDDLE.leaf(FOREIGN)),
            KeyUnavailable,
            "CERTIFICATE_NOT_TRUSTED",
        ),
        (x5c(ROOT.leaf(KEY)), KeyUnavailable, "CERTIFICATE_NAMES_NOBODY"),
        (x5c(ROOT.leaf(KEY, uris=["https://harbour.example"])), ProofInvalid, "CERTIFICATE_OF_ANOTHER"),
        (x5c(ROOT.leaf(KEY, hosts=["other.example"])), ProofInvalid, "CERTIFICATE_OF_ANOTHER"),
        (x5c(ROOT.leaf(KEY, hosts=["*.example"])), ProofInvalid, "CERTIFICATE_OF_ANOTHER"),
        (x5c(ROOT.leaf(FOREIGN, uris=[ISSUER])), ProofInvalid, "SIGNATURE_INVALID"),
        (x5c(STRANGER.leaf(FOREIGN, uris=[ISSUER])), ProofInvalid, "SIGNATURE_INVALID"),
        (x5c(ROOT.leaf(ED, uris=[ISSUER])), ProofInvalid, "KEY_KIND_MISMATCH"),
        ([], ProofInvalid, "PROOF_MALFORMED"),
        (GOOD[0], ProofInvalid, "PROOF_MALFORMED"),
        ([GOOD[0][:-8]], ProofInvalid, "PROOF_MALFORMED"),
        ([GOOD[0].replace("+", "-").replace("/", "_") + "\n"], ProofInvalid, "PROOF_MALFORMED"),
        ([7], ProofInvalid, "PROOF_MALFORMED"),
        (GOOD[:1] * 5, ProofInvalid, "PROOF_MALFORMED"),
    ],
)
def test_chains_that_prove_nothing(chain: Any, error: type[CredenceError], code: str) -> None:
    with pytest.raises(error) as refused:
        judge({"x5c": chain})
    assert refused.value.code == code


def test_without_anchors_only_the_tokens_own_certificate_vouches() -> None:
    with pytest.raises(KeyUnavailable) as refused:
        judge({"x5c": GOOD}, anchors=())
    assert refused.value.code == "CERTIFICATE_NOT_TRUSTED"
    assert "own certificate" in str(refused.value)
    with pytest.raises(ProofInvalid):  # that the content was altered is seen nevertheless
        judge({"x5c": GOOD}, anchors=(), key=FOREIGN)


@pytest.mark.parametrize("as_of", [datetime(2024, 12, 31, tzinfo=UTC), datetime(2028, 1, 2, tzinfo=UTC)])
def test_a_certificate_counts_while_it_holds(as_of: datetime) -> None:
    with pytest.raises(KeyUnavailable) as refused:
        judge({"x5c": GOOD}, as_of=as_of)
    assert refused.value.code == "CERTIFICATE_NOT_IN_FORCE"


def test_a_key_that_the_issuer_lists_needs_no_trusted_certificate() -> None:
    held = {ISSUER: web_document(ISSUER, {"one": KEY})}
    assert judge({"x5c": GOOD}, anchors=(), held=held).method_id == f"{ISSUER}#one"
    with pytest.raises(ProofInvalid) as refused:
        judge({"x5c": GOOD}, anchors=(), held={ISSUER: web_document(ISSUER, {"one": FOREIGN})})
    assert refused.value.code == "KEY_NOT_AUTHORISED"


@pytest.mark.parametrize("anchors", [(), (ROOT.certificate,)])
def test_a_listed_key_may_have_a_certificate_for_another_name(anchors: TrustAnchors) -> None:
    chain = {"x5c": x5c(ROOT.leaf(KEY, hosts=["seal.harbour-group.example"]))}
    assert judge(chain, anchors=anchors, held={ISSUER: web_document(ISSUER, {"one": KEY})}).method_id == f"{ISSUER}#one"
    with pytest.raises(ProofInvalid) as refused:
        judge(chain, anchors=anchors, held={ISSUER: web_document(ISSUER, {"one": FOREIGN})})
    assert refused.value.code == "CERTIFICATE_OF_ANOTHER"


def test_a_dids_document_is_the_last_word_on_its_keys() -> None:
    chain = x5c(ROOT.leaf(KEY, uris=[DID]))
    held = {DID_URL: web_document(DID, {"one": KEY, "two": FOREIGN})}
    assert judge({"x5c": chain}, issuer=DID, held=held).method_id == f"{DID}#one"
    assert judge({"x5c": chain}, issuer=DID, held=held, kid=f"{DID}#one").method_id == f"{DID}#one"
    for kid, documents in ((f"{DID}#two", held), (None, {DID_URL: web_document(DID, {"two": FOREIGN})})):
        with pytest.raises(ProofInvalid) as refused:
            judge({"x5c": chain}, issuer=DID, held=documents, kid=kid)
        assert refused.value.code == "KEY_NOT_AUTHORISED"
    with pytest.raises(KeyUnavailable):
        judge({"x5c": chain}, issuer=DID)


def test_two_keys_in_one_header_must_be_one() -> None:
    assert judge({"x5c": GOOD, "jwk": KEY.public_jwk()}).controller == ISSUER
    with pytest.raises(ProofInvalid) as refused:
        judge({"x5c": GOOD, "jwk": FOREIGN.public_jwk()})
    assert refused.value.code == "PROOF_MALFORMED"


def test_anchors_are_read_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "anchors.pem"
    path.write_bytes(ROOT.pem + STRANGER.pem)
    assert load_anchors(path) == (ROOT.certificate, STRANGER.certificate)
    assert load_anchors(None) == ()
    path.write_text("no certificate", encoding="ascii")
    for wrong in (path, tmp_path / "absent.pem"):
        with pytest.raises(UsageError):
            load_anchors(wrong)


@settings(max_examples=200)
@given(st.integers(0, 2_000), st.integers(0, 255))
def test_a_changed_certificate_is_refused_or_the_same(position: int, value: int) -> None:
    before = LEAF.public_bytes(Encoding.DER)
    der = bytearray(before)
    der[position % len(der)] = value
    try:
        judge({"x5c": [base64.b64encode(der).decode(), GOOD[1]]})
    except VerificationError:
        return
    assert bytes(der) == before


@given(st.lists(st.text(max_size=30) | st.binary(max_size=30).map(lambda data: base64.b64encode(data).decode())))
def test_anything_else_is_no_chain(value: list[str]) -> None:
    with pytest.raises((ProofInvalid, Unsupported)):
        read_chain(value)
