"""JSON Resume (https://jsonresume.org/schema) taken apart: what one statement of a résumé is, and how it is told.

A statement is one entry of `work`, `volunteer`, `education`, `certificates`, `awards` or `projects`; the lists `skills`
and `languages` are one statement each. A résumé that holds just one statement is read as that statement, so that each
part of a larger one is a JSON Resume again.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

# Lists whose every entry is a statement, and lists that are one.
SINGLE = ("work", "volunteer", "education", "certificates", "awards", "projects")
WHOLE = ("skills", "languages")
SECTIONS = SINGLE + WHOLE
# What makes a document something else, whatever else is in it.
_FOREIGN = frozenset({"@context", "vc", "vp", "proof", "verifiableCredential", "credentialSubject", "recipient"})

# Phrases of a statement that are compared with the names of skills; further ones are a wall of words.
MAX_PHRASES = 100
# "R", "C" and "Go" are also what prose is made of; they are found where skills are listed by themselves.
MIN_PROSE_LETTERS = 3
MAX_PHRASE_LETTERS = 80
_SENTENCE = re.compile(r"[.!?](?:\s+|$)|[\n\r•▪·|]+")
_BETWEEN = re.compile(r"[,;:()\[\]/–—]\s*|\s-\s")
_JOINING = re.compile(
    r"\s+(?:and|or|with|using|via|like|including|in|on|for|to|of|from|by|as|at|und|mit|oder|et|avec|y|con)\s+",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement: its section, its place in the résumé, and the value there (an entry, or a whole list)."""

    section: str
    where: str
    value: Any

    @property
    def entries(self) -> list[Any]:
        """The value as it stands in its section: one entry, or all of the list."""
        return list(self.value) if self.section in WHOLE else [self.value]


def is_resume(document: Any) -> bool:
    """Whether a document has the shape of a JSON Resume: a person's basics, or its schema, and a list of the schema."""
    if not isinstance(document, dict) or not _FOREIGN.isdisjoint(document):
        return False
    schema = document.get("$schema")
    named = isinstance(schema, str) and "resume" in schema.casefold()
    return (named or isinstance(document.get("basics"), dict)) and any(
        isinstance(document.get(section), list) for section in SECTIONS
    )


def statements(document: dict[str, Any]) -> list[Statement]:
    """Return what a résumé states, in the order of the schema."""
    found: list[Statement] = []
    for section in SECTIONS:
        entries = document.get(section)
        if not isinstance(entries, list) or not entries:
            continue
        if section in WHOLE:
            found.append(Statement(section, section, entries))
        else:
            found += [Statement(section, f"{section}[{place}]", entry) for place, entry in enumerate(entries)]
    return found


def phrases(prose: list[str], listed: list[str]) -> tuple[str, ...]:
    """Return the phrases that may be names of skills: those `listed` by themselves, then those that `prose` is made of.

    Prose is parted where lists are and where words join ("moved services to Kubernetes and Terraform"), and only what
    stands alone between them is a phrase. The first of a sentence is left out, because it is its verb ("Excel at").
    """
    found: dict[str, None] = {}
    for phrase in listed:
        for part in (phrase, *re.split(r"[,;]\s*", phrase)):
            found.setdefault(" ".join(part.split())[:MAX_PHRASE_LETTERS])
    for text in prose:
        for phrase in _of_prose(text):
            found.setdefault(phrase)
    return tuple(phrase for phrase in found if phrase)[:MAX_PHRASES]


def _of_prose(text: str) -> Iterator[str]:
    for sentence in _SENTENCE.split(text):
        for number, part in enumerate(_BETWEEN.split(sentence)):
            pieces = _JOINING.split(part)
            for place, piece in enumerate(pieces):
                phrase = " ".join(piece.split())
                verb = number == place == 0 and len(pieces) > 1
                if not verb and MIN_PROSE_LETTERS <= len(phrase) <= MAX_PHRASE_LETTERS:
                    yield phrase
