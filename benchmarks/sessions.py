"""Twenty people at once: each in a browser session of their own, clicking through three pages; how many meet an error.

`python -m benchmarks.sessions [--sessions N] [--rounds N]`. A real server on the demo and a real Chromium; needs the
packages that the tests need. An error is an exception on a page, a lost connection, or a page that does not come.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median
from threading import Barrier
from time import perf_counter

from playwright.sync_api import Error, Page

from tests.browser.driving import ROOT, chromium, serve, settle

PAGES = ("Shortlist", "Applicant", "Providers")
# More than this many pages in one browser is a matter of the browser, not of the server.
_EACH_BROWSER = 5
# Twenty browsers' worth of drawing is done by the same processors as the server's work.
_PATIENCE_MS = 180_000


def click_through(page: Page, seconds: list[float]) -> Counter[str]:
    """Go through the pages as a person does, by the menu; return what went wrong."""
    wrong: Counter[str] = Counter()
    for name in PAGES:
        started = perf_counter()
        try:
            page.get_by_role("link", name=name, exact=True).click(timeout=_PATIENCE_MS)
            page.get_by_role("heading", level=1).filter(has_text=name).wait_for(timeout=_PATIENCE_MS)
            settle(page, _PATIENCE_MS)
        except Error as error:
            wrong[f"{name}: {str(error).splitlines()[0][:80]}"] += 1
            continue
        seconds.append(perf_counter() - started)
        for what, place in (("exception", "stException"), ("connection lost", "stConnectionStatus")):
            if page.get_by_test_id(place).count():
                wrong[f"{name}: {what}"] += 1
    return wrong


def people(address: str, number: int, rounds: int, begin: Barrier) -> tuple[Counter[str], list[float]]:
    """Be so many people in one browser, in turns; all browsers begin together."""
    wrong: Counter[str] = Counter()
    seconds: list[float] = []
    with chromium() as browser:
        pages = [browser.new_context(viewport={"width": 1280, "height": 900}).new_page() for _ in range(number)]
        begin.wait()
        for page in pages:
            page.goto(f"{address}/shortlist", wait_until="commit")
        for _ in range(rounds):
            for page in pages:
                wrong += click_through(page, seconds)
    return wrong, seconds


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sessions", type=int, default=20, help="people at once (default: 20)")
    parser.add_argument("--rounds", type=int, default=2, help="times through the three pages (default: 2)")
    args = parser.parse_args()
    browsers = -(-args.sessions // _EACH_BROWSER)
    with tempfile.TemporaryDirectory() as temporary:
        database = Path(temporary) / "credence.duckdb"
        subprocess.run(
            [sys.executable, "-m", "hiring", "demo"],
            cwd=ROOT,
            env={**os.environ, "CREDENCE_DATABASE": str(database)},
            check=True,
            capture_output=True,
        )
        begin = Barrier(browsers)
        with serve(database) as address, ThreadPoolExecutor(browsers) as pool:
            shares = [min(_EACH_BROWSER, args.sessions - first) for first in range(0, args.sessions, _EACH_BROWSER)]
            found = list(pool.map(lambda number: people(address, number, args.rounds, begin), shares))
    wrong = sum((each for each, _ in found), Counter[str]())
    seconds = sorted(second for _, each in found for second in each)
    print(f"{args.sessions} sessions, {len(seconds)} pages opened, {sum(wrong.values())} errors")
    print(f"a page, with everybody at it: median {median(seconds):.1f} s, slowest {seconds[-1]:.1f} s")
    for words, number in wrong.most_common():
        print(f"  {number} x {words}")


if __name__ == "__main__":
    main()
