import io
import zipfile
from collections.abc import Sequence
from datetime import UTC, date, datetime

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from python_calamine import load_workbook

from hiring.exports.sheets import csv, safe_cell, workbook
from hiring.exports.typeset import Format, typeset

TABLE = pl.DataFrame(
    {
        "Name": ["Ada", "=HYPERLINK(1)", None],
        "Score": [1.5, 2.0, None],
        "Badges": [3, 4, None],
        "Since": [date(2026, 1, 31), None, None],
        "At": [datetime(2026, 1, 31, 9, 30, tzinfo=UTC), None, None],
        "Met": [True, False, None],
    }
)
HEATMAP = {
    "title": "Coverage in *Company* #panic()",
    "lines": ["As of 1 Dec 2026.", "$x$ [link](http://example.org)"],
    "head": "Unit",
    "columns": ["SQL", "Γλώσσα"],
    "rows": [
        {
            "name": "Cloud",
            "cells": [
                {"text": "50%", "small": "/12", "fill": "#00224E", "ink": "#FFFFFF", "hatched": False},
                {"text": "•", "small": "", "fill": None, "ink": "#5A5A5A", "hatched": True},
            ],
        }
    ],
}


def read(content: bytes) -> Sequence[Sequence[object]]:
    return load_workbook(io.BytesIO(content)).get_sheet_by_index(0).to_python()


def test_a_workbook_keeps_types_and_takes_no_text_for_a_formula() -> None:
    content = workbook({"People/all": TABLE, "": TABLE.clear()})
    assert read(content) == [
        ["Name", "Score", "Badges", "Since", "At", "Met"],
        ["Ada", 1.5, 3.0, date(2026, 1, 31), datetime(2026, 1, 31, 9, 30), True],  # noqa: DTZ001 - as sheets have it
        ["=HYPERLINK(1)", 2.0, 4.0, "", "", False],
    ]
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "autoFilter" in sheet
    assert 'state="frozen"' in sheet
    assert load_workbook(io.BytesIO(content)).sheet_names == ["People all", "Table"]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n1", " =1", "＝1"])
def test_a_csv_is_safe_to_open(text: str) -> None:
    content = csv(pl.DataFrame({"a": [text], "=b": [1]}))
    assert content.startswith(b"\xef\xbb\xbfa,'=b\n")
    assert content.decode("utf-8-sig").partition("\n")[2].lstrip('"').startswith("'")


@pytest.mark.parametrize(("text", "safe"), [("a;=1", "a;'=1"), ("a\t@b", "a\t'@b"), ("C++; a-b", "C++; a-b")])
def test_no_formula_begins_where_other_countries_separate(text: str, safe: str) -> None:
    assert safe_cell(text) == safe


def test_progress_of_a_workbook_is_told_and_ends_it() -> None:
    told: list[tuple[int, int]] = []
    table = pl.DataFrame({"a": range(1_200)})
    workbook({"A": table, "B": TABLE}, lambda done, total: told.append((done, total)))
    assert told == [(500, 1_203), (1_000, 1_203)]

    def enough(done: int, total: int) -> None:
        raise TimeoutError

    with pytest.raises(TimeoutError):
        workbook({"A": table}, enough)


@given(st.text(max_size=40))
@settings(max_examples=50)
def test_any_text_comes_back_from_a_workbook(text: str) -> None:
    kept = "".join(
        letter
        for letter in text
        if letter >= " " and not 0xD800 <= ord(letter) < 0xE000 and letter not in "\ufffe\uffff"
    )
    (_, row) = read(workbook({"T": pl.DataFrame({"a": ["x" + kept]})}))
    assert row == ["x" + kept]
    assert not safe_cell(text).strip().startswith(("=", "+", "-", "@"))
    assert safe_cell(safe_cell(text)) == safe_cell(text)


@pytest.mark.parametrize(("form", "begins"), [("pdf", b"%PDF"), ("png", b"\x89PNG"), ("svg", b"<svg")])
def test_a_page_in_each_form(form: Format, begins: bytes) -> None:
    assert typeset("heatmap", HEATMAP, form).startswith(begins)


def test_a_pdf_is_tagged_has_its_fonts_and_shows_texts_letter_by_letter() -> None:
    reader = PdfReader(io.BytesIO(typeset("heatmap", HEATMAP)))
    text = reader.pages[0].extract_text()
    assert "*Company* #panic()" in text
    assert "Γλώσσα" in text
    assert "StructTreeRoot" in str(reader.trailer["/Root"])
    assert reader.metadata is not None
    assert reader.metadata.title == HEATMAP["title"]


def test_a_name_in_another_script_is_written_with_the_letters_of_the_machine() -> None:
    plain, named = (_fonts(typeset("heatmap", {**HEATMAP, "lines": [line]})) for line in ("Ahmed", "أحمد"))
    if plain.keys() == named.keys():
        pytest.skip("no font of this machine has Arabic letters")
    assert all(named.values()), "a reader without that font would see nothing"


def _fonts(pdf: bytes) -> dict[str, bool]:
    """The fonts of a document, without the tag of their selection, and whether their letters are in it."""
    found = {}
    for page in PdfReader(io.BytesIO(pdf)).pages:
        for font in page["/Resources"]["/Font"].values():  # type: ignore[index]
            (inner,) = font.get_object()["/DescendantFonts"]
            described = inner.get_object()["/FontDescriptor"].get_object()
            carried = any(f"/FontFile{kind}" in described for kind in ("", "2", "3"))
            found[str(font.get_object()["/BaseFont"]).partition("+")[2]] = carried
    return found
