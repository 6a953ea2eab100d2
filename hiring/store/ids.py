"""Identifiers of rows: digests of what the row is about, so that the same fact gets the same id every time."""

import hashlib
import unicodedata
from json.encoder import encode_basestring_ascii

from hiring.models.artifact import ApplicantClaim


def digest(kind: str, *parts: str | int | bytes | None) -> str:
    """SHA-256 in lower-case hex over the parts of an id, unambiguous in their borders and in `None` against "".

    `kind` keeps ids of different tables apart. Bytes count by their own SHA-256.
    """
    return hashlib.sha256(f"[{','.join(map(_written, (kind, *parts)))}]".encode("ascii")).hexdigest()


def _written(part: str | int | bytes | None) -> str:
    """Return a part as ASCII JSON; said part by part, because ids are made by the million and an encoder for each."""
    if isinstance(part, str):
        return encode_basestring_ascii(part)
    if part is None:
        return "null"
    return f'"{hashlib.sha256(part).hexdigest()}"' if isinstance(part, bytes) else str(int(part))


def folded(text: str) -> str:
    """Return a name or address as it is compared: NFKC, case folded, white space collapsed and trimmed."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def applicant_id(claim: ApplicantClaim) -> str:
    """The id of whom a claim names: by e-mail when there is one, else by name.

    Limit: two people of one name, both without an e-mail, are one applicant; and one person once with and once without
    an e-mail is two. Giving the e-mail tells them apart.
    """
    email = folded(claim.email or "")
    return digest("applicant", "email", email) if email else digest("applicant", "name", folded(claim.name))
