"""Small readings that the parts of an Open Badge 1 or 2 share: what kind it is, references, addresses, dates."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from hiring.formats._shapes import Shapes, strings

# https://www.imsglobal.org/sites/default/files/Badges/OBv2p0Final/index.html and Open Badges 2.1.
CONTEXTS_2 = frozenset(
    {
        "https://w3id.org/openbadges/v2",
        "http://w3id.org/openbadges/v2",
        "https://openbadgespec.org/v2/context.json",
        "https://purl.imsglobal.org/spec/ob/v2p1/context/ob_v2p1.jsonld",
        "https://purl.imsglobal.org/spec/ob/v2p1/ob_v2p1.jsonld",
    }
)
CONTEXTS_1 = frozenset({"https://w3id.org/openbadges/v1", "http://w3id.org/openbadges/v1"})

# The vocabulary's own prefixes, under which a type may be written out.
_PREFIX = re.compile(r"(?:obi:|https?://w3id\.org/openbadges#)")
_DATE_ONLY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_SHORT_TIME = re.compile(r"([0-9-]{10}T[0-9]{2}:[0-9]{2})(?P<seconds>:[0-9]{2}(?:\.[0-9]+)?)?(?P<zone>.*)")
_SHORT_ZONE = re.compile(r"([+-][0-9]{2})([0-9]{2})")


def kinds(document: Mapping[str, Any]) -> frozenset[str]:
    """Return the types that an object states, without the vocabulary's prefix."""
    return frozenset(_PREFIX.sub("", name, count=1) for name in strings(document.get("type")))


def contexts(document: Mapping[str, Any]) -> frozenset[str]:
    """Return the contexts that an object names; those written into it are not looked at."""
    return frozenset(strings(document.get("@context")))


def is_web_address(value: object) -> bool:
    """Whether a value is an address that could be asked (`http:` ones are for the fetcher to refuse)."""
    return host_of(value) is not None


def host_of(value: object) -> str | None:
    """Return the host of a web address, in lower case and with a port that is not the usual one, else `None`.

    Addresses that readers take apart in different ways (back slashes, white space, a user name) have none.
    """
    if not isinstance(value, str):
        return None
    return _usual_host(value) if len(value) <= _USUAL_LENGTH else _host(value)


def _host(value: str) -> str | None:
    if re.search(r"[\s\\\x00-\x1f\x7f]", value):
        return None
    try:
        parts = urlsplit(value)
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not host or "@" in parts.netloc:
        return None
    usual = {"http": 80, "https": 443}[parts.scheme]
    host = host.lower().rstrip(".")
    return host if port in (None, usual) else f"{host}:{port}"


# The addresses of one issuer are asked about several times for each of its badges. Very long ones are not kept.
_USUAL_LENGTH = 200
_usual_host = lru_cache(maxsize=1_024)(_host)


def same_address(one: object, other: object) -> bool:
    """Whether two identifiers are equal; `http:` and `https:` of one address are, for many sites moved."""
    if one == other:
        return True
    if host_of(one) is None or host_of(one) != host_of(other):
        return False
    return str(one).partition("://")[2] == str(other).partition("://")[2]


def reference(value: Any) -> str | None:
    """Return the address that stands for an object: a text, or an object with nothing in it but its `id`."""
    if isinstance(value, dict) and value.keys() <= {"id", "type", "@context"}:
        value = value.get("id")
    return value if isinstance(value, str) and value else None


def moment(value: Any, where: str, shapes: Shapes) -> Any:
    """Return a `datetime` in UTC, or `None`; as `Shapes.moment`, in the further spellings of ISO 8601 that occur.

    Read besides: a day alone (its first moment), a time without seconds, a time zone without a colon.
    """
    if isinstance(value, str):
        if _DATE_ONLY.fullmatch(value):
            shapes.note("DATE_WITHOUT_TIME", f"`{where}` is a day without a time; its first moment was taken.")
            value = f"{value}T00:00:00Z"
        elif match := _SHORT_TIME.fullmatch(value):
            zone = _SHORT_ZONE.sub(r"\1:\2", match["zone"])
            value = f"{match[1]}{match['seconds'] or ':00'}{zone}"
    return shapes.moment(value, where)
