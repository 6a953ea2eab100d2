"""Screenshots of every page, light and dark, at 1280 px, into `shots/`. Run by `make shots`."""

import argparse
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from playwright.sync_api import Page

from hiring.__main__ import main as credence
from hiring.store.database import Database
from tests.browser.driving import ROOT, WIDTH, chromium, serve, settle


def best_applicant(database: Path) -> str:
    """The id of whoever leads the ranking that opens first, to have an applicant worth a picture."""
    with Database(database) as held:
        sql = """
            SELECT m.applicant_id FROM current_matches m
            JOIN role_versions r ON r.role_id = m.role_id AND r.version = m.role_version
            ORDER BY r.title, m.score DESC, m.applicant_id LIMIT 1
        """
        return str(held.cursor().execute(sql).fetchall()[0][0])


def newest_upload(database: Path) -> str:
    """The id of the newest upload."""
    with Database(database) as held:
        sql = "SELECT bundle_id FROM bundles ORDER BY known_at DESC, bundle_id LIMIT 1"
        return str(held.cursor().execute(sql).fetchall()[0][0])


def shoot(page: Page, address: str, places: dict[str, str], folder: Path, mode: str) -> None:
    """Take every place once, each as tall as it is."""
    for name, place in places.items():
        page.set_viewport_size({"width": WIDTH, "height": 900})
        page.goto(f"{address}/{place}")
        settle(page)
        height = page.evaluate("() => document.querySelector('[data-testid=\"stMainBlockContainer\"]').scrollHeight")
        page.set_viewport_size({"width": WIDTH, "height": min(max(int(height) + 80, 900), 6000)})
        page.wait_for_timeout(900)
        path = folder / f"{name}-{mode}.png"
        page.screenshot(path=path)
        print(path)  # noqa: T201  # a script that says what it made


def run(database: Path, folder: Path) -> None:
    """Serve `database` and shoot every page in both modes."""
    folder.mkdir(parents=True, exist_ok=True)
    places = {
        "upload": "upload",
        "upload-result": f"upload?upload={newest_upload(database)}",
        "shortlist": "shortlist",
        "applicant": f"applicant?applicant={best_applicant(database)}",
        "roles": "roles",
        "providers": "providers",
        "skills-review": "skills_review",
    }
    with serve(database) as address, chromium() as browser:
        for mode in ("light", "dark"):
            context = browser.new_context(color_scheme=mode, device_scale_factor=1)
            page = context.new_page()
            shoot(page, address, places, folder, mode)
            context.close()


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
