"""Genuine badges of Open Badges 3.0, in every way to secure them; and what other originals are made of."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Any, Literal

from hiring.verification.issuing import DataIntegritySuite, SigningKey, sign_data_integrity, sign_jwt
from tests.issuer_simulator import (
    CONTEXT_2_0,
    CREATED,
    OB_3_0_3,
    Issuer,
    IssuerSimulator,
    KeyKind,
    Securing,
    badge,
    canonicaliser,
    secure,
    status_entry,
)
from tests.ob2_issuer import rsa_key
from tests.unit.verification.issuers import badge as harbour_badge
from tests.unit.verification.issuers import web_document
from tests.unit.verification.proofs import sd_issuer
from tests.unit.verification.sd_jwts import digest, disclosure, flat_claims, present, sd_jwt

Kind = Literal["json", "jwt", "sd-jwt", "links", "other"]
PLAIN = [CONTEXT_2_0, OB_3_0_3]
LIST = "https://badges.example.edu/status"
KB_HOLDER = SigningKey.from_seed("P-256", b"ada's telephone")


@dataclass(frozen=True)
class Original:
    """A genuine text. `quick`: no canonical form of its statements is needed to check it."""

    name: str
    content: bytes
    kind: Kind
    quick: bool = True


class Maker:
    """Makes badges, all of one world."""

    def __init__(self) -> None:
        self.world = IssuerSimulator()
        self.issuer = self.world.key_issuer()
        self.web = self.world.web_issuer()
        for purpose in ("revocation", "suspension"):
            self.world.serve_status(self.web, f"{LIST}/{purpose}", bits={7}, purpose=purpose)
        self._number = 0

    def everything(self) -> Iterator[Original]:
        """Yield badges in every suite and algorithm."""
        yield from self._tokens()
        yield from self._signed_as_they_stand()
        yield from self._signed_as_statements()
        yield from self._selective()

    def rich(self, issuer: Issuer, **changes: Any) -> dict[str, Any]:
        """A badge like no other that says a bit of everything."""
        self._number += 1
        made = badge(issuer, **{"id": f"urn:uuid:7f1a3c52-3b0e-4f6e-9a53-{self._number:012}"} | changes)
        scale = "urn:uuid:63e6c1a4-5f0e-4f4e-8d2b-7f1c3f1f5a11"
        subject = made["credentialSubject"]
        subject["achievement"] |= {
            "id": f"https://badges.example.edu/achievements/{self._number}",
            "creator": {"id": issuer.did, "type": ["Profile"]},
            "creditsAvailable": 5,
            "resultDescription": [
                {
                    "id": scale,
                    "type": ["ResultDescription"],
                    "name": "Grade",
                    "resultType": "LetterGrade",
                    "allowedValue": ["A", "B", "C"],
                    "requiredValue": "C",
                }
            ],
        }
        subject["result"] = [{"type": ["Result"], "resultDescription": scale, "value": "B", "status": "Completed"}]
        return made

    def plain(self, issuer: Issuer, **changes: Any) -> dict[str, Any]:
        """The same with the contexts of data model 2.0 only."""
        return {**self.rich(issuer, **changes), "@context": [*PLAIN]}

    def signed(
        self, document: Any, issuer: Issuer, suite: DataIntegritySuite = "eddsa-jcs-2022", **options: Any
    ) -> bytes:
        """A document with a proof of its issuer."""
        made = sign_data_integrity(
            document,
            issuer.key,
            suite=suite,
            verification_method=issuer.method,
            created=CREATED,
            canonicaliser=canonicaliser(),
            **options,
        )
        return json.dumps(made).encode()

    def status(self, index: int, purpose: str = "revocation") -> dict[str, Any]:
        return {"credentialStatus": status_entry(f"{LIST}/{purpose}", index, purpose=purpose)}

    def rsa(self) -> Issuer:
        did = "did:web:rsa.example.edu"
        self.world.serve("https://rsa.example.edu/.well-known/did.json", web_document(did, {"key-1": rsa_key()}))
        return Issuer(did, f"{did}#key-1", rsa_key())

    def _tokens(self) -> Iterator[Original]:
        kinds: tuple[KeyKind, ...] = ("Ed25519", "P-256", "P-384")
        issuers = [self.world.key_issuer("university", kind) for kind in kinds]
        endless = {"validUntil": "2030-01-01T00:00:00Z"}
        for issuer in (*issuers, self.rsa(), self.web):
            yield Original("JWT", secure(self.rich(issuer, **endless), issuer, "jwt"), "jwt")
        older = self.rich(self.issuer, data_model="1.1", expirationDate="2030-01-01T00:00:00Z")
        yield Original("JWT 1.1", secure(older, self.issuer, "jwt"), "jwt")
        for index, purpose in ((8, "revocation"), (7, "revocation"), (7, "suspension")):
            listed = self.rich(self.web, **self.status(index, purpose))
            yield Original(f"JWT {purpose} {index}", secure(listed, self.web, "jwt"), "jwt")
        endorsement = self._endorsement()
        endorsed = self.rich(self.issuer) | {
            "endorsementJwt": [sign_jwt(endorsement, self.web.key, kid=self.web.method)]
        }
        yield Original("JWT endorsed", secure(endorsed, self.issuer, "jwt"), "jwt")
        yield Original("EndorsementCredential", secure(endorsement, self.web, "jwt"), "jwt")

    def _endorsement(self) -> dict[str, Any]:
        return {
            "@context": [*PLAIN],
            "id": "urn:uuid:5f5d4f1e-3a39-4f05-9a0e-000000000001",
            "type": ["VerifiableCredential", "EndorsementCredential"],
            "issuer": {"id": self.web.did, "type": ["Profile"], "name": "Harbour School"},
            "validFrom": "2025-01-01T00:00:00Z",
            "credentialSubject": {
                "id": self.issuer.did,
                "type": ["EndorsementSubject"],
                "endorsementComment": "Teaches well.",
            },
        }

    def _signed_as_they_stand(self) -> Iterator[Original]:
        kinds: tuple[tuple[DataIntegritySuite, KeyKind], ...] = (
            ("eddsa-jcs-2022", "Ed25519"),
            ("ecdsa-jcs-2019", "P-256"),
            ("ecdsa-jcs-2019", "P-384"),
        )
        for suite, kind in kinds:
            issuer = self.world.key_issuer("university", kind)
            yield Original(f"{suite} {kind}", self.signed(self.plain(issuer), issuer, suite), "json")
        dates: tuple[dict[str, Any], ...] = (
            {"validUntil": "2025-06-01T00:00:00Z"},
            {"validFrom": "2999-01-01T00:00:00Z"},
        )
        for changes in (*dates, self.status(7), self.status(8)):
            yield Original("eddsa-jcs-2022 with terms", self.signed(self.plain(self.web, **changes), self.web), "json")
        endorsement = json.loads(self.signed(self._endorsement(), self.web))
        endorsed = self.plain(self.issuer) | {"endorsement": [endorsement]}
        yield Original("eddsa-jcs-2022 endorsed", self.signed(endorsed, self.issuer), "json")
        once = json.loads(self.signed(self.plain(self.issuer), self.issuer, proof_id="urn:uuid:1"))
        twice = self.signed(once, self.issuer, proof_id="urn:uuid:2")
        yield Original("two proofs", twice, "json")

    def _signed_as_statements(self) -> Iterator[Original]:
        suites: tuple[Securing, ...] = ("Ed25519Signature2020", "eddsa-rdfc-2022")
        for name in suites:
            listed = self.rich(self.web, **self.status(8))
            yield Original(name, secure(listed, self.web, name), "json", quick=False)
        kinds: tuple[KeyKind, ...] = ("P-256", "P-384")
        for kind in kinds:
            issuer = self.world.key_issuer("university", kind)
            signed = self.signed(self.plain(issuer), issuer, "ecdsa-rdfc-2019")
            yield Original(f"ecdsa-rdfc-2019 {kind}", signed, "json", quick=False)
        older = self.rich(self.issuer, data_model="1.1", expirationDate="2030-01-01T00:00:00Z")
        yield Original("Ed25519Signature2020 1.1", secure(older, self.issuer), "json", quick=False)
        issuer = self.world.key_issuer("university", "P-256")
        base = sd_issuer.base_proof(harbour_badge(issuer.did), issuer.key)
        derived = sd_issuer.derive(base, "/credentialSubject/achievement", "/name")
        yield Original("ecdsa-sd-2023", json.dumps(derived).encode(), "json", quick=False)

    def _selective(self) -> Iterator[Original]:
        yield Original(
            "SD-JWT", sd_jwt(self._claims(), self._disclosures(), self.issuer.key, kid=None).encode(), "sd-jwt"
        )
        yield Original("SD-JWT with key binding", self._bound(self._disclosures()).encode(), "sd-jwt")

    def selections(self) -> Iterator[Original]:
        """What a holder may leave out."""
        for size in range(3):
            for shown in combinations(self._disclosures(), size):
                token = sd_jwt(self._claims(), shown, self.issuer.key, kid=None)
                bound = sd_jwt(self._claims(cnf={"jwk": KB_HOLDER.public_jwk()}), shown, self.issuer.key, kid=None)
                yield Original("selection", token.encode(), "sd-jwt")
                yield Original("selection", bound.encode(), "sd-jwt")

    def _disclosures(self) -> list[str]:
        return [disclosure("credentialSubject", {"name": "Ada Lovelace"}), disclosure("city", "Porto")]

    def _claims(self, **changes: Any) -> dict[str, Any]:
        hidden = [digest(text) for text in self._disclosures()]
        return flat_claims(self.issuer.did, _sd=[*hidden, digest("decoy")], _sd_alg="sha-256", **changes)

    def _bound(self, shown: list[str]) -> str:
        return present(
            sd_jwt(self._claims(cnf={"jwk": KB_HOLDER.public_jwk()}), shown, self.issuer.key, kid=None), KB_HOLDER
        )
