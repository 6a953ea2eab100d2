"""Genuine originals that are more, or other, than one badge of 3.0: older badges, records, presentations, exports."""

import json
from collections.abc import Iterator
from typing import Any

from hiring.verification.issuing import SigningKey
from tests import presentations
from tests.fuzz.badges import Maker, Original
from tests.issuer_simulator import CONTEXT_2_0, secure
from tests.learner_records import record
from tests.ob2_issuer import Ob2Issuer, hashed

HOLDER = SigningKey.from_seed("Ed25519", b"ada's wallet")
# A presentation is signed for somebody who asked; else the report says that it could be shown again.
ASKED: dict[str, Any] = {"challenge": "n-1", "domain": "https://employer.example"}


def older(make: Maker) -> Iterator[Original]:
    """Yield Open Badges 2.0, signed and hosted, and 1.0; and links to them."""
    ob2 = Ob2Issuer(world=make.world)
    site = f"https://{ob2.host}"
    ob2.publish(profile=ob2.profile(revocationList=f"{site}/revoked"))
    signed = ob2.sign()
    revoked = ob2.signed_assertion(id="urn:uuid:9b1d7d0e-5a6f-4c57-8d11-0a3f6f6b2c02")
    make.world.serve(f"{site}/revoked", {"type": "RevocationList", "revokedAssertions": [revoked["id"]]})
    yield Original("OB 2.0 signed", signed, "jwt")
    yield Original("OB 2.0 signed, revoked", ob2.sign(revoked), "jwt")
    embedded = ob2.badge_class(issuer=ob2.profile(revocationList=f"{site}/revoked"))
    kinds: tuple[dict[str, Any], ...] = (
        {},
        {"badge": embedded, "narrative": "Built alone."},
        {"expires": "2025-06-01T00:00:00Z"},
    )
    for number, changes in enumerate(kinds):
        hosted = ob2.assertion(id=f"{site}/assertions/{number}", **changes)
        make.world.serve(hosted["id"], hosted)
        yield Original(f"OB 2.0 hosted {number}", json.dumps(hosted).encode(), "json")
    address = f"{site}/1.0/assertion"
    before = {
        "uid": "abc-1",
        "recipient": {"type": "email", "hashed": True, "salt": "deadsea", "identity": hashed("ada@example.org")},
        "badge": f"{site}/1.0/badge",
        "verify": {"type": "hosted", "url": address},
        "issuedOn": 1_359_217_910,
    }
    bare: dict[str, Any] = {"@context": None, "type": None, "id": None}
    profile = ob2.profile(publicKey=None, **bare)
    make.world.serve(f"{site}/1.0/issuer", profile)
    make.world.serve(f"{site}/1.0/badge", ob2.badge_class(issuer=f"{site}/1.0/issuer", **bare))
    make.world.serve(address, before)
    yield Original("OB 1.0 hosted", json.dumps(before).encode(), "json")
    first, second = f"{site}/assertions/0", f"{site}/assertions/1"
    yield Original("list of links", f"{first}\n{second}\n".encode(), "links")
    table = f"Name,E-mail,Badge\nAda Lovelace,ada@example.org,{first}\nBob,bob@example.org,{second}\n"
    yield Original("table of links", table.encode(), "links")


def _held(make: Maker) -> dict[str, Any]:
    """A badge issued to the holder's key."""
    made = make.plain(make.issuer)
    made["credentialSubject"]["id"] = HOLDER.did_key
    return made


def records_and_presentations(make: Maker) -> Iterator[Original]:
    """Yield records, presentations, and what wallets export."""
    held = [make.signed(_held(make), make.issuer) for _ in range(2)]
    token = secure(_held(make), make.issuer, "jwt").decode()
    document = record(make.issuer, [held[0], token])
    yield Original("CLR 2.0 JWT", secure(document, make.issuer, "jwt"), "jwt")
    yield Original("CLR 2.0", make.signed(document, make.issuer), "json")
    shown = presentations.presentation([*held, presentations.enveloped(token)], holder=HOLDER.did_key)
    signed = presentations.signed(shown, HOLDER, suite="eddsa-jcs-2022", **ASKED)
    yield Original("presentation", json.dumps(signed).encode(), "json")
    yield Original("presentation JWT", presentations.token(shown, HOLDER, nonce="n-1").encode(), "jwt")
    older = presentations.presentation([token], holder=HOLDER.did_key, data_model="1.1")
    yield Original("presentation JWT 1.1", presentations.token(older, HOLDER, nonce="n-1").encode(), "jwt")
    statements = presentations.signed(
        presentations.presentation(held, holder=HOLDER.did_key), HOLDER, suite="eddsa-rdfc-2022", **ASKED
    )
    yield Original("presentation of statements", json.dumps(statements).encode(), "json", quick=False)
    yield Original("envelope", json.dumps(presentations.enveloped(token)).encode(), "json")
    wallet = {"type": "UniversalWallet2020", "contents": [json.loads(held[0]), {"type": "Key", "id": "urn:k"}]}
    yield Original("wallet", json.dumps(wallet).encode(), "json")
    yield Original("array", json.dumps([json.loads(held[1]), token]).encode(), "json")


def other(make: Maker) -> Iterator[Original]:
    """Yield what is no badge."""
    resume = {
        "basics": {"name": "Ada Lovelace", "email": "ada@example.org"},
        "work": [{"name": "Acme", "position": "Engineer", "startDate": "2019", "highlights": ["Used Python."]}],
        "education": [{"institution": "ETH", "studyType": "BSc", "area": "Physics", "endDate": "2018"}],
        "skills": [{"name": "Python", "keywords": ["Kubernetes"]}],
    }
    yield Original("JSON Resume", json.dumps(resume).encode(), "json")
    generic = {
        "@context": [CONTEXT_2_0],
        "type": ["VerifiableCredential"],
        "issuer": make.issuer.did,
        "credentialSubject": {"id": "did:example:ada"},
    }
    yield Original("no badge", make.signed(generic, make.issuer), "json")
