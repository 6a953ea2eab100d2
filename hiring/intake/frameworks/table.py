"""A framework that a person keeps as a table: CSV or a workbook, a row a skill.

Columns: `uri` and `label` (required); `aliases` and `hidden` (`|` between), `description`, `kind` (skill, knowledge,
transversal, language), `cluster`, `broader`, `exact_match`, `close_match` (URIs, `|` between), `language`.
"""

from collections.abc import Mapping
from pathlib import PurePosixPath

from hiring.errors import IntakeError
from hiring.intake.frameworks._documents import framework_id
from hiring.intake.frameworks.base import Content, Gathered
from hiring.intake.tables import Column, Table, read_table
from hiring.models.concept import Framework

_COLUMNS = (
    Column("uri", also=("id", "concept uri"), required=True),
    Column("label", also=("preferred label", "name", "skill"), required=True),
    *(Column(name) for name in ("aliases", "hidden", "description", "kind", "cluster", "language")),
    *(Column(name) for name in ("broader", "exact_match", "close_match")),
)
_KINDS = {"skill", "knowledge", "transversal", "language"}
_RELATIONS = {"broader": "broader", "exact_match": "exactMatch", "close_match": "closeMatch"}


class PlainTable:
    """One table with the columns above."""

    def recognises(self, files: Mapping[str, bytes]) -> bool:
        """Whether the one file is a table with a column of URIs and one of labels."""
        return _table(files) is not None

    def read(self, files: Mapping[str, bytes], version: str | None) -> Content:
        """Read the rows; one without a URI or label, and one whose URI came before, is a problem."""
        table, gathered, seen = _table(files), Gathered(), set[str]()
        for row in table.rows if table else ():
            cells = row.cells
            uri, kind = cells["uri"], cells.get("kind", "").casefold() or "skill"
            wrong = (
                "no URI, or no label"
                if not (uri and cells["label"])
                else f"{uri} occurs twice"
                if uri in seen
                else f"no such kind: {kind[:40]}"
                if kind not in _KINDS
                else None
            )
            if wrong:
                gathered.problems.append(f"line {row.line}: {wrong}.")
                continue
            seen.add(uri)
            language = cells.get("language") or "en"
            gathered.concept(uri, kind, cluster=cells.get("cluster", ""))
            gathered.label(uri, language, "preferred", cells["label"])
            gathered.label(uri, language, "alternative", *cells.get("aliases", "").split("|"))
            gathered.label(uri, language, "hidden", *cells.get("hidden", "").split("|"))
            gathered.label(uri, language, "description", cells.get("description", ""))
            for column, relation in _RELATIONS.items():
                targets = cells.get(column, "").split("|")
                gathered.relation(uri, relation, (target.strip() for target in targets))
        (name,) = files
        stem, edition = PurePosixPath(name).stem or "Table", version or "1"
        return gathered.content(
            Framework(
                id=framework_id(stem, edition),
                name=stem,
                version=edition,
                source=PurePosixPath(name).name,
                licence="not stated",
                attribution=f"{stem}.",
            )
        )


def _table(files: Mapping[str, bytes]) -> Table | None:
    if len(files) != 1:
        return None
    try:
        return read_table(next(iter(files.values())), _COLUMNS)
    except IntakeError:
        return None


READER = PlainTable()
