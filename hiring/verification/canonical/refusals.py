"""Documents that are refused before they are canonicalised, because what is signed and what is read could differ.

The contexts of a document are not signed, only their effect is; and what is said about one id in several places is
merged. Both leave room to move signed statements out of sight without changing a quad.
"""

import re
from collections.abc import Mapping
from typing import Any

from hiring.errors import Unsupported
from hiring.verification.canonical.coverage import ABSOLUTE_IRI, objects

_SUBJECT = re.compile(r"credentialSubject(\[\d+\])?")
# What is looked for in the subject; without one of them a badge shows nothing, or belongs to nobody.
_TELLING_NAMES = frozenset({"achievement", "result", "identifier"})


def require_whole_subject(document: Mapping[str, Any]) -> None:
    """Refuse a document that says elsewhere what belongs to its subject.

    A signed `identifier` could be moved to some other mention of the subject's id, and the badge would be anybody's.
    (That the credential itself and its status are whole is the business of the structure check, for every proof.)

    Raises:
        Unsupported: `STATEMENTS_SPLIT`.
    """
    named = [(path, part) for path, part in objects(dict(document), "") if isinstance(part.get("id"), str)]
    said: dict[str, set[str]] = {}
    for _, part in named:
        said.setdefault(part["id"], set()).update(part)
    for path, part in named:
        if _SUBJECT.fullmatch(path) and (said[part["id"]] & _TELLING_NAMES) - part.keys():
            raise Unsupported(
                "The badge spreads what it says about its holder over several places.", code="STATEMENTS_SPLIT"
            )


def require_plain_contexts(document: Mapping[str, Any]) -> str:
    """Return the base context of a document (VCDM 1.1 or 2.0), after refusing contexts that could bend it.

    Allowed are URLs, and objects that define plain terms: a name for an absolute IRI, with a datatype if need be.
    Whether such a name contradicts a reviewed context is seen where it is used.

    Raises:
        Unsupported: the first context is not that of a data model (`CONTEXT_BASE`), or an object among the contexts
            does more than define plain terms (`CONTEXT_INLINE`).
    """
    first = document.get("@context")
    base = first[0] if isinstance(first, list) and first else first
    for _, part in objects(dict(document), ""):
        if "@context" in part:
            contexts = part["@context"]
            for context in contexts if isinstance(contexts, list) else [contexts]:
                if not isinstance(context, str):
                    _require_plain(context)
    if not isinstance(base, str):
        raise Unsupported("The badge does not begin with the context of a data model.", code="CONTEXT_BASE")
    return base


def _require_plain(context: Any) -> None:
    if not isinstance(context, dict):
        raise _inline("not an object")
    for term, definition in context.items():
        if term == "@version" or (term == "@vocab" and isinstance(definition, str)):
            continue
        if term.startswith("@"):
            raise _inline(term)
        members = definition if isinstance(definition, dict) else {"@id": definition}
        kind = members.get("@type", "@id")
        plain = (
            members.keys() <= {"@id", "@type", "@container"}
            and members.get("@container", "@set") == "@set"
            and (kind in ("@id", "@vocab") or _is_iri(kind))
            and ("@id" not in members or members["@id"] is None or _is_iri(members["@id"]))
        )
        if not plain:
            raise _inline(term)


def _is_iri(value: object) -> bool:
    return isinstance(value, str) and ABSOLUTE_IRI.fullmatch(value) is not None


def _inline(term: str) -> Unsupported:
    return Unsupported(
        f"The badge brings a vocabulary of its own that does more than name things ({term[:120]}).",
        code="CONTEXT_INLINE",
    )
