"""Finds links to badges in text: one a line, a column of a table, with or without whose they are."""

import codecs
import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import StringIO

from hiring.intake.pages import address_of
from hiring.intake.person import clean_email
from hiring.settings import MIB

# Ten thousand rows with long addresses.
MAX_TEXT_BYTES = 4 * MIB
# What ends an address in running text and in tables. Brackets may stand in an address and seldom do. Schemes that are
# not followed are found as well, so that they can be told.
_LINK = re.compile(r"(?<![a-z])[a-z][a-z0-9+.-]{1,30}://[^\s<>\"'|,;\\^`{}\[\]]+", re.IGNORECASE)
_TRAILING = ".,:!?*"
# Columns of links: those that say so of badges before those that only say so of links. Columns of pages about the
# person are neither.
_BADGE_COLUMN = re.compile(r".*(?:badge|credential|assertion).*")
_LINK_COLUMN = re.compile(r".*(?:url|link|address|href).*")
_ELSEWHERE = re.compile(
    r".*(?:linked-?in|xing|git-?hub|git-?lab|web-?site|home-?page|photo|image|picture|avatar|r[eé]sum[eé]|lebenslauf).*"
    r"|(?:.*\W)?cv(?:\W.*)?"
)
_PERSON_COLUMN = re.compile(
    r"(?:(?:applicant|candidate|full|first|last|given|family|sur|vor|nach)[ _-]?)?name"
    r"|e-?mail(?:[ _-]?address|-adresse)?|applicant|candidate|bewerber"
)
# Lines that say something else beside links: fewer make a list with headings, more make a letter with a link in it.
_SHARE_OF_LINKS = 0.5
# A heading is a few words; the first line of a letter with a comma in it is none.
_MAX_HEADING = 40
_PDF = "%PDF-"


@dataclass(frozen=True, slots=True)
class LinkRow:
    """One row of a table: its line, one of its links, and the cells that name a person, by heading."""

    line: int
    link: str
    person: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class _Headed:
    """A table whose first line names its columns. `rows` begin with the second line."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def decoded(content: bytes) -> str | None:
    """Return a file's text if it could be a list of links, else `None`: too long, no text, or a markup of some kind."""
    if len(content) > MAX_TEXT_BYTES:
        return None
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = content.decode("utf-16", errors="replace")  # what some Windows programs call Unicode
    elif b"\0" in content:
        return None
    else:
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = content.decode("cp1252", errors="replace")
    if "://" not in text or "\0" in text or _PDF in text[:1024]:
        return None
    return None if text.lstrip()[:1] in ("<", "{", "%") or text.startswith("From ") else text


def links_in(text: str) -> tuple[str, ...]:
    """Return the links of a list, each once, in their order; none if it is no list of links.

    A text is one if at least half of its lines that are not blank hold a link, or if it is a table with a column of
    them; a heading and notes to some are welcome. A letter or a CV with a link in it is none.
    """
    table = _headed(text)
    if table is not None:
        return tuple(dict.fromkeys(link for row in _links_by_row(table) for link in row))
    lines = [line for line in text.splitlines() if line.strip()]
    holding = sum(_LINK.search(line) is not None for line in lines)
    if not holding or holding < _SHARE_OF_LINKS * len(lines):
        return ()
    return tuple(dict.fromkeys(_links(text)))


def rows_of(text: str) -> tuple[LinkRow, ...]:
    """Return the rows of a table of people and links; none if it is no such table.

    It has a heading for people and one for links; or no headings, and an e-mail address and a link in every row.
    """
    table = _headed(text)
    if table is None:
        return tuple(_rows_without_heading(text))
    people = [
        (place, heading.strip())
        for place, heading in enumerate(table.header)
        if _PERSON_COLUMN.fullmatch(_folded(heading))
    ]
    if not people:
        return ()
    rows = []
    for line, (cells, links) in enumerate(zip(table.rows, _links_by_row(table), strict=True), start=2):
        person = tuple((heading, cells[place].strip()) for place, heading in people if place < len(cells))
        rows += [LinkRow(line, link, person) for link in links]
    return tuple(rows)


def _rows_without_heading(text: str) -> Iterator[LinkRow]:
    rows = [(line, cells) for line, cells in enumerate(_table(text), start=1) if any(cell.strip() for cell in cells)]
    emails = [next(filter(None, map(clean_email, cells)), None) for _, cells in rows]
    if not all(emails) or not all(any(map(_LINK.search, cells)) for _, cells in rows):
        return
    for (line, cells), email in zip(rows, emails, strict=True):
        name = next((cell.strip() for cell in cells if _is_words(cell)), "")
        for link in _links(" ".join(cells)):
            yield LinkRow(line, link, (("name", name), ("email", email or "")))


def _is_words(cell: str) -> bool:
    return bool(cell.strip()) and all(character.isalpha() or character in " .'’-" for character in cell.strip())


def _links(text: str) -> Iterator[str]:
    for found in _LINK.finditer(text):
        yield _without_punctuation(found.group())


def _without_punctuation(link: str) -> str:
    """Return a link without what belongs to the sentence around it: a closing bracket only if it opens in the link."""
    unopened = link.count(")") - link.count("(")
    end = len(link)
    while link[end - 1] in _TRAILING or (link[end - 1] == ")" and unopened > 0):
        unopened -= link[end - 1] == ")"
        end -= 1
    return link[:end]


def _links_by_row(table: _Headed) -> list[list[str]]:
    """Return the links of each row that are in the chosen columns, or lead to a known site's badges from any."""
    chosen = _columns(table)
    return [
        [
            link
            for place, cell in enumerate(cells)
            for link in _links(cell)
            if place in chosen or address_of(link) is not None
        ]
        for cells in table.rows
    ]


def _columns(table: _Headed) -> frozenset[int]:
    """Choose the columns to follow among those that hold links: by what their headings say, or else all."""
    holding = {
        place: _folded(table.header[place]) if place < len(table.header) else ""
        for place in {place for cells in table.rows for place, cell in enumerate(cells) if _LINK.search(cell)}
    }
    here = {place for place, heading in holding.items() if not _ELSEWHERE.fullmatch(heading)}
    for wanted in (_BADGE_COLUMN, _LINK_COLUMN):
        named = {place for place in here if wanted.fullmatch(holding[place])}
        if named:
            return frozenset(named)
    return frozenset(here)


def _headed(text: str) -> _Headed | None:
    """Return a table whose first line is a heading that names a column of links, and holds none itself.

    At least half of its rows have as many cells as the heading: a letter may begin like one, and goes on otherwise.
    """
    header = next(_table(text), [])
    headings = [_folded(cell) for cell in header]
    named = any(_BADGE_COLUMN.fullmatch(heading) or _LINK_COLUMN.fullmatch(heading) for heading in headings)
    if len(header) < 2 or not named or any(len(cell) > _MAX_HEADING or _LINK.search(cell) for cell in header):
        return None
    _, *rows = _table(text)
    filled = [cells for cells in rows if any(cell.strip() for cell in cells)]
    if sum(len(cells) == len(header) for cells in filled) < len(filled) / 2:
        return None
    return _Headed(tuple(header), tuple(map(tuple, rows)))


def _table(text: str) -> Iterator[Sequence[str]]:
    heading = text.partition("\n")[0]
    try:
        yield from csv.reader(StringIO(text, newline=""), delimiter=max(",;\t", key=heading.count))
    except csv.Error:
        return


def _folded(heading: str) -> str:
    return " ".join(heading.casefold().split())
