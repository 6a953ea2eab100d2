"""A planned badge becomes a file: signed, spoilt if its flaw says so, and put into a carrier."""

import base64
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Any, Literal

from hiring.demo.badges import Badge, Flaw
from hiring.demo.catalogue import Catalogue, digest
from hiring.demo.documents import credential
from hiring.demo.images import png, svg
from hiring.demo.lists import STATUS_2021, StatusLists
from hiring.demo.parties import Party
from hiring.intake.baking import bake_png, bake_svg
from hiring.models.skill import Skill
from hiring.verification.canonical.base import Canonicaliser
from hiring.verification.issuing import SigningKey, sign_data_integrity, sign_jwt
from hiring.verification.multibase import encode_base64url

Carrier = Literal["plain", "png", "svg"]


@dataclass(frozen=True)
class Issued:
    """One badge file. `sha256` is of `content`; `badge` is the plan that it was made from."""

    badge: Badge
    name: str
    content: bytes
    carrier: Carrier

    @property
    def sha256(self) -> str:
        """The digest by which an ingest report names the file."""
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True)
class Press:
    """What issuing needs: who the providers are, what skills are called, and the lists that entries are taken from."""

    catalogue: Catalogue
    parties: Mapping[str, Party]
    skills: Mapping[str, Skill]
    lists: StatusLists
    canonicaliser: Canonicaliser
    seed: int

    def issue(self, badge: Badge, carrier: Carrier | None = None) -> Issued:
        """Sign a badge and put it into a carrier; the carrier is drawn from the seed unless it is given."""
        payload = self.payload(badge)
        chosen = carrier or self._carrier(badge)
        return Issued(badge, self._name(badge, chosen, payload), self._carried(badge, payload, chosen), chosen)

    def payload(self, badge: Badge) -> str:
        """Return the signed credential as text: JSON with a proof, or a compact JWS."""
        who = self.parties[badge.offer.provider]
        copied = who.provider.copies
        creator = self.parties[copied] if copied else who
        document = credential(badge, who, creator, self.catalogue, self.skills, self.seed)
        entries = self.lists.entries(badge, who)
        if entries:
            document["credentialStatus"] = entries[0] if len(entries) == 1 else entries
            if who.provider.status == "statuslist2021":
                document["@context"] = [*document["@context"], STATUS_2021]
        # A forger signs in the provider's name with a key of his own.
        key = SigningKey.from_seed("Ed25519", digest(self.seed, "forger")) if badge.flaw is Flaw.FORGED else who.key
        if who.provider.securing == "jwt":
            token = sign_jwt(document, key, kid=who.method_id)
            return _tampered_token(token) if badge.flaw is Flaw.TAMPERED else token
        signed = sign_data_integrity(
            document,
            key,
            suite=who.provider.securing,
            verification_method=who.method_id,
            created=datetime.combine(badge.issued, time(9), tzinfo=UTC),
            canonicaliser=self.canonicaliser,
        )
        if badge.flaw is Flaw.TAMPERED:
            _tamper(signed)
        return json.dumps(signed, ensure_ascii=False, indent=2)

    def _carrier(self, badge: Badge) -> Carrier:
        draw = digest(self.seed, "carrier", badge.key)[0]
        return "plain" if draw < 90 else "png" if draw < 200 else "svg"

    def _carried(self, badge: Badge, payload: str, carrier: Carrier) -> bytes:
        if carrier == "plain":
            return payload.encode()
        provider = self.parties[badge.offer.provider].provider
        draw = png if carrier == "png" else svg
        picture = draw(badge.offer.name, provider.name, provider.colours, provider.shape)
        return bake_png(picture, payload) if carrier == "png" else bake_svg(picture, payload)

    def _name(self, badge: Badge, carrier: Carrier, payload: str) -> str:
        kind = ("json" if payload.startswith("{") else "jwt") if carrier == "plain" else carrier
        return f"{self.parties[badge.offer.provider].provider.key}-{badge.offer.code}.{kind}"


def _tamper(document: dict[str, Any]) -> None:
    """Raise what was reached, or the achievement's own name, after signing: what a person who cheats would do."""
    subject = document["credentialSubject"]
    if "result" in subject and "value" in subject["result"][0]:
        subject["result"][0]["value"] = "99"
    else:
        subject["achievement"]["name"] += ", with distinction"


def _tampered_token(token: str) -> str:
    head, body, signature = token.split(".")
    payload = json.loads(_from_base64url(body))
    _tamper(payload.get("vc", payload))
    return f"{head}.{encode_base64url(json.dumps(payload, ensure_ascii=False).encode())}.{signature}"


def _from_base64url(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
