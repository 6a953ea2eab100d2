"""An export that is an object and no presentation: a wallet's backup, or the answer of an issuer's interface.

Read is what is unambiguous: members whose names say that they hold credentials, if what they hold looks like it.

- Universal Wallet (https://w3c-ccg.github.io/universal-wallet-interop-spec/): `contents`, beside keys and profiles,
  which are passed over. Learner Credential Wallet writes this.
- Open Badges 3.0 and CLR 2.0, section 6 (the answer that lists credentials): `credential` and `compactJwsString`.
- VC API, OpenID for Verifiable Credential Issuance, and many programs' own files: the other names below.
"""

from collections.abc import Iterator
from typing import Any

from hiring.formats._shapes import flat, strings
from hiring.formats.containers._items import enclose, looks_like_credential
from hiring.formats.containers.base import Enclosed, Opened

MEMBERS = (
    "credential",
    "credentials",
    "compactJwsString",
    "verifiableCredential",
    "verifiableCredentials",
    "verifiablePresentation",
    "vp",
    "badges",
    "assertions",
    "signedAssertions",
)
# An entry of an export may be an object around its credential, and that again; nobody goes deeper.
MAX_WRAPPINGS = 2


class WalletExport:
    """Opens an object that is no credential or presentation itself, and has members that hold some."""

    name = "wallet"
    is_credential = False

    def recognises(self, opened: Opened) -> bool:
        """See `Container`."""
        if not isinstance(opened.value, dict) or opened.presented is None or opened.presented.jws is not None:
            return False
        return not looks_like_credential(opened.value) and any(_held(opened.value, MAX_WRAPPINGS))

    def open(self, opened: Opened) -> tuple[Enclosed, ...]:
        """See `Container`. Never raises: what was recognised holds something."""
        return tuple(
            enclosed
            for name, value in _members(opened.value)
            if any(_credentials(value, MAX_WRAPPINGS))
            for enclosed in enclose(value, name)
        )


def _members(document: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield the members that may hold credentials; of a wallet's contents only what may be one."""
    yield from ((name, document[name]) for name in MEMBERS if name in document)
    if any(name.startswith("UniversalWallet") for name in strings(document.get("type"))):
        yield "contents", [item for item in flat(document.get("contents")) if any(_credentials(item, MAX_WRAPPINGS))]


def _held(document: dict[str, Any], wrappings: int) -> Iterator[Any]:
    for _, value in _members(document):
        yield from _credentials(value, wrappings)


def _credentials(value: Any, wrappings: int) -> Iterator[Any]:
    """Yield what looks like a credential among the values of a member, or within the objects around them."""
    for item in flat(value):
        if looks_like_credential(item):
            yield item
        elif isinstance(item, dict) and wrappings:
            yield from _held(item, wrappings - 1)


CONTAINER = WalletExport()
