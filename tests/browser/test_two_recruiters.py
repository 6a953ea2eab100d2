"""Two recruiters on one person at once: neither loses a change, an override is seen as one, and undo takes back."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from hiring.store.database import Database
from tests.browser.driving import open_window, serve, settle
from tests.small_world import fill

pytestmark = pytest.mark.browser


def called(tab: Page, name: str) -> None:
    box = tab.get_by_role("textbox", name="You sign as")
    box.fill(name)
    box.press("Enter")
    settle(tab)


def choose(tab: Page, stage: str) -> None:
    tab.get_by_role("combobox", name="Move to").click()
    tab.get_by_role("option", name=stage).click()
    settle(tab)


def go(tab: Page) -> None:
    tab.get_by_role("button", name="Move", exact=True).click()


def test_two_recruiters_lose_nothing(tab: Page, chrome: Browser, tmp_path: Path) -> None:
    path = tmp_path / "credence.duckdb"
    with Database(path) as database:
        fill(database)
        cursor = database.cursor()
        (grace,) = cursor.execute("SELECT applicant_id FROM applicants WHERE name = 'Grace Hopper'").fetchone() or ("",)
        cursor.close()
    context = open_window(chrome)
    other = context.new_page()
    with serve(path) as address:
        # (1) Both look at the same person; one is quicker, and the other is told and overwrites nothing.
        for page, name in ((tab, "Ada King"), (other, "Bob Li")):
            page.goto(f"{address}/applicant?applicant={grace}")
            settle(page)
            called(page, name)
            expect(page.get_by_role("heading", name="Stage: New")).to_be_visible()
        choose(tab, "Interview")
        choose(other, "Screening")
        go(tab)
        expect(tab.get_by_role("heading", name="Stage: Interview")).to_be_visible()
        go(other)
        expect(other.get_by_text("Ada King (Recruiter) has moved them to interview", exact=False)).to_be_visible()
        expect(other.get_by_role("heading", name="Stage: Interview")).to_be_visible()
        # (2) What was seen can be taken back, by either.
        other.get_by_role("button", name="Undo the last move").click()
        expect(other.get_by_role("heading", name="Stage: New")).to_be_visible()
        expect(other.get_by_text("Bob Li (Recruiter): taken back", exact=False)).to_be_visible()

        # (3) A mark of one's own, and an override: with its reason on the page, and as such on the shortlist.
        other.get_by_text("Scorecard (0 marks)").click()
        other.get_by_role("radio", name="4 Strong yes").click()
        other.get_by_role("button", name="Keep my mark").click()
        expect(other.get_by_text("Scorecard (1 mark)")).to_be_visible()
        other.get_by_test_id("stPopoverButton").filter(has_text="Override").click()
        other.get_by_role("combobox", name="Must-haves").click()
        other.get_by_role("option", name="Met").click()
        other.get_by_test_id("stPopoverBody").get_by_role("textbox", name="Reason").fill("Seen at work")
        other.get_by_test_id("stPopoverBody").get_by_role("button", name="Override").click()
        expect(other.get_by_text("Overridden by a person")).to_be_visible()
        expect(other.get_by_text(re.compile("^Bob Li \\(Recruiter\\).*Seen at work"))).to_be_visible()
        tab.goto(f"{address}/shortlist?name=hopper")
        settle(tab)
        row = tab.locator('[data-testid="stDataFrame"] canvas [role="row"]:has([role="gridcell"])')
        expect(row.first).to_contain_text("overridden")
    context.close()
