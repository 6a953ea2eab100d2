"""Status lists of the demo's providers: which bit belongs to which badge, and the signed lists themselves.

Bitstring Status List 1.0 (`BitstringStatusList`, `u` prefix) and StatusList2021 (no prefix): bits most significant
first, 131,072 of them, gzip, base64url without padding.
"""

import base64
import gzip
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Literal

from hiring.demo.badges import Badge, Flaw
from hiring.demo.documents import DATA_INTEGRITY, ED25519_2020, V1, V2
from hiring.demo.parties import Party
from hiring.verification.canonical.base import Canonicaliser
from hiring.verification.issuing import sign_data_integrity

BITS = 131_072
# Coprime to BITS: indexes are spread over the list and none occurs twice.
STRIDE = 7_919
STATUS_2021 = "https://w3id.org/vc/status-list/2021/v1"
LISTED_AT = datetime(2026, 5, 15, 6, tzinfo=UTC)
_LISTED = LISTED_AT.strftime("%Y-%m-%dT%H:%M:%SZ")
# A list that nobody answers for; one that answers with an error is `hiring.demo.world`'s business.
LOST, FAILING = "revocation-lost", "revocation-failing"


class StatusLists:
    """Hands out entries and remembers which bits are set."""

    def __init__(self) -> None:
        self._issued: dict[str, int] = {}
        self._set: dict[tuple[str, str], set[int]] = {}

    def entries(self, badge: Badge, who: Party) -> list[dict[str, Any]]:
        """Return a badge's status entries, with its bit set if its flaw says so; none for providers without lists."""
        if who.provider.status == "none":
            return []
        number = self._issued.get(who.provider.key, 0)
        self._issued[who.provider.key] = number + 1
        index = (number * STRIDE + 401) % BITS
        purposes = ["revocation"]
        if who.provider.status == "bitstring" and (who.provider.kind == "body" or badge.flaw is Flaw.SUSPENDED):
            purposes.append("suspension")
        for purpose, flaw in (("revocation", Flaw.REVOKED), ("suspension", Flaw.SUSPENDED)):
            bits = self._set.setdefault((who.provider.key, purpose), set()) if purpose in purposes else set()
            if badge.flaw is flaw:
                bits.add(index)
        return [_entry(who, _list_name(badge, number, purpose), purpose, index) for purpose in purposes]

    def documents(self, parties: Mapping[str, Party], canonicaliser: Canonicaliser) -> dict[str, dict[str, Any]]:
        """Return every list as a signed credential, by its URL."""
        signed = {}
        for (key, purpose), bits in sorted(self._set.items()):
            url = _url(parties[key], purpose)
            signed[url] = _signed(_list_credential(parties[key], url, purpose, bits), parties[key], canonicaliser)
        return signed


def failing_urls(parties: Mapping[str, Party]) -> list[str]:
    """Return the list URLs that answer with an error instead of a list."""
    return [_url(who, FAILING) for who in parties.values() if who.provider.status != "none"]


def encoded(bits: set[int]) -> str:
    """Return the list as gzip in base64url without padding; bit 0 is the most significant of the first byte."""
    raw = bytearray(BITS // 8)
    for bit in bits:
        raw[bit // 8] |= 0x80 >> (bit % 8)
    return base64.urlsafe_b64encode(gzip.compress(bytes(raw), mtime=0)).decode().rstrip("=")


def _list_name(badge: Badge, number: int, purpose: str) -> str:
    if badge.flaw is Flaw.STATUS_UNREACHABLE and purpose == "revocation":
        return FAILING if number % 2 else LOST
    return purpose


def _url(who: Party, name: str) -> str:
    return f"{who.provider.url}/status/{name}"


def _entry(who: Party, name: str, purpose: str, index: int) -> dict[str, Any]:
    url = _url(who, name)
    kind = "BitstringStatusListEntry" if who.provider.status == "bitstring" else "StatusList2021Entry"
    return {
        "id": f"{url}#{index}",
        "type": kind,
        "statusPurpose": purpose,
        "statusListIndex": str(index),
        "statusListCredential": url,
    }


def _list_credential(who: Party, url: str, purpose: str, bits: set[int]) -> dict[str, Any]:
    if who.provider.status == "bitstring":
        return {
            "@context": [V2],
            "id": url,
            "type": ["VerifiableCredential", "BitstringStatusListCredential"],
            "issuer": who.did,
            "validFrom": _LISTED,
            "credentialSubject": {
                "id": f"{url}#list",
                "type": "BitstringStatusList",
                "statusPurpose": purpose,
                "encodedList": f"u{encoded(bits)}",
            },
        }
    return {
        "@context": [
            V1,
            STATUS_2021,
            ED25519_2020 if who.provider.securing == "Ed25519Signature2020" else DATA_INTEGRITY,
        ],
        "id": url,
        "type": ["VerifiableCredential", "StatusList2021Credential"],
        "issuer": who.did,
        "issuanceDate": _LISTED,
        "credentialSubject": {
            "id": f"{url}#list",
            "type": "StatusList2021",
            "statusPurpose": purpose,
            "encodedList": encoded(bits),
        },
    }


def _signed(document: dict[str, Any], who: Party, canonicaliser: Canonicaliser) -> dict[str, Any]:
    legacy = who.provider.securing == "Ed25519Signature2020" and who.provider.status == "statuslist2021"
    suite: Literal["eddsa-rdfc-2022", "Ed25519Signature2020"] = "Ed25519Signature2020" if legacy else "eddsa-rdfc-2022"
    return sign_data_integrity(
        document,
        who.list_key,
        suite=suite,
        verification_method=who.list_method_id,
        created=LISTED_AT,
        canonicaliser=canonicaliser,
    )
