"""Contexts compiled: what every name means in them, worked out by PyLD once per process and then looked up.

PyLD works out what a name means each time that it meets it; the contexts of badges are always the same few. Here an
active context (JSON-LD 1.1 API, section 4.1) becomes an object that remembers, for each name, the property that it
stands for and how values are coerced, and to which further contexts terms and types lead. Only contexts that are
pinned are compiled, so that no stranger's context is ever remembered.

What the fast walk does not do itself raises `Unsure`: the reference is asked then.
"""

from collections.abc import Mapping
from threading import RLock, local
from typing import Any, Final

from pyld.context_resolver import ContextResolver
from pyld.jsonld import JsonLdError, JsonLdProcessor

from hiring.errors import Unsupported
from hiring.verification.canonical.contexts import known_contexts, load_context
from hiring.verification.canonical.coverage import ABSOLUTE_IRI
from hiring.verification.canonical.repeats import Repeats
from hiring.verification.canonical.vocabulary import Vocabulary, build_vocabulary

_XSD: Final = "http://www.w3.org/2001/XMLSchema#"
RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDF_TYPE: Final = f"{RDF}type"
# Names and types that a stranger's document brings are looked up and not remembered beyond these.
MAX_REMEMBERED: Final = 5_000
# What one document may have worked out anew: contexts take milliseconds. The first of its kind takes some thirty.
MAX_NEW: Final = 200
_COST_OF_DOCUMENT: Final = 10
# Contexts that are kept; after that one begins anew. Badges of all known kinds together lead to some hundred.
MAX_HELD: Final = 1_000


class Unsure(Exception):
    """The document uses something that only the reference handles."""


class Name:
    """What a name of an object stands for in one active context.

    `keyword` is set for `@id` and `@type`; `dropped` for a name that no context defines; otherwise `predicate` is its
    IRI as N-Quads has it. Texts become literals between `opening` and `closing`, or, where `reference` is set, IRIs
    (`@id`) or terms (`@vocab`) of the context `scope`, by which the values are read. `datatype` ends literals of
    numbers and booleans where the context gives one. Where order counts (`@list`), texts end with `listed` instead.
    """

    __slots__ = (
        *("_inner", "closing", "context", "datatype", "dropped", "keyword", "listed", "opening", "predicate"),
        *("reference", "repeats", "scope", "term"),
    )

    def __init__(self, context: "Context", term: str) -> None:
        self.context, self.term = context, term
        self.keyword: str | None = None
        self.dropped = False
        self.predicate = self.opening = ""
        self.closing: str | None = None
        self.listed: str | None = None
        self.datatype: str | None = None
        self.reference: str | None = None
        self.scope = context
        self.repeats = Repeats()
        self._inner: Context | None = None
        self._compile()

    def inner(self, *, revert: bool = True) -> "Context":
        """Return the context that an object under this name is read by, before its own contexts and types.

        `revert`: contexts of the outer object's types end here (JSON-LD 1.1 API, section 5.1.2, steps 7 and 8).
        """
        if self._inner is not None and revert:
            return self._inner
        context = self.scope.previous if revert and self.scope.previous is not None else self.scope
        own = _scoped(self.scope.raw["mappings"].get(self.term))
        if own is not None:
            context = context.extended(("property", self.context, self.term), own, override=True)
        if revert:
            self._inner = context
        return context

    def _compile(self) -> None:
        context, term = self.context, self.term
        iri = context.expand(term)
        if iri is None or not (iri.startswith("@") or ABSOLUTE_IRI.fullmatch(iri)):
            if term in ("id", "type") or ":" in term:
                raise Unsure
            self.dropped = True
            return
        if (
            term.startswith("@")
            or (term == "id" and iri != "@id")
            or iri.startswith("_:")
            or not context.vocabulary.agrees(term, iri)
        ):
            raise Unsure
        if iri.startswith("@"):
            if (term, iri) not in (("id", "@id"), ("type", "@type")):
                raise Unsure
            self.keyword = iri
            return
        definition = context.raw["mappings"].get(term) or {}
        if definition.get("reverse") or definition.get("@nest") or iri.startswith(RDF):
            raise Unsure
        if any(name in definition or name in context.raw for name in ("@language", "@direction")):
            raise Unsure
        containers = set(definition.get("@container") or ())
        if not containers <= {"@set"} and containers != {"@list"}:
            raise Unsure
        self.predicate = f"<{iri}>"
        self.opening = f'<{iri}> "'
        self._coerce(definition)
        if containers == {"@list"}:
            self.listed, self.closing = self.closing, None
            if self.listed is None:
                raise Unsure
        own = _scoped(definition)
        if own is not None:
            self.scope = context.extended(("term", term), own, override=True)
            # Values are coerced by the scoped context, which may define the very name anew.
            if self.scope.raw["mappings"].get(term) != definition or self.scope.expand(term) != iri:
                raise Unsure

    def _coerce(self, definition: Mapping[str, Any]) -> None:
        kind = definition.get("@type")
        if kind in ("@id", "@vocab"):
            self.reference = kind
        elif kind is None or kind == "@none":
            self.closing = '" .\n'
        elif kind.startswith("@") or kind == f"{_XSD}double" or not ABSOLUTE_IRI.fullmatch(kind):
            raise Unsure
        else:
            self.datatype = '"' if kind == f"{_XSD}string" else f'"^^<{kind}>'
            self.closing = f"{self.datatype} .\n"


def _scoped(definition: Mapping[str, Any] | None) -> Any:
    """Return the context scoped to a term, if it has one."""
    own = definition.get("@context") if definition else None
    if own is False:
        raise Unsure
    return own


class Context:
    """One active context. Its names and types, and the contexts that it leads to, are worked out when first met."""

    def __init__(self, compiler: "Compiler", raw: Mapping[str, Any], vocabulary: Vocabulary) -> None:
        """`raw` is the active context as PyLD has it."""
        self._compiler, self.raw, self.vocabulary = compiler, raw, vocabulary
        self.names: dict[str, Name] = {}
        self._terms: dict[str, str | None] = {}
        self._next: dict[Any, Context] = {}
        self._typed: dict[tuple[str, ...], Context] = {}
        before = raw.get("previousContext")
        self.previous: Context | None = None if before is None else compiler.wrap(before, vocabulary)
        for term, definition in raw["mappings"].items():
            if definition and definition["@id"] in ("@id", "@type", "@value") and term not in ("id", "type"):
                raise Unsure  # another word for these than the usual one: the walk does not look for it

    def expand(self, term: str) -> str | None:
        """Return what a term or compact IRI stands for (section 5.2, with vocabulary and without base)."""
        iri: str | None = self._compiler.processor._expand_iri(self.raw, term, vocab=True, base=None)
        return iri

    def name(self, term: str) -> Name:
        """Return what a name stands for.

        Raises:
            Unsure: something that only the reference handles.
        """
        found = self.names.get(term)
        if found is None:
            found = Name(self, term)
            if len(self.names) >= MAX_REMEMBERED:
                self.names.clear()
            self.names[term] = found
        return found

    def term(self, text: str) -> str | None:
        """Return the IRI of a type, or of a value that is a term, as N-Quads has it; `None` if it has none.

        Raises:
            Unsure: it stands for something else than the reviewed contexts say, or is no plain name.
        """
        try:
            return self._terms[text]
        except KeyError:
            iri = self.expand(text)
            defined = iri is not None and ABSOLUTE_IRI.fullmatch(iri) is not None
            if defined and not self.vocabulary.agrees(text, str(iri)):
                raise Unsure from None
            if not defined and (text.startswith("@") or ":" in text or iri != text):
                raise Unsure from None
            if len(self._terms) >= MAX_REMEMBERED:
                self._terms.clear()
            self._terms[text] = found = f"<{iri}>" if defined else None
            return found

    def prefixed(self, iri: str) -> bool:
        """Whether an absolute IRI begins with a term of this context, by which it might stand for another one."""
        prefix, _, rest = iri.partition(":")
        return prefix in self.raw["mappings"] and not rest.startswith("//")

    def typed(self, types: tuple[str, ...]) -> "Context":
        """Return the context for an object of these types, given in order (section 5.1.2, step 11)."""
        found = self._typed.get(types)
        if found is None:
            found = self
            for kind in types:
                own = _scoped(self.raw["mappings"].get(kind))
                if own is not None:
                    found = found.extended(("type", self, kind), own, propagate=False)
            if len(self._typed) >= MAX_REMEMBERED:
                self._typed.clear()
            self._typed[types] = found
        return found

    def documents(self, urls: tuple[str, ...]) -> "Context":
        """Return the context after those that an object names.

        Raises:
            Unsure: one is not known, they contradict each other, or they are too many.
        """
        found = self._next.get(urls)
        if found is None:
            if not self._compiler.known.issuperset(urls):
                raise Unsure
            found = self.extended(urls, list(urls))
        return found

    def extended(self, key: Any, stated: Any, *, override: bool = False, propagate: bool = True) -> "Context":
        """Return the context after a local one (section 4.1), which `key` stands for."""
        found = self._next.get(key)
        if found is None:
            found = self._compiler.process(self, stated, override, propagate)
            if len(self._next) >= MAX_REMEMBERED:
                self._next.clear()
            self._next[key] = found
        return found


class Compiler:
    """Makes contexts for documents whose first context is a data model's. All of them start from `root`."""

    def __init__(self, base: str) -> None:
        self.processor = JsonLdProcessor()
        self._lock = RLock()  # PyLD's caches are for one thread at a time
        self._wrapped: dict[int, Context] = {}
        self._budget = local()
        self._options = {
            "base": None,
            "documentLoader": _document,
            "contextResolver": ContextResolver({}, _document),
            "processingMode": "json-ld-1.1",
            "isFrame": False,
        }
        self.known = frozenset(known_contexts())
        vocabulary = build_vocabulary(base, load_context, known_contexts())
        self.root = self.wrap(self.processor._get_initial_context(self._options), vocabulary)

    def begin(self) -> Context:
        """Return where the next document of this thread starts from."""
        self._budget.left = MAX_NEW
        return self.root

    @property
    def full(self) -> bool:
        """Whether so much was worked out that another compiler should take over."""
        return len(self._wrapped) > MAX_HELD

    def wrap(self, raw: Mapping[str, Any], vocabulary: Vocabulary) -> Context:
        """Return the context of an active context of PyLD's, the same for the same one."""
        found = self._wrapped.get(id(raw))
        if found is None:
            found = self._wrapped[id(raw)] = Context(self, raw, vocabulary)  # keeps `raw`, and so its id, alive
        return found

    def process(self, context: Context, stated: Any, override: bool, propagate: bool) -> Context:
        """Return what PyLD makes of a local context on top of an active one."""
        self._budget.left -= _COST_OF_DOCUMENT * len(stated) if isinstance(stated, list) else 1
        if self._budget.left < 0:
            raise Unsure
        with self._lock:
            try:
                raw = self.processor._process_context(
                    context.raw, stated, self._options, override_protected=override, propagate=propagate
                )
            except (JsonLdError, Unsupported, ValueError, TypeError, KeyError, AttributeError, IndexError) as error:
                raise Unsure from error
            return self.wrap(raw, context.vocabulary)


def _document(url: str, _options: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "contentType": "application/ld+json",
        "contextUrl": None,
        "documentUrl": url,
        "document": load_context(url),
        "tag": "static",
    }
