"""Generated documents for comparing canonicalisers: badges of every shape, plain and altered. All comes from a seed.

`python -m tests.canonical_documents [--count N] [--first SEED]` compares the fast canonicaliser with the reference over
so many of them, and tells how many fell back; it ends with 1 if any two answers differ.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from random import Random
from typing import Any

from hiring.errors import CredenceError
from hiring.verification.canonical.base import Canonical, HashName
from hiring.verification.canonical.fast import canonicalise_fast
from hiring.verification.canonical.reference import ReferenceCanonicaliser
from tests.mutations import mutate_json

V1, V2 = "https://www.w3.org/2018/credentials/v1", "https://www.w3.org/ns/credentials/v2"
BADGES = [
    *(f"https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.{number}.json" for number in (1, 2, 3)),
    "https://purl.imsglobal.org/spec/ob/v3p0/context.json",
]
FURTHER = [
    "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json",
    "https://w3id.org/security/data-integrity/v2",
    "https://w3id.org/security/suites/ed25519-2020/v1",
    "https://www.w3.org/ns/credentials/status/v1",
    "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json",
    "https://www.w3.org/ns/credentials/undefined-terms/v2",
]
TEXTS = [
    *(
        "Statistics",
        "",
        " ",
        "Ünïcödé",
        "a\tb\nc\rd",
        'say "x" \\ y',
        "\x00\x1f\x7f\b\f",
        "\u2028\u0085\ufeff",
        "𝒳",
        "5",
    ),
    *("true", "_:b0", "https://x.example/a", "relative/path", "did:key:z6Mk", "en", "2026-01-01T00:00:00Z", "@id"),
]
IRIS = [
    "https://u.example/1",
    "urn:uuid:1",
    "did:web:u.example",
    "https://u.example/ä",
    "mailto:a@u.example",
    "did:x:y#z",
]
ODD: list[Any] = [
    *(None, True, False, 0, 1, -7, 5.0, 2.5, 10**21, 10**20, [], {}, [None], [[1]], ["a", "a"], ["1", 1, True], "x:y"),
    *({"id": "_:b1"}, {"id": "rel"}, {"@value": "x", "@language": "en"}, {"id": "https://u.example/1"}),
    *({"id": "https://u.example/\u00a0", "type": "Evidence"}, {"type": "Undefined"}, {"type": []}, {"name": None}),
]


class Maker:
    """Makes one document; ids and achievements come from a small stock, so that they repeat."""

    def __init__(self, random: Random) -> None:
        self.random = random

    def text(self) -> str:
        return self.random.choice(TEXTS) if self.chance(0.3) else f"Text {self.random.randrange(40)}"

    def some(self, chance: float, name: str, make: Callable[[], Any]) -> dict[str, Any]:
        return {name: self.random.choice(ODD) if self.random.random() < 0.01 else make()} if self.chance(chance) else {}

    def chance(self, chance: float) -> bool:
        return self.random.random() < chance

    def several(self, make: Callable[[], Any], most: int = 3) -> Any:
        items = [make() for _ in range(self.random.randint(1, most))]
        return items[0] if len(items) == 1 and self.chance(0.5) else items

    def kind(self, name: str) -> Any:
        stated = [name] if self.chance(0.97) else [name, self.random.choice(["Undefined", "Profile", "Achievement"])]
        return stated[0] if len(stated) == 1 and self.chance(0.3) else stated

    def iri(self) -> str:
        return self.random.choice(IRIS) if self.chance(0.1) else f"https://u.example/{self.random.randrange(400)}"

    def profile(self) -> Any:
        number = self.random.randrange(4)
        if self.chance(0.1):
            return f"did:web:u{number}.example"
        return {
            "id": f"did:web:u{number}.example",
            "type": ["Profile"],
            "name": f"University {number}",
            **self.some(0.5, "url", lambda: "https://u.example/"),
            **self.some(0.2, "image", lambda: {"id": self.iri(), "type": "Image", "caption": self.text()}),
            **self.some(0.2, "otherIdentifier", lambda: self.several(self.other_identifier)),
            **self.some(0.1, "parentOrg", self.profile),
            **self.some(0.1, "address", lambda: {"type": ["Address"], "addressCountry": self.text()}),
        }

    def other_identifier(self) -> dict[str, Any]:
        return {"type": "IdentifierEntry", "identifier": self.text(), "identifierType": "identifier"}

    def alignment(self) -> dict[str, Any]:
        return {
            "type": self.kind("Alignment"),
            "targetName": self.text(),
            "targetUrl": self.iri(),
            **self.some(0.3, "targetCode", self.text),
            **self.some(0.3, "targetType", lambda: self.random.choice(["ceasn:Competency", "CFItem", "ext:x", "None"])),
        }

    def scale(self) -> dict[str, Any]:
        level = {"id": self.iri(), "type": ["RubricCriterionLevel"], "name": self.text(), "points": "3"}
        return {
            "id": self.iri(),
            "type": ["ResultDescription"],
            "name": self.text(),
            "resultType": self.random.choice(["Percent", "LetterGrade", "RubricCriterionLevel"]),
            **self.some(0.4, "valueMax", lambda: "100"),
            **self.some(0.3, "allowedValue", lambda: ["A", "B", "C"]),
            **self.some(0.3, "rubricCriterionLevel", lambda: self.several(lambda: level)),
        }

    def achievement(self) -> dict[str, Any]:
        if self.chance(0.5):  # one that is repeated
            stock = Random(self.random.randrange(6))  # noqa: S311
            return Maker(stock).achievement()
        return {
            "id": self.iri(),
            "type": self.kind("Achievement"),
            "name": self.text(),
            "description": self.text(),
            "criteria": {"narrative": self.text(), **self.some(0.3, "id", self.iri)},
            **self.some(0.5, "achievementType", lambda: self.random.choice(["Course", "ext:Own", "Degree"])),
            **self.some(0.5, "alignment", lambda: self.several(self.alignment)),
            **self.some(0.3, "creator", self.profile),
            **self.some(0.3, "tag", lambda: self.several(self.text)),
            **self.some(0.2, "creditsAvailable", lambda: self.random.choice([5, 5.0, 2.5, "5"])),
            **self.some(0.2, "resultDescription", lambda: self.several(self.scale)),
            **self.some(0.2, "image", lambda: {"id": self.iri(), "type": "Image"}),
            **self.some(0.1, "inLanguage", lambda: "en"),
            **self.some(0.02, "creditsEarned", lambda: 30),
            **self.some(0.02, "mood", self.text),
        }

    def identifier(self) -> dict[str, Any]:
        return {
            "type": "IdentityObject",
            "identityHash": self.text(),
            "identityType": "emailAddress",
            "hashed": self.chance(0.5),
            **self.some(0.5, "salt", self.text),
        }

    def result(self) -> dict[str, Any]:
        return {
            "type": ["Result"],
            **self.some(0.7, "resultDescription", self.iri),
            **self.some(0.7, "value", self.text),
            **self.some(0.3, "status", lambda: self.random.choice(["Completed", "Failed", "Undefined"])),
        }

    def status(self) -> dict[str, Any]:
        newer = self.chance(0.7)
        return {
            "id": self.iri(),
            "type": "BitstringStatusListEntry" if newer else "1EdTechRevocationList",
            **self.some(0.9 if newer else 0.0, "statusPurpose", lambda: "revocation"),
            **self.some(0.9 if newer else 0.0, "statusListIndex", lambda: self.random.choice(["7", 7])),
            **self.some(0.9 if newer else 0.0, "statusListCredential", self.iri),
        }

    def evidence(self) -> dict[str, Any]:
        return {
            **self.some(0.8, "id", self.iri),
            "type": self.kind("Evidence"),
            **self.some(0.7, "name", self.text),
            **self.some(0.7, "narrative", self.text),
            **self.some(0.02, "undefined", lambda: self.random.choice(ODD)),
        }

    def subject(self) -> dict[str, Any]:
        return {
            **self.some(0.7, "id", lambda: f"did:example:{self.random.randrange(9)}"),
            "type": self.kind("AchievementSubject"),
            **self.some(0.95, "achievement", self.achievement),
            **self.some(0.3, "identifier", lambda: self.several(self.identifier, 2)),
            **self.some(0.3, "result", lambda: self.several(self.result)),
            **self.some(0.1, "source", self.profile),
            **self.some(0.1, "creditsEarned", lambda: self.random.choice([3, 3.5])),
        }

    def endorsement(self) -> dict[str, Any]:
        return {
            "@context": [V2, BADGES[2]],
            "id": self.iri(),
            "type": ["VerifiableCredential", "EndorsementCredential"],
            "issuer": self.profile(),
            "validFrom": "2026-01-01T00:00:00Z",
            "credentialSubject": {"id": self.iri(), "type": ["EndorsementSubject"], "endorsementComment": self.text()},
        }

    def credential(self) -> dict[str, Any]:
        newer = self.chance(0.7)
        begins = "validFrom" if newer else "issuanceDate"
        return {
            "@context": [
                V2 if newer else V1,
                self.random.choice(BADGES[1:3] if newer else BADGES),
                *self.random.sample(FURTHER, self.random.choice([0, 0, 1, 2])),
            ],
            **self.some(0.97, "id", lambda: f"urn:uuid:{self.random.randrange(10**6)}"),
            "type": ["VerifiableCredential", self.random.choice(["OpenBadgeCredential", "AchievementCredential"])],
            **self.some(0.7, "name", self.text),
            "issuer": self.profile(),
            begins: "2026-01-01T00:00:00Z",
            "credentialSubject": self.several(self.subject, 1 if self.chance(0.9) else 2),
            **self.some(0.3, "credentialStatus", lambda: self.several(self.status, 2)),
            **self.some(0.3, "evidence", lambda: self.several(self.evidence)),
            **self.some(0.1, "endorsement", lambda: self.several(self.endorsement, 2)),
            **self.some(0.1, "credentialSchema", lambda: {"id": self.iri(), "type": "1EdTechJsonSchemaValidator2019"}),
            **self.some(0.05, "awardedDate", lambda: "2026-01-01T00:00:00Z"),
            **self.some(0.05, "termsOfUse", lambda: {"type": "Undefined"}),
        }


def documents(first: int, count: int) -> Iterator[dict[str, Any]]:
    """Yield `count` documents, one for each seed from `first` on: two of three as made, the others altered."""
    for seed in range(first, first + count):
        random = Random(seed)  # noqa: S311
        document = Maker(random).credential()
        if random.random() < 0.33:
            altered = json.loads(mutate_json(json.dumps(document).encode(), random).decode("utf-8", "surrogatepass"))
            document = altered if isinstance(altered, dict) else document
        yield document


def compare(document: dict[str, Any], reference: ReferenceCanonicaliser, hash_name: HashName = "SHA-256") -> str:
    """Return how the fast canonicaliser did: `same`, `fell back`, `left a refusal to the reference`, or `DIFFERENT`."""
    fast = canonicalise_fast(document, hash_name)
    expected: Canonical | None = None
    with suppress(CredenceError, UnicodeEncodeError):
        expected = reference.canonicalise(document, hash_name)
    if fast is None:
        return "fell back" if expected is not None else "left a refusal to the reference"
    return "same" if fast == expected else "DIFFERENT"


def main() -> None:
    """Compare, and print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--first", type=int, default=0)
    args = parser.parse_args()
    reference, counts = ReferenceCanonicaliser(), Counter[str]()
    for seed, document in enumerate(documents(args.first, args.count), args.first):
        hash_name: HashName = "SHA-384" if seed % 10 == 0 else "SHA-256"
        found = compare(document, reference, hash_name)
        counts[found] += 1
        if found == "DIFFERENT":
            sys.stdout.write(f"seed {seed} is different\n")
    for name, number in counts.most_common():
        sys.stdout.write(f"{name:40}{number:8}\n")
    sys.exit(1 if counts["DIFFERENT"] else 0)


if __name__ == "__main__":
    main()
