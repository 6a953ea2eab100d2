"""Which addresses of the Internet are anybody's, and which are somebody's inside.

A badge names URLs, and whoever writes a badge chooses them. A server that fetched what it is told could be made to
ask its own neighbours (server-side request forgery), so only public unicast addresses are ever connected to.
"""

import re
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

# Everything that IANA has given out for global unicast (RFC 4291 section 2.4); all else in IPv6 is special.
_GLOBAL_UNICAST = IPv6Network("2000::/3")
# Translated IPv4 on IPv6-only networks (RFC 6052): as public as the IPv4 address in its last 32 bits.
_NAT64 = IPv6Network("64:ff9b::/96")
# Special by IANA's registries, but not known as such to every patch release of Python 3.11; and one address that is
# public by its number only: Azure answers at it inside of every customer's network.
_SPECIAL_V4 = (IPv4Network("192.0.0.0/24"), IPv4Network("192.88.99.0/24"), IPv4Network("168.63.129.16/32"))
_SPECIAL_V6 = (IPv6Network("2001::/23"), IPv6Network("2001:db8::/32"), IPv6Network("3fff::/20"))
# Names that only mean something inside a network: RFC 6761, 6762, 7686 and 8375, ICANN's `.internal`, and those in use
# inside that ICANN will not give out for that reason.
_INNER_NAMES = (
    "localhost", "local", "internal", "home.arpa", "onion", "alt", "invalid",
    "home", "corp", "mail", "lan", "intranet", "private", "localdomain",
)  # fmt: skip
# What an operating system reads as an IPv4 address: up to four numbers, each decimal, octal or hexadecimal.
_NUMBER = re.compile(r"(0x[0-9a-f]*|[0-9]+)", re.I)


def may_be_public(host: str) -> bool:
    """Say whether a URL's host can be anybody's, as far as its spelling tells: before its name is resolved.

    Literals of addresses are judged by `is_public`, and only in their one usual spelling: `0x7f.1`, `017700000001` and
    `127.1` are read as addresses by operating systems and as names by those who check them. Names of one label and
    names that belong to inner networks are nobody's in public.
    """
    name = host.lower().removesuffix(".")
    if ":" in name:
        return is_public(name)
    labels = name.split(".")
    if _NUMBER.fullmatch(labels[-1]):
        return is_public(name) and name == host.lower()
    inner = any(name == suffix or name.endswith(f".{suffix}") for suffix in _INNER_NAMES)
    return len(labels) > 1 and all(labels) and not inner


def is_public(address: str) -> bool:
    """Say whether `address` (an IPv4 or IPv6 literal) is a public unicast address, also after unwrapping.

    IPv4 hidden in IPv6 (mapped, 6to4, NAT64) is judged by the IPv4 address. What is no address is not public.
    """
    try:
        parsed = ip_address(address)
    except ValueError:
        return False
    if isinstance(parsed, IPv6Address):
        return _is_public_v6(parsed)
    return _is_public_v4(parsed)


def _is_public_v4(address: IPv4Address) -> bool:
    # `is_global` alone lets multicast through.
    special = address.is_multicast or address.is_reserved or any(address in network for network in _SPECIAL_V4)
    return address.is_global and not special


def _is_public_v6(address: IPv6Address) -> bool:
    inner = address.ipv4_mapped or address.sixtofour
    if inner is None and address in _NAT64:
        inner = IPv4Address(int(address) & 0xFFFF_FFFF)
    if inner is not None:
        return _is_public_v4(inner)
    special = any(address in network for network in _SPECIAL_V6)
    return address in _GLOBAL_UNICAST and address.is_global and not special
