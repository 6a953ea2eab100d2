"""Families of badges: of one credential, whatever its level, version or name; and what is no family."""

from contextlib import closing
from datetime import date
from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hiring.store.database import Database
from hiring.store.evidence import evidence_in_force
from hiring.store.families import family_name
from tests.integration.ingesting import as_jwt, badge, take_in, zipped


def left(name: str | None) -> str | None:
    row = duckdb.execute(f"SELECT {family_name('$name::VARCHAR')}", {"name": name}).fetchone()
    assert row is not None
    return None if row[0] is None else str(row[0])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kubernetes – Associate", "KUBERNETES Professional"),
        ("Linux Administration I", "Linux administration II"),
        ("Python 3.11, advanced", "Beginner Python"),
        ("Data Protection 2023", "Data protection (2025)"),
        ("Level 3 Welding", "Welding, level 2"),
        ("Welding, Level II", "Welding"),
    ],
)
def test_levels_and_versions_are_one_family(one: str, other: str) -> None:
    assert left(one) == left(other) is not None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ISO 9001 auditor", "ISO 27001 auditor"),
        ("ISO 9001", "ISO 27001"),
        ("C basics", "C++ basics"),
        ("IV therapy", "Therapy"),
        ("Node.js", "Node"),
    ],
)
def test_what_differs_in_more_is_not(one: str, other: str) -> None:
    assert left(one) != left(other)


@pytest.mark.parametrize("name", ["Expert", "Level 3", "", "Welding, Module 2", "Course 1: Python", None])
def test_some_names_make_no_family(name: str | None) -> None:
    assert left(name) is None


@given(st.text(max_size=60))
@settings(max_examples=40)
def test_any_name_has_its_family(name: str) -> None:
    found = left(name.replace("\0", ""))
    assert found is None or (found and found == found.strip())


def test_badges_of_one_person_and_issuer_share_a_family_by_name_or_iri(tmp_path: Path) -> None:
    names = {1: "SQL Associate", 2: "SQL Professional", 3: "Databases and SQL", 4: "SQL Expert", 5: "SQL module 1"}
    files = {}
    for number, name in names.items():
        document = badge(number, "SQL", email="ada@example.org")
        document["credentialSubject"]["achievement"].update(name=name, tag=["SQL"])
        # The third was called otherwise once, and is the second's achievement by its IRI.
        document["credentialSubject"]["achievement"]["id"] = f"https://uni.example/{2 if number == 3 else number}"
        files[f"{'Bob' if number == 4 else 'Ada'} Person/{number}.jwt"] = as_jwt(document)
    with Database(tmp_path / "families.duckdb") as database:
        take_in(database, zipped(files))
        with closing(database.cursor()) as cursor:
            evidence = evidence_in_force(cursor, as_of=date(2026, 6, 1), skills=["sql"])
            titles = dict(
                cursor.execute(
                    "SELECT c.credential_id, a.name FROM credentials AS c JOIN achievements AS a USING (achievement_id)"
                ).fetchall()
            )
    found = {
        titles[credential]: (applicant, family)
        for credential, applicant, family in evidence.select("credential_id", "applicant_id", "family").iter_rows()
    }
    assert len(found) == 5
    assert found["SQL Associate"] == found["SQL Professional"] == found["Databases and SQL"]
    assert found["SQL Expert"][1] == "https://uni.example/4"
    assert found["SQL module 1"] not in (found["SQL Associate"], found["SQL Expert"])
