"""Several frameworks as one set of skills, kept with its index: nothing that linked before stops linking."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest

from hiring.errors import StoreError
from hiring.models.concept import CONCEPTS, LABELS, RELATIONS, Framework
from hiring.models.credential import Achievement, Alignment, Credential
from hiring.skills.frameworks import load_starter
from hiring.skills.library import index_folder, kept_library, linker_of
from hiring.store.database import MEMORY, Cursor, Database, transaction
from hiring.store.frameworks import write_framework
from hiring.store.skills import all_skills, write_linked_concepts

AT = datetime(2026, 6, 1, tzinfo=UTC)
PYTHON = next(skill for skill in load_starter() if skill.id == "python")
SOLDER, JS, SNAKE = (f"http://data.europa.eu/esco/skill/{n}" for n in ("solder", "js", "snake"))
Make = Callable[..., Credential]


def install(cursor: Cursor, version: str = "1", labels: tuple[tuple[str, str, str], ...] = ()) -> None:
    framework = Framework(
        id=f"theirs-{version}", name="Theirs", version=version, source="test", licence="CC0", attribution="Theirs."
    )
    words = labels or (
        (PYTHON.uri or "", "preferred", "Python (computer programming)"),
        (SOLDER, "preferred", "solder electronics"),
        (SOLDER, "alternative", "soldering of electronics"),
        (SOLDER, "alternative", "python"),
        (JS, "preferred", "JavaScript"),
        (SNAKE, "preferred", "keep snakes"),
    )
    uris = dict.fromkeys(uri for uri, _, _ in words)
    concepts = [{"uri": uri, "code": f"T{n}", "kind": "skill", "cluster": None} for n, uri in enumerate(uris)]
    said = [{"uri": uri, "language": "en", "kind": kind, "label": label} for uri, kind, label in words]
    crossed = [{"uri": SOLDER, "relation": "exactMatch", "target": "https://other.example/solder"}]
    crossed.append({"uri": SNAKE, "relation": "closeMatch", "target": "https://other.example/reptiles"})
    with transaction(cursor):
        write_framework(
            cursor,
            framework,
            concepts=pl.DataFrame(concepts, schema=CONCEPTS),
            labels=pl.DataFrame(said, schema=LABELS),
            relations=pl.DataFrame(crossed, schema=RELATIONS),
            at=AT,
        )


@pytest.fixture
def cursor() -> Cursor:
    return Database(MEMORY, clock=lambda: AT).cursor()


def linked(make: Make, library: Path, *alignments: Alignment, name: str = "x") -> list[tuple[str, str]]:
    found = linker_of(library).link(make(Achievement(name=name, alignments=alignments)))
    return [(one.skill_id, one.link) for one in found if one.link != "inferred"]


@pytest.mark.parametrize(
    ("alignment", "expected"),
    [
        (Alignment(target_name="x", target_url=PYTHON.uri), "python"),
        (Alignment(target_name="x", target_url=SOLDER), SOLDER),
        (Alignment(target_name="x", target_url="https://other.example/solder"), SOLDER),
        (Alignment(target_name="x", target_code="T1", target_framework="Theirs"), SOLDER),
        (Alignment(target_name="x", target_code="T0", target_framework="Theirs"), "python"),
    ],
)
def test_what_is_declared_in_an_installed_framework_is_its_concept_or_the_starters(
    make: Make, cursor: Cursor, indexes: Path, alignment: Alignment, expected: str
) -> None:
    install(cursor)
    assert linked(make, kept_library(cursor, indexes), alignment) == [(expected, "declared")]


def test_a_close_match_is_not_the_same(make: Make, cursor: Cursor, indexes: Path) -> None:
    install(cursor)
    reptiles = Alignment(target_name="x", target_url="https://other.example/reptiles")
    assert linked(make, kept_library(cursor, indexes), reptiles) == []


@pytest.mark.parametrize("name", ["Python", "JavaScript", "SQL", "ReactJS"])
def test_installing_takes_no_link_away(make: Make, cursor: Cursor, indexes: Path, name: str) -> None:
    before = linked(make, kept_library(cursor, indexes), name=name)
    install(cursor)
    assert linked(make, kept_library(cursor, indexes), name=name) == before != []


def test_labels_of_an_installed_framework_link(make: Make, cursor: Cursor, indexes: Path) -> None:
    install(cursor)
    library = kept_library(cursor, indexes)
    assert linked(make, library, name="Solder electronics") == [(SOLDER, "exact")]
    assert linked(make, library, name="Soldering of electronics") == [(SOLDER, "alias")]


def test_the_version_that_came_last_is_linked_with(make: Make, cursor: Cursor, indexes: Path) -> None:
    install(cursor)
    install(cursor, "2", tuple((uri, "preferred", words) for uri, words in ((SOLDER, "solder anything"), (JS, "js"))))
    library = kept_library(cursor, indexes)
    assert linked(make, library, name="Keep snakes") == []
    assert linked(make, library, name="Solder anything") == [(SOLDER, "exact")]


def test_a_part_of_a_newer_version_hides_nothing(make: Make, cursor: Cursor, indexes: Path) -> None:
    install(cursor)
    install(cursor, "2", ((SOLDER, "preferred", "solder anything"),))
    library = kept_library(cursor, indexes)
    assert linked(make, library, name="Keep snakes") == [(SNAKE, "exact")]


def test_an_index_takes_over_the_vectors_of_those_beside_it(cursor: Cursor, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    kept_library(cursor, tmp_path, lambda done, of: told.append((done, of)))
    assert told[-1][0] == told[-1][1] > 1_000
    install(cursor)
    told.clear()
    kept_library(cursor, tmp_path, lambda done, of: told.append((done, of)))
    assert told == [(3, 3)]  # "python" and "JavaScript" had theirs


def test_a_library_is_made_once(cursor: Cursor, tmp_path: Path) -> None:
    library = kept_library(cursor, tmp_path)
    made = {path: path.stat().st_mtime_ns for path in library.rglob("*")}
    assert kept_library(cursor, tmp_path) == library
    assert {path: path.stat().st_mtime_ns for path in library.rglob("*")} == made
    install(cursor)
    assert kept_library(cursor, tmp_path) != library


def test_concepts_that_are_linked_become_skills(cursor: Cursor) -> None:
    install(cursor)
    cursor.execute(
        "INSERT INTO skill_evidence BY NAME SELECT 'e' AS evidence_id, 'c' AS credential_id, $skill AS skill_id, "
        "'unstated' AS level_source, 'exact' AS link, '' AS link_detail, $at AS known_at",
        {"skill": SOLDER, "at": AT},
    )
    for _ in range(2):
        write_linked_concepts(cursor, AT)
    (skill,) = all_skills(cursor)
    assert (skill.id, skill.label, skill.cluster) == (SOLDER, "solder electronics", "Theirs")
    assert skill.aliases == ("python", "soldering of electronics")


def test_a_folder_that_cannot_be_written_is_told(cursor: Cursor, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError) as told:
        kept_library(cursor, tmp_path / "file")
    assert told.value.code == "INDEX_UNWRITABLE"


def test_indexes_are_beside_the_database_unless_the_site_says_where(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("CREDENCE_INDEXES", str(tmp_path / "elsewhere"))
    assert index_folder(tmp_path / "credence.duckdb") == tmp_path / "elsewhere"
    monkeypatch.delenv("CREDENCE_INDEXES")
    assert index_folder(tmp_path / "credence.duckdb") == tmp_path / "indexes"
    assert index_folder(MEMORY).is_dir()
