"""Documents that are refused before they are canonicalised, because what is signed and what is read could differ.

The contexts of a document are not signed, only their effect is; and what is said about one id in several places is
merged. Both leave room to move signed statements out of sight without changing a quad.
"""

import re
from collections.abc import Mapping
from typing import Any

from hiring.errors import Unsupported
from hiring.verification.canonical.coverage import ABSOLUTE_IRI, base_context, objects

_POSITION = re.compile(r"\[\d+\]")
_ACHIEVEMENT = "credentialSubject.achievement"
# What is read of an object, by its path without positions. Objects that are only referred to are not listed.
_READ: Mapping[str, frozenset[str]] = {
    "credentialSubject": frozenset({"achievement", "identifier", "result", "name", "source"}),
    "credentialSubject.identifier": frozenset({"hashed", "identityHash", "identityType", "salt"}),
    "credentialSubject.result": frozenset({"achievedLevel", "resultDescription", "status", "value"}),
    _ACHIEVEMENT: frozenset(
        {
            *("achievementType", "alignment", "creator", "creditsAvailable", "criteria", "description", "name"),
            *("inLanguage", "resultDescription", "tag", "version"),
        }
    ),
    f"{_ACHIEVEMENT}.alignment": frozenset(
        {"targetCode", "targetFramework", "targetName", "targetType", "targetUrl"},
    ),
    f"{_ACHIEVEMENT}.resultDescription": frozenset(
        {
            *("allowedValue", "name", "requiredLevel", "requiredValue", "resultType", "rubricCriterionLevel"),
            *("valueMax", "valueMin"),
        }
    ),
    f"{_ACHIEVEMENT}.resultDescription.rubricCriterionLevel": frozenset({"level", "name", "points"}),
    "credentialStatus": frozenset(
        {"statusListCredential", "statusListIndex", "statusMessage", "statusPurpose", "statusSize"}
    ),
    "credentialStatus.statusMessage": frozenset({"message", "status"}),
    "evidence": frozenset({"genre", "name", "narrative"}),
}

# A learner record (CLR 2.0) is read for whom it is about, and what its credentials have to do with each other. These
# repeat its subject and its achievements, which is what they are there for; each of them is judged by itself.
_SUBJECT, _ASSOCIATION = "credentialSubject", "credentialSubject.association"
_READ_OF_RECORD: Mapping[str, frozenset[str]] = {
    _SUBJECT: frozenset({"association", "identifier"}),
    _ASSOCIATION: frozenset({"associationType", "sourceId", "targetId"}),
    **{place: _READ[place] for place in ("credentialSubject.identifier", "credentialStatus", "evidence")},
}

# Names of their own, which are not missed where the id occurs again: issuers are often described twice, and may be the
# subject of their own badge. (That the credential itself is whole is the business of the structure check.)
_OWN_NAMES: Mapping[str, frozenset[str]] = {
    "": frozenset({"name"}),
    "issuer": frozenset({"name"}),
    f"{_ACHIEVEMENT}.creator": frozenset({"name"}),
}


def require_whole_nodes(document: Mapping[str, Any]) -> None:
    """Refuse a document that says elsewhere what belongs to an object that is read.

    What is said of one id is one node, however many objects say it. A failed result could be moved into a second
    object with the subject's id, a pass mark into a second one with its scale's, the number of one status entry into
    another one that shares its id: no quad changes, and a reader of either object is misled.

    Raises:
        Unsupported: `STATEMENTS_SPLIT`.
    """
    objects_of: dict[str, list[tuple[str, dict[str, Any]]]] = {}
    for path, part in objects(dict(document), ""):
        if isinstance(part.get("id"), str):
            objects_of.setdefault(part["id"], []).append((_POSITION.sub("", path), part))
    record = _is_a(document, "ClrCredential")
    read = _READ_OF_RECORD if record else _READ
    for mentions in objects_of.values():
        for place in {path for path, _ in mentions if path in read} if len(mentions) > 1 else ():
            names = read[place]
            telling = [
                path
                for path, part in mentions
                if names & part.keys() - _OWN_NAMES.get(path, frozenset())
                # The holder's identifiers as a badge has them are another property than a record's.
                and not (record and place == _SUBJECT != path and not _is_a(part, "ClrSubject"))
            ]
            # All that is to be read stands in one object, and it is the one that is read.
            if telling and (len(telling) > 1 or [path for path, _ in mentions].count(place) > 1 or telling != [place]):
                raise Unsupported(
                    "The badge spreads what it says about one thing over several places.", code="STATEMENTS_SPLIT"
                )


def _is_a(part: Mapping[str, Any], kind: str) -> bool:
    types = part.get("type")
    return kind in (types if isinstance(types, list) else [types])


def require_plain_contexts(document: Mapping[str, Any]) -> str:
    """Return the base context of a document (VCDM 1.1 or 2.0), after refusing contexts that could bend it.

    Allowed are URLs, and objects that define plain terms: a name for an absolute IRI, with a datatype if need be.
    Whether such a name contradicts a reviewed context is seen where it is used.

    Raises:
        Unsupported: the first context is not that of a data model (`CONTEXT_BASE`), or an object among the contexts
            does more than define plain terms (`CONTEXT_INLINE`).
    """
    base = base_context(document)
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
