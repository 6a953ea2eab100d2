"""A running app and a page in a real Chromium that is not let out of this machine."""

import io
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, Request, expect

from hiring.store.database import Database
from tests.browser.driving import ROOT, chromium, open_window, serve
from tests.small_world import fill

HERE = frozenset({"127.0.0.1", "localhost"})
# A page that another test keeps waiting for the processor still comes; one that is wrong only fails later.
expect.set_options(timeout=30_000)


@pytest.fixture(scope="session")
def chrome() -> Iterator[Browser]:
    """One browser for all tests."""
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="session")
def small_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The app on the small world."""
    database = tmp_path_factory.mktemp("small") / "credence.duckdb"
    picture = io.BytesIO()
    Image.new("RGB", (64, 64), "#0072B2").save(picture, "PNG")
    with Database(database) as held:
        fill(held, picture.getvalue())
    with serve(database) as address:
        yield address


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The database of the demo, made as `make run` makes it: once, however many workers share the tests."""
    base = tmp_path_factory.getbasetemp()
    made = (base if worker_id == "master" else base.parent) / "demo-made"
    try:
        made.mkdir()
    except FileExistsError:
        until = time.monotonic() + 600
        while not (made / "whole").exists():
            assert time.monotonic() < until, "the demo that another worker makes does not come"
            time.sleep(0.5)
    else:
        subprocess.run(
            [sys.executable, "-m", "hiring", "demo"],
            cwd=ROOT,
            env={**os.environ, "CREDENCE_DATABASE": str(made / "own" / "credence.duckdb")},
            check=True,
            capture_output=True,
            timeout=600,
        )
        (made / "whole").touch()
    # A copy of one's own: a database is open in one server at a time.
    own = tmp_path_factory.mktemp("demo") / "own"
    shutil.copytree(made / "own", own)
    return own / "credence.duckdb"


@pytest.fixture(scope="session")
def demo_app(demo: Path) -> Iterator[str]:
    """The app on the demo."""
    with serve(demo) as address:
        yield address


@pytest.fixture(scope="session")
def window(chrome: Browser) -> Iterator[BrowserContext]:
    """One window for all tests: its process has compiled the app's scripts once, which takes longer than most tests."""
    context = open_window(chrome)
    yield context
    context.close()


@pytest.fixture
def asked() -> set[str]:
    """The hosts outside this machine that the browser asked; filled by `tab`."""
    return set()


@pytest.fixture
def tab(window: BrowserContext, asked: set[str]) -> Iterator[Page]:
    """A fresh page. What it asks of another machine is noted; the test fails on any of it."""

    def note(request: Request) -> None:
        host = urlsplit(request.url).hostname
        if host is not None and host not in HERE:
            asked.add(host)

    page = window.new_page()
    page.on("request", note)
    yield page
    page.close()
    window.clear_cookies()
    assert not asked, f"the page asked {sorted(asked)}"
