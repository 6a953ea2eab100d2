"""Finds links to badges in text: one a line, a column of a table, a shortcut file, with or without whose they are."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO

from hiring.settings import MIB

# Ten thousand rows with long addresses.
MAX_TEXT_BYTES = 4 * MIB
# What ends an address in running text and in tables. Brackets may stand in an address and seldom do.
_LINK = re.compile(r"https?://[^\s<>\"'|,;\\^`{}\[\]]+", re.IGNORECASE)
_TRAILING = ".,:!?)*"
_LINK_COLUMN = re.compile(r".*(?:url|link|assertion|address|badge|credential|href).*")
_PERSON_COLUMN = re.compile(
    r"(?:(?:applicant|candidate|full|first|last|given|family|sur|vor|nach)[ _-]?)?name"
    r"|e-?mail(?:[ _-]?address|-adresse)?|applicant|candidate|bewerber"
)
# Lines that say something else beside links: fewer make a list with headings, more make a letter with a link in it.
_SHARE_OF_LINKS = 0.5


@dataclass(frozen=True, slots=True)
class LinkRow:
    """One row of a table: its line, its first link, and the cells that name a person, by heading."""

    line: int
    link: str
    person: tuple[tuple[str, str], ...]


def decoded(content: bytes) -> str | None:
    """Return a file's text if it could be a list of links, else `None`: too long, no text, or a markup of some kind."""
    if len(content) > MAX_TEXT_BYTES or b"://" not in content or b"\0" in content:
        return None
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    return None if text.lstrip()[:1] in ("<", "{", "%") or text.startswith("From ") else text


def links_in(text: str) -> tuple[str, ...]:
    """Return the links of a list, each once, in their order; none if it is no list of links.

    A text is one if at least half of its lines that are not blank hold a link, or if it is a table with a column of
    them; a heading and notes to some are welcome. A letter or a CV with a link in it is none.
    """
    lines = [line for line in text.splitlines() if line.strip()]
    holding = sum(_LINK.search(line) is not None for line in lines)
    if not holding or (holding < _SHARE_OF_LINKS * len(lines) and not _headed(text)):
        return ()
    return tuple(dict.fromkeys(_links(text)))


def rows_of(text: str) -> tuple[LinkRow, ...]:
    """Return the rows of a table that has a heading for people and one for links; none if it is no such table."""
    if not _headed(text):
        return ()
    header, *rest = _table(text)
    people = [
        (place, heading.strip())
        for place, heading in enumerate(header)
        if _PERSON_COLUMN.fullmatch(" ".join(heading.casefold().split()))
    ]
    if not people:
        return ()
    rows = []
    for line, cells in enumerate(rest, start=2):
        for link in _links(" ".join(cells)):
            person = tuple((heading, cells[place].strip()) for place, heading in people if place < len(cells))
            rows.append(LinkRow(line, link, person))
    return tuple(rows)


def _links(text: str) -> Iterator[str]:
    for found in _LINK.finditer(text):
        yield found.group().rstrip(_TRAILING)


def _headed(text: str) -> bool:
    """Whether the first line is a heading that names a column of links, and holds none itself."""
    header = next(_table(text), [])
    named = any(_LINK_COLUMN.fullmatch(cell.strip().casefold()) for cell in header)
    return len(header) > 1 and named and not any(_LINK.search(cell) for cell in header)


def _table(text: str) -> Iterator[list[str]]:
    heading = text.partition("\n")[0]
    try:
        yield from csv.reader(StringIO(text, newline=""), delimiter=max(",;\t", key=heading.count))
    except csv.Error:
        return
