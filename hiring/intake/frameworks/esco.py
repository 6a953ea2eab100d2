"""ESCO's official download: `skills_en.csv`, `occupations_en.csv`, `occupationSkillRelations_en.csv` and the others.

Each file is known by its columns, and its language by its name, so that a download in any of ESCO's languages, and any
part of one, is read. Relations between two skills and the hierarchy's own table say nothing that is used here.
"""

import re
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath

from hiring.errors import MalformedError
from hiring.intake.frameworks.base import Content, Gathered
from hiring.intake.tables import Column, Row, folded_heading, read_table
from hiring.models.concept import ESCO_ATTRIBUTION, ESCO_NAMESPACE, Framework

NAMESPACE = ESCO_NAMESPACE
_LANGUAGE = re.compile(r"_([a-z]{2,3})\.csv$")
_VERSION = re.compile(r"\d+\.\d+(?:\.\d+)?")
# Labels of one cell stand on lines of their own, in the collections between bars.
_BETWEEN = re.compile(r"\n| \| ")
_HEAD_BYTES = 2_048

_CONCEPT = tuple(
    Column(name, required=name in {"conceptUri", "preferredLabel"})
    for name in (
        *("conceptType", "conceptUri", "preferredLabel", "altLabels", "hiddenLabels", "description", "definition"),
        *("code", "skillType", "reuseLevel", "status", "broaderConceptUri"),
    )
)
_BROADER = (Column("conceptUri", required=True), Column("broaderUri", required=True))
_ASKED = tuple(Column(name, required=True) for name in ("occupationUri", "relationType", "skillUri"))
_GROUPS = {"SkillGroup", "ISCOGroup"}


def esco_framework(version: str) -> Framework:
    """Return what ESCO is, with the attribution that its reuse asks for."""
    return Framework(
        id=f"esco-{version}",
        name="ESCO",
        version=version,
        source="https://esco.ec.europa.eu",
        licence="Commission Decision 2011/833/EU: reuse with attribution",
        attribution=ESCO_ATTRIBUTION,
    )


class EscoDownload:
    """The CSV files of ESCO's portal."""

    def recognises(self, files: Mapping[str, bytes]) -> bool:
        """Whether any of the files has ESCO's columns and ESCO's concepts."""
        return any(_columns(content) and NAMESPACE.encode() in content for content in files.values())

    def read(self, files: Mapping[str, bytes], version: str | None) -> Content:
        """Read what is known by its columns; a concept in several files takes its kind from the narrowest."""
        version = version or next((found[0] for name in sorted(files) if (found := _VERSION.search(name))), None)
        if version is None:
            message = "The files do not say which version of ESCO they are."
            raise MalformedError(message, code="FRAMEWORK_VERSION", next_step="Add --version, for instance 1.2.0.")
        gathered = Gathered()
        # A list of languages, or of transversal skills, knows better what its concepts are than the list of all.
        for name in sorted(files, key=lambda name: (_kind_of_list(name) is None, name)):
            columns = _columns(files[name])
            if columns is None:
                continue
            rows = read_table(files[name], columns).rows
            if columns is _CONCEPT:
                _concepts(gathered, name, rows)
            else:
                _relations(gathered, name, rows, asked=columns is _ASKED)
        return gathered.content(esco_framework(version))


def _concepts(gathered: Gathered, name: str, rows: Iterable[Row]) -> None:
    found = _LANGUAGE.search(name)
    language = found[1] if found else "en"
    listed = _kind_of_list(name)
    for row in rows:
        cells = row.cells
        uri, label = cells.get("conceptUri", ""), cells.get("preferredLabel", "")
        if cells.get("status") not in {None, "", "released"}:
            continue
        if not (uri.startswith(NAMESPACE) and label):
            gathered.problems.append(f"{name}, line {row.line}: no concept of ESCO with a preferred label.")
            continue
        gathered.concept(uri, listed or _kind(cells), code=cells.get("code", ""))
        gathered.label(uri, language, "preferred", label)
        gathered.label(uri, language, "alternative", *_BETWEEN.split(cells.get("altLabels", "")))
        gathered.label(uri, language, "hidden", *_BETWEEN.split(cells.get("hiddenLabels", "")))
        gathered.label(uri, language, "description", cells.get("description", "") or cells.get("definition", ""))
        gathered.relation(uri, "broader", _BETWEEN.split(cells.get("broaderConceptUri", "")))


def _relations(gathered: Gathered, name: str, rows: Iterable[Row], *, asked: bool) -> None:
    for row in rows:
        cells = row.cells
        uri, target = (
            (cells["occupationUri"], cells["skillUri"]) if asked else (cells["conceptUri"], cells["broaderUri"])
        )
        relation = cells["relationType"] if asked else "broader"
        if not (uri and target) or relation not in {"essential", "optional", "broader"}:
            gathered.problems.append(f"{name}, line {row.line}: no relation between two concepts.")
            continue
        gathered.relation(uri, relation, [target])


def _kind(cells: Mapping[str, str]) -> str:
    kind = cells.get("conceptType", "")
    if kind in _GROUPS:
        return "group"
    if kind == "Occupation":
        return "occupation"
    if cells.get("reuseLevel") == "transversal":
        return "transversal"
    return "knowledge" if cells.get("skillType") == "knowledge" else "skill"


def _kind_of_list(name: str) -> str | None:
    base = PurePosixPath(name).name
    kinds = {"languageSkillsCollection": "language", "transversalSkillsCollection": "transversal"}
    return next((kind for stem, kind in kinds.items() if base.startswith(stem)), None)


def _columns(content: bytes) -> tuple[Column, ...] | None:
    """Return what to look for in a file, by its headings."""
    first = content[:_HEAD_BYTES].decode("utf-8-sig", errors="replace").partition("\n")[0]
    headings = {folded_heading(heading) for heading in first.split(",")}
    for columns in (_ASKED, _BROADER, _CONCEPT):
        if all(folded_heading(column.name) in headings for column in columns if column.required):
            return columns
    return None


READER = EscoDownload()
