"""Policy in a real browser: the ranking moves while one drags, and a version is saved, compared and gone back to."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.driving import settle

pytestmark = pytest.mark.browser

LONG_MS = 60_000


def row(tab: Page, name: str) -> Locator:
    """The row of somebody in the table of places."""
    return tab.get_by_test_id("stTable").get_by_role("row").filter(has_text=name)


def pull(tab: Page, slider: str, share: float) -> None:
    """Take a slider's knob, which stands in the middle, and move it along; the button stays pressed."""
    track = tab.get_by_role("slider", name=slider)
    track.scroll_into_view_if_needed()
    box = track.bounding_box()
    assert box is not None
    tab.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    tab.mouse.down()
    tab.mouse.move(box["x"] + share * box["width"], box["y"] + box["height"] / 2, steps=8)


def test_the_ranking_moves_while_one_drags_and_versions_are_kept(small_app: str, tab: Page) -> None:
    tab.goto(f"{small_app}/policy?turn=What+could+not+be+checked%2C+or+is+over")
    settle(tab)
    expect(tab.get_by_text("Nothing changes on this shortlist.")).to_be_visible(timeout=LONG_MS)
    expect(row(tab, "Grace Hopper")).to_contain_text("same", timeout=LONG_MS)
    # (1) The button is still down when the arrows change.
    pull(tab, "Expired", 0.0)
    expect(row(tab, "Grace Hopper")).to_contain_text("down 1", timeout=LONG_MS)
    expect(row(tab, "Grace Hopper")).to_contain_text("3", timeout=LONG_MS)
    expect(row(tab, "onerror")).to_contain_text("up 1", timeout=LONG_MS)
    expect(row(tab, "Ada Lovelace")).to_contain_text("same")
    tab.mouse.up()
    expect(tab.get_by_text(re.compile("2 places change at the head"))).to_be_visible(timeout=LONG_MS)
    # (2) Saved with a reason, everybody is ranked by it.
    settle(tab)
    tab.get_by_role("textbox", name="Reason").fill("Expired is over")
    tab.get_by_role("button", name="Save", exact=True).click()
    expect(tab.get_by_text(re.compile(r"Version \d+, Sceptical default, is in force"))).to_be_visible(timeout=LONG_MS)
    expect(tab.get_by_text("Nothing changes on this shortlist.")).to_be_visible(timeout=LONG_MS)
    expect(row(tab, "Grace Hopper")).to_contain_text("same", timeout=LONG_MS)
    # (3) Side by side with the one before, which comes into force again.
    tab.get_by_text("Compare versions", exact=True).click()
    expect(tab.get_by_text(re.compile("From version 1 to version 2: 2 places change"))).to_be_visible(timeout=LONG_MS)
    expect(row(tab, "Grace Hopper")).to_contain_text("down 1", timeout=LONG_MS)
    expect(tab).to_have_url(re.compile("view=Compare"))
    settle(tab)
    tab.get_by_role("textbox", name="Reason").fill("It was worth something")
    tab.get_by_role("button", name="Put into force again").click()
    expect(tab.get_by_text(re.compile(r"Version 3, Sceptical default, is in force"))).to_be_visible(timeout=LONG_MS)
