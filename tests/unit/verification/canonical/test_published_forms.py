"""Canonical forms and hashes that others published, met to the byte at every step."""

import json
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from hiring.verification.canonical.jcs import canonical_json
from hiring.verification.canonical.reference import ReferenceCanonicaliser
from hiring.verification.keys import VerificationKey, read_method, signature_fits
from hiring.verification.multibase import decode_multibase
from hiring.verification.proofs._data_integrity import signing_input

EDDSA = "canonical/w3c-vc-di-eddsa"


def _json(path: Path) -> dict[str, Any]:
    value: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return value


def _bytes(path: Path) -> bytes:
    return path.read_bytes()


def _without_proof(document: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in document.items() if name != "proof"}


@pytest.fixture(scope="module")
def canonicaliser(vectors: Path) -> ReferenceCanonicaliser:
    """With the two contexts that only the specification's examples use."""
    contexts = vectors.parent / "contexts"
    return ReferenceCanonicaliser(
        {
            "https://www.w3.org/ns/credentials/examples/v2": _json(contexts / "credentials-examples-v2.jsonld"),
            "https://w3id.org/citizenship/v4rc1": _json(contexts / "citizenship-v4rc1.jsonld"),
        }
    )


# folder, suffix of the file names
RDF_SUITES = [
    ("Ed25519Signature2020", "EdSig"),
    ("eddsa-rdfc-2022", "DataInt"),
    ("eddsa-rdfc-2022/employ", "DataInt"),
]


@pytest.mark.parametrize(("folder", "suffix"), RDF_SUITES)
def test_every_step_of_the_rdf_suites(
    vectors: Path, canonicaliser: ReferenceCanonicaliser, folder: str, suffix: str
) -> None:
    place = vectors / EDDSA / folder
    signed = _json(place / f"signed{suffix}.json")
    proof = signed["proof"]

    document = canonicaliser.canonicalise(_without_proof(signed))
    assert document.nquads == _bytes(place / f"canonDoc{suffix}.txt")
    assert sha256(document.nquads).hexdigest() == (place / f"docHash{suffix}.txt").read_text().strip()
    assert document.uncovered == ()

    options = canonicaliser.canonicalise(_json(place / f"proofConfig{suffix}.json"))
    assert options.nquads == _bytes(place / f"proofCanon{suffix}.txt")
    assert sha256(options.nquads).hexdigest() == (place / f"proofHash{suffix}.txt").read_text().strip()

    combined = signing_input(signed, proof, canonicaliser)
    assert combined.data.hex() == (place / f"combinedHash{suffix}.txt").read_text().strip()
    assert combined.uncovered == ()

    signature = decode_multibase(proof["proofValue"])
    assert signature.hex() == (place / f"sigHex{suffix}.txt").read_text().strip()
    assert proof["proofValue"] == (place / f"sigBTC58{suffix}.txt").read_text().strip()


def _key_of(proof: Mapping[str, Any]) -> VerificationKey:
    did, _, value = proof["verificationMethod"].partition("#")
    method = {"id": f"#{value}", "type": "Multikey", "controller": did, "publicKeyMultibase": value}
    return read_method(method, base=did)


PROOF_SETS = [f"proof-set-chain/signedProof{name}.json" for name in ("Set1", "Set2", "Chain1", "Chain2")]


@pytest.mark.parametrize("name", [*(f"{folder}/signed{suffix}.json" for folder, suffix in RDF_SUITES), *PROOF_SETS])
def test_published_signatures_fit_our_bytes(vectors: Path, canonicaliser: ReferenceCanonicaliser, name: str) -> None:
    signed = _json(vectors / EDDSA / name)
    proofs = signed["proof"] if isinstance(signed["proof"], list) else [signed["proof"]]
    own = [proof for proof in proofs if "previousProof" not in proof]
    assert own
    for proof in own:
        if proof["verificationMethod"].startswith("did:key:"):
            key = _key_of(proof)
        else:
            value = proof["verificationMethod"].partition("#")[2]
            key = _key_of({"verificationMethod": f"did:key:{value}#{value}"})
        data = signing_input(signed, proof, canonicaliser).data
        assert signature_fits(key, decode_multibase(proof["proofValue"]), data)


@pytest.mark.parametrize("number", ["1", "2"])
def test_the_form_of_a_document_with_earlier_proofs_in_it(
    vectors: Path, canonicaliser: ReferenceCanonicaliser, number: str
) -> None:
    place = vectors / EDDSA / "proof-set-chain"
    stated = _json(place / f"proofChainTempDoc{number}.json")
    document = canonicaliser.canonicalise(stated)
    options = canonicaliser.canonicalise(
        {"@context": stated["@context"], **_json(place / f"proofChainConfig{number}.json")}
    )
    proof = _json(place / f"proofChainConfigSigned{number}.json")
    data = sha256(options.nquads).digest() + sha256(document.nquads).digest()
    assert signature_fits(_key_of(proof), decode_multibase(proof["proofValue"]), data)


def test_every_step_of_the_jcs_suite(vectors: Path) -> None:
    place = vectors / EDDSA / "eddsa-jcs-2022"
    document = canonical_json(_without_proof(_json(place / "signedJCS.json")))
    options = canonical_json(_json(place / "proofConfigJCS.json"))
    assert document == _bytes(place / "canonDocJCS.txt")
    assert options == _bytes(place / "proofCanonJCS.txt")
    hashes = [sha256(options).hexdigest(), sha256(document).hexdigest()]
    assert hashes == [(place / f"{name}HashJCS.txt").read_text().strip() for name in ("proof", "doc")]
    assert "".join(hashes) == (place / "combinedHashJCS.txt").read_text().strip()


# The guide publishes the canonical forms only; these are the document and the proof options that they are forms of.
GUIDE_CONTEXT = ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"]
GUIDE_BADGE = {
    "@context": GUIDE_CONTEXT,
    "id": "http://example.com/credentials/3527",
    "type": ["VerifiableCredential", "OpenBadgeCredential"],
    "name": "Teamwork Badge",
    "issuer": {
        "id": "https://example.edu/issuers/565049",
        "type": ["Profile"],
        "name": "Example Corp",
        "url": "https://www.imsglobal.org",
    },
    "validFrom": "2010-01-01T00:00:00Z",
    "credentialSubject": {
        "id": "did:example:ebfeb1f712ebc6f1c276e12ec21",
        "type": ["AchievementSubject"],
        "achievement": {
            "id": "https://example.com/achievements/21st-century-skills/teamwork",
            "type": ["Achievement"],
            "name": "Teamwork",
            "description": "This badge recognizes the development of the capacity to collaborate within a group "
            "environment.",
            "criteria": {
                "narrative": "Team members are nominated for this badge by their peers and recognized upon review by "
                "Example Corp management."
            },
        },
    },
}
GUIDE_OPTIONS = {
    "@context": GUIDE_CONTEXT,
    "type": "DataIntegrityProof",
    "cryptosuite": "eddsa-rdfc-2022",
    "created": "2010-01-01T19:23:24Z",
    "verificationMethod": "https://example.edu/issuers/565049#z6MkjZRZv3aez3r18pB1RBFJR1kwUVJ5jHt92JmQwXbd5hwi",
    "proofPurpose": "assertionMethod",
}


@pytest.mark.parametrize(
    ("stated", "name"), [(GUIDE_BADGE, "obv3p0-document-canon.txt"), (GUIDE_OPTIONS, "obv3p0-proof-canon.txt")]
)
def test_the_implementation_guide_of_open_badges(vectors: Path, stated: dict[str, Any], name: str) -> None:
    canonical = ReferenceCanonicaliser().canonicalise(stated)
    assert canonical.nquads == (vectors / "canonical/1edtech-impl-guide" / name).read_bytes()
    assert canonical.uncovered == ()


@pytest.mark.parametrize("version", ["3.0.1", "3.0.2", "3.0.3"])
def test_versions_of_the_badge_context_are_not_interchangeable(version: str) -> None:
    base = "https://www.w3.org/2018/credentials/v1"
    forms = {
        ReferenceCanonicaliser()
        .canonicalise(
            {
                **GUIDE_BADGE,
                "@context": [base, f"https://purl.imsglobal.org/spec/ob/v3p0/context-{other}.json"],
            }
        )
        .nquads
        for other in ("3.0.1", version)
    }
    assert len(forms) == (1 if version == "3.0.1" else 2)
