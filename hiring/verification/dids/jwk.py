"""did:jwk: the identifier is a JSON Web Key in base64url (https://github.com/quartzjer/did-jwk). Nothing is fetched.

The only key's id is the DID with the fragment `#0`. A key that says that it is for encrypting signs nothing.
"""

from hiring.errors import IntakeError, KeyUnavailable
from hiring.network.base import Fetcher
from hiring.strict_json import parse_json
from hiring.verification.dids.base import DidDocument
from hiring.verification.keys import is_for_signatures, read_jwk
from hiring.verification.multibase import decode_base64url

# The longest key in use, RSA with 8192 bits, takes some 2,000.
MAX_DID_CHARACTERS = 4_096


class DidJwk:
    """The did:jwk method."""

    name = "jwk"

    def resolve(self, did: str, fetcher: Fetcher) -> DidDocument:  # noqa: ARG002 - the interface of every method
        """Return the document that the key implies.

        Raises:
            KeyUnavailable: the identifier holds no public key (`DID_MALFORMED`).
            Unsupported: a kind of key that is not known here.
        """
        if len(did) > MAX_DID_CHARACTERS:
            raise KeyUnavailable("The issuer's identifier is too long to be a key.", code="DID_MALFORMED")
        try:
            jwk = parse_json(decode_base64url(did.removeprefix("did:jwk:")))
            read_jwk(jwk)
        except IntakeError as error:
            raise KeyUnavailable(f"The issuer's identifier holds no key: {error}", code="DID_MALFORMED") from error
        method_id = f"{did}#0"
        if not is_for_signatures(jwk):
            return DidDocument(did, {}, frozenset({method_id}))
        method = {"id": method_id, "type": "JsonWebKey", "controller": did, "publicKeyJwk": jwk}
        methods = {method_id: method}
        return DidDocument(did, methods, authentication_methods=methods)


METHOD = DidJwk()
