"""A small tree of a foreign XML file: no document type, bounded in bytes, elements and depth."""

from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from hiring.errors import MalformedError

# The largest national trusted list has some 150,000 elements in eight megabytes.
MAX_ELEMENTS = 500_000
# A service's certificate stands twelve deep, what a signature says of itself some ten deeper.
MAX_DEPTH = 64


class _Bounded(TreeBuilder):
    """Builds a tree, and gives up where it grows out of bounds."""

    def __init__(self) -> None:
        super().__init__()
        self._elements = self._depth = 0

    def start(self, tag: str, attributes: dict[str, str], /) -> Element:
        """Begin an element."""
        self._elements, self._depth = self._elements + 1, self._depth + 1
        if self._elements > MAX_ELEMENTS or self._depth > MAX_DEPTH:
            raise MalformedError("The file has more in it than any trusted list.", code="XML_TOO_LARGE")
        return super().start(tag, attributes)

    def end(self, tag: str, /) -> Element:
        """End it."""
        self._depth -= 1
        return super().end(tag)


def parse_xml(content: bytes, limit: int) -> Element:
    """Return the root element.

    Raises:
        MalformedError: it is none, has a document type, or is out of bounds.
    """
    if len(content) > limit:
        raise MalformedError("The file is larger than any trusted list.", code="XML_TOO_LARGE")
    # Parsed as it stands, without the names of entities: what could grow or lead elsewhere is refused.
    parser = DefusedXMLParser(target=_Bounded(), forbid_dtd=True)
    try:
        parser.feed(content)
        root: Element = parser.close()
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise MalformedError("The file is not plain XML.", code="XML_UNREADABLE") from error
    return root
