"""Fixtures shared by every test."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import settings

# How long an example takes says more of the machine than of the code; speed is measured in `benchmarks/`. The same code
# meets the same examples, so that a red run is about the change at hand; `make explore` looks for others.
settings.register_profile("same", deadline=None, derandomize=True, database=None)
settings.register_profile("explore", deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))

ROOT = Path(__file__).resolve().parent.parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Spread the files of browser tests among the others: they wait while those compute.

    Workers take whole files in this order (`make test`); left to itself, xdist puts files of few tests last, and then
    nothing but browsers is at work.
    """
    files: dict[Path, list[pytest.Item]] = {}
    for item in items:
        files.setdefault(item.path, []).append(item)
    waiting = [tests for path, tests in files.items() if path.parent.name == "browser"]
    computing = [tests for path, tests in files.items() if path.parent.name != "browser"]
    done, every = 0, sum(map(len, computing)) * 0.8 / max(len(waiting), 1)
    ordered: list[pytest.Item] = []
    for tests in computing:
        while waiting and done >= every * (len(files) - len(computing) - len(waiting)):
            ordered += waiting.pop(0)
        ordered += tests
        done += len(tests)
    for tests in waiting:
        ordered += tests
    items[:] = ordered


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session", autouse=True)
def indexes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """One folder for the indexes of skill frameworks, which are the same for every database that has the same."""
    folder = tmp_path_factory.getbasetemp() / "indexes"
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("CREDENCE_INDEXES", str(folder))
        yield folder


@pytest.fixture(scope="session")
def vectors() -> Path:
    """Real credentials with known outcomes, published by others; not part of the product."""
    folder = ROOT.parent / "shared" / "vectors"
    if not folder.is_dir():
        pytest.skip("the folder of published test vectors (../shared/vectors) is not beside this checkout")
    return folder


@pytest.fixture(scope="session")
def now() -> datetime:
    """The moment that tests judge at."""
    return datetime(2026, 6, 1, tzinfo=UTC)
