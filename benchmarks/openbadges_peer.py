"""Verifies signed Open Badges 2.0 with 1EdTech's `openbadges`, in a Python of its own; see `benchmarks.peers`.

Standard input: a line of JSON, {"documents": {url: JSON}, "badges": [token]}, then an empty line for each round, which
is answered with a line: seconds an item. Everything runs as the package has it but the sockets: what is behind them is
answered from memory.
"""

import collections
import collections.abc
import json
import sys
from io import BytesIO
from time import process_time

# The package is older than the Python that removed these names.
for name in collections.abc.__all__:
    if not hasattr(collections, name):
        setattr(collections, name, getattr(collections.abc, name))

import requests  # noqa: E402
from urllib3 import HTTPResponse  # noqa: E402

stated = json.loads(sys.stdin.readline())
documents = stated["documents"]


def send(_adapter: object, request: requests.PreparedRequest, **_options: object) -> requests.Response:
    """Answer as the document's site would."""
    answer = requests.Response()
    answer.status_code, answer.url, answer.request = 200, str(request.url), request
    answer.headers["Content-Type"] = "application/json"
    content = json.dumps(documents[request.url]).encode()
    answer.raw = HTTPResponse(BytesIO(content), preload_content=False, headers=answer.headers, status=200)
    return answer


requests.adapters.HTTPAdapter.send = send  # type: ignore[method-assign, assignment]
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
