"""Tables that people keep: CSV in any of its dialects, and workbooks; columns found by their headings.

A reader says what it looks for (`Column`), gets rows as texts by meaning, and reports what is wrong with a row by its
line and column, so that people can mend their file. Nothing is guessed from the order of columns.
"""

import csv
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO

from hiring.errors import LimitExceeded, MalformedError
from hiring.intake import spreadsheets
from hiring.settings import MAX_TABLE_BYTES, MAX_TABLE_COLUMNS, MAX_TABLE_ROWS, MIB

_NEXT = "Rename the columns of the table; the page lists what each may be called."


@dataclass(frozen=True, slots=True)
class Column:
    """What a reader looks for. `also`: other headings for the same; compared without case, punctuation and accents."""

    name: str
    also: tuple[str, ...] = ()
    required: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One line that is not empty. `line`: its number in the file, counted from 1. `cells`: by `Column.name`, without
    white space around them, empty where the file has nothing. `others`: by heading, what no column asked for.
    """

    line: int
    cells: Mapping[str, str]
    others: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one line, in plain words. `column` is the heading to look under, or empty."""

    line: int
    column: str
    message: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it was read. `headings`: by `Column.name`, as the file writes them. `unknown`: the other headings."""

    headings: Mapping[str, str]
    unknown: tuple[str, ...]
    rows: tuple[Row, ...]


def read_table(content: bytes, columns: Sequence[Column]) -> Table:
    """Return the rows of a CSV or of a workbook's first sheet.

    Raises:
        MalformedError: no table (`TABLE_UNREADABLE`), one that is locked (`TABLE_ENCRYPTED`), without a required column
            (`TABLE_COLUMNS`), or with two columns for one meaning (`TABLE_COLUMNS_TWICE`).
        LimitExceeded: larger than any that is read (`TABLE_TOO_LARGE`).
    """
    if len(content) > MAX_TABLE_BYTES:
        raise _too_large(f"has more than {MAX_TABLE_BYTES // MIB} MiB")
    is_workbook = content.startswith(spreadsheets.MAGIC)
    lines = enumerate(spreadsheets.read_sheet(content), 1) if is_workbook else _csv_lines(content)
    filled = ((line, cells) for line, cells in lines if any(cell.strip() for cell in cells))
    _, headings = next(filled, (0, []))
    places, unknown = _places([" ".join(heading.split()) for heading in headings], columns)
    rows: list[Row] = []
    for line, cells in filled:
        if len(rows) >= MAX_TABLE_ROWS:
            raise _too_large(f"has more than {MAX_TABLE_ROWS:,} lines")
        rows.append(Row(line, _cells(cells, places), _cells(cells, unknown)))
    named = {name: " ".join(headings[place].split()) for name, place in places.items()}
    return Table(named, tuple(unknown), tuple(rows))


def folded_heading(heading: str) -> str:
    """Return a heading as it is compared: `E-Mail Adresse` and `email_adresse` are one."""
    plain = unicodedata.normalize("NFKD", heading).casefold()
    return "".join(character for character in plain if character.isalnum())


def _places(headings: Sequence[str], columns: Iterable[Column]) -> tuple[dict[str, int], dict[str, int]]:
    if len(headings) > MAX_TABLE_COLUMNS:
        raise _too_large(f"has more than {MAX_TABLE_COLUMNS} columns")
    meanings = {folded_heading(name): column.name for column in columns for name in (column.name, *column.also)}
    places: dict[str, int] = {}
    unknown: dict[str, int] = {}
    for place, heading in enumerate(headings):
        meaning = meanings.get(folded_heading(heading))
        if meaning is None:
            if heading:
                unknown.setdefault(heading, place)
        elif meaning in places:
            message = f"Two columns of the table mean the same: “{headings[places[meaning]]}” and “{heading}”."
            raise MalformedError(message, code="TABLE_COLUMNS_TWICE", next_step="Remove or rename one of them.")
        else:
            places[meaning] = place
    missing = [column.name for column in columns if column.required and column.name not in places]
    if missing:
        wanted = ", ".join(f"“{name.replace('_', ' ')}”" for name in missing)
        raise MalformedError(f"The table has no column {wanted}.", code="TABLE_COLUMNS", next_step=_NEXT)
    return places, unknown


def _cells(cells: Sequence[str], places: Mapping[str, int]) -> dict[str, str]:
    return {name: cells[place].strip() if place < len(cells) else "" for name, place in places.items()}


def _csv_lines(content: bytes) -> Iterable[tuple[int, list[str]]]:
    text = _decoded(content)
    heading = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(",;\t", key=heading.count)
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
    try:
        # A quoted cell may hold line breaks: people look for the line where a row begins.
        before = 0
        for cells in reader:
            yield before + 1, cells
            before = reader.line_num
    except csv.Error as error:
        message = f"Line {reader.line_num} cannot be read: {error}."
        raise MalformedError(message, code="TABLE_UNREADABLE", next_step="Save it as CSV (UTF-8) again.") from error


def _decoded(content: bytes) -> str:
    """Return the text: UTF-8, what spreadsheets call Unicode text, or what they write on Windows."""
    encodings = ("utf-16",) if content.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    message = "This is neither a CSV nor a workbook."
    raise MalformedError(message, code="TABLE_UNREADABLE", next_step="Save it as CSV (UTF-8) or XLSX.")


def _too_large(how: str) -> LimitExceeded:
    message = f"The table {how}, which is more than is read."
    return LimitExceeded(message, code="TABLE_TOO_LARGE", next_step="Split it into several files.")
