"""What the npm packages of Digital Bazaar and of the DCC issue verifies; nothing altered of it does."""

import json
import shutil
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from hiring.__main__ import main
from hiring.verification.canonical.contexts import load_context
from tests.integration.ob3_tampering import FORGER, Change, documents

PACKAGES = Path(__file__).resolve().parents[1] / "npm"
VC_1_1, VC_2_0 = "https://www.w3.org/2018/credentials/v1", "https://www.w3.org/ns/credentials/v2"
OB_3_0_3 = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
ED25519_2020 = "https://w3id.org/security/suites/ed25519-2020/v1"
CONTEXTS = (VC_1_1, VC_2_0, OB_3_0_3, ED25519_2020, "https://w3id.org/security/data-integrity/v2")
UNKNOWN = "did:web:nowhere.example.org"
BASE, DERIVED = "digitalbazaar ecdsa-sd-2023 base", "digitalbazaar ecdsa-sd-2023"
NAMES = (
    "digitalbazaar Ed25519Signature2020",
    "digitalcredentials Ed25519Signature2020",
    "digitalbazaar eddsa-rdfc-2022",
    "digitalcredentials eddsa-rdfc-2022",
    "digitalbazaar ecdsa-rdfc-2019 P-256",
    "digitalbazaar ecdsa-rdfc-2019 P-384",
    DERIVED,
)


def badge(*, older: bool) -> dict[str, Any]:
    """A badge without an issuer's identifier, of data model 1.1 or 2.0."""
    return {
        "@context": [VC_1_1, OB_3_0_3, ED25519_2020] if older else [VC_2_0, OB_3_0_3],
        "id": "urn:uuid:1b9c6c3e-7d0a-4d7e-8a51-000000000001",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": "Bridge inspection",
        "issuer": {"type": ["Profile"], "name": "Harbour School"},
        "issuanceDate" if older else "validFrom": "2025-01-01T00:00:00Z",
        "expirationDate" if older else "validUntil": "2035-01-01T00:00:00Z",
        "credentialSubject": {
            "id": "mailto:ada@example.org",
            "type": ["AchievementSubject"],
            "achievement": {
                "id": "https://harbour.example/achievements/bridges",
                "type": ["Achievement"],
                "name": "Bridge inspection",
                "description": "Inspects bridges.",
                "criteria": {"narrative": "An examination."},
            },
        },
    }


@pytest.fixture(scope="module")
def issued(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Any]:
    """What the packages issue. Skipped, with the reason, where there is no node or the registry cannot be had."""
    if shutil.which("node") is None or shutil.which("npm") is None:
        pytest.skip("node and npm are not on this machine")
    folder = tmp_path_factory.mktemp("npm")
    for name in ("package.json", "package-lock.json", "issue.mjs"):
        shutil.copyfile(PACKAGES / name, folder / name)
    install = ["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"]
    try:
        subprocess.run(install, cwd=folder, check=True, capture_output=True, timeout=90)
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        pytest.skip(f"the packages cannot be installed: {str(error.stderr or error)[-300:]}")
    asked = {
        "contexts": {url: load_context(url) for url in CONTEXTS},
        "older": badge(older=True),
        "newer": badge(older=False),
        "created": "2025-01-02T00:00:00Z",
    }
    made = subprocess.run(
        ["node", "issue.mjs"], cwd=folder, check=True, capture_output=True, timeout=60, input=json.dumps(asked).encode()
    )
    badges: dict[str, Any] = json.loads(made.stdout)
    assert badges.keys() == {*NAMES, BASE}
    return badges


@pytest.fixture
def judge(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Callable[[Mapping[str, str]], dict[str, Any]]:
    """Judge texts, all in one run; return what is said of each."""

    def judged(texts: Mapping[str, str]) -> dict[str, Any]:
        paths = [tmp_path / f"{position}.json" for position in range(len(texts))]
        for path, text in zip(paths, texts.values(), strict=True):
            path.write_text(text, encoding="utf-8")
        main(["verify", *map(str, paths), "--jsonl", "--offline", "--as-of", "2026-06-01T00:00:00Z"])
        records = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
        return dict(zip(texts, records, strict=True))

    return judged


def test_what_they_issue_is_authentic(issued: Mapping[str, Any], judge: Any) -> None:
    found = judge({name: json.dumps(document) for name, document in issued.items()})
    assert {name: record["authenticity"] for name, record in found.items()} == {
        **dict.fromkeys(NAMES, "authentic"),
        BASE: "rejected",
    }
    assert {record["achievement"]["name"] for record in found.values()} == {"Bridge inspection"}
    # A derived badge may have left its status out; of the others nothing is open.
    assert {name: record["currency"] for name, record in found.items() if name not in (BASE, DERIVED)} == dict.fromkeys(
        NAMES[:-1], "current"
    )


@pytest.mark.parametrize("name", NAMES)
def test_nothing_altered_of_it_is(issued: Mapping[str, Any], judge: Any, name: str) -> None:
    text = json.dumps(issued[name])
    texts = {way: altered for way, change in _ways(text).items() if (altered := _tried(change, text)) is not None}
    texts |= {"proof of another suite": json.dumps({**issued[name], "proof": issued[_other(name)]["proof"]})}
    assert len(texts) >= 20
    found = judge(texts)
    outcomes = {way: record.get("authenticity", "rejected") for way, record in found.items()}
    assert "authentic" not in outcomes.values(), outcomes
    assert {way for way, outcome in outcomes.items() if outcome == "undetermined"} <= {"unknown issuer and key"}


def _other(name: str) -> str:
    return NAMES[(NAMES.index(name) + 2) % len(NAMES)]


def _ways(text: str) -> dict[str, Change]:
    issuer = json.loads(text)["issuer"]["id"]
    return documents(FORGER.did_key, UNKNOWN) | {
        "issuer and key swapped": lambda text: text.replace(issuer, FORGER.did_key),
        "another letter in the name": lambda text: text.replace("Harbour", "Harb\u043eur"),
    }


def _tried(change: Change, text: str) -> str | None:
    """Return an altered badge; `None` where there is nothing in this one that the change could alter."""
    try:
        altered = change(text)
    except KeyError:
        return None
    return altered if json.loads(altered, object_pairs_hook=list) != json.loads(text, object_pairs_hook=list) else None
