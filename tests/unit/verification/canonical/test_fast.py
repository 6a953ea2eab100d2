"""The fast canonicaliser answers as the reference does, to the byte and to every uncovered path, or leaves it to it."""

import base64
import json
from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hiring.errors import IntakeError, MalformedError, Unsupported, VerificationError
from hiring.verification.canonical.base import Canonical, HashName
from hiring.verification.canonical.fast import Counts, FastCanonicaliser, canonicalise_fast
from hiring.verification.canonical.reference import ReferenceCanonicaliser
from tests.canonical_documents import ODD, TEXTS, V1, V2, compare, documents
from tests.unit.verification.issuers import OB_1_1, badge, full_badge, set_at

REFERENCE = ReferenceCanonicaliser()
SAME, FELL_BACK, REFUSED = "same", "fell back", "left a refusal to the reference"
# Of the documents that are generated; all ten thousand by `python -m tests.canonical_documents`.
GENERATED = 1_200


@pytest.mark.parametrize("part", range(4))
def test_generated_documents(part: int) -> None:
    found: Counter[str] = Counter()
    for number, document in enumerate(documents(part * GENERATED // 4, GENERATED // 4)):
        found[compare(document, REFERENCE, "SHA-384" if number % 10 == 0 else "SHA-256")] += 1
    assert found["DIFFERENT"] == 0
    assert found[SAME] > found[FELL_BACK] * 2


def _inside(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if "@context" in value:
            yield value
        for inner in value.values():
            yield from _inside(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _inside(inner)


def _published(folder: Path) -> Iterator[dict[str, Any]]:
    """What is signed, or would be, of every file that holds JSON or a token, and the options of every proof."""
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        content = path.read_bytes()
        try:
            value = json.loads(content)
        except ValueError:
            try:
                value = json.loads(base64.urlsafe_b64decode(content.split(b".")[1] + b"=="))
            except (IndexError, ValueError):
                continue
        for document in _inside(value):
            unsecured = {name: inner for name, inner in document.items() if name != "proof"}
            yield unsecured
            proofs = document.get("proof", [])
            for proof in proofs if isinstance(proofs, list) else [proofs]:
                if isinstance(proof, dict):
                    options = {name: proof[name] for name in proof if name not in ("proofValue", "jws")}
                    yield {**options, "@context": document["@context"]}


@pytest.mark.parametrize("hash_name", ["SHA-256", "SHA-384"])
def test_published_documents(vectors: Path, hash_name: HashName) -> None:
    found = Counter(compare(document, REFERENCE, hash_name) for document in _published(vectors))
    assert found["DIFFERENT"] == 0
    assert found[SAME] > 200
    assert found[FELL_BACK] < 20


@pytest.mark.parametrize("model", ["1.1", "2.0"])
def test_a_badge_is_canonicalised_without_the_reference(model: str) -> None:
    document = badge("did:web:harbour.example", model=model)
    assert canonicalise_fast(document) == REFERENCE.canonicalise(document)
    assert canonicalise_fast(document, "SHA-384") == REFERENCE.canonicalise(document, "SHA-384")


def test_what_repeats_is_the_same_each_time() -> None:
    for number in range(40):
        document = full_badge()
        document["id"] = f"urn:x:{number}"
        document["credentialSubject"]["achievement"]["alignment"] = [
            {"type": ["Alignment"], "targetName": f"Skill {skill}", "targetUrl": "https://x.example/s"}
            for skill in range(1 + number % 3)
        ]
        document["credentialSubject"]["achievement"]["name"] = f"Course {number % 7}"
        assert compare(document, REFERENCE) == SAME


def test_one_thing_described_twice() -> None:
    document = full_badge()
    document["issuer"]["image"] = {"type": "Image", "caption": "Seal", "id": "https://x.example/seal.png"}
    document["credentialSubject"]["achievement"]["creator"] = deepcopy(document["issuer"])
    assert compare(document, REFERENCE) == SAME
    # The blank nodes of the two cannot be told apart by what they say.
    document["issuer"]["address"] = {"type": ["Address"], "addressCountry": "SE"}
    document["credentialSubject"]["achievement"]["creator"] = deepcopy(document["issuer"])
    assert compare(document, REFERENCE) == FELL_BACK


def test_paths_of_what_is_left_out_are_in_the_references_order() -> None:
    document = full_badge()
    document["zone"], document["area"] = 1, None
    document["type"].append("Undefined")
    document["issuer"]["rank"] = "first"
    document["evidence"] = [{"type": ["Evidence", "Work"], "name": "x"}, None, {"mood": "x", "type": "Evidence"}]
    document["credentialSubject"]["achievement"]["criteria"]["points"] = 3
    document["credentialSubject"]["achievement"]["tag"] = ["a", None]
    found = canonicalise_fast(document)
    assert found == REFERENCE.canonicalise(document)
    assert len(found.uncovered) == 9 if found else False


@pytest.mark.parametrize(
    ("path", "value", "expected"),
    [
        ("name", TEXTS[4], SAME),
        ("name", TEXTS[6], SAME),
        ("name", None, SAME),
        ("name", [], SAME),
        ("name", {"@value": "x", "@language": "en"}, FELL_BACK),
        ("credentialSubject.achievement.creditsAvailable", 5, SAME),
        ("credentialSubject.achievement.creditsAvailable", 5.0, FELL_BACK),
        ("credentialSubject.achievement.tag", ["a", "a", "b"], SAME),
        ("credentialSubject.achievement.tag", [["a"]], FELL_BACK),
        ("credentialSubject.achievement.tag", ["1", 1], SAME),
        ("credentialSubject.achievement.creditsAvailable", ["5", 5], FELL_BACK),
        ("credentialSubject.achievement.creditsAvailable", 10**21, FELL_BACK),
        ("credentialSubject.achievement.criteria", {}, FELL_BACK),
        ("credentialSubject.id", "_:b0", FELL_BACK),
        ("credentialSubject.id", "relative", FELL_BACK),
        ("credentialSubject.id", "https://x.example/\u00a0", FELL_BACK),
        ("credentialSubject.id", "https://x.example/> <https://y.example/p> <https://z.example/", FELL_BACK),
        ("id", 7, REFUSED),
        ("@graph", [{"id": "urn:x"}], REFUSED),
        ("@included", {"id": "urn:x"}, REFUSED),
        ("@id", "urn:x", REFUSED),
        ("issuer.@context", {"name": "https://x.example/name"}, REFUSED),
        ("issuer.@context", V1, REFUSED),
        ("@context", [V2, {"mood": "https://x.example/mood"}], FELL_BACK),
        ("@context", [V1], FELL_BACK),
        ("@context", ["https://x.example/unknown"], REFUSED),
        ("@context", None, REFUSED),
        ("mood", {"@context": "https://x.example/unknown"}, REFUSED),
    ],
)
def test_what_it_does_itself_and_what_not(path: str, value: Any, expected: str) -> None:
    document = full_badge()
    set_at(path, value)(document)
    assert compare(document, REFERENCE) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (["A", "B", "B"], SAME),
        ('A "', SAME),
        ([TEXTS[6]], SAME),
        (["A", 1], FELL_BACK),
        (["A", None], FELL_BACK),
        ([], FELL_BACK),
        (None, FELL_BACK),
    ],
)
def test_lists_whose_order_is_signed(value: Any, expected: str) -> None:
    document = full_badge()
    scale = {"id": "urn:x:1", "type": ["ResultDescription"], "allowedValue": value}
    document["credentialSubject"]["achievement"]["resultDescription"] = scale
    assert compare(document, REFERENCE) == expected


def test_a_badge_deeper_than_the_stack_is_left_to_the_reference() -> None:
    document = full_badge()
    inner = document["issuer"]
    for _ in range(3_000):
        inner["parentOrg"] = {"id": "urn:x", "type": ["Profile"]}
        inner = inner["parentOrg"]
    assert canonicalise_fast(document) is None


def test_contexts_in_ever_other_orders_cost_no_more_than_a_bound() -> None:
    """Each takes milliseconds: a document may have some worked out, and is then left to the reference."""
    document = {**full_badge(), "@context": OB_1_1}
    document["evidence"] = [
        {"@context": [OB_1_1[number % 4], *OB_1_1[: number % 3 + 1], *OB_1_1[number % 5 :]] * (number % 3 + 1)}
        for number in range(60)
    ]
    assert canonicalise_fast(document) is None


def test_counts_tell_how_many_fell_back() -> None:
    canonicaliser = FastCanonicaliser(REFERENCE)
    canonicaliser.canonicalise(full_badge())
    float_badge = full_badge()
    float_badge["credentialSubject"]["achievement"]["creditsAvailable"] = 2.5
    assert b'"2.5E0"' in canonicaliser.canonicalise(float_badge).nquads
    with pytest.raises(Unsupported):
        canonicaliser.canonicalise({**full_badge(), "@context": []})
    assert canonicaliser.counts == Counts(fast=1, fell_back=2)


def test_threads_may_share_what_was_compiled() -> None:
    expected = REFERENCE.canonicalise(full_badge())
    found: list[Canonical | None] = []
    threads = [
        Thread(target=lambda: found.extend(canonicalise_fast(full_badge()) for _ in range(20))) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [expected] * 80


_names = st.sampled_from(
    ["id", "type", "name", "issuer", "image", "validUntil", "credentialStatus", "achievement", "creator", "alignment",
     "tag", "hashed", "criteria", "narrative", "result", "address", "parentOrg", "targetType", "statusPurpose",
     "@id", "@type", "@value", "@language", "@graph", "@context", "@set", "undefined", "cred:name", "urn:x:y"]
)  # fmt: skip
_values = st.recursive(
    st.sampled_from([*TEXTS, *(odd for odd in ODD if not isinstance(odd, dict | list))])
    | st.sampled_from(["Profile", "Achievement", "Address", "Image", V2, "urn:x:1", "revocation"])
    | st.text(max_size=5) | st.integers() | st.floats(allow_nan=False) | st.booleans(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_names, inner, max_size=4),
    max_leaves=12,
)  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(
    model=st.sampled_from(["1.1", "2.0"]),
    place=st.sampled_from(["", "issuer", "credentialSubject", "credentialSubject.achievement"]),
    additions=st.dictionaries(_names, _values, max_size=3),
)
def test_whatever_is_put_anywhere(model: str, place: str, additions: dict[str, Any]) -> None:
    document = badge("did:web:harbour.example", model=model)
    target = document
    for name in place.split(".") if place else []:
        target = target[name]
    target |= additions
    before = deepcopy(document)
    assert compare(document, REFERENCE) != "DIFFERENT"
    assert document == before


@settings(max_examples=200, deadline=None)
@given(document=st.dictionaries(_names, _values, max_size=5))
def test_whatever_it_is_given_it_answers_or_leaves_it(document: dict[str, Any]) -> None:
    document["@context"] = [V2, OB_1_1[2]]
    found = canonicalise_fast(document)
    try:
        assert found in (None, REFERENCE.canonicalise(document))
    except (IntakeError, VerificationError, MalformedError):
        assert found is None
