"""Reads the first visible sheet of a workbook (ISO/IEC 29500, OpenDocument) in a process that can be killed.

Two cells at the far ends of a sheet make a reader set aside memory for all that lie between them, so this must not
happen in the process that serves pages.
"""

import base64
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any

from python_calamine import CalamineError, PasswordError, SheetTypeEnum, SheetVisibleEnum, load_workbook

from hiring.isolation import serve
from hiring.settings import MAX_TABLE_COLUMNS, MAX_TABLE_ROWS


def answer(request: Any) -> dict[str, Any]:
    """Answer one request (`content`: base64): `rows` as lists of texts, or the code of an `error`."""
    try:
        return _rows(BytesIO(base64.b64decode(request["content"])))
    except PasswordError:
        return {"error": "TABLE_ENCRYPTED"}
    except MemoryError:
        return {"error": "TABLE_TOO_LARGE"}
    except (CalamineError, OSError, ValueError, LookupError, ArithmeticError):
        return {"error": "TABLE_UNREADABLE"}


def _rows(stream: BytesIO) -> dict[str, Any]:
    workbook = load_workbook(stream)
    shown = [
        sheet.name
        for sheet in workbook.sheets_metadata
        if sheet.visible == SheetVisibleEnum.Visible and sheet.typ == SheetTypeEnum.WorkSheet
    ]
    if not shown:
        return {"error": "TABLE_UNREADABLE"}
    sheet = workbook.get_sheet_by_name(shown[0])
    if sheet.total_height > MAX_TABLE_ROWS or sheet.total_width > MAX_TABLE_COLUMNS:
        return {"error": "TABLE_TOO_LARGE"}
    return {"rows": [[as_text(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]}


def as_text(cell: Any) -> str:
    """Return a cell as one would write it into a CSV: whole numbers without a point, days and times by ISO 8601."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return (cell.date() if cell.time() == time() else cell).isoformat()
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, timedelta):
        return f"{cell.total_seconds() / 3600:g}"
    return str(cell)


if __name__ == "__main__":
    serve(answer)
