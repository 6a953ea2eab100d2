"""A demo that was interrupted, between bundles or within one, goes on where it stopped; what lies beside it stays."""

import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType

import pytest

from hiring.__main__ import main
from hiring.demo.catalogue import Catalogue, load
from hiring.demo.load import finish, is_loaded, load_world
from hiring.demo.world import BUNDLES, DOCUMENTS, build, write
from hiring.matching.refresh import refresh
from hiring.models.ingest import Progress
from hiring.store.database import MEMORY, Database
from hiring.verification.canonical.reference import ReferenceCanonicaliser
from tests.integration.ingesting import Tables, tables

NOW = datetime(2026, 6, 1, tzinfo=UTC)


class Interrupted(Exception):
    """The person pressed Ctrl-C."""


def clock() -> datetime:
    return NOW


def few_people() -> Catalogue:
    """The catalogue with one applicant of each of some kinds, and one small team."""
    whole = load()
    team = next(team for team in whole.workforce.teams if sum(team.people.values()) < 8)
    people = tuple({person.archetype: person for person in whole.people}.values())[:6]
    return replace(whole, people=people, workforce=replace(whole.workforce, teams=(team,)))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("few")
    write(build(catalogue=few_people()), folder)
    return folder


def take_in(database: Database, folder: Path, progress: Callable[[str, Progress], None] = lambda _n, _p: None) -> int:
    made = load_world(database, folder, canonicaliser=ReferenceCanonicaliser(), clock=clock, progress=progress)
    return sum(len(report.files) for report in made)


def held(database: Database) -> Tables:
    with closing(database.cursor()) as cursor:
        return tables(cursor)


@pytest.fixture(scope="module")
def undisturbed(folder: Path) -> Tables:
    with Database(MEMORY, clock=clock) as database:
        assert take_in(database, folder) > 0
        return held(database)


def test_stopped_between_bundles_it_goes_on(folder: Path, undisturbed: Tables) -> None:
    with Database(MEMORY, clock=clock) as database:
        half = load_world(database, folder, canonicaliser=ReferenceCanonicaliser(), clock=clock)
        for _ in range(4):
            next(half)
        assert not is_loaded(database, folder)
        take_in(database, folder)
        assert is_loaded(database, folder)
        assert held(database) == undisturbed


def test_stopped_within_a_bundle_it_goes_on(folder: Path, undisturbed: Tables) -> None:
    seen = 0

    def stop(_name: str, _now: Progress) -> None:
        nonlocal seen
        seen += 1
        if seen == 30:
            raise Interrupted

    with Database(MEMORY, clock=clock) as database:
        with pytest.raises(Interrupted):
            take_in(database, folder, stop)
        assert not is_loaded(database, folder)
        take_in(database, folder)
        assert is_loaded(database, folder)
        assert held(database) == undisturbed


def killed_before_refresh(database: Database, folder: Path) -> None:
    """Load, and stop where the facts of the last bundle are written and matches are not."""
    seen = 0

    def watch(frame: FrameType, happened: str, _what: object) -> None:
        nonlocal seen
        if happened == "call" and frame.f_code is refresh.__code__:
            seen += 1
            if seen == 3:  # the first is of what was there before, the second of those who work there
                raise Interrupted

    sys.setprofile(watch)
    try:
        take_in(database, folder)
    except Interrupted:
        return
    finally:
        sys.setprofile(None)
    pytest.fail("it was not stopped")


def test_stopped_between_facts_and_matches_it_catches_up(folder: Path, undisturbed: Tables) -> None:
    """A bundle whose facts are whole is not taken in again; its applicants once stayed without a match."""
    with Database(MEMORY, clock=clock) as database:
        killed_before_refresh(database, folder)
        assert held(database) != undisturbed
        assert is_loaded(database, folder)
        finish(database, at=NOW)
        assert held(database) == undisturbed


def test_a_world_that_was_not_written_whole_is_no_world(folder: Path, tmp_path: Path) -> None:
    """Its table of documents goes first and comes back last, also where a world is written over another."""
    write(build(catalogue=few_people()), tmp_path)
    (tmp_path / BUNDLES / "Applications data.zip").unlink()
    (tmp_path / BUNDLES / "Applications data.zip").mkdir()
    with pytest.raises(OSError, match="directory"):
        write(build(catalogue=few_people()), tmp_path)
    assert not (tmp_path / DOCUMENTS).exists()


def test_a_folder_that_cannot_be_written_is_said_in_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "file"
    file.write_text("mine")
    assert main(["demo", "--out", str(file), "--database", str(tmp_path / "c.duckdb")]) == 2
    assert "cannot be written" in capsys.readouterr().err
    assert file.read_text() == "mine"


def test_the_command_says_what_it_did_and_does_it_once(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["demo", "--out", str(folder), "--database", str(tmp_path / "c.duckdb")]
    assert main(arguments) == 0
    assert "AUTHENTIC_CURRENT" in capsys.readouterr().out
    assert main([*arguments, "--if-empty"]) == 0
    assert "already" in capsys.readouterr().out


def test_writing_leaves_what_it_did_not_make(folder: Path) -> None:
    own = folder / "my notes.txt"
    own.write_text("mine")
    write(build(catalogue=few_people()), folder)
    assert own.read_text() == "mine"
