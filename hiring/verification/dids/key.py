"""did:key: the identifier is the key (https://w3c-ccg.github.io/did-key-spec/). Nothing is fetched.

Ed25519 (`z6Mk...`), P-256 (`zDna...`), P-384 (`z82L...`). The only key's id repeats the multibase value as fragment.
"""

from hiring.errors import KeyUnavailable, MalformedError
from hiring.network.base import Fetcher
from hiring.verification.dids.base import DidDocument
from hiring.verification.keys import read_multikey


class DidKey:
    """The did:key method."""

    name = "key"

    def resolve(self, did: str, fetcher: Fetcher) -> DidDocument:  # noqa: ARG002 - the interface of every method
        """Return the document that the key implies.

        Raises:
            KeyUnavailable: the identifier holds no key (`DID_MALFORMED`).
            Unsupported: a kind of key that is not known here.
        """
        value = did.removeprefix("did:key:")
        try:
            read_multikey(value)
        except MalformedError as error:
            raise KeyUnavailable(f"The issuer's identifier holds no key: {error}", code="DID_MALFORMED") from error
        method_id = f"{did}#{value}"
        method = {"id": method_id, "type": "Multikey", "controller": did, "publicKeyMultibase": value}
        methods = {method_id: method}
        return DidDocument(did, methods, authentication_methods=methods)


METHOD = DidKey()
