"""The demo's workforce on the heatmap: modes, months, rows and columns, a cell down to its checks, files."""

import io
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from python_calamine import load_workbook

from tests.browser.driving import settle
from tests.browser.workforce_driving import LONG_MS, as_hr_leader, choose_line, click_cell, numbers, pick

pytestmark = pytest.mark.browser


def cells(tab: Page) -> list[str]:
    """The cells as the page has them, without what only spaces them out."""
    return [re.sub(r"[\s\u200b]", "", text) for text in numbers(tab).all_text_contents()]


def test_modes_months_and_a_cell_down_to_its_checks(demo_app: str, tab: Page) -> None:
    as_hr_leader(tab, demo_app, "Heatmap")
    expect(numbers(tab).first).to_be_visible(timeout=LONG_MS)
    today = cells(tab)
    # (1) Another mode, another month: other numbers, and the address says which.
    pick(tab, "What a cell tells", "Burden")
    expect(tab.get_by_text("Levels missing to what is asked, all people who need it together.")).to_be_visible()
    expect(numbers(tab).first).not_to_contain_text(today[0][:3])
    burden = numbers(tab).all_text_contents()
    tab.get_by_role("combobox", name="As of").click()
    month = tab.get_by_role("option").nth(9)
    past = month.inner_text()
    month.click()
    expect(tab.get_by_text(f"on {past}: ")).to_be_visible()
    expect(numbers(tab)).not_to_have_text(burden)
    expect(tab).to_have_url(re.compile("asof=.*tells=Burden"))

    # (2) The skills of one group; a sheet with the same numbers as the page.
    pick(tab, "As of", "Today")
    pick(tab, "Columns", "Group: Security")
    expect(tab.get_by_text("Cybersecurity").first).to_be_visible()
    tab.get_by_role("button", name="Download", exact=True).click()
    with tab.expect_download(timeout=LONG_MS) as sheet:
        tab.get_by_role("button", name="XLSX").click()
    tab.keyboard.press("Escape")
    book = load_workbook(io.BytesIO(Path(sheet.value.path()).read_bytes()))
    told = [f"{row[3]:.0f}/{row[4]:.0f}" for row in book.get_sheet_by_name("Numbers").to_python() if row[2] == "shown"]
    assert told
    assert told == [text for text in cells(tab) if text[0].isdigit()]

    # (3) People as rows: a cell opens to one person, their level, and the checks of the badge behind it.
    pick(tab, "What a cell tells", "Verified or only said")
    pick(tab, "Rows", "People")
    expect(tab.locator(".st-key-credence-heat").get_by_text("All who are not listed")).to_be_visible()
    click_cell(tab, numbers(tab).filter(has_text="yes").first)
    opened = tab.locator(".st-key-credence-cell")
    expect(opened.get_by_text("1 person,")).to_be_visible()
    expect(tab).to_have_url(re.compile("column="))
    settle(tab)
    opened.get_by_role("button", name="Close").click()
    expect(opened).to_have_count(0)
    settle(tab)
    click_cell(tab, numbers(tab).filter(has_text="yes").first)
    choose_line(tab, opened.get_by_test_id("stDataFrame"))
    expect(opened.get_by_text(re.compile(r"[1-9] badges? on "))).to_be_visible()
    opened.get_by_test_id("stExpander").first.click()
    opened.get_by_text(re.compile(r"of \d+ checks? passed")).first.click()
    expect(opened.get_by_text("Signature fits").first).to_be_visible()
