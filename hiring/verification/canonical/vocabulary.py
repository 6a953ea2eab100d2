"""Which names mean which properties, over every context that we hold.

A document's contexts are not signed, only their effect is. Whoever may choose contexts can write a signed property
under another name (and so hide it), or a known name for another property, and leave every signed quad as it was.
Facts are read by name: so a name counts as read only where it means what one of the reviewed contexts makes it mean.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from hiring.verification.canonical.contexts import CREDENTIALS_V1, CREDENTIALS_V2

ContextLoader = Callable[[str], Mapping[str, Any]]


class Vocabulary:
    """The relation between names and the IRIs (or keywords) that they stand for."""

    def __init__(self, meanings: Mapping[str, frozenset[str]], others: frozenset[str] = frozenset()) -> None:
        """`others`: IRIs that only names of another vocabulary may stand for, so none of a document's own."""
        self._meanings = meanings
        self._iris = frozenset(iri for iris in meanings.values() for iri in iris) | others

    def agrees(self, name: str, iri: str) -> bool:
        """Whether `name` may stand for `iri`: as reviewed, or neither is known to any reviewed context."""
        if name in self._meanings:
            return iri in self._meanings[name]
        return iri not in self._iris


def build_vocabulary(base: str, load: ContextLoader, urls: Iterable[str]) -> Vocabulary:
    """The vocabulary of the contexts `urls`, for documents whose first context is `base` (that of VCDM 1.1 or 2.0).

    The other data model's names are left out: those that only it defines (`issuanceDate` in a 2.0 document) are
    nothing that anybody reads there. Its IRIs are known all the same: else an expired 1.1 badge could be given the
    context of 2.0 and its own for `expirationDate`, which would go on being signed and no longer be read.
    """
    other = CREDENTIALS_V1 if base == CREDENTIALS_V2 else CREDENTIALS_V2
    contexts = {url: load(url)["@context"] for url in (*urls, other)}
    meanings: dict[str, set[str]] = {}
    others: dict[str, set[str]] = {}
    for url, context in contexts.items():
        _collect(context, {}, contexts, others if url == other else meanings)
    known = frozenset(iri for iris in others.values() for iri in iris)
    return Vocabulary({name: frozenset(iris) for name, iris in meanings.items()}, known)


def _collect(
    context: Any, prefixes: Mapping[str, str], contexts: Mapping[str, Any], meanings: dict[str, set[str]]
) -> Mapping[str, str]:
    """Add what one context defines, and what the contexts scoped to its terms define; return its prefixes."""
    if isinstance(context, str):  # another context that this one builds on: it is collected in its own right
        return _collect(contexts[context], prefixes, contexts, {}) if context in contexts else prefixes
    if isinstance(context, list):
        for part in context:
            prefixes = _collect(part, prefixes, contexts, meanings)
    if not isinstance(context, Mapping):
        return prefixes
    names = dict(prefixes)
    for term, definition in context.items():
        iri = definition.get("@id") if isinstance(definition, Mapping) else definition
        if isinstance(iri, str) and not term.startswith("@"):
            names[term] = iri
    for term, definition in context.items():
        if term.startswith("@") or definition is None:
            continue
        if term in names:
            meanings.setdefault(term, set()).add(_absolute(names[term], names))
        if isinstance(definition, Mapping) and "@context" in definition:
            _collect(definition["@context"], names, contexts, meanings)
    return names


def _absolute(iri: str, names: Mapping[str, str]) -> str:
    """Expand a compact IRI, or a term defined by another term; contexts in use go a step or two deep."""
    for _ in range(4):
        prefix, colon, suffix = iri.partition(":")
        if suffix.startswith("//") or names.get(prefix, iri) == iri:
            break
        iri = names[prefix] + suffix if colon else names[prefix]
    return iri
