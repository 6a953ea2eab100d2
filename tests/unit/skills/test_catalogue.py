"""The catalogue: concepts of installed frameworks as skills, found by any name, recorded when somebody picks them."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime

import polars as pl
import pytest

from hiring.models.concept import CONCEPTS, ESCO_ATTRIBUTION, ESCO_NAMESPACE, LABELS, RELATIONS, Framework
from hiring.skills.catalogue import adopt, catalogue, catalogue_key
from hiring.skills.frameworks import load_starter
from hiring.store.database import MEMORY, Cursor, Database, transaction
from hiring.store.frameworks import write_framework
from hiring.store.queries.roles import attributions
from hiring.store.skills import all_skills, write_skills

AT = datetime(2026, 5, 1, tzinfo=UTC)
PYTHON = next(skill for skill in load_starter() if skill.id == "python")
GLAZE = f"{ESCO_NAMESPACE}skill/glaze"
ESCO = Framework(id="esco-9", name="ESCO", version="9", source="s", licence="l", attribution=ESCO_ATTRIBUTION)


@pytest.fixture
def cursor() -> Iterator[Cursor]:
    with Database(MEMORY) as database, closing(database.cursor()) as held:
        with transaction(held):
            write_skills(held, load_starter(), framework="starter", at=AT)
            named = [
                (str(PYTHON.uri), "Python (computer programming)", "snake language"),
                (GLAZE, "glaze pots", "apply glaze"),
                ("urn:scrum", "Scrum", "scrumming"),
            ]
            labels = [
                (uri, "en", kind, w)
                for uri, *ws in named
                for kind, w in zip(("preferred", "alternative"), ws, strict=True)
            ]
            write_framework(
                held,
                ESCO,
                concepts=pl.DataFrame([(uri, None, "skill", None) for uri, *_ in named], schema=CONCEPTS, orient="row"),
                labels=pl.DataFrame(labels, schema=LABELS, orient="row"),
                relations=pl.DataFrame(schema=RELATIONS),
                at=AT,
            )
        yield held


def test_a_concept_is_the_starter_skill_of_its_uri_or_name_and_else_its_own(cursor: Cursor) -> None:
    known = catalogue(cursor)
    found = [known.of_concept(uri) for uri in (str(PYTHON.uri), "urn:scrum", GLAZE, "urn:nowhere")]
    assert [skill and skill.id for skill in found] == ["python", "scrum", GLAZE, None]
    assert len(known.skills) == len(load_starter()) + 1


def test_a_search_finds_all_names_of_all_frameworks_the_closest_first(cursor: Cursor) -> None:
    known = catalogue(cursor)
    assert [(hit.skill.id, hit.also, hit.framework) for hit in known.search("snake")] == [
        ("python", "snake language", "starter")
    ]
    assert [(hit.skill.id, hit.framework) for hit in known.search("GLAZE")] == [(GLAZE, "esco-9")]
    assert known.search("python")[0].skill.id == "python"
    assert known.search("C++")[0].skill.id == "cpp"
    assert known.search("  ") == []
    assert len(known.search("a")) == 20


def test_a_name_means_one_skill_or_none(cursor: Cursor) -> None:
    known = catalogue(cursor)
    names = ("python", str(PYTHON.uri), "Glaze Pots", "apply glaze", "K8s", "no such thing", "")
    found = [known.named(words) for words in names]
    assert [skill and skill.id for skill in found] == ["python", "python", GLAZE, GLAZE, "kubernetes", None, None]


def test_a_picked_concept_is_recorded_once_and_known_ones_stay(cursor: Cursor) -> None:
    known = catalogue(cursor)
    before = len(all_skills(cursor))
    for _ in range(2):
        with transaction(cursor):
            adopt(cursor, ["python", GLAZE, "urn:nowhere"], known, at=AT)
    (new,) = [skill for skill in all_skills(cursor) if skill.id == GLAZE]
    assert (new.label, new.uri, new.cluster, new.aliases) == ("glaze pots", GLAZE, "ESCO", ("apply glaze",))
    assert len(all_skills(cursor)) == before + 1
    assert attributions(cursor, [GLAZE]) == attributions(cursor, ["python"]) == [ESCO_ATTRIBUTION]
    assert attributions(cursor, ["helm"]) == []


def test_another_framework_is_another_catalogue(cursor: Cursor) -> None:
    before = catalogue_key(cursor)
    with transaction(cursor):
        write_framework(
            cursor,
            ESCO.model_copy(update={"id": "esco-10", "version": "10"}),
            concepts=pl.DataFrame([(u, None, "skill", None) for u in (GLAZE, "x")], schema=CONCEPTS, orient="row"),
            labels=pl.DataFrame(
                [(u, "en", "preferred", f"glaze {u}") for u in (GLAZE, "x")], schema=LABELS, orient="row"
            ),
            relations=pl.DataFrame(schema=RELATIONS),
            at=AT.replace(year=2027),
        )
    assert catalogue_key(cursor) != before
