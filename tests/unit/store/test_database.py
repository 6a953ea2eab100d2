"""The database file: opened, guarded, migrated."""

import shutil
import subprocess
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from hiring.errors import StoreError
from hiring.store.database import MEMORY, Cursor, Database, transaction
from hiring.store.migrate import Migration, known_migrations, migrate


def count(cursor: Cursor, table: str) -> int:
    return int(cursor.execute(f"SELECT count(*) AS n FROM {table}").pl()["n"][0])  # noqa: S608  # table of this test


def test_makes_its_folder_and_records_every_migration(tmp_path: Path, now: datetime) -> None:
    path = tmp_path / "new" / "folder" / "credence.duckdb"
    with Database(path, clock=lambda: now) as database:
        recorded = database.cursor().execute("SELECT * FROM migrations ORDER BY version").pl()
    assert path.is_file()
    assert recorded["version"].to_list() == [step.version for step in known_migrations()]
    assert recorded["applied_at"].to_list() == [now] * len(recorded)


def test_opening_again_applies_nothing_twice(tmp_path: Path) -> None:
    path = tmp_path / "credence.duckdb"
    for _ in range(2):
        with Database(path) as database:
            assert count(database.cursor(), "migrations") == len(known_migrations())


def test_migrations_are_numbered_from_one_without_gaps() -> None:
    versions = [step.version for step in known_migrations()]
    assert versions == list(range(1, len(versions) + 1))


def test_a_failing_step_leaves_the_database_one_step_behind(now: datetime) -> None:
    connection = duckdb.connect(":memory:")
    good = Migration(1, "good", "CREATE TABLE a (x INTEGER)")
    bad = Migration(2, "bad", "CREATE TABLE b (x INTEGER); SELECT no_such_column FROM b")
    with pytest.raises(duckdb.BinderException):
        migrate(connection, lambda: now, (good, bad))
    assert connection.execute("SHOW TABLES").fetchall() == [], "a new database is whole or empty"
    migrate(connection, lambda: now, (good,))
    with pytest.raises(duckdb.BinderException):
        migrate(connection, lambda: now, (good, bad))
    assert count(connection, "migrations") == 1
    assert connection.execute("SELECT count(*) FROM information_schema.tables WHERE table_name = 'b'").fetchone() == (
        0,
    )
    migrate(connection, lambda: now, (good, Migration(2, "mended", "CREATE TABLE b (x INTEGER)")))
    assert count(connection, "migrations") == 2


@pytest.mark.parametrize("at_once", [True, False], ids=["a new database", "one step after the other"])
def test_a_kill_after_any_step_leaves_a_database_that_opens(tmp_path: Path, now: datetime, *, at_once: bool) -> None:
    steps = known_migrations()
    path, killed = tmp_path / "credence.duckdb", tmp_path / "killed.duckdb"
    with duckdb.connect(str(path)) as connection:
        for last in [len(steps)] if at_once else range(1, len(steps) + 1):
            migrate(connection, lambda: now, steps[:last])
            for ending in ("", ".wal"):  # what a killed process leaves: nothing of the last steps but their log
                shutil.copy(f"{path}{ending}", f"{killed}{ending}")
            with duckdb.connect(str(killed)) as opened:
                assert count(opened, "migrations") == last
    with Database(killed) as database:
        assert count(database.cursor(), "migrations") == len(steps)


def test_a_newer_database_is_refused_in_words(tmp_path: Path, now: datetime) -> None:
    path = tmp_path / "credence.duckdb"
    with Database(path) as database:
        database.cursor().execute("INSERT INTO migrations VALUES (9000, 'from the future', ?)", [now])
    with pytest.raises(StoreError, match="layout 9000") as caught:
        Database(path)
    assert caught.value.code == "DATABASE_NEWER"
    assert caught.value.next_step


def test_a_foreign_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.duckdb"
    with duckdb.connect(str(path)) as other:
        other.execute("CREATE TABLE theirs (x INTEGER)")
    with pytest.raises(StoreError) as caught:
        Database(path)
    assert caught.value.code == "DATABASE_FOREIGN"
    with duckdb.connect(str(path)) as other:
        tables = other.execute("SELECT table_name FROM information_schema.tables").fetchall()
    assert tables == [("theirs",)]


def test_junk_and_folders_are_refused_in_words(tmp_path: Path) -> None:
    junk = tmp_path / "junk.duckdb"
    junk.write_bytes(b"not a database" * 1000)
    for path in (junk, tmp_path):
        with pytest.raises(StoreError) as caught:
            Database(path)
        assert caught.value.code == "DATABASE_UNREADABLE"
        assert str(path) in str(caught.value)


def test_a_second_process_is_told_that_the_file_is_open(tmp_path: Path, root: Path) -> None:
    path = tmp_path / "credence.duckdb"
    second = (
        "import sys; from pathlib import Path\n"
        "from hiring.errors import StoreError\n"
        "from hiring.store.database import Database\n"
        "try:\n    Database(Path(sys.argv[1]))\n"
        "except StoreError as error:\n    print(error.code, bool(error.next_step))\n"
    )
    with Database(path):
        done = subprocess.run(
            [sys.executable, "-c", second, str(path)], cwd=root, capture_output=True, text=True, check=True
        )
    assert done.stdout.split() == ["DATABASE_LOCKED", "True"]


def test_a_folder_with_lock_in_its_name_is_not_taken_for_a_locked_database(tmp_path: Path) -> None:
    path = tmp_path / "blocked" / "junk.duckdb"
    path.parent.mkdir()
    path.write_bytes(b"not a database" * 1000)
    with pytest.raises(StoreError) as caught:
        Database(path)
    assert caught.value.code == "DATABASE_UNREADABLE"
    with pytest.raises(StoreError, match=r"cannot be opened: [A-Z][a-z ]+\.$"):
        Database(path / "within a file" / "c.duckdb")


def test_every_row_says_when_it_was_known_or_belongs_to_one_that_does(cursor: Cursor) -> None:
    parents = {"role_skills": "role_versions", "match_lines": "matches", "contributions": "matches"}
    parents |= {"checks": "verifications", "contents": "documents", "registry_institutions": "registry_imports"}
    parents |= {"learning_steps": "learning_plans"}
    key = {
        "role_versions": {"role_id", "version"},
        "matches": {"match_id"},
        "verifications": {"verification_id"},
        "documents": {"digest"},
        "registry_imports": {"import_id"},
        "learning_plans": {"plan_id"},
    }
    columns: dict[str, set[str]] = {}
    sql = (
        "SELECT table_name, column_name FROM information_schema.columns JOIN information_schema.tables "
        "USING (table_name) WHERE table_type = 'BASE TABLE'"
    )
    for table, column in cursor.execute(sql).fetchall():
        columns.setdefault(table, set()).add(column)
    assert columns.pop("migrations") >= {"applied_at"}
    for counted in ("workforce_cube", "workforce_headcount"):  # made anew from rows that say it
        assert columns.pop(counted) >= {"day"}
    assert "inputs" in columns.pop("weighed_people")  # the digest of the facts that it was made from
    for derived in ("weighed", "weighed_skills", "badge_mix"):
        assert columns.pop(derived)
    for table, held in columns.items():
        parent = parents.get(table)
        assert "known_at" in columns[parent or table], table
        assert parent is None or key[parent] <= held & columns[parent], table


def test_a_transaction_is_all_or_nothing() -> None:
    with Database(MEMORY) as database:
        cursor = database.cursor()
        cursor.execute("CREATE TABLE t (x INTEGER)")

        def interrupted() -> None:
            with transaction(cursor):
                cursor.execute("INSERT INTO t VALUES (1)")
                raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            interrupted()
        assert count(cursor, "t") == 0
        with transaction(cursor):
            cursor.execute("INSERT INTO t VALUES (2)")
        assert count(database.cursor(), "t") == 1


def test_two_threads_that_insert_what_is_missing_insert_it_once() -> None:
    with Database(MEMORY) as database:
        database.cursor().execute("CREATE TABLE t (x INTEGER)")
        start = threading.Barrier(4)

        def insert_if_missing() -> None:
            cursor = database.cursor()
            start.wait()
            with transaction(cursor):
                cursor.execute("INSERT INTO t SELECT 1 WHERE NOT EXISTS (FROM t)")

        threads = [threading.Thread(target=insert_if_missing) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert count(database.cursor(), "t") == 1


def test_times_come_back_in_utc_whatever_the_machine_says(now: datetime) -> None:
    with Database(MEMORY, clock=lambda: now) as database:
        frame = database.cursor().execute("SELECT applied_at FROM migrations").pl()
    assert frame["applied_at"].to_list()[0] == datetime(2026, 6, 1, tzinfo=UTC)
    assert str(frame.schema["applied_at"]) == "Datetime(time_unit='us', time_zone='UTC')"


def test_extensions_are_never_downloaded() -> None:
    with Database(MEMORY) as database:
        values = database.cursor().execute(
            "SELECT value FROM duckdb_settings() WHERE name IN "
            "('autoinstall_known_extensions', 'autoload_known_extensions')"
        )
        assert values.fetchall() == [("false",), ("false",)]


def test_a_machine_that_refuses_is_told_in_words_and_nothing_is_written() -> None:
    with Database(MEMORY) as database:
        cursor = database.cursor()
        cursor.execute("CREATE TABLE t (x VARCHAR)")
        database.cursor().execute("SET memory_limit = '20MB'; SET max_temp_directory_size = '0KB'")

        def too_much() -> None:
            with transaction(cursor):
                cursor.execute("INSERT INTO t VALUES ('small')")
                cursor.execute("INSERT INTO t SELECT repeat(md5(i::VARCHAR), 100) FROM range(100_000) AS r(i)")

        with pytest.raises(StoreError) as caught:
            too_much()
        assert caught.value.code == "DATABASE_NOT_WRITTEN"
        assert count(cursor, "t") == 0
