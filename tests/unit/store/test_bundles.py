"""Who handed in what, and how a person's correction moves it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import polars as pl

from hiring.models.artifact import ApplicantClaim
from hiring.store import bundles
from hiring.store.database import Cursor
from hiring.store.ids import applicant_id

Table = Callable[[str], pl.DataFrame]


def claim(name: str, email: str | None = None, known_from: str = "folder") -> ApplicantClaim:
    return ApplicantClaim(name=name, email=email, known_from=known_from)


def row(applicant: str, file: str = "f1", outcome: str = "AUTHENTIC_CURRENT") -> bundles.FileRow:
    return bundles.FileRow(
        file_id=file,
        source=f"{file}.json",
        outcome=outcome,
        message="words",
        next_step="",
        carrier="json",
        artifact_id="art",
        applicant_id=applicant,
        credential_id="cred",
    )


def test_a_bundle_is_named_by_content_and_typed_applicant_not_by_order() -> None:
    files = [("z!a.json", "1"), ("z!b.json", "2")]
    same = {bundles.bundle_id(files, None), bundles.bundle_id(reversed(files), None)}
    ada, bob = claim("Ada", known_from="typed"), claim("Bob", known_from="typed")
    others = {bundles.bundle_id(files[:1], None), bundles.bundle_id(files, ada), bundles.bundle_id(files, bob)}
    assert len(same) == 1
    assert len(same | others) == 4


def test_two_members_of_one_name_are_two_files() -> None:
    assert bundles.file_id("b", "z!a.json", "1") != bundles.file_id("b", "z!a.json", "2")


def test_the_first_name_stays_unless_a_person_types_another(cursor: Cursor, table: Table, now: datetime) -> None:
    mail = "ada@example.org"
    bundles.write_applicants(cursor, [claim("ada lovelace", mail)], now)
    bundles.write_applicants(cursor, [claim("A. L.", mail, "candidate.json")], now)
    assert table("applicants")["name"].to_list() == ["ada lovelace"]
    bundles.write_applicants(cursor, [claim("Ada Lovelace", mail, "typed")], now + timedelta(hours=1))
    bundles.write_applicants(cursor, [claim("ada lovelace", mail)], now + timedelta(hours=2))
    assert table("applicants")["name"].to_list() == ["Ada Lovelace"]


def test_files_without_a_credential_are_no_submission(cursor: Cursor, table: Table, now: datetime) -> None:
    junk = bundles.FileRow("f0", "readme.txt", "NO_CREDENTIAL", "words", "")
    bundles.write_files(cursor, "b", [junk, row("ada")], now)
    assert table("files")["outcome"].to_list() == ["NO_CREDENTIAL", "AUTHENTIC_CURRENT"]
    assert table("submissions")["submission_id"].to_list() == ["f1"]


def test_a_file_read_again_with_another_outcome_shows_the_newest(cursor: Cursor, table: Table, now: datetime) -> None:
    bundles.write_files(cursor, "b", [row("ada")], now)
    bundles.write_files(cursor, "b", [row("ada", outcome="REVOKED")], now + timedelta(days=1))
    assert table("files").select("outcome", "known_at").rows() == [("REVOKED", now + timedelta(days=1))]
    assert len(table("submissions")) == 1


def test_a_corrected_file_moves_and_leaves_no_guessed_applicant(cursor: Cursor, table: Table, now: datetime) -> None:
    guess, ada = claim("badges"), claim("Ada", known_from="typed")
    bundles.write_applicants(cursor, [guess], now)
    bundles.write_files(cursor, "b", [row(applicant_id(guess))], now)
    bundles.write_applicants(cursor, [ada], now)
    bundles.write_files(cursor, "b", [row(applicant_id(ada))], now)
    bundles.remove_guessed_applicants(cursor, {applicant_id(guess), applicant_id(ada)}, now)
    assert table("submissions")["applicant_id"].to_list() == [applicant_id(ada)]
    assert table("applicants")["name"].to_list() == ["Ada"]


def test_a_guess_with_a_badge_left_and_a_person_without_any_stay(cursor: Cursor, table: Table, now: datetime) -> None:
    guess, listed = claim("badges"), claim("Bob", known_from="applicants.csv")
    bundles.write_applicants(cursor, [guess, listed], now)
    bundles.write_files(cursor, "b", [row(applicant_id(guess)), replace(row("ada"), file_id="f2")], now)
    bundles.remove_guessed_applicants(cursor, {applicant_id(guess), applicant_id(listed)}, now)
    assert sorted(table("applicants")["name"]) == ["Bob", "badges"]


def test_corrections_stand_until_corrected_again_and_are_all_kept(cursor: Cursor, table: Table, now: datetime) -> None:
    for day, name in enumerate(("Ada", "Ada", "Bob", "Ada")):
        bundles.write_corrections(cursor, "b", {"a.json": claim(name)}, now + timedelta(days=day))
    standing, ever = bundles.standing_corrections(cursor, "b")
    assert standing == {"a.json": claim("Ada", known_from="typed")}
    assert ever == {applicant_id(claim("Ada")), applicant_id(claim("Bob"))}
    assert len(table("corrections")) == 3
    assert bundles.standing_corrections(cursor, "another") == ({}, frozenset())


def test_the_first_record_of_a_bundle_stays(cursor: Cursor, table: Table, now: datetime) -> None:
    for day in range(2):
        bundles.write_bundle(cursor, "b", name="z.zip", came_from="upload", files=3, at=now + timedelta(days=day))
    assert table("bundles").rows() == [("b", "z.zip", "upload", 3, now)]
