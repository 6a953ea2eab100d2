"""Frameworks in the store: written once, read as frames, versions and languages side by side."""

from datetime import datetime

import polars as pl

from hiring.models.concept import CONCEPTS, LABELS, RELATIONS, Framework
from hiring.store.database import Cursor
from hiring.store.frameworks import asked_of, concept, concepts, crosswalks, frameworks, labels, write_framework

ONE = Framework(id="f-1", name="F", version="1", source="here", licence="CC0", attribution="By us.")
C = pl.DataFrame(
    [("urn:a", "A1", "skill", "work"), ("urn:b", None, "knowledge", None), ("urn:o", None, "occupation", None)],
    schema=CONCEPTS,
    orient="row",
)
L = pl.DataFrame(
    [
        ("urn:a", "en", "preferred", "weld pipes"),
        ("urn:a", "en", "alternative", "pipe welding"),
        ("urn:a", "en", "hidden", "pipewelding"),
        ("urn:a", "en", "description", "Join pipes."),
        ("urn:b", "en", "preferred", "metals"),
        ("urn:o", "en", "preferred", "welder"),
    ],
    schema=LABELS,
    orient="row",
)
R = pl.DataFrame(
    [
        ("urn:a", "broader", "urn:b"),
        ("urn:o", "essential", "urn:a"),
        ("urn:o", "optional", "urn:b"),
        ("urn:a", "exactMatch", "urn:other:a"),
    ],
    schema=RELATIONS,
    orient="row",
)


def test_what_is_written_is_read_as_frames_and_written_once(cursor: Cursor, now: datetime) -> None:
    assert write_framework(cursor, ONE, concepts=C, labels=L, relations=R, at=now) == 13
    assert write_framework(cursor, ONE, concepts=C, labels=L, relations=R, at=now) == 0
    found = concepts(cursor, "f-1")
    assert found.select("uri", "label", "aliases", "description").rows() == [
        ("urn:a", "weld pipes", ["pipe welding", "pipewelding"], "Join pipes."),
        ("urn:b", "metals", [], ""),
    ]
    assert concepts(cursor, "f-1", kind="occupation")["label"].to_list() == ["welder"]
    assert labels(cursor, "f-1")["label"].to_list() == ["weld pipes", "pipe welding", "pipewelding", "metals"]
    assert crosswalks(cursor).rows() == [("f-1", "urn:a", "exactMatch", "urn:other:a")]
    assert asked_of(cursor, "f-1", "urn:o").rows() == [("urn:a", "essential"), ("urn:b", "optional")]


def test_a_concept_with_its_relations(cursor: Cursor, now: datetime) -> None:
    write_framework(cursor, ONE, concepts=C, labels=L, relations=R, at=now)
    weld, metals = concept(cursor, "f-1", "urn:a"), concept(cursor, "f-1", "urn:b")
    assert weld is not None
    assert metals is not None
    assert (weld.broader, metals.narrower) == (("urn:b",), ("urn:a",))
    assert (weld.hidden, weld.matches) == (("pipewelding",), (("exactMatch", "urn:other:a"),))
    assert concept(cursor, "f-1", "urn:a", language="de") is None
    assert concept(cursor, "f-1", "urn:none") is None


def test_another_language_and_another_version_stand_beside(cursor: Cursor, now: datetime) -> None:
    nothing = pl.DataFrame(schema=RELATIONS)
    german = L.filter(pl.col("uri") == "urn:b").with_columns(language=pl.lit("de"), label=pl.lit("Metalle"))
    write_framework(cursor, ONE, concepts=C, labels=L, relations=R, at=now)
    assert write_framework(cursor, ONE, concepts=C, labels=german, relations=nothing, at=now) == 1
    two = ONE.model_copy(update={"id": "f-2", "version": "2"})
    write_framework(cursor, two, concepts=C.head(1), labels=L, relations=nothing, at=now)
    assert concepts(cursor, "f-1", language="de")["label"].to_list() == ["Metalle"]
    listed = frameworks(cursor)
    assert listed.select("framework_id", "concepts", "occupations", "labels").rows() == [
        ("f-1", 2, 1, 6),
        ("f-2", 1, 0, 5),
    ]
    assert listed["languages"].to_list() == [["de", "en"], ["en"]]
