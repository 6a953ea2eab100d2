"""Screenshots of every page and state, light and dark, at 1280 px, into `shots/`. Run by `make shots`.

Full: the demo. Empty: a database that nothing was written to. Blind: the demo's first role, turned blind. Error:
addresses that lead nowhere, a page for other roles. Loading: a page before its first answer.
"""

import argparse
import re
import shutil
import sys
import tempfile
from contextlib import closing
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from playwright.sync_api import Page, expect

from hiring.__main__ import main as credence
from hiring.store.blind import pseudonym, set_blind
from hiring.store.database import Cursor, Database
from hiring.store.queries.shortlist import page as page_of
from hiring.views.shortlist import Filters, titles
from tests.browser.driving import ROOT, WIDTH, chromium, serve, settle
from tests.small_world import AT


def best_applicant(cursor: Cursor) -> str:
    """The id of whoever leads the ranking that opens first, to have an applicant worth a picture."""
    role_id = next(iter(titles(cursor)))
    return str(page_of(cursor, role_id, Filters(), limit=1, offset=0)["applicant_id"].item())


def newest_upload(database: Path) -> str:
    """The id of the newest upload."""
    with Database(database) as held:
        sql = "SELECT bundle_id FROM bundles ORDER BY known_at DESC, bundle_id LIMIT 1"
        return str(held.cursor().execute(sql).fetchall()[0][0])


def blinded(database: Path) -> str:
    """Turn the role that opens first blind; return what stands for its best applicant there."""
    with Database(database) as held, closing(held.cursor()) as cursor:
        role_id = next(iter(titles(cursor)))
        set_blind(cursor, role_id, on=True, reason="Pictures", said_by="make shots", at=AT, secret="shots")
        known = pseudonym(cursor, role_id, best_applicant(cursor))
        return known.ref if known else ""


def take(page: Page, path: Path) -> None:
    """Take a picture as tall as the page is."""
    page.set_viewport_size({"width": WIDTH, "height": 900})
    settle(page)
    height = page.evaluate("() => document.querySelector('[data-testid=\"stMainBlockContainer\"]').scrollHeight")
    page.set_viewport_size({"width": WIDTH, "height": min(max(int(height) + 80, 900), 6000)})
    page.wait_for_timeout(900)
    page.screenshot(path=path)
    print(path)  # noqa: T201  # a script that says what it made


def by_menu(page: Page, address: str, folder: Path, name: str) -> None:
    """Take every page of an administrator's menu."""
    page.goto(f"{address}/upload")
    settle(page)
    page.get_by_role("combobox", name=re.compile("You are")).click()
    page.get_by_role("option", name="Administrator").click()
    settle(page)
    links = page.get_by_test_id("stSidebarNav").get_by_role("link")
    for place in range(links.count()):
        link = links.nth(place)
        title = link.inner_text().split("\n")[-1].strip()
        link.click()
        expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("."))
        take(page, folder / f"{title.lower().replace(' ', '-')}-{name}.png")


def by_address(page: Page, address: str, places: dict[str, str], folder: Path, name: str) -> None:
    """Take every place once."""
    for title, place in places.items():
        page.goto(f"{address}/{place}")
        take(page, folder / f"{title}-{name}.png")


def run(database: Path, folder: Path) -> None:
    """Serve `database`, an empty one and a blind copy, and take every page in both modes."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary, chromium() as browser:
        empty = Path(temporary) / "empty" / "credence.duckdb"
        empty.parent.mkdir()
        blind = Path(shutil.copytree(database.parent, Path(temporary) / "blind")) / database.name
        states: list[tuple[str, Path, bool, dict[str, str]]] = [
            (
                "full",
                database,
                True,
                {**_full(database), "not-for-this-role": "heatmap", "nobody": "applicant?applicant=x"},
            ),
            ("empty", empty, True, {}),
            ("blind", blind, False, {"shortlist": "shortlist", "applicant": f"applicant?applicant={blinded(blind)}"}),
        ]
        for state, held, menu, places in states:
            with serve(held) as address:
                for mode in ("light", "dark"):
                    context = browser.new_context(color_scheme=mode, device_scale_factor=1)
                    page = context.new_page()
                    page.goto(f"{address}/shortlist")
                    page.get_by_test_id("stSidebarNav").wait_for()
                    page.screenshot(path=folder / f"loading-{state}-{mode}.png")
                    by_address(page, address, places, folder, f"{state}-{mode}")
                    if menu:
                        by_menu(page, address, folder, f"{state}-{mode}")
                    context.close()


def _full(database: Path) -> dict[str, str]:
    """Places of the demo that a menu does not lead to."""
    upload = newest_upload(database)
    with Database(database) as held, closing(held.cursor()) as cursor:
        best = best_applicant(cursor)
    return {"upload-result": f"upload?upload={upload}", "one-applicant": f"applicant?applicant={best}"}


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", type=Path, help="a filled database; without it the demo is made first")
    parser.add_argument("--out", type=Path, default=ROOT / "shots")
    arguments = parser.parse_args()
    if arguments.database is not None:
        run(arguments.database, arguments.out)
    else:
        with tempfile.TemporaryDirectory() as temporary:
            database = Path(temporary) / "credence.duckdb"
            import os

            os.environ["CREDENCE_DATABASE"] = str(database)
            credence(["demo"])
            run(database, arguments.out)
