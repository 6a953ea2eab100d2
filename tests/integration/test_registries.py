"""A list of accredited institutions, from the file that a body publishes to a badge whose issuer is recognised."""

from contextlib import closing
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiring.__main__ import main
from hiring.errors import MalformedError
from hiring.intake.institutions import HEADERS, read_institutions
from hiring.models.credential import Issuer
from hiring.models.registry import ListedInstitution
from hiring.models.verdict import Recognition
from hiring.store.database import Database
from hiring.store.registries import imported_registries
from hiring.verification.registries import ImportedList

TABLE = """\ufeffInstitution;Website_Link;Country;Valid_Until;Other
Example University;https://uni.example;SE;;x
Café Académie;academie.example;FR;2030-12-31;y
;https://nobody.example;;;
No Address;;DE;;
Bad Date;bad.example;DE;31.12.2030;
;;;;
"""


def test_a_published_list_vouches_for_issuers(
    tmp_path: Path, now: datetime, capsys: pytest.CaptureFixture[str]
) -> None:
    table, database = tmp_path / "deqar.csv", tmp_path / "credence.duckdb"
    table.write_text(TABLE, encoding="utf-8")
    asked = ["registries", "--database", str(database)]
    assert main([*asked, "import", "DEQAR", str(table), "--source", "https://register.example/export"]) == 0
    said = capsys.readouterr().out
    assert "DEQAR: 2 institutions imported." in said
    for line in ("line 4: The row names no institution.", "line 5: No Address has neither", "line 6: A date of Bad"):
        assert line in said
    assert main([*asked, "list"]) == 0
    assert "DEQAR" in capsys.readouterr().out
    with Database(database) as held, closing(held.cursor()) as cursor:
        (one,) = imported_registries(cursor)
    assert (one.registry, one.source) == ("DEQAR", "https://register.example/export")
    registry = ImportedList(one.registry, one.institutions, one.imported_at)
    answer = registry.ask(Issuer(id="did:web:badges.academie.example"), now)
    assert (answer.recognition, answer.registered_name) == (Recognition.RECOGNIZED, "Café Académie")
    assert answer.asked_at == one.imported_at


@pytest.mark.parametrize(
    ("table", "institution"),
    [
        (
            # DEQAR, the register of EQAR: its export of institutions.
            "deqar_id;name_primary;website_link;countries\nDEQARINST0001;Example University;https://uni.example/;SE\n",
            ListedInstitution(name="Example University", website="https://uni.example/", country="SE"),
        ),
        (
            # IACET's directory of accredited providers.
            "Organization,Website,Country,Accredited Since,Expires\n"
            "Training Co.,train.example,US,2024-01-01,2028-12-31\n",
            ListedInstitution(
                name="Training Co.",
                website="https://train.example",
                country="US",
                valid_from=date(2024, 1, 1),
                valid_until=date(2028, 12, 31),
            ),
        ),
        (
            # Bodies that certify persons, as an accreditation body under ISO/IEC 17011 lists them.
            "Body\tStandard\tURL\nCertifiers Ltd\tISO/IEC 17024\thttps://certify.example\n",
            ListedInstitution(name="Certifiers Ltd", website="https://certify.example", scope="ISO/IEC 17024"),
        ),
        (
            # A site's own.
            "name,identifier\nOur academy,did:key:z6MkOurs\n",
            ListedInstitution(name="Our academy", identifier="did:key:z6MkOurs"),
        ),
    ],
    ids=["DEQAR", "IACET", "ISO/IEC 17024", "own"],
)
def test_a_row_of_each_kind_of_table(table: str, institution: ListedInstitution) -> None:
    assert read_institutions(table.encode()) == ([institution], [])


def test_every_column_is_documented(root: Path) -> None:
    document = (root / "docs" / "registries.md").read_text(encoding="utf-8")
    assert all(f"`{alias}`" in document for aliases in HEADERS.values() for alias in aliases)


def test_a_newer_import_takes_the_place_of_an_older_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table, database = tmp_path / "list.csv", tmp_path / "credence.duckdb"
    for name in ("First", "Second"):
        table.write_text(f"name,did\n{name},did:key:z{name}\n", encoding="utf-8")
        assert main(["registries", "--database", str(database), "import", "Ours", str(table)]) == 0
    capsys.readouterr()
    with Database(database) as held, closing(held.cursor()) as cursor:
        (one,) = imported_registries(cursor)
        assert [institution.name for institution in one.institutions] == ["Second"]
        assert cursor.execute("SELECT count(*) FROM registry_imports").fetchone() == (2,)


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\0", b"website\nhttps://a.example\n", b"name\nA\n", b"{}"])
def test_what_is_no_such_table_is_refused_in_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes
) -> None:
    table = tmp_path / "x.csv"
    table.write_bytes(content)
    assert main(["registries", "--database", str(tmp_path / "c.duckdb"), "import", "X", str(table)]) == 2
    assert "was not imported" in capsys.readouterr().err


@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: f"name,website\n{text}".encode()))
def test_any_bytes_are_a_table_or_a_refusal(content: bytes) -> None:
    try:
        institutions, problems = read_institutions(content)
    except MalformedError:
        return
    assert all(one.name and (one.identifier or one.website) for one in institutions)
    assert all(problem.line > 1 and problem.message for problem in problems)
