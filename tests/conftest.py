"""Fixtures shared by every test."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import settings

# How long an example takes says more of the machine than of the code; speed is measured in `benchmarks/`.
settings.register_profile("credence", deadline=None)
settings.load_profile("credence")

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


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
