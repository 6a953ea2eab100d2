"""The record of one applicant: two of one person merged and parted, more badges later, erased in the end."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from hiring.store.database import Database
from hiring.store.process import move
from tests.browser.driving import serve, settle
from tests.small_world import AT, fill

pytestmark = pytest.mark.browser


def record(tab: Page) -> None:
    tab.get_by_test_id("stPopoverButton").filter(has_text="Record").click()


def test_records_are_merged_parted_added_to_and_erased(tab: Page, tmp_path: Path) -> None:
    path = tmp_path / "credence.duckdb"
    with Database(path) as database:
        fill(database)
        cursor = database.cursor()
        (grace,) = cursor.execute("SELECT applicant_id FROM applicants WHERE name = 'Grace Hopper'").fetchone() or ("",)
        (ada,) = cursor.execute("SELECT applicant_id FROM applicants WHERE name = 'Ada Lovelace'").fetchone() or ("",)
        move(cursor, "platform", ada, "interview", seen=None, reason="", said_by="Bob", at=AT)
        cursor.close()
    with serve(path) as address:
        tab.goto(f"{address}/applicant?applicant={grace}")
        settle(tab)
        record(tab)
        tab.get_by_text("Another record of the same person").click()
        tab.get_by_role("textbox", name="Name of the other record").fill("Lovelace")
        tab.get_by_role("textbox", name="Name of the other record").press("Enter")
        tab.get_by_role("combobox", name="Record").click()
        tab.get_by_role("option", name=re.compile("Ada Lovelace")).click()
        # Ada is further on in the process than Grace: that is what holds.
        tab.get_by_text("Interview", exact=True).click()
        tab.get_by_role("textbox", name="How do you know?").fill("She told us")
        tab.get_by_role("button", name="Take both for one").click()
        expect(tab.get_by_text("Merged with Ada Lovelace", exact=False)).to_be_visible()
        expect(tab.get_by_text("Kubernetes · level 4", exact=False)).to_be_visible()
        expect(tab.get_by_text("Stage: Interview")).to_be_visible()
        tab.get_by_role("button", name="Part from Ada Lovelace").click()
        expect(tab.get_by_text("Merged with Ada Lovelace", exact=False)).to_have_count(0)
        expect(tab.get_by_text("Kubernetes · level 4", exact=False)).to_have_count(0)
        # More badges for the same person: the upload knows whose they are.
        tab.get_by_role("button", name="Add badges").click()
        expect(tab.get_by_role("heading", level=1)).to_have_text("Upload")
        tab.locator('input[type="file"]').set_input_files(
            {"name": "later.json", "mimeType": "application/json", "buffer": b'{"nothing": "here"}'}
        )
        expect(tab.get_by_role("textbox", name="Name of the applicant")).to_have_value("Grace Hopper")

        tab.goto(f"{address}/applicant?applicant={grace}")
        settle(tab)
        record(tab)
        tab.get_by_text("Erase this person").click()
        tab.get_by_role("textbox", name="Why").fill("She asked for it")
        tab.get_by_role("textbox", name="Type the name to confirm").fill("Grace Hopper")
        tab.get_by_role("textbox", name="Type the name to confirm").press("Enter")
        tab.get_by_role("button", name="Erase for good").click()
        expect(tab.get_by_role("heading", level=1)).to_have_text("Shortlist")
        expect(tab.get_by_text(re.compile(r"^1 to \d+ of \d+\."))).to_be_visible()
        tab.goto(f"{address}/shortlist?name=hopper")
        expect(tab.get_by_text("Nobody passes these filters", exact=False)).to_be_visible()
