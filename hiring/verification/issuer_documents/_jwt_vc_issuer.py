"""JWT VC Issuer Metadata (draft-ietf-oauth-sd-jwt-vc, section 4), where issuers of SD-JWT VC list their keys.

For the issuer `https://example.edu/school` it lies at `https://example.edu/.well-known/jwt-vc-issuer/school`. It is not
at the issuer's own URL, and stands for it nowhere but for SD-JWT VC.
"""

from hiring.errors import KeyUnavailable
from hiring.network.base import Fetcher
from hiring.verification.dids._fetching import fetch_json
from hiring.verification.dids.base import DidDocument
from hiring.verification.issuer_documents.base import malformed, split_https
from hiring.verification.issuer_documents.jwks import KIND as JWKS


def resolve_metadata(issuer_id: str, fetcher: Fetcher) -> DidDocument:
    """Return the keys of an issuer (a plain https URL), from `jwks`, or `jwks_uri` on the same origin.

    Raises:
        KeyUnavailable: as `issuer_documents.resolve`.
    """
    parts = split_https(issuer_id)
    if parts is None or "?" in issuer_id:
        raise malformed(issuer_id)
    _, authority, path = parts
    metadata = fetch_json(f"https://{authority}/.well-known/jwt-vc-issuer{path.rstrip('/')}", fetcher)
    if not isinstance(metadata, dict):
        raise malformed(issuer_id)
    if metadata.get("issuer") != issuer_id:
        message = f"The key document found for {issuer_id} belongs to somebody else."
        raise KeyUnavailable(message, code="KEY_DOCUMENT_MISMATCH")
    keys = metadata.get("jwks")
    if ("jwks" in metadata) == ("jwks_uri" in metadata):
        raise malformed(issuer_id)  # none, or two that may differ
    if "jwks_uri" in metadata:
        address = metadata["jwks_uri"]
        place = split_https(address) if isinstance(address, str) else None
        if place is None or place[1] != authority:
            raise malformed(issuer_id)
        keys = fetch_json(address, fetcher)
    if not isinstance(keys, dict) or not JWKS.recognises(keys):
        raise malformed(issuer_id)
    return JWKS.read(issuer_id, keys)
