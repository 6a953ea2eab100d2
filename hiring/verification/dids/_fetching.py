"""Key documents as they are fetched: whatever goes wrong leaves the key unknown, and the badge open."""

from typing import Any

from hiring.errors import FetchError, IntakeError, KeyUnavailable
from hiring.network.base import Document, Fetcher
from hiring.strict_json import parse_json
from hiring.verification._sites import on_site


def fetch(url: str, fetcher: Fetcher) -> Document:
    """Return what an issuer's site answers with 200.

    Raises:
        KeyUnavailable: no such answer (`KEY_UNREACHABLE`).
    """
    try:
        answer = fetcher.get(url)
    except FetchError as error:
        raise KeyUnavailable(f"The issuer's key document could not be fetched: {error}") from error
    if answer.status != 200:
        raise KeyUnavailable(f"The issuer's site answered {answer.status} when asked for its key document ({url}).")
    return answer


def fetch_json(url: str, fetcher: Fetcher) -> Any:
    """Return the JSON value at a URL.

    Raises:
        KeyUnavailable: no answer (`KEY_UNREACHABLE`), or one of another site (`KEY_DOCUMENT_ELSEWHERE`), or not JSON
            that can be read (`KEY_DOCUMENT_MALFORMED`).
    """
    answer = fetch(url, fetcher)
    if not on_site(answer):
        message = "The address of the issuer's key document leads on to another site."
        raise KeyUnavailable(message, code="KEY_DOCUMENT_ELSEWHERE")
    try:
        return parse_json(answer.content)
    except IntakeError as error:
        message = f"The issuer's key document cannot be read: {error}"
        raise KeyUnavailable(message, code="KEY_DOCUMENT_MALFORMED") from error
