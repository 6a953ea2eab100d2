"""Files read back: what is on the page is in the file, foreign words are words, and nobody is told of anybody else."""

import csv
import io
import shutil
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject
from python_calamine import load_workbook

from hiring.errors import UsageError
from hiring.models.role import RoleVersion
from hiring.store.blind import pseudonym, set_blind
from hiring.store.database import Cursor, Database
from hiring.store.overrides import override
from hiring.store.process import move, tag
from hiring.store.roles import latest_roles
from hiring.views import applicant_files
from hiring.views import shortlist as page
from hiring.views.applicant import Applicant, applicant
from hiring.views.blind import blinded
from hiring.views.shortlist_files import Exported, as_csv, as_document, as_table, as_workbook, exported
from hiring.views.told_to_applicant import BY_VERDICT
from hiring.views.verdicts import VERDICTS
from tests.small_world import AT, HOSTILE, fill

ALL = page.Filters()


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("world") / "c.duckdb"
    with Database(path) as database:
        fill(database)
    return path


@pytest.fixture
def cursor(world: Path, tmp_path: Path) -> Iterator[Cursor]:
    with Database(Path(shutil.copy(world, tmp_path))) as database:
        held = database.cursor()
        yield held
        held.close()


@pytest.fixture
def role(cursor: Cursor) -> RoleVersion:
    return latest_roles(cursor, ["platform"])[0]


@pytest.fixture
def told(cursor: Cursor, role: RoleVersion) -> Exported:
    return exported(cursor, role, ALL, AT)


def text_of(content: bytes) -> str:
    """The text of a PDF with its line breaks undone; it must be tagged and carry its fonts."""
    reader = PdfReader(io.BytesIO(content))
    root = reader.root_object
    assert "/StructTreeRoot" in root
    assert "'/Marked': True" in str(root["/MarkInfo"])
    assert str(root["/Lang"]) == "en"
    assert reader.metadata is not None
    assert reader.metadata.title
    objects = [reader.get_object(number) for number in range(1, int(str(reader.trailer["/Size"])))]
    fonts = [
        dict(one) for one in objects if isinstance(one, DictionaryObject) and one.get("/Type") == "/FontDescriptor"
    ]
    assert fonts
    assert all({"/FontFile", "/FontFile2", "/FontFile3"} & set(font) for font in fonts)
    return " ".join("\n".join(sheet.extract_text() for sheet in reader.pages).split())


def person(cursor: Cursor, name: str) -> Applicant:
    sql = "SELECT applicant_id FROM applicants WHERE name = ?"
    found = applicant(cursor, str(cursor.execute(sql, [name]).fetchall()[0][0]), "platform")
    assert found is not None
    return found


def test_a_workbook_agrees_with_the_page(cursor: Cursor, told: Exported) -> None:
    shown = page.shortlist(cursor, "platform", ALL, 1)
    book = load_workbook(io.BytesIO(as_workbook(told)))
    heading, *rows = book.get_sheet_by_name("Shortlist").to_python()
    assert heading[7:] == [
        "Kubernetes", "Kubernetes: justification", "Python", "Python: justification", "SQL", "SQL: justification",
        "Badges", "Stage", "Tags", "Overridden",
    ]  # fmt: skip
    assert [row[0] for row in rows] == shown.table["Rank"].to_list()
    assert [row[1] for row in rows] == shown.table["Applicant"].to_list()
    assert [row[6] for row in rows] == [why.replace("\n", " ") for why in shown.table["Why"]]
    assert [row[3] for row in rows] == [round(one.score, 1) for one in shown.people]
    assert [row[14] for row in rows] == shown.table["Stage"].to_list()
    assert [row[13] for row in rows] == [
        "2 authentic",
        "1 expired",
        "1 status could not be read",
        "1 tampered or forged",
    ]
    assert rows[0][7] == "Met, 4 of 4"
    assert str(rows[0][8]).startswith("Met: level 4 of 4, support ")
    assert "Certified Kubernetes Administrator, Linux Foundation, registered, 2025 (fresh)" in str(rows[0][8])
    assert rows[0][12] == "Unknown: nothing shown. Asked: 2."
    assert book.sheet_names == ["Shortlist", "Asked", "About"]


@pytest.mark.parametrize(
    "narrowed",
    [
        page.Filters(gates=("met", "partly")),
        page.Filters(verdicts=("EXPIRED",)),
        page.Filters(min_score=10.0, order="name"),
        page.Filters(skills=(("python", 3),)),
        page.Filters(providers=("did:web:open.example",)),
        page.Filters(stages=("interview",)),
        page.Filters(tags=("call back",)),
        page.Filters(by_skill="python"),
        page.Filters(order="score"),
    ],
    ids=str,
)
def test_each_file_has_whom_the_page_has_in_its_order(
    cursor: Cursor, role: RoleVersion, narrowed: page.Filters
) -> None:
    ada = person(cursor, "Ada Lovelace").id
    move(cursor, "platform", ada, "interview", seen=None, reason="", said_by="HR", at=AT)
    tag(cursor, "platform", ada, "call back", on=True, said_by="HR", at=AT)
    shown = page.shortlist(cursor, "platform", narrowed, 1, page.COLUMNS).table
    told = exported(cursor, role, narrowed, AT, narrowed="as asked")
    heading, *rows = load_workbook(io.BytesIO(as_workbook(told))).get_sheet_by_name("Shortlist").to_python()
    files = [dict(zip(map(str, heading), row, strict=True)) for row in rows]
    files_again = list(csv.DictReader(io.StringIO(as_csv(told).decode("utf-8-sig"))))
    for column in ("Rank", "Applicant", "Stage", "Tags"):
        assert [row[column] for row in files] == shown[column].to_list()
        assert [row[column] for row in files_again] == shown[column].cast(pl.String).to_list()
    assert [row["Must-haves"] for row in files] == [words.split(" ", 1)[1] for words in shown["Must-haves"]]
    assert rows
    text = text_of(as_document(told))
    assert "Only: as asked." in text
    places = [text.index(f"{row['Rank']:.0f}. {str(row['Applicant'])[:8]}") for row in files]
    assert places == sorted(places)


def test_filters_hold_for_the_file_as_for_the_page(cursor: Cursor, role: RoleVersion) -> None:
    some = exported(cursor, role, page.Filters(words="hopper"), AT)
    assert as_table(some)["Applicant"].to_list() == ["Grace Hopper"]
    assert "1 applicant for Platform engineer" in some.words
    nobody = exported(cursor, role, page.Filters(words="no such person"), AT)
    assert as_table(nobody).is_empty()
    assert load_workbook(io.BytesIO(as_workbook(nobody))).sheet_names[0] == "Shortlist"


def test_a_csv_is_read_back_as_the_table(told: Exported) -> None:
    back = pl.read_csv(io.BytesIO(as_csv(told)), schema_overrides={"Score": pl.Float64})
    assert back.equals(as_table(told).with_columns(pl.col("From", "To").cast(back.schema["From"])))
    assert "=" not in {str(value)[:1] for value in back.to_series(1)}


def test_progress_is_told_and_a_cancel_is_heard(cursor: Cursor, role: RoleVersion) -> None:
    heard: list[tuple[int, int]] = []
    exported(cursor, role, ALL, AT, lambda done, total: heard.append((done, total)))
    assert heard == [(4, 4)]
    with pytest.raises(UsageError, match="cancelled"):
        exported(cursor, role, ALL, AT, stopped=lambda: True)


def test_a_document_names_everybody_with_their_evidence(told: Exported) -> None:
    text = text_of(as_document(told))
    for row in told.rows[:2]:
        assert str(row["name"]).split()[0] in text
    assert "Certified Kubernetes Administrator" in text
    assert "Nothing shown." in text


def test_a_dossier_opens_down_to_checks_and_withholds_what_is_forged(cursor: Cursor, role: RoleVersion) -> None:
    text = text_of(applicant_files.dossier(cursor, person(cursor, "Ada Lovelace"), role, AT))
    assert "2 of 2 badges authentic" in text
    assert "Signature fits" in text
    forged = text_of(applicant_files.dossier(cursor, person(cursor, "Mallory"), role, AT))
    assert "Content withheld: Tampered or forged" in forged
    assert "Mastery" not in forged


def test_a_receipt_is_in_plain_words_and_of_nobody_else(cursor: Cursor, role: RoleVersion) -> None:
    text = text_of(applicant_files.receipt(cursor, person(cursor, "Grace Hopper"), role, AT))
    for words in (
        "What was found", "What each of your badges counted for", "What would change this", "something is wrong",
        "be erased", "Send the renewed badge", "Kubernetes: a badge that states level 4 or higher",
    ):  # fmt: skip
        assert words.lower() in text.lower()
    assert not any(name in text for name in ("Ada", "Mallory", "ank 2"))
    assert "points of this skill" in text


def test_an_override_shows_as_such_with_its_reason_in_every_file(cursor: Cursor, role: RoleVersion) -> None:
    grace = person(cursor, "Grace Hopper")
    why = "Seen at work"
    override(cursor, "platform", grace.id, gate="met", score=91.0, reason=why, seen=None, said_by="Bob", at=AT)
    told, grace = exported(cursor, role, ALL, AT), person(cursor, "Grace Hopper")
    rows = {row["Applicant"]: row for row in as_table(told).iter_rows(named=True)}
    assert {name for name, row in rows.items() if row["Overridden"]} == {"Grace Hopper"}
    assert (rows["Grace Hopper"]["Overridden"], rows["Grace Hopper"]["Score"]) == ("Seen at work", 91.0)
    assert "Must-haves: Met, overridden." in (listed := text_of(as_document(told)))
    assert "Overridden: Seen at work" in listed
    dossier = text_of(applicant_files.dossier(cursor, grace, role, AT))
    assert "Overridden by Bob: Seen at work. Computed: must-haves" in dossier
    assert "Questions for the interview" in dossier
    receipt = text_of(applicant_files.receipt(cursor, grace, role, AT))
    assert "score 91 of 100. The reason given: Seen at work." in receipt
    assert "gave 91 of 100" not in receipt
    assert "Bob" not in receipt
    set_blind(cursor, "platform", on=True, reason="Fairness", said_by="HR", at=AT, secret="s")
    known = pseudonym(cursor, "platform", grace.id)
    assert known
    blind = text_of(applicant_files.dossier(cursor, blinded(person(cursor, "Grace Hopper"), known), None, AT))
    assert "Overridden by a person" in blind
    assert not any(word in blind for word in ("Bob", "Seen", "Grace"))


def test_foreign_words_are_shown_letter_by_letter(cursor: Cursor, role: RoleVersion) -> None:
    made = applicant_files.receipt(cursor, person(cursor, HOSTILE), role, AT)
    text = text_of(made)
    assert "onerror" in text
    links = [entry for sheet in PdfReader(io.BytesIO(made)).pages for entry in sheet.get("/Annots") or []]
    assert not links


def test_every_verdict_has_words_for_the_applicant() -> None:
    assert set(VERDICTS) - {"AUTHENTIC_CURRENT", "DUPLICATE", "MANIFEST"} == set(BY_VERDICT)


def test_files_of_a_blind_role_name_nobody(cursor: Cursor, role: RoleVersion) -> None:
    set_blind(cursor, "platform", on=True, reason="Fairness", said_by="HR", at=AT, secret="s")
    blind = exported(cursor, role, ALL, AT)
    files = [str(load_workbook(io.BytesIO(as_workbook(blind))).get_sheet_by_index(0).to_python())]
    files += [as_csv(blind).decode(), text_of(as_document(blind))]
    for told in files:
        assert not any(name in told.lower() for name in ("ada", "lovelace", "hopper", "mallory", "@example"))
        assert "Applicant " in told
