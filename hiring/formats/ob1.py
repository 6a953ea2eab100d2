"""Open Badges 1.1, 1.0 and 0.5, put into the words of 2.0 and then read as that.

1.0 and 1.1 say under `verify` where the badge is hosted, or where its signing key lies. 0.5 says neither: only whoever
baked it into a picture knew its address, so it can be read and not confirmed.
"""

from datetime import UTC, datetime
from typing import Any, NoReturn
from urllib.parse import urljoin

from hiring.errors import Unreachable
from hiring.formats._envelope import is_credential
from hiring.formats._ob2_assertion import read_assertion
from hiring.formats._ob2_links import complete_badge
from hiring.formats._ob2_values import CONTEXTS_1, CONTEXTS_2, contexts, kinds
from hiring.formats.base import Get, Presented
from hiring.models.credential import Credential


class OpenBadges1:
    """Reads an assertion of before 2.0."""

    name = "ob1"

    def recognises(self, document: dict[str, Any]) -> bool:
        """Whether it is an assertion of Open Badges 1.1, 1.0 or 0.5, by its context or by what it says."""
        if is_credential(document) or contexts(document) & CONTEXTS_2 or "verification" in document:
            return False
        if not {"recipient", "badge"} <= document.keys():
            return False
        says = bool({"verify", "uid"} & document.keys()) or "Assertion" in kinds(document)
        return says or bool(contexts(document) & CONTEXTS_1) or _is_0_5(document)

    def read(self, presented: Presented) -> Credential:
        """Return the assertion; until it is completed, it is undetermined."""
        upgrade = _upgrade_0_5 if _is_0_5(presented.document) else _upgrade
        return read_assertion(presented, upgrade(presented.document), name=self.name, data_model="ob1")

    def complete(self, credential: Credential, get: Get) -> Credential:
        """See `LinkedFormat.complete`. Nothing is fetched for a badge that cannot be confirmed anyway."""
        return complete_badge(credential, get if credential.id else _nowhere)


FORMAT = OpenBadges1()


def _upgrade(document: dict[str, Any]) -> dict[str, Any]:
    verify = document.get("verify")
    stated = verify if isinstance(verify, dict) else {}
    signed = stated.get("type") == "signed"
    uid = document.get("uid")
    address = document.get("id") or (None if signed else stated.get("url"))
    made = {name: value for name, value in document.items() if name != "verify"}
    made |= {name: _date(document[name]) for name in ("issuedOn", "expires") if name in document}
    return made | {
        "type": document.get("type") or "Assertion",
        # A signed badge of 1.0 has but its number, which is unique for its issuer.
        "id": address or (str(uid) if isinstance(uid, str | int) else None),
        "uid": str(uid) if isinstance(uid, str | int) else None,
        "recipient": _recipient(document.get("recipient")),
        "verification": {"type": "SignedBadge", "creator": stated.get("url")} if signed else {"type": "HostedBadge"},
    }


def _is_0_5(document: dict[str, Any]) -> bool:
    badge = document.get("badge")
    described = isinstance(badge, dict) and {"name", "issuer"} <= badge.keys()
    return described and isinstance(document.get("recipient"), str) and "verify" not in document


def _upgrade_0_5(document: dict[str, Any]) -> dict[str, Any]:
    badge = document["badge"]
    issuer = badge.get("issuer") if isinstance(badge.get("issuer"), dict) else {}
    origin = issuer.get("origin")
    profile = {"type": "Issuer", "id": origin, "name": issuer.get("name"), "email": issuer.get("contact")}
    identity = document["recipient"]
    made: dict[str, Any] = {
        "type": "Assertion",
        "recipient": {"identity": identity, "type": "email", "hashed": "$" in identity, "salt": document.get("salt")},
        "badge": {**badge, "type": "BadgeClass", "criteria": _join(origin, badge.get("criteria")), "issuer": profile},
        "evidence": _join(origin, document.get("evidence")),
        "verification": {"type": "HostedBadge"},
        "issuedOn": _date(document.get("issued_on")),
        "expires": _date(document.get("expires")),
    }
    return made


def _recipient(value: Any) -> Any:
    if isinstance(value, dict) and value.get("hashed") in ("true", "false"):  # some issuers wrote texts
        return {**value, "hashed": value["hashed"] == "true"}
    return value


def _date(value: Any) -> Any:
    """Return a number of seconds since 1970, which 1.x allows, as the text that 2.0 demands."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return value
    try:
        return datetime.fromtimestamp(value, UTC).isoformat()
    except (OverflowError, ValueError, OSError):
        return str(value)


def _join(origin: Any, path: Any) -> Any:
    """Return an address that 0.5 gives relative to its issuer's site."""
    if not isinstance(origin, str) or not isinstance(path, str) or not path.startswith("/"):
        return path
    try:
        return urljoin(origin, path)
    except ValueError:
        return path


def _nowhere(url: str) -> NoReturn:
    message = f"A badge of this early version does not say where its issuer hosts it, so {url[:200]} was not asked."
    raise Unreachable(message, code="OPEN_BADGES_0_5")
