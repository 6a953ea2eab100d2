"""Comprehensive Learner Records 2.0 for tests, issued in the world of `issuer_simulator`."""

from collections.abc import Iterable
from typing import Any

import orjson

from tests.issuer_simulator import CONTEXT_2_0, ED25519_2020, OB_3_0_3, Issuer

CLR_2_0_1 = "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json"
LEARNER = "did:example:ada"
DEGREE, COURSE = "https://badges.example.edu/achievements/degree", "https://badges.example.edu/achievements/course"


def definition(achievement_id: str, name: str) -> dict[str, Any]:
    """Return what an achievement is, which says of nobody that they have it."""
    return {
        "id": achievement_id,
        "type": ["Achievement"],
        "name": name,
        "description": f"What {name} is.",
        "criteria": {"narrative": "Sixty credits and an examination."},
    }


def record(issuer: Issuer, held: Iterable[Any], /, **changes: Any) -> dict[str, Any]:
    """Return an unsecured record; `held` are credentials as JSON, bytes or tokens; `changes` are to its subject."""
    subject: dict[str, Any] = {
        "id": LEARNER,
        "type": ["ClrSubject"],
        "verifiableCredential": [orjson.loads(one) if isinstance(one, bytes) else one for one in held],
        "achievement": [definition(DEGREE, "Bachelor of Science"), definition(COURSE, "Calculus")],
        "association": [
            {"type": ["Association"], "associationType": "isParentOf", "sourceId": DEGREE, "targetId": COURSE}
        ],
    }
    subject |= changes
    return {
        "@context": [CONTEXT_2_0, CLR_2_0_1, OB_3_0_3, ED25519_2020],
        "id": "urn:uuid:7f1a3c52-3b0e-4f6e-9a53-0d7a5f0a0c1a",
        "type": ["VerifiableCredential", "ClrCredential"],
        "name": "Transcript",
        "issuer": {"id": issuer.did, "type": ["Profile"], "name": issuer.name},
        "validFrom": "2025-01-02T00:00:00Z",
        "credentialSubject": {name: value for name, value in subject.items() if value is not None},
    }
