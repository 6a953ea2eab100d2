"""Institutions that an imported list vouches for."""

from datetime import date

from hiring.models.base import Model


class ListedInstitution(Model):
    """One entry of an imported list.

    `identifier` is one that a badge's issuer may have (a DID or an https address), `website` the institution's own
    (`https://uni.example`), `scope` what it is listed for (a standard, a level, a field), both dates inclusive.
    `certificate` is that of its service on a trusted list: base64 of DER, as it stands there.
    """

    name: str
    identifier: str | None = None
    website: str | None = None
    country: str | None = None
    scope: str | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    certificate: str | None = None
