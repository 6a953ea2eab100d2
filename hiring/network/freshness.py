"""How long an answer holds, by what its server said (RFC 9111 section 4.2, RFC 5861), within this site's bounds."""

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from hiring.network.base import Document
from hiring.settings import MAX_FRESH_SECONDS, MAX_STALE_SECONDS

# Answers that a server can make for good: there, nowhere, no longer.
LASTING = frozenset({200, 404, 410})


def fresh_until(document: Document) -> datetime:
    """Return until when a document may be used without asking again; the moment of its fetching if not at all.

    Without a word of the server's it does not hold: nothing is guessed from its age. `MAX_FRESH_SECONDS` bounds what a
    server may claim, because a revocation must come through.
    """
    directives = _directives(document)
    if document.status not in LASTING or directives.keys() & {"no-store", "no-cache"}:
        return document.fetched_at
    seconds = _seconds(directives.get("max-age"))
    if seconds is None and "max-age" not in directives:
        seconds = _until_expires(document)
    age = _seconds(document.header("age")) or 0.0
    return document.fetched_at + timedelta(seconds=min(max((seconds or 0.0) - age, 0.0), MAX_FRESH_SECONDS))


def usable_on_error_until(document: Document) -> datetime:
    """Return until when a document may stand in while its server is down.

    By the server's `stale-if-error`, else by this site's policy, `MAX_STALE_SECONDS` at most; never where the server
    demands to be asked each time.
    """
    directives = _directives(document)
    if document.status != 200 or directives.keys() & {"no-store", "no-cache", "must-revalidate"}:
        return document.fetched_at
    stated = _seconds(directives.get("stale-if-error")) if "stale-if-error" in directives else MAX_STALE_SECONDS
    return fresh_until(document) + timedelta(seconds=min(stated or 0.0, MAX_STALE_SECONDS))


def validators(document: Document) -> tuple[tuple[str, str], ...]:
    """Return the header fields that ask a server whether a document is still the same (RFC 9110 section 13.1)."""
    fields = (("If-None-Match", document.header("etag")), ("If-Modified-Since", document.header("last-modified")))
    return tuple((name, text) for name, text in fields if text)


def _directives(document: Document) -> dict[str, str]:
    parts = (part.strip().partition("=") for part in (document.header("cache-control") or "").split(","))
    return {name.strip().lower(): value.strip().strip('"') for name, _, value in parts if name.strip()}


def _seconds(text: str | None) -> float | None:
    """Return a number of seconds; `None` for what is no such number, which then holds for no time at all."""
    if text is None or not (text.isascii() and text.isdecimal()) or len(text) > 12:
        return None
    return float(text)


def _until_expires(document: Document) -> float | None:
    expires, date = (_moment(document.header(name)) for name in ("expires", "date"))
    return (expires - (date or document.fetched_at)).total_seconds() if expires else None


def _moment(text: str | None) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text) if text else None
    except ValueError:
        return None
    if moment is None:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
