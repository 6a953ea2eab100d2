"""What another program (openvc) issues verifies on the command line; nothing altered of it does."""

import json
from collections.abc import Callable, Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from hiring.__main__ import main
from hiring.verification.multibase import encode_base64url
from tests.integration.ob3_tampering import (
    FORGER,
    Change,
    claims,
    documents,
    duplicated,
    encoded,
    flipped,
    header,
    segment,
    signed_by_forger,
    with_hmac,
)
from tests.integration.openbadgeslib_issuer import documents_table
from tests.integration.openvc_issuer import (
    AS_OF,
    EC,
    EC384,
    ED,
    LISTS,
    ROOT,
    SCHOOL,
    chain_of,
    derived,
    did_jwk,
    embedded,
    sd_jwt,
    vc_jwt,
    world,
)
from tests.unit.verification.certificates import root

SUITES = ("eddsa-jcs-2022", "ecdsa-jcs-2019", "ecdsa-jcs-2019-p384", "eddsa-rdfc-2022", "ecdsa-rdfc-2019")
UNKNOWN = "did:web:nowhere.example.org"
STATES = {"clear": "current", "revoked": "revoked", "nowhere": "unknown", "strangers": "current"}
TOKENS = {
    "tokens": "current",
    "tokens-revoked": "revoked",
    "tokens-suspended": "suspended",
    "tokens-own": "unknown",
    "tokens-forged": "unknown",
    "tokens-moved": "unknown",
    "nowhere": "unknown",
}


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> str:
    return documents_table(tmp_path_factory.mktemp("world"), world())


@pytest.fixture
def judge(table: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., dict[str, dict[str, Any]]]:
    """Judge texts, all in one run; return what is said of each."""

    def judged(texts: Mapping[str, str]) -> dict[str, dict[str, Any]]:
        paths = [tmp_path / f"{position}.txt" for position in range(len(texts))]
        for path, text in zip(paths, texts.values(), strict=True):
            path.write_text(text, encoding="utf-8")
        main(["verify", *map(str, paths), "--documents", table, "--as-of", AS_OF.isoformat(), "--jsonl"])
        captured = capsys.readouterr()
        assert captured.err == ""
        records = [json.loads(line) for line in captured.out.splitlines()]
        return dict(zip(texts, records, strict=True))

    return judged


def reasons(record: dict[str, Any]) -> set[str]:
    return {check["reason"] for check in record["checks"]}


def test_every_suite_and_kind_of_identifier(judge: Any) -> None:
    texts = {suite: json.dumps(embedded(suite)) for suite in SUITES}
    texts["ecdsa-sd-2023"] = json.dumps(derived(embedded("ecdsa-sd-2023")))
    texts |= {f"vc-jwt-{key.kind}": vc_jwt(key) for key in (ED, EC, EC384)}
    texts["sd-jwt"] = sd_jwt()
    for name, record in judge(texts).items():
        assert (record["authenticity"], record["currency"]) == ("authentic", "current"), (name, record)
        assert record["achievement"]["name"] == "Bridge inspection"


def test_status_lists_of_either_kind(judge: Any) -> None:
    texts = {f"bit-{name}": json.dumps(embedded("eddsa-jcs-2022", name)) for name in STATES}
    texts |= {f"sd-{name}": json.dumps(derived(embedded("ecdsa-sd-2023", name))) for name in STATES}
    texts |= {f"token-{name}": sd_jwt(tokens=name) for name in TOKENS}
    found = judge(texts)
    assert {record["authenticity"] for record in found.values()} == {"authentic"}
    expected = {f"{kind}-{name}": state for kind in ("bit", "sd") for name, state in STATES.items()}
    expected |= {f"token-{name}": state for name, state in TOKENS.items()}
    assert {name: record["currency"] for name, record in found.items()} == expected
    # The issuer signed whose list it is: told, not refused.
    assert "STATUS_ISSUER_DIFFERS" in reasons(found["bit-strangers"])


def test_what_a_holder_may_have_left_out_is_unknown(judge: Any) -> None:
    texts = {
        "no status": derived(embedded("ecdsa-sd-2023", None)),
        "status left out": derived(
            embedded("ecdsa-sd-2023", "revoked", mandatory=("/issuer", "/credentialSubject/id"))
        ),
        "end left out": derived(
            embedded("ecdsa-sd-2023", mandatory=("/issuer", "/validFrom", "/credentialStatus", "/credentialSubject/id"))
        ),
    }
    found = judge({name: json.dumps(text) for name, text in texts.items()})
    assert {record["authenticity"] for record in found.values()} == {"authentic"}
    assert [record["currency"] for record in found.values()] == ["unknown", "unknown", "unknown"]
    assert "STATUS_MAY_BE_WITHHELD" in reasons(found["status left out"])
    assert "END_MAY_BE_WITHHELD" in reasons(found["end left out"])


def _ways(text: str) -> dict[str, Change]:
    """The ways to alter a badge with an embedded proof, of which one may change nothing."""
    issuer = json.loads(text)["issuer"]["id"]
    ways = documents(FORGER.did_key, UNKNOWN)
    ways["issuer and key swapped"] = lambda text: text.replace(issuer, FORGER.did_key)
    ways["another name in its place"] = lambda text: text.replace("Harbour", "Harb\u043eur")
    ways["algorithm of another suite"] = lambda text: (
        text.replace("-jcs-", "-rdfc-") + (" " if "-jcs-" not in text else "")
    )
    return {name: way for name, way in ways.items() if json.loads(way(text), object_pairs_hook=list) != _pairs(text)}


def _pairs(text: str) -> Any:
    return json.loads(text, object_pairs_hook=list)


@pytest.mark.parametrize("suite", ["eddsa-jcs-2022", "ecdsa-jcs-2019", "ecdsa-rdfc-2019", "ecdsa-sd-2023"])
def test_no_altered_document_is_authentic(suite: str, judge: Any) -> None:
    document = embedded(suite)
    text = json.dumps(derived(document) if suite == "ecdsa-sd-2023" else document)
    ways = _ways(text)
    if suite == "ecdsa-sd-2023":
        ways |= _derivations(document)
    assert len(ways) >= 25
    found = judge({name: way(text) for name, way in ways.items()})
    outcomes = {name: record.get("authenticity", "rejected") for name, record in found.items()}
    assert "authentic" not in outcomes.values(), outcomes
    assert {name for name, outcome in outcomes.items() if outcome == "undetermined"} <= {"unknown issuer and key"}


def _derivations(base: dict[str, Any]) -> dict[str, Change]:
    """What only a holder could try: the base proof itself, and parts of other derivations."""
    other = deepcopy(embedded("ecdsa-sd-2023", "revoked"))

    def with_proof_of(document: dict[str, Any]) -> Change:
        return lambda text: json.dumps({**json.loads(text), "proof": document["proof"]})

    def without(*names: str) -> Change:
        return lambda text: json.dumps({name: value for name, value in json.loads(text).items() if name not in names})

    return {
        "base proof": lambda _text: json.dumps(base),
        "base proof under what is shown": with_proof_of(base),
        "proof of less": with_proof_of(derived(base, "/name")),
        "proof of another badge": with_proof_of(derived(other)),
        "status left out": without("credentialStatus"),
        "end and status left out": without("credentialStatus", "validUntil"),
    }


def _token_ways(public_pem: bytes, forger_did: str) -> dict[str, Change]:
    def within(change: Callable[[dict[str, Any]], Any]) -> Change:
        return claims(lambda c: change(c["vc"]))

    def unsigned(token: str) -> str:
        return segment(2, lambda _: "")(header(lambda head: head.update(alg="none"))(token))

    carried = header(lambda head: (head.pop("kid"), head.update(jwk=FORGER.public_jwk())))
    certified = header(lambda head: (head.pop("kid"), head.update(x5c=chain_of(FORGER))))
    renamed = within(lambda vc: vc.update(name="Ship inspection"))
    return {
        "signature changed": segment(2, lambda text: flipped(text, 20)),
        "signature cut": segment(2, lambda text: text[:-4]),
        "signature of nothing": segment(2, lambda _: encode_base64url(bytes(64))),
        "byte changed": segment(1, lambda text: flipped(text, 40)),
        "byte of the header changed": segment(0, lambda text: flipped(text, 8)),
        "name changed": renamed,
        "achievement changed": within(lambda vc: vc["credentialSubject"]["achievement"].update(name="Ships")),
        "term added": within(lambda vc: vc.update(creditsEarned=30)),
        "issuer swapped": claims(lambda c: (c.update(iss=forger_did), c["vc"]["issuer"].update(id=forger_did))),
        "issuer swapped outside": claims(lambda c: c.update(iss=forger_did)),
        "issuer swapped inside": within(lambda vc: vc["issuer"].update(id=forger_did)),
        "holder swapped": claims(lambda c: c.update(sub="mailto:eve@example.org")),
        "end moved": within(lambda vc: vc.update(expirationDate="2099-01-01T00:00:00Z")),
        "unwrapped": claims(lambda c: c.update(c.pop("vc"))),
        "names twice": duplicated("vc", {}),
        "alg none": unsigned,
        "HS256 with the public key": with_hmac(public_pem),
        "another alg": header(lambda head: head.update(alg="ES384")),
        "typ changed": header(lambda head: head.update(typ="statuslist+jwt")),
        "crit": header(lambda head: head.update(crit=["b64"], b64=False)),
        "foreign key": signed_by_forger(renamed),
        "foreign key named": signed_by_forger(header(lambda head: head.update(kid=FORGER.did_key_method))),
        "foreign key carried": signed_by_forger(carried, renamed),
        "certificate of a stranger": signed_by_forger(certified, renamed),
        "header twice": segment(0, lambda _: encode_base64url(b'{"alg":"ES256","alg":"none"}')),
        "another part": lambda token: token.replace(".", f".{encoded({})}.", 1),
    }


def test_no_altered_token_is_authentic(judge: Any) -> None:
    token = vc_jwt()
    public = EC.private.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    ways = _token_ways(public, did_jwk(FORGER))
    assert len(ways) >= 25
    found = judge({name: way(token) for name, way in ways.items()})
    assert {record.get("authenticity", "rejected") for record in found.values()} == {"rejected"}, found


def test_a_certificate_vouches_as_far_as_somebody_trusted_vouches_for_it(
    judge: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    signed = {
        "listed": sd_jwt(chain=chain_of(EC)),
        "trusted": sd_jwt(FORGER, tokens=None, chain=chain_of(FORGER)),
        "stranger": sd_jwt(FORGER, tokens=None, chain=chain_of(FORGER, by=root(b"stranger"))),
        "another's": sd_jwt(FORGER, tokens=None, chain=chain_of(FORGER, name="https://other.example.org")),
        "wrong key": sd_jwt(FORGER, tokens=None, chain=chain_of(EC)),
    }
    without = {name: record["authenticity"] for name, record in judge(signed).items()}
    # Without anchors the issuer's own list of keys decides, and it does not have the forger's.
    assert without == {
        "listed": "authentic",
        **dict.fromkeys(("trusted", "stranger", "another's", "wrong key"), "rejected"),
    }
    anchors = tmp_path / "anchors.pem"
    anchors.write_bytes(ROOT.pem)
    monkeypatch.setenv("CREDENCE_TRUST_ANCHORS", str(anchors))
    found = judge(signed)
    assert {name: record["authenticity"] for name, record in found.items()} == {**without, "trusted": "authentic"}
    assert found["trusted"]["issuer"]["id"] == SCHOOL
    anchors.write_text("nothing", encoding="ascii")
    assert main(["verify", str(anchors), "--offline"]) == 2


def test_a_token_list_altered_is_not_read(judge: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    revoked = world()[f"{LISTS}/tokens-revoked"]
    lies = {
        "cleared": claims(lambda c: c["status_list"].update(lst="eNpjYAAAAAIAAQ")),
        "foreign": signed_by_forger(),
        "none": header(lambda head: head.update(alg="none")),
        "badge": header(lambda head: head.update(typ="vc+jwt")),
        "cut": segment(2, lambda text: text[:-4]),
    }
    path = tmp_path / "badge.txt"
    path.write_text(sd_jwt(tokens="tokens-revoked"), encoding="ascii")
    for lie in lies.values():
        table = documents_table(tmp_path, {**world(), f"{LISTS}/tokens-revoked": lie(revoked)})
        main(["verify", str(path), "--documents", table, "--as-of", AS_OF.isoformat(), "--jsonl"])
        record = json.loads(capsys.readouterr().out)
        assert (record["authenticity"], record["currency"]) == ("authentic", "unknown")
