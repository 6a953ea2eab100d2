"""did:webvh 1.0: a web identifier whose key document has a history (https://identity.foundation/didwebvh/v1.0/).

The log `did.jsonl` lies where did:web has its document. Its first entry gives the identifier, every entry is chained to
the one before it and signed by a key that was entitled to; the last one holds the key document. `openvc` replays the
log. The bytes come through our fetcher, and what is in them is bounded first: base58 takes quadratic time, and names
occurring twice have two readings.
"""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any

from openvc.did.did_webvh import DidWebvhResolver
from openvc.errors import OpenvcError

from hiring.errors import IntakeError, KeyUnavailable
from hiring.network.base import Fetcher
from hiring.settings import KIB
from hiring.strict_json import parse_json
from hiring.verification.dids._fetching import fetch
from hiring.verification.dids.base import DidDocument, read_document
from hiring.verification.dids.web import document_url

_PREFIX = "did:webvh:"
# One change of keys a month for ten years, each with a document of the usual 2 kB. Replaying it takes 0.1 s.
MAX_ENTRIES = 128
MAX_LOG_BYTES = 256 * KIB
# Logs whose outcome is remembered, so that a bundle of badges with one issuer costs one replay.
MAX_LOGS_KEPT = 16
# Keys, hashes and proofs of one entry; a witness or a second holder of the keys makes it two.
MAX_LISTED = 16
# A multibase key has 48 characters, a signature 88, a verification method that repeats the key 105.
MAX_CHARACTERS = 256
# What the issuer's clock may be ahead of ours.
LEEWAY = timedelta(minutes=5)


def log_url(did: str) -> str:
    """Return the URL of the log of a did:webvh identifier.

    Raises:
        KeyUnavailable: not a well-formed did:webvh (`DID_MALFORMED`).
    """
    scid, _, place = did.removeprefix(_PREFIX).partition(":")
    if not scid.isascii() or not scid.isalnum():
        raise KeyUnavailable(f"This is not a usable web identifier: {did[:200]}", code="DID_MALFORMED")
    return document_url(f"did:web:{place}") + "l"


class DidWebvh:
    """The did:webvh method."""

    name = "webvh"

    def resolve(self, did: str, fetcher: Fetcher) -> DidDocument:
        """Fetch the log, replay it, and read the document that it ends with.

        Raises:
            KeyUnavailable: no answer (`KEY_UNREACHABLE`); a log that cannot be read (`KEY_DOCUMENT_MALFORMED`), or
                does not hold together, needs witnesses or is closed (`KEY_LOG_BROKEN`); no did:webvh (`DID_MALFORMED`).
        """
        answer = fetch(log_url(did), fetcher)
        text = _checked_log(answer.content, answer.fetched_at)
        document = _replay(did, text)
        if isinstance(document, str):
            message = f"The history of the issuer's keys does not hold together: {document}"
            raise KeyUnavailable(message, code="KEY_LOG_BROKEN")
        return read_document(did, document)


METHOD = DidWebvh()


@lru_cache(maxsize=MAX_LOGS_KEPT)
def _replay(did: str, text: str) -> Mapping[str, Any] | str:
    """Return the document that a log ends with, or why there is none: each is replayed once for all badges of it."""
    try:
        document: Mapping[str, Any] = DidWebvhResolver(lambda _url: text).resolve(did).raw
    except (OpenvcError, ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        return str(error)[:300]
    return document


def _checked_log(content: bytes, now: datetime) -> str:
    """Return the log as text, after refusing what would take long to replay, has two readings or lies in the future."""
    lines = [line for line in content.split(b"\n") if line.strip()]
    if len(lines) > MAX_ENTRIES or len(content) > MAX_LOG_BYTES:
        raise _malformed("it is longer than any that is used")
    for line in lines:
        try:
            entry = parse_json(line)
        except IntakeError as error:
            raise _malformed(str(error)) from error
        parameters = entry.get("parameters") if isinstance(entry, dict) else None
        if not isinstance(parameters, dict):
            raise _malformed("an entry has no parameters")
        _require_bounded(entry, parameters)
        if _is_future(entry.get("versionTime"), now):
            raise _malformed("an entry is of the future")
    return content.decode()


def _require_bounded(entry: Mapping[str, Any], parameters: Mapping[str, Any]) -> None:
    proofs = _listed(entry.get("proof"))
    keys, hashes = (_listed(parameters.get(name)) for name in ("updateKeys", "nextKeyHashes"))
    values = [proof.get(name) for proof in proofs if isinstance(proof, dict) for name in proof]
    texts = [parameters.get("scid"), entry.get("versionId"), *keys, *hashes, *values]
    if max(len(proofs), len(keys), len(hashes)) > MAX_LISTED or any(
        isinstance(text, str) and len(text) > MAX_CHARACTERS for text in texts
    ):
        raise _malformed("an entry is larger than any that is used")


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _is_future(stated: object, now: datetime) -> bool:
    try:
        moment = datetime.fromisoformat(stated) if isinstance(stated, str) else None
    except ValueError:
        return False  # no date at all, which the replay refuses
    return moment is not None and (moment if moment.tzinfo else moment.replace(tzinfo=UTC)) > now + LEEWAY


def _malformed(why: str) -> KeyUnavailable:
    return KeyUnavailable(f"The history of the issuer's keys cannot be read: {why}.", code="KEY_DOCUMENT_MALFORMED")
