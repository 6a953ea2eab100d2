"""Verifies signed Open Badges 2.0 with 1EdTech's `openbadges`, in a Python of its own; see `benchmarks.peers`.

Standard input: a line of JSON, {"documents": {url: JSON}, "badges": [token]}, then an empty line for each round, which
is answered with a line: seconds an item. Nothing is fetched: a session that answers from memory, faster than any other,
stands in for the package's own.
"""

import collections
import collections.abc
import json
import sys
from time import process_time

# The package is older than the Python that removed these names.
for name in collections.abc.__all__:
    if not hasattr(collections, name):
        setattr(collections, name, getattr(collections.abc, name))

import requests_cache  # noqa: E402

stated = json.loads(sys.stdin.readline())
documents = stated["documents"]


class Response:
    """What the package looks at."""

    from_cache, ok, status_code = True, True, 200
    headers = {"Content-Type": "application/json"}  # noqa: RUF012

    def __init__(self, url: str) -> None:
        self.url, self.text = url, json.dumps(documents[url])
        self.content = self.text.encode()

    def json(self) -> object:
        """Return the document."""
        return json.loads(self.text)

    def raise_for_status(self) -> None:
        """It is there."""


class Session:
    """Answers from memory."""

    def __init__(self, *_arguments: object, **_options: object) -> None:
        pass

    def get(self, url: str, **_options: object) -> Response:
        """Return the document at an address."""
        return Response(url)

    def remove_expired_responses(self) -> None:
        """None expires."""


requests_cache.CachedSession = Session
from openbadges.verifier import openbadges_context, verify  # noqa: E402

documents[openbadges_context.OPENBADGES_CONTEXT_V2_URI] = openbadges_context.OPENBADGES_CONTEXT_V2_DICT


def work(token: str) -> None:
    """Verify one; fail loudly if it does not hold."""
    report = verify(token)["report"]
    if not report["valid"]:
        sys.exit(f"not valid: {report['messages']}")


work(stated["badges"][0])
for _ in sys.stdin:
    begun = process_time()
    for token in stated["badges"]:
        work(token)
    sys.stdout.write(f"{(process_time() - begun) / len(stated['badges'])}\n")
    sys.stdout.flush()
