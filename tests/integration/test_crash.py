"""Killing the ingest anywhere and starting it again gives the same database as an undisturbed run.

Each trial is a process of its own that ends by SIGKILL: no handler runs and nothing is flushed. It is killed at a
chosen place (after files; before and after statements, the ones that lay out a new database included) or from
outside at a random moment. Then the same bundle is ingested again and every row of every table is compared.
"""

import multiprocessing
import random
import signal
import time
from collections.abc import Callable
from multiprocessing.context import ForkServerContext
from pathlib import Path

import pytest

from hiring.ingesting.spreading import FIRST_CHUNK_FILES
from tests.integration import crashing
from tests.integration.ingesting import Tables, bundle_of_many, dump, messy_bundle

# Statements between two at which a trial is killed; a prime, so that it meets other statements of each batch.
STRIDE = 211
RANDOM_KILLS = 3

Trial = Callable[..., None]


@pytest.fixture(scope="module")
def content() -> bytes:
    return messy_bundle()


@pytest.fixture(scope="module")
def undisturbed(content: bytes, tmp_path_factory: pytest.TempPathFactory) -> Tables:
    path = tmp_path_factory.mktemp("undisturbed") / "credence.duckdb"
    crashing.run(path, content)
    expected = dump(path)
    for name in ("files", "submissions", "verifications", "checks", "skill_evidence", "matches", "contributions"):
        assert expected[name], f"the bundle of this test must fill {name}"
    return expected


@pytest.fixture(scope="module")
def processes() -> ForkServerContext:
    """Starts processes from one that has imported everything, so that a trial costs no start-up."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([crashing.__name__])
    return context


@pytest.fixture
def completed(content: bytes, undisturbed: Tables, tmp_path: Path) -> Callable[[Path], None]:
    """Starts the ingest again and compares."""

    def check(path: Path) -> None:
        crashing.run(path, content)
        assert dump(path) == undisturbed
        for left in tmp_path.glob(f"{path.name}*"):
            left.unlink()

    return check


def killed(processes: ForkServerContext, trial: Trial, *arguments: object) -> None:
    process = processes.Process(target=trial, args=arguments)
    process.start()
    process.join()
    assert process.exitcode == -signal.SIGKILL


def test_killed_after_every_tenth_file(
    content: bytes,
    undisturbed: Tables,
    processes: ForkServerContext,
    completed: Callable[[Path], None],
    tmp_path: Path,
) -> None:
    for number in range(1, len(undisturbed["files"]) + 1, 10):
        path = tmp_path / f"{number}.duckdb"
        killed(processes, crashing.killed_after_file, path, content, number)
        completed(path)


@pytest.mark.parametrize("event", ["c_call", "c_return"])
def test_killed_before_and_after_statements(
    content: bytes, processes: ForkServerContext, completed: Callable[[Path], None], tmp_path: Path, event: str
) -> None:
    statements = crashing.count_statements(tmp_path / "counted.duckdb", content, event)
    assert statements > 100
    for number in range(1 if event == "c_call" else STRIDE // 2, statements + 1, STRIDE):
        path = tmp_path / f"{number}.duckdb"
        killed(processes, crashing.killed_at_statement, path, content, number, event)
        completed(path)


def test_killed_from_outside_at_random_moments(
    content: bytes, processes: ForkServerContext, completed: Callable[[Path], None], tmp_path: Path
) -> None:
    started = time.monotonic()
    crashing.run(tmp_path / "timed.duckdb", content)
    takes = time.monotonic() - started
    moments = random.Random(20260601)  # noqa: S311  # the same moments each time, as far as a machine has such
    for number in range(RANDOM_KILLS):
        path = tmp_path / f"{number}.duckdb"
        process = processes.Process(target=crashing.run, args=(path, content))
        process.start()
        time.sleep(moments.uniform(0, takes))
        process.kill()
        process.join()
        completed(path)


def test_killed_again_and_again_on_one_database(
    content: bytes,
    undisturbed: Tables,
    processes: ForkServerContext,
    completed: Callable[[Path], None],
    tmp_path: Path,
) -> None:
    path = tmp_path / "credence.duckdb"
    for number in range(2, len(undisturbed["files"]) + 1, 8):
        killed(processes, crashing.killed_after_file, path, content, number)
    assert dump(path) != undisturbed, "a killed ingest is not a whole one, or these tests show nothing"
    completed(path)


def test_killed_while_processes_share_the_work(processes: ForkServerContext, tmp_path: Path) -> None:
    """Nothing is lost or doubled, whoever takes it up again."""
    content = bundle_of_many()
    whole = tmp_path / "whole.duckdb"
    crashing.run(whole, content)
    undisturbed = dump(whole)
    assert len(undisturbed["files"]) > FIRST_CHUNK_FILES
    for number, again in ((70, crashing.run_spread),):
        path = tmp_path / f"{number}.duckdb"
        killed(processes, crashing.killed_while_spread, path, content, number)
        assert dump(path) != undisturbed
        again(path, content)
        assert dump(path) == undisturbed
