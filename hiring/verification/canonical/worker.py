"""The process that canonicalises documents of strangers: `python -m hiring.verification.canonical.worker`.

    ->  {"document": {...}, "hash": "SHA-256"}
    <-  {"nquads": "...", "uncovered": ["..."]}  or  {"error": "MalformedError", "code": "...", "message": "...", ...}

See `hiring.isolation` for how it is served.
"""

from typing import Any

from hiring.errors import CredenceError, MalformedError, TooExpensive, Unsupported
from hiring.isolation import serve
from hiring.verification.canonical.reference import ReferenceCanonicaliser

# What crosses the pipe as an error and is raised again on the other side.
ERRORS: dict[str, type[CredenceError]] = {
    "MalformedError": MalformedError,
    "Unsupported": Unsupported,
    "TooExpensive": TooExpensive,
}


def answer(canonicaliser: ReferenceCanonicaliser, request: Any) -> dict[str, Any]:
    """Answer one request; every outcome that the interface knows is an answer."""
    try:
        canonical = canonicaliser.canonicalise(request["document"], request["hash"])
    except (MalformedError, Unsupported, TooExpensive) as error:
        return _refusal(error)
    except MemoryError:
        return _refusal(TooExpensive("The badge needs too much memory to be checked."))
    return {"nquads": canonical.nquads.decode(), "uncovered": canonical.uncovered}


def _refusal(error: CredenceError) -> dict[str, Any]:
    return {
        "error": type(error).__name__,
        "code": error.code,
        "message": str(error),
        "next_step": error.next_step,
    }


if __name__ == "__main__":
    reference = ReferenceCanonicaliser()
    serve(lambda request: answer(reference, request))
