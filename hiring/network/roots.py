"""Whom we believe when a server proves its name."""

import ssl
from pathlib import Path

import certifi

from hiring.errors import UsageError


def trusted_roots(bundle: Path | None = None) -> ssl.SSLContext:
    """Return a TLS context that believes the authorities of a PEM file; without one, the public roots shipped with us.

    Never the environment's: `SSL_CERT_FILE` is not a place to change whom we believe. A bundle stands *in place of*
    the public roots; a site that wants both puts both into it.

    Raises:
        UsageError: the file cannot be read, or holds no certificate.
    """
    try:
        context = ssl.create_default_context(cafile=bundle or certifi.where())
    except OSError as error:  # ssl.SSLError is one
        raise UsageError(f"The CA bundle {bundle} cannot be read: {error.strerror or error}") from error
    if not context.cert_store_stats()["x509_ca"]:
        raise UsageError(f"The CA bundle {bundle} holds no certificate of an authority.")
    return context
