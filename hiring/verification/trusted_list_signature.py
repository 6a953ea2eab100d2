"""Is a trusted list signed by whom it should be? (ETSI TS 119 612, clause 5.7: an enveloped XAdES signature.)

openvc-core and signxml do the arithmetic. The certificates come from whoever imports the list, or from the list of the
lists; those in the list itself are never believed.
"""

import base64
import binascii
from collections.abc import Iterable

from cryptography.utils import CryptographyDeprecationWarning
from cryptography.x509 import Certificate, InvalidVersion, load_der_x509_certificate
from openvc.trustlist import verify_xades_enveloped

from hiring.errors import ProofInvalid


def read_signers(texts: Iterable[str]) -> tuple[Certificate, ...]:
    """Return the certificates (base64 of DER) that can be read."""
    found = []
    for text in texts:
        try:
            found.append(load_der_x509_certificate(base64.b64decode(text)))
        except (binascii.Error, InvalidVersion, ValueError, CryptographyDeprecationWarning):
            continue
    return tuple(found)


def require_signed_by(content: bytes, signers: tuple[Certificate, ...]) -> None:
    """Require that the whole of a list, already read as plain XML, is signed with one of these certificates' keys.

    Raises:
        ProofInvalid: it is not.
    """
    try:
        verify_xades_enveloped(content, signers)
    except Exception as error:  # of three libraries, each its own: whatever went wrong, no signature was found to fit
        message = "The list is not signed, as it stands, with any of the certificates that it should be signed with."
        raise ProofInvalid(message, code="LIST_NOT_SIGNED") from error
