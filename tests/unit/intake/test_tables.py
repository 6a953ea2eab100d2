import csv
import io
import zipfile
from contextlib import suppress
from datetime import date, datetime

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from hiring.errors import CredenceError, LimitExceeded, MalformedError
from hiring.intake.spreadsheets import read_sheet
from hiring.intake.tables import Column, read_table
from hiring.settings import MAX_TABLE_BYTES

COLUMNS = (
    Column("employee_number", ("number", "personnel no."), required=True),
    Column("name", required=True),
    Column("email", ("e-mail",)),
)


def workbook(rows: list[list[object]], hidden: bool = False) -> bytes:
    """A workbook as a spreadsheet program writes it."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True, "default_date_format": "yyyy-mm-dd"}) as book:
        if hidden:
            # A workbook cannot begin with a hidden sheet unless another one is activated.
            kept_apart = book.add_worksheet("lists")
            kept_apart.write(0, 0, "not this one")
        sheet = book.add_worksheet("Staff")
        if hidden:
            sheet.activate()
            kept_apart.hide()
        for place, cells in enumerate(rows):
            sheet.write_row(place, 0, cells)
    return stream.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        b"employee_number,name,email\n7,Ada,ada@example.org\n",
        "\ufeffNumber;Name;E-Mail\r\n7;Ada;ada@example.org\r\n".encode(),
        "Personnel No.\tNAME\tE-mail\n7\tAda\tada@example.org\n".encode("utf-16"),
        b"\n\n employee number , name , email \n 7 , Ada , ada@example.org \n",
        workbook([["Number", "Name", "E-Mail"], [7, "Ada", "ada@example.org"]]),
        workbook([["Number", "Name", "E-Mail"], [7, "Ada", "ada@example.org"]], hidden=True),
    ],
    ids=["commas", "semicolons of Excel", "Unicode text", "white space", "workbook", "second sheet"],
)
def test_the_same_table_in_every_dialect(content: bytes) -> None:
    (row,) = read_table(content, COLUMNS).rows
    assert row.cells == {"employee_number": "7", "name": "Ada", "email": "ada@example.org"}


def test_what_windows_writes_is_read() -> None:
    (row,) = read_table("number;name\n1;Søren Kjærgård\n".encode("cp1252"), COLUMNS).rows
    assert row.cells["name"] == "Søren Kjærgård"


def test_lines_are_those_of_the_file() -> None:
    table = read_table(b'number,name\n1,"two\nlines"\n\n2,Bob\n', COLUMNS)
    assert [(row.line, row.cells["name"]) for row in table.rows] == [(2, "two\nlines"), (5, "Bob")]


def test_other_columns_are_kept_apart() -> None:
    table = read_table(b"number,name,Shoe size,\n1,Ada,38,x\n", COLUMNS)
    assert table.unknown == ("Shoe size",)
    assert table.rows[0].others == {"Shoe size": "38"}
    assert table.headings == {"employee_number": "number", "name": "name"}


def test_short_lines_have_empty_cells() -> None:
    (row,) = read_table(b"number,name,email\n1\n", COLUMNS).rows
    assert row.cells == {"employee_number": "1", "name": "", "email": ""}


def test_cells_of_a_workbook_are_written_as_in_a_csv() -> None:
    rows: list[list[object]] = [["number", "name"], [date(2026, 1, 31), 0.5], [datetime(2026, 1, 31, 9, 30), True]]  # noqa: DTZ001 - as sheets have it
    found = read_table(workbook(rows), COLUMNS).rows
    assert [list(row.cells.values())[:2] for row in found] == [["2026-01-31", "0.5"], ["2026-01-31T09:30:00", "yes"]]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"name,email\nAda,a@example.org\n", "TABLE_COLUMNS"),
        (b"", "TABLE_COLUMNS"),
        (b"number,employee number,name\n1,2,Ada\n", "TABLE_COLUMNS_TWICE"),
        (b"\x00\x01\x02\x03", "TABLE_UNREADABLE"),
        (b"PK\x03\x04 no workbook", "TABLE_UNREADABLE"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "TABLE_UNREADABLE"),
    ],
)
def test_what_is_no_such_table_is_told(content: bytes, code: str) -> None:
    with pytest.raises(MalformedError) as raised:
        read_table(content, COLUMNS)
    assert raised.value.code == code
    assert raised.value.next_step


def test_two_cells_far_apart_do_not_fill_the_memory() -> None:
    honest = workbook([["number", "name"], [1, "Ada"]])
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(honest)) as given_, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for name in given_.namelist():
            made.writestr(name, given_.read(name).replace(b'r="B2"', b'r="XFD1048576"'))
    with pytest.raises(LimitExceeded) as raised:
        read_sheet(stream.getvalue())
    assert raised.value.code == "TABLE_TOO_LARGE"
    assert read_sheet(honest) == [["number", "name"], ["1", "Ada"]], "the next one is read"


def test_a_workbook_that_unpacks_too_far_is_refused() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as made, made.open("x", "w") as member:
        for _ in range(600):
            member.write(bytes(1024 * 1024))
    with pytest.raises(LimitExceeded):
        read_table(stream.getvalue(), COLUMNS)


def test_a_file_beyond_the_bound_is_not_looked_into() -> None:
    with pytest.raises(LimitExceeded):
        read_table(b"n" * (MAX_TABLE_BYTES + 1), COLUMNS)


@given(st.binary(max_size=300))
@settings(max_examples=200)
def test_any_bytes_give_a_table_or_a_named_error(content: bytes) -> None:
    with suppress(CredenceError):
        table = read_table(b"number,name\n" + content, COLUMNS)
        assert all(row.line > 1 for row in table.rows)


TEXT = st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=12)


@given(st.lists(st.tuples(TEXT, TEXT, TEXT), max_size=6), st.sampled_from(",;\t"))
@settings(max_examples=60)
def test_what_was_written_is_read(rows: list[tuple[str, str, str]], delimiter: str) -> None:
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=delimiter)
    writer.writerows([("number", "name", "email"), *rows])
    found = read_table(stream.getvalue().encode(), COLUMNS).rows
    wanted = [tuple(cell.strip() for cell in row) for row in rows if any(cell.strip() for cell in row)]
    assert [tuple(row.cells.values()) for row in found] == wanted
