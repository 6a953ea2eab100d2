"""The two files by which a bundle says whom its other files belong to: `candidate.json` and `applicants.csv`."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from io import StringIO
from typing import Any

from hiring.errors import IntakeError, LimitExceeded, MalformedError
from hiring.intake.names import member_path
from hiring.intake.person import claim_from_name, clean_email, clean_text
from hiring.models.artifact import ApplicantClaim
from hiring.settings import MAX_MEMBERS, MIB
from hiring.strict_json import parse_json

CANDIDATE, APPLICANTS = "candidate.json", "applicants.csv"
# Ten thousand applicants with long paths.
MAX_TABLE_BYTES = 4 * MIB
# Accepted headings, folded; German recruiters save "Datei;Name;E-Mail".
_PATH = ("folder/file", "folder", "file", "path", "filename", "directory", "bundle", "ordner", "datei")
_NAME = ("name", "applicant", "candidate", "full name", "applicant name", "candidate name")
_EMAIL = ("email", "e-mail", "mail", "email address", "e-mail address", "e-mail-adresse")


@dataclass(frozen=True, slots=True)
class Row:
    """One usable line of `applicants.csv`: `path` relative to the table, empty for its whole folder."""

    line: int
    path: str
    claim: ApplicantClaim


@dataclass(frozen=True, slots=True)
class Table:
    """The usable lines of `applicants.csv`, and what is wrong with the others, in plain words."""

    rows: tuple[Row, ...]
    complaints: tuple[str, ...]


def read_candidate(content: bytes) -> ApplicantClaim | None:
    """Return whom a `candidate.json` names, or `None` if it is a file of another kind that happens to be called so.

    Raises:
        MalformedError, LimitExceeded: it is not JSON, or names nobody (`MANIFEST_UNREADABLE`).
    """
    try:
        document = parse_json(content)
    except IntakeError as error:
        raise _unreadable(CANDIDATE, str(error)) from error
    if isinstance(document, dict) and "@context" in document:
        return None
    fields: Mapping[str, Any] = document if isinstance(document, dict) else {}
    claim = _claim(_string(fields.get("name")), _string(fields.get("email")), CANDIDATE)
    if claim is None:
        raise _unreadable(CANDIDATE, 'It should look like {"name": "Ada Lovelace", "email": "ada@example.org"}.')
    return claim


def read_applicants(content: bytes) -> Table:
    """Return the lines of an `applicants.csv`: columns `folder` (or `file`, `path`), `name`, `email`.

    Commas, semicolons or tabs; UTF-8 with or without a byte order mark, or what Excel writes on Windows.

    Raises:
        MalformedError, LimitExceeded: it is no such table (`MANIFEST_UNREADABLE`).
    """
    if len(content) > MAX_TABLE_BYTES:
        raise LimitExceeded(f"The table has more than {MAX_TABLE_BYTES // MIB} MiB.", code="MANIFEST_UNREADABLE")
    text = _decoded(content)
    heading = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=heading.count)
    rows: list[Row] = []
    complaints: list[str] = []
    try:
        table = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
        columns = [" ".join(name.casefold().split()) for name in next(table, [])]
        path, name, email = (_column(columns, names) for names in (_PATH, _NAME, _EMAIL))
        if name is None and email is None:
            raise _unreadable(APPLICANTS, "It needs the columns folder, name and email.")
        for fields in table:
            if not any(field.strip() for field in fields):
                continue
            if len(rows) + len(complaints) >= MAX_MEMBERS:
                complaints.append(f"only the first {MAX_MEMBERS:,} lines are read")
                break
            address = _field(fields, email)
            claim = _claim(_field(fields, name), address, APPLICANTS)
            if claim is None:
                complaints.append(f"line {table.line_num} names nobody")
                continue
            if address and not claim.email:
                complaints.append(f"line {table.line_num} has no usable e-mail address")
            place = _field(fields, path)
            rows.append(Row(table.line_num, member_path(place) if place else "", claim))
    except csv.Error as error:
        raise _unreadable(APPLICANTS, f"It is not a table: {error}.") from error
    return Table(tuple(rows), tuple(complaints))


def is_email_heading(heading: str) -> bool:
    """Whether a column of that heading holds e-mail addresses."""
    return " ".join(heading.casefold().split()) in _EMAIL


def _claim(name: str, email: str, known_from: str) -> ApplicantClaim | None:
    address = clean_email(email)
    name = clean_text(name)
    if name:
        return ApplicantClaim(name=name, email=address, known_from=known_from)
    return claim_from_name(address, known_from) if address else None


def _column(columns: list[str], names: tuple[str, ...]) -> int | None:
    return next((columns.index(name) for name in names if name in columns), None)


def _field(fields: list[str], column: int | None) -> str:
    return fields[column].strip() if column is not None and column < len(fields) else ""


def _string(value: object) -> str:
    return value if isinstance(value, str) else ""


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _unreadable(name: str, why: str) -> MalformedError:
    return MalformedError(
        f"This {name} says whose files these are, and it cannot be read. {why}",
        code="MANIFEST_UNREADABLE",
        next_step="Mend it, or type the names in the table of the upload page.",
    )
