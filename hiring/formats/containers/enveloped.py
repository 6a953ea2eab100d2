"""A credential or presentation in an envelope: an object whose `id` is a data URL that holds a secured token.

Verifiable Credentials Data Model 2.0, sections 4.12.1 and 4.12.2: https://www.w3.org/TR/vc-data-model-2.0/
"""

import base64
import binascii
from typing import Any, NoReturn
from urllib.parse import unquote_to_bytes

from hiring.errors import MalformedError, NotACredential
from hiring.formats._shapes import strings
from hiring.formats.containers.base import Enclosed, Opened

CREDENTIAL, PRESENTATION = "EnvelopedVerifiableCredential", "EnvelopedVerifiablePresentation"
# The registered media types, and those of drafts that programs still write; what stands in the envelope by each.
MEDIA_TYPES: dict[str, dict[str, str]] = {
    CREDENTIAL: {
        "application/vc+jwt": "token",
        "application/vc+ld+jwt": "token",
        "application/vc+ld+json+jwt": "token",
        "application/vc+sd-jwt": "token",
        "application/vc+ld+json+sd-jwt": "token",
        "application/dc+sd-jwt": "token",
        "application/vc": "json",
        "application/vc+ld+json": "json",
    },
    PRESENTATION: {
        "application/vp+jwt": "token",
        "application/vp+ld+jwt": "token",
        "application/vp+ld+json+jwt": "token",
        "application/vp": "json",
        "application/vp+ld+json": "json",
    },
}
# CBOR Object Signing: named, and not read.
COSE = frozenset({"application/vc+cose", "application/vp+cose", "application/vc+ld+json+cose"})


class Enveloped:
    """Opens an envelope. It says nothing itself: what it holds is judged as if it had come alone."""

    name = "enveloped"
    is_credential = False

    def recognises(self, opened: Opened) -> bool:
        """See `Container`."""
        return isinstance(opened.value, dict) and _kind(opened.value) is not None

    def open(self, opened: Opened) -> tuple[Enclosed, ...]:
        """See `Container`.

        Raises:
            NotACredential: secured in a way that is not read (`ENVELOPE_COSE`).
            MalformedError: no data URL, or not of a media type for what it claims to hold (`ENVELOPE_MALFORMED`).
        """
        allowed = MEDIA_TYPES[_kind(opened.value) or CREDENTIAL]
        media_type, content = _data_url(opened.value.get("id"))
        if media_type in COSE:
            raise NotACredential(
                "This credential is secured as binary data (COSE), which this version does not read.",
                code="ENVELOPE_COSE",
                next_step="Ask the applicant whether the issuer also offers it as JSON, JWT or a picture.",
            )
        if media_type not in allowed:
            _refuse(f"it says that it holds “{media_type[:60]}”")
        if content.lstrip()[:1] == b"{" and allowed[media_type] == "token":
            _refuse("it says that it holds a token and does not")
        return (Enclosed(content, "id"),)


def _kind(document: dict[str, Any]) -> str | None:
    types = strings(document.get("type"))
    return next((kind for kind in MEDIA_TYPES if kind in types), None)


def _data_url(value: Any) -> tuple[str, bytes]:
    """Return media type, in lower case and without parameters, and content of a data URL (RFC 2397)."""
    if not isinstance(value, str) or value[:5].lower() != "data:" or "," not in value:
        _refuse("its identifier is no data URL")
    head, _, data = value[5:].partition(",")
    media_type, *parameters = (part.strip().lower() for part in head.split(";"))
    content = unquote_to_bytes(data)
    if "base64" in parameters:
        try:
            # As browsers read them (https://infra.spec.whatwg.org/#forgiving-base64): white space, and no padding.
            content = b"".join(content.split())
            content = base64.b64decode(content + b"=" * (-len(content) % 4), validate=True)
        except binascii.Error:
            _refuse("its content is not base64 text")
    return media_type, content


def _refuse(why: str) -> NoReturn:
    raise MalformedError(
        f"This is an envelope for a credential, but {why}.",
        code="ENVELOPE_MALFORMED",
        next_step="Ask the applicant to export it from the wallet again.",
    )


CONTAINER = Enveloped()
