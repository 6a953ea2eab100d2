"""A planned badge as an Open Badges 3.0 credential, not yet signed: VCDM 2.0 and 1.1.

Open Badges 3.0 sections 8.1 (AchievementCredential) and B (data model); the shapes differ as providers differ: some
state levels on a rubric, some a percentage, some nothing; some align to ESCO, some only tag.
"""

import hashlib
import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any

from hiring.demo.badges import Badge
from hiring.demo.catalogue import Catalogue, Offer, digest
from hiring.demo.parties import Party
from hiring.models.skill import Skill

V1 = "https://www.w3.org/2018/credentials/v1"
V2 = "https://www.w3.org/ns/credentials/v2"
# The context that was current when issuers on either data model built their systems.
OB_FOR_V1 = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json"
OB_FOR_V2 = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
DATA_INTEGRITY = "https://w3id.org/security/data-integrity/v2"
ED25519_2020 = "https://w3id.org/security/suites/ed25519-2020/v1"

# Kinds of providers that align to ESCO concepts; the others only tag.
ALIGNING = frozenset({"university", "body", "vendor", "college"})


def credential(
    badge: Badge, who: Party, creator: Party, catalogue: Catalogue, skills: Mapping[str, Skill], seed: int
) -> dict[str, Any]:
    """Return the credential without proof and without status. `creator` is whose achievement it claims to be."""
    subject: dict[str, Any] = {"type": ["AchievementSubject"]}
    if badge.hint in {"hashed", "plain"}:
        subject["identifier"] = [_identity(badge, seed)]
    if badge.hint in {"plain", "name"}:
        subject["name"] = badge.holder.name
    subject["achievement"] = achievement(badge.offer, creator, catalogue, skills)
    if result := _result(badge, subject["achievement"], catalogue, seed):
        subject["result"] = [result]
    document: dict[str, Any] = {
        "@context": _contexts(who),
        "id": f"urn:uuid:{uuid.UUID(bytes=digest(seed, 'credential', badge.key)[:16], version=4)}",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": badge.offer.name,
        "issuer": {"id": who.did, "type": ["Profile"], "name": who.provider.name, "url": who.provider.url},
        **_dates(badge, who),
        "credentialSubject": subject,
    }
    if who.provider.evidence:
        document["evidence"] = [_evidence(badge, who, seed)]
    return document


def achievement(offer: Offer, creator: Party, catalogue: Catalogue, skills: Mapping[str, Skill]) -> dict[str, Any]:
    """Return the achievement: its criteria, rubric and alignments."""
    base = f"{creator.provider.url}/achievements/{offer.code}"
    provider = catalogue.providers[offer.provider]
    labels = [skills[skill].label for skill in offer.skills]
    made: dict[str, Any] = {
        "id": base,
        "type": ["Achievement"],
        "achievementType": offer.type,
        "name": offer.name,
        "description": f"{_listed(labels)}: {_amount(offer)}.",
        "criteria": {"id": f"{base}#criteria", "narrative": provider.assessment},
        "image": {"id": f"{base}.png", "type": "Image"},
        "tag": labels if provider.kind not in ALIGNING else [skills[offer.skills[0]].cluster],
    }
    if provider.copies:
        made["creator"] = {"id": creator.did, "type": ["Profile"], "name": creator.provider.name}
    if provider.kind in ALIGNING or provider.kind in {"impostor", "employer", "bootcamp"}:
        made["alignment"] = [_alignment(skills[skill]) for skill in offer.skills]
    if offer.scale:
        made["resultDescription"] = [_rubric(base, catalogue.scales[offer.scale])]
    elif provider.kind in {"vendor", "employer"}:
        made["resultDescription"] = [
            {
                "id": f"{base}#score",
                "type": ["ResultDescription"],
                "name": "Examination score",
                "resultType": "Percent",
                "requiredValue": "70",
                "valueMin": "0",
                "valueMax": "100",
            }
        ]
    return made


def _contexts(who: Party) -> list[str]:
    if who.provider.data_model == "2.0":
        return [V2, OB_FOR_V2]
    suite = {"eddsa-rdfc-2022": [DATA_INTEGRITY], "Ed25519Signature2020": [ED25519_2020]}
    return [V1, OB_FOR_V1, *suite.get(who.provider.securing, [])]


def _dates(badge: Badge, who: Party) -> dict[str, str]:
    start, end = ("validFrom", "validUntil") if who.provider.data_model == "2.0" else ("issuanceDate", "expirationDate")
    dates = {start: _moment(badge.issued)}
    if badge.expires:
        dates[end] = _moment(badge.expires)
    return dates


def _identity(badge: Badge, seed: int) -> dict[str, Any]:
    """Return the holder's e-mail, plain or as SHA-256 over e-mail and salt (IdentityObject)."""
    identity: dict[str, Any] = {"type": "IdentityObject", "identityType": "emailAddress"}
    if badge.hint == "plain":
        return {**identity, "hashed": False, "identityHash": badge.holder.email}
    salt = digest(seed, "salt", badge.key).hex()[:16]
    hashed = hashlib.sha256(f"{badge.holder.email}{salt}".encode()).hexdigest()
    return {**identity, "hashed": True, "identityHash": f"sha256${hashed}", "salt": salt}


def _result(badge: Badge, made: Mapping[str, Any], catalogue: Catalogue, seed: int) -> dict[str, Any] | None:
    """Return what the holder reached on the achievement's scale, `None` where the provider states nothing."""
    if not made.get("resultDescription"):
        return None
    scale = made["resultDescription"][0]
    if badge.offer.scale:
        words = catalogue.scales[badge.offer.scale]
        step = max(i for i, (_, level) in enumerate(words) if level <= badge.level)
        return {
            "type": ["Result"],
            "resultDescription": scale["id"],
            "achievedLevel": scale["rubricCriterionLevel"][step]["id"],
        }
    score = 72 + digest(seed, "score", badge.key)[0] % 25
    return {"type": ["Result"], "resultDescription": scale["id"], "value": str(score)}


def _rubric(base: str, steps: tuple[tuple[str, int], ...]) -> dict[str, Any]:
    return {
        "id": f"{base}#rubric",
        "type": ["ResultDescription"],
        "name": "Level of proficiency",
        "resultType": "RubricCriterionLevel",
        "rubricCriterionLevel": [
            {"id": f"{base}#level-{n}", "type": ["RubricCriterionLevel"], "name": word, "level": str(n)}
            for n, (word, _) in enumerate(steps, start=1)
        ],
    }


def _alignment(skill: Skill) -> dict[str, Any]:
    """Return the provider's statement of the skill: the ESCO concept where there is one, else by name."""
    if skill.uri is None:
        return {"type": ["Alignment"], "targetName": skill.label, "targetUrl": f"https://skills.example/{skill.id}"}
    return {"type": ["Alignment"], "targetName": skill.label, "targetUrl": skill.uri, "targetFramework": "ESCO"}


def _evidence(badge: Badge, who: Party, seed: int) -> dict[str, Any]:
    return {
        "id": f"{who.provider.url}/evidence/{digest(seed, 'evidence', badge.key).hex()[:12]}",
        "type": ["Evidence"],
        "name": who.provider.evidence,
        "narrative": f"{who.provider.evidence} for {badge.offer.name}, kept by the provider for five years.",
    }


def _amount(offer: Offer) -> str:
    return f"{offer.hours} hours of work" if offer.hours > 1 else "no fixed workload"


def _listed(labels: list[str]) -> str:
    return " and ".join([", ".join(labels[:-1]), labels[-1]] if len(labels) > 1 else labels)


def _moment(day: date) -> str:
    return f"{day.isoformat()}T09:00:00Z"
