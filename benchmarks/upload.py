"""A ZIP of badges dropped into the browser, to the ranked shortlist on the screen; every part timed by itself.

`python -m benchmarks.upload [--size N] [--suite S] [--keep FOLDER]`. A real server and a real Chromium; needs the
packages that the tests need. Five badges an applicant, one role that asks for what they show, an otherwise empty
database; a small upload goes before, as on a server that has been in use.
"""

import argparse
import re
import tempfile
from contextlib import closing
from pathlib import Path
from time import perf_counter
from typing import get_args

from playwright.sync_api import Page

from benchmarks.badges import EACH, MOMENT, Suite, archives
from hiring.models.role import RoleSkill, RoleVersion
from hiring.processes import Processes
from hiring.skills.frameworks import load_starter
from hiring.store.database import Database, transaction
from hiring.store.roles import save_role
from hiring.store.skills import write_skills
from tests.browser.driving import chromium, serve

WARM_UP = 100
_LONG_MS = 600_000
_ROLE = RoleVersion(
    role_id="analyst",
    title="Analyst",
    summary="",
    version=1,
    skills=(
        RoleSkill(skill_id="sql", level=2, weight=2, must_have=True),
        RoleSkill(skill_id="python", level=2, weight=1, must_have=False),
        RoleSkill(skill_id="docker", level=1, weight=1, must_have=False),
    ),
    reason="first",
    saved_by="benchmark",
    saved_at=MOMENT,
)


def upload(tab: Page, address: str, archive: Path, size: int, applicants: int) -> dict[str, float]:
    """Upload an archive and open the shortlist as a person would; return the seconds of each part."""
    tab.goto(f"{address}/upload")
    tab.locator('input[type="file"]').wait_for(state="attached", timeout=_LONG_MS)
    marks = [perf_counter()]
    tab.locator('input[type="file"]').set_input_files(archive)
    verify = tab.get_by_role("button", name=re.compile(rf"^Verify {size:,} files"))
    # What waits for something is told at once; what expects it looks again after a while.
    verify.wait_for(timeout=_LONG_MS)
    marks.append(perf_counter())
    verify.click()
    onward = tab.get_by_role("button", name="Open the shortlist")
    onward.wait_for(timeout=_LONG_MS)
    marks.append(perf_counter())
    onward.click()
    tab.get_by_role("heading", level=1, name="Shortlist").wait_for(timeout=_LONG_MS)
    tab.get_by_text(re.compile(rf"^1 to \d+ of {applicants:,}\.")).wait_for(timeout=_LONG_MS)
    tab.get_by_test_id("stDataFrame").first.wait_for(timeout=_LONG_MS)
    marks.append(perf_counter())
    parts = ("received and unpacked", "verified, kept and matched", "shortlist drawn")
    return {name: end - start for name, start, end in zip(parts, marks, marks[1:], strict=False)}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=1_000, help="badges in the ZIP (default: 1,000)")
    parser.add_argument("--suite", choices=get_args(Suite), default="eddsa-rdfc-2022", help="how they are signed")
    parser.add_argument("--keep", type=Path, help="a folder to keep the signed badges in")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = args.keep or Path(temporary)
        with Processes() as executor:
            (archive,) = archives(folder, args.size, args.suite, executor)
            (before,) = archives(folder, WARM_UP, args.suite, executor)
        path = Path(temporary) / "credence.duckdb"
        with Database(path) as database, closing(database.cursor()) as cursor:
            with transaction(cursor):
                write_skills(cursor, load_starter(), framework="starter", at=MOMENT)
            save_role(cursor, _ROLE)
        with serve(path) as address, chromium() as browser, closing(browser.new_context()) as context:
            upload(context.new_page(), address, before, WARM_UP, WARM_UP // EACH)
            found = upload(context.new_page(), address, archive, args.size, args.size // EACH)
        for name, seconds in found.items():
            print(f"{name:44}{seconds:8.2f} s")
        print(f"{f'{args.size:,} badges, dropped to shortlist':44}{sum(found.values()):8.2f} s")


if __name__ == "__main__":
    main()
