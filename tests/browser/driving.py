"""What the browser tests and the screenshots share: a running app on its own database, and a Chromium to look at it."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
WIDTH = 1280
# A cold start compiles nothing but imports a lot; a slow machine with other tests beside it takes this long.
START_SECONDS = 90
QUIET_MS = 60_000
_QUIET_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--force-prefers-reduced-motion",
    # One process for all pages of one window, so that scripts are compiled once.
    "--process-per-site",
    # No name but this machine's is found, so nothing leaves it. Not by routes: where Playwright has one, the browser
    # keeps no script, and compiles megabytes of them again for each page.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
)


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serve(database: Path) -> Iterator[str]:
    """Run the app on `database` and yield its address; the demo's documents answer where they are beside it."""
    port = free_port()
    world = database.parent / "demo"
    environment = {**os.environ, "CREDENCE_DATABASE": str(database), "CREDENCE_NETWORK": "off"}
    if (world / "documents.csv").is_file():
        environment["CREDENCE_DOCUMENTS"] = str(world / "documents.csv")
        environment["CREDENCE_REGISTRIES"] = '["https://registry.credence.example/issuers.json"]'
    log = (database.parent / f"server-{port}.log").open("w")
    server = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)],
        cwd=ROOT,
        env=environment,
        stdout=log,
        stderr=subprocess.STDOUT,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait(server, f"{address}/_stcore/health", Path(log.name))
        yield address
    finally:
        server.terminate()
        server.wait(timeout=20)
        log.close()


def _wait(server: "subprocess.Popen[bytes]", health: str, log: Path) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        if server.poll() is not None:
            break
        try:
            with urlopen(health, timeout=2):
                return
        except (URLError, OSError):
            time.sleep(0.3)
    raise RuntimeError(f"the app did not start:\n{log.read_text()[-2000:]}")


@contextmanager
def chromium() -> Iterator[Browser]:
    """A headless Chromium that asks nothing of the outside by itself."""
    path = (
        shutil.which("chromium-headless-shell")
        or shutil.which("chromium")
        or shutil.which("chromium-browser")
        or shutil.which("google-chrome")
    )
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=path, args=list(_QUIET_FLAGS))
        yield browser
        browser.close()


def open_window(browser: Browser) -> BrowserContext:
    """A window of one's own, in which nothing moves: that is painted sixty times a second, by who else would work."""
    window = browser.new_context(viewport={"width": WIDTH, "height": 1000}, accept_downloads=True)
    window.set_default_timeout(90_000)
    window.add_init_script(
        "addEventListener('DOMContentLoaded', () => document.head.append(Object.assign(document.createElement('style'),"
        " {textContent: '*, *::before, *::after {animation: none !important; transition: none !important}'})))"
    )
    return window


def settle(page: Page, timeout: int = QUIET_MS) -> None:
    """Wait until the app has drawn what it was asked for; `timeout` in milliseconds.

    Looked at twice, since on a busy machine half a second can pass from a click to the server's word that it runs.
    """
    page.wait_for_selector('[data-testid="stAppViewContainer"] h1', timeout=timeout)
    for pause in (500, 0):
        page.wait_for_function(
            "() => document.querySelector('[data-testid=\"stApp\"]')?.dataset.testScriptState === 'notRunning'"
            " && !document.querySelector('[data-testid=\"stStatusWidget\"]')"
            " && !document.querySelector('[data-testid=\"stSkeleton\"]')"
            " && !document.querySelector('[data-testid=\"stSpinner\"]')"
            " && !document.querySelector('[data-stale=\"true\"]')",
            timeout=timeout,
            # Not at each frame: on a machine without graphics, drawing frames to look at them is most of the work.
            polling=150,
        )
        page.wait_for_timeout(pause)
