"""An HR leader's work: a roster with errors in it, mended; badges attached; a cell of the heatmap down to a proof."""

import io
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from python_calamine import load_workbook

from hiring.skills.frameworks import load_starter
from hiring.store.database import Database, transaction
from hiring.store.roles import save_role
from hiring.store.skills import write_skills
from tests.browser.driving import serve, settle
from tests.browser.workforce_driving import LONG_MS, as_hr_leader, go, numbers, pick
from tests.integration.ingesting import ROLE, as_jwt, badge, zipped

pytestmark = pytest.mark.browser

HEAD = "Number,Name,E-mail,Unit,Role"
PEOPLE = [f"{n},Person {n},p{n}@example.org,Company / {('Cloud', 'Data')[n % 2]},Analyst" for n in range(14)]


@pytest.fixture
def app(tmp_path: Path) -> Iterator[str]:
    """The app on a database with a role and nobody in it."""
    now = datetime.now(UTC)
    with Database(tmp_path / "credence.duckdb") as held, closing(held.cursor()) as cursor:
        with transaction(cursor):
            write_skills(cursor, load_starter(), framework="starter", at=now)
        save_role(cursor, ROLE)
    with serve(tmp_path / "credence.duckdb") as address:
        yield address


def drop_roster(tab: Page, lines: list[str]) -> None:
    content = "\n".join([HEAD, *lines]).encode()
    file = {"name": "roster.csv", "mimeType": "text/csv", "buffer": content}
    tab.locator('input[type="file"]').first.set_input_files(file)  # type: ignore[arg-type]
    settle(tab)


def test_from_a_roster_with_errors_to_the_proof_behind_a_cell(app: str, tab: Page) -> None:
    as_hr_leader(tab, app, "People")
    # (1) A file with a line that has no name, and an address that is none.
    drop_roster(
        tab, [*PEOPLE[:12], "12,,p12@example.org,Company / Cloud,Analyst", "13,Person 13,nobody,Company / Data,"]
    )
    expect(tab.get_by_text("2 problems in the file")).to_be_visible(timeout=LONG_MS)
    tab.get_by_role("button", name="Import 12 changes").click()
    expect(tab.get_by_text("Imported: 12 new, 0 changed, 0 left.")).to_be_visible(timeout=LONG_MS)
    # (2) Mended, and imported again as an update: one has moved, one is gone.
    moved = PEOPLE[0].replace("Cloud", "Data")
    drop_roster(tab, [moved, *PEOPLE[2:]])
    tab.get_by_role("button", name="Import 4 changes").click()
    expect(tab.get_by_text("Imported: 2 new, 1 changed, 1 left.")).to_be_visible(timeout=LONG_MS)
    expect(tab.get_by_role("heading", name="13 employees")).to_be_visible()

    # (3) Badges: seven by address, one of somebody whom the roster does not know.
    badges = {f"{n}.jwt": as_jwt(badge(n, "SQL", email=f"p{n}@example.org")) for n in range(2, 9)}
    badges["Stranger/x.jwt"] = as_jwt(badge(99, "SQL", email="private@mail.example"))
    tab.get_by_role("tab", name="Badges").click()
    file = {"name": "staff.zip", "mimeType": "application/zip", "buffer": zipped(badges)}
    tab.locator('input[type="file"]:visible, input[type="file"]').nth(1).set_input_files(file)  # type: ignore[arg-type]
    tab.get_by_role("button", name="Verify and attach").click(timeout=LONG_MS)
    expect(tab.get_by_text("8 authentic current")).to_be_visible(timeout=LONG_MS)
    go(tab, "Heatmap")
    go(tab, "People")
    tab.get_by_role("tab", name="To be matched (1)").click()
    expect(tab.get_by_text("1 badge, such as SQL")).to_be_visible()
    tab.get_by_role("combobox", name="Who is it?").click()
    tab.get_by_role("option", name="Person 9 (9)").click()
    tab.get_by_role("button", name="Attach", exact=True).click()
    expect(tab.get_by_role("tab", name="To be matched", exact=True)).to_be_visible(timeout=LONG_MS)

    # (4) The heatmap: four of six in Cloud and four of seven in Data show SQL, on the page and in the workbook.
    go(tab, "Heatmap")
    pick(tab, "Columns", "All skills")
    # The one group tells the same numbers as its one skill, so it is the column's name that tells them apart.
    expect(tab.locator(".st-key-credence-heat .xtick")).to_contain_text(["SQL"], timeout=LONG_MS)
    expect(numbers(tab)).to_contain_text(["67% /6", "57% /7"])
    tab.get_by_role("button", name="Download", exact=True).click()
    with tab.expect_download(timeout=LONG_MS) as sheet:
        tab.get_by_role("button", name="XLSX").click()
    rows = load_workbook(io.BytesIO(Path(sheet.value.path()).read_bytes())).get_sheet_by_index(0).to_python()
    column = rows[0].index("SQL")
    told = {row[0]: row[column] for row in rows[1:]}
    assert told == {"Cloud": "67% of 6", "Data": "57% of 7"}
    tab.keyboard.press("Escape")

    # (5) A sentence opens to its cells, in the mode that tells it; and these to a person, a level and the checks of it.
    tab.get_by_role("button", name="Show its cells").first.click()
    expect(tab.get_by_role("combobox", name="What a cell tells")).to_have_value("Burden")
    opened = tab.locator(".st-key-credence-cell")
    expect(opened.get_by_role("heading")).to_contain_text("Company")
    expect(opened.get_by_text("Choose a line to see the badges behind it.")).to_be_visible()
    opened.get_by_role("button", name="Close").click()
    expect(opened).to_have_count(0)
