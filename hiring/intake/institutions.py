"""Reads a table of institutions: what accreditation bodies and trusted lists publish, as CSV.

Columns, in any order, found by their header whatever its case:

    name         the institution (required)
    identifier   a DID or https address that its badges name as issuer
    website      its own web site, with https://; a bare host is read as one
    country      as the list writes it
    scope        what it is listed for
    valid_from, valid_until   ISO 8601 days, both inclusive

Some bodies' own headers are understood too (`HEADERS`). One of `identifier` and `website` is needed to find an issuer.
"""

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from hiring.errors import MalformedError
from hiring.models.registry import ListedInstitution
from hiring.settings import MAX_FILE_BYTES

# Headers as the downloads of DEQAR, IACET and accreditation bodies under ISO/IEC 17011 write them, besides our own.
HEADERS = {
    "name": ("name", "name_primary", "institution", "organization", "organisation", "provider", "body"),
    "identifier": ("identifier", "did", "issuer", "issuer_id"),
    "website": ("website", "website_link", "url", "web", "homepage"),
    "country": ("country", "countries", "country_code"),
    "scope": ("scope", "standard", "accreditation", "status"),
    "valid_from": ("valid_from", "from", "accredited_since", "start"),
    "valid_until": ("valid_until", "until", "expires", "expiry", "end"),
}
MAX_TEXT = 500


@dataclass(frozen=True, slots=True)
class RowProblem:
    """A row that was left out: its line number in the file (the header is 1), and why, in plain words."""

    line: int
    message: str


def read_institutions(content: bytes) -> tuple[list[ListedInstitution], list[RowProblem]]:
    """Return the institutions of a table, and the rows that name none that could be found.

    Raises:
        MalformedError: not a UTF-8 table with a column of names and one of identifiers or web sites.
    """
    if len(content) > MAX_FILE_BYTES:
        raise MalformedError("The table is larger than any that is read.", code="TABLE_TOO_LARGE")
    try:
        text = content.decode("utf-8-sig")
        header = text.partition("\n")[0]
        # By the header alone: a name may hold any of them.
        delimiter = max(",;\t", key=header.count)
        reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
        columns = _columns(reader.fieldnames or ())
        found, problems = [], []
        for row in reader:
            read = _row(row, columns)
            if isinstance(read, str):
                problems.append(RowProblem(reader.line_num, read))
            elif read is not None:
                found.append(read)
    except (UnicodeDecodeError, csv.Error) as error:
        message = f"This is not a table in UTF-8: {error}."
        raise MalformedError(message, code="TABLE_UNREADABLE", next_step="Save it as CSV (UTF-8).") from error
    return found, problems


def _columns(header: Iterable[str]) -> Mapping[str, str]:
    """Return which column of the file holds what."""
    named = {(name or "").strip().lower().replace(" ", "_").replace("-", "_"): name for name in header}
    found = {
        meaning: next((named[alias] for alias in aliases if alias in named), "") for meaning, aliases in HEADERS.items()
    }
    columns = {meaning: column for meaning, column in found.items() if column}
    if "name" not in columns or not columns.keys() & {"identifier", "website"}:
        raise MalformedError(
            "The table needs a column `name` and a column `identifier` or `website`.",
            code="TABLE_COLUMNS",
            next_step="Rename its columns; the README lists them.",
        )
    return columns


def _row(row: Mapping[str, str | None], columns: Mapping[str, str]) -> ListedInstitution | str | None:
    """Return an institution, what is wrong with the row, or `None` for an empty one."""
    cells = {meaning: (row.get(column) or "").strip()[:MAX_TEXT] for meaning, column in columns.items()}
    if not any(cells.values()):
        return None
    if not cells["name"]:
        return "The row names no institution."
    identifier, website = cells.get("identifier") or None, _website(cells.get("website", ""))
    if identifier is None and website is None:
        return f"{cells['name']} has neither an identifier nor a web site to be found by."
    try:
        days = {name: date.fromisoformat(cells[name]) for name in ("valid_from", "valid_until") if cells.get(name)}
    except ValueError:
        return f"A date of {cells['name']} is not a day such as 2026-01-31."
    return ListedInstitution(
        name=cells["name"],
        identifier=identifier,
        website=website,
        country=cells.get("country") or None,
        scope=cells.get("scope") or None,
        valid_from=days.get("valid_from"),
        valid_until=days.get("valid_until"),
    )


def _website(text: str) -> str | None:
    if not text or "." not in text or any(letter.isspace() for letter in text):
        return None
    return text if "://" in text else f"https://{text}"
