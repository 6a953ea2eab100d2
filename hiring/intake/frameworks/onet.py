"""O*NET's tables as workbooks or CSV: `Skills`, `Technology Skills`, `Alternate Titles`, each known by its columns.

A skill that O*NET's analysts rate 3 ("important") or more of 5 is essential to an occupation, one from 2 optional; a
technology is essential where employers' advertisements ask for it ("in demand"), else optional.
"""

import re
from collections.abc import Mapping
from pathlib import PurePosixPath
from urllib.parse import quote

from hiring.errors import MalformedError
from hiring.intake.frameworks.base import Content, Gathered
from hiring.intake.spreadsheets import MAGIC
from hiring.intake.tables import Column, Row, read_table
from hiring.models.concept import Framework

SITE = "https://www.onetonline.org"
ESSENTIAL, OPTIONAL = 3.0, 2.0
_VERSION = re.compile(r"\d+\.\d+")
_TABLES = {"Skills", "Technology Skills", "Alternate Titles"}
_CODE = "O*NET-SOC Code"
_HEAD_BYTES = 512
_COLUMNS = tuple(
    Column(name, required=name in {_CODE, "Title"})
    for name in (
        *(_CODE, "Title", "Alternate Title", "Short Title", "Element ID", "Element Name", "Scale ID", "Data Value"),
        *("Recommend Suppress", "Example", "Commodity Title", "In Demand"),
    )
)


class Onet:
    """The tables of O*NET's database."""

    def recognises(self, files: Mapping[str, bytes]) -> bool:
        """Whether any is a table with O*NET's codes, or a workbook that is called as O*NET calls it."""
        return any(_is_one(name, content) for name, content in files.items())

    def read(self, files: Mapping[str, bytes], version: str | None) -> Content:
        """Read whichever of the tables there are."""
        edition = version or next((found[0] for name in sorted(files) if (found := _VERSION.search(name))), None)
        if edition is None:
            message = "The files do not say which version of O*NET they are."
            raise MalformedError(message, code="FRAMEWORK_VERSION", next_step="Add --version, for instance 29.2.")
        gathered = Gathered()
        for name, content in sorted(files.items()):
            for row in read_table(content, _COLUMNS).rows if _is_one(name, content) else ():
                if not (row.cells[_CODE] and row.cells["Title"]):
                    gathered.problems.append(f"{name}, line {row.line}: no code, or no title.")
                    continue
                _take(gathered, name, row)
        return gathered.content(
            Framework(
                id=f"onet-{edition}",
                name="O*NET",
                version=edition,
                source="https://www.onetcenter.org/database.html",
                licence="CC BY 4.0",
                attribution=f"This site includes information from the O*NET {edition} Database by the U.S. Department "
                "of Labor, Employment and Training Administration (USDOL/ETA), used under the CC BY 4.0 license.",
            )
        )


def _take(gathered: Gathered, name: str, row: Row) -> None:
    cells = row.cells
    occupation = f"{SITE}/link/summary/{quote(cells[_CODE])}"
    gathered.concept(occupation, "occupation", code=cells[_CODE])
    gathered.label(occupation, "en", "preferred", cells["Title"])
    short = cells.get("Short Title", "")
    other = (cells.get("Alternate Title", ""), "" if short.casefold() == "n/a" else short)
    gathered.label(occupation, "en", "alternative", *(one for one in other if one))
    if example := cells.get("Example"):
        skill = f"{SITE}/search/tech/example?e={quote(example)}"
        gathered.concept(skill, "skill", cluster=cells.get("Commodity Title", ""))
        gathered.label(skill, "en", "preferred", example)
        gathered.relation(occupation, "essential" if cells.get("In Demand") == "Y" else "optional", [skill])
    elif cells.get("Element ID") and cells.get("Element Name"):
        skill = f"{SITE}/find/descriptor/result/{quote(cells['Element ID'])}"
        gathered.concept(skill, "skill", code=cells["Element ID"])
        gathered.label(skill, "en", "preferred", cells["Element Name"])
        if cells.get("Scale ID") != "IM" or cells.get("Recommend Suppress") == "Y":
            return
        try:
            rated = float(cells.get("Data Value", ""))
        except ValueError:
            gathered.problems.append(f"{name}, line {row.line}: the data value is no number.")
            return
        if rated >= OPTIONAL:
            gathered.relation(occupation, "essential" if rated >= ESSENTIAL else "optional", [skill])


def _is_one(name: str, content: bytes) -> bool:
    if content.startswith(MAGIC):
        return PurePosixPath(name).stem in _TABLES
    return _CODE.encode() in content[:_HEAD_BYTES]


READER = Onet()
