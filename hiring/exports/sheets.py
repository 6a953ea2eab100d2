"""Workbooks (XLSX) of tables: typed cells, filters, headings that stay in view. Text is text, however it begins."""

import io
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime

import polars as pl
import xlsxwriter

# What a cell of a workbook can hold (ISO/IEC 29500, SpreadsheetML), and a sheet's name.
MAX_CELL, MAX_SHEET_NAME = 32_767, 31
_FORBIDDEN_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
_WIDEST = 60
_SAMPLE = 200
# Lines written between two times that progress is told.
_TOLD = 500
# Where a formula could begin, with the wide forms of its signs: at the start, or after other countries' separators.
_FORMULA = re.compile(r"(\A(?=[\t\r\n])|(?:\A|[;\t|])(?=\s*[=+\-@＝＋－＠]))")


def workbook(tables: Mapping[str, pl.DataFrame], progress: Callable[[int, int], None] | None = None) -> bytes:
    """Return a workbook with a sheet for each table, in their order, named after it.

    `progress` is told the lines written, and of how many; what it raises ends the work.
    """
    stream = io.BytesIO()
    # Nothing that came from outside may become a formula, a link or a number on its way.
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "nan_inf_to_errors": True,
    }
    written, total = 0, sum(table.height for table in tables.values())
    with xlsxwriter.Workbook(stream, options) as book:
        heading = book.add_format({"bold": True, "bottom": 1, "valign": "top", "text_wrap": True})
        formats = {
            date: book.add_format({"num_format": "yyyy-mm-dd"}),
            str: book.add_format({"text_wrap": True, "valign": "top"}),
        }
        formats[datetime] = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        for name, table in tables.items():
            sheet = book.add_worksheet(name.translate(_FORBIDDEN_IN_NAMES).strip("' ")[:MAX_SHEET_NAME] or "Table")
            for place, column in enumerate(table.columns):
                sheet.write_string(0, place, column[:MAX_CELL], heading)
                sheet.set_column(place, place, _width(table, column))
            for line, row in enumerate(table.iter_rows(), 1):
                for place, value in enumerate(row):
                    _write(sheet, line, place, value, formats)
                written += 1
                if progress and written % _TOLD == 0:
                    progress(written, total)
            sheet.freeze_panes(1, 1)
            if table.width:
                sheet.autofilter(0, 0, max(table.height, 1), table.width - 1)
    return stream.getvalue()


def safe_cell(text: str) -> str:
    """Return a text for a CSV that no spreadsheet program takes for a formula (OWASP, CSV injection).

    Where another separator than the comma is usual, a program may begin a cell within ours: that is none either.
    """
    return _FORMULA.sub(r"\1'", text)


def csv(table: pl.DataFrame) -> bytes:
    """Return a table as CSV: UTF-8 with a byte order mark, which spreadsheet programs need to read names right."""
    texts = [
        pl.col(name).map_elements(safe_cell, return_dtype=pl.String)
        for name, kind in table.schema.items()
        if kind == pl.String
    ]
    return (
        b"\xef\xbb\xbf"
        + table.with_columns(texts).rename({name: safe_cell(name) for name in table.columns}).write_csv().encode()
    )


def _write(
    sheet: "xlsxwriter.worksheet.Worksheet", line: int, place: int, value: object, formats: Mapping[type, object]
) -> None:
    if value is None:
        return
    if isinstance(value, bool):
        sheet.write_boolean(line, place, value)
    elif isinstance(value, int | float):
        sheet.write_number(line, place, value)
    elif isinstance(value, datetime):
        # Spreadsheets know no time zones; ours are UTC throughout.
        sheet.write_datetime(line, place, value.replace(tzinfo=None), formats[datetime])
    elif isinstance(value, date):
        sheet.write_datetime(line, place, value, formats[date])
    else:
        sheet.write_string(line, place, str(value)[:MAX_CELL], formats[str])


def _width(table: pl.DataFrame, column: str) -> int:
    longest = max((len(str(value)) for value in table[column].head(_SAMPLE).to_list()), default=0)
    return min(max(longest, len(column), 8) + 2, _WIDEST)
