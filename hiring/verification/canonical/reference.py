"""The reference canonicaliser: PyLD, in this process, without a bound of time.

For documents of strangers use `isolated.IsolatedCanonicaliser`, which runs this one in a process that can be killed.
"""

import re
from collections.abc import Mapping
from copy import deepcopy
from threading import Lock
from types import MappingProxyType
from typing import Any

from pyld.context_resolver import ContextResolver
from pyld.jsonld import JsonLdError

from hiring.errors import MalformedError, Unsupported
from hiring.verification.canonical.base import Canonical, HashName
from hiring.verification.canonical.contexts import CREDENTIALS_V1, CREDENTIALS_V2, known_contexts, load_context
from hiring.verification.canonical.coverage import ABSOLUTE_IRI, CoverageProcessor
from hiring.verification.canonical.rdfc import Rdfc10
from hiring.verification.canonical.refusals import require_plain_contexts, require_whole_nodes
from hiring.verification.canonical.vocabulary import Vocabulary, build_vocabulary

_LANGUAGE_TAG = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")  # BCP 47, well-formed enough for N-Quads
# Processed contexts that are kept. There are two dozen known ones; the rest are objects out of documents.
_MAX_CACHED_CONTEXTS = 256


class ReferenceCanonicaliser:
    """RDFC-1.0 over PyLD's JSON-LD 1.1 processing, with no document base and reviewed contexts only."""

    def __init__(self, extra_contexts: Mapping[str, Mapping[str, Any]] = MappingProxyType({})) -> None:
        """`extra_contexts`: context documents by URL, as trusted as the pinned ones and asked before them."""
        self._extra = extra_contexts
        self._vocabularies: dict[str, Vocabulary] = {}
        self._cache: dict[str, Any] = {}
        self._lock = Lock()

    def canonicalise(self, document: Mapping[str, Any], hash_name: HashName = "SHA-256") -> Canonical:
        """See `Canonicaliser.canonicalise`. Runs as long as it takes."""
        base = require_plain_contexts(document)
        if base not in (CREDENTIALS_V1, CREDENTIALS_V2):
            raise Unsupported("The badge does not begin with the context of a data model.", code="CONTEXT_BASE")
        self._require_known_contexts(document)
        require_whole_nodes(document)
        with self._lock:
            processor = CoverageProcessor(self._vocabulary, base)
            try:
                dataset = processor.to_rdf(dict(document), self._options())
                _require_safe(dataset)
                nquads = Rdfc10(hash_name).canonical_nquads(dataset)
            except JsonLdError as error:
                raise _malformed(_innermost(error)) from error
            except (ValueError, TypeError, KeyError, AttributeError, IndexError, ArithmeticError) as error:
                # PyLD trusts its input to be of the expected shape; a document that is not is malformed.
                raise _malformed(error) from error
            except RecursionError as error:
                raise _malformed("nested too deeply") from error
            finally:
                if len(self._cache) > _MAX_CACHED_CONTEXTS:
                    self._cache.clear()
        return Canonical(nquads.encode(), tuple(processor.uncovered))

    def _load(self, url: str) -> dict[str, Any]:
        return deepcopy(dict(self._extra[url])) if url in self._extra else load_context(url)

    def _vocabulary(self, base: object) -> Vocabulary | None:
        if base not in (CREDENTIALS_V1, CREDENTIALS_V2) or not isinstance(base, str):
            return None
        if base not in self._vocabularies:
            urls = dict.fromkeys((*known_contexts(), *self._extra))
            self._vocabularies[base] = build_vocabulary(base, self._load, urls)
        return self._vocabularies[base]

    def _options(self) -> dict[str, Any]:
        # base=None: PyLD's default resolves undefined types against an invented base and so signs something else.
        # The resolver is ours because PyLD's own caches by URL for the whole process.
        return {
            "base": None,
            "documentLoader": self._remote_document,
            "contextResolver": ContextResolver(self._cache, self._remote_document),
            "produceGeneralizedRdf": False,
        }

    def _remote_document(self, url: str, _options: Mapping[str, Any]) -> dict[str, Any]:
        return {
            "contentType": "application/ld+json",
            "contextUrl": None,
            "documentUrl": url,
            "document": self._load(url),
            "tag": "static",
        }

    def _require_known_contexts(self, document: Mapping[str, Any]) -> None:
        """Ask for every context by name before PyLD does, which would wrap the answer in an error of its own."""
        pending: list[Any] = [dict(document)]
        while pending:
            part = pending.pop()
            if isinstance(part, list):
                pending += part
            elif isinstance(part, dict):
                pending += part.values()
                contexts = part.get("@context")
                for context in contexts if isinstance(contexts, list) else [contexts]:
                    if isinstance(context, str):
                        self._load(context)


def _require_safe(dataset: Mapping[str, Any]) -> None:
    """Refuse what would not come out of N-Quads as it went in: an IRI with `>` in it writes quads of its own."""
    for graph, triples in dataset.items():
        if graph != "@default":
            _require_name(graph)
        for triple in triples:
            for term in (triple["subject"], triple["predicate"], triple["object"]):
                if term["type"] == "literal":
                    _require_name(term["datatype"])
                    if "language" in term and not _LANGUAGE_TAG.fullmatch(term["language"]):
                        raise _malformed("a language tag is not one")
                else:
                    _require_name(term["value"])


def _require_name(value: str) -> None:
    if not value.startswith("_:b") and not ABSOLUTE_IRI.fullmatch(value):
        raise _malformed("an identifier holds characters that no identifier can")


def _innermost(error: BaseException) -> BaseException:
    while error.__cause__ is not None:
        error = error.__cause__
    return error


def _malformed(reason: object) -> MalformedError:
    first_line = str(reason).partition("\n")[0]  # PyLD appends the context that it was processing
    return MalformedError(f"The badge is not well-formed JSON-LD: {first_line[:300]}", code="NOT_JSON_LD")
