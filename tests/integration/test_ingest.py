"""The whole way on genuinely issued badges: every file named, nothing twice, corrections, cancelling, commands."""

import argparse
import io
import json
import zipfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from hiring.commands import ingest as command
from hiring.errors import StoreError, UsageError
from hiring.intake.bundle import read_bytes, read_paths
from hiring.matching.refresh import refresh
from hiring.models.artifact import ApplicantClaim
from hiring.models.credential import Credential
from hiring.models.ingest import IngestReport, Progress
from hiring.models.verdict import Verification
from hiring.network.offline import OfflineFetcher
from hiring.pipeline import ingest
from hiring.store.database import MEMORY, Database
from hiring.store.roles import save_role
from hiring.verification.canonical.reference import ReferenceCanonicaliser
from hiring.verification.verifier import Recipient, Verifier
from tests.integration.ingesting import (
    NOW,
    ROLE,
    as_json,
    as_jwt,
    as_png,
    badge,
    dump,
    in_svg,
    messy_bundle,
    tables,
    take_in,
    tampered,
    zipped,
)

ADA, BOB = "ada@example.org", "bob@example.org"


@pytest.fixture
def database() -> Iterator[Database]:
    with Database(MEMORY, clock=lambda: NOW) as opened:
        yield opened


@pytest.fixture(scope="module")
def bundle() -> bytes:
    return messy_bundle()


@pytest.fixture
def rows(database: Database) -> Callable[[str], list[dict[str, Any]]]:
    def read(table: str) -> list[dict[str, Any]]:
        with closing(database.cursor()) as cursor:
            return cursor.execute(f"SELECT * FROM {table} ORDER BY ALL").pl().to_dicts()  # noqa: S608  # named by tests

    return read


Rows = Callable[[str], list[dict[str, Any]]]


def by_name(report: IngestReport) -> dict[str, str]:
    return {file.source.removeprefix("bundle.zip!"): file.outcome for file in report.files}


def typed(name: str, email: str | None = None) -> ApplicantClaim:
    return ApplicantClaim(name=name, email=email, known_from="typed")


def test_every_file_has_a_named_outcome(database: Database, bundle: bytes) -> None:
    report = take_in(database, bundle)
    assert by_name(report) == {
        "Ada/candidate.json": "MANIFEST",
        "Ada/expired.jwt": "EXPIRED",
        "Ada/more.zip!docker.jwt": "AUTHENTIC_CURRENT",
        "Ada/more.zip!empty.txt": "EMPTY_FILE",
        "Ada/sql-as-jwt.txt": "AUTHENTIC_CURRENT",
        "Ada/sql.json": "DUPLICATE",
        "Ada/sql.png": "DUPLICATE",
        "Ada/tampered.jwt": "REJECTED",
        "Bob/candidate.json": "MANIFEST",
        "Bob/not-his.jwt": "WRONG_HOLDER",
        "Bob/picture.png": "PNG_DAMAGED",
        "Bob/readme.txt": "NO_CREDENTIAL",
        "Bob/unread-status.jwt": "STATUS_UNKNOWN",
    }
    assert all(file.message for file in report.files)
    assert {file.applicant_name for file in report.files} == {None, "Ada Lovelace", "Bob"}
    assert not report.cancelled


def test_nothing_that_a_tampered_badge_says_is_told_or_counted(database: Database, bundle: bytes, rows: Rows) -> None:
    report = take_in(database, bundle)
    rejected = next(file for file in report.files if file.outcome == "REJECTED")
    assert (rejected.achievement_name, rejected.issuer_name) == (None, None)
    assert "Kubernetes" not in f"{rejected.message} {rejected.next_step}"
    assert "Kubernetes" not in {row["name"] for row in rows("achievements")}
    assert "kubernetes" not in {row["skill_id"] for row in rows("skill_evidence")}
    kept = next(row for row in rows("credentials") if row["credential_id"] == rejected.credential_id)
    assert kept["name"] is None
    assert "Kubernetes" in kept["document"]


def test_a_badge_in_three_carriers_counts_once(database: Database, bundle: bytes, rows: Rows) -> None:
    once = zipped(
        {
            "Ada/candidate.json": json.dumps({"name": "Ada", "email": ADA}).encode(),
            "Ada/sql.jwt": as_jwt(badge(1, "SQL", email=ADA)),
        }
    )
    take_in(database, once)
    before = [(row["score"], row["gate"]) for row in rows("current_matches")]
    take_in(
        database,
        zipped(
            {"Ada/a.jwt": as_jwt(badge(1, "SQL", email=ADA)), "Ada/b.png": as_png(as_jwt(badge(1, "SQL", email=ADA)))}
        ),
        typed=typed("Ada", ADA),
    )
    assert [(row["score"], row["gate"]) for row in rows("current_matches")] == before


@pytest.mark.parametrize(
    "second",
    ["tampered JWT", "JSON", "re-indented JSON", "PNG of JSON", "PNG of JWT", "SVG of JWT", "uncheckable JSON"],
)
@pytest.mark.parametrize("first", [True, False])
def test_another_copy_of_a_badge_changes_no_score(database: Database, rows: Rows, second: str, first: bool) -> None:
    document = badge(1, "SQL", email=ADA)
    token, proven = as_jwt(document), as_json(document)
    signed = json.loads(proven)
    unknown_suite = {**signed, "proof": {**signed["proof"], "cryptosuite": "of-the-future-2099"}}
    copies = {
        "tampered JWT": (tampered(token, b"An exam", b"No exam"), "REJECTED"),
        "JSON": (proven, "DUPLICATE"),
        "re-indented JSON": (json.dumps(signed, indent=3).encode(), "DUPLICATE"),
        "PNG of JSON": (as_png(proven), "DUPLICATE"),
        "PNG of JWT": (as_png(token), "DUPLICATE"),
        "SVG of JWT": (in_svg(token), "DUPLICATE"),
        "uncheckable JSON": (json.dumps(unknown_suite).encode(), "UNDETERMINED"),
    }
    copy, outcome = copies[second]
    take_in(database, zipped({"m.jwt": token}), typed=typed("Ada", ADA))
    (before,) = rows("current_matches")
    report = take_in(database, zipped({"m.jwt": token, "a" if first else "z": copy}), typed=typed("Ada", ADA))
    outcomes = {file.outcome for file in report.files}
    assert outcomes == {"AUTHENTIC_CURRENT", outcome}
    (after,) = rows("current_matches")
    shown = ("score", "low", "high", "gate")
    assert [after[name] for name in shown] == [before[name] for name in shown]


def test_the_same_files_renamed_or_unpacked_add_who_sent_them_and_no_fact(
    database: Database, bundle: bytes, tmp_path: Path
) -> None:
    take_in(database, bundle)
    unpacked = tmp_path / "bundle"
    zipfile.ZipFile(io.BytesIO(bundle)).extractall(unpacked)
    records = ("bundles", "files", "submissions", "fetches")
    with closing(database.cursor()) as cursor:
        before, shown = tables(cursor, records), tables(cursor)["bundles"]
        take_in(database, bundle, name="renamed.zip")
        ingest(
            "bundle",
            read_paths([unpacked]),
            database=database,
            verifier=Verifier(OfflineFetcher(), ReferenceCanonicaliser()),
            clock=lambda: NOW + timedelta(hours=1),
            came_from="command line",
        )
        assert tables(cursor, records) == before
        assert len(tables(cursor)["bundles"]) == len(shown) + 2


def test_uploading_twice_changes_nothing(database: Database, bundle: bytes) -> None:
    first = take_in(database, bundle)
    with closing(database.cursor()) as cursor:
        before = tables(cursor)
        again = take_in(database, bundle)
        assert tables(cursor) == before
        later = take_in(database, bundle, at=NOW + timedelta(hours=3))
        assert tables(cursor) == before
    assert first == again == later


def test_how_a_bundle_was_packed_does_not_matter(bundle: bytes) -> None:
    members = {
        "Ada/a.jwt": as_jwt(badge(1, "SQL", email=ADA)),
        "Ada/b.jwt": as_jwt(badge(2, "Docker", email=ADA)),
        "x.txt": b"x",
    }
    seen = []
    for packed in (members, dict(reversed(members.items()))):
        with Database(MEMORY, clock=lambda: NOW) as database, closing(database.cursor()) as cursor:
            take_in(database, zipped(packed))
            seen.append(tables(cursor))
    assert seen[0] == seen[1]


def test_the_size_of_batches_does_not_matter(bundle: bytes) -> None:
    seen = []
    for batch_files in (1, 4, 64):
        with Database(MEMORY, clock=lambda: NOW) as database, closing(database.cursor()) as cursor:
            take_in(database, bundle, batch_files=batch_files)
            seen.append(tables(cursor))
    assert seen[0] == seen[1] == seen[2]


def test_a_badge_that_expires_meanwhile_is_told_so_and_both_findings_are_kept(database: Database, rows: Rows) -> None:
    bundle = zipped({"Ada/a.jwt": as_jwt(badge(1, "SQL", email=ADA, until="2026-06-15T00:00:00Z"))})
    for at, outcome in ((NOW, "AUTHENTIC_CURRENT"), (NOW + timedelta(days=30), "EXPIRED")):
        report = take_in(database, bundle, at=at, typed=typed("Ada", ADA))
        assert [file.outcome for file in report.files] == [outcome]
        assert [row["outcome"] for row in rows("files")] == [outcome]
    history = sorted(rows("verifications"), key=lambda row: datetime.fromisoformat(str(row["judged_at"])))
    assert [row["currency"] for row in history] == ["current", "expired"]


def test_one_badge_of_two_people_stays_with_both(database: Database, rows: Rows) -> None:
    bundle = zipped({"badge.jwt": as_jwt(badge(1, "SQL", email=ADA))})
    outcomes = [take_in(database, bundle, typed=who).files[0].outcome for who in (typed("Ada", ADA), typed("Bob", BOB))]
    assert outcomes == ["AUTHENTIC_CURRENT", "WRONG_HOLDER"]
    assert len(rows("submissions")) == len(rows("applicants")) == 2


def test_a_correction_moves_a_file_and_stands_when_the_bundle_comes_again(database: Database, rows: Rows) -> None:
    bundle = zipped(
        {"badges/a.jwt": as_jwt(badge(1, "SQL", email=ADA)), "other/b.jwt": as_jwt(badge(2, "Docker", email=BOB))}
    )
    guessed = take_in(database, bundle)
    source = guessed.files[0].source
    corrected = take_in(database, bundle, corrections={source: typed("Ada Lovelace", ADA)}, at=NOW + timedelta(hours=1))
    assert guessed.bundle_id == corrected.bundle_id
    again = take_in(database, bundle, at=NOW + timedelta(hours=2))
    assert corrected.files == again.files
    assert corrected.files[0].applicant_name == "Ada Lovelace"
    assert sorted(row["name"] for row in rows("applicants")) == ["Ada Lovelace", guessed.files[1].applicant_name]
    held = {row["applicant_id"] for row in rows("submissions")}
    assert held == {corrected.files[0].applicant_id, guessed.files[1].applicant_id}
    assert {row["applicant_id"] for row in rows("current_matches")} >= held


def test_an_applicant_who_sent_only_junk_is_there_when_named(database: Database, rows: Rows) -> None:
    take_in(
        database,
        zipped(
            {
                "Ada/candidate.json": json.dumps({"name": "Ada", "email": ADA}).encode(),
                "Ada/cv.txt": b"x",
                "junk/y.txt": b"y",
            }
        ),
    )
    assert [row["name"] for row in rows("applicants")] == ["Ada"]
    assert [row["gate"] for row in rows("current_matches")] == ["not_shown"]


def test_progress_counts_every_file_with_the_total_known_from_the_start(database: Database, bundle: bytes) -> None:
    told: list[Progress] = []
    report = take_in(database, bundle, progress=told.append)
    total = len(report.files)
    assert [progress.done for progress in told] == list(range(1, total + 1))
    assert {progress.total for progress in told} == {total}
    assert [progress.source for progress in told] == [file.source for file in report.files]


@pytest.mark.parametrize("after", [0, 1, 3, 7])
def test_cancelled_keeps_what_was_done_and_uploading_again_completes_it(
    database: Database, bundle: bytes, rows: Rows, after: int
) -> None:
    told: list[Progress] = []
    report = take_in(database, bundle, progress=told.append, cancelled=lambda: len(told) >= after)
    assert report.cancelled
    assert len(report.files) == len(rows("files")) == after
    whole = take_in(database, bundle)
    assert len(whole.files) == len(rows("files")) == 13
    with (
        Database(MEMORY, clock=lambda: NOW) as other,
        closing(other.cursor()) as undisturbed,
        closing(database.cursor()) as cursor,
    ):
        take_in(other, bundle)
        # An earlier, smaller match is a fact of its own: it was shown to somebody.
        history = ("matches", "match_lines", "contributions")
        assert tables(cursor, history) == tables(undisturbed, history)


def test_a_failing_database_leaves_no_score_of_before_its_last_batch(database: Database, rows: Rows) -> None:
    """What was written before the failure counts; the shortlist must not show the old scores until the next day."""

    def fail(now: Progress) -> None:
        if now.done == 3:
            raise StoreError("The disk is full.", code="DATABASE_NOT_WRITTEN")

    skills = ("SQL", "Docker", "Linux")
    files = {f"Ada/{skill}.jwt": as_jwt(badge(n, skill, email=ADA)) for n, skill in enumerate(skills)}
    ada = typed("Ada", ADA)
    with pytest.raises(StoreError):
        take_in(database, zipped(files), typed=ada, progress=fail, batch_files=1)
    assert len(rows("submissions")) == 2
    (match,) = rows("current_matches")
    assert match["score"] > 0


def test_an_ingest_that_runs_past_midnight_puts_no_match_of_yesterday_in_place_of_todays(
    database: Database, rows: Rows
) -> None:
    day = timedelta(days=30)
    times = iter([NOW, NOW + day])
    bundle = zipped({"Ada/a.jwt": as_jwt(badge(1, "SQL", email=ADA, until="2026-06-15T00:00:00Z"))})
    take_in(database, zipped({"a.txt": b""}), typed=typed("Ada", ADA))
    ingest(
        "bundle.zip",
        read_bytes("bundle.zip", bundle),
        database=database,
        verifier=Verifier(OfflineFetcher(), ReferenceCanonicaliser()),
        clock=lambda: next(times),
        came_from="test",
        typed=typed("Ada", ADA),
    )
    (match,) = rows("current_matches")
    assert (match["as_of"], match["gate"]) == ((NOW + day).date(), "partly")
    assert {row["known_at"] for row in rows("submissions")} == {NOW}


def test_two_ingests_and_a_role_saved_at_once_leave_what_one_after_the_other_leaves(
    database: Database, bundle: bytes
) -> None:
    """Two browser sessions on one database: writers take turns, nobody is refused, and nothing is there twice."""
    other = zipped({f"Cy/{n}.jwt": as_jwt(badge(20 + n, "SQL", email="cy@example.org")) for n in range(6)})
    second = ROLE.model_copy(update={"version": 2, "skills": ROLE.skills[:1], "reason": "fewer"})

    def save(opened: Database) -> None:
        with closing(opened.cursor()) as cursor:
            save_role(cursor, second)
        refresh(opened, as_of=NOW.date(), known_at=NOW)

    take_in(database, zipped({"a.txt": b""}))
    with ThreadPoolExecutor(4) as pool:
        work = [pool.submit(take_in, database, packed) for packed in (bundle, bundle, other)]
        saved = pool.submit(save, database)
        assert sum(len(done.result().files) for done in work) == 13 + 13 + 6
        saved.result()
    with Database(MEMORY, clock=lambda: NOW) as one, closing(one.cursor()) as undisturbed:
        take_in(one, zipped({"a.txt": b""}))
        take_in(one, bundle)
        take_in(one, other)
        save(one)
        # How many matches were in force in between depends on who came first; the last ones do not.
        history = ("matches", "match_lines", "contributions")
        last = "SELECT applicant_id, role_version, score, low, high, gate, inputs FROM current_matches ORDER BY ALL"
        with closing(database.cursor()) as cursor:
            # `known_from` names whichever file came first, so rows are counted and not compared.
            held, expected = (
                {name: len(found) for name, found in tables(c, history).items()} for c in (cursor, undisturbed)
            )
            assert held == expected
            assert cursor.execute(last).fetchall() == undisturbed.execute(last).fetchall()


class Broken(Verifier):
    """Fails in a way nobody foresaw on the badge named Docker."""

    def verify(self, credential: Credential, *, as_of: datetime, recipient: Recipient | None = None) -> Verification:
        if credential.achievement and credential.achievement.name == "Docker":
            raise ZeroDivisionError
        return super().verify(credential, as_of=as_of, recipient=recipient)


def test_a_mistake_of_ours_in_one_file_is_named_logged_and_loses_no_other(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    bundle = zipped(
        {"Ada/a.jwt": as_jwt(badge(1, "Docker", email=ADA)), "Ada/b.jwt": as_jwt(badge(2, "SQL", email=ADA))}
    )
    report = ingest(
        "bundle.zip",
        read_bytes("bundle.zip", bundle),
        database=database,
        verifier=Broken(OfflineFetcher(), ReferenceCanonicaliser()),
        clock=lambda: NOW,
        came_from="test",
        typed=typed("Ada", ADA),
    )
    assert [file.outcome for file in report.files] == ["INTERNAL_ERROR", "AUTHENTIC_CURRENT"]
    assert "ZeroDivisionError" in caplog.text


def run_command(*words: str) -> int:
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    return command.run(parser.parse_args(list(words)), clock=lambda: NOW)


def test_the_command_line_does_the_same_as_the_browser(
    tmp_path: Path, bundle: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    path, database = tmp_path / "bundle.zip", tmp_path / "credence.duckdb"
    path.write_bytes(bundle)
    assert run_command(str(path), "--offline", "--database", str(database)) == 0
    said = capsys.readouterr().out
    assert "13 files, 2 applicants" in said
    assert "AUTHENTIC_CURRENT" in said
    with Database(MEMORY, clock=lambda: NOW) as other, closing(other.cursor()) as cursor:
        take_in(other, bundle)
        expected = tables(cursor)
    kept = dump(database)
    same = ("files", "submissions", "applicants", "credentials", "verifications", "skill_evidence", "issuers")
    assert {name: kept[name] for name in same} == {name: expected[name] for name in same}
    assert [row[2] for row in kept["bundles"]] == ["command line"]


def test_the_command_line_takes_a_typed_applicant(tmp_path: Path) -> None:
    path, database = tmp_path / "sql.jwt", tmp_path / "credence.duckdb"
    path.write_bytes(as_jwt(badge(1, "SQL", email=ADA)))
    options = ("--offline", "--database", str(database), "--name", "Ada", "--email", ADA)
    assert run_command(str(path), *options) == 0
    assert [row[1:4] for row in dump(database)["applicants"]] == [("Ada", ADA, "typed")]


def test_what_cannot_be_done_is_said_before_anything_is_written(tmp_path: Path, bundle: bytes) -> None:
    path, database = tmp_path / "bundle.zip", tmp_path / "credence.duckdb"
    path.write_bytes(bundle)
    with pytest.raises(UsageError):
        run_command(str(path), str(tmp_path / "absent.zip"), "--offline", "--database", str(database))
    with pytest.raises(UsageError):
        run_command(str(path), "--email", ADA, "--offline", "--database", str(database))
    assert not database.exists()
    with pytest.raises(StoreError):
        run_command(str(path), "--offline", "--database", str(tmp_path))


def test_tampering_of_the_helper_is_what_is_rejected(database: Database) -> None:
    whole = as_jwt(badge(1, "SQL", email=ADA))
    outcomes = [
        take_in(database, content, name=name, typed=typed("Ada", ADA)).files[0].outcome
        for name, content in (("whole.jwt", whole), ("tampered.jwt", tampered(whole, b"SQL", b"sql")))
    ]
    assert outcomes == ["AUTHENTIC_CURRENT", "REJECTED"]
