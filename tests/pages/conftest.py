"""The app in process, on a database of its own."""

import io
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from PIL import Image
from streamlit.testing.v1 import AppTest

from hiring.store.database import Database
from tests.small_world import fill


@pytest.fixture(autouse=True)
def main_module() -> Iterator[None]:
    """Put `__main__` back: a page run in process takes its place, and processes started later would import the page."""
    before = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = before


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The path of a database that nothing was written to; the app is pointed at it."""
    path = tmp_path / "credence.duckdb"
    monkeypatch.setenv("CREDENCE_DATABASE", str(path))
    monkeypatch.setenv("CREDENCE_NETWORK", "off")
    yield path
    from hiring.web import resources

    resources.database().close()
    st.cache_resource.clear()


@pytest.fixture(scope="session")
def small_world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the small world in it, to be copied: to fill one takes longer than most tests."""
    path = tmp_path_factory.mktemp("small") / "credence.duckdb"
    picture = io.BytesIO()
    Image.new("RGB", (40, 40), "#0072B2").save(picture, "PNG")
    with Database(path) as database:
        fill(database, picture.getvalue())
    return path


@pytest.fixture
def filled(empty: Path, small_world: Path) -> Path:
    """The path of a database with the small world in it; the app is pointed at it."""
    shutil.copyfile(small_world, empty)
    return empty


@pytest.fixture
def app(root: Path) -> AppTest:
    """The app, not yet run."""
    return AppTest.from_file(str(root / "app.py"), default_timeout=60)
