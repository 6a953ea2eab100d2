"""A recruiter narrows the list and keeps that under a name; a colleague opens it elsewhere, and moves two people."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from hiring.store.database import Database
from tests.browser.driving import open_window, serve, settle
from tests.small_world import fill

pytestmark = pytest.mark.browser


def pick_row(tab: Page, place: int) -> None:
    """Select a row by its box; the canvas has no elements of its own."""
    box = tab.get_by_test_id("stDataFrame").first.bounding_box()
    assert box is not None
    tab.mouse.click(box["x"] + 17, box["y"] + 34 + 31 + 62 * place)


def views(tab: Page) -> None:
    tab.get_by_test_id("stPopoverButton").filter(has_text="Views").click()


def test_a_view_is_kept_and_opened_in_another_browser(tab: Page, chrome: Browser, tmp_path: Path) -> None:
    path = tmp_path / "credence.duckdb"
    with Database(path) as database:
        fill(database)
    with serve(path) as address:
        # (1) Narrowed by a skill at a level, and kept under a name.
        tab.goto(f"{address}/shortlist")
        settle(tab)
        tab.get_by_test_id("stPopoverButton").filter(has_text="More filters").click()
        skills = tab.get_by_role("combobox", name=re.compile("Shows the skill"))
        skills.fill("Kubernetes")
        tab.get_by_role("option", name="Kubernetes").click()
        expect(tab).to_have_url(re.compile("skill=Kubernetes"))
        tab.keyboard.press("Escape")
        tab.keyboard.press("Escape")
        expect(tab.get_by_text("Only: Kubernetes at any level")).to_be_visible()
        shown = tab.get_by_text(re.compile(r"^1 to \d+ of \d+\."))
        expect(shown).to_be_visible()
        told = shown.inner_text()
        views(tab)
        tab.get_by_label("Name of a new view").fill("Knows Kubernetes")
        tab.get_by_label("Name of a new view").press("Enter")
        tab.get_by_role("button", name="Keep this view").click()
        expect(tab.get_by_role("button", name="Knows Kubernetes", exact=True)).to_be_visible()

        # (2) A colleague opens it by its name, and by the address that was sent.
        context = open_window(chrome)
        other = context.new_page()
        other.goto(f"{address}/shortlist")
        settle(other)
        expect(other.get_by_text(re.compile(r"^1 to \d+ of \d+\."))).not_to_have_text(told)
        views(other)
        other.get_by_role("button", name="Knows Kubernetes", exact=True).click()
        expect(other.get_by_text("Only: Kubernetes at any level")).to_be_visible()
        expect(other.get_by_text(re.compile(r"^1 to \d+ of \d+\."))).to_have_text(told)
        other.goto(tab.url)
        settle(other)
        expect(other.get_by_text(re.compile(r"^1 to \d+ of \d+\."))).to_have_text(told)

        # (3) Two people at once: moved together, and the list says so.
        other.goto(f"{address}/shortlist")
        settle(other)
        pick_row(other, 0)
        expect(other.get_by_role("button", name="Open the evidence")).to_be_visible()
        pick_row(other, 1)
        panel = other.locator(".st-key-bulk")
        expect(panel.get_by_role("heading", name="2 applicants")).to_be_visible()
        panel.get_by_role("combobox", name=re.compile("Move to")).click()
        other.get_by_role("option", name="Interview").click()
        panel.get_by_role("button", name="Move them").click()
        expect(panel.get_by_text("2 applicants moved.")).to_be_visible()
        other.goto(f"{address}/shortlist?stage=Interview")
        settle(other)
        expect(other.get_by_text("1 to 2 of 2.", exact=False)).to_be_visible()
        context.close()
