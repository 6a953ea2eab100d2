"""A recruiter's task from start to end: a messy bundle, a ranking, three people compared, one moved to interview."""

import re
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from hiring.store.database import Database
from hiring.store.roles import save_role
from hiring.views.places import place
from hiring.views.verdicts import verdict
from tests.browser.driving import serve, settle
from tests.browser.test_shortlist_views import pick_row
from tests.messy_bundle import ROLE, as_zip, bundle, write_documents

pytestmark = pytest.mark.browser

LONG_MS = 120_000


@pytest.fixture
def app(tmp_path: Path) -> Iterator[str]:
    """The app on a database with a role and nobody in it; the bundle's issuers answer."""
    database = tmp_path / "credence.duckdb"
    with Database(database) as held, closing(held.cursor()) as cursor:
        save_role(cursor, ROLE)
    write_documents(tmp_path / "demo")
    with serve(database) as address:
        yield address


def rows(tab: Page) -> list[list[str]]:
    """The rows that are in view, cell by cell; the grid keeps them beside its canvas for screen readers."""
    cells = "rows => rows.map(row => [...row.querySelectorAll('[role=gridcell]')].map(cell => cell.innerText))"
    held = tab.locator('[data-testid="stDataFrame"] canvas [role="row"]:has([role="gridcell"])')
    held.first.wait_for(state="attached")
    found: list[list[str]] = held.evaluate_all(cells)
    return found


def rows_of(tab: Page, word: str) -> list[list[str]]:
    """The rows in view once all of them are of an outcome: a busy machine draws them a while after the click."""
    end = time.monotonic() + LONG_MS / 1000
    found = rows(tab)
    while not found or not all(word in row[0] for row in found):
        assert time.monotonic() < end, (word, found)
        tab.wait_for_timeout(300)
        found = rows(tab)
    return found


def test_from_a_messy_upload_to_three_people_compared_and_one_to_be_met(app: str, tab: Page, tmp_path: Path) -> None:
    # (1) Chips count each outcome, and rows say what to do.
    upload = tmp_path / "messy.zip"
    upload.write_bytes(as_zip())
    sent = bundle()[0]
    tab.goto(f"{app}/upload")
    settle(tab)
    tab.locator('input[type="file"]').set_input_files(upload)
    expect(tab.get_by_text("Whom each file belongs to")).to_be_visible(timeout=60_000)
    tab.get_by_role("button", name=f"Verify {len(sent)} files").click()
    expect(tab.get_by_role("button", name="Open the shortlist")).to_be_visible(timeout=LONG_MS)
    settle(tab)
    expect(tab.get_by_text(f"{len(sent)} files in messy.zip")).to_be_visible()
    expected = Counter(verdict(code).word for one in sent for code in one.outcomes)
    chips = tab.get_by_role("toolbar", name="Outcomes")
    for word, number in expected.items():
        expect(chips.get_by_role("button", name=re.compile(rf"{re.escape(word)} {number}$"))).to_be_visible()
    for word in expected:
        chip = chips.get_by_role("button", name=re.compile(rf"{re.escape(word)} \d+$"))
        chip.click()
        settle(tab)
        files = {one.path for one in sent if any(verdict(code).word == word for code in one.outcomes)}
        for *_, meaning, file in rows_of(tab, word):
            assert len(meaning) > 10, "an outcome without words"
            assert any(file.endswith(place(path)) for path in files), (word, file)
        chip.click()
    settle(tab)
    tab.get_by_role("button", name="Open the shortlist").click()
    expect(tab.get_by_role("heading", level=1)).to_have_text("Shortlist")
    settle(tab)
    # (2) The ranking uses what was verified.
    names = ["Ada Lovelace", "Cleo", "Bob"]
    assert [next(name for name in names if name in row) for row in rows(tab)] == names

    # (3) Three people side by side: what one has not shown is unknown, and no winner.
    for row, seen in enumerate((names[0], "2 applicants", "3 applicants")):
        pick_row(tab, row)
        expect(tab.get_by_role("heading", name=seen)).to_be_visible()
    tab.get_by_role("button", name="Compare them").click()
    expect(tab.get_by_role("heading", level=1)).to_have_text("Compare")
    compared = tab.get_by_test_id("stTable")
    for name in names:
        expect(compared.get_by_role("columnheader", name=name)).to_be_visible()
    expect(compared.get_by_text("Unknown").first).to_be_visible()
    settle(tab)

    # (4) One of them is to be met, and the list says so.
    tab.get_by_role("button", name="Evidence").first.click()
    expect(tab.get_by_role("heading", level=1)).to_have_text(names[0])
    tab.get_by_role("combobox", name=re.compile("Move to")).click()
    tab.get_by_role("option", name="Interview").click()
    reason = tab.get_by_role("combobox", name=re.compile("Reason"))
    reason.fill("Shows both skills, signed")
    reason.press("Enter")
    tab.get_by_role("button", name="Move", exact=True).click()
    expect(tab.get_by_text("new to interview: Shows both skills, signed")).to_be_visible()
    settle(tab)
    tab.get_by_role("button", name="Back to the shortlist").click()
    expect(tab.get_by_role("heading", level=1)).to_have_text("Shortlist")
    settle(tab)
    tab.goto(f"{app}/shortlist?stage=Interview")
    expect(tab.get_by_text("1 to 1 of 1.", exact=False)).to_be_visible()
    assert names[0] in rows(tab)[0]
