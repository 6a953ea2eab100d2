"""The tokens of the W3C's test suite for VC-JOSE-COSE (`../shared/vectors/w3c-jose`): each as its name says.

Their issuer is `https://example.issuer/vc-jose-cose`. A token names its key by the name that stands in the key itself
(`kid`), so the issuer's address is made to serve the keys of the suite's verification methods, public halves only, as
a JSON Web Key Set.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from hiring.__main__ import main
from hiring.formats import read
from hiring.models.artifact import Artifact
from hiring.verification.keys import read_method

ISSUER = "https://example.issuer/vc-jose-cose"
AS_OF = "2026-06-01T00:00:00Z"
# What each is said to be, the reason that says so, and how it is secured.
TOKENS = {
    "credential-jose-minimal": ("authentic", "SIGNATURE_VALID", "jwt"),
    "credential-jose-bad-signature": ("rejected", "SIGNATURE_INVALID", "jwt"),
    "credential-jose-vc-vp-claims": ("rejected", "JWT_WRAPPED", "jwt"),
    "credential-sdjwt-nested": ("authentic", "SIGNATURE_VALID", "sd-jwt"),
    "credential-sdjwt-bad-signature": ("rejected", "SIGNATURE_INVALID", "sd-jwt"),
}


def methods(vectors: Path) -> dict[str, dict[str, Any]]:
    """The verification methods of the suite, by file, without the secret halves that they are published with."""
    found = {path.stem: json.loads(path.read_text()) for path in sorted((vectors / "w3c-jose").glob("vm-*.json"))}
    return {name: {k: v for k, v in method.items() if k != "secretKeyJwk"} for name, method in found.items()}


@pytest.fixture
def documents(vectors: Path, tmp_path: Path) -> str:
    keys = [method["publicKeyJwk"] for method in methods(vectors).values() if method["controller"] == ISSUER]
    assert len(keys) == 4
    (tmp_path / "keys.json").write_text(json.dumps({"keys": keys}))
    (tmp_path / "documents.csv").write_text(f"url,file,status\n{ISSUER},keys.json,200\n")
    return str(tmp_path / "documents.csv")


def verified(path: Path, capsys: pytest.CaptureFixture[str], *how: str) -> tuple[int, list[dict[str, Any]]]:
    exit_code = main(["verify", str(path), "--jsonl", "--as-of", AS_OF, *how])
    return exit_code, [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_no_token_is_left_out(vectors: Path) -> None:
    names = {path.stem for path in (vectors / "w3c-jose").glob("*.txt")}
    assert names == {*TOKENS, "presentation-jose-multiple"}


@pytest.mark.parametrize("name", TOKENS)
def test_a_credential_is_what_its_name_says(
    name: str, vectors: Path, documents: str, capsys: pytest.CaptureFixture[str]
) -> None:
    authenticity, reason, carrier = TOKENS[name]
    exit_code, (record,) = verified(vectors / "w3c-jose" / f"{name}.txt", capsys, "--documents", documents)
    assert (record["carrier"], record["format"], record["authenticity"]) == (carrier, "vc", authenticity)
    assert reason in {check["reason"] for check in record["checks"] if check["name"] == "proof"}
    assert record["issuer"]["id"] == ISSUER
    assert exit_code == (0 if authenticity == "authentic" else 1)


def test_without_the_issuers_keys_none_is_authentic(vectors: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, (authenticity, _, _) in TOKENS.items():
        _, (record,) = verified(vectors / "w3c-jose" / f"{name}.txt", capsys, "--offline")
        assert record["authenticity"] == ("undetermined" if authenticity == "authentic" else record["authenticity"])
        assert record["authenticity"] != "authentic"


def test_a_presentation_is_opened_and_each_credential_in_it_judged(
    vectors: Path, documents: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = vectors / "w3c-jose" / "presentation-jose-multiple.txt"
    exit_code, records = verified(path, capsys, "--documents", documents)
    # The third is secured with COSE.
    assert [r.get("authenticity") or r["error"]["code"] for r in records] == ["authentic", "authentic", "ENVELOPE_COSE"]
    assert exit_code == 1


def test_what_was_disclosed_is_read_in_its_place(vectors: Path) -> None:
    payload = (vectors / "w3c-jose" / "credential-sdjwt-nested.txt").read_bytes()
    document = read(Artifact(source="", digest="", carrier="", payload=payload)).document
    subject = document["credentialSubject"]
    address = {"street": "123 Main St", "city": "Anytown", "country": "USA", "postalCode": "12345"}
    assert subject["address"] == address
    assert [phone["number"] for phone in subject["phoneNumbers"]] == ["+1-555-123-4567", "+1-555-987-6543"]


def test_every_verification_method_is_a_key(vectors: Path) -> None:
    found = {name: read_method(method, base=method["controller"]) for name, method in methods(vectors).items()}
    assert {key.kind for key in found.values()} == {"Ed25519", "P-256", "P-384", "P-521"}
    assert found["vm-did-ed25519"].same_key(found["vm-ed25519"].public_key)
