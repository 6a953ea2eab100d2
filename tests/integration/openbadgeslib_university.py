"""An issuer whose badges openbadgeslib makes: Open Badges 2.0, signed and hosted, in every carrier."""

import json
import zlib
from dataclasses import replace
from datetime import UTC, datetime
from struct import pack
from typing import Any

from openbadgeslib.keys import KeyFactory, KeyType
from openbadgeslib.ob2 import (
    Assertion,
    BadgeClass,
    CryptographicKey,
    IdentityObject,
    OB2Signer,
    Profile,
    RevocationList,
    Verification,
)

from tests.issuer_simulator import IssuerSimulator

SITE = "https://badges.example.edu"
HOSTED_AT = f"{SITE}/assertions/1"
LIST = f"{SITE}/revoked.json"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"><rect width="1" height="1"/></svg>'


def png() -> bytes:
    """A picture of one pixel."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return pack(">I", len(data)) + kind + data + pack(">I", zlib.crc32(kind + data))

    header = pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        chunk(kind, data) for kind, data in ((b"IHDR", header), (b"IDAT", zlib.compress(b"\0\xff\0\0")), (b"IEND", b""))
    )


class University:
    """An issuer that publishes and signs with openbadgeslib."""

    def __init__(self, site: str = SITE, kind: KeyType = KeyType.RSA, world: IssuerSimulator | None = None) -> None:
        self.site = site
        self.world = world or IssuerSimulator()
        key = KeyFactory(kind)
        self.private, self.public = key.generate_keypair()
        self.algorithm = {KeyType.RSA: "RS256", KeyType.ECC: "ES256", KeyType.ED25519: "EdDSA"}[kind]
        self.signer = OB2Signer(self.private, self.algorithm)
        self.publish()

    def publish(self, **profile: Any) -> None:
        """Serve Profile, BadgeClass, key and an empty list of revoked badges."""
        made = Profile(
            id=f"{self.site}/issuer.json",
            name="Example University",
            url=self.site,
            email="badges@example.edu",
            public_key=[f"{self.site}/key.json"],
            revocation_list=LIST,
        )
        key = CryptographicKey(f"{self.site}/key.json", made.id, self.public.decode())
        badge = BadgeClass(
            id=f"{self.site}/badge.json",
            name="Robotics",
            description="Builds robots.",
            image=f"{self.site}/badge.png",
            criteria=f"{self.site}/criteria.html",
            issuer=made.id,
            tags=["robotics"],
        )
        self.world.serve(made.id, {**made.to_dict(), **profile})
        self.world.serve(key.id, key.to_dict())
        self.world.serve(badge.id, badge.to_dict())
        self.world.serve(LIST, RevocationList(LIST, made.id).to_dict())

    def signed(self, **changes: Any) -> Assertion:
        """An assertion to be signed."""
        made = Assertion(
            recipient=IdentityObject.create("ada@example.org", "deadsea"),
            badge=f"{self.site}/badge.json",
            verification=Verification("SignedBadge", f"{self.site}/key.json"),
            id="urn:uuid:3c5b7a60-1d0e-4e0b-9c1c-0d6a3b1f2a77",
            issued_on=datetime(2025, 3, 1, tzinfo=UTC),
            evidence=f"{self.site}/work/1",
        )
        return replace(made, **changes)

    def hosted(self, **changes: Any) -> Assertion:
        """A hosted assertion, and served."""
        made = self.signed(id=HOSTED_AT, verification=Verification("HostedBadge"))
        self.world.serve(HOSTED_AT, made.to_dict())
        return replace(made, **changes)

    def token(self, **changes: Any) -> str:
        """A signed assertion as token."""
        return self.signer.sign(self.signed(**changes))


def carried(university: University, assertion: Assertion) -> dict[str, bytes]:
    return {
        "badge.jwt": university.signer.sign(assertion).encode(),
        "badge.png": university.signer.sign_into_png(assertion, png()),
        "badge.svg": university.signer.sign_into_svg(assertion, SVG),
        **(
            {}
            if assertion.verification.type == "SignedBadge"
            else {"badge.json": json.dumps(assertion.to_dict()).encode()}
        ),
    }
