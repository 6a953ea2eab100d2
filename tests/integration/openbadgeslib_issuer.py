"""Badges that another program, openbadgeslib, issues: Open Badges 3.0 as JWT, with a proof in JSON, as SD-JWT VC."""

import json
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import Any

from openbadgeslib import baking
from openbadgeslib.keys import KeyECC, KeyEd25519, KeyRSA, public_jwk_from_pem
from openbadgeslib.ob3.credential import Achievement, Alignment, IdentityObject, Issuer, OpenBadgeCredential
from openbadgeslib.ob3.did import build_did_document
from openbadgeslib.ob3.eudi import issue_badge_sd_jwt
from openbadgeslib.ob3.ldp import OB3LdpSigner
from openbadgeslib.ob3.signer import OB3Signer
from openbadgeslib.ob3.status_list import build_status_list_credential, sign_status_list_credential, status_entry
from openvc.keys import P256SigningKey
from openvc.status.issue import build_status_list_token, build_token_status_reference
from openvc.status.token_status_list import new_status_list, set_status
from PIL import Image

DID = "did:web:badges.example.org"
STRANGER = "did:web:stranger.example.org"
# The other program reads the clock, so what it issues is judged by the clock too.
AS_OF = datetime.now(UTC).replace(microsecond=0) + timedelta(hours=1)
ISSUED, ENDS = AS_OF - timedelta(days=100), AS_OF + timedelta(days=1000)
LIST = "https://badges.example.org/status/1"
STRANGERS_LIST = "https://stranger.example.org/status/1"
EMAIL = "ada@example.org"
INDEX = 7


@dataclass
class OtherProgram:
    """An issuer who uses openbadgeslib, with a key of each kind, and the stranger who would like to be that issuer."""

    did: str = DID

    @cached_property
    def pems(self) -> dict[str, tuple[bytes, bytes]]:
        """Private and public key by the name of the key in the issuer's document."""
        return {
            "ed": KeyEd25519().generate_keypair(),
            "ec": KeyECC().generate_keypair(),
            "rsa": KeyRSA().generate_keypair(),
        }

    def document(self) -> dict[str, Any]:
        """The issuer's key document, as the program writes it."""
        methods = [(name, public_jwk_from_pem(public)) for name, (_, public) in self.pems.items()]
        return build_did_document(self.did, methods)

    def badge(self, **changes: Any) -> OpenBadgeCredential:
        """An unsigned badge; `changes` replace its fields."""
        achievement = Achievement(
            id="https://badges.example.org/achievements/1",
            name="Bridge inspection",
            description="Inspects bridges.",
            criteria_narrative="Inspected three bridges under supervision.",
            tags=["bridges"],
            alignments=[Alignment("civil engineering", "http://data.europa.eu/esco/skill/1")],
        )
        made = OpenBadgeCredential(
            issuer=Issuer(id=self.did, name="Harbour Institute", url="https://badges.example.org"),
            recipient_id=f"mailto:{EMAIL}",
            achievement=achievement,
            id="urn:uuid:0b8a1b1e-6a55-4c3e-9a43-3c1f9b1a2f10",
            issuance_date=ISSUED,
            expiration_date=ENDS,
            identifiers=[IdentityObject.create(EMAIL, salt="sea")],
        )
        return replace(made, **changes)

    def jwt(self, key: str = "ec", **changes: Any) -> str:
        """The badge as a JWT with the key in its header."""
        algorithm = {"ed": "EdDSA", "ec": "ES256", "rsa": "RS256"}[key]
        return OB3Signer(self.pems[key][0], algorithm).sign(self.badge(**changes))

    def ldp(self, **changes: Any) -> str:
        """The badge with a Data Integrity proof."""
        signer = OB3LdpSigner(self.pems["ed"][0], f"{self.did}#ed")
        return signer.sign_to_json(self.badge(**changes), created=ISSUED)

    def sd_jwt(
        self, key: str = "ec", *, holder_jwk: dict[str, Any] | None = None, status: Any = None, **changes: Any
    ) -> str:
        """The badge as SD-JWT VC, all of it disclosed."""
        return issue_badge_sd_jwt(
            self.badge(**changes),
            privkey_pem=self.pems[key][0],
            kid=f"{self.did}#{key}",
            holder_jwk=holder_jwk,
            status=status,
        )

    def entry(self, url: str = LIST) -> list[dict[str, Any]]:
        """What a badge says of where its revocation is to be read."""
        return [status_entry(url, "revocation", INDEX)]

    def status_list(self, url: str = LIST, revoked: tuple[int, ...] = ()) -> str:
        """The issuer's status list, signed."""
        unsigned = build_status_list_credential(self.did, url, "revocation", list(revoked))
        return sign_status_list_credential(unsigned, self.pems["ec"][0], "ES256")

    def token_list(self, url: str, revoked: tuple[int, ...] = ()) -> str:
        """The issuer's list for SD-JWT VCs, signed (openvc-core, which openbadgeslib leaves this to)."""
        statuses = new_status_list(128, bits=1)
        for index in revoked:
            set_status(statuses, index, 1, bits=1)
        key = P256SigningKey.from_pem(self.pems["ec"][0], kid=f"{self.did}#ec")
        return build_status_list_token(signing_key=key, uri=url, status_list=statuses, issuer=self.did)


def token_entry(url: str) -> dict[str, Any]:
    """What an SD-JWT VC says of where its revocation is to be read."""
    return build_token_status_reference(uri=url, index=INDEX)


def baked(text: str, carrier: str) -> bytes:
    """A file that carries a badge: as text, or baked by the other program into a picture."""
    if carrier == "png":
        return baking.bake_png(png(), text, keyword=baking.ITXT_KEYWORD_OB3)
    if carrier == "svg":
        return baking.bake_svg(
            b'<svg xmlns="http://www.w3.org/2000/svg"/>',
            text,
            element=baking.SVG_ELEMENT_OB3,
            namespace=baking.SVG_NS_OB3,
            as_text=text.startswith("{"),
        )
    return text.encode()


def png() -> bytes:
    """The smallest picture."""
    out = BytesIO()
    Image.new("RGB", (1, 1), "navy").save(out, "PNG")
    return out.getvalue()


def documents_table(folder: Path, answers: dict[str, Any]) -> str:
    """Write a documents table that answers for those addresses, and return its path."""
    lines = ["url,file,status"]
    for position, (url, value) in enumerate(answers.items()):
        name = f"answer-{position}"
        (folder / name).write_text(value if isinstance(value, str) else json.dumps(value))
        lines.append(f"{url},{name},200")
    (folder / "documents.csv").write_text("\n".join(lines) + "\n")
    return str(folder / "documents.csv")
