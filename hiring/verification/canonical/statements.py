"""The statements of a document as lines of N-Quads, and the labels of blank nodes where these are easily told apart.

The blank nodes of a badge are objects without an identifier. Each is referred to once, by the object that holds it.
"""

from collections import Counter
from collections.abc import Callable
from operator import attrgetter
from typing import Any

from hiring.verification.canonical.compiled import Unsure

HashOf = Callable[[bytes], Any]


class Blank:
    """A blank node: an object without identifier. Its only reference is that of the object that holds it.

    `tails` are its statements with texts and identifiers, without the subject; `links` those with other blank nodes.
    `head` begins the statement that refers to it, where that is about an IRI; `digest` is its first degree hash.
    """

    __slots__ = ("digest", "head", "links", "tails")

    def __init__(self, tails: list[str], links: list[tuple[str, "Blank"]]) -> None:
        self.tails, self.links = tails, links
        self.digest = b""
        self.head: str | None = None

    def refer(self, reference: str, head: str | None, hash_of: HashOf) -> None:
        """Take the only statement that refers to it, and hash (RDFC-1.0, section 4.6, Hash First Degree Quads).

        That is over every statement with the node in it (`_:a`), other blank nodes unnamed (`_:z`).
        """
        lines = [f"_:a {tail}" for tail in self.tails]
        if self.links:
            lines += [f"_:a {predicate} _:z .\n" for predicate, _ in self.links]
        if reference:
            lines.append(reference)
        lines.sort()
        self.digest = hash_of("".join(lines).encode()).digest()
        self.head = head


class Part:
    """What an object and those inside it say.

    `ids` are the identifiers of all of them, each time that one occurs; `numbers` the tails that were no texts.
    """

    __slots__ = ("blanks", "ids", "lines", "node", "numbers")

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.blanks: list[Blank] = []
        self.ids: list[str] = []
        self.numbers: list[str] = []
        self.node: str | Blank = ""


def require_texts(statements: list[str], numbers: list[str]) -> None:
    """Make sure that no repeated statement is about a number: `5` and `"5"` may be one statement or, to PyLD, two.

    Raises:
        Unsure: one is.
    """
    tails = set(numbers)
    repeated = [statement for statement, count in Counter(statements).items() if count > 1]
    if any(statement in tails or statement.partition(" ")[2] in tails for statement in repeated):
        raise Unsure


def nquads(part: Part) -> str:
    """Return canonical N-Quads: blank nodes labelled in the order of their hashes (RDFC-1.0, section 4.4.3, step 5).

    Raises:
        Unsure: two of them look alike.
    """
    labels: dict[Blank, str] = {}
    blanks = sorted(part.blanks, key=_digest)
    last = b""
    for number, blank in enumerate(blanks):
        if blank.digest == last:
            raise Unsure  # they are told apart by what surrounds them
        last = blank.digest
        labels[blank] = f"_:c14n{number}"
    lines = part.lines
    for blank, label in labels.items():
        start = label + " "
        lines += [start + tail for tail in blank.tails]
        if blank.links:
            lines += [f"{start}{predicate} {labels[other]} .\n" for predicate, other in blank.links]
        if blank.head is not None:
            lines.append(f"{blank.head}{label} .\n")
    if len(set(lines)) != len(lines):
        require_texts(lines, part.numbers)
        lines = list(set(lines))
    lines.sort()  # quick, as the statements of each object are in order already
    return "".join(lines)


_digest = attrgetter("digest")
