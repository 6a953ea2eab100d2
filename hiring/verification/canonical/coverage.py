"""What of a JSON document its canonical form leaves out, found while it is expanded.

JSON-LD drops in silence: names that no context defines, types and ids that are not absolute, blank node labels, nulls
in arrays, directions of text. All of these can be added to a signed document without breaking its signature. They are
collected as readable paths.

It also lets one thing be said in many ways: a property under an alias, a full IRI for a name, a plain text wrapped
as a value object. Rewritten so, a signed `validUntil` or `credentialStatus` would still be signed, but not be found
under its name. Such a document is not read at all (`Unsupported`).
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from pyld.jsonld import JsonLdProcessor

from hiring.errors import Unsupported
from hiring.verification.canonical.vocabulary import Vocabulary

# An IRI that N-Quads can hold (RDF 1.1 N-Quads, IRIREF): a scheme, and no character that would end or break it; nor
# white space beyond ASCII, by which PyLD takes an IRI for a relative one and leaves out all that is said of it.
ABSOLUTE_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s\x00-\x20<>\"{}|^`\\]*")
# The keywords that a language-tagged text is made of (VCDM 2.0, section 11.1). Every other keyword goes by its alias.
_TEXT_KEYWORDS = frozenset({"@value", "@language", "@direction"})
MAX_SHOWN = 120
# A credential in a presentation: a graph of its own, written with the contexts of its own (VCDM 2.0, section 4.13).
_PRESENTED = re.compile(r"verifiableCredential(?:\[\d+\])*(?=\.|\Z)")


class CoverageProcessor(JsonLdProcessor):  # type: ignore[misc]  # PyLD has no types
    """PyLD's expansion, watched. `uncovered` is complete once `to_rdf` has returned.

    It watches the one method through which every object of a document passes, with the very context that PyLD
    expands it by; PyLD's own hook for dropped properties tells neither where they were nor their name.
    """

    def __init__(self, vocabulary_of: Callable[[object], Vocabulary | None], base: str) -> None:
        """`vocabulary_of`: the vocabulary of a base context, `None` if it is none; `base`: the document's."""
        super().__init__()
        self._vocabulary_of = vocabulary_of
        self._vocabulary = vocabulary_of(base) or Vocabulary({})
        self._presented: dict[str, Vocabulary] = {}
        self._paths: dict[int, str] = {}
        self.uncovered: dict[str, None] = {}  # in the order of discovery, each once

    def _expand_object(
        self,
        active_ctx: Any,
        active_property: str | None,
        expanded_active_property: str | None,
        element: dict[str, Any],
        expanded_parent: dict[str, Any],
        options: dict[str, Any],
        inside_list: bool = False,
        type_key: str | None = None,
        type_scoped_ctx: Any = None,
    ) -> None:
        if not self._paths:  # the first object is the document itself
            self._enter(element)
        self._watch(active_ctx, element, options, type_scoped_ctx)
        super()._expand_object(
            active_ctx,
            active_property,
            expanded_active_property,
            element,
            expanded_parent,
            options,
            inside_list=inside_list,
            type_key=type_key,
            type_scoped_ctx=type_scoped_ctx,
        )

    def _enter(self, document: dict[str, Any]) -> None:
        for path, part in objects(document, ""):
            self._paths[id(part)] = path
            own = self._vocabulary_of(base_context(part)) if _PRESENTED.fullmatch(path) else None
            if own is not None:
                self._presented[path] = own

    def _agrees(self, path: str, name: str, iri: str) -> bool:
        presented = _PRESENTED.match(path)
        vocabulary = self._presented.get(presented[0], self._vocabulary) if presented else self._vocabulary
        return vocabulary.agrees(name, iri)

    def _watch(self, active_ctx: Any, element: dict[str, Any], options: dict[str, Any], type_scoped_ctx: Any) -> None:
        path = self._paths.get(id(element), "?")
        if "@value" in element:
            self._watch_text(element, path)
            return
        for name, value in element.items():
            if name == "@context":
                continue
            here = f"{path}.{name}" if path else name
            iri = self._expand_iri(active_ctx, name, vocab=True)
            if iri is None or not (iri.startswith("@") or ABSOLUTE_IRI.fullmatch(iri)):
                self._note(here)
                continue
            if name.startswith("@") or not self._agrees(here, name, iri):
                _refuse(here, iri)
            if iri == "@type":
                for _, kind in _texts(value, here):
                    self._watch_term(self._expand_iri(type_scoped_ctx, kind, vocab=True, base=None), kind, here)
            elif iri == "@id":
                self._watch_id(active_ctx, value, here)
            else:
                self._watch_value(active_ctx, name, value, here, options)

    def _watch_value(self, active_ctx: Any, name: str, value: Any, here: str, options: dict[str, Any]) -> None:
        coercion = self.get_context_value(active_ctx, name, "@type")
        if coercion == "@json":
            return
        for place, item in _lost_items(value, here):
            self._note(f"{place}={item}")
        if coercion not in ("@id", "@vocab"):
            return
        scoped = self.get_context_value(active_ctx, name, "@context")
        if scoped is not None:
            active_ctx = self._process_context(active_ctx, scoped, options, propagate=True, override_protected=True)
        for place, text in _texts(value, here):
            if coercion == "@id":
                self._watch_id(active_ctx, text, place)
            else:
                self._watch_term(self._expand_iri(active_ctx, text, vocab=True, base=None), text, place)

    def _watch_term(self, iri: str | None, text: str, here: str) -> None:
        """A type, or a value that stands for a term."""
        if iri is None or not ABSOLUTE_IRI.fullmatch(iri):
            self._note(f"{here}={text[:MAX_SHOWN]}")
        elif not self._agrees(here, text, iri):
            _refuse(f"{here}={text[:MAX_SHOWN]}", iri)

    def _watch_id(self, active_ctx: Any, value: Any, here: str) -> None:
        """An id must read as it is signed. A blank node's label is not signed at all."""
        if not isinstance(value, str):
            return  # PyLD refuses it
        iri = self._expand_iri(active_ctx, value, base=None)
        if iri is None or not ABSOLUTE_IRI.fullmatch(iri):
            self._note(f"{here}={value[:MAX_SHOWN]}")
        elif iri != value:
            _refuse(f"{here}={value[:MAX_SHOWN]}", iri)

    def _watch_text(self, element: dict[str, Any], path: str) -> None:
        if not element.keys() <= _TEXT_KEYWORDS or not isinstance(element.get("@language"), str):
            _refuse(path, "a value object")
        if "@direction" in element:
            self._note(f"{path}.@direction")

    def _note(self, path: str) -> None:
        self.uncovered[path] = None


def base_context(document: Mapping[str, Any]) -> object:
    """Return the first of a document's contexts, by which its data model is told."""
    contexts = document.get("@context")
    return contexts[0] if isinstance(contexts, list) and contexts else contexts


def objects(part: Any, path: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every object of a JSON value with its path, the outer before the inner."""
    if isinstance(part, dict):
        yield path, part
        for name, value in part.items():
            yield from objects(value, f"{path}.{name}" if path else name)
    elif isinstance(part, list):
        for position, value in enumerate(part):
            yield from objects(value, f"{path}[{position}]")


def _texts(value: Any, here: str) -> Iterator[tuple[str, str]]:
    """The texts directly under a name, alone or in an array."""
    if isinstance(value, str):
        yield here, value
    elif isinstance(value, list):
        for position, item in enumerate(value):
            if isinstance(item, str):
                yield f"{here}[{position}]", item


def _lost_items(value: Any, here: str) -> Iterator[tuple[str, str]]:
    """Items of an array that vanish (nulls) or whose grouping does (arrays in arrays)."""
    if isinstance(value, list):
        for position, item in enumerate(value):
            if item is None or isinstance(item, list):
                yield f"{here}[{position}]", "null" if item is None else "array"


def _refuse(path: str, meaning: str) -> None:
    raise Unsupported(
        f"The badge writes a name in a way that makes it mean something else ({path[:300]} is {meaning[:300]}), "
        "so what it says cannot be told from what was signed.",
        code="NAMES_REDEFINED",
    )
