"""A document walked straight to its statements, without the forms in between that PyLD makes.

It does what the JSON-LD 1.1 API's expansion, node map and RDF conversion do together, for the documents that badges
are: nested objects with texts, numbers and identifiers under names of pinned contexts. Anything else raises `Unsure`.

Objects with an identifier that were met before under the same name (an issuer, an achievement, over and over in a
bundle) are not walked again: what they say does not depend on where they stand.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

import orjson

from hiring.verification.canonical.compiled import RDF, RDF_TYPE, Context, Name, Unsure
from hiring.verification.canonical.contexts import CREDENTIALS_V1, CREDENTIALS_V2
from hiring.verification.canonical.coverage import ABSOLUTE_IRI, MAX_SHOWN, base_context
from hiring.verification.canonical.statements import Blank, Part, require_texts

_OTHER: Final = {CREDENTIALS_V1: CREDENTIALS_V2, CREDENTIALS_V2: CREDENTIALS_V1}
_TYPE: Final = f"<{RDF_TYPE}> "
_FIRST, _REST, _NIL = (f"<{RDF}{name}>" for name in ("first", "rest", "nil"))
_BOOLEAN: Final = '"^^<http://www.w3.org/2001/XMLSchema#boolean>'
_INTEGER: Final = '"^^<http://www.w3.org/2001/XMLSchema#integer>'
# Beyond this JSON-LD writes whole numbers as floating point ones (JSON-LD 1.1 API, section 8.2.2).
_MAX_INTEGER: Final = 10**21
# Canonical N-Quads (RDF 1.2 N-Quads, section 3) escapes these and nothing else.
_ESCAPES: Final = {code: f"\\u{code:04X}" for code in (*range(0x20), 0x7F)} | {
    ord(letter): f"\\{name}" for letter, name in zip('\\"\n\r\t\b\f', '\\"nrtbf', strict=True)
}
# Things left out that are told of one document; one with more is left to the reference.
_MAX_NOTES: Final = 64

_is_iri = ABSOLUTE_IRI.fullmatch

# Where an object stands: the outer one's place, its name there, and its position if it is one of several.
Place = tuple[Any, str, int] | None


class Walk:
    """One walk through one document."""

    def __init__(self, hash_of: Callable[[bytes], Any], base: str, *, sharing: bool) -> None:
        """`hash_of`: the hash function; `base`: the document's first context; `sharing`: whether to use memory."""
        self._hash_of, self._base, self._sharing = hash_of, base, sharing
        self.part = Part()
        self.notes: list[tuple[Place, int, int, str]] = []

    def document(self, document: Mapping[str, Any], root: Context) -> None:
        """Walk the whole document; `part` and `uncovered` tell what was found.

        Raises:
            Unsure: the reference has to be asked.
        """
        node = self._object(document, root, None)
        if isinstance(node, Blank):
            self._refer(node, "", None)
        if not self.part.lines and not self.part.blanks:
            raise Unsure

    def _object(self, element: Mapping[str, Any], context: Context, place: Place) -> str | Blank:
        """Walk an object, `context` being the one before its own contexts and types; return it as N-Quads has it."""
        if "@context" in element:
            context = context.documents(self._contexts(element))
        tails: list[str] = []
        types = element.get("type")
        if types is not None:
            context = self._types(types, context, element, place, tails)
        names = context.names
        links: list[tuple[str, Blank]] = []
        subject: str | None = None
        for key, value in element.items():
            name = names.get(key)
            if name is None:
                if key == "@context":
                    continue
                name = context.name(key)
            if value.__class__ is str and name.closing is not None:
                if not value.isprintable() or '"' in value or "\\" in value:
                    value = value.translate(_ESCAPES)
                tails.append(name.opening + value + name.closing)
            elif name.predicate:
                self._values(element, name, value, place, tails, links)
            elif name.dropped:
                self._dropped(element, key, value, place)
            elif name.keyword == "@id":
                subject = self._iri(value, context)
                self.part.ids.append(value)
            elif types is None:
                raise Unsure
        return self._close(subject, tails, links)

    def _close(self, subject: str | None, tails: list[str], links: list[tuple[str, Blank]]) -> str | Blank:
        if len(tails) > 1 and len(set(tails)) != len(tails):
            require_texts(tails, self.part.numbers)
            tails = list(dict.fromkeys(tails))
        tails.sort()
        if subject is None:
            for predicate, blank in links:
                self._refer(blank, f"_:z {predicate} _:a .\n", None)
            return Blank(tails, links)
        start = subject + " "
        self.part.lines += [start + tail for tail in tails]
        for predicate, blank in links:
            head = f"{start}{predicate} "
            self._refer(blank, f"{head}_:a .\n", head)
        return subject

    def _refer(self, blank: Blank, reference: str, head: str | None) -> None:
        blank.refer(reference, head, self._hash_of)
        self.part.blanks.append(blank)

    def _contexts(self, element: Mapping[str, Any]) -> tuple[str, ...]:
        stated = element["@context"]
        urls = tuple(stated) if isinstance(stated, list) else (stated,)
        # A presented credential of the other data model is read with that model's vocabulary.
        if not urls or not all(isinstance(url, str) for url in urls) or base_context(element) == _OTHER[self._base]:
            raise Unsure
        return urls

    def _types(
        self, stated: Any, context: Context, element: Mapping[str, Any], place: Place, tails: list[str]
    ) -> Context:
        if context.name("type").keyword != "@type":
            raise Unsure
        types = [stated] if stated.__class__ is str else stated
        if types.__class__ is not list or not types:
            raise Unsure
        for position, kind in enumerate(types):
            if kind.__class__ is not str:
                raise Unsure
            iri = context.term(kind)
            if iri is not None:
                tails.append(f"{_TYPE}{iri} .\n")
            else:
                self._note(element, "type", position, place, f"={kind[:MAX_SHOWN]}")
        context = context.typed((types[0],) if len(types) == 1 else tuple(sorted(types)))
        if context.name("type").keyword != "@type":
            raise Unsure
        return context

    def _values(
        self,
        element: Mapping[str, Any],
        name: Name,
        value: Any,
        place: Place,
        tails: list[str],
        links: list[tuple[str, Blank]],
    ) -> None:
        if name.listed is not None:
            self._list(name, name.listed, value, links)
            return
        if value.__class__ is not list:
            self._value(name, value, (place, name.term, -1), tails, links)
            return
        for position, item in enumerate(value):
            if item is None:
                self._note(element, name.term, position, place, f"[{position}]=null")
            else:
                self._value(name, item, (place, name.term, position), tails, links)

    def _list(self, name: Name, closing: str, value: Any, links: list[tuple[str, Blank]]) -> None:
        """Chain the texts of a list (JSON-LD 1.1 API, section 8.3, List Conversion)."""
        items = value if value.__class__ is list else [value]
        following: Blank | None = None
        for item in reversed(items):
            if item.__class__ is not str:
                raise Unsure
            cell = Blank([f'{_FIRST} "{item.translate(_ESCAPES)}{closing}'], [])
            if following is None:
                cell.tails.append(f"{_REST} {_NIL} .\n")
            else:
                cell.links.append((_REST, following))
                self._refer(following, f"_:z {_REST} _:a .\n", None)
            following = cell
        if following is None:
            raise Unsure
        links.append((name.predicate, following))

    def _value(self, name: Name, value: Any, place: Place, tails: list[str], links: list[tuple[str, Blank]]) -> None:
        kind = value.__class__
        if kind is str:
            tails.append(self._text(name, value))
        elif kind is dict:
            node = self._child(name, value, place)
            if node.__class__ is str:
                tails.append(f"{name.predicate} {node} .\n")
            else:
                links.append((name.predicate, node))  # type: ignore[arg-type]
        elif value is None:
            return
        elif kind is bool and name.reference is None:
            tail = f"{name.opening}{'true' if value else 'false'}{name.datatype or _BOOLEAN} .\n"
            tails.append(tail)
            self.part.numbers.append(tail)
        elif kind is int and name.reference is None and -_MAX_INTEGER < value < _MAX_INTEGER:
            tail = f"{name.opening}{value}{name.datatype or _INTEGER} .\n"
            tails.append(tail)
            self.part.numbers.append(tail)
        else:
            raise Unsure

    def _text(self, name: Name, text: str) -> str:
        if name.closing is not None:
            return name.opening + text.translate(_ESCAPES) + name.closing
        if name.reference == "@id":
            return f"{name.predicate} {self._iri(text, name.scope)} .\n"
        term = name.scope.term(text)
        if term is None:
            raise Unsure
        return f"{name.predicate} {term} .\n"

    def _iri(self, value: Any, context: Context) -> str:
        """Return an identifier that is signed as it reads."""
        if value.__class__ is not str or _is_iri(value) is None or context.prefixed(value):
            raise Unsure
        return f"<{value}>"

    def _child(self, name: Name, element: dict[str, Any], place: Place) -> str | Blank:
        if not element:
            raise Unsure
        if len(element) == 1 and "id" in element:
            return self._referred(name, element["id"])
        repeats = name.repeats
        if not self._sharing or "id" not in element or not repeats.worth_seeking():
            return self._object(element, name.inner(), place)
        try:
            key = orjson.dumps(element)
        except TypeError as error:
            raise Unsure from error
        found: Part | None = repeats.find(key)
        if found is None:
            found = self._apart(name, element, place)
            found.lines.sort()
            if not self.notes and found.node.__class__ is str:
                repeats.keep(key, found)
        outer = self.part
        outer.lines += found.lines
        outer.blanks += found.blanks
        outer.ids += found.ids
        outer.numbers += found.numbers
        return found.node

    def _referred(self, name: Name, value: Any) -> str:
        """Return an object that is nothing but an identifier.

        It may be read by the contexts of the outer object's types or without them: it has to be the same.
        """
        for context in (name.inner(), name.inner(revert=False)):
            if context.name("id").keyword != "@id":
                raise Unsure
            node = self._iri(value, context)
        self.part.ids.append(value)
        return node

    def _apart(self, name: Name, element: dict[str, Any], place: Place) -> Part:
        outer, self.part = self.part, Part()
        try:
            self.part.node = self._object(element, name.inner(), place)
            return self.part
        finally:
            self.part = outer

    def _dropped(self, element: Mapping[str, Any], key: str, value: Any, place: Place) -> None:
        if isinstance(value, dict | list):
            raise Unsure  # there may be contexts in it that are not known
        self._note(element, key, 0, place, "")

    def _note(self, element: Mapping[str, Any], key: str, position: int, place: Place, rest: str) -> None:
        if len(self.notes) >= _MAX_NOTES:
            raise Unsure
        self.notes.append((place, list(element).index(key), position, f"{key}{rest}"))

    def uncovered(self) -> tuple[str, ...]:
        """Return the paths of what is left out, in the reference's order: an object's own first, then by name."""
        told = []
        for place, key, position, rest in self.notes:
            steps: list[tuple[str, int]] = []
            while place is not None:
                place, name, at = place
                steps.append((name, at))
            steps.reverse()
            order = [(1, name, at) for name, at in steps] + [(0, "", key), (0, "", position)]
            path = ".".join([*(name if at < 0 else f"{name}[{at}]" for name, at in steps), rest])
            told.append((order, path))
        return tuple(dict.fromkeys(path for _, path in sorted(told)))
