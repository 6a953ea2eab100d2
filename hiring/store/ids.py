"""Identifiers of rows: digests of what the row is about, so that the same fact gets the same id every time."""

import hashlib
import json
import unicodedata

import orjson

from hiring.models.artifact import ApplicantClaim


def digest(kind: str, *parts: str | int | bytes | None) -> str:
    """SHA-256 in lower-case hex over the parts of an id, unambiguous in their borders and in `None` against "".

    `kind` keeps ids of different tables apart. Bytes count by their own SHA-256, truth values as 1 and 0.
    """
    try:
        form = orjson.dumps((kind, *parts), default=_written)
    except TypeError:  # a number of many digits, or half a surrogate pair
        form = b""
    # What is hashed is ASCII JSON. Mostly that is what `orjson` writes, at a third of the time, and ids come by the
    # million.
    if not form or not form.isascii() or b"\x7f" in form or _TRUTH.intersection(map(type, parts)):
        plain = [int(part) if isinstance(part, bool) else part for part in (kind, *parts)]
        form = json.dumps(plain, separators=(",", ":"), default=_written).encode("ascii")
    return hashlib.sha256(form).hexdigest()


def numbered(kind: str, of: str, count: int) -> list[str]:
    """Return `digest(kind, of, number)` for each number below `count`; `of` is a digest itself."""
    begun = hashlib.sha256(f'["{kind}","{of}",'.encode("ascii"))
    found = []
    for number in range(count):
        one = begun.copy()
        one.update(b"%d]" % number)
        found.append(one.hexdigest())
    return found


_TRUTH = frozenset({bool})


def _written(part: object) -> str:
    if isinstance(part, bytes):
        return hashlib.sha256(part).hexdigest()
    raise TypeError(f"{type(part).__name__} is no part of an id")


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
